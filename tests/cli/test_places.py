"""A folder that takes no files is refused by every command alike, before anything is computed; a full disk fails."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Make a folder, and what is in it, one that cannot be written: root may write everywhere."""

    def close(folder: Path) -> None:
        real = os.access

        def access(path: Any, mode: int) -> bool:
            return real(path, mode) and not (mode & os.W_OK and Path(path).is_relative_to(folder))

        monkeypatch.setattr("sim.cli.inputs.os.access", access)

    return close


def test_a_closed_folder_is_bad_input(
    inside: Call, closed: Callable[[Path], None], simulated: Any, tmp_path: Path
) -> None:
    study = simulated.folder
    before = {path.name for path in study.rglob("*")}
    closed(study)
    for words, what in (
        (("plot", str(study)), "figures"),
        (("sensitivity", str(study)), "an analysis"),
        (("discover", str(study), "--where", "side.end > 0"), "a discovery"),
        (("export", str(study), "-o", str(study / "out")), "tables"),
        (("run", "status_quo", "--results", str(study / "more")), "results"),
        (("report", str(study), "-o", str(study / "page.html")), "the report"),
    ):
        said = inside(*words)
        assert (said.code, said.out) == (2, "")
        assert said.err.endswith(f": cannot hold {what}: {study} cannot be written\n"), said.err
    assert {path.name for path in study.rglob("*")} == before


def test_a_file_where_a_folder_is_to_be_is_bad_input(inside: Call, simulated: Any, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = inside("export", str(simulated.folder), "-o", "file")
    assert (said.code, said.err) == (2, "file: cannot hold tables: file is no folder\n")


def test_a_disk_that_fills_is_a_failure(
    inside: Call, simulated: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("sim.export.plain.to_csv", full)
    said = inside("export", str(simulated.folder), "-o", "out")
    assert (said.code, said.out) == (1, "")
    assert "No space left on device" in said.err
