"""Where a condition begins or ceases to hold as one number grows, and how surely that is known.

The response is measured at evenly spaced values first, for nothing says that it rises or falls throughout; then every
place between two of them where the answer changes is narrowed down by halving. Of finitely many worlds a share is a
staircase, on which halving is as fast as any other search and cannot be led astray.

The interval of a threshold holds the values, around it, at which the interval of the share or mean holds the number it
is compared with: the pointwise interval inverted (as Fieller did for ratios). It covers the value at which the
condition tips among ever more worlds as surely as the interval of the share covers the share. It needs no resampling,
so that the same worlds give the same interval; it may be lopsided; where it reaches the end of the range, the worlds
set no limit there. Its ends are narrowed down by halving too, from outside.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol, TypeVar

import numpy as np

HALVINGS = 5
"""How often a place between two values of the grid is halved; between whole numbers until no other is left."""

_WORD = 64  # more often than any range of whole numbers can be halved


class Point(Protocol):
    """A value, and what is known there.

    Attributes:
        value: of the number varied.
        holds: whether the condition holds of the worlds.
        decided: whether the interval leaves out the number that they are compared with.
    """

    @property
    def value(self) -> float:
        """Of the number varied."""

    @property
    def holds(self) -> bool:
        """Whether the condition holds."""

    @property
    def decided(self) -> bool:
        """Whether that is beyond doubt."""


Seen = TypeVar("Seen", bound=Point)


@dataclass(frozen=True)
class Crossing:
    """A threshold.

    Attributes:
        value: the last one, from the side where the condition holds, at which it was seen to hold.
        rises: whether it holds above; else below.
        low, high: interval of the threshold.
        low_open, high_open: whether the interval reaches the end of the range.
    """

    value: float
    rises: bool
    low: float
    high: float
    low_open: bool
    high_open: bool


def grid(low: float, high: float, count: int, *, whole: bool = False) -> list[float]:
    """Evenly spaced values from one end of a range to the other, both among them; of whole numbers, whole ones."""
    values = np.linspace(low, high, count)
    return sorted({float(value) for value in (np.rint(values) if whole else values)})


def crossings(
    measure: Callable[[float], Seen], values: Sequence[float], *, whole: bool = False, halvings: int = HALVINGS
) -> tuple[tuple[Seen, ...], tuple[Crossing, ...]]:
    """Find all thresholds that a grid shows; of two between the same neighbours none is seen.

    Args:
        measure: what is known at a value.
        values: of the grid, rising.
        whole: only whole numbers are possible.
        halvings: how often a place is halved.

    Returns:
        Every point measured, rising, and the thresholds, rising.
    """
    seen = {value: measure(value) for value in values}

    def look(value: float) -> Seen:
        if value not in seen:
            seen[value] = measure(value)
        return seen[value]

    def narrow(inner: float, outer: float, like: Callable[[Seen], bool]) -> tuple[float, float]:
        """Bring two values, of which only the first is alike, closer together."""
        for _ in range(_WORD if whole else halvings):
            middle = (inner + outer) / 2.0
            middle = float(np.floor(middle)) if whole else middle
            if middle in (inner, outer):
                break
            inner, outer = (middle, outer) if like(look(middle)) else (inner, middle)
        return inner, outer

    def reach(start: float, *, up: bool) -> tuple[float, bool]:
        """From a threshold's neighbour to the first value where the worlds decide, and whether there is none."""
        order = sorted(seen, reverse=not up)
        order = [value for value in order if (value >= start if up else value <= start)]
        for before, value in pairwise([order[0], *order]):
            if seen[value].decided:
                end = value if value == before else narrow(before, value, lambda point: not point.decided)[1]
                return end, False
        return order[-1], True

    found = []
    for first, second in pairwise(values):
        rises = seen[second].holds
        if seen[first].holds == rises:
            continue
        if rises:
            value, other = narrow(second, first, lambda point: point.holds)
        else:
            value, other = narrow(first, second, lambda point: point.holds)
        found.append((value, rises, min(value, other), max(value, other)))
    made = []
    for value, rises, below, above in found:
        low, low_open = reach(below, up=False)
        high, high_open = reach(above, up=True)
        made.append(Crossing(value, rises, low, high, low_open, high_open))
    return tuple(seen[value] for value in sorted(seen)), tuple(made)


def spans(points: Sequence[Point], found: Sequence[Crossing]) -> list[tuple[float | None, float | None]]:
    """Spans of the range in which the condition holds; None for an end of the range."""
    made: list[tuple[float | None, float | None]] = []
    start: float | None = None
    open_ = points[0].holds
    for one in found:
        if one.rises:
            start, open_ = one.value, True
        elif open_:
            made.append((start, one.value))
            start, open_ = None, False
    return [*made, (start, None)] if open_ else made
