"""How outcomes go with each dimension: means at its levels, and the difference between its ends.

Points share luck and drawn numbers replicate by replicate, so the replicates are what varies by chance: means and
differences are taken within each, and the interval is that of their mean. Sums are gathered as worlds come in, in
memory that does not grow with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim.analysis.statistics import mean_interval
from sim.sweep.dimension import Floats
from sim.sweep.levels import Levels

BATCHES = 200
"""Groups of replicates at most, each treated as one."""

Row = dict[str, Any]


@dataclass
class Responses:
    """Sums over the worlds of one scenario.

    Attributes:
        levels: of each dimension.
        replicates: worlds at a point; names: of the columns measured, K of them, each an outcome and a scope.
    """

    levels: Sequence[Levels]
    replicates: int
    names: Sequence[tuple[str, str]]
    _sums: list[Floats] = field(init=False)
    _counts: list[Floats] = field(init=False)
    _first: Floats = field(init=False)
    _second: Floats = field(init=False)
    _worlds: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        batches, kinds = min(self.replicates, BATCHES), len(self.names)
        self._sums = [np.zeros((len(one), batches, kinds)) for one in self.levels]
        self._counts = [np.zeros((len(one), batches)) for one in self.levels]
        self._first, self._second = np.zeros(kinds), np.zeros(kinds)

    def add(self, first: int, values: Floats) -> None:
        """Take in the worlds of some points.

        Args:
            first: number of the first point.
            values: shape (points, R, K); not a number in worlds that failed.
        """
        sound = ~np.isnan(values[:, :, 0])
        filled = np.where(sound[:, :, None], values, 0.0)
        self._worlds += int(sound.sum())
        self._first += filled.sum(axis=(0, 1))
        self._second += (filled * filled).sum(axis=(0, 1))
        sums, counts = _in_batches(filled), _in_batches(sound[:, :, None].astype(np.float64))[:, :, 0]
        for d, one in enumerate(self.levels):
            own = one.of[first : first + len(values)]
            for level in np.unique(own[own >= 0]):
                here = own == level
                self._sums[d][level] += sums[here].sum(axis=0)
                self._counts[d][level] += counts[here].sum(axis=0)

    def means(self, d: int) -> Floats:
        """Means of the batches at the levels of a dimension, shape (L, B, K); not a number where no world is."""
        with np.errstate(invalid="ignore"):
            return np.asarray(self._sums[d] / self._counts[d][:, :, None])

    @property
    def spread(self) -> Floats:
        """Standard deviation over all worlds, shape (K,)."""
        if not self._worlds:
            return np.full(len(self.names), np.nan)
        mean = self._first / self._worlds
        return np.asarray(np.sqrt(np.maximum(self._second / self._worlds - mean * mean, 0.0)))

    def rows(self, scenario: str) -> list[Row]:
        """The rows of the table `responses`."""
        found = []
        for d, one in enumerate(self.levels):
            places = np.bincount(one.of[one.of >= 0], minlength=len(one))
            mean, low, high = _interval(self.means(d))
            for level in range(len(one)):
                head = {"scenario": scenario, "number": d + 1, "level": level + 1, "value": one.words[level]}
                head |= {name: float(getattr(one, name)[level]) for name in ("begin", "end", "middle")}
                head["points"] = int(places[level])
                for k, (outcome, scope) in enumerate(self.names):
                    told = {"mean": mean[level, k], "ci_low": low[level, k], "ci_high": high[level, k]}
                    found.append({**head, "outcome": outcome, "scope": scope, **told})
        return found

    def effects(self, scenario: str) -> list[Row]:
        """The rows of the table `effects`."""
        found, spread = [], self.spread
        for d, one in enumerate(self.levels):
            if len(one) < 2:
                continue
            means = self.means(d)
            for k, (outcome, scope) in enumerate(self.names):
                low, high = one.outer if one.ordered else _farthest(means[:, :, k])
                start, goal = (self._pooled(d, part, k) for part in (low, high))
                difference, ci_low, ci_high = (float(x) for x in mean_interval(_known(goal - start)))
                found.append(
                    {
                        "scenario": scenario,
                        "number": d + 1,
                        "outcome": outcome,
                        "scope": scope,
                        "from": _told(one, low),
                        "to": _told(one, high),
                        "mean_from": float(_known(start).mean()) if len(_known(start)) else np.nan,
                        "mean_to": float(_known(goal).mean()) if len(_known(goal)) else np.nan,
                        "difference": difference,
                        "ci_low": ci_low,
                        "ci_high": ci_high,
                        "spread": float(spread[k]),
                    }
                )
        return found

    def _pooled(self, d: int, part: slice, k: int) -> Floats:
        """Means of the batches over some levels together, shape (B,)."""
        with np.errstate(invalid="ignore"):
            return np.asarray(self._sums[d][part, :, k].sum(axis=0) / self._counts[d][part].sum(axis=0))


def _in_batches(values: Floats) -> Floats:
    """Sums over the replicates of each batch, shape (points, R, ...) to (points, B, ...)."""
    several = values.shape[1]
    if several <= BATCHES:
        return values
    found = np.zeros((len(values), BATCHES, *values.shape[2:]))
    for first in range(0, several, BATCHES):
        part = values[:, first : first + BATCHES]
        found[:, : part.shape[1]] += part
    return found


def _interval(means: Floats) -> tuple[Floats, Floats, Floats]:
    """Mean and interval over batches, shape (L, B, K) to (L, K), of the batches that have worlds at every level."""
    whole = ~np.isnan(means).any(axis=(0, 2))
    return mean_interval(np.moveaxis(means[:, whole], 1, -1))


def _known(values: Floats) -> Floats:
    return values[~np.isnan(values)]


def _farthest(means: Floats) -> tuple[slice, slice]:
    """The first level, and the one whose mean differs most from it; means of shape (L, B)."""
    level = np.array([_known(own).mean() if len(_known(own)) else np.nan for own in means])
    gaps = np.abs(level - level[0])
    far = 1 if np.isnan(gaps[1:]).all() else 1 + int(np.nanargmax(gaps[1:]))
    return slice(0, 1), slice(far, far + 1)


def _told(one: Levels, part: slice) -> str:
    """Levels in words: a word, a value, or from one value to another."""
    places = range(len(one))[part]
    if not one.ordered:
        return one.words[places[0]]
    begin, end = one.begin[places[0]], one.end[places[-1]]
    return f"{begin:.4g}" if begin == end else f"{begin:.4g} to {end:.4g}"
