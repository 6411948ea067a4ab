"""PAWN: how far the distribution of an outcome moves when one input is held in a slice of its values.

Pianosi and Wagener (2018), Distribution-based sensitivity analysis from a generic input-output sample, Environmental
Modelling & Software 108: for each slice of an input the Kolmogorov-Smirnov distance between the outcome there and
everywhere; the index is the median, or the maximum, over slices. SALib's has slices that are open above, which leaves
out the largest value of an input that has few, as levels and words have; here each such value is a slice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.statistics import LEVEL, Array

SLICES, FEWEST = 10, 50
"""Slices of an input that has more values than that, and points in a slice below which there are fewer slices."""

STEPS = 200
"""Quantiles of the outcome at which distributions are compared, at most."""

RESAMPLES = 100
"""Bootstraps, and permutations that stand for inputs without any effect."""

Indices = NDArray[np.int64]


class Distances(NamedTuple):
    """Median and maximum over slices, shape (D,) each."""

    median: Array
    maximum: Array


class Dummy(NamedTuple):
    """Inputs without effect.

    Attributes:
        usual: mean median and maximum.
        most: what they stay below, for all inputs at once, in nineteen samples of twenty.
    """

    usual: Distances
    most: Distances


@dataclass(frozen=True)
class Sliced:
    """A sample cut into slices.

    Attributes:
        slices: slice of each point along each input, shape (N, D).
        steps: step of the outcome at each point, shape (N,).
    """

    slices: Indices
    steps: Indices

    @classmethod
    def of(cls, inputs: Array, values: Array) -> Sliced:
        """Cut.

        Args:
            inputs: shape (N, D); not a number is a value like others.
            values: of the outcome, shape (N,).
        """
        slices = np.stack([_slices(column) for column in inputs.T], axis=1)
        different = np.unique(values)
        if len(different) > STEPS:
            different = np.unique(np.quantile(values, np.arange(1, STEPS + 1) / STEPS, method="inverted_cdf"))
        return cls(slices, np.searchsorted(different, values, side="left"))

    def distances(self, slices: Indices | None = None, steps: Indices | None = None) -> Distances:
        """The indices, of these points or of others drawn from them."""
        along = self.slices if slices is None else slices
        reached = self.steps if steps is None else steps
        several, wide = along.shape[1], int(self.slices.max()) + 1
        tall = int(self.steps.max()) + 1
        cells = (np.arange(several) * wide + along) * tall + reached[:, None]
        counts = np.bincount(cells.ravel(), minlength=several * wide * tall).reshape(several, wide, tall)
        inside = counts.cumsum(axis=2, dtype=np.float64)
        sizes = inside[:, :, -1]
        whole = np.bincount(reached, minlength=tall).cumsum() / len(reached)
        with np.errstate(invalid="ignore"):
            apart = np.abs(inside / sizes[:, :, None] - whole).max(axis=2)
        apart[sizes == 0] = np.nan
        return Distances(np.nanmedian(apart, axis=1), np.nanmax(apart, axis=1))

    def errors(self, rng: np.random.Generator) -> Distances:
        """Standard errors, by bootstrap over points."""
        several = len(self.steps)
        found = []
        for _ in range(RESAMPLES):
            drawn = rng.integers(several, size=several)
            found.append(self.distances(self.slices[drawn], self.steps[drawn]))
        return Distances(*(np.std(part, axis=0, ddof=1) for part in zip(*found, strict=True)))

    def dummy(self, rng: np.random.Generator) -> Dummy:
        """Distances of inputs without effect: the outcome is shuffled over the points, so that no input has any."""
        found = np.array([self.distances(steps=rng.permutation(self.steps)) for _ in range(RESAMPLES)])
        usual = found.mean(axis=0)  # an input with few values is nearer to nothing than one with many
        above = np.quantile((found - usual).max(axis=2), (1 + LEVEL) / 2, axis=0)
        return Dummy(Distances(*usual), Distances(*(usual + above[:, None])))


def _slices(column: Array) -> Indices:
    """Slice of each value: itself where there are few, else of nearly equal numbers of points."""
    known = ~np.isnan(column)
    different = np.unique(column[known])
    place = np.full(len(column), len(different) if len(different) <= SLICES else SLICES, dtype=np.int64)
    if len(different) <= SLICES:
        place[known] = np.searchsorted(different, column[known])
        return place
    several = min(SLICES, max(2, int(known.sum()) // FEWEST))
    edges = np.unique(np.quantile(column[known], np.arange(1, several) / several))
    place[known] = np.searchsorted(edges, column[known], side="right")
    return place
