"""How outcomes go with each dimension: means at its levels, and the difference between its ends.

Two things are left to chance. Points share luck and drawn numbers replicate by replicate, so a mean varies as
replicates do; and where points are samples it varies as these do. The interval of a mean is Student's, from the sum of
both variances, each that of a mean over groups. Sums are gathered as worlds come in, in memory that does not grow with
them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from sim.analysis.statistics import LEVEL, student_quantile
from sim.results.wording import MINUS
from sim.sweep.dimension import Floats
from sim.sweep.levels import Levels

BATCHES, GROUPS = 200, 50
"""Groups of replicates, and of points sampled together, at most."""

Row = dict[str, Any]


class Sums(NamedTuple):
    """Sums at the levels of a dimension, by groups of worlds: shape (L, G, K), and how many worlds, (L, G)."""

    total: Floats
    worlds: Floats

    @classmethod
    def empty(cls, levels: int, groups: int, kinds: int) -> Sums:
        """No world yet."""
        return cls(np.zeros((levels, groups, kinds)), np.zeros((levels, groups)))

    def mean(self, part: slice) -> Floats:
        """Means over some levels together, by group; shape (G, K), not a number where a group has no world."""
        with np.errstate(invalid="ignore"):
            return np.asarray(self.total[part].sum(axis=0) / self.worlds[part].sum(axis=0)[:, None])


@dataclass
class Responses:
    """Sums over the worlds of one scenario.

    Attributes:
        levels: of each dimension.
        replicates: worlds at a point; names: of the columns measured, K of them, each an outcome and a scope.
        sampled: points in turn that were sampled together; None where points are no samples.
        bounds: the least and the most that each column can be; no interval reaches beyond.
    """

    levels: Sequence[Levels]
    replicates: int
    names: Sequence[tuple[str, str]]
    sampled: int | None
    bounds: Sequence[tuple[float, float]]
    _batches: list[Sums] = field(init=False)
    _groups: list[Sums] = field(init=False)
    _first: Floats = field(init=False)
    _second: Floats = field(init=False)
    _worlds: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        batches, kinds = min(self.replicates, BATCHES), len(self.names)
        self._batches = [Sums.empty(len(one), batches, kinds) for one in self.levels]
        self._groups = [Sums.empty(len(one), GROUPS, kinds) for one in self.levels]
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
        whole, many = sums.sum(axis=1), counts.sum(axis=1)
        group = np.arange(first, first + len(values)) // (self.sampled or 1) % GROUPS
        for d, one in enumerate(self.levels):
            own = one.of[first : first + len(values)]
            for level in np.unique(own[own >= 0]):
                here = own == level
                self._batches[d].total[level] += sums[here].sum(axis=0)
                self._batches[d].worlds[level] += counts[here].sum(axis=0)
                if self.sampled is not None:
                    np.add.at(self._groups[d].total[level], group[here], whole[here])
                    np.add.at(self._groups[d].worlds[level], group[here], many[here])

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
            for level in range(len(one)):
                head = {"scenario": scenario, "number": d + 1, "level": level + 1, "value": one.words[level]}
                head |= {name: float(getattr(one, name)[level]) for name in ("begin", "end", "middle")}
                head["points"] = int(places[level])
                mean, half = self._level(d, level)
                for k, (outcome, scope) in enumerate(self.names):
                    ends = np.clip((mean[k] - half[k], mean[k] + half[k]), *self.bounds[k])
                    told = {"mean": mean[k], "ci_low": float(ends[0]), "ci_high": float(ends[1])}
                    found.append({**head, "outcome": outcome, "scope": scope, **told})
        return found

    def effects(self, scenario: str) -> list[Row]:
        """The rows of the table `effects`."""
        found, spread = [], self.spread
        for d, one in enumerate(self.levels):
            if len(one) < 2:
                continue
            batches, groups = self._batches[d], self._groups[d]
            gaps = 1 if one.ordered else len(one) - 1  # the largest of so many, by chance too
            sure = [1 - (1 - LEVEL) / several for several in (gaps, gaps * len(self.levels))]
            for k, (outcome, scope) in enumerate(self.names):
                low, high = one.outer if one.ordered else self._farthest(d, k)
                start, goal = batches.mean(low)[:, [k]], batches.mean(high)[:, [k]]
                chances = [_variance(goal - start)]
                if self.sampled is not None:
                    chances.append(_between(groups.mean(low)[:, [k]], groups.mean(high)[:, [k]]))
                difference = float(_over(goal - start)[0])
                half, wide = (float(_half(chances, level)[0]) for level in sure)
                told = {"from": _told(one, low), "to": _told(one, high), "spread": float(spread[k])}
                told |= {"mean_from": float(_over(start)[0]), "mean_to": float(_over(goal)[0])}
                widest = self.bounds[k][1] - self.bounds[k][0]
                ends = np.clip((difference - half, difference + half), -widest, widest)
                told |= {"difference": difference, "ci_low": float(ends[0]), "ci_high": float(ends[1])}
                clear = bool(abs(difference) > wide)
                head = {"scenario": scenario, "number": d + 1, "outcome": outcome, "scope": scope}
                found.append({**head, **told, "clear": clear})
        return found

    def _level(self, d: int, level: int) -> tuple[Floats, Floats]:
        """Mean at a level of a dimension, and half its interval; shape (K,)."""
        part = slice(level, level + 1)
        batches = self._batches[d].mean(part)
        found = [_variance(batches)]
        if self.sampled is not None:
            found.append(_variance(self._groups[d].mean(part)))
        return _over(batches), _half(found, LEVEL)

    def _farthest(self, d: int, k: int) -> tuple[slice, slice]:
        """The first level of a dimension, and the one whose mean differs most from it."""
        several = range(len(self.levels[d]))
        means = np.array([_over(self._batches[d].mean(slice(one, one + 1)))[k] for one in several])
        gaps = np.abs(means - means[0])[1:]
        far = 1 if np.isnan(gaps).all() else 1 + int(np.nanargmax(gaps))
        return slice(0, 1), slice(far, far + 1)


class Chance(NamedTuple):
    """Variance of a mean, shape (K,), with its degrees of freedom."""

    variance: Floats
    freedom: int


def _variance(means: Floats) -> Chance:
    """Of the mean over groups, shape (G, K); not a number with fewer than two."""
    known = means[~np.isnan(means).any(axis=1)]
    if len(known) < 2:
        return Chance(np.full(means.shape[1], np.nan), 1)
    return Chance(known.var(axis=0, ddof=1) / len(known), len(known) - 1)


def _between(low: Floats, high: Floats) -> Chance:
    """Of the difference of two means over groups: within groups where most have both, else of either by itself."""
    both = int((~np.isnan(high - low).any(axis=1)).sum())
    either = [int((~np.isnan(part).any(axis=1)).sum()) for part in (low, high)]
    if 2 * both >= max(either):
        return _variance(high - low)
    first, second = _variance(low), _variance(high)
    return Chance(first.variance + second.variance, min(first.freedom, second.freedom))


def _half(chances: Sequence[Chance], level: float) -> Floats:
    """Half an interval, from what is left to chance."""
    variance = np.sum([one.variance for one in chances], axis=0)
    return np.asarray(student_quantile((1 + level) / 2, min(one.freedom for one in chances)) * np.sqrt(variance))


def _over(means: Floats) -> Floats:
    """Mean over those groups that have one, shape (G, K) to (K,)."""
    known = means[~np.isnan(means).any(axis=1)]
    return known.mean(axis=0) if len(known) else np.full(means.shape[1], np.nan)


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


def _told(one: Levels, part: slice) -> str:
    """Levels in words: a word, a value, or from one value to another."""
    places = range(len(one))[part]
    if not one.ordered:
        return one.words[places[0]]
    begin, end = one.begin[places[0]], one.end[places[-1]]
    return _said(begin) if begin == end else f"{_said(begin)} to {_said(end)}"


def _said(value: float) -> str:
    return f"{value:.3g}".replace("-", MINUS)
