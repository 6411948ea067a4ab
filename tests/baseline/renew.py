"""Measure outcomes of main scenarios and the bits of all, and renew what is stored: `python tests/baseline/renew.py`.

Renew it when the model's output is meant to change, and say so in the changelog ("model output: changed, because ...").
"""

from __future__ import annotations

import hashlib
import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
STORED = Path(__file__).with_name("baseline.json")
BITS = Path(__file__).with_name("bits.sha256")
MAIN = (
    "status_quo",
    "asian_nato",
    "asian_nato_with_tariffs",
    "deepen_the_network",
    "dialogue_first",
    "us_retreat",
)
WIDER = ("whole_theatre",)
SHIPPED = {path.stem for path in (ROOT / "scenarios").glob("*.yaml")}
HISTORY = tuple(sorted(name for name in SHIPPED if name.startswith("history_")))
OTHERS = tuple(sorted(SHIPPED - {*MAIN, *WIDER, *HISTORY}))
STUDIES = {
    "twelve": (MAIN, 6),
    "everyone": (WIDER, 6),
    "others": (OTHERS, 1),
    **{name: ((name,), 2) for name in HISTORY},
}
"""Scenarios that are run together, for they are about the same countries and years, and worlds of each."""

TOLD = ("twelve", "everyone")
"""Studies whose outcomes are stored beside their bits."""
DIGITS = 12  # significant ones; what is beyond them may differ between versions of numpy

Outcomes = dict[str, float]


@cache
def simulated(study: str, engine: str) -> Any:
    """The factory of a small study, and its worlds as an engine gives them."""
    from sim.engine.calibrated import read_calibrated
    from sim.engine.runner import run_worlds
    from sim.engine.worlds import Factory
    from sim.evidence import load_evidence
    from sim.scenario import load_scenario

    evidence = load_evidence(ROOT / "seeds")
    names, replicates = STUDIES[study]
    scenarios = tuple(load_scenario(ROOT / "scenarios" / f"{name}.yaml", (), evidence) for name in names)
    evidence = evidence.at(scenarios[0].edition)
    factory = Factory(evidence, scenarios, read_calibrated(evidence))
    harvest = run_worlds(factory, range(replicates), workers=1, engine=engine)
    if harvest.failures or harvest.finished != replicates:
        raise RuntimeError(f"worlds failed: {[failure.error for failure in harvest.failures]}")
    return factory, harvest.whole()


def measure() -> dict[str, Outcomes]:
    """Means over worlds and years, and at the end of the run, by scenario."""
    found = {}
    for study in TOLD:
        factory, worlds = simulated(study, "mesa")
        names = factory.frames[0].grid.countries
        found |= {s.name: _outcomes(k, worlds, names) for k, s in enumerate(factory.scenarios)}
    return found


def fingerprints(engine: str) -> dict[str, str]:
    """SHA-256 of every bit of each study's worlds: the same with each engine, on every Python and machine."""
    return {study: _fingerprint(simulated(study, engine)[1]) for study in STUDIES}


def _fingerprint(worlds: Any) -> str:
    parts = zip(worlds.countries, worlds.theatre, worlds.places, strict=True)
    return hashlib.sha256(b"".join(part.astype("<f8").tobytes() for own in parts for part in own)).hexdigest()


def _outcomes(scenario: int, worlds: Any, names: tuple[str, ...]) -> Outcomes:
    from sim.engine.record import COUNTRY_COLUMNS, PLACE_COLUMNS, THEATRE_COLUMNS

    countries, theatre, places = worlds.countries[scenario], worlds.theatre[scenario], worlds.places[scenario]
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
    lines = [f"{digest}  {study}\n" for study, digest in fingerprints("mesa").items()]
    BITS.write_text("".join(lines), encoding="utf-8")
    sys.stdout.write(f"{STORED.relative_to(ROOT)} and {BITS.name} renewed\n")


if __name__ == "__main__":
    main()
