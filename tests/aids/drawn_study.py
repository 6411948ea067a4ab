"""Studies large enough to be drawn: random numbers with a fixed seed, as input."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import small_study as small

PLACES = {
    "JPN": ("Japan", 35.7, 139.7, "ally"), "KOR": ("South Korea", 37.6, 127.0, "ally"),
    "TWN": ("Taiwan", 25.0, 121.5, "network"), "PHL": ("Philippines", 14.6, 121.0, "ally"),
    "AUS": ("Australia", -35.3, 149.1, "ally"), "NZL": ("New Zealand", -41.3, 174.8, "network"),
    "THA": ("Thailand", 13.8, 100.5, "hedge"), "SGP": ("Singapore", 1.3, 103.9, "network"),
    "IND": ("India", 28.6, 77.2, "network"), "IDN": ("Indonesia", -6.2, 106.9, "hedge"),
    "VNM": ("Vietnam", 21.0, 105.9, "hedge"), "MYS": ("Malaysia", 3.1, 101.7, "hedge"),
}  # fmt: skip
SEAS = {"taiwan_strait": "Taiwan Strait", "south_china_sea": "South China Sea", "korea": "Korean Peninsula"}


def facts() -> Any:
    """Facts of the twelve countries."""
    return small.facts(
        countries={
            code: small.country_facts(name, posture, latitude=latitude, longitude=longitude)
            for code, (name, latitude, longitude, posture) in PLACES.items()
        },
        flashpoints={name: {"name": title, "latitude": 20, "longitude": 118} for name, title in SEAS.items()},
        ties=[{"pair": ["AUS", "JPN"], "value": 0.6}, {"pair": ["MYS", "SGP"], "value": 0.4}],
    )


def content(scenarios: tuple[str, ...], replicates: int, years: range, pact: bool) -> dict[str, Any]:
    """Tables of a study in which the scenarios after the first move some countries and may bring a pact."""
    rng = np.random.default_rng(11)
    frames = small.frames(scenarios, replicates, years, tuple(PLACES), tuple(SEAS))
    countries = frames["countries"]
    sides = np.array(list(small.LADDER.values()))
    start = countries["country"].map({code: list(small.LADDER).index(place[3]) for code, place in PLACES.items()})
    steps = rng.choice([-1, 0, 0, 0, 1], size=(replicates, len(years), len(PLACES)))
    luck = np.tile(steps, (len(scenarios), 1, 1, 1)).reshape(-1)
    later = (countries["scenario"] != scenarios[0]) & (countries["year"] > years[len(years) // 2])
    member = later & (countries["replicate"] % 3 == 0) & countries["country"].isin(["JPN", "AUS", "PHL"]) & pact
    rung = np.where(member, 4, np.clip(start + luck, 0, 3))
    countries["posture"] = np.array(list(small.LADDER))[rung]
    countries["side"] = sides[rung]
    countries["member"] = member
    countries["capability"] = countries["country"].map({code: 5.0 + 7 * i for i, code in enumerate(PLACES)})
    countries["trust"] = np.clip(0.5 + 0.1 * luck - 0.05 * later, 0, 1)
    countries["trade_loss"] = 0.3 + 0.2 * member
    theatre = frames["theatre"]
    theatre["pact_in_force"] = (
        countries.groupby(["scenario", "replicate", "year"], sort=False)["member"].any().to_numpy()
    )
    seas = frames["flashpoints"]
    seas["severity"] = rng.choice([0, 0, 0, 1, 2, 3], size=len(seas))
    other = seas["scenario"] != scenarios[0]
    seas["deterrence"] = np.clip(0.5 + 0.05 * rng.normal(size=len(seas)) + 0.05 * other, 0, 1)
    seas["hazard"] = 0.1 + 0.02 * other
    values = {
        "law.pact_formation_prior": rng.uniform(0.02, 0.3, replicates),
        "law.deterrence_effect": rng.uniform(0, 5, replicates),
        "law.provocation_effect": rng.uniform(0, 2, replicates),
    }
    frames["draws"] = small.draws({name: series.tolist() for name, series in values.items()})
    return frames


def study(
    root: Path,
    scenarios: tuple[str, ...] = ("status_quo", "asian_nato"),
    pact: bool = True,
    **changes: Any,
) -> Any:
    """Write such a study."""
    replicates, years = changes.pop("worlds", 12), changes.pop("years", range(2026, 2034))
    frames = content(scenarios, replicates, years, pact)
    changes.setdefault("facts", facts())
    return small.study(root, frames, scenarios, replicates=replicates, **changes)


def explanation(root: Path, scenarios: tuple[str, ...] = ("status_quo", "asian_nato")) -> Any:
    """Write the explanation of a choice of Japan; the pact is open in the last scenario only."""
    rng = np.random.default_rng(3)
    names = ("security", "burden", "hub_market")
    means = {"hedge": (-4, 0, 0.3), "network": (-3.2, -0.1, 0.1), "ally": (-2, -0.4, 0), "pact": (-1.8, -0.9, 0)}
    rows = []
    for scenario, world, (posture, values) in product(scenarios, range(15), means.items()):
        open_to = posture != "pact" or scenario == scenarios[-1]
        for term, mean in zip(names, values, strict=True):
            rows.append((scenario, world, 2030, "JPN", posture, open_to, term, mean + rng.normal() / 10))
    columns = ["scenario", "replicate", "year", "country", "posture", "available", "term", "value"]
    frames = {"terms": pd.DataFrame(rows, columns=columns)}
    options = {"country": "JPN", "year": 2030}
    return small.study(root, frames, scenarios, kind="explain", facts=facts(), options=options)
