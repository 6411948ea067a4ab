"""Progress on stderr: worlds done and the time left, then what is being drawn; silent where nobody watches."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from sim.cli.voice import margin


class Meter:
    """A bar that counts worlds and then names stages.

    Attributes:
        total: worlds to do.
        done: worlds done.
    """

    def __init__(self, total: int, what: str, *, silent: bool = False) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        page = margin()
        self.total, self.done = total, 0
        self._progress = Progress(
            TextColumn("{task.description}"), BarColumn(bar_width=30), MofNCompleteColumn(), TimeRemainingColumn(),
            console=page, transient=True, disable=silent or not page.is_terminal,
        )  # fmt: skip
        self._task = self._progress.add_task(what, total=total)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def worlds(self, count: int) -> None:
        """Count worlds that were just finished."""
        self.done += count
        self._progress.advance(self._task, count)

    def stage(self, what: str, done: int, of: int) -> None:
        """Name what is being done after the worlds."""
        self._progress.update(self._task, description=what, completed=done, total=of)
