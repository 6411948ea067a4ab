"""`pactsim sensitivity` as a user meets it, on small sweeps that are really run."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sim.results.store import open_study

ROOT = Path(__file__).parents[2]
FILE = """
title: Trust under tariffs
base:
  - {extends: tariffs_rise, name: duties, horizon: {end: 2028}}
%suncertainties:
  parameters.trust_tariff: evidence
  parameters.trust_loss: {low: 0.3, high: 1}
  parameters.alienation: evidence
design: %s
replicates: 6
outcomes: [trust.mean, hazard.mean]
at: [2026, 2027]
countries: [JPN]
"""
PACT = "  - {extends: asian_nato, name: pact, horizon: {end: 2028}}\n"
MEASURES = {
    "sobol": ("Total share", "share of the variance over points"),
    "morris": ("Mean change", "mean size of the change over the whole range"),
    "one_at_a_time": ("Difference", "between the ends of the entry"),
    "latin_hypercube": ("PAWN distance", "how far the distribution of the outcome moves"),
    "grid": ("PAWN distance", "how far the distribution of the outcome moves"),
}
DESIGNS = {
    "sobol": "{type: sobol, points: 32}",
    "morris": "{type: morris, trajectories: 12}",
    "latin_hypercube": "{type: latin_hypercube, points: 60}",
    "one_at_a_time": "{type: one_at_a_time}",
    "grid": "{type: grid, levels: 3}",
}


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def studies(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The study of a small sweep of each design; run when it is first asked for."""
    home, made = tmp_path_factory.mktemp("designs"), dict[str, Path]()

    def study(design: str) -> Path:
        if design not in made:
            (home / f"{design}.yaml").write_text(
                FILE % (PACT if design == "sobol" else "", DESIGNS[design]), encoding="utf-8"
            )
            words = ("sweep", f"{design}.yaml", "--results", design, "--no-figures")
            env = {**os.environ, "PYTHONPATH": str(ROOT)}
            command = [sys.executable, "-m", "sim.cli", *words]
            said = subprocess.run(command, cwd=home, env=env, capture_output=True, timeout=120)
            assert (said.returncode, said.stderr) == (0, b"")
            (made[design],) = (path for path in (home / design).iterdir())
        return made[design]

    return study


@pytest.mark.parametrize("design", DESIGNS)
def test_every_design_says_what_matters(
    studies: Callable[[str], Path], pactsim: Callable[..., Any], design: str
) -> None:
    folder = studies(design)
    before = digests(folder / "tables")
    said = pactsim("sensitivity", folder.name, "--results", str(folder.parent))
    assert (said.code, said.err) == (0, "")
    assert max(len(line) for line in said.out.splitlines() if not line.startswith("Study: ")) <= 80
    assert " Idle Chance Enough" in said.out
    assert "Index" not in said.out
    measure, meaning = MEASURES[design]
    assert measure in [line.strip() for line in said.out.splitlines()]  # the head of the column
    told = " ".join(said.out.split())
    assert f" {measure}: {meaning}" in told  # the legend says what each column is
    assert " Idle: entries that do not matter, of all. Chance: share of " in told
    assert " Enough: whether the sample was; yes: every interval within ±" in told
    if design in ("morris", "one_at_a_time"):
        assert "in the unit of the outcome" in told
        assert re.search(r"^Rate of crises, .*\ncrises a year ", said.out, re.MULTILINE)
    names = {name.rstrip(",.") for name in re.findall(r"\b\S*trust_(?:tariff|loss)\S*", said.out)}
    assert names  # written as they can be typed after --set
    assert names <= {"parameters.trust_tariff", "parameters.trust_loss"}
    after = digests(folder / "tables")
    assert {name: after[name] for name in before} == before  # nothing of the sweep is touched
    assert {*after} - {*before} == {f"{name}.parquet" for name in ("indices", "convergence", "sufficiency")}
    told = (folder / "sensitivity.md").read_text(encoding="utf-8")
    assert told.startswith("# Trust under tariffs: what matters\n")
    assert "Trust in the hub hangs on parameters.trust_tariff" in told
    assert told.count("As if the run had ended in each year:") == told.count("\n### ")
    assert "| dimension | to 2026 | to 2027 | all years |" in told
    charts = () if design == "one_at_a_time" else ("indices", "indices_by_year")
    bases = ("-duties", "-pact") if design == "sobol" else ("",)
    figures = {f"{name}{base}.{end}" for name in (*charts, "tornado") for base in bases for end in ("png", "svg")}
    assert {path.name for path in (folder / "figures").iterdir()} == figures


def test_a_swing_is_the_effect_that_the_sweep_tells(
    studies: Callable[[str], Path], pactsim: Callable[..., Any]
) -> None:
    folder = studies("one_at_a_time")
    said = pactsim("sensitivity", str(folder), "--json", "--no-figures", "--base", "duties")
    assert (said.code, said.err) == (0, "")
    told = json.loads(said.out)
    study = open_study(folder)
    effects = study.table("effects").merge(study.table("dimensions")[["number", "path"]], on="number")
    for row in told["indices"]:
        assert row["scenario"] == "duties"
        own = effects[(effects["scenario"] == "duties") & (effects["outcome"] == row["outcome"])]
        (effect,) = own[(own["path"] == row["dimension"]) & (own["scope"] == "all")].to_dict("records")
        assert (row["value"], row["low"], row["high"]) == pytest.approx(
            (effect["difference"], effect["ci_low"], effect["ci_high"])
        )
    measured = {f"{name}{year}" for name in ("trust.mean", "hazard.mean") for year in ("", "@2026", "@2027")}
    assert {one["outcome"] for one in told["outcomes"]} == measured


def test_one_country_is_looked_at_by_its_column(studies: Callable[[str], Path], pactsim: Callable[..., Any]) -> None:
    folder = studies("sobol")
    column = next(name for name in open_study(folder).table("worlds").columns if name.endswith(".JPN"))
    said = pactsim("sensitivity", str(folder), "--outcome", column, "--base", "pact", "--json", "--no-figures")
    (one,) = json.loads(said.out)["outcomes"]
    assert (f"{one['outcome']}.{one['scope']}", one["scenario"]) == (column, "pact")


def test_plot_draws_its_figures_again(studies: Callable[[str], Path], pactsim: Callable[..., Any]) -> None:
    folder = studies("morris")
    assert pactsim("sensitivity", str(folder)).code == 0
    before = digests(folder / "figures")
    for path in (folder / "figures").iterdir():
        path.unlink()
    assert pactsim("plot", str(folder)).code == 0
    after = digests(folder / "figures")
    assert {name: after[name] for name in before} == before


def test_misunderstandings(
    inside: Callable[..., Any], studies: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = inside("sensitivity", "nowhere")
    assert (said.code, said.out, said.err) == (2, "", "nowhere: there is no such study, nor in results/\n")
    said = inside("sensitivity", str(studies("sobol")), "--outcome", "trust.men")
    assert (said.code, said.out) == (2, "")
    assert said.err == "--outcome: the sweep has not measured 'trust.men'; did you mean 'trust.mean'?\n"
    monkeypatch.setattr("sim.errors.find_spec", lambda name: None)
    said = inside("sensitivity", str(studies("sobol")))
    assert said.err == "sensitivity: indices of a design of type sobol need SALib; pip install 'pactsim[sweep]'\n"
