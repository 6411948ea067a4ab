"""The levels of a dimension over the points of a design: its values, or bins of them where there are many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.results.wording import MINUS
from sim.sweep.dimension import Column, Dimension, Floats
from sim.sweep.plan import Plan, Points

DISTINCT = 12
"""So many different values are levels each; more are put into bins."""

BINS = 9
"""Bins at most, of about equally many points: three in each third."""


@dataclass(frozen=True)
class Levels:
    """Levels of one dimension, L of them.

    Attributes:
        of: level of each point, -1 for points at which another dimension moves; shape (P,).
        words: of each level; empty texts where levels are numbers.
        begin, end, middle: smallest, largest and mean value of each level, shape (L,).
        binned: whether values are put together.
    """

    of: NDArray[np.int64]
    words: Sequence[str]
    begin: Floats
    end: Floats
    middle: Floats
    binned: bool = False

    def __len__(self) -> int:
        return len(self.words)

    @property
    def ordered(self) -> bool:
        """Whether levels are numbers, from low to high."""
        return not any(self.words)

    @property
    def outer(self) -> tuple[slice, slice]:
        """The levels that are low and those that are high: the ends, or the outer thirds of bins."""
        third = max(1, len(self) // 3) if self.binned else 1
        return slice(0, third), slice(len(self) - third, len(self))


KEEPS = "as in the scenario"


def levels(plan: Plan, points: Points) -> list[Levels]:
    """The levels of every dimension."""
    found = []
    alone = plan.design.type == "one_at_a_time"
    for d, (dimension, column) in enumerate(zip(plan.dimensions, points.columns, strict=True)):
        used = _undisturbed(points, d) if alone else np.ones(len(points), dtype=bool)
        found.append(_worded(dimension, column, used) if _has_words(column) else _numbered(column, used, alone=alone))
    return found


def _undisturbed(points: Points, d: int) -> NDArray[np.bool_]:
    """Points at which all other dimensions are where they are at the first."""
    still = np.ones(len(points), dtype=bool)
    for other, column in enumerate(points.columns):
        if other != d:
            first = column[0]
            same = column == first if column.dtype == object or first == first else np.isnan(column)
            still &= same
    return still


def _has_words(column: Column) -> bool:
    return column.dtype == object or bool(np.isnan(column).any())


def _worded(dimension: Dimension, column: Column, used: NDArray[np.bool_]) -> Levels:
    """A level for each word, in the order in which they are listed; first what the scenario keeps."""
    told = [_told(cell) for cell in column]
    listed = [KEEPS, *(_told(cell) for cell in dimension.column(dimension.values))]
    numbers = {_told(cell): float(cell) for cell in column if isinstance(cell, float)}
    place = {one: (k, 0.0) for k, one in reversed(list(enumerate(listed)))}
    words = sorted(set(told), key=lambda one: place.get(one, (len(listed), numbers.get(one, 0.0))))
    of = np.array([words.index(one) for one in told], dtype=np.int64)
    of[~used] = -1
    nothing = np.full(len(words), np.nan)
    return Levels(of, words, nothing, nothing, nothing)


def _told(cell: float | str | None) -> str:
    """A cell as a word: numbers without what is lost when they are halved and added, such as 0.39999999999999997."""
    if cell is None or cell != cell:
        return KEEPS
    return cell if isinstance(cell, str) else f"{cell:.12g}".replace("-", MINUS)


def _numbered(column: Column, used: NDArray[np.bool_], *, alone: bool) -> Levels:
    """A level for each value; bins of values where there are many, but for one at a time, told from end to end."""
    values, place, many = np.unique(column[used], return_inverse=True, return_counts=True)
    of = np.full(len(column), -1, dtype=np.int64)
    if alone or len(values) <= DISTINCT:
        of[used] = place
        return Levels(of, [""] * len(values), values, values, values)
    middle = np.cumsum(many) - (many + 1) / 2  # mean rank of each value: equal ones stay together
    bins = np.unique((middle * BINS // many.sum()).astype(np.int64), return_inverse=True)[1]
    of[used] = bins[place]
    parts = [column[of == k] for k in range(bins.max() + 1)]
    begin, end, middle = (np.array([getattr(part, what)() for part in parts]) for what in ("min", "max", "mean"))
    return Levels(of, [""] * len(parts), begin, end, middle, binned=True)
