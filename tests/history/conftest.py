"""The shipped record, and a copy of it that tests may spoil."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.evidence import load_evidence
from sim.history import History, load_history

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="session")
def record() -> History:
    return load_history(load_evidence(SEEDS))


@pytest.fixture
def spoil(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str, str], Path]:
    """Replace the first text of that kind in a file of a copy of the record; returns the folder of the copy."""
    monkeypatch.chdir(tmp_path)
    copy = tmp_path / "seeds"
    shutil.copytree(SEEDS, copy)

    def replace(file: str, old: str, new: str) -> Path:
        path = copy / "history" / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} does not stand in {file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return copy

    return replace
