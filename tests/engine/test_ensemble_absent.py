"""Where there is no compiler the program says so in one line and gives the same, with the readable engine."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HIDING = '''
import sys
from importlib.machinery import PathFinder

class Hiding(PathFinder):
    """Finds everything but the compiler."""

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        return None if name.partition(".")[0] in ("numba", "llvmlite") else super().find_spec(name, path, target)

sys.meta_path[sys.meta_path.index(PathFinder)] = Hiding
'''
ASKED = ("compare", "status_quo", "asian_nato", "--replicates", "2", "--set", "horizon.end=2030", "--no-figures")


def pactsim(home: Path, *words: str, hidden: bool) -> subprocess.CompletedProcess[str]:
    """Run the program, with the compiler hidden from it and from every process that it starts."""
    hook = home / "hook"
    hook.mkdir(exist_ok=True)
    (hook / "sitecustomize.py").write_text(HIDING, encoding="utf-8")
    path = [str(hook), str(ROOT)] if hidden else [str(ROOT)]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(path), "COLUMNS": "200"}
    command = [sys.executable, "-m", "sim.cli", *words]
    return subprocess.run(command, cwd=home, env=env, capture_output=True, text=True, timeout=900, check=False)


def digests(folder: Path) -> dict[str, str]:
    tables = sorted((folder / "tables").iterdir())
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in tables}


def test_without_the_compiler_the_same_tables_come_out_and_one_line_says_why_it_takes_long(tmp_path: Path) -> None:
    plain = pactsim(tmp_path, *ASKED, "--results", "with", hidden=False)
    assert plain.returncode == 0, plain.stderr
    without = pactsim(tmp_path, *ASKED, "--results", "without", "--workers", "2", hidden=True)
    assert without.returncode == 0, without.stderr
    told = [line for line in without.stderr.splitlines() if "numba" in line]
    assert len(told) == 1
    assert "numba is not installed" in told[0]
    assert "pip install numba" in told[0]
    assert "numba" not in plain.stderr
    (one,), (other,) = ((tmp_path / name).iterdir() for name in ("with", "without"))
    assert one.name == other.name
    assert digests(one) == digests(other)
    engines = [json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["engine"] for folder in (one, other)]
    assert engines == ["ensemble", "mesa"]


@pytest.mark.parametrize("words", [ASKED, ("run", "status_quo", "--replicates", "2")])
def test_asking_for_the_compiled_engine_is_refused_clearly(tmp_path: Path, words: tuple[str, ...]) -> None:
    said = pactsim(tmp_path, *words, "--engine", "ensemble", hidden=True)
    assert said.returncode == 2
    assert "--engine" in said.stderr
    assert "numba is not installed" in said.stderr
    assert "Traceback" not in said.stderr
    assert not (tmp_path / "results").exists()


def test_nothing_but_the_compiled_engine_needs_the_compiler(tmp_path: Path) -> None:
    for words in (("warmup",), ("scenarios",), ("explain", "asian_nato", "japan", "--worlds", "1", "--no-figures")):
        said = pactsim(tmp_path, *words, hidden=True)
        assert "Traceback" not in said.stderr, words
        assert said.returncode == (2 if words == ("warmup",) else 0), (words, said.stderr)


def test_a_sweep_gives_the_same_without_the_compiler(tmp_path: Path) -> None:
    text = "base: asian_nato\nlevers: {policies.pact.quorum: [2, 3]}\ndesign: {type: grid}\nreplicates: 2\n"
    (tmp_path / "two.yaml").write_text(text, encoding="utf-8")
    asked = ("sweep", "two.yaml", "--set", "horizon.end=2028", "--no-figures")
    for hidden in (False, True):
        done = pactsim(tmp_path, *asked, "--results", f"{hidden}", "--workers", "1", hidden=hidden)
        assert done.returncode == 0, done.stderr
        assert ("numba is not installed" in done.stderr) is hidden
    (one,), (other,) = ((tmp_path / f"{hidden}").iterdir() for hidden in (False, True))
    assert digests(one) == digests(other)
