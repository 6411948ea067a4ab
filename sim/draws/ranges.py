"""Parameters drawn from their ranges: the inverse distribution at a keyed uniform."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.draws.philox import uniforms
from sim.draws.streams import RANGES, identity

Floats = NDArray[np.float64]


class Keys(NamedTuple):
    """What draws are keyed by: the seed of a study, and ids of worlds."""

    seed: int
    ids: NDArray[np.int64]


def root(x: Any) -> Any:
    """Square root; IEEE rounds it correctly everywhere."""
    return np.sqrt(x)


def triangular(u: Any, low: Any, mode: Any, high: Any) -> Any:
    """Inverse of the triangular distribution function; where low == high the value itself.

    Made of operators and `root` alone, so that compiled code calls it as it stands.

    Args:
        u: uniforms in (0, 1), shape (K,) or a number.
        low: lower ends, shape (K,).
        mode: likeliest values, low <= mode <= high.
        high: upper ends.
    """
    width = high - low + 1.0 * (high <= low)
    turn = (mode - low) / width
    rising = low + root(u * width * (mode - low))
    falling = high - root((1.0 - u) * width * (high - mode))
    return rising * (u < turn) + falling * (u >= turn)


def within(u: Any, low: Any, mode: Any, high: Any, even: Any) -> Any:
    """A value of a range at a uniform: evenly between the ends where `even` is 1, else triangular (0)."""
    return (low + u * (high - low)) * even + triangular(u, low, mode, high) * (1.0 - even)


def draw(
    keys: Keys,
    names: Sequence[str],
    low: Floats,
    mode: Floats,
    high: Floats,
    even: NDArray[np.bool_],
) -> Floats:
    """A row of parameters for each world, each from its own range and its own key.

    Args:
        keys: seed of the study, and ids of worlds, shape (worlds, 1); the same id gives the same row in every scenario.
        names: K full names, such as `countries.JPN.hub_trust`.
        low: lower ends of the ranges, shape (K,).
        mode: likeliest values.
        high: upper ends.
        even: draw uniformly between low and high instead of triangularly.
    """
    who = np.array([identity(name) for name in names], dtype=np.uint64)
    u = uniforms((keys.seed, RANGES), (keys.ids, 0, who, 0))[..., 0]
    return np.asarray(within(u, low, mode, high, even.astype(np.float64)))
