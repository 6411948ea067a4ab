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

LEFT = 3.3
"""Inches for the names of bars."""

BAR = 0.22
"""Inches of a bar with what is left free beside it."""

_TEXT = 0.125  # inches of a line of a name
_NAME = 57  # characters of a line of a name

_OUTCOMES, _ACROSS = 6, 2
_WIDTH, _GAP = 12.5, 0.35
_HEAD, _FOOT, _LEGEND, _LINE = 0.42, 0.52, 0.3, 0.2
_TITLE = 32  # characters of a line above a panel


def chosen(material: Material, found: Collection[str]) -> list[str]:
    """Outcomes that are drawn, of those there are: the first headlines, or the first ones."""
    return material.headlines(found)[:_OUTCOMES]


def stem(material: Material, name: str, scenario: str) -> str:
    """Name of the file of a scenario's sheet."""
    return name if len(material.scenarios) == 1 else f"{name}-{scenario}"


def entitled(material: Material, scenario: str | None) -> str:
    """The title of a sweep, and of one of its scenarios where there are several, as the first sentence of a reading."""
    title = str(material.manifest.options["title"])
    title = f"{title}: {material.title(scenario)}" if scenario and len(material.scenarios) > 1 else title
    return title if title.endswith((".", "?", "!")) else f"{title}."


def beside(names: Sequence[str]) -> tuple[list[str], float]:
    """Names in lines as they stand beside bars, and inches of a bar that leave room for the longest."""
    told = [broken(name, _NAME) for name in names]
    lines = max((name.count("\n") + 1 for name in told), default=1)
    return told, max(BAR, lines * _TEXT + 0.05)


def flat(name: str) -> str:
    """A name in lines as one line."""
    return name.replace("\n", " ")


def laid(
    material: Material,
    scenario: str | None,
    finding: str,
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
        finding: what it shows, in a sentence without its full stop.
        titles: of the panels, by outcome.
        left: inches for what stands to the left of a panel.
        tall: inches of a panel.
        reading: how the sheet is read.
        key: handles and words of the legend under the titles; there is none where it is empty.

    Returns:
        The sheet, and the axes by outcome.
    """
    reading = f"{entitled(material, scenario)} {reading}"
    across = min(_ACROSS, len(titles))
    deep = _HEAD + tall + _FOOT
    words = [word for _, word in key]
    abreast = side_by_side(words, _WIDTH - 2 * MARGIN) if words else 1
    top = _LEGEND + (-(-len(words) // abreast) - 1) * _LINE if words else 0.0
    sheet = Sheet(_WIDTH, top + -(-len(titles) // across) * deep, finding, reading, sources(material))
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
    axes.set_yticks(range(len(labels)), labels, linespacing=1.0)
    axes.tick_params(axis="y", labelsize=7.5, labelcolor=INK)
    axes.locator_params(axis="x", nbins=6)
    axes.xaxis.set_major_formatter(minus)
    axes.grid(axis="x", color=FAINT, linewidth=0.5, zorder=0)
    axes.set_axisbelow(True)
