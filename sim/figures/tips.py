"""What the marks of a figure say when somebody points at them; nothing of it is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure

_REACH = 5.0  # points from the middle of a mark to its edge
_THIN = 1.5  # the same of an area
_INCH = 72.0  # points


class Spot(NamedTuple):
    """A part of a figure that says something: its edges in points from the upper left corner, and the words."""

    left: float
    top: float
    width: float
    height: float
    text: str


class _Tips(Artist):
    """The marks of one figure, in data coordinates of their axes."""

    def __init__(self) -> None:
        super().__init__()
        self.set_in_layout(False)
        self.marks: list[tuple[Axes, tuple[float, float], tuple[float, float], str]] = []

    def draw(self, renderer: RendererBase) -> None:
        """Draw nothing."""


def point(axes: Axes, x: float, y: float, text: str) -> None:
    """Let a mark say something; one that is not a number is passed over.

    Args:
        axes: that it is drawn in.
        x: where, in data coordinates.
        y: likewise.
        text: what it says.
    """
    if np.isfinite(x) and np.isfinite(y):
        _of(axes).marks.append((axes, (float(x), float(x)), (float(y), float(y)), text))


def points(axes: Axes, xs: Iterable[float], ys: Iterable[float], texts: Sequence[str]) -> None:
    """Let several marks say something, one after another."""
    for x, y, text in zip(xs, ys, texts, strict=True):
        point(axes, x, y, text)


def area(axes: Axes, x: tuple[float, float], y: tuple[float, float], text: str) -> None:
    """Let a rectangle say something.

    Args:
        axes: that it is drawn in.
        x: its edges in data coordinates, in any order.
        y: likewise.
        text: what it says.
    """
    if np.isfinite([*x, *y]).all():
        _of(axes).marks.append((axes, x, y, text))


def spots(figure: Figure) -> list[Spot]:
    """What the marks of a figure say and where they are, in the order in which they were named.

    Args:
        figure: that is complete.
    """
    found = []
    scale = _INCH / figure.dpi
    tall = float(figure.bbox.height)
    for tips in figure.findobj(_Tips):
        for axes, x, y, text in tips.marks:
            corners = scale * (axes.transData.transform(np.column_stack([x, y])) * [1, -1] + [0, tall])
            low, high = corners.min(axis=0), corners.max(axis=0)
            least = _REACH if x[0] == x[1] else _THIN
            short = np.maximum(0.0, least - (high - low) / 2)  # what can be hit by a finger has some size
            (left, top), (wide, deep) = low - short, high - low + 2 * short
            found.append(Spot(float(left), float(top), float(wide), float(deep), text))
    return found


def _of(axes: Axes) -> _Tips:
    figure = axes.get_figure(root=True)
    assert figure is not None
    for artist in figure.artists:
        if isinstance(artist, _Tips):
            return artist
    tips = _Tips()
    figure.add_artist(tips)
    return tips
