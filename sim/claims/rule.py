"""The rule that turns worlds into a verdict; nobody writes a verdict by hand.

An expectation is a range that the mean of some number over the worlds must lie in: the paired difference of an outcome
above or below a margin, or within it; a level above or below a threshold; one country's number above another's. Each
mean has a 95 % interval (Student's, over worlds that share chance and uncertain numbers between the two scenarios), and

- `supported`: every interval lies wholly inside its range;
- `contradicted`: some interval lies wholly outside its range, beyond its edge;
- `depends`: whatever holds overall, some drawn number turns the answer: among the third of the worlds where it is low
  all intervals lie inside and among the third where it is high some interval lies outside, or the reverse. All drawn
  numbers are looked at in all expectations, so that these intervals are widened to cover all of them at once
  (Bonferroni). Of several, the number is named whose outer thirds differ most, in standard errors;
- `undecided`: anything else: an interval holds the edge of its range. An effect of exactly nothing is undecided too.

Numbers are looked at only when each third has `LEAST` worlds. That several expectations must all hold needs no
correction for `supported`; `contradicted` has none either, so that one of many expectations may miss by chance.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.statistics import mean_interval, student_quantile

Array = NDArray[np.float64]
Kind = Literal["supported", "contradicted", "depends", "undecided"]

KINDS: tuple[Kind, ...] = ("supported", "contradicted", "depends", "undecided")

LEVEL = 0.95
"""Probability that an interval covers its mean."""

LEAST = 20
"""Worlds that a third must have for its interval to be trusted."""

_DOUBT = 1 - LEVEL
_TINY = 1e-300


@dataclass(frozen=True)
class Ask:
    """A number of each world and the range that its mean is expected in.

    Attributes:
        values: shape (R,).
        low: the mean should lie above; minus infinity when there is no such edge.
        high: the mean should lie below.
        margin: how far `low` or `high` lies beyond the edge at which a single world counts as going the expected way.
    """

    values: Array
    low: float = -math.inf
    high: float = math.inf
    margin: float = 0.0

    @property
    def share(self) -> float:
        """Share of worlds that go the expected way, among those not exactly at the edge; not a number without any."""
        low, high = self.low - self.margin, self.high + self.margin
        off = self.values[(self.values != low) & (self.values != high)]
        return float(((off > low) & (off < high)).mean()) if off.size else math.nan


class Interval(NamedTuple):
    """A mean with the ends of its interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Third:
    """The worlds in which a number is low or high.

    Attributes:
        least, most: of the number among them.
        interval: of the expectation that turns, widened for the many numbers looked at.
    """

    least: float
    most: float
    interval: Interval


@dataclass(frozen=True)
class Turn:
    """A drawn number that turns the answer: its name, the expectation that turns, and its outer thirds."""

    number: str
    expectation: int
    low: Third
    high: Third


@dataclass(frozen=True)
class Verdict:
    """What the worlds say of all expectations together.

    Attributes:
        kind: the verdict.
        intervals: one for each expectation.
        deciding: position of the expectation that holds least.
        turn: the number that it depends on.
    """

    kind: Kind
    intervals: tuple[Interval, ...]
    deciding: int
    turn: Turn | None = None


def side(low: Array | float, high: Array | float, ask: Ask) -> NDArray[np.int64]:
    """Where intervals lie: 1 wholly inside the range expected, -1 wholly outside, 0 across an edge."""
    inside = (np.asarray(low) > ask.low) & (np.asarray(high) < ask.high)
    outside = (np.asarray(high) < ask.low) | (np.asarray(low) > ask.high)
    return inside.astype(np.int64) - outside.astype(np.int64)


