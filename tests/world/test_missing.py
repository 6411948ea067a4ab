"""A missing datum is an error, never a silent zero: one number taken out of a copy of the seeds stops the world."""

from __future__ import annotations

import math
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.engine.calibrated import read_calibrated
from sim.engine.processes import run_replicate
from sim.engine.worlds import Factory
from sim.errors import InputError
from sim.evidence import load_evidence
from sim.scenario import Scenario, load_scenario

ROOT = Path(__file__).parents[2]
Read = Callable[..., Scenario]
Make = Callable[..., Factory]


def _without(tmp_path: Path, file: str, pattern: str) -> Path:
    """A copy of the seeds with what matches once taken out of one file."""
    seeds = tmp_path / "seeds"
    shutil.copytree(ROOT / "seeds", seeds)
    path = seeds / file
    text, count = re.subn(pattern, "", path.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    assert count == 1, f"nothing in {file} matches"
    path.write_text(text, encoding="utf-8")
    return seeds


def _run(seeds: Path) -> None:
    """Read the evidence and run a world of it; InputError or KeyError says that something is missing."""
    evidence = load_evidence(seeds)
    scenario = load_scenario(ROOT / "scenarios" / "status_quo.yaml", ("horizon.end=2027",), evidence)
    found = run_replicate(Factory(evidence, (scenario,), read_calibrated(evidence)), 0)
    if isinstance(found, list):
        raise KeyError(found[0].error)


LINE = r"^ *{}: \{{[^}}]*\}}\n"  # an entry in braces, over as many lines as it takes


@pytest.mark.parametrize(
    ("file", "pattern"),
    [
        ("countries/TWN.yaml", LINE.format("nonalignment")),
        ("countries/JPN.yaml", LINE.format("regime")),
        ("countries/JPN.yaml", LINE.format("posture")),
        ("powers/USA.yaml", LINE.format("theatre_share")),
        ("powers/CHN.yaml", r"^ *regime: .*\n"),
        ("law/threat.yaml", LINE.format("offence_share")),
        ("postures.yaml", LINE.format("promise")),
        ("flashpoints.yaml", LINE.format("war_share")),
        ("flashpoints.yaml", r"^ *exposure:\n *JPN: .*\n"),
        ("flashpoints.yaml", r"^    KOR: \{value: \d+, low: .*km.*\n *note.*\n"),
        ("dyads.yaml", r"^ *- \{pair: \[JPN, KOR\], value: \d+, unit: km.*\n"),
        ("calibration.yaml", r"^  JPN: .*\n"),
    ],
)
def test_a_number_taken_out_stops_the_world(tmp_path: Path, file: str, pattern: str) -> None:
    seeds = _without(tmp_path, file, pattern)
    with pytest.raises((InputError, KeyError)):
        _run(seeds)


def test_a_parameter_taken_out_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="'regime' is missing"):
        load_evidence(_without(tmp_path, "countries/JPN.yaml", LINE.format("regime")))


def test_a_country_that_was_not_calibrated_is_named(tmp_path: Path) -> None:
    seeds = _without(tmp_path, "calibration.yaml", r"^  JPN:\n(    .*\n)+")
    with pytest.raises(InputError, match="not calibrated for JPN"):
        read_calibrated(load_evidence(seeds))


def test_without_a_calibration_there_is_no_world(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(ROOT / "seeds", seeds, ignore=shutil.ignore_patterns("calibration.yaml"))
    with pytest.raises(InputError, match="no calibration"):
        read_calibrated(load_evidence(seeds))


class Spoilt(Factory):
    """A maker of worlds in which one number is not a number."""

    spoilt = ""

    def row(self, replicate: int) -> dict[str, float]:
        return {**self.table.central, self.spoilt: math.nan}


NAMES = [
    "law.decisiveness",
    "law.choice_sharpness",
    "law.reference_age",
    "law.stake_floor",
    "law.pact_formation_prior",
    "law.provocation_troops",
    "law.tariff_diversion",
    "countries.TWN.nonalignment",
    "countries.TWN.hub_trust",
    "countries.TWN.median_age",
    "countries.TWN.government_spread",
    "countries.TWN.nuclear_armed",
    "countries.TWN.ratification_rate",
    "countries.JPN.exports_gdp",
    "countries.JPN.defence_effort",
    "postures.ally.effort_ask",
    "powers.CHN.gdp",
    "flashpoints.korea.hazard",
    "flashpoints.korea.exposure.JPN",
    "dyads.mistrust.JPN-KOR",
    "dyads.tie.JPN-KOR",
    "dyads.distance_km.JPN-KOR",
]


@pytest.mark.parametrize("name", NAMES)
def test_one_number_that_is_none_fails_its_world(name: str, factory: Make, read_scenario: Read) -> None:
    made = factory(read_scenario("asian_nato", "horizon.end=2029"))
    spoilt = Spoilt(made.evidence, made.scenarios, made.calibrated)
    object.__setattr__(spoilt, "spoilt", name)
    assert name in spoilt.table.figures
    failed = isinstance(run_replicate(spoilt, 0), list)
    assert failed, f"the world ran on without {name}"
