"""What a shell is told when a user presses Tab, in the protocol of each shell."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sim.cli.catalogue import COMMANDS
from sim.cli.complete import VARIABLE, countries, scenarios, studies, sweeps

ROOT = Path(__file__).parents[2]
Call = Callable[..., Any]


def in_bash(pactsim: Call, typed: str) -> list[str]:
    """What bash is offered for the last word of a line."""
    words = typed.split(" ")
    said = pactsim(COMP_WORDS=typed, COMP_CWORD=str(len(words) - 1), **{VARIABLE: "complete_bash"})
    assert (said.code, said.err) == (0, "")
    return str(said.out).split()


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("pactsim comp", ["compare"]),
        ("pactsim compare us_", ["us_retreat"]),
        ("pactsim compare status_quo us_", ["us_retreat"]),
        ("pactsim run history_19", ["history_1951", "history_1951_pacific_pact", "history_1970", "history_1990"]),
        ("pactsim explain asian_nato J", ["JPN"]),
        ("pactsim explain asian_nato JPN --against dialogue_f", ["dialogue_first"]),
        ("pactsim sweep tariff_and", ["tariff_and_commitment"]),
        ("pactsim run status_quo --engine m", ["mesa"]),
        ("pactsim export x --format s", ["stata"]),
        ("pactsim run --repl", ["--replicates"]),
        ("pactsim nonsense ", []),
        ("pactsim run zzz", []),
    ],
)
def test_bash_is_offered_what_could_stand_there(pactsim: Call, typed: str, offered: list[str]) -> None:
    assert in_bash(pactsim, typed) == offered


def test_every_command_is_offered(pactsim: Call) -> None:
    assert set(in_bash(pactsim, "pactsim ")) >= set(COMMANDS)


def test_zsh_and_fish_are_offered_the_same(pactsim: Call) -> None:
    zsh = pactsim(_TYPER_COMPLETE_ARGS="pactsim compare us_", **{VARIABLE: "complete_zsh"})
    fish = pactsim(
        _TYPER_COMPLETE_ARGS="pactsim compare us_",
        _TYPER_COMPLETE_FISH_ACTION="get-args",
        **{VARIABLE: "complete_fish"},
    )
    assert "us_retreat" in zsh.out
    assert fish.out.strip() == "us_retreat"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_for_each_shell(pactsim: Call, shell: str) -> None:
    said = pactsim(**{VARIABLE: f"source_{shell}"})
    assert (said.code, said.err) == (0, "")
    assert f"{VARIABLE}=complete_{shell}" in said.out


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_bash_completes_a_line_by_that_script(tmp_path: Path) -> None:
    program = tmp_path / "pactsim"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m sim.cli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    line = (
        f'eval "$({VARIABLE}=source_bash pactsim)"; '
        'COMP_WORDS=(pactsim compare asian_nato us_); COMP_CWORD=3; _pactsim_completion pactsim; echo "${COMPREPLY[@]}"'
    )
    paths = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["bash", "-c", line], env={**os.environ, **paths}, capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("us_retreat\n", "")


def test_names_are_those_of_files_nearby_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("scenarios/my_idea.yaml", "scenarios/sweeps/my_sweep.yaml", "results/run-x-1a2b3c4d/manifest.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / "results" / "run-unfinished").mkdir()
    assert scenarios("my_") == ["my_idea"]
    assert sweeps("my_") == ["my_sweep"]
    assert studies("run") == ["run-x-1a2b3c4d"]
    assert "JPN" in countries("")


def test_a_completion_imports_nothing_heavy(tmp_path: Path) -> None:
    script = (
        "import sys, atexit; from sim.cli import main; "
        "atexit.register(lambda: print(*sys.modules, sep='\\n', file=sys.stderr)); main([])"
    )
    asked = {"COMP_WORDS": "pactsim compare us_", "COMP_CWORD": "2", VARIABLE: "complete_bash", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=asked, capture_output=True, text=True)
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    assert done.stdout.split() == ["us_retreat"]
    assert not loaded & {"numpy", "pandas", "pyarrow", "mesa", "matplotlib", "numba"}
