"""Philox4x32-10, the counter-based generator of Salmon et al. (2011), over arrays of counters."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.law.arithmetic import BITS_32, HALF

ROUNDS = 10
MULTIPLIER_0, MULTIPLIER_1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
WEYL_0, WEYL_1 = 0x9E3779B9, 0xBB67AE85
MASK = np.uint64(0xFFFFFFFF)
SHIFT = np.uint64(32)


def words(key: tuple[int, int], counter: tuple[ArrayLike, ArrayLike, ArrayLike, ArrayLike]) -> NDArray[np.uint64]:
    """Four 32-bit words for each counter.

    Args:
        key: two 32-bit keys.
        counter: four arrays of 32-bit words that broadcast to one shape.

    Returns:
        Words as uint64 below 2**32, shape (..., 4).
    """
    c0, c1, c2, c3 = np.broadcast_arrays(*(np.asarray(c, dtype=np.uint64) for c in counter))
    k0, k1 = key
    for _ in range(ROUNDS):
        p0 = MULTIPLIER_0 * c0
        p1 = MULTIPLIER_1 * c2
        c0, c1, c2, c3 = (
            (p1 >> SHIFT) ^ c1 ^ np.uint64(k0),
            p1 & MASK,
            (p0 >> SHIFT) ^ c3 ^ np.uint64(k1),
            p0 & MASK,
        )
        k0, k1 = (k0 + WEYL_0) & 0xFFFFFFFF, (k1 + WEYL_1) & 0xFFFFFFFF
    return np.stack([c0, c1, c2, c3], axis=-1)


def uniforms(key: tuple[int, int], counter: tuple[ArrayLike, ArrayLike, ArrayLike, ArrayLike]) -> NDArray[np.float64]:
    """Four uniforms strictly inside (0, 1) for each counter: (word + 1/2) 2^-32, shape (..., 4)."""
    return (words(key, counter).astype(np.float64) + HALF) * BITS_32
