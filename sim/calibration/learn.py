"""What was seen makes of the draws: weights by agreement, samples, and what they say of every coefficient.

Draws come from the ranges, and each weighs as much as what was seen is probable under it (importance sampling with
simulated likelihoods, a form of approximate Bayesian computation). The largest weights are smoothed as a Pareto tail,
whose shape tells whether the weights can be trusted (Vehtari et al. 2024). The ten years that follow an origin count as
one observation of each country: the mean log probability of its postures over them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.calibration.sides import agreement
from sim.calibration.tried import Tried

Floats = NDArray[np.float64]
Ids = NDArray[np.int64]
TRUSTED = 0.7
"""Shape of the tail above which weights rest on too few draws (Vehtari et al. 2024)."""
SURVEYS = "surveys"


@dataclass(frozen=True)
class Weights:
    """How much each draw weighs.

    Attributes:
        shares: sum to 1, shape (S,).
        tail: shape of the Pareto tail, k; not a number where there is none.
    """

    shares: Floats
    tail: float

    @property
    def effective(self) -> float:
        """Draws of equal weight that would say as much (Kish 1965)."""
        return float(1.0 / np.sum(self.shares**2))

    def sample(self, count: int) -> Ids:
        """Ids of draws, each as often as it weighs: systematic resampling (Kitagawa 1996)."""
        places = (np.arange(count) + 0.5) / count
        return np.minimum(np.searchsorted(np.cumsum(self.shares), places), len(self.shares) - 1).astype(np.int64)


def even(draws: int) -> Weights:
    """The prior: every draw weighs the same."""
    return Weights(np.full(draws, 1.0 / draws), 0.0)


def postures(tried: Tried, year: int) -> Floats:
    """Log likelihood of what came after an origin, by draw and country; 0 where nothing is known; shape (S, N)."""
    known = tried.known[year]
    logs = np.where(known, np.log(tried.chances[year]), 0.0).sum(axis=1)
    return np.asarray(logs / np.maximum(known.sum(axis=0), 1))


def log_likelihood(
    tried: Tried, years: Collection[int] | None = None, *, surveys: bool = True, without: str | None = None
) -> Floats:
    """Log likelihood of the draws, shape (S,).

    Args:
        tried: what came of them.
        years: origins that count; by default all.
        surveys: whether those of ASEAN's elites count.
        without: a country that does not.
    """
    total = np.zeros(tried.draws)
    for year in tried.chances if years is None else years:
        kept = [code != without for code in tried.countries[year]]
        total += postures(tried, year)[:, kept].sum(axis=1)
    if surveys:
        kept = [code != without for code in tried.asked]
        total += agreement(tried.worths[:, kept], tried.shares[kept])
    return total


def weigh(likelihood: Floats) -> Weights:
    """Weights of draws from their log likelihoods, shape (S,)."""
    smoothed, tail = _smoothed(likelihood)
    weights = np.exp(smoothed - np.max(smoothed))
    return Weights(weights / weights.sum(), tail)


def _smoothed(likelihood: Floats) -> tuple[Floats, float]:
    """Log weights with a smooth tail, and its shape; as they are where they have none, as when many are alike."""
    from arviz_stats.base.array import array_stats

    try:
        with np.errstate(all="ignore"):
            smoothed, tail = array_stats.psislw(-likelihood)  # it takes what is to be divided by
    except ValueError:
        return likelihood, np.nan
    return (np.asarray(smoothed), float(tail)) if np.isfinite(smoothed).all() else (likelihood, np.nan)


@dataclass(frozen=True)
class Range:
    """A coefficient over draws: ends of the middle nine tenths, median, mean and standard deviation."""

    low: float
    median: float
    high: float
    mean: float
    sd: float


def ranged(values: Floats, weights: Weights) -> Range:
    """What weighted draws (S,) say of a coefficient."""
    order = np.argsort(values)
    reached = np.cumsum(weights.shares[order])
    low, median, high = (values[order][np.searchsorted(reached, q)] for q in (0.05, 0.5, 0.95))
    mean = float(weights.shares @ values)
    return Range(float(low), float(median), float(high), mean, float(np.sqrt(weights.shares @ (values - mean) ** 2)))


@dataclass(frozen=True)
class Lesson:
    """What was learnt about a coefficient.

    Attributes:
        prior, posterior: its draws before and after.
        moved: change of its mean in standard deviations of the prior, by kind of target, and by all of them.
    """

    prior: Range
    posterior: Range
    moved: Mapping[str, float]

    @property
    def shift(self) -> float:
        """Change of the mean in standard deviations of the prior."""
        return (self.posterior.mean - self.prior.mean) / self.prior.sd

    @property
    def width(self) -> float:
        """Width of the posterior's range as a share of the prior's."""
        return (self.posterior.high - self.posterior.low) / (self.prior.high - self.prior.low)

    @property
    def told(self) -> bool:
        """Whether the targets say something of it: its mean moves by a fifth of its spread, or its range shrinks."""
        return abs(self.shift) > SHIFTED or self.width < NARROWED


SHIFTED, NARROWED = 0.2, 0.85


def lessons(values: Mapping[str, Floats], posterior: Weights, parts: Mapping[str, Weights]) -> dict[str, Lesson]:
    """What was learnt about every coefficient.

    Args:
        values: of each, by draw, shape (S,).
        posterior: weights by all targets.
        parts: weights by one kind of target alone.
    """
    found = {}
    for name, column in values.items():
        prior = ranged(column, even(len(column)))
        moved = {kind: (float(w.shares @ column) - prior.mean) / prior.sd for kind, w in parts.items()}
        found[name] = Lesson(prior, ranged(column, posterior), moved)
    return found
