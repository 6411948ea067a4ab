"""Processes that draw the figures of a study: begun before all that takes time, so that they are ready in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.figures.studio import Studio


def studio(kind: str, workers: int | None, *, figures: bool) -> Studio:
    """A studio for the figures of a study of that kind, or for none.

    Args:
        kind: run, compare or explain.
        workers: processes that draw; by default one per core.
        figures: whether any are wanted.
    """
    from sim.figures.catalogue import figures_of
    from sim.figures.studio import Studio

    return Studio(figures_of(kind) if figures else (), workers)