def judge(asks: Sequence[Ask], draws: Array, thirds: NDArray[np.int64], names: Sequence[str]) -> Verdict:
    """Give the verdict.

    Args:
        asks: the expectations, each over the same R worlds.
        draws: value of each drawn number in each world, shape (R, K).
        thirds: third of each world by each number, 0 low to 2 high, shape (R, K).
        names: of the numbers.
    """
    intervals = tuple(_interval(ask) for ask in asks)
    sides = [int(side(found.low, found.high, ask)) for found, ask in zip(intervals, asks, strict=True)]
    deciding = min(range(len(asks)), key=lambda k: _inside(intervals[k], asks[k]))
    turn = _turn(asks, draws, thirds, names)
    kind: Kind = "undecided"
    if turn is not None:
        kind, deciding = "depends", turn.expectation
    elif all(where > 0 for where in sides):
        kind = "supported"
    elif any(where < 0 for where in sides):
        kind = "contradicted"
    return Verdict(kind, intervals, deciding, turn)


def _interval(ask: Ask) -> Interval:
    return Interval(*(float(end) for end in mean_interval(ask.values, LEVEL)))


def _inside(found: Interval, ask: Ask) -> float:
    """How far a mean lies inside its range, in half-widths of its interval; below zero when outside."""
    room = min(found.mean - ask.low, ask.high - found.mean)
    half = (found.high - found.low) / 2
    return room / max(half, _TINY) if room else 0.0


def _turn(asks: Sequence[Ask], draws: Array, thirds: NDArray[np.int64], names: Sequence[str]) -> Turn | None:
    """The drawn number whose outer thirds give opposite answers, if there is one."""
    counts = [(thirds == position).sum(axis=0) for position in (0, 2)]
    usable = (counts[0] >= LEAST) & (counts[1] >= LEAST)
    if not usable.any():
        return None
    doubt = _DOUBT / (int(usable.sum()) * len(asks))
    ends = [[_thirds(ask.values, thirds == position, doubt) for position in (0, 2)] for ask in asks]
    where = np.array(
        [[side(low, high, ask) for _, low, high, _ in outer] for ask, outer in zip(asks, ends, strict=True)]
    )
    holds, fails = np.all(where > 0, axis=0, keepdims=True)[0], np.any(where < 0, axis=0, keepdims=True)[0]
    turned = usable & ((holds[0] & fails[1]) | (fails[0] & holds[1]))  # of holds and fails each has shape (2, K)
    if not turned.any():
        return None
    gaps = np.array([_gap(outer) for outer in ends])
    gaps = np.where((where < 0).any(axis=1), gaps, -1.0)  # only an expectation that fails in a third can turn
    expectation, number = divmod(int(np.where(turned, gaps, -np.inf).argmax()), len(names))
    outer = [
        Third(
            float(draws[thirds[:, number] == position, number].min()),
            float(draws[thirds[:, number] == position, number].max()),
            Interval(*(float(part[number]) for part in ends[expectation][k][:3])),
        )
        for k, position in enumerate((0, 2))
    ]
    return Turn(names[number], expectation, outer[0], outer[1])


def _thirds(values: Array, chosen: NDArray[np.bool_], doubt: float) -> tuple[Array, Array, Array, Array]:
    """Mean of some worlds by each number, ends of its interval, and its standard error; each of shape (K,)."""
    counts = np.maximum(chosen.sum(axis=0), 2)
    centre = values.mean()
    weights = chosen.astype(np.float64)
    means = (values - centre) @ weights / counts
    squares = (values - centre) ** 2 @ weights
    errors = np.sqrt(np.maximum(squares - counts * means**2, 0.0) / (counts - 1) / counts)
    quantiles = {n: student_quantile(1 - doubt / 2, n - 1) for n in np.unique(counts).tolist()}
    half = errors * np.array([quantiles[n] for n in counts.tolist()])
    return means + centre, means + centre - half, means + centre + half, errors


def _gap(outer: Sequence[tuple[Array, Array, Array, Array]]) -> Array:
    """How far the means of the two outer thirds lie apart, in standard errors."""
    (low, _, _, low_error), (high, _, _, high_error) = outer
    return np.abs(high - low) / np.maximum(np.sqrt(low_error**2 + high_error**2), _TINY)
