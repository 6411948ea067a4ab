"""The Python of the first page works as it stands, but for the number of worlds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_the_python_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sim.figures.catalogue.figures_of", lambda kind: ("sides",))
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert len(found) == 2
    place: dict[str, object] = {"__name__": "readme"}
    for text in found:
        exec(re.sub(r"replicates=\d+", "replicates=2", text), place)
    assert {path.name for path in tmp_path.iterdir()} == {"for_stata", "results"}
