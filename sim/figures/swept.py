"""What sheets of bars and lines of a sweep share: a panel for each outcome, two abreast, under one legend."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes

from sim.figures.axis import sources
from sim.figures.material import Material
from sim.figures.palette import FAINT, INK
from sim.figures.style import MARGIN, Sheet, broken, minus, quiet, side_by_side

DIMENSIONS = 12
"""Dimensions at most that a panel shows."""

LONGEST = 34
"""Characters of a name beside a bar at most."""

LEFT, ROW = 2.55, 0.22
"""Inches for the names of bars, and of a bar with what is left free beside it."""

_OUTCOMES, _ACROSS = 6, 2
_WIDTH, _GAP = 11.0, 0.35
_HEAD, _FOOT, _LEGEND, _LINE = 0.42, 0.52, 0.3, 0.2
_TITLE = 32  # characters of a line above a panel


def chosen(material: Material, found: Collection[str]) -> list[str]:
    """Outcomes that are drawn, of those there are: the first headlines, or the first ones."""
    return material.headlines(found)[:_OUTCOMES]


def stem(material: Material, name: str, scenario: str) -> str:
    """Name of the file of a scenario's sheet."""
    return name if len(material.scenarios) == 1 else f"{name}-{scenario}"


def laid(
    material: Material,
    scenario: str | None,
    titles: Mapping[str, str],
    left: float,
    tall: float,
    reading: str,
    key: Sequence[tuple[Any, str]],
) -> tuple[Sheet, dict[str, Axes]]:
    """A sheet with its panels.

    Args:
        material: of a sweep.
        scenario: that it is of; None where it shows all.
        titles: of the panels, by outcome.
        left: inches for what stands to the left of a panel.
        tall: inches of a panel.
        reading: how the sheet is read.
        key: handles and words of the legend under the titles; there is none where it is empty.

    Returns:
        The sheet, and the axes by outcome.
    """
    title = str(material.manifest.options["title"])
    title = f"{title}: {material.title(scenario)}" if scenario and len(material.scenarios) > 1 else title
    across = min(_ACROSS, len(titles))
    deep = _HEAD + tall + _FOOT
    words = [word for _, word in key]
    abreast = side_by_side(words, _WIDTH - 2 * MARGIN) if words else 1
    top = _LEGEND + (-(-len(words) // abreast) - 1) * _LINE if words else 0.0
    sheet = Sheet(_WIDTH, top + -(-len(titles) // across) * deep, title, reading, sources(material))
    if words:
        sheet.figure.legend(
            [handle for handle, _ in key], words, loc="upper left", ncols=abreast, frameon=False, borderaxespad=0,
            fontsize=9, bbox_to_anchor=(MARGIN / sheet.width, 1 - sheet.top / sheet.height),
        )  # fmt: skip
    wide = (_WIDTH - 2 * MARGIN - across * left - (across - 1) * _GAP) / across
    panels = {}
    for k, (name, label) in enumerate(titles.items()):
        line, column = divmod(k, across)
        axes = sheet.axes(
            MARGIN + left + column * (wide + left + _GAP), top + line * deep + _HEAD, wide, tall
        )  # fmt: skip
        axes.set_title(broken(label, _TITLE), size=9.5, pad=5)
        panels[name] = axes
    return sheet, panels


def barred(axes: Axes, labels: Sequence[str]) -> None:
    """Rows of bars with their names, the first on top, over a grid of values."""
    quiet(axes, x=True, y=True)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_yticks(range(len(labels)), labels)
    axes.tick_params(axis="y", labelsize=8, labelcolor=INK)
    axes.locator_params(axis="x", nbins=6)
    axes.xaxis.set_major_formatter(minus)
    axes.grid(axis="x", color=FAINT, linewidth=0.5, zorder=0)
    axes.set_axisbelow(True)
