"""Parameters drawn from their ranges: the inverse distribution at a keyed uniform."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.draws.philox import uniforms
from sim.draws.streams import RANGES, identity

Floats = NDArray[np.float64]


def triangular(u: Floats, low: Floats, mode: Floats, high: Floats) -> Floats:
    """Inverse of the triangular distribution function; where low == high the value itself.

    Args:
        u: uniforms in (0, 1), shape (K,).
        low: lower ends, shape (K,).
        mode: likeliest values, low <= mode <= high.
        high: upper ends.
    """
    width = np.where(high > low, high - low, 1.0)
    turn = (mode - low) / width
    rising = low + np.sqrt(u * width * (mode - low))
    falling = high - np.sqrt((1.0 - u) * width * (high - mode))
    return np.where(high > low, np.where(u < turn, rising, falling), mode)


def draw(
    seed: int, replicate: int, names: Sequence[str], low: Floats, mode: Floats, high: Floats, even: NDArray[np.bool_]
) -> Floats:
    """One row of parameters, each from its own range and its own key.

    Args:
        seed: seed of the study.
        replicate: id of the world; the same id gives the same row in every scenario.
        names: K full names, such as `countries.JPN.hub_trust`.
        low: lower ends of the ranges, shape (K,).
        mode: likeliest values.
        high: upper ends.
        even: draw uniformly between low and high instead of triangularly.
    """
    who = np.array([identity(name) for name in names], dtype=np.uint64)
    u = uniforms((seed, RANGES), (replicate, 0, who, 0))[:, 0]
    return np.where(even, low + u * (high - low), triangular(u, low, mode, high))
