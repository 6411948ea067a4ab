"""The way down to each box: density against coverage, and the step that was taken."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.figures.axis import sources
from sim.figures.material import Material, Row, rows
from sim.figures.palette import FAINT, INK, SCENARIOS, SOFT
from sim.figures.style import MARGIN, Sheet, quiet

_WIDTH, _TALL, _HEAD, _FOOT, _GAP, _LEFT, _LEGEND = 11.0, 2.9, 0.45, 0.55, 0.55, 0.45, 0.3
_ACROSS = 3
_COLOURS = ("#4a4e54", *SCENARIOS[1:5])
"""Of no dimension limited to four; more are pale."""


def draw(material: Material) -> dict[str, Figure]:
    """Draw the way to each box.

    Args:
        material: with its tables `boxes` and `peeling`.

    Returns:
        A sheet; none where no box was found.
    """
    if "boxes" not in material.tables:
        return {}
    found = rows(material.tables["boxes"])
    reading = (
        "Each dot is a box on the way from all cases (right) to a few (left): share of all cases of interest that it "
        "holds, and share of its cases that are of interest. Ringed: the step taken, with the largest product of both "
        "and at most four limits. Cross: the box told, without limits that chance explains and widened where that pays."
    )
    lines = -(-len(found) // _ACROSS)
    deep = _HEAD + _TALL + _FOOT
    source = sources(material) if material.manifest.kind == "sweep" else material.source()
    sheet = Sheet(_WIDTH, _LEGEND + lines * deep, "What a denser box costs in coverage", reading, source)
    wide = (_WIDTH - 2 * MARGIN - _ACROSS * _LEFT - (_ACROSS - 1) * _GAP) / _ACROSS
    several = material.tables["boxes"]["question"].nunique() > 1
    for k, row in enumerate(found):
        line, column = divmod(k, _ACROSS)
        left = MARGIN + _LEFT + column * (wide + _LEFT + _GAP)
        axes = sheet.axes(left, _LEGEND + line * deep + _HEAD, wide, _TALL)
        frame = material.tables["peeling"]
        steps = rows(frame[(frame["question"] == row["question"]) & (frame["box"] == row["box"])])
        title = f"{row['question']}, box {row['box']}" if several else f"Box {row['box']}"
        _panel(axes, row, steps, title)
    most = max(int(step["restricted"]) for step in rows(material.tables["peeling"]))
    _legend(sheet, most)
    return {"tradeoff": sheet.figure}


def _panel(axes: Axes, row: Row, steps: Sequence[Row], title: str) -> None:
    x, y = ([100 * float(step[name]) for step in steps] for name in ("coverage", "density"))
    axes.plot(x, y, color=FAINT, linewidth=1, zorder=1)
    axes.scatter(x, y, s=22, c=[_colour(int(step["restricted"])) for step in steps], linewidths=0, zorder=2)
    taken = int(row["chosen"])
    axes.scatter([x[taken]], [y[taken]], s=110, facecolors="none", edgecolors=INK, linewidths=1.4, zorder=3)
    axes.scatter([100 * row["coverage"]], [100 * row["density"]], s=60, marker="x", color=INK, linewidths=1.6, zorder=4)
    axes.set_xlim(-3, 104)
    axes.set_ylim(-3, 104)
    axes.grid(color=FAINT, linewidth=0.5, zorder=0)
    axes.set_axisbelow(True)
    axes.set_xlabel("coverage, %", labelpad=2)
    axes.set_ylabel("density, %", labelpad=2)
    axes.set_title(title, size=9.5, pad=6)
    quiet(axes)


def _colour(limits: int) -> str:
    return _COLOURS[limits] if limits < len(_COLOURS) else SOFT + "80"


def _legend(sheet: Sheet, most: int) -> None:
    shown = range(min(most, len(_COLOURS)) + 1)
    handles = [Line2D([], [], marker="o", linestyle="", markersize=5, color=_colour(k)) for k in shown]
    words = ["no limit", *("1 limit", "2 limits", "3 limits", "4 limits", "5 and more")[: len(handles) - 1]]
    sheet.figure.legend(
        handles, words, loc="upper left", frameon=False, ncols=len(handles), borderaxespad=0, fontsize=8.5,
        bbox_to_anchor=(MARGIN / sheet.width, 1 - sheet.top / sheet.height),
    )  # fmt: skip
