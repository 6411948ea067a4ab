"""Compiled code is kept for one version of the sources, and never taken for another."""

from __future__ import annotations

import inspect
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest

import sim
from sim.engine.ensemble import cache, kernel, reduce, tally

ROOT = Path(__file__).parents[2]


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sources, of which the fingerprint is taken."""
    home = tmp_path / "sim"
    shutil.copytree(sim.__path__[0], home, ignore=shutil.ignore_patterns("__pycache__", "_data"))
    monkeypatch.setattr(sim, "__path__", [str(home)])
    return home


def mark() -> str:
    return cache.fingerprint.__wrapped__()


def test_any_byte_of_a_source_changes_the_fingerprint(copied: Path) -> None:
    same = mark()
    assert mark() == same
    files = cache.sources()
    assert len(files) > 40
    assert all(path.is_relative_to(copied) for path in files)
    marks = {same}
    for path in files:
        text = path.read_bytes()
        path.write_bytes(text[:-1] + b" ")
        marks.add(mark())
        path.write_bytes(text)
    assert len(marks) == len(files) + 1
    assert mark() == same


def test_other_sources_do_not(copied: Path) -> None:
    same = mark()
    for name in ("cli/compare.py", "report/brief.py", "engine/country.py", "figures/style.py"):
        path = copied / name
        path.write_bytes(path.read_bytes() + b"\n")
    assert mark() == same


def test_a_source_more_changes_it(copied: Path) -> None:
    same = mark()
    (copied / "law" / "another.py").write_text("X = 1\n", encoding="utf-8")
    assert mark() != same


def test_another_compiler_has_code_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    marks = {mark()}
    for changed in ("numba", "llvmlite"):
        with monkeypatch.context() as patch:
            patch.setattr("importlib.metadata.version", lambda name, changed=changed: str(name == changed))
            marks.add(mark())
    monkeypatch.setenv("NUMBA_OPT", "1")
    marks.add(mark())
    assert len(marks) == 4


def test_another_machine_has_code_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    triple, processor, features = cache.machine()
    assert "-" in triple
    assert processor
    marks = {mark()}
    for other in (("wasm32", processor, features), (triple, "i486", features), (triple, processor, "-avx")):
        monkeypatch.setattr(cache, "machine", lambda other=other: other)
        marks.add(mark())
    assert len(marks) == 4


def reached(function: FunctionType) -> Iterator[Any]:
    """What the code of a function may name: functions, classes and modules of the project."""
    names = set(function.__code__.co_names)
    for name in names:
        item = function.__globals__.get(name)
        if isinstance(item, ModuleType):
            yield from (getattr(item, other) for other in names if hasattr(item, other))
        elif item is not None:
            yield item


def test_all_code_that_is_compiled_is_known_to_the_fingerprint() -> None:
    open_: list[Any] = [kernel.blocks.__wrapped__, reduce._add.__wrapped__, tally._tally.__wrapped__]
    seen: set[Any] = set()
    while open_:
        item = open_.pop()
        own = inspect.isfunction(item) or inspect.isclass(item)
        if not own or item in seen or not item.__module__.startswith("sim."):
            continue
        seen.add(item)
        if isinstance(item, FunctionType):
            open_ += reached(item)
    assert len(seen) > 150
    known = {path.resolve() for path in cache.sources()}
    files = {Path(inspect.getfile(item)).resolve() for item in seen}
    assert files - known == set()


def test_the_folder_lies_where_numba_is_told_to_keep_its_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    assert cache.folder() == tmp_path / cache.fingerprint()
    monkeypatch.delenv("NUMBA_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    if sys.platform == "linux":
        assert cache.folder() == tmp_path / "user" / "pactsim" / cache.fingerprint()


ASK = "from sim.engine.ensemble import warm; print(warm.compiled())"
SUM = """
import numpy as np
from sim.engine.ensemble.reduce import Grid, Sums
Sums.empty(Grid.of(np.ones((2, 3)))).add(np.ones((1, 3, 8)), np.zeros((1, 8)))
"""
WARM = "from sim.engine.ensemble import warm; print(warm.warmup())"
Said = Callable[[str], str]


@pytest.fixture
def fresh(tmp_path: Path) -> Said:
    """Python with an empty folder for compiled code."""
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    env |= {"NUMBA_CACHE_DIR": str(tmp_path / "code"), "PYTHONPATH": str(ROOT)}

    def run(text: str) -> str:
        command = [sys.executable, "-c", text]
        done = subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, text=True, timeout=900, check=True)
        return done.stdout.strip()

    return run


def test_asking_whether_it_is_compiled_compiles_nothing(fresh: Said, tmp_path: Path) -> None:
    assert fresh(f"import sys; {ASK}; print('numba' in sys.modules)").split() == ["False", "False"]
    assert not (tmp_path / "code").exists()


@pytest.mark.slow
def test_it_is_compiled_once(fresh: Said, tmp_path: Path) -> None:
    """A minute: `pytest -m slow tests/engine/test_ensemble_cache.py`."""
    fresh(SUM)
    assert fresh(ASK) == "False"
    first = float(fresh(WARM))
    (folder,) = (tmp_path / "code").iterdir()
    assert folder.name == cache.fingerprint()
    assert fresh(ASK) == "True"
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert {name.partition("-")[0] for name in files} == {"kernel.blocks", "reduce._add"}
    second = float(fresh(WARM))
    assert second < first / 4
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == files
