"""The real evidence, and a way to write scenarios into the current folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.errors import InputError
from sim.evidence import Evidence, load_evidence
from sim.scenario import load_scenario

Write = Callable[[str, str], Path]
Refusal = Callable[..., list[str]]


@pytest.fixture(scope="session")
def evidence() -> Evidence:
    return load_evidence(Path(__file__).parents[2] / "seeds")


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write a file below the current folder, which is empty."""
    monkeypatch.chdir(tmp_path)

    def write_file(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return Path(name)

    return write_file


@pytest.fixture
def refusal(evidence: Evidence) -> Refusal:
    """The problems a scenario is refused with."""

    def refuse(name: str | Path, *sets: str) -> list[str]:
        with pytest.raises(InputError) as caught:
            load_scenario(name, sets, evidence)
        return str(caught.value).splitlines()

    return refuse
