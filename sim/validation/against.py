"""Measures of agreement between what a model says and what was seen, country by country."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
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


def rank_correlation(first: Sequence[float] | Floats, second: Sequence[float] | Floats) -> float:
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


def log_odds(shares: Floats) -> Floats:
    """Logits of shares in per cent."""
    from scipy.special import logit

    return np.asarray(logit(np.asarray(shares) / 100.0))


def share(logits: Floats | float) -> Floats:
    """Shares in per cent of logits: the inverse of `log_odds`."""
    from scipy.special import expit

    return np.asarray(100.0 * expit(logits))


def line(index: Floats, logits: Floats, least: float = -np.inf) -> tuple[Floats, Floats]:
    """Intercepts and slopes of the straight lines from indices to logits of shares, by least squares; shapes (...).

    Args:
        index: shape (..., n); one that does not vary has a slope of 0.
        logits: shape (n,).
        least: slopes are not below it.
    """
    x = index - index.mean(axis=-1, keepdims=True)
    size = (x**2).sum(axis=-1)
    best = np.divide(x @ (logits - logits.mean()), size, out=np.zeros_like(size), where=size > 0.0)
    slope = np.maximum(best, least)
    return np.asarray(logits.mean() - slope * index.mean(axis=-1)), np.asarray(slope)


class Link(NamedTuple):
    """A straight line from an index to the logit of a share."""

    intercept: float
    slope: float

    def share(self, index: float) -> float:
        """Share in per cent."""
        return float(share(self.intercept + self.slope * index))


def link(index: Mapping[str, float], *seen: Mapping[str, float]) -> Link:
    """The line from an index of countries to shares in per cent that were seen, once or several times."""
    x = np.array([index[c] for shares in seen for c in sorted(shares)])
    intercept, slope = line(x, log_odds(np.array([shares[c] for shares in seen for c in sorted(shares)])))
    return Link(float(intercept), float(slope))
