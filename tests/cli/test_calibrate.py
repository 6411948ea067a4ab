"""The base year fitted again: written where it belongs, never into the installed program."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sim.cli import calibrate
from sim.draws.ranges import Keys
from sim.engine.posterior import read_posterior
from sim.errors import InputError
from sim.evidence import load_evidence
from sim.evidence.fitted import read_fitted
from sim.evidence.seeds import packaged
from sim.world.table import Table

SEEDS = Path(__file__).parents[2] / "seeds"


def test_a_calibration_is_measured_told_and_stored(pactsim: Callable[..., Any], tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    shutil.copytree(SEEDS, mine)
    for name in ("calibration.yaml", "posterior.yaml"):
        (mine / name).unlink()
    few = ("--replicates", "1", "--draws", "64", "--worlds", "2", "--workers", "1")
    said = pactsim("calibrate", "--seeds", "mine", *few)
    assert (said.code, said.err) == (0, "")
    assert all(len(line) <= 80 for line in said.out.splitlines() if not line.startswith("Account"))
    lines = said.out.splitlines()
    assert lines[0].startswith("exit ratio ")
    assert sum(line.startswith("unexplained step ") for line in lines) >= 5
    assert "mine/calibration.yaml is written: exit ratio " in said.out
    fitted = read_fitted(load_evidence(mine))
    assert fitted is not None
    assert set(fitted.constants) == set(load_evidence(mine).countries)
    assert {path.name for path in mine.iterdir()} == {path.name for path in SEEDS.iterdir()}
    assert "mine/posterior.yaml is written. The targets say something of" in said.out
    (folder,) = (tmp_path / "results").iterdir()  # nothing is left of the parts
    assert folder.name.startswith("calibrate-")
    told = pd.read_parquet(folder / "tables" / "coefficients.parquet")
    assert set(told["coefficient"]) == set(Table.of(load_evidence(mine)).coefficients)
    sample = pd.read_parquet(folder / "tables" / "posterior.parquet")
    posterior = read_posterior(load_evidence(mine))
    assert posterior is not None
    wide = sample.pivot(index="place", columns="coefficient", values="value")
    keys = Keys(posterior.seed, posterior.worlds)
    expected = Table.of(load_evidence(mine)).drawn(keys, keys, list(wide.columns))
    assert wide.to_numpy().tolist() == expected.tolist()
    weights = pd.read_parquet(folder / "tables" / "draws_tried.parquet")["weight"]
    assert weights.sum() == pytest.approx(1.0)
    page = (folder / "calibration.md").read_text(encoding="utf-8")
    assert "## What is left out, foreseen by the rest" in page
    assert (folder / "figures" / "posterior.png").stat().st_size > 10_000
    assert pactsim("run", "status_quo", "--seeds", "mine", "--replicates", "2", "--no-figures").code == 0
    again = pactsim("run", "--from", str(folder / "manifest.json"))
    assert again.code == 2
    assert "holds a calibration; repeat it with: pactsim calibrate --seeds mine" in again.err


def test_the_packaged_copy_is_not_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="copy inside the installed program"):
        calibrate._refuse_packaged(packaged("seeds"))
    calibrate._refuse_packaged(tmp_path)
