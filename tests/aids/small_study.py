"""Small studies as input: every value at rest, so that a test changes only what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from sim.results.manifest import Facts, Manifest
from sim.results.store import Study, open_study, write_study

LADDER = {"accommodate": -1.0, "hedge": 0.0, "network": 0.45, "ally": 0.8, "pact": 1.0}
FACTS = {
    "hub": {"code": "HUB", "name": "Hubland", "latitude": 38.9, "longitude": -77.0},
    "challenger": {"code": "CHA", "name": "Challenge", "latitude": 39.9, "longitude": 116.4},
    "postures": [
        {"name": name, "side": side, "treaty": name in ("ally", "pact"), "meaning": f"to {name}"}
        for name, side in LADDER.items()
    ],
}


def country_facts(name: str, posture: str = "hedge", **changes: Any) -> dict[str, Any]:
    """Facts of one country."""
    return {
        "name": name,
        "latitude": 10.0,
        "longitude": 110.0,
        "distance_challenger": 2000.0,
        "distance_hub": 1000.0,
        "export_share_challenger": 20.0,
        "export_share_hub": 10.0,
        "posture": posture,
        **changes,
    }


def facts(*codes: str, **changes: Any) -> Facts:
    """Facts of some countries, otherwise as at rest."""
    countries = {code: country_facts(code.title()) for code in codes}
    return Facts.model_validate({**FACTS, "countries": countries, **changes})


def manifest(scenarios: Sequence[str] = ("calm", "storm"), **changes: Any) -> Manifest:
    """A manifest that nothing depends on."""
    content: dict[str, Any] = {
        "study": "unnamed",
        "kind": "compare" if len(scenarios) > 1 else "run",
        "version": "1.2.3",
        "commit": "0123456789abcdef0123456789abcdef01234567",
        "python": "3.11.9",
        "packages": {"numpy": "2.0.0"},
        "created": "2026-01-02T03:04:05Z",
        "wall_seconds": 1.5,
        "command": ("pactsim", "compare", *scenarios),
        "scenarios": {name: {"title": name.replace("_", " ").capitalize()} for name in scenarios},
        "seed": 7,
        "replicates": 4,
        "seeds_fingerprint": "ab" * 32,
        "inputs_fingerprint": "cd" * 32,
        "facts": facts("AAA", "BBB"),
    }
    return Manifest.model_validate({**content, **changes})


def frames(
    scenarios: Sequence[str] = ("calm", "storm"),
    replicates: int = 4,
    years: Sequence[float] = (2026, 2027),
    countries: Sequence[str] = ("AAA", "BBB"),
    flashpoints: Sequence[str] = ("strait", "cape"),
) -> dict[str, pd.DataFrame]:
    """Tables of a study in which nothing differs between worlds, years or countries."""
    worlds = range(replicates)
    key = ["scenario", "replicate", "year"]
    by_country = pd.DataFrame(product(scenarios, worlds, years, countries), columns=[*key, "country"])
    by_year = pd.DataFrame(product(scenarios, worlds, years), columns=key)
    by_place = pd.DataFrame(product(scenarios, worlds, years, flashpoints), columns=[*key, "flashpoint"])
    return {
        "countries": by_country.assign(
            posture="hedge", signed=False, member=False, side=0.0, trust=0.5, effort=2.0, capability=10.0, gdp=100.0,
            deterrence=0.4, coercion_loss=0.1, tariff_loss=0.2, trade_loss=0.3, government=0.0, nuclear=0.0,
            changed=False, minilaterals=0,
        ),
        "theatre": by_year.assign(
            administration="steady", pact_offered=False, pact_in_force=False, signatories=0, members=0,
            hub_side_share=0.0, challenger_side_share=0.0, unaligned_share=1.0, polarisation=0.25, mean_trust=0.5,
            hub_capability=300.0, challenger_capability=400.0, assertiveness=1.0, mean_tie=0.2,
        ),
        "flashpoints": by_place.assign(deterrence=0.6, provocation=1.0, hazard=0.1, severity=0, helped=False),
    }  # fmt: skip


def set_where(frame: pd.DataFrame, column: str, value: Any, **keys: Any) -> None:
    """Change a column in place in the rows with these keys; a list of values means any of them."""
    chosen = pd.Series(True, index=frame.index)
    for key, wanted in keys.items():
        chosen &= frame[key].isin(wanted) if isinstance(wanted, (list, tuple, range)) else frame[key] == wanted
    frame.loc[chosen, column] = value


def draws(values: dict[str, Sequence[float]]) -> pd.DataFrame:
    """The table of draws: values of each parameter, world by world."""
    rows = [(world, name, value) for name, series in values.items() for world, value in enumerate(series)]
    return pd.DataFrame(rows, columns=["replicate", "parameter", "value"])


def tables(content: dict[str, pd.DataFrame]) -> dict[str, pa.Table]:
    """Frames as arrow tables."""
    return {name: pa.Table.from_pandas(frame, preserve_index=False) for name, frame in content.items()}


def study(
    root: Path, content: dict[str, pd.DataFrame], scenarios: Sequence[str] = ("calm", "storm"), **changes: Any
) -> Study:
    """Write frames as a study and open it."""
    file_format = changes.pop("format", "parquet")
    return open_study(write_study(root, "small", manifest(scenarios, **changes), tables(content), file_format))
