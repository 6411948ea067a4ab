"""A posture of a user's own: a copy of the evidence, one block of YAML, a calibration, and it is chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

LIMITED = """limited:
  meaning: quiet security work with the hub and no public side
  needs: none
  side: {value: 0.2, low: 0.1, high: 0.3, unit: signed_share, assumption: true}
  promise: {value: 0.2, low: 0.1, high: 0.3, unit: share, assumption: true}
  duty: {value: 0, low: 0, high: 0, unit: share, assumption: true, note: none is owed}
  hazard_multiplier: {value: 0.95, low: 0.9, high: 1, unit: ratio, assumption: true}
  cooperation: {value: 0.3, low: 0.2, high: 0.4, unit: share, assumption: true}
  insurance: {value: 0.8, low: 0.6, high: 1, unit: share, assumption: true}
  effort_ask: {value: 0.5, low: 0, high: 1, unit: percent_of_gdp, assumption: true}
  control: {value: 0.1, low: 0, high: 0.2, unit: share, assumption: true}
"""
Program = Callable[..., Any]


@pytest.fixture
def seeds(pactsim: Program, tmp_path: Path) -> Path:
    """A copy of the evidence with one more posture between hedging and the network."""
    home = tmp_path / "my_seeds"
    said = pactsim("evidence", "--copy", str(home))
    assert (said.code, said.err) == (0, "")
    assert "calibrate" in said.out
    ladder = home / "postures.yaml"
    ladder.write_text(ladder.read_text(encoding="utf-8").replace("network:\n", LIMITED + "network:\n", 1), "utf-8")
    return home


@pytest.mark.slow  # half a minute: the base year is calibrated anew
def test_a_posture_of_ones_own_is_calibrated_and_chosen(pactsim: Program, seeds: Path, tmp_path: Path) -> None:
    assert pactsim("--seeds", str(seeds), "evidence", "--check").code == 0
    order = ("run", "status_quo", "--replicates", "40", "--results", str(tmp_path / "results"), "--no-figures")
    early = pactsim("--seeds", str(seeds), *order)
    assert early.code == 2
    assert "calibration.yaml: constants: no constants of the posture limited; run `pactsim calibrate`" in early.err
    assert pactsim("--seeds", str(seeds), "calibrate", "--replicates", "20", "--draws", "64", "--worlds", "4").code == 0
    done = pactsim("--seeds", str(seeds), *order)
    assert done.code == 0, done.err
    (folder,) = (tmp_path / "results").glob("run-*")
    chosen = pq.read_table(folder / "tables" / "countries.parquet")["posture"].to_pylist()
    assert 0 < chosen.count("limited") < len(chosen) / 4


def test_a_copy_replaces_nothing(pactsim: Program, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    for target, said in ((tmp_path / "there", "exists already"), (tmp_path / "no" / "folder", "there is no folder")):
        refused = pactsim("evidence", "--copy", str(target))
        assert refused.code == 2
        assert said in refused.err
    both = pactsim("evidence", "JPN", "--copy", str(tmp_path / "new"))
    assert both.code == 2
    assert not (tmp_path / "new").exists()
