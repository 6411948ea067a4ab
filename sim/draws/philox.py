"""Philox4x32-10, the counter-based generator of Salmon et al. (2011).

`rounds` is made of operators alone: it takes arrays of words, and compiled code calls it for one counter or several.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.law.arithmetic import BITS_32, HALF

ROUNDS = 10
MULTIPLIER_0, MULTIPLIER_1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
WEYL_0, WEYL_1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
MASK = np.uint64(0xFFFFFFFF)
SHIFT = np.uint64(32)


def rounds(c0: Any, c1: Any, c2: Any, c3: Any, k0: Any, k1: Any) -> Any:
    """Four 32-bit words of a counter and a key, as unsigned 64-bit numbers.

    Args:
        c0: first word of the counter, c1 .. c3 the others: numbers or arrays that broadcast to one shape.
        c1: second word.
        c2: third word.
        c3: fourth word.
        k0: first word of the key.
        k1: second word of the key.
    """
    for _ in range(ROUNDS):
        p0 = (c0 & MASK) * MULTIPLIER_0  # a compiler that sees 32 bits takes the cheap product
        p1 = (c2 & MASK) * MULTIPLIER_1
        c0, c1, c2, c3 = (p1 >> SHIFT) ^ c1 ^ k0, p1 & MASK, (p0 >> SHIFT) ^ c3 ^ k1, p0 & MASK
        k0, k1 = (k0 + WEYL_0) & MASK, (k1 + WEYL_1) & MASK
    return c0, c1, c2, c3


def as_number(word: Any) -> Any:
    """A word as a double."""
    return np.float64(word)


def uniform(word: Any) -> Any:
    """The middle of the word's cell in (0, 1): (word + 1/2) 2^-32."""
    return (as_number(word) + HALF) * BITS_32


def words(key: tuple[int, int], counter: tuple[ArrayLike, ArrayLike, ArrayLike, ArrayLike]) -> NDArray[np.uint64]:
    """Four 32-bit words for each counter.

    Args:
        key: two 32-bit keys.
        counter: four arrays of 32-bit words that broadcast to one shape.

    Returns:
        Words as uint64 below 2**32, shape (..., 4).
    """
    c0, c1, c2, c3 = np.broadcast_arrays(*(np.asarray(c, dtype=np.uint64) for c in counter))
    return np.stack(rounds(c0, c1, c2, c3, np.uint64(key[0]), np.uint64(key[1])), axis=-1)


def uniforms(key: tuple[int, int], counter: tuple[ArrayLike, ArrayLike, ArrayLike, ArrayLike]) -> NDArray[np.float64]:
    """Four uniforms strictly inside (0, 1) for each counter, shape (..., 4)."""
    return np.asarray(uniform(words(key, counter)))
