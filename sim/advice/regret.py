"""What one forgoes by a choice: world by world, and in states of the world of which nobody knows which is ours.

Regret is Savage's (1951): by how much a choice falls short of the best among those compared, where the best is picked
with hindsight. In single worlds luck is a part of it. In a state, the worlds in which an uncertain number is low,
middling or high, it is the shortfall of means, and luck averages out; the choice recommended has the smallest largest
shortfall over all states and objectives (minimax regret), each objective measured by its range among those compared,
since the model knows no exchange rate between them. An objective in which those compared cannot be told apart has no
range but luck's, and decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis.conditional import THIRDS, thirds
from sim.analysis.statistics import mean_interval, shared_level

Array = NDArray[np.float64]

ALL = "all worlds"
TAIL = 0.9
"""Quantile of regret over worlds that is told beside its mean."""


@dataclass(frozen=True)
class State:
    """Some of the worlds.

    Attributes:
        number: uncertain number by which worlds are split, or `ALL`; third: which third, empty for all.
        low, high: range of that number in it.
        chosen: which worlds, shape (W,).
    """

    number: str
    third: str
    low: float
    high: float
    chosen: NDArray[np.bool_]


def states(drawn: Mapping[str, Array], worlds: int) -> list[State]:
    """All worlds, and the thirds of each number that varies.

    Args:
        drawn: values of uncertain numbers by name, shape (W,).
        worlds: W.
    """
    found = [State(ALL, "", np.nan, np.nan, np.ones(worlds, dtype=bool))]
    for name, values in drawn.items():
        if np.ptp(values) > 0.0:
            place = thirds(values)
            for k, third in enumerate(THIRDS):
                chosen = place == k
                if chosen.any():
                    found.append(State(name, third, float(values[chosen].min()), float(values[chosen].max()), chosen))
    return found


def regrets(gains: Array) -> Array:
    """By how much each candidate falls short of the best one, objective by objective and world by world.

    Args:
        gains: more being better, shape (M, O, W).

    Returns:
        Shape (M, O, W), nowhere below zero.
    """
    return np.asarray(gains.max(axis=0) - gains)


def shortfalls(gains: Array, several: Sequence[State]) -> Array:
    """By how much each candidate's mean falls short of the best mean in each state.

    Args:
        gains: more being better, shape (M, O, W).
        several: the states, S of them.

    Returns:
        Shape (M, O, S), nowhere below zero.
    """
    means = np.stack([gains[:, :, state.chosen].mean(axis=2) for state in several], axis=2)
    return np.asarray(means.max(axis=0) - means)


def apart(gains: Array) -> NDArray[np.bool_]:
    """Objectives in which the best candidate is surely better than the worst, as many pairs as there are looked at.

    Args:
        gains: shape (M, O, W).

    Returns:
        Shape (O,).
    """
    means = gains.mean(axis=2)
    best, worst = (np.take_along_axis(gains, at(means, axis=0)[None, :, None], 0)[0] for at in (np.argmax, np.argmin))
    pairs = len(gains) * (len(gains) - 1) // 2
    _, low, _ = mean_interval(best - worst, shared_level(pairs))
    return np.asarray(low > 0.0)


def relative(shortfall: Array, gains: Array) -> Array:
    """Shortfalls measured by the range of each objective's means among the candidates.

    Args:
        shortfall: shape (M, O, S).
        gains: shape (M, O, W).

    Returns:
        Shape (M, O, S); 1 is a shortfall as large as that of the worst from the best over all worlds. 0 in an objective
        in which they cannot be told apart.
    """
    told, span = apart(gains), np.ptp(gains.mean(axis=2), axis=0)
    return np.asarray(np.where(told[:, None], shortfall / np.where(told, span, 1.0)[:, None], 0.0))


def least(worst: Array) -> int:
    """The candidate whose largest relative shortfall is the smallest; of equal ones that with the smaller mean.

    Args:
        worst: relative shortfalls, shape (M, O, S).
    """
    flat = worst.reshape(len(worst), -1)
    order = np.lexsort((flat.mean(axis=1), flat.max(axis=1)))
    return int(order[0])
