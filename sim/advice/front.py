"""Which candidates nobody beats in everything (Pareto front), and a few that stand for all of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def beaten(losses: Array) -> NDArray[np.bool_]:
    """Which rows some other row beats, being nowhere worse and somewhere better.

    Rows are put in order of the first objective, then the second and so on, so that who beats a row stands before it.
    The first that is left is on the front; it and all that it beats or equals are taken out, and so on. Memory grows
    with the number of rows, time with that times the length of the front.

    Args:
        losses: less being better, finite, shape (C, O).

    Returns:
        Shape (C,).
    """
    found = np.ones(len(losses), dtype=np.bool_)
    left = np.lexsort(losses.T[::-1])
    columns = losses.T[:, left]
    while len(left):
        better = (columns < columns[:, :1]).any(axis=0)
        out = left[~better]
        found[out[(losses[out] == losses[out[0]]).all(axis=1)]] = False
        left, columns = left[better], columns[:, better]
    return found


def front(losses: Array) -> list[int]:
    """Rows that no other beats; of equal ones the first.

    Args:
        losses: less being better, shape (C, O); rows that are not finite are passed over.
    """
    sound = np.flatnonzero(np.isfinite(losses).all(axis=1))
    free = sound[~beaten(losses[sound])]
    _, first = np.unique(losses[free], axis=0, return_index=True)
    return sorted(int(row) for row in free[first])


def scaled(losses: Array) -> Array:
    """Each objective as 0 at the best row and 1 at the worst; 0 throughout where all are alike."""
    low, high = losses.min(axis=0), losses.max(axis=0)
    return np.asarray((losses - low) / np.where(high > low, high - low, 1.0))


def spread_out(losses: Array, most: int) -> list[int]:
    """Rows that stand for all: the best in each objective, then again and again the one farthest from those taken.

    Args:
        losses: less being better, shape (C, O).
        most: rows wanted; fewer come out where there are fewer.

    Returns:
        Rows, in order of the first objective.
    """
    places = scaled(losses)
    taken = list(dict.fromkeys(int(row) for row in losses.argmin(axis=0)))[:most]
    while len(taken) < min(most, len(losses)):
        apart = np.linalg.norm(places[:, None, :] - places[None, taken, :], axis=2).min(axis=1)
        apart[taken] = -1.0
        taken.append(int(apart.argmax()))
    return sorted(taken, key=lambda row: (*losses[row].tolist(), row))
