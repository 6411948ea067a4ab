"""Means, intervals and probabilities over worlds.

Worlds are independent draws, so the interval of a mean is Student's: mean plus or minus the 95 % quantile of t with
n - 1 degrees of freedom times sd / sqrt(n). It is symmetric and approximate where values are few or rare (wars); no
resampling is done, so the same tables always give the same interval.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

LEVEL = 0.90
"""Probability that an interval of a mean covers it."""

SPREAD = (0.05, 0.95)
"""Quantiles of the worlds shown as spread."""

_HALF = 0.5


def student_quantile(probability: float, freedom: int) -> float:
    """Quantile of Student's t.

    Exact for one degree of freedom; else the expansion of Abramowitz and Stegun 26.7.5, whose error at 0.95 is below
    0.01 from two degrees of freedom on.

    Args:
        probability: between 0 and 1.
        freedom: degrees of freedom, at least 1.

    Returns:
        The value below which t lies with that probability.
    """
    if freedom == 1:
        return math.tan(math.pi * (probability - _HALF))
    x = NormalDist().inv_cdf(probability)
    terms = (
        x,
        (x**3 + x) / 4,
        (5 * x**5 + 16 * x**3 + 3 * x) / 96,
        (3 * x**7 + 19 * x**5 + 17 * x**3 - 15 * x) / 384,
        (79 * x**9 + 776 * x**7 + 1482 * x**5 - 1920 * x**3 - 945 * x) / 92160,
    )
    return sum(term / float(freedom) ** power for power, term in enumerate(terms))


def mean_interval(values: Array, level: float = LEVEL) -> tuple[Array, Array, Array]:
    """Mean over worlds with its interval.

    Args:
        values: shape (..., worlds).
        level: probability that the interval covers the mean.

    Returns:
        Mean, lower and upper end, each of shape (...); the ends are not a number with fewer than two worlds.
    """
    worlds = values.shape[-1]
    if worlds == 0:
        nothing = np.full(values.shape[:-1], np.nan)
        return nothing, nothing.copy(), nothing.copy()
    mean = np.asarray(values.mean(axis=-1))
    if worlds == 1:
        unknown = np.full(mean.shape, np.nan)
        return mean, unknown, unknown.copy()
    half = student_quantile((1 + level) / 2, worlds - 1) * values.std(axis=-1, ddof=1) / math.sqrt(worlds)
    return mean, mean - half, mean + half


def shared_level(looked_at: int) -> float:
    """Level of each of several intervals so that all of them hold together with `LEVEL` at least (Bonferroni)."""
    return 1 - (1 - LEVEL) / max(looked_at, 1)


def difference_interval(a: Array, b: Array, level: float = LEVEL) -> tuple[Array, Array, Array]:
    """Mean of B less mean of A, two groups of different worlds, with its interval (Welch 1947).

    The degrees of freedom are those of the smaller group, which errs to the wide side.

    Args:
        a: shape (..., worlds).
        b: the same of other worlds, as many or not.
        level: probability that the interval covers the difference.

    Returns:
        Difference, lower and upper end, each of shape (...); the ends are not a number if a group has fewer than two.
    """
    fewest = min(a.shape[-1], b.shape[-1])
    gap = np.asarray(b.mean(axis=-1) - a.mean(axis=-1)) if fewest else np.full(a.shape[:-1], np.nan)
    if fewest < 2:
        return gap, np.full(gap.shape, np.nan), np.full(gap.shape, np.nan)
    variance = sum(group.var(axis=-1, ddof=1) / group.shape[-1] for group in (a, b))
    half = student_quantile((1 + level) / 2, fewest - 1) * np.sqrt(variance)
    return gap, gap - half, gap + half


def spread(values: Array) -> tuple[Array, Array]:
    """The 5 % and 95 % quantiles over worlds (linear interpolation); shape (..., worlds) to (...)."""
    if values.shape[-1] == 0:
        nothing = np.full(values.shape[:-1], np.nan)
        return nothing, nothing.copy()
    low, high = np.quantile(values, SPREAD, axis=-1)
    return np.asarray(low), np.asarray(high)


def probability_above(differences: Array) -> Array:
    """Share of worlds with a positive difference, ties counted as half; shape (..., worlds) to (...)."""
    if differences.shape[-1] == 0:
        return np.full(differences.shape[:-1], np.nan)
    return np.asarray(_HALF * (1 + np.sign(differences).mean(axis=-1)))


def share_interval(successes: Array, worlds: int) -> tuple[Array, Array]:
    """Wilson's 90 % interval of a probability.

    Args:
        successes: number of worlds in which the event came about, any shape.
        worlds: number of worlds.

    Returns:
        Lower and upper end.
    """
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    share = successes / worlds
    centre = (share + z**2 / (2 * worlds)) / (1 + z**2 / worlds)
    half = z / (1 + z**2 / worlds) * np.sqrt(share * (1 - share) / worlds + z**2 / (4 * worlds**2))
    return np.clip(centre - half, 0, 1), np.clip(centre + half, 0, 1)


@dataclass(frozen=True, slots=True)
class Paired:
    """The paired difference B less A of each series, over worlds; every field has shape (series,)."""

    difference: Array
    ci_low: Array
    ci_high: Array
    spread_low: Array
    spread_high: Array
    p_above: Array


def paired(a: Array, b: Array) -> Paired:
    """Compare series world by world.

    Args:
        a: shape (series, worlds).
        b: the same worlds of the other scenario.

    Returns:
        Mean difference with its interval, its spread over worlds, and the share of worlds in which B is higher.
    """
    differences = b - a
    mean, low, high = mean_interval(differences)
    spread_low, spread_high = spread(differences)
    return Paired(mean, low, high, spread_low, spread_high, probability_above(differences))
