"""Actors on a ring with lines between them: places, discs and names that do not collide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import Circle
from numpy.typing import NDArray

from sim.figures.palette import INK, readable_on

Place = NDArray[np.float64]
Line = tuple[str, str]

_NEAREST = 0.62  # inches between two neighbours on a ring at least


def radius(count: int, least: float = 1.6) -> float:
    """Radius in inches of a ring on which that many actors have room."""
    return max(least, count * _NEAREST / (2 * np.pi))


def around(names: Sequence[str], start: float, end: float, reach: float) -> dict[str, Place]:
    """Places from one angle to another (degrees, from the right, anticlockwise), evenly, the first at the start.

    Args:
        names: of the actors.
        start: angle of the first.
        end: angle after the last: on a full ring that of the first again.
        reach: radius of the ring.
    """
    step = (end - start) / max(1, len(names))
    angles = np.radians([start + (k + 0.5) * step for k in range(len(names))])
    return {name: reach * np.array([np.cos(a), np.sin(a)]) for name, a in zip(names, angles, strict=True)}


def lines(
    axes: Axes, places: Mapping[str, Place], among: Iterable[Line], colour: str, width: float, style: str, order: int
) -> None:
    """Draw lines between actors."""
    ends = [[tuple(places[a]), tuple(places[b])] for a, b in among]
    axes.add_collection(
        LineCollection(ends, colors=colour, linewidths=width, linestyles=style, zorder=order, capstyle="butt")
    )


def discs(
    axes: Axes, places: Mapping[str, Place], names: Mapping[str, str], sizes: Mapping[str, float],
    colours: Mapping[str, str],
) -> None:  # fmt: skip
    """Draw actors as discs with their codes, where these are short, and names on the outside.

    Args:
        axes: with inches as units and the middle of the ring at the origin.
        places: of the actors.
        names: in full.
        sizes: radii of the discs, inches.
        colours: of the discs.
    """
    for actor, place in places.items():
        x, y = float(place[0]), float(place[1])
        size, colour = sizes[actor], colours[actor]
        axes.add_patch(Circle((x, y), size, facecolor=colour, edgecolor="white", linewidth=1.0, zorder=5))
        inside = len(actor) <= 3 and size >= 0.15
        if inside:
            axes.text(x, y, actor, size=7, weight="bold", color=readable_on(colour), ha="center", va="center", zorder=6)
        if inside and names[actor] == actor:
            continue
        away = place / (np.hypot(x, y) or 1.0) * (np.hypot(x, y) + size + 0.08)
        side = "center" if abs(away[0]) < 0.25 * np.hypot(*away) else ("left" if away[0] > 0 else "right")
        level = "center" if side != "center" else ("bottom" if away[1] > 0 else "top")
        axes.text(away[0], away[1], names[actor], size=8.5, color=INK, ha=side, va=level, zorder=6)


def sized(strengths: Mapping[str, float], least: float = 0.13, most: float = 0.3) -> dict[str, float]:
    """Radii of discs whose areas grow with strength; alike where strengths are not known."""
    largest = max((value for value in strengths.values() if value == value), default=0.0)
    if not largest > 0.0:
        return dict.fromkeys(strengths, 0.19)
    return {name: max(least, most * (max(value, 0.0) / largest) ** 0.5) for name, value in strengths.items()}
