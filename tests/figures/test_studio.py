"""Figures drawn by several processes: the same files, errors and interrupts that reach the user."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from multiprocessing import active_children
from pathlib import Path

import pytest

from sim.figures.catalogue import figures_of
from sim.figures.studio import Studio
from sim.report.study import material

ROOT = Path(__file__).parents[2]
NAMES = ("sides", "pact", "flashpoints")
SMALL = {"worlds": 4, "years": range(2026, 2029)}


def draw(made, folder: Path, workers: int, told: list | None = None) -> dict[str, bytes]:
    with Studio(NAMES, workers) as studio:
        studio.begin(made, folder)
        files = studio.finish(None if told is None else lambda *part: told.append(part))
    return {file.name: file.read_bytes() for file in files}


def test_the_same_files_whatever_the_number_of_processes(worlds, tmp_path) -> None:
    made = material(worlds.study(tmp_path, **SMALL).path)
    told: list[tuple[str, int, int]] = []
    alone = draw(made, tmp_path / "1", 1, told)
    assert told == [("figure flashpoints", 0, 3), ("figure pact", 1, 3), ("figure sides", 2, 3)]
    assert list(alone) == [f"{name}.{ending}" for name in NAMES for ending in ("png", "svg")]
    told.clear()
    together = draw(made, tmp_path / "3", 3, told)
    assert list(together) == list(alone)
    assert [name for name in alone if alone[name] != together[name]] == []
    assert all(0 <= done < of == len(NAMES) for _, done, of in told)


def test_one_process_begins_no_other(worlds, tmp_path, monkeypatch) -> None:
    made = material(worlds.study(tmp_path, **SMALL).path)

    def refuse(*_: object) -> None:
        raise AssertionError("a process was begun")

    monkeypatch.setattr("sim.figures.studio._processes", refuse)
    assert len(draw(made, tmp_path / "figures", 1)) == 2 * len(NAMES)
    monkeypatch.setattr("sim.figures.studio.cores", lambda: 1)
    assert Studio(NAMES)._pool is None
    assert Studio(figures_of("explain"), 8)._pool is None
    with pytest.raises(AssertionError):
        Studio(NAMES, 2)


def test_what_a_killed_process_leaves_is_drawn_here(worlds, tmp_path) -> None:
    made = material(worlds.study(tmp_path, **SMALL).path)
    with Studio(NAMES, 2) as studio:
        for victim in active_children():
            victim.kill()
            victim.join()
        time.sleep(0.3)
        studio.begin(made, tmp_path / "figures")
        files = studio.finish()
    assert [file.stem for file in files[::2]] == list(NAMES)
    assert all(file.stat().st_size for file in files)


def test_an_error_of_another_process_is_raised_here_with_its_trace(worlds, tmp_path) -> None:
    made = material(worlds.study(tmp_path, **SMALL).path)
    folder = tmp_path / "figures"
    (folder / "pact.png").mkdir(parents=True)
    (folder / "sides.png").mkdir()
    with Studio(("sides", "pact"), 2) as studio:
        studio.begin(made, folder)
        errors = [job.exception(timeout=60) for job in studio._jobs]
    error = next(e for e in errors if e is not None)
    assert isinstance(error, IsADirectoryError)
    assert "in draw_to" in str(error.__cause__)


def test_an_error_before_anything_is_drawn_waits_for_nobody() -> None:
    studio = Studio(NAMES, 2)
    painters = set(studio._painters)
    assert len(painters) == 2
    studio.__exit__(ValueError, ValueError(), None)
    assert {painter.exitcode for painter in painters} == {-signal.SIGKILL}


def test_an_interrupt_ends_all_processes(worlds, tmp_path) -> None:
    path = worlds.study(tmp_path).path
    code = "import sys, pathlib; from sim.report.study import plot; plot(pathlib.Path(sys.argv[1]), print, workers=2)"
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", code, str(path)], cwd=ROOT, text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline().startswith("figure ")
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=30)  # which lasts until nobody can write any more
    assert process.returncode in (1, -signal.SIGINT)
    assert said.count("KeyboardInterrupt") == 1
    assert said.count("Traceback") == 1
