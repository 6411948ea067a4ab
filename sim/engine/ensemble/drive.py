"""Worlds through the kernel: blocks of replicates over threads, each with a store of its own."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import local
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.draws.ranges import Keys
from sim.engine.ensemble.kernel import blocks
from sim.engine.ensemble.layout import OTHER_MOTIVES, STAKE, WIDE_TRAIT, Layout, written
from sim.engine.ensemble.plan import Middle, Plan, plan
from sim.engine.ensemble.store import WIDTH

if TYPE_CHECKING:
    from sim.engine.worlds import Factory

Floats = NDArray[np.float64]
Ids = NDArray[np.int64]
Given = Mapping[str, Floats]
Result = TypeVar("Result")

BLOCKS = 32  # blocks in a task: 256 worlds, some milliseconds of work and a few megabytes
AHEAD = 2  # tasks handed out in advance to each thread


@dataclass(frozen=True)
class Written:
    """What some worlds of one scenario wrote down.

    Attributes:
        ids: replicates, shape (R,).
        rows: shape (blocks, rows, lanes): a world is a lane of a block, in the order of `ids`.
        failed: shape (blocks, lanes), 0 where all values were finite; lanes beyond the last world count as failed.
        at: the layout of the worlds.
    """

    ids: Ids
    rows: Floats
    failed: Floats
    at: Layout

    @property
    def sound(self) -> NDArray[np.bool_]:
        """Which worlds did not fail, shape (R,)."""
        return np.asarray(self.failed.reshape(-1)[: len(self.ids)] == 0.0)

    def worlds(self) -> Floats:
        """World by world, shape (R, rows)."""
        return np.ascontiguousarray(self.rows.transpose(0, 2, 1).reshape(-1, self.rows.shape[1])[: len(self.ids)])


def layout_in(one: Plan) -> Layout:
    """The layout of a plan's worlds."""
    return Layout(*one.setting.rows[: len(Layout._fields)].tolist())


def in_blocks(values: NDArray[np.generic]) -> NDArray[np.generic]:
    """Values of worlds (R, ...) as (blocks, ..., lanes), the last world repeated to fill the last block."""
    missing = -len(values) % WIDTH
    filled = np.concatenate([values, np.repeat(values[-1:], missing, axis=0)])
    return np.ascontiguousarray(np.moveaxis(filled.reshape(-1, WIDTH, *values.shape[1:]), 1, -1))


def run_blocks(one: Plan, ids: Ids, fitted: Ids, given: Floats, store: Floats) -> Written:
    """Run some worlds of a scenario in this thread.

    Args:
        one: the scenario.
        ids: replicates, shape (R,).
        fitted: worlds whose draws of the coefficients they have, shape (R,); see `Factory.fitted`.
        given: values of the numbers that each world is given, shape (R, G); a world whose own are not finite fails.
        store: scratch, shape (rows of the layout, lanes).
    """
    at = layout_in(one)
    lanes, others = (in_blocks(worlds.astype(np.uint64)) for worlds in (ids, fitted))
    count, rows = len(lanes), written(at)
    out, failed = np.empty((count * rows, WIDTH)), np.zeros((count, WIDTH))
    values = in_blocks(given).reshape(-1, WIDTH) if given.size else np.empty((0, WIDTH))
    blocks(one, lanes, others, values, store, out, failed, 0, count, rows)
    failed.reshape(-1)[len(ids) :] = 1.0
    failed.reshape(-1)[: len(ids)][~np.isfinite(given).all(axis=1)] = 1.0  # whether it leaves a trace or not
    return Written(ids, out.reshape(count, rows, WIDTH), failed, at)


def solve_base_year(one: Plan) -> Middle:
    """Stakes, other motives and constants of the central base year of a plan's countries."""
    at, store = layout_in(one), np.zeros((layout_in(one).rows, WIDTH))
    none, first = np.empty((0, WIDTH)), np.zeros((1, WIDTH), np.uint64)
    blocks(one, first, first, none, store, none, np.zeros((1, WIDTH)), 0, 1, 0)
    traits = store[at.trait : at.trait + at.n * WIDE_TRAIT, 0].reshape(at.n, WIDE_TRAIT)
    constants = store[at.constant : at.constant + at.n * at.p, 0].reshape(at.n, at.p)
    return Middle(traits[:, STAKE].copy(), traits[:, OTHER_MOTIVES].copy(), constants.copy())


