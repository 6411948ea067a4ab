"""Run the worlds of a study, and take an interrupt as the wish to keep what is finished."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable
from contextlib import closing
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any, Self

from sim.engine.engines import batches
from sim.engine.harvest import Harvest
from sim.engine.worlds import Factory
from sim.results.manifest import Engine

if TYPE_CHECKING:
    from sim.results.ledger import Ledger

Progress = Callable[[int], None]


class Patience:
    """Within it Ctrl-C waits for the batch under way, once there is something to keep; a second one does not wait.

    Attributes:
        asked: whether the user wants the run to stop.
        waits: whether there is something to keep.
    """

    def __init__(self) -> None:
        self.asked = self.waits = False
        self._before: Any = None

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():  # no other may change how signals are taken
            self._before = signal.signal(signal.SIGINT, self._interrupted)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def _interrupted(self, number: int, frame: FrameType | None) -> None:
        if self.asked or not self.waits:
            raise KeyboardInterrupt
        self.asked = True


def run_worlds(
    factory: Factory,
    replicates: Iterable[int],
    workers: int | None = None,
    progress: Progress | None = None,
    *,
    engine: Engine = "mesa",
    keep: int | None = None,
    ledger: Ledger | None = None,
) -> Harvest:
    """Run the given replicates of every scenario.

    Args:
        factory: makes the worlds.
        replicates: ids of the worlds; the result does not depend on their order.
        workers: processes or threads, on which the result does not depend; by default one per core.
        progress: told how many replicates were just finished.
        engine: which one runs them; the result does not depend on it.
        keep: how many worlds are held in full, the first ones; by default all.
        ledger: what each world came to is written there, when given.

    Returns:
        The harvest; after an interrupt with the replicates before the first unfinished one, so that a study cut short
        can be repeated to the byte.

    Raises:
        KeyboardInterrupt: when it is interrupted before any replicate is done, or twice.
    """
    harvest = Harvest(factory, keep, ledger)
    with Patience() as patience, closing(batches(factory, sorted(replicates), engine, workers)) as stream:
        for batch, failures in stream:
            before = harvest.ended
            harvest.take(batch, failures)
            patience.waits = True
            if progress:
                progress(harvest.ended - before)
            if patience.asked:
                harvest.interrupted = True
                break
    return harvest
