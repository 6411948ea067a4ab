"""The model's output is what it was; a change that is meant is made by renewing the baseline, and told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import renew

HERE = Path(__file__).parent
HOW = "if the change is meant: `python tests/baseline/renew.py`, and a line in CHANGELOG.md that says why"


def test_outcomes_are_those_stored() -> None:
    stored = json.loads((HERE / "baseline.json").read_text(encoding="utf-8"))
    found = renew.measure()
    assert set(found) == set(stored), HOW
    changed = [
        f"{scenario} {name}: {stored[scenario].get(name)} is now {value}"
        for scenario, outcomes in found.items()
        for name, value in outcomes.items()
        if stored[scenario].get(name) != value
    ]
    gone = [f"{s} {name}" for s in found for name in stored[s] if name not in found[s]]
    assert changed + gone == [], f"{len(changed)} outcomes changed; {HOW}"


@pytest.mark.parametrize("engine", ["mesa", "ensemble"])
def test_every_bit_is_the_one_stored(engine: str) -> None:
    """On every version of Python and of numpy, and whichever engine runs the worlds."""
    lines = [line.split() for line in (HERE / "bits.sha256").read_text(encoding="utf-8").splitlines()]
    assert renew.fingerprints(engine) == {study: digest for digest, study in lines}, HOW


def test_the_baseline_covers_every_shipped_scenario() -> None:
    shipped = {path.stem for path in (HERE.parents[1] / "scenarios").glob("*.yaml")}
    assert shipped == {name for names, _ in renew.STUDIES.values() for name in names}
    assert len(renew.OTHERS) > 30
