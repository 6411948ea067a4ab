"""The game of memberships: what each is worth to each candidate.

Each candidate signs or does not; those who sign are bound once they are enough, and everybody else holds what it would
without a pact. So a membership is a set of candidates, numbered by bits: bit k of its number is set where candidate k
belongs. One of fewer than the treaty needs is no pact, and worth what no pact is worth. A payoff is the worth of the
posture held, with capabilities, ties, trust and the challenger's pressure as they are in that year and crises rated
anew for the membership, as the law has it, % of GDP a year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from os import cpu_count

import numpy as np

from sim.coalitions.stage import Flags, Floats, Stage, Whole, World
from sim.law import decision, pact
from sim.law.types import UNEXPLAINED, Terms
from sim.results.manifest import Engine

PART = 4096  # memberships weighed at a time
_OF_LAW = tuple(name not in UNEXPLAINED for name in Terms._fields)


@dataclass(frozen=True)
class Game:
    """The game of n candidates in one world.

    Attributes:
        payoffs: to each candidate of each membership, % of GDP a year, shape (2^n, n).
        least: members that make a pact.
        leaving: price of leaving a pact that stands, % of GDP a year, (n,); 0 of one that is only to be signed.
        joining: price of joining one that stands, (n,).
        scale: bn USD that a per cent of GDP is, (n,).
        crises: yearly rate of crises at all flashpoints together, (2^n,).
    """

    payoffs: Floats
    least: int
    leaving: Floats
    joining: Floats
    scale: Floats
    crises: Floats

    @property
    def count(self) -> int:
        """How many candidates there are."""
        return int(self.payoffs.shape[1])

    @property
    def everybody(self) -> int:
        """Number of the membership of all."""
        return (1 << self.count) - 1


def belonging(count: int) -> Flags:
    """Whether each candidate belongs to each membership, shape (2^n, n)."""
    found: Flags = (np.arange(1 << count)[:, None] >> np.arange(count) & 1).astype(np.bool_)
    return found


def sizes(count: int) -> Whole:
    """How many belong to each membership, shape (2^n,)."""
    return np.bitwise_count(np.arange(1 << count)).astype(np.int64)


def summed(terms: Floats, *, law_alone: bool) -> Floats:
    """Terms added up in the law's order, shape (...) of (..., terms).

    Args:
        terms: % of GDP a year.
        law_alone: leave out what holds a country where it is seen (`UNEXPLAINED`).
    """
    parts = [
        terms[..., k] if explained or not law_alone else np.zeros(terms.shape[:-1])
        for k, explained in enumerate(_OF_LAW)
    ]
    found: Floats = decision.utility(tuple(parts))  # type: ignore[arg-type, assignment]
    return found


def play(
    stage: Stage,
    world: World,
    engine: Engine,
    *,
    law_alone: bool = False,
    progress: Callable[[int], object] | None = None,
    threads: int | None = None,
) -> Game:
    """Weigh every membership in a world.

    Args:
        stage: the scenario.
        world: of it, brought to the year by `engine`.
        engine: the compiled one weighs in several threads, the readable one in this.
        law_alone: see `summed`.
        progress: told how many memberships were just weighed.
        threads: by default one per core; the result does not depend on it.

    Raises:
        ArithmeticError: a membership is worth something that is not a number.
    """
    n, places = len(stage.candidates), stage.places
    payoffs, crises = np.empty((1 << n, n)), np.empty(1 << n)

    def weigh(first: int) -> tuple[int, Floats, Floats]:
        numbers = np.arange(first, min(first + PART, 1 << n))
        found = world.weigh(stage.standings(numbers), stage.treaty)
        total = np.zeros(len(numbers))
        for rate in found.crises.T:
            total += rate
        return first, summed(found.terms[:, places], law_alone=law_alone), total

    for first, values, total in _each(range(0, 1 << n, PART), weigh, engine, threads):
        payoffs[first : first + len(values)], crises[first : first + len(values)] = values, total
        if progress is not None:
            progress(len(values))
    if not np.isfinite(payoffs).all():
        raise ArithmeticError("a membership's worth is not a number")
    leaving, joining = _prices(stage, world, law_alone=law_alone)
    return Game(payoffs, stage.treaty.least, leaving, joining, world.output[places] / 100.0, crises)


def _each(
    firsts: range, weigh: Callable[[int], tuple[int, Floats, Floats]], engine: Engine, threads: int | None
) -> Iterator[tuple[int, Floats, Floats]]:
    count = 1 if engine == "mesa" else min(threads or cpu_count() or 1, len(firsts))
    if count <= 1:
        yield from map(weigh, firsts)
        return
    pool = ThreadPoolExecutor(count, thread_name_prefix="memberships")
    try:
        yield from pool.map(weigh, firsts)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _prices(stage: Stage, world: World, *, law_alone: bool) -> tuple[Floats, Floats]:
    """Prices of leaving and of joining a pact that stands, (n,) each.

    They are what it takes to go there: rungs, the price in the treaty, the wave of retaliation, and what stepping back
    earns. None of these depends on who else belongs.
    """
    n, places = len(stage.candidates), stage.places
    if not stage.treaty.in_force:
        return np.zeros(n), np.zeros(n)
    all_in = stage.standings(np.full(3 * n, (1 << n) - 1))
    for k, i in enumerate(places):
        all_in[k, i], all_in[n + k, i], all_in[2 * n + k, i] = pact.OUT, pact.LEFT, pact.JOINED
    inside = stage.standings(np.array([(1 << n) - 1]))
    worth = summed(world.weigh(np.concatenate([all_in, inside]), stage.treaty).terms[:, places], law_alone=law_alone)
    own = np.arange(n)
    return worth[own, own] - worth[n + own, own], worth[3 * n, own] - worth[2 * n + own, own]
