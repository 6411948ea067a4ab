"""The observed record: one strip a country, coloured by posture, thin where the coding is in doubt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from sim.figures.palette import FAINT, INK, PALE, SOFT, posture_colour
from sim.figures.style import MARGIN, Sheet, quiet

_WIDTH, _LEFT, _RIGHT = 11.5, 1.75, 0.35
_ROW, _LEGEND, _FOOT = 0.3, 0.42, 0.5
_FIRM, _DOUBTFUL = 0.76, 0.3  # heights of a strip, of its row
_DECADE = 10


@dataclass(frozen=True, slots=True)
class Strip:
    """The record of a country.

    Attributes:
        name: of the country.
        begin: its first year.
        postures: one for each year from `begin` on.
        firm: for each year, whether the coding holds over the whole ranges of what was judged.
    """

    name: str
    begin: int
    postures: tuple[str, ...]
    firm: tuple[bool, ...]


def draw(strips: Sequence[Strip], sides: Mapping[str, float], title: str, source: str) -> Figure:
    """Draw the record.

    Args:
        strips: from the top down; all end in the same year.
        sides: postures of the ladder, lowest first, with the side each takes.
        title: the finding.
        source: the line at the foot.

    Returns:
        The figure; axes in years.
    """
    reading = (
        "Posture of each country by year, coded by stated rules from treaties, troops, security work with either power "
        "and votes. Thin: within the ranges of the judged depths another posture fits too. Before independence: blank."
    )
    tall = _ROW * len(strips)
    sheet = Sheet(_WIDTH, _LEGEND + tall + _FOOT, title, reading, source)
    axes = sheet.axes(_LEFT, _LEGEND, _WIDTH - _LEFT - _RIGHT, tall)
    first = min(strip.begin for strip in strips)
    last = strips[0].begin + len(strips[0].postures)
    quiet(axes)
    axes.set_xlim(first, last)
    axes.set_ylim(len(strips) - 0.5, -0.5)
    _decades(axes, first, last)
    for row, strip in enumerate(strips):
        axes.add_patch(_bar(first, row, last - first, _DOUBTFUL / 4, PALE))
        for begin, end, posture, firm in _stretches(strip):
            height = _FIRM if firm else _DOUBTFUL
            axes.add_patch(_bar(begin, row, end - begin, height, posture_colour(posture, sides[posture])))
    axes.set_yticks(range(len(strips)), [strip.name for strip in strips])
    axes.tick_params(axis="y", labelsize=9, labelcolor=INK, pad=6)
    axes.set_xlabel("year", labelpad=4)
    held = [posture for posture in sides if any(posture in strip.postures for strip in strips)]
    sheet.figure.legend(
        handles=[Patch(facecolor=posture_colour(name, sides[name]), label=name) for name in held],
        loc="upper left", bbox_to_anchor=(MARGIN / sheet.width, 1 - (sheet.top + 0.02) / sheet.height),
        ncols=len(held), frameon=False, borderaxespad=0, handlelength=1.6, handleheight=0.9, fontsize=9,
    )  # fmt: skip
    return sheet.figure


def _stretches(strip: Strip) -> Iterator[tuple[int, int, str, bool]]:
    """Years in a row that look alike: first, the one after the last, posture, firm."""
    looks = list(zip(strip.postures, strip.firm, strict=True))
    start = 0
    for index in range(1, len(looks) + 1):
        if index == len(looks) or looks[index] != looks[start]:
            yield strip.begin + start, strip.begin + index, *looks[start]
            start = index


def _bar(x: float, row: int, width: float, height: float, colour: str) -> Patch:
    return Rectangle((x, row - height / 2), width, height, facecolor=colour, edgecolor="none", zorder=2)


def _decades(axes: Axes, first: int, last: int) -> None:
    """Ticks and lines at the decades, and the first and last year."""
    decades = [year for year in range(first + _DECADE // 2, last - _DECADE // 2) if year % _DECADE == 0]
    ticks = [first, *decades, last - 1]
    axes.set_xticks([year + 0.5 for year in ticks], [str(year) for year in ticks])
    for year in decades:
        axes.axvline(year + 0.5, color=FAINT, linewidth=0.5, zorder=0)
    axes.tick_params(axis="x", labelcolor=SOFT)
