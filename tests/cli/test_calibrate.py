"""The base year fitted again: written where it belongs, never into the installed program."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sim.cli import calibrate
from sim.cli.fitted import read_fitted
from sim.errors import InputError
from sim.evidence import load_evidence
from sim.evidence.seeds import packaged

SEEDS = Path(__file__).parents[2] / "seeds"


def test_a_calibration_is_measured_told_and_stored(pactsim: Callable[..., Any], tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    shutil.copytree(SEEDS, mine)
    (mine / "calibration.yaml").unlink()
    said = pactsim("calibrate", "--seeds", "mine", "--replicates", "1", "--workers", "1")
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[0].startswith("exit ratio ")
    assert sum(line.startswith("unexplained step ") for line in lines) >= 5
    assert "mine/calibration.yaml is written: exit ratio " in said.out
    fitted = read_fitted(load_evidence(mine))
    assert fitted is not None
    assert set(fitted.constants) == set(load_evidence(mine).countries)
    assert {path.name for path in mine.iterdir()} == {path.name for path in SEEDS.iterdir()}


def test_the_packaged_copy_is_not_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="copy inside the installed program"):
        calibrate._refuse_packaged(packaged("seeds"))
    calibrate._refuse_packaged(tmp_path)
