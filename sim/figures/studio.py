"""Figures drawn at once: by processes beside this one where there are cores for several, else by this one."""

from __future__ import annotations

import atexit
import gc
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from sim.figures.catalogue import FIGURES, draw_to
from sim.results.processes import cores, deaf

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing.process import BaseProcess

    from sim.figures.material import Material

Progress = Callable[[str, int, int], None]
Drawn = dict[str, list[Path]]
"""Files written, by name of the figure."""

_GLANCE = 0.1  # seconds between two looks at how far the processes are


class Studio:
    """Draws figures of one study; the same files come out whoever draws them.

    Processes are started with the studio, so that they are ready when there is something to draw: it may be opened long
    before. Then each takes the next figure that nobody has taken, and this process never loads what it takes to draw.
    """

    def __init__(self, names: Sequence[str], workers: int | None = None) -> None:
        """Open a studio.

        Args:
            names: of the figures to draw, in the order in which their files are told.
            workers: processes that draw; by default one per core. A single one is this process.
        """
        self._names = tuple(names)
        self._several = min(workers or cores(), len(self._names))
        self._taken: Any = None
        self._pool: ProcessPoolExecutor | None = None
        self._jobs: list[Future[Drawn]] = []
        self._painters: set[BaseProcess] = set()
        if self._several > 1:
            from multiprocessing import active_children

            before = set(active_children())
            self._taken, self._pool = _processes(self._several)
            self._painters = set(active_children()) - before

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._taken.value = len(self._names)  # else the others would go on after an error or an interrupt
            if kind is not None and not self._jobs:  # an error before anything is drawn is told at once
                for painter in self._painters:
                    painter.kill()
            self._pool.shutdown(wait=True, cancel_futures=True)

    def begin(self, material: Material, folder: Path) -> None:
        """Let the processes begin.

        Args:
            material: of the study.
            folder: where the figures are saved; made when it does not exist.
        """
        from concurrent.futures.process import BrokenProcessPool

        self._material, self._folder = material, folder
        if self._names:
            folder.mkdir(parents=True, exist_ok=True)
        if self._pool is not None:
            with suppress(BrokenProcessPool):  # then all is drawn here
                bare = replace(material)  # without what it has worked out so far
                self._jobs = [self._pool.submit(_share, folder, self._names, bare) for _ in range(self._several)]

    def finish(self, progress: Progress | None = None) -> list[Path]:
        """Wait for the processes, or draw what nobody has drawn.

        Args:
            progress: told what is drawn, how many were begun before it and how many there are.

        Returns:
            The files written, in the order of the names.
        """
        from concurrent.futures import wait
        from concurrent.futures.process import BrokenProcessPool

        drawn: Drawn = {}
        names = self._names[::-1]
        running = set(self._jobs)
        while running:
            position = self._taken.value - 1
            if progress is not None and 0 <= position < len(names):
                progress(f"figure {names[position]}", position, len(names))
            running = wait(running, _GLANCE).not_done
        for job in self._jobs:
            try:
                drawn |= job.result()
            except BrokenProcessPool:  # it was killed, as for want of memory: what it drew is drawn below
                continue
        for position, name in enumerate(names):
            if name not in drawn:
                if progress is not None:
                    progress(f"figure {name}", position, len(names))
                drawn[name] = draw_to(self._folder, name, self._material)
        return [file for name in self._names for file in drawn[name]]


def _untaken(taken: Any, names: Sequence[str]) -> Iterator[str]:
    """Take figures as long as there are any, the last first, for these are the largest.

    Args:
        taken: number of figures taken by all processes.
        names: of all figures.

    Yields:
        The name of the figure now taken.
    """
    while True:
        with taken.get_lock():
            position = taken.value
            if position >= len(names):
                return
            taken.value = position + 1
        yield names[-1 - position]


def _processes(count: int) -> tuple[Any, ProcessPoolExecutor]:
    """A number that processes share, that of the figures taken, and processes that make themselves ready to draw."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    context = get_context("spawn")
    with deaf():
        taken = context.Value("i", 0)
        pool = ProcessPoolExecutor(count, context, _prepare, (taken,))
        for _ in range(count):
            pool.submit(_nothing)  # each of the first jobs starts a process
    return taken, pool


_taken: Any = None


def _prepare(taken: Any) -> None:
    global _taken
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that was called decides what an interrupt means
    gc.set_threshold(100_000, 20, 20)  # figures are many objects and hardly any garbage
    _taken = taken
    atexit.register(os._exit, 0)  # figures need no tidying up, which would take as long as drawing one
    for name in FIGURES:
        import_module(f"sim.figures.{name}")


def _nothing() -> None:
    """Do nothing."""


def _share(folder: Path, names: Sequence[str], material: Material) -> Drawn:
    """Draw what nobody has taken."""
    return {name: draw_to(folder, name, material) for name in _untaken(_taken, names)}
