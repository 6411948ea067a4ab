"""The program as a user meets it: real processes, small studies that are made once and looked at from all sides."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from sim.cli import main

ROOT = Path(__file__).parents[2]
WORLDS = "6"


@dataclass(frozen=True)
class Said:
    """What a process said and how it ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Made:
    """A study as made by a command."""

    folder: Path
    said: Said


Call = Callable[..., Said]


def environment(**extra: str) -> dict[str, str]:
    """The environment of a process: the checkout first, no colours or widths of whoever runs the tests."""
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "CLICOLOR_FORCE")}
    return {**kept, "PYTHONPATH": str(ROOT), **extra}


def call(*words: str, cwd: Path, **extra: str) -> Said:
    """Run `pactsim` with these words; whatever happens it shows neither traceback nor escape codes."""
    done = subprocess.run(
        [sys.executable, "-m", "sim.cli", *words], cwd=cwd, env=environment(**extra), capture_output=True, timeout=120
    )
    said = Said(done.returncode, done.stdout.decode(), done.stderr.decode())
    for text in (said.out, said.err):
        assert "Traceback" not in text, text
        assert "\x1b" not in text, text
    return said


@pytest.fixture(scope="session", autouse=True)
def _compiled() -> None:
    """The engine is compiled before anything is asked, so that no study has to say that it is."""
    command = [sys.executable, "-m", "sim.cli", "warmup"]
    subprocess.run(command, env=environment(), capture_output=True, timeout=900, check=False)


@pytest.fixture
def pactsim(tmp_path: Path) -> Call:
    """`pactsim` in an empty folder."""

    def run(*words: str, cwd: Path = tmp_path, **extra: str) -> Said:
        return call(*words, cwd=cwd, **extra)

    return run


@pytest.fixture
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """`pactsim` in an empty folder without a process of its own, for what costs little and is asked often."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)

    def run(*words: str) -> Said:
        code = main(words)
        return Said(code, *capsys.readouterr())

    return run


def _study(home: Path, *words: str) -> Made:
    said = call(*words, cwd=home)
    assert said.code == 0, said.err
    folders = [path for path in (home / "results").iterdir() if path.name.startswith(words[0])]
    assert len(folders) == 1
    return Made(folders[0], said)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the studies of the session were made."""
    return tmp_path_factory.mktemp("studies")


@pytest.fixture(scope="session")
def compared(home: Path) -> Made:
    """A comparison with figures."""
    return _study(home, "compare", "status_quo", "asian_nato", "--replicates", WORLDS, "--workers", "1")


@pytest.fixture(scope="session")
def explained(home: Path) -> Made:
    """An explanation set against another scenario."""
    words = ("asian_nato", "japan", "--year", "2030", "--against", "status_quo", "--worlds", "4")
    return _study(home, "explain", *words)


@pytest.fixture(scope="session")
def simulated(home: Path) -> Made:
    """A run as CSV, without figures, answered in JSON."""
    return _study(home, "run", "us_retreat", "--replicates", "3", "--format", "csv", "--no-figures", "--json")


@pytest.fixture(scope="session")
def validated(home: Path) -> Made:
    """A scorecard with its figure."""
    return _study(home, "validate", "--replicates", "4", "--seed", "11")
