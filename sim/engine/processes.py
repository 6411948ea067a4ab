"""The readable engine over processes: each replicate through every scenario, in batches, failures kept as data."""

from __future__ import annotations

import gc
import os
import signal
import traceback
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.engine.behaviour import sendable
from sim.engine.calibrated import Calibrated
from sim.engine.harvest import Batch, Failure, Floats, joined
from sim.engine.worlds import Factory
from sim.evidence import load_evidence
from sim.results.processes import crewed, deaf
from sim.scenario import load_levers, loaded, scenario_from_resolved

if TYPE_CHECKING:
    from concurrent.futures import Future

    from sim.engine.country import Country
    from sim.engine.mesa_model import PactModel

CHUNK = 5  # replicates handed to a process at a time
SERIAL_BELOW = 12  # fewer replicates than this are not worth the start of processes
AHEAD = 4  # chunks handed out in advance to each process

Result = tuple[Batch, list[Failure]]
Rows = tuple[Floats, Floats, Floats]


class NotFiniteError(ArithmeticError):
    """A world produced a number that is not finite."""


def run_replicate(factory: Factory, replicate: int) -> Batch | list[Failure]:
    """All scenarios of one replicate; a failure in one fails the replicate and is returned as data."""
    failures: list[Failure] = []
    name = factory.scenarios[0].name
    try:
        models = factory.models(replicate)
    except Exception as error:
        return [Failure(name, replicate, in_a_line(error), traceback.format_exc())]
    rows: list[Rows] = []
    for scenario, model in zip(factory.scenarios, models, strict=True):
        try:
            model.run()
            rows.append(written(model))
        except Exception as error:
            failures.append(Failure(scenario.name, replicate, in_a_line(error), traceback.format_exc()))
    return failures or as_batch(replicate, rows)


def written(model: PactModel) -> Rows:
    """What a model that has run has written down: countries (1, T, N, C), theatre (1, T, C), places (1, T, F, C).

    Raises:
        NotFiniteError: when a value is not finite.
    """
    world, journal = model.world, model.journal
    countries = np.array(journal.countries, dtype=np.float64).reshape(1, world.steps, len(world.countries), -1)
    theatre = np.array(journal.theatre, dtype=np.float64).reshape(1, world.steps, -1)
    places = np.array(journal.places, dtype=np.float64).reshape(1, world.steps, len(world.flashpoints), -1)
    if not all(np.isfinite(block).all() for block in (countries, theatre, places)):
        raise NotFiniteError("a value is not finite")
    return countries, theatre, places


def as_batch(replicate: int, rows: Sequence[Rows]) -> Batch:
    """One replicate as a batch, from what was written in each scenario."""
    return Batch(np.array([replicate], dtype=np.int64), *zip(*rows, strict=True))


def in_a_line(error: Exception) -> str:
    """An error as its type and the first line of its message."""
    return f"{type(error).__name__}: {error}".splitlines()[0]


def batches(factory: Factory, replicates: Sequence[int], workers: int | None = None) -> Iterator[Result]:
    """Run replicates of every scenario.

    Args:
        factory: makes the worlds.
        replicates: ids in ascending order.
        workers: processes; by default one per core, or this process alone when there is little to do. It is alone too
            where others could not be sent the class of the spokes.

    Yields:
        Batches in the order of the ids, with what failed among them.

    Raises:
        RunFailed: a process ended before its time.
    """
    count = workers or (os.cpu_count() or 1)
    few = workers is None and len(replicates) < SERIAL_BELOW
    if count == 1 or few or not sendable(factory.agent):
        for replicate in replicates:
            yield _several(factory, [replicate])
    else:
        with crewed():
            yield from _over_processes(factory, replicates, count)


def _several(factory: Factory, replicates: Sequence[int]) -> Result:
    done, failures = [], []
    for replicate in replicates:
        found = run_replicate(factory, replicate)
        if isinstance(found, Batch):
            done.append(found)
        else:
            failures += found
    return joined(factory, done), failures


_factory: Factory | None = None


def _prepare(
    root: Path,
    year: int | None,
    files: Sequence[str],
    resolved: Sequence[Mapping[str, Any]],
    calibrated: Calibrated,
    agent: type[Country] | None,
) -> None:
    global _factory
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    gc.set_threshold(100_000, 20, 20)  # what stays, the evidence, is many objects; worlds are few
    load_levers(files)
    evidence = load_evidence(root, year)
    scenarios = tuple(scenario_from_resolved(mapping, evidence) for mapping in resolved)
    _factory = Factory(evidence, scenarios, calibrated, agent)


def _chunk(replicates: Sequence[int]) -> Result:
    if _factory is None:
        raise RuntimeError("the process was not prepared")
    return _several(_factory, replicates)


def _over_processes(factory: Factory, replicates: Sequence[int], count: int) -> Iterator[Result]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    chunks = deque(replicates[k : k + CHUNK] for k in range(0, len(replicates), CHUNK))
    pool = ProcessPoolExecutor(
        max_workers=min(count, len(chunks)),
        mp_context=get_context("spawn"),
        initializer=_prepare,
        initargs=(
            factory.evidence.root,
            factory.evidence.year,
            [own.file for own in loaded()],
            [scenario.resolved() for scenario in factory.scenarios],  # a process cannot be sent users' own types
            factory.calibrated,
            factory.agent,
        ),
    )
    running: deque[Future[Result]] = deque()
    try:
        with deaf():  # the first jobs start the processes
            while chunks and len(running) < AHEAD * count:
                running.append(pool.submit(_chunk, chunks.popleft()))
        while running:
            result = running.popleft().result()
            if chunks:
                running.append(pool.submit(_chunk, chunks.popleft()))
            yield result
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
