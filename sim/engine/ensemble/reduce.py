"""Streamed reductions: what any number of worlds say together, in memory that does not grow with them.

Sums are kept as whole numbers of a small unit, so that they do not depend on the order in which worlds arrive: any
number of threads and any chunking gives the same bits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.engine.ensemble.native import Compiled
from sim.engine.ensemble.store import WIDTH, at, nought, put
from sim.law.arithmetic import ROUNDER, clip, where

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

BINS = 256
FINE, COARSE = 2.0**30, 2.0**16  # units that the scale of a row is cut into, for its sum and for its sum of squares
ROOM = 8.0  # times its scale that a value may be before it is held back


def nearest(x: Any) -> Any:
    """The nearest whole number, for |x| below 2**51."""
    return (x + ROUNDER) - ROUNDER


@dataclass(frozen=True)
class Grid:
    """How the rows of an output are measured; every field has shape (rows,).

    Attributes:
        scale: size of a value, found in a pilot.
        low, high: ends of the histogram; what lies beyond falls into the first and last bin.
        whole: rows of whole numbers from 0 on (indices, flags, counts), which have a bin for each.
    """

    scale: Floats
    low: Floats
    high: Floats
    whole: NDArray[np.bool_]

    @classmethod
    def of(cls, pilot: Floats) -> Grid:
        """From some worlds, shape (worlds, rows): the range seen, with half of it again on either side."""
        low, high = pilot.min(axis=0), pilot.max(axis=0)
        size = np.maximum(np.abs(low), np.abs(high))
        margin = (high - low) / 2
        scale = np.exp2(np.ceil(np.log2(np.where(size > 0.0, size, 1.0))))  # a power of two: exact to divide by
        same = high == low
        low, high = low - np.where(same, scale / 2, margin), high + np.where(same, scale / 2, margin)
        whole = (pilot == np.rint(pilot)).all(axis=0) & (pilot >= 0.0).all(axis=0) & (pilot < BINS).all(axis=0)
        return cls(scale, np.where(whole, 0.0, low), np.where(whole, BINS, high), whole)


@dataclass
class Sums:
    """Accumulators of rows; worlds are added and sums merged in any order with the same result."""

    grid: Grid
    worlds: int
    total: Counts
    squares: Counts
    smallest: Floats
    largest: Floats
    histogram: Counts

    @classmethod
    def empty(cls, grid: Grid) -> Sums:
        """No world yet."""
        rows = len(grid.scale)
        zeros = np.zeros(rows, np.int64)
        return cls(
            grid,
            0,
            zeros,
            zeros.copy(),
            np.full(rows, np.inf),
            np.full(rows, -np.inf),
            np.zeros((rows, BINS), np.int64),
        )

    def add(self, out: Floats, failed: Floats) -> None:
        """Add the worlds of an output, shape (blocks, rows, lanes), that have not failed, shape (blocks, lanes)."""
        good = np.ascontiguousarray(failed == 0.0, dtype=np.float64)
        self.worlds += int(good.sum())
        _add(
            np.ascontiguousarray(out).reshape(-1, WIDTH), good, self.grid.scale, self.grid.low, self.grid.high,
            self.total, self.squares, self.smallest, self.largest, self.histogram, np.zeros((4, WIDTH)),
        )  # fmt: skip

    def merge(self, other: Sums) -> None:
        """Take in what another one has counted."""
        self.worlds += other.worlds
        self.total += other.total
        self.squares += other.squares
        self.histogram += other.histogram
        np.minimum(self.smallest, other.smallest, out=self.smallest)
        np.maximum(self.largest, other.largest, out=self.largest)

    @property
    def mean(self) -> Floats:
        """Mean over worlds, shape (rows,), to a part in 2^30 of the row's scale."""
        return np.asarray(self.total / FINE * self.grid.scale / max(self.worlds, 1))

    @property
    def sd(self) -> Floats:
        """Standard deviation over worlds, shape (rows,), to about a part in 2^16 of the row's scale."""
        mean = self.mean
        square = self.squares / COARSE**2 * self.grid.scale**2 / max(self.worlds, 1)
        return np.asarray(np.sqrt(np.maximum(square - mean * mean, 0.0)))

    def quantile(self, q: float) -> Floats:
        """Quantile over worlds, shape (rows,), by linear interpolation inside a bin, exact for whole numbers."""
        below = np.cumsum(self.histogram, axis=1)
        wanted = q * self.worlds
        k = np.minimum((below < wanted).sum(axis=1), BINS - 1)
        rows = np.arange(len(k))
        inside = self.histogram[rows, k]
        part = (wanted - (below[rows, k] - inside)) / np.maximum(inside, 1)
        width = (self.grid.high - self.grid.low) / BINS
        value = self.grid.low + (k + np.clip(part, 0.0, 1.0)) * width
        return np.asarray(np.clip(np.where(self.grid.whole, k, value), self.smallest, self.largest))

    def shares(self, rows: NDArray[np.intp], count: int) -> Floats:
        """Share of worlds in which rows of whole numbers are 0, 1 .. count - 1; shape (len(rows), count)."""
        return np.asarray(self.histogram[rows, :count] / max(self.worlds, 1))


@Compiled
def _add(
    out: Any, good: Any, scale: Any, low: Any, high: Any, total: Any, squares: Any, smallest: Any, largest: Any,
    histogram: Any, scratch: Any,
) -> None:  # fmt: skip
    blocks, rows = good.shape[0], scale.shape[0]
    for k in range(rows):
        inverse, bottom = 1.0 / scale[k], low[k]  # exact: scales are powers of two
        bins, last = BINS / (high[k] - bottom), BINS - 1.0
        first, second = nought(out), nought(out)
        least, most = nought(out) + smallest[k], nought(out) + largest[k]
        for b in range(blocks):
            x, counts = at(out, b * rows + k) + 0.0, at(good, b)  # no -0: which of two zeros is smaller is not told
            share = clip(x * inverse, -ROOM, ROOM)
            coarse = nearest(share * COARSE)
            first = first + where(counts > 0.0, nearest(share * FINE), 0.0)  # whole numbers: sums are exact
            second = second + where(counts > 0.0, coarse * coarse, 0.0)
            least = where(counts > 0.0, min(least, x), least)
            most = where(counts > 0.0, max(most, x), most)
            put(scratch, 0, clip((x - bottom) * bins, 0.0, last))
            for lane in range(scratch.shape[1]):
                if good[b, lane] > 0.0:
                    histogram[k, np.int64(scratch[0, lane])] += 1
        put(scratch, 0, first)
        put(scratch, 1, second)
        put(scratch, 2, least)
        put(scratch, 3, most)
        for lane in range(scratch.shape[1]):
            total[k] += np.int64(scratch[0, lane])
            squares[k] += np.int64(scratch[1, lane])
            smallest[k] = min(smallest[k], scratch[2, lane])
            largest[k] = max(largest[k], scratch[3, lane])
