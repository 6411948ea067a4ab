"""Run the worlds of a study: each replicate through every scenario, over processes, failures kept as data."""

from __future__ import annotations

import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.engine.calibrated import Calibrated
from sim.engine.worlds import Factory
from sim.evidence import load_evidence
from sim.scenario import Scenario

Floats = NDArray[np.float64]
Progress = Callable[[int], None]

CHUNK = 5  # replicates handed to a process at a time: about half a second of work
SERIAL_BELOW = 12  # fewer replicates than this are not worth the start of processes


@dataclass(frozen=True)
class Failure:
    """A world that failed: its key, the error in one line, and the traceback."""

    scenario: str
    replicate: int
    error: str
    traceback: str


@dataclass(frozen=True)
class Yield:
    """What one replicate gave: per scenario the rows of countries, theatre and flashpoints."""

    replicate: int
    countries: tuple[Floats, ...]
    theatre: tuple[Floats, ...]
    places: tuple[Floats, ...]


@dataclass
class Harvest:
    """What all replicates gave, in the order of their ids.

    Attributes:
        yields: finished replicates; one that failed in any scenario is left out of all, so that pairs stay pairs.
        failures: what failed.
        interrupted: whether the user stopped the run before all replicates were done.
    """

    yields: list[Yield] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    interrupted: bool = False


class NotFiniteError(ArithmeticError):
    """A world produced a number that is not finite."""


def run_replicate(factory: Factory, replicate: int) -> Yield | list[Failure]:
    """All scenarios of one replicate; a failure in one fails the replicate and is returned as data."""
    failures: list[Failure] = []
    rows: tuple[list[Floats], list[Floats], list[Floats]] = ([], [], [])
    name = factory.scenarios[0].name
    try:
        models = factory.models(replicate)
    except Exception as error:
        return [Failure(name, replicate, in_a_line(error), traceback.format_exc())]
    for scenario, model in zip(factory.scenarios, models, strict=True):
        try:
            journal = model.run()
            for kept, new in zip(rows, (journal.countries, journal.theatre, journal.places), strict=True):
                values = np.array(new, dtype=np.float64)
                if not np.isfinite(values).all():
                    raise NotFiniteError("a value is not finite")
                kept.append(values)
        except Exception as error:
            failures.append(Failure(scenario.name, replicate, in_a_line(error), traceback.format_exc()))
    return failures or Yield(replicate, *(tuple(kept) for kept in rows))


def in_a_line(error: Exception) -> str:
    """An error as its type and the first line of its message."""
    return f"{type(error).__name__}: {error}".splitlines()[0]


_factory: Factory | None = None


def _prepare(root: Path, scenarios: tuple[Scenario, ...], calibrated: Calibrated) -> None:
    global _factory
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    _factory = Factory(load_evidence(root), scenarios, calibrated)


def _chunk(replicates: list[int]) -> list[Yield | list[Failure]]:
    if _factory is None:
        raise RuntimeError("the process was not prepared")
    return [run_replicate(_factory, r) for r in replicates]


def run_worlds(
    factory: Factory, replicates: Iterable[int], workers: int | None = None, progress: Progress | None = None
) -> Harvest:
    """Run the given replicates of every scenario.

    Args:
        factory: makes the worlds.
        replicates: ids of the worlds; the result does not depend on their order or on the number of workers.
        workers: processes; by default one per core, or this process alone when there is little to do.
        progress: told how many replicates were just finished.

    Returns:
        The harvest; after an interrupt with what was finished by then.
    """
    ids = list(replicates)
    count = workers or (os.cpu_count() or 1)
    harvest = Harvest()

    def gather(results: list[Yield | list[Failure]]) -> None:
        for result in results:
            if isinstance(result, Yield):
                harvest.yields.append(result)
            else:
                harvest.failures.extend(result)
        if progress:
            progress(len(results))

    try:
        if count == 1 or (workers is None and len(ids) < SERIAL_BELOW):
            for r in ids:
                gather([run_replicate(factory, r)])
        else:
            _over_processes(factory, ids, count, gather)
    except KeyboardInterrupt:
        harvest.interrupted = True
    harvest.yields.sort(key=lambda y: y.replicate)
    harvest.failures.sort(key=lambda f: (f.replicate, f.scenario))
    return harvest


@contextmanager
def _deaf() -> Iterator[None]:
    """Ignore interrupts, so that processes started meanwhile ignore them from their first instruction on."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may change how signals are taken
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _over_processes(
    factory: Factory, ids: list[int], count: int, gather: Callable[[list[Yield | list[Failure]]], None]
) -> None:
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(
        max_workers=min(count, -(-len(ids) // CHUNK)),
        mp_context=get_context("spawn"),
        initializer=_prepare,
        initargs=(factory.evidence.root, factory.scenarios, factory.calibrated),
    )
    try:
        with _deaf():
            jobs = [pool.submit(_chunk, ids[k : k + CHUNK]) for k in range(0, len(ids), CHUNK)]
        for job in as_completed(jobs):
            gather(job.result())
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
