"""Measures of agreement between what a model says and what was seen, country by country."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

HALF = 50.0  # per cent


class Agreement(NamedTuple):
    """How well shares in per cent agree over countries.

    Attributes:
        rank: Spearman's rank correlation, ties sharing their mean rank.
        error: mean absolute error, points; not a number where only an order is claimed.
        sides: countries whose majority is right; of how many.
    """

    rank: float
    error: float
    sides: int
    of: int


def rank_correlation(first: Sequence[float], second: Sequence[float]) -> float:
    """Spearman's rank correlation; 0 where one of them does not vary."""
    from scipy.stats import spearmanr

    if len(set(first)) < 2 or len(set(second)) < 2:
        return 0.0
    return float(spearmanr(first, second).statistic)


def agreement(said: Mapping[str, float], seen: Mapping[str, float]) -> Agreement:
    """Agreement of shares in per cent, over the countries seen."""
    codes = sorted(seen)
    a, b = [said[c] for c in codes], [seen[c] for c in codes]
    error = float(np.mean(np.abs(np.array(a) - np.array(b))))
    return Agreement(
        rank_correlation(a, b), error, sum((x > HALF) == (y > HALF) for x, y in zip(a, b, strict=True)), len(b)
    )


class Link(NamedTuple):
    """A straight line from an index to the logit of a share, fitted by least squares."""

    intercept: float
    slope: float

    def share(self, index: float) -> float:
        """Share in per cent."""
        return float(100.0 / (1.0 + np.exp(-(self.intercept + self.slope * index))))


def link(index: Mapping[str, float], *seen: Mapping[str, float]) -> Link:
    """The line from an index of countries to shares in per cent that were seen, once or several times."""
    x = [index[c] for shares in seen for c in sorted(shares)]
    shares = np.array([shares[c] for shares in seen for c in sorted(shares)]) / 100.0
    slope, intercept = np.polyfit(x, np.log(shares / (1.0 - shares)), 1)
    return Link(float(intercept), float(slope))
