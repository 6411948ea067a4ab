"""Small sweeps: a file from a text, what it is read as, and its tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.evidence import Evidence
from sim.results.manifest import Engine
from sim.sweep.load import read_sweep
from sim.sweep.plan import Changes, Sweep
from sim.sweep.study import Done, begin, conduct

Read = Callable[..., Sweep]
Conduct = Callable[..., Done]

SHORT = ("horizon.end=2029",)
"""Override that keeps worlds short."""


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """A sweep file of that text, on the whole status quo unless it says otherwise."""

    def make(text: str, name: str = "small", base: str = "base: status_quo") -> Path:
        path = tmp_path / f"{name}.yaml"
        path.write_text(f"{base}\n{text}" if base else text, encoding="utf-8")
        return path

    return make


@pytest.fixture
def read(write: Callable[..., Path], evidence: Evidence) -> Read:
    """What such a file is read as, with short worlds."""

    def make(text: str, engine: Engine = "ensemble", sets: tuple[str, ...] = SHORT, **how: str) -> Sweep:
        return read_sweep(write(text, **how), evidence, Changes(sets=sets), engine)

    return make


@pytest.fixture
def conducted(evidence: Evidence, tmp_path: Path) -> Conduct:
    """The study of a sweep, in a folder of studies of its own."""

    def make(sweep: Sweep, home: str = "results", engine: Engine = "ensemble", workers: int = 1) -> Done:
        root = tmp_path / home
        root.mkdir(exist_ok=True)
        return conduct(begin(root, sweep), evidence, engine, workers=workers)

    return make
