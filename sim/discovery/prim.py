"""The patient rule induction method: boxes in which cases of interest are dense (Friedman and Fisher 1999).

A box is peeled from the whole space a few cases at a time. Which side is peeled is decided by the gain of density per
case given up, which treats words and levels, whose peels are larger, like continuous numbers (Kwakkel and Jaxa-Rozen
2016). Limits are values of cases that the box still holds, so that they read "at least" and "at most".
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

PEEL = 0.05
"""Share of a box's cases that is peeled or pasted at a time."""

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Limit(NamedTuple):
    """Values of a dimension that a box holds.

    Attributes:
        low, high: ends, inclusive.
        without: positions of words that are left out.
    """

    low: float = -math.inf
    high: float = math.inf
    without: frozenset[int] = frozenset()

    def holds(self, column: Floats) -> Flags:
        """Which values it holds."""
        if self.without:
            return ~np.isin(column, list(self.without))
        return (column >= self.low) & (column <= self.high)


@dataclass(frozen=True)
class Box:
    """A part of the space.

    Attributes:
        limits: by position of the dimension; others are free.
    """

    limits: Mapping[int, Limit] = field(default_factory=dict)

    def holds(self, columns: Sequence[Floats]) -> Flags:
        """Which cases it holds; shape (N,)."""
        inside = np.ones(len(columns[0]), dtype=np.bool_)
        for d, limit in self.limits.items():
            inside &= limit.holds(columns[d])
        return inside

    def having(self, d: int, limit: Limit) -> Box:
        """The box with another limit in one dimension."""
        return Box({**self.limits, d: limit})

    def freed(self, d: int) -> Box:
        """The box without its limit in one dimension."""
        return Box({other: limit for other, limit in self.limits.items() if other != d})


class Count(NamedTuple):
    """What a box holds: cases, and cases of interest among them."""

    cases: int
    found: int

    @property
    def density(self) -> float:
        """Share of its cases that are of interest."""
        return self.found / self.cases if self.cases else 0.0

    def score(self, total: int) -> float:
        """Coverage times density, of `total` cases of interest."""
        return self.density * self.found / total if total else 0.0


@dataclass(frozen=True)
class Cases:
    """What boxes are sought in.

    Attributes:
        columns: values of D dimensions, each of shape (N,); of words, their positions.
        words: how many each dimension has; 0 for one of numbers.
        interest: which cases are of interest; shape (N,).
        groups: which cases lie at the same place, and so tell less than as many others; shape (N,), from 0.
    """

    columns: Sequence[Floats]
    words: Sequence[int]
    interest: Flags
    groups: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.interest)

    def count(self, box: Box) -> Count:
        """What a box holds."""
        inside = box.holds(self.columns)
        return Count(int(inside.sum()), int(self.interest[inside].sum()))

    def taken(self, which: NDArray[np.generic]) -> Cases:
        """Some of the cases, by a mask or by position."""
        columns = [column[which] for column in self.columns]
        return Cases(columns, self.words, self.interest[which], self.groups[which])


def peel(cases: Cases, mass: float) -> list[tuple[Box, Count]]:
    """Peel the whole space down.

    Args:
        cases: N of them.
        mass: share of the cases that a box holds at least.

    Returns:
        Every box on the way, the whole space first.
    """
    box, held = Box(), cases
    least = max(1, math.ceil(mass * len(cases)))
    path = [(box, Count(len(cases), int(cases.interest.sum())))]
    while 0 < path[-1][1].found < path[-1][1].cases:
        best: tuple[float, int, Limit, Flags] | None = None
        before = path[-1][1]
        for d in range(len(held.columns)):
            for limit, kept in _peels(held, d, box.limits.get(d, Limit())):
                cases_left = int(kept.sum())
                if least <= cases_left < len(held):
                    density = int(held.interest[kept].sum()) / cases_left
                    gain = (density - before.density) / (before.cases - cases_left)
                    if best is None or gain > best[0]:
                        best = gain, d, limit, kept
        if best is None:
            break
        _, d, limit, kept = best
        box, held = box.having(d, limit), held.taken(kept)
        path.append((box, Count(len(held), int(held.interest.sum()))))
    return path


def _peels(held: Cases, d: int, limit: Limit) -> Iterator[tuple[Limit, Flags]]:
    """Limits that give up a few cases of a box in one dimension, with the cases each still holds."""
    column = held.columns[d]
    if held.words[d]:
        for word in np.unique(column):
            yield limit._replace(without=limit.without | {int(word)}), column != word
        return
    step = min(math.ceil(PEEL * len(column)), len(column) - 1)
    ordered = np.partition(column, (0, step, len(column) - 1 - step, len(column) - 1))
    first, last = ordered[0], ordered[-1]
    if first == last:
        return
    low, high = ordered[step], ordered[len(column) - 1 - step]
    low = low if low > first else column[column > first].min()  # a level goes as a whole
    high = high if high < last else column[column < last].max()
    yield limit._replace(low=float(low)), column >= low
    yield limit._replace(high=float(high)), column <= high


def paste(cases: Cases, box: Box) -> Box:
    """Widen a box a little at a time, as long as that raises coverage times density.

    Args:
        cases: all of them.
        box: peeled from them.
    """
    total = int(cases.interest.sum())
    score = cases.count(box).score(total)
    while True:
        wider = [other for d in box.limits for other in _pastes(cases, box, d)]
        scores = [cases.count(other).score(total) for other in wider]
        if not scores or max(scores) <= score:
            return box
        box, score = wider[int(np.argmax(scores))], max(scores)


def _pastes(cases: Cases, box: Box, d: int) -> Iterator[Box]:
    """A box a little wider in one dimension, on either side; free of it where nothing is left out."""
    limit, free = box.limits[d], box.freed(d)
    column = cases.columns[d]
    for word in sorted(limit.without):
        less = limit.without - {word}
        yield box.having(d, limit._replace(without=less)) if less else free
    if limit.without:
        return
    others = column[free.holds(cases.columns)]
    step = max(1, math.ceil(PEEL * int(limit.holds(others).sum())))
    below, above = np.sort(others[others < limit.low])[::-1], np.sort(others[others > limit.high])
    wider = []
    if len(below):
        wider.append(limit._replace(low=float(below[step - 1]) if step < len(below) else -math.inf))
    if len(above):
        wider.append(limit._replace(high=float(above[step - 1]) if step < len(above) else math.inf))
    yield from (free if other == Limit() else box.having(d, other) for other in wider)
