"""Measure the key outcomes of the shipped scenarios, and renew the stored baseline: `python tests/baseline/renew.py`.

Renew it when the model's output is meant to change, and say so in the changelog ("model output: changed, because ...").
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parents[2]
STORED = Path(__file__).with_name("baseline.json")
SCENARIOS = (
    "status_quo",
    "asian_nato",
    "asian_nato_with_tariffs",
    "deepen_the_network",
    "dialogue_first",
    "us_retreat",
)
REPLICATES = 6
DIGITS = 12  # significant ones; what is beyond them may differ between versions of numpy

Outcomes = dict[str, float]


def measure() -> dict[str, Outcomes]:
    """Means over worlds and years, and at the end of the run, by scenario."""
    from sim.engine.calibrated import read_calibrated
    from sim.engine.runner import run_worlds
    from sim.engine.worlds import Factory
    from sim.evidence import load_evidence
    from sim.scenario import load_scenario

    evidence = load_evidence(ROOT / "seeds")
    scenarios = tuple(load_scenario(ROOT / "scenarios" / f"{name}.yaml", (), evidence) for name in SCENARIOS)
    factory = Factory(evidence, scenarios, read_calibrated(evidence))
    harvest = run_worlds(factory, range(REPLICATES), workers=1)
    if harvest.failures or len(harvest.yields) != REPLICATES:
        raise RuntimeError(f"worlds failed: {[failure.error for failure in harvest.failures]}")
    names = factory.frames[0].grid.countries
    return {s.name: _outcomes(k, harvest.yields, names) for k, s in enumerate(scenarios)}


def _outcomes(scenario: int, yields: list[Any], names: tuple[str, ...]) -> Outcomes:
    from sim.engine.record import COUNTRY_COLUMNS, PLACE_COLUMNS, THEATRE_COLUMNS

    countries = np.stack([y.countries[scenario].reshape(-1, len(names), len(COUNTRY_COLUMNS)) for y in yields])
    theatre = np.stack([y.theatre[scenario] for y in yields])
    places = np.stack([y.places[scenario] for y in yields])
    found = {f"countries.{column}": countries[..., c].mean() for c, column in enumerate(COUNTRY_COLUMNS)}
    found |= {f"theatre.{column}": theatre[..., c].mean() for c, column in enumerate(THEATRE_COLUMNS)}
    found |= {f"flashpoints.{column}": places[..., c].mean() for c, column in enumerate(PLACE_COLUMNS)}
    for i, name in enumerate(names):
        for column in ("side", "trust", "effort"):
            found[f"last.{name}.{column}"] = countries[:, -1, i, COUNTRY_COLUMNS.index(column)].mean()
    return {name: float(f"{value:.{DIGITS - 1}e}") for name, value in found.items()}


def main() -> None:
    """Write the baseline of this checkout."""
    sys.path.insert(0, str(ROOT))  # this checkout, not an installed copy
    STORED.write_text(json.dumps(measure(), indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{STORED.relative_to(ROOT)} renewed\n")


if __name__ == "__main__":
    main()
