"""A bar on a terminal or in a notebook: worlds done and the time left, then what is being drawn."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.console import Console


class Bar:
    """A bar that counts worlds and then names stages; it appears once there is something to wait for.

    Attributes:
        total: worlds to do.
        done: worlds done.
    """

    def __init__(self, total: int, what: str, page: Console, *, silent: bool = False, after: float = 0.0) -> None:
        """Prepare a bar.

        Args:
            total: worlds to do.
            what: what is being done.
            page: where it is shown.
            silent: whether it stays hidden.
            after: seconds from which on it is shown.
        """
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self.total, self.done = total, 0
        self._progress = Progress(
            TextColumn("{task.description}"), BarColumn(bar_width=30), MofNCompleteColumn(), TimeRemainingColumn(),
            console=page, transient=True, disable=silent,
        )  # fmt: skip
        self._task = self._progress.add_task(what, total=total)
        self._from, self._shown = time.monotonic() + after, False

    def __enter__(self) -> Self:
        self._show()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._progress.stop()

    def worlds(self, count: int) -> None:
        """Count worlds that were just finished."""
        self.done += count
        self._progress.advance(self._task, count)
        self._show()

    def stage(self, what: str, done: int, of: int) -> None:
        """Name what is being done after the worlds."""
        self._progress.update(self._task, description=what, completed=done, total=of)
        self._show()

    def _show(self) -> None:
        if not self._shown and time.monotonic() >= self._from:
            self._shown = True
            self._progress.start()
