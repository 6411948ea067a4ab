"""Scores of probability forecasts of postures: proper scores, order of sides, and changes foreseen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]
LEAST = 1e-6  # a forecast that rules out what happens is charged as if it had left one in a million
TIE = 1e-12  # probabilities, and sides expected, this near are the same, but for rounding


def log_score(forecast: Floats, seen: Indices) -> float:
    """Mean of minus the log probability of what was seen, nats; lower is better (Good 1952).

    Args:
        forecast: probabilities, shape (cases, postures).
        seen: index of the posture seen, shape (cases,).
    """
    return float(np.mean(-np.log(np.maximum(forecast[np.arange(len(seen)), seen], LEAST))))


def brier_score(forecast: Floats, seen: Indices) -> float:
    """Mean squared distance of the forecast from what was seen, 0 .. 2; lower is better (Brier 1950)."""
    hit = np.zeros_like(forecast)
    hit[np.arange(len(seen)), seen] = 1.0
    return float(np.mean(((forecast - hit) ** 2).sum(axis=1)))


def side_order(forecast: Floats, seen: Indices, sides: Sequence[float]) -> float:
    """Somers' D of the side expected, given the side seen: -1 .. 1, 0 where all took the same (Somers 1962).

    Of the pairs of cases whose sides differ, the share that the forecast puts in order less the share that it turns
    round; a pair that it does not tell apart counts half to each. Pairs that took the same side ask nothing, so that a
    forecast that tells them apart is neither charged nor paid for it, as it would be by a correlation of ranks.

    Args:
        forecast: as for `log_score`.
        seen: as for `log_score`.
        sides: of each posture, -1 .. 1.
    """
    place = np.asarray(sides, dtype=float)
    expected, came = forecast @ place, place[seen]
    gaps, order = np.subtract.outer(expected, expected), np.sign(np.subtract.outer(came, came))
    told = np.where(np.abs(gaps) > TIE, np.sign(gaps), 0.0) * order
    asked = np.count_nonzero(order)
    return float(told.sum() / asked) if asked else 0.0


class Moves(NamedTuple):
    """How well changes of posture were foreseen.

    Attributes:
        precision: share of changes foreseen that came; not a number when none was foreseen.
        recall: share of changes that came that had been foreseen; not a number when none came.
        foreseen, came: how many.
    """

    precision: float
    recall: float
    foreseen: int
    came: int


def moves(forecast: Floats, held: Indices, seen: Indices, at_least: float) -> Moves:
    """Changes foreseen with at least some probability, against those that came.

    Args:
        forecast: as for `log_score`.
        seen: as for `log_score`.
        held: posture at the origin, shape (cases,).
        at_least: probability of a change from which on it counts as foreseen.
    """
    change = 1.0 - forecast[np.arange(len(held)), held]
    foreseen, came = change >= at_least, seen != held
    both = int((foreseen & came).sum())
    many, real = int(foreseen.sum()), int(came.sum())
    return Moves(both / many if many else np.nan, both / real if real else np.nan, many, real)


def likeliest(forecast: Floats, held: Indices, seen: Indices) -> Moves:
    """The same, counting as foreseen as many changes as came, the likeliest; cases that tie share what places are left.

    A forecast that tells no case from another so scores what drawing lots would on average.
    """
    change = 1.0 - forecast[np.arange(len(held)), held]
    came = seen != held
    real = int(came.sum())
    if not real:
        return Moves(np.nan, np.nan, 0, 0)
    last = np.sort(change)[-real]
    above, level = change > last + TIE, np.abs(change - last) <= TIE
    both = float(came[above].sum() + (real - above.sum()) * came[level].mean())
    return Moves(both / real, both / real, real, real)
