"""The landscape of alignments: how much tension each division into two camps holds, and where it can only rise.

Axelrod and Bennett (1993), seeds `axelrod-bennett-1993`. Actor i has a strength s_i, two actors a symmetric propensity
p_ij to work together. Of a configuration X, with d_ij = 1 where i and j are in different camps and 0 where they share
one,

    frustration of i   f_i(X) = s_i sum_j s_j p_ij d_ij,        energy   E(X) = sum_i f_i(X),

so that each pair counts in both directions. Frustrations are weighted by the actor's own strength, as Furnas (2016,
seeds `furnas-2016`) tabulates them: they add up to the energy. When i alone changes camp the energy changes by
2 (sum_j s_i s_j p_ij - 2 f_i). A configuration is a local minimum when no such move lowers it; since swapping the
camps changes nothing, each division is listed once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.draws.philox import uniforms
from sim.draws.streams import identity

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Whole = NDArray[np.int64]
Progress = Callable[[int], object]

EXACT = 20
"""Actors up to which every configuration is looked at."""

SAMPLES = 10_000
STREAM = 2
"""Version of the stream of random starts, apart from those of `sim.draws.streams`."""

_STRIDE = 1 << 14  # configurations walked through at a time
_TINY = 1e-12  # changes of energy that count as none, relative to all weights


@dataclass(frozen=True)
class Minimum:
    """A configuration from which no single move lowers the energy.

    Attributes:
        second: whether each actor is in camp 2; the anchor is in camp 1.
        energy: of the configuration.
        frustrations: of each actor.
        basin: share of the configurations looked at from which steepest descent ends here.
    """

    second: Flags
    energy: float
    frustrations: Floats
    basin: float


@dataclass(frozen=True)
class Landscape:
    """Configurations of n actors, m of them: all there are, or a sample.

    Attributes:
        actors: names.
        weights: s_i s_j p_ij with a diagonal of zeros, shape (n, n).
        anchor: index of the actor that is in camp 1 everywhere.
        held: whether the anchor stays there, so that its own move does not count.
        exact: whether all configurations are there.
        second: whether each actor is in camp 2, shape (m, n).
        energies: shape (m,); frustrations: shape (m, n).
        low: whether a configuration is a local minimum, shape (m,).
        ends: index in `minima` at which steepest descent ends, shape (m,).
        minima: lowest first.
    """

    actors: tuple[str, ...]
    weights: Floats
    anchor: int
    held: bool
    exact: bool
    second: Flags
    energies: Floats
    frustrations: Floats
    low: Flags
    ends: Whole
    minima: tuple[Minimum, ...]


def weigh(strengths: Floats, propensities: Floats) -> Floats:
    """Weights s_i s_j p_ij of all pairs, shape (n, n), with a diagonal of zeros.

    Args:
        strengths: of the actors, shape (n,), any unit.
        propensities: to work together, symmetric, above 0 where two would, shape (n, n); the diagonal is not read.
    """
    weights: Floats = np.outer(strengths, strengths) * propensities
    np.fill_diagonal(weights, 0.0)
    return weights


def frustrations_of(weights: Floats, second: Flags) -> Floats:
    """Frustrations of any configurations, summed directly.

    Args:
        weights: as of `weigh`, shape (n, n).
        second: whether each actor is in camp 2, shape (m, n).

    Returns:
        Shape (m, n); they add up to the energy.
    """
    sign = np.where(second, -1.0, 1.0)
    found: Floats = (weights.sum(axis=0) - sign * (sign @ weights)) / 2.0
    return found


def explore(
    actors: Sequence[str],
    weights: Floats,
    held: str | None = None,
    samples: int = SAMPLES,
    seed: int = 0,
    progress: Progress | None = None,
) -> Landscape:
    """Look at every configuration of up to 20 actors, or at a sample of those of more.

    Args:
        actors: names, at least two.
        weights: as of `weigh`, shape (n, n).
        held: actor held in camp 1, which nobody moves; by default all may move, and camp 1 is that of the first.
        samples: random configurations to start from where there are more than `EXACT` actors.
        seed: of these.
        progress: told how many configurations were just looked at.

    Returns:
        The landscape. A sample may miss minima, also the lowest.
    """
    n = len(actors)
    anchor = 0 if held is None else list(actors).index(held)
    exact = n <= EXACT
    if exact:
        movers = np.delete(np.arange(n), anchor)
        second: Flags = (np.arange(1 << (n - 1))[:, None] >> np.argsort(np.append(movers, anchor)) & 1).astype(np.bool_)
        energies, frustrations = _walk(weights, movers, progress)
    else:
        second = _random(actors, anchor, samples, seed)
        frustrations = frustrations_of(weights, second)
        energies = frustrations.sum(axis=1)
    first = best_moves(weights, frustrations, anchor if held is not None else None)
    if exact:
        bottoms = _follow(first, anchor, movers)
        ends, places = np.unique(bottoms, return_inverse=True)
        bottom = second[ends]
    else:
        bottom, places = np.unique(
            descend(weights, second, anchor, held is not None, progress), axis=0, return_inverse=True
        )
    own = frustrations_of(weights, bottom) if not exact else frustrations[ends]
    levels = own.sum(axis=1) if not exact else energies[ends]
    order = np.lexsort((np.arange(len(levels)), levels))
    shares = np.bincount(places.reshape(-1), minlength=len(levels)) / len(energies)
    minima = tuple(Minimum(bottom[o], float(levels[o]), own[o], float(shares[o])) for o in order)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return Landscape(
        tuple(actors), weights, anchor, held is not None, exact,
        second, energies, frustrations, first < 0, rank[places.reshape(-1)], minima,
    )  # fmt: skip


def best_moves(weights: Floats, frustrations: Floats, held: int | None = None) -> Whole:
    """The single move that lowers the energy most, of each configuration; -1 where none lowers it.

    Args:
        weights: as of `weigh`, shape (n, n).
        frustrations: of the configurations, shape (m, n).
        held: index of an actor that does not move.

    Returns:
        Index of the actor that moves, the first of those equal, shape (m,).
    """
    drops = 2.0 * (2.0 * frustrations - weights.sum(axis=0))
    if held is not None:
        drops[:, held] = -np.inf
    who: Whole = drops.argmax(axis=1)
    lowers = drops[np.arange(len(who)), who] > _TINY * np.abs(weights).sum()
    return np.where(lowers, who, -1)


def descend(weights: Floats, second: Flags, anchor: int, held: bool, progress: Progress | None = None) -> Flags:
    """Where steepest descent ends from each configuration, shape (m, n), the anchor in camp 1."""
    here = second.copy()
    moving = np.arange(len(here))
    while len(moving):
        who = best_moves(weights, frustrations_of(weights, here[moving]), anchor if held else None)
        done = int((who < 0).sum())
        if progress is not None and done:
            progress(done)
        moving, who = moving[who >= 0], who[who >= 0]
        here[moving, who] ^= True
    return here ^ here[:, [anchor]]


def _walk(weights: Floats, movers: Whole, progress: Progress | None) -> tuple[Floats, Floats]:
    """Energies and frustrations of all configurations."""
    count = 1 << len(movers)
    energies, frustrations = np.empty(count), np.empty((count, len(weights)))
    scratch = np.empty(len(weights), np.bool_), np.empty(len(weights))
    weights = np.require(weights, np.float64, ["C", "A", "W"])
    step = _walker()
    for start in range(0, count, _STRIDE):
        step(weights, movers, start, min(start + _STRIDE, count), energies, frustrations, *scratch)
        if progress is not None:
            progress(min(_STRIDE, count - start))
    return energies, frustrations


def _walker() -> Callable[..., Any]:
    """The walk, compiled where the compiler is installed."""
    if find_spec("numba") is None:
        from sim.structure.gray import walk as plain

        return plain
    from sim.structure.compiled import walk

    found: Callable[..., Any] = walk
    return found


def _random(actors: Sequence[str], anchor: int, samples: int, seed: int) -> Flags:
    """Random configurations, each actor's camp keyed by seed, number and name, shape (samples, n)."""
    who = np.array([identity(name) for name in actors], dtype=np.uint64)
    draws = uniforms((seed, STREAM), (np.arange(samples, dtype=np.uint64)[:, None], 0, who[None, :], 0))
    second: Flags = draws[..., 0] < 0.5  # a coin
    return second ^ second[:, [anchor]]


def _follow(first: Whole, anchor: int, movers: Whole) -> Whole:
    """Number of the configuration in which steepest descent ends, from each of all configurations."""
    everyone = len(first) - 1
    bits = np.zeros(len(movers) + 1, dtype=np.int64)
    bits[movers] = 1 << np.arange(len(movers))
    bits[anchor] = everyone  # its move is that of all others, seen from its camp
    place: Whole = np.arange(len(first))
    place = np.where(first < 0, place, place ^ bits[first])
    while True:
        further = place[place]
        if np.array_equal(further, place):
            return place
        place = further
