"""`pactsim discover` as a user meets it, on a small sweep in which duties decide how far the hub is trusted."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
FILE = """
title: Trust under tariffs
base: {extends: tariffs_rise, name: duties, horizon: {end: 2028}}
levers: {policies.tariffs.change: {low: 0, high: 30, levels: 11}}
uncertainties: {parameters.trust_tariff: {low: 0.05, high: 0.5, levels: 9}}
design: {type: grid}
replicates: 4
outcomes: [trust.mean, side.end]
countries: [JPN]
"""


def run(*words: str, cwd: Path) -> tuple[int, str, str]:
    command = [sys.executable, "-m", "sim.cli", *words]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a finished sweep of 99 points, and a study of another kind."""
    folder = tmp_path_factory.mktemp("discover")
    (folder / "duties.yaml").write_text(FILE, encoding="utf-8")
    assert run("sweep", "duties.yaml", "--no-figures", cwd=folder)[0] == 0
    return folder


@pytest.fixture(scope="module")
def study(home: Path) -> Path:
    (folder,) = (home / "results").glob("sweep-*")
    return folder


def test_it_says_where_in_a_sentence(home: Path, study: Path) -> None:
    code, out, err = run("discover", study.name, "--where", "trust < 0.36", cwd=home)
    assert (code, err) == (0, "")
    assert max(map(len, out.splitlines())) <= 80
    said = " ".join(out.split())
    assert said.startswith('Where "Trust in the hub" is below 0.36')
    assert 'Box 1. "Trust in the hub" is below 0.36 ' in said
    assert "tariffs: change is at least" in said
    page = (study / "discovery.md").read_text(encoding="utf-8")
    assert "| `policies.tariffs.change` |" in page
    assert "## A second opinion" in page
    assert {path.name for path in (study / "figures").glob("*.png")} >= {"boxes-1.png", "tradeoff.png"}
    tables = {path.stem for path in (study / "tables").iterdir()}
    assert tables >= {"boxes", "limits", "peeling", "tree", "cases", "summary", "worlds"}


def test_a_machine_gets_boxes_that_the_tables_bear_out(home: Path, study: Path) -> None:
    import pandas as pd

    words = ("discover", study.name, "--where", "trust < 0.36", "--no-figures", "--json")
    code, out, err = run(*words, cwd=home)
    assert (code, err) == (0, "")
    told = json.loads(out)
    (box, *_), frame = told["boxes"], pd.read_parquet(study / "tables" / "cases.parquet")
    points = pd.read_parquet(study / "tables" / "points.parquet")
    summary = pd.read_parquet(study / "tables" / "summary.parquet")
    means = summary[(summary["outcome"] == "trust.mean") & (summary["scope"] == "all")].set_index("point")["mean"]
    inside = pd.Series(True, index=points["point"])
    for limit in box["limits"]:
        values = points.set_index("point")[limit["path"]]
        low = -1e9 if limit["low"] is None else limit["low"]
        high = 1e9 if limit["high"] is None else limit["high"]
        inside &= values.between(low, high)
    of_interest = means < 0.36
    assert (told["cases"], told["of_interest"]) == (99, int(of_interest.sum()))
    assert box["cases"] == int(inside.sum()) == int((frame["held"] == 1).sum())
    assert box["density"] == pytest.approx(of_interest[inside].mean())
    assert box["coverage"] == pytest.approx((of_interest & inside).sum() / of_interest.sum())
    assert box["density"] > 1.5 * told["of_interest"] / told["cases"]
    assert not list(study.glob("figures/boxes*"))  # those of the question before are gone
    assert run(*words, cwd=home)[1].split('"seconds"')[1].split(",", 1)[1] == out.split('"seconds"')[1].split(",", 1)[1]


def test_worlds_may_be_cases(home: Path, study: Path) -> None:
    code, out, _ = run(
        "discover", study.name, "--where", "trust < 0.36", "--worlds", "--no-figures", "--json", cwd=home
    )
    assert code == 0
    assert json.loads(out)["cases"] == 99 * 4


@pytest.mark.parametrize(
    ("words", "err"),
    [
        ((), "discover: needs a study and --where and a condition\n"),
        (("STUDY",), "discover: needs --where and a condition\n"),
        (("STUDY", "--where", "trst.mean < 1"), "--where:1:1: the study has no outcome 'trst.mean'; did you mean"),
        (("STUDY", "--where", "trust < 36 %"), "--where:1:12: '%' goes with shares only; write the number"),
        (("STUDY", "--where", "trust < 9"), "--where: holds at all 99 points; values run from "),
        (("STUDY", "--where", "trust > 9"), "--where: holds at none of 99 points; values run from "),
        (
            ("STUDY", "--where", "CHANGE(trust) > 0"),
            "--where: CHANGE compares with the first scenario of a sweep, and ",
        ),
        (("nowhere", "--where", "trust < 1"), "nowhere: there is no such study, nor in results/"),
    ],
)
def test_what_cannot_be_asked_is_said(home: Path, study: Path, words: tuple[str, ...], err: str) -> None:
    before = sorted(path.name for path in study.rglob("*"))
    code, out, said = run("discover", *(study.name if word == "STUDY" else word for word in words), cwd=home)
    assert (code, out) == (2, "")
    assert said.startswith(err)
    assert sorted(path.name for path in study.rglob("*")) == before


def test_a_full_disk_is_a_sentence_and_keeps_what_was_found_before(home: Path, study: Path) -> None:
    """A limit on the size of files stands for a disk without room."""
    assert run("discover", study.name, "--where", "trust < 0.36", cwd=home)[0] == 0
    before = {path: path.read_bytes() for path in study.rglob("*") if path.is_file()}
    command = [sys.executable, "-m", "sim.cli", "discover", study.name, "--where", "trust > 0.4"]
    done = subprocess.run(
        command, cwd=home, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=120,
        check=False, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)),
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"pactsim: results/{study.name}: tables could not be written: File too large\n"
    assert {path: path.read_bytes() for path in study.rglob("*") if path.is_file()} == before


def test_only_sweeps_are_searched(tmp_path: Path, pactsim: Callable[..., Any]) -> None:
    assert pactsim("run", "status_quo", "--replicates", "2", "--no-figures", "--set", "horizon.end=2028").code == 0
    (folder,) = (tmp_path / "results").iterdir()
    said = pactsim("discover", folder.name, "--where", "trust < 1")
    assert said.code == 2
    assert said.err.endswith("holds a study of kind 'run'; boxes are found in sweeps\n")


def test_a_debate_needs_no_sweep(inside: Callable[..., Any]) -> None:
    said = inside("discover", "somewhere", "--debate", "C043", "C047")
    assert (said.code, said.err) == (2, "--debate: takes neither a study nor --where\n")
    said = inside("discover", "--debate", "C043", "C047", "--worlds")
    assert (said.code, said.err) == (2, "--worlds: is for a sweep; the cases of a debate are its worlds\n")


def test_a_debate_takes_the_size_and_number_of_boxes(inside: Callable[..., Any]) -> None:
    """Another study for each, and a manifest that says so."""
    words = ("discover", "--debate", "C043", "C047", "--replicates", "60", "--no-figures", "--json")
    usual, large, one = (json.loads(inside(*words, *more).out) for more in ((), ("--mass", "0.4"), ("--boxes", "1")))
    assert len({told["path"] for told in (usual, large, one)}) == 3
    made = [json.loads((Path(told["path"]) / "manifest.json").read_text(encoding="utf-8")) for told in (large, one)]
    assert [(one["options"]["mass"], one["options"]["boxes"]) for one in made] == [(0.4, 3), (0.05, 1)]
