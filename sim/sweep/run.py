"""Who runs the units of a sweep: threads, processes beside this one, or a cluster. Nobody else decides that."""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sim.engine.runner import Patience
from sim.errors import RunFailed
from sim.evidence import Evidence, load_evidence
from sim.evidence.reader import shorten
from sim.results.manifest import Engine
from sim.results.processes import crewed, deaf
from sim.scenario import load_levers, loaded
from sim.sweep.plan import Plan, Points, Sweep
from sim.sweep.store import Store
from sim.sweep.units import Workshop

if TYPE_CHECKING:
    from sim.sweep.cluster import Cluster

Progress = Callable[[int], None]

AHEAD = 1
"""Units handed out beyond those at work: what a crash may cost besides these."""

Done = tuple[int, bytes]


def run_units(
    sweep: Sweep,
    store: Store,
    evidence: Evidence,
    engine: Engine,
    workers: int | None,
    progress: Progress | None = None,
    cluster: Cluster | None = None,
) -> bool:
    """Run what is missing in a store, each unit kept as soon as it is done.

    Args:
        sweep: what is run.
        store: of that sweep.
        evidence: the seeds.
        engine: which one runs the worlds.
        workers: threads or processes; by default one per core. The parts do not depend on it.
        progress: told how many worlds were just done, those found in the store first.
        cluster: runs the units instead of this machine's threads and processes; the same bytes come of it.

    Returns:
        Whether everything is done; False when the user stopped it, units at work finished.

    Raises:
        InputError: a worker of the cluster would give other bytes.
        RunFailed: the disk refuses, a process ended before its time, or the cluster fails.
        KeyboardInterrupt: when it is stopped a second time.
    """
    done = store.done()
    if progress is not None and done:
        progress(sum(_worlds(sweep.plan, unit) for unit in done))
    missing = [unit for unit in range(sweep.plan.units) if unit not in done]
    own = evidence.at(next(iter(sweep.plan.bases.values())).get("edition"))
    with Patience() as patience:
        if cluster is None:
            stream = _parts(sweep, own, missing, engine, workers, patience)
        else:
            stream = _remote(cluster.parts(sweep, own, missing, engine, patience), store)
        patience.waits = True
        with closing(stream) as parts:
            for unit, part in parts:
                store.put(unit, part)
                if progress is not None:
                    progress(_worlds(sweep.plan, unit))
        return not patience.asked


def _worlds(plan: Plan, unit: int) -> int:
    return min(plan.unit, plan.worlds - unit * plan.unit)


def _remote(parts: Generator[Done, None, None], store: Store) -> Generator[Done, None, None]:
    """The parts that a cluster gives; when it fails, the user hears how to go on."""
    try:
        yield from parts
    except RunFailed as error:
        raise RunFailed(f"{shorten(store.folder)}: {error}; what is done is kept: {store.onward}") from error


def _parts(
    sweep: Sweep, own: Evidence, units: Sequence[int], engine: Engine, workers: int | None, patience: Patience
) -> Generator[Done, None, None]:
    """The parts of some units as they are done; after an interrupt only of those at work."""
    count = min(workers or os.cpu_count() or 1, max(1, len(units)))
    if count == 1 or engine == "ensemble":
        shop = Workshop(sweep.plan, sweep.points, own, engine)

        def part(unit: int) -> Done:
            return unit, shop.part(unit)

        if count == 1:
            for unit in units:
                if patience.asked:
                    return
                yield part(unit)
            return
        yield from _over(ThreadPoolExecutor(count, thread_name_prefix="units"), part, units, count, patience)
        return
    from multiprocessing import get_context

    files = [one.file for one in loaded()]
    pool = ProcessPoolExecutor(
        count,
        mp_context=get_context("spawn"),
        initializer=_prepare,
        initargs=(own.root, own.edition.year if own.edition else None, files, sweep.plan, sweep.points, engine),
    )
    with crewed():
        yield from _over(pool, _part, units, count, patience)


def _over(
    pool: Executor, part: Callable[[int], Done], units: Sequence[int], count: int, patience: Patience
) -> Generator[Done, None, None]:
    waiting, running = deque(units), set[Future[Done]]()
    try:
        with deaf():  # the first jobs start the processes
            while waiting and len(running) < count + AHEAD:
                running.add(pool.submit(part, waiting.popleft()))
        while running:
            ready, running = wait(running, return_when=FIRST_COMPLETED)
            if patience.asked:
                running = {job for job in running if not job.cancel()}
            for job in ready:
                if waiting and not patience.asked:
                    running.add(pool.submit(part, waiting.popleft()))
                yield job.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_shop: Workshop | None = None


def _prepare(root: Path, year: int | None, files: Sequence[str], plan: Plan, points: Points, engine: Engine) -> None:
    """What a process does before its first unit."""
    global _shop
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    gc.set_threshold(100_000, 20, 20)
    load_levers(files)
    _shop = Workshop(plan, points, load_evidence(root, year), engine)


def _part(unit: int) -> Done:
    if _shop is None:
        raise RuntimeError("the process was not prepared")
    return unit, _shop.part(unit)