def middle_of(factory: Factory) -> dict[str, tuple[float, float, Floats]]:
    """The inversion of the central worlds that were calibrated, each country from the first that holds it.

    Returns:
        Stake, other motives and constants by country.
    """
    middle: dict[str, tuple[float, float, Floats]] = {}
    for fixed in reversed(factory.bases):
        n, p = len(fixed.grid.countries), len(fixed.grid.postures)
        nothing = Middle(np.zeros(n), np.zeros(n), np.zeros((n, p)))
        found = solve_base_year(plan(factory, fixed, nothing, drawn=False))
        for i, c in enumerate(fixed.grid.countries):
            middle[c] = float(found.stakes[i]), float(found.other_motives[i]), found.constants[i]
    return middle


@dataclass(frozen=True)
class Ensemble:
    """The scenarios of a study, ready to run.

    Attributes:
        plans: one for each scenario.
        fitted: gives the worlds whose draws of the coefficients some worlds have.
        given: names of the numbers that every world is given a value of its own for.
    """

    plans: tuple[Plan, ...]
    fitted: Callable[[Ids], Keys]
    given: tuple[str, ...] = ()

    @classmethod
    def of(cls, factory: Factory, given: Sequence[str] = ()) -> Ensemble:
        """Prepare the scenarios of a study.

        Raises:
            KeyError: when a scenario's worlds have no number of a name given.
        """
        central = middle_of(factory)
        plans = []
        for fixed in factory.frames:
            own = [central[c] for c in fixed.grid.countries]
            middle = Middle(
                np.array([stake for stake, _, _ in own]),
                np.array([motives for _, motives, _ in own]),
                np.array([constants for _, _, constants in own]),
            )
            plans.append(plan(factory, fixed, middle, drawn=factory.scenarios[0].draws != "central", given=given))
        return cls(tuple(plans), factory.fitted, tuple(given))

    def table(self, values: Given, worlds: int) -> Floats:
        """Values of the numbers that the worlds are given, shape (R, G).

        Raises:
            ValueError: when there are not as many values as worlds.
        """
        columns = {name: np.asarray(values[name], dtype=np.float64) for name in self.given}
        for name, column in columns.items():
            if column.shape != (worlds,):
                raise ValueError(f"{name}: values of shape {column.shape} for {worlds} worlds")
        return np.stack(list(columns.values()), axis=1) if columns else np.empty((worlds, 0))

    def run(
        self, ids: Ids, scenario: int, values: Given | None = None, threads: int | None = None, task: int = BLOCKS
    ) -> Iterator[Written]:
        """Run worlds of one scenario.

        Args:
            ids: replicates, shape (R,).
            scenario: its position.
            values: for each name given, the values of the worlds, shape (R,).
            threads: by default one per core.
            task: blocks handed to a thread at a time; the results depend on neither.

        Yields:
            What the worlds wrote down, some at a time, in the order of `ids`.

        Raises:
            ValueError: when there are not as many values as worlds.
        """
        yield from self.each(ids, scenario, lambda part: part, values, threads, task)

    def each(
        self,
        ids: Ids,
        scenario: int,
        then: Callable[[Written], Result],
        values: Given | None = None,
        threads: int | None = None,
        task: int = BLOCKS,
        fitted: Ids | None = None,
    ) -> Iterator[Result]:
        """The same, with what is written down handed to `then` in the thread that ran it; yields what `then` gives.

        `fitted` names other worlds whose draws of the coefficients these have, shape (R,), of the same seed.
        """
        given = self.table(values or {}, len(ids))
        others = self.fitted(ids).ids if fitted is None else fitted
        one, size = self.plans[scenario], task * WIDTH
        rows, own = layout_in(one).rows, local()

        def part(first: int) -> Result:
            if not hasattr(own, "store"):
                own.store = np.zeros((rows, WIDTH))
            here = slice(first, first + size)
            return then(run_blocks(one, ids[here], others[here], given[here], own.store))

        starts = deque(range(0, len(ids), size))
        count = min(threads or os.cpu_count() or 1, len(starts))
        if count <= 1:
            yield from map(part, starts)
            return
        pool = ThreadPoolExecutor(count, thread_name_prefix="worlds")
        running: deque[Future[Result]] = deque()
        try:
            while starts or running:
                while starts and len(running) < AHEAD * count:
                    running.append(pool.submit(part, starts.popleft()))
                yield running.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
