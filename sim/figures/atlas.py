"""Where countries stand on the map: rough geography, moved apart until no name covers another."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
_ROUNDS = 600
_PULL = 0.02
_GAP = 0.07
_EVEN = 0.35


@dataclass(frozen=True, slots=True)
class Box:
    """Room that a node takes with its name, in inches from the node's centre."""

    left: float
    right: float
    below: float
    above: float


def project(
    latitudes: Sequence[float], longitudes: Sequence[float], width: float, height: float, margin: float
) -> Array:
    """Places on a sheet, in inches from the lower left corner.

    Args:
        latitudes: degrees north.
        longitudes: degrees east, of any range; those west of 30 degrees west are taken to lie across the Pacific.
        width: of the sheet.
        height: of the sheet.
        margin: kept free at each edge.

    Returns:
        Shape (places, 2). Degrees are drawn with equal scales at the middle latitude as far as the sheet allows.
    """
    east = np.array([longitude + 360 if longitude < -30 else longitude for longitude in longitudes])
    places = np.column_stack([east, np.array(latitudes, dtype=float)])
    low, span = places.min(axis=0), np.ptp(places, axis=0)
    span[span == 0] = 1
    return np.asarray((places - low) / span * [width - 2 * margin, height - 2 * margin] + margin)


def loosen(places: Array) -> Array:
    """Give crowded parts of a map more room: each place moves towards where its rank from west and south would put it.

    Args:
        places: in inches, shape (n, 2).

    Returns:
        New places on the same sheet, shape (n, 2); which of two lies further north or east stays as it is.
    """
    ranks = np.sort(places, axis=0)
    steps = np.empty_like(places)
    for axis in (0, 1):
        steps[:, axis] = np.searchsorted(ranks[:, axis], places[:, axis]) / max(len(places) - 1, 1)
    even = ranks[0] + steps * (ranks[-1] - ranks[0])
    return np.asarray(places + _EVEN * (even - places))


def spread_out(places: Array, boxes: Sequence[Box], width: float, height: float) -> Array:
    """Move places apart until their boxes do not meet, each as near to home as that allows.

    Args:
        places: centres in inches, shape (n, 2).
        boxes: room of each.
        width: of the sheet that holds them all.
        height: of the sheet.

    Returns:
        New centres, shape (n, 2); the same for the same input.
    """
    home, moved = places, places.copy()
    low = np.array([[box.left, box.below] for box in boxes])
    high = np.array([[box.right, box.above] for box in boxes])
    limits = low, np.array([width, height]) - high
    for turn in range(_ROUNDS):
        pull = _PULL * (1 - turn / _ROUNDS)
        moved = moved + pull * (home - moved)
        push = _pushes(moved, low + _GAP / 2, high + _GAP / 2)
        moved = np.clip(moved + push, *limits)
        if pull < _PULL / 2 and not push.any():
            break
    return moved


def _pushes(moved: Array, low: Array, high: Array) -> Array:
    """How each box is pushed by those it meets: half the overlap, along the axis of the smaller one."""
    bottom, top = moved - low, moved + high
    overlap = np.minimum(top[:, None], top[None]) - np.maximum(bottom[:, None], bottom[None])  # n, n, axis
    meets = (overlap > 0).all(axis=2) & ~np.eye(len(moved), dtype=bool)
    centres = (bottom + top) / 2
    apart = centres[:, None] - centres[None]
    ties = np.sign(np.arange(len(moved))[:, None] - np.arange(len(moved))[None])
    direction = np.where(apart == 0, ties[..., None], np.sign(apart))
    along = overlap.argmin(axis=2)
    size = np.take_along_axis(overlap, along[..., None], axis=2)[..., 0] / 2 * meets
    push = np.zeros_like(moved)
    for axis in (0, 1):
        push[:, axis] = (np.where(along == axis, size, 0) * direction[..., axis]).sum(axis=1)
    return push


def radii(capabilities: Mapping[str, float], smallest: float, largest: float) -> dict[str, float]:
    """Radius of each node: its area grows with capability, from a smallest that still holds a code."""
    top = max(capabilities.values(), default=1) or 1
    return {
        code: math.sqrt(smallest**2 + (largest**2 - smallest**2) * capability / top)
        for code, capability in capabilities.items()
    }
