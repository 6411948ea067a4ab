"""Ctrl-C: what is finished is kept, or nothing is written."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from long_run import ROOT, start, stop, until, until_worked

LONG = "1000000"


@pytest.mark.parametrize(("engine", "workers"), [("mesa", "1"), ("mesa", "2"), ("ensemble", "1"), ("ensemble", "2")])
def test_a_long_run_keeps_the_worlds_that_are_finished(tmp_path: Path, engine: str, workers: str) -> None:
    how = ("--engine", engine, "--workers", workers)
    words = ("run", "status_quo", "--replicates", LONG, "--set", "horizon.end=2030", *how)
    process = start(*words, cwd=tmp_path)
    until_worked(process, 4)
    code, out, err = stop(process)
    assert code == 130, err
    assert "Traceback" not in err
    assert not list(tmp_path.glob("results/.*"))
    studies = list(tmp_path.glob("results/*"))
    if not studies:
        assert err == "pactsim: interrupted; nothing was written\n"
        return
    (folder,) = studies
    made = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert 0 < made["replicates"] < int(LONG)
    assert f"interrupted after {made['replicates']:,} of {int(LONG):,} worlds; these are stored and usable" in err
    assert f"Figures: pactsim plot results/{folder.name}\n" in out
    assert {"manifest.json", "summary.md", "tables"} == {path.name for path in folder.iterdir()}


@pytest.mark.slow
def test_what_an_interrupt_kept_is_repeated_to_the_byte(tmp_path: Path) -> None:
    """Also where only some of the worlds are kept year by year."""
    words = ("compare", "status_quo", "asian_nato", "--replicates", LONG, "--workers", "1", "--engine", "mesa")
    process = start(*words, "--keep", "3", "--set", "horizon.end=2028", cwd=tmp_path)
    until_worked(process, 6)
    code, _, err = stop(process)
    assert code == 130, err
    (folder,) = tmp_path.glob("results/*")
    made = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert made["replicates"] > 3
    assert made["options"] == {"keep": 3}
    assert "outcomes" in made["tables"]
    again = start("run", "--from", str(folder), "--results", "again", "--engine", "mesa", "--no-figures", cwd=tmp_path)
    _, said = again.communicate(timeout=100)
    assert "the same to the byte" in said.decode()


@pytest.mark.parametrize("delay", [0.1, 0.6])
def test_an_early_interrupt_leaves_nothing(tmp_path: Path, delay: float) -> None:
    process = start("run", "status_quo", "--replicates", LONG, "--workers", "1", cwd=tmp_path)
    time.sleep(delay)
    code, out, err = stop(process)
    assert (code, out) == (130, "")
    assert not list(tmp_path.rglob("*"))
    if process.returncode == 130:  # else it was stopped before it could say anything
        assert "Traceback" not in err


def test_tipping_points_are_found_in_full_or_not_at_all(tmp_path: Path) -> None:
    words = ("asian_nato", "--until", "MEAN(trust.mean.JPN) > 0.4", "--vary", "countries.JPN.hub_trust", "--no-figures")
    process = start("tipping", *words, "--replicates", LONG, cwd=tmp_path)
    until_worked(process, 5)
    assert stop(process) == (130, "", "pactsim: interrupted; nothing was written\n")
    assert not list(tmp_path.rglob("*"))


def on_a_terminal(*words: str, cwd: Path, **extra: str) -> tuple[int, str]:
    """Run the program on a pseudo-terminal; exit code and everything shown."""
    leader, follower = pty.openpty()
    kept = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    env = {**kept, "PYTHONPATH": str(ROOT), "TERM": "xterm", **extra}
    process = subprocess.Popen(
        [sys.executable, "-m", "sim.cli", *words], cwd=cwd, env=env, stdout=follower, stderr=follower, stdin=follower
    )
    os.close(follower)
    shown = b""
    while True:
        try:
            part = os.read(leader, 1 << 16)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        shown += part
    os.close(leader)
    return process.wait(), shown.decode()


def test_errors_are_red_on_a_terminal_only(tmp_path: Path) -> None:
    text = "nowhere: no scenario has this name"
    assert on_a_terminal("check", "nowhere", cwd=tmp_path) == (2, f"\x1b[31m{text}\x1b[0m\r\n")
    assert on_a_terminal("check", "nowhere", cwd=tmp_path, NO_COLOR="1") == (2, f"{text}\r\n")
    assert on_a_terminal("check", "nowhere", cwd=tmp_path, TERM="dumb") == (2, f"{text}\r\n")


def test_progress_is_shown_on_a_terminal(tmp_path: Path) -> None:
    words = ("run", "status_quo", "--replicates", "3", "--workers", "1", "--no-figures", "--set", "horizon.end=2028")
    code, shown = on_a_terminal(*words, cwd=tmp_path)
    assert code == 0
    assert "simulating status_quo" in shown
    assert "3/3" in shown


@pytest.mark.slow
def test_a_calibration_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    seeds = tmp_path / "mine"
    shutil.copytree(ROOT / "seeds", seeds)
    before = (seeds / "posterior.yaml").read_bytes()
    words = (
        "calibrate",
        "--seeds",
        "mine",
        "--replicates",
        "1",
        "--worlds",
        "2",
        "--workers",
        "1",
        "--draws",
        "100000",
    )
    process = start(*words, cwd=tmp_path)
    until(process, lambda: len(list(tmp_path.glob("results/.calibrate-*/part-*.npz"))) >= 2)
    code, _, err = stop(process)
    assert code == 130, err
    assert "draws are kept; the same command goes on from there" in err
    assert "Traceback" not in err
    assert (seeds / "posterior.yaml").read_bytes() == before
    kept = {path.name: path.read_bytes() for path in tmp_path.glob("results/.calibrate-*/part-*.npz")}
    assert len(kept) >= 2
    fewer = start(*words[:-1], "64", cwd=tmp_path)  # its only part is there already
    _, said = fewer.communicate(timeout=100)
    assert fewer.returncode == 0, said.decode()
    assert not list(tmp_path.glob("results/.calibrate-*"))
    fresh = tmp_path / "fresh"
    shutil.copytree(ROOT / "seeds", fresh)
    alone = start("calibrate", "--seeds", "fresh", *words[3:-1], "64", "--results", "other", cwd=tmp_path)
    _, said = alone.communicate(timeout=100)
    assert alone.returncode == 0, said.decode()
    assert (fresh / "posterior.yaml").read_bytes() == (seeds / "posterior.yaml").read_bytes() != before
