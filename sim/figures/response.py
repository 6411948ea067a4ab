"""Outcomes as a function of each dimension of a sweep, with bands."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.figures.axis import called, label, sources
from sim.figures.material import Material, rows
from sim.figures.moves import left_out, most, still
from sim.figures.palette import FAINT, INK, scenario_colour
from sim.figures.style import MARGIN, Sheet, broken, minus, quiet, side_by_side
from sim.figures.swept import entitled
from sim.figures.tips import points
from sim.results.measure import ALL
from sim.results.outcomes import Outcome
from sim.results.wording import level

_DIMENSIONS, _OUTCOMES = 6, 6
_WIDTH, _LEFT, _BETWEEN = 12.0, 0.95, 0.22
_TALL, _APART, _FOOT, _LEGEND, _LINE = 1.35, 0.25, 0.4, 0.32, 0.145
_CHARACTER = 0.07  # inches of a label
_EDGE = 0.03  # of a panel, beyond the least or the most that an outcome can be


def draw(material: Material) -> dict[str, Figure]:
    """Draw responses.

    Args:
        material: of a sweep.

    Returns:
        A sheet with the dimensions that move the outcomes most; nothing where none moves any, or a map shows them.
    """
    if "responses" not in material.tables or "effects" not in material.tables or "points" in material.tables:
        return {}
    frame = material.tables["responses"]
    frame = frame[frame["scope"] == ALL]
    idle = still(material, material.headlines(set(frame["outcome"])), material.scenarios)
    chosen = material.headlines(set(frame["outcome"]) - set(idle))[:_OUTCOMES]
    numbers = leading(material, chosen)
    return {"response": _sheet(material, frame, chosen, numbers, idle)} if numbers else {}


def leading(material: Material, names: Sequence[str]) -> list[int]:
    """Numbers of the dimensions that move some outcomes most, in their order in the file."""
    sizes: dict[int, float] = {}
    for row in rows(material.tables["effects"]):
        if row["outcome"] in names and row["scope"] == ALL and row["spread"] > 0:
            size = abs(row["difference"]) / row["spread"]
            if not math.isnan(size):
                sizes[row["number"]] = max(size, sizes.get(row["number"], 0.0))
    return sorted(sorted(sizes, key=lambda number: -sizes[number])[:_DIMENSIONS])


def _sheet(
    material: Material, frame: pd.DataFrame, names: Sequence[str], numbers: Sequence[int], idle: Sequence[str]
) -> Figure:
    total = len(material.tables["dimensions"])
    some = f"the {len(numbers)} of {total} dimensions that move them most" if len(numbers) < total else "each dimension"
    reading = (
        f"{entitled(material, None)} Mean of each outcome over "
        f"points and worlds as a function of {some}; values are put into bins where there "
        "are many. Bands: 90 % interval of the mean, for chance and for the sample of points; since points share luck, "
        "differences along a line are surer than the band is narrow."
        f"{left_out(material, idle)}"
    )
    several = len(material.scenarios) > 1
    top = _LEGEND if several else 0.0
    tall = len(names) * _TALL + (len(names) - 1) * _APART
    wide = (_WIDTH - 2 * MARGIN - _LEFT - (len(numbers) - 1) * _BETWEEN) / len(numbers)
    dimensions = {row["number"]: row for row in rows(material.tables["dimensions"])}
    below = {number: broken(called(dimensions[number]), int(wide / _CHARACTER)) for number in numbers}
    foot = _FOOT + _LINE * max(text.count("\n") + 1 for text in below.values())
    finding = most(material, names, material.scenarios)
    sheet = Sheet(_WIDTH, top + tall + foot, finding, reading, sources(material))
    for i, name in enumerate(names):
        own = frame[frame["outcome"] == name]
        shown = own[own["number"].isin(numbers)]
        ends = (shown["ci_low"].fillna(shown["mean"]).min(), shown["ci_high"].fillna(shown["mean"]).max())
        for j, number in enumerate(numbers):
            axes = sheet.axes(MARGIN + _LEFT + j * (wide + _BETWEEN), top + i * (_TALL + _APART), wide, _TALL)
            _panel(axes, material, own[own["number"] == number], material.outcomes[name], ends, first=j == 0)
            if i == len(names) - 1:
                axes.set_xlabel(below[number], labelpad=3, color=INK, size=8.5)
            else:
                axes.set_xticklabels([])
    if several:
        _legend(sheet, material)
    return sheet.figure


def _panel(
    axes: Axes, material: Material, own: pd.DataFrame, outcome: Outcome, ends: tuple[float, float], *, first: bool
) -> None:
    factor = 100.0 if outcome.display == "percent" else 1.0
    words = list(own[own["value"] != ""].sort_values("level")["value"].drop_duplicates())
    for which, name in enumerate(material.scenarios):
        part = own[own["scenario"] == name].sort_values("level")
        aside = 0.12 * (which - (len(material.scenarios) - 1) / 2)  # so that bars do not hide each other
        x = part["level"] - 1 + aside if words else part["middle"]
        colour = scenario_colour(which if len(material.scenarios) > 1 else 1)
        mean, low, high = (factor * part[column] for column in ("mean", "ci_low", "ci_high"))
        if words:
            axes.errorbar(x, mean, yerr=[mean - low, high - mean], color=colour, fmt="o", markersize=4, linewidth=1.2)
        else:
            axes.fill_between(x, low, high, color=colour, alpha=0.2, linewidth=0)
            axes.plot(x, mean, color=colour, linewidth=1.6, marker="o", markersize=2.5)
        said = [
            f"{outcome.label}, {material.title(name)}, at {row['value'] or label(float(row['middle']))}: "
            f"{level(outcome, row['mean'])} ({level(outcome, row['ci_low'])} to {level(outcome, row['ci_high'])})"
            for row in rows(part)
        ]
        points(axes, x, mean, said)
    quiet(axes, x=False, y=False)
    axes.set_ylim(*(factor * end for end in _limits(ends, outcome.bounds)))
    axes.grid(axis="y", color=FAINT, linewidth=0.5)
    axes.locator_params(axis="y", nbins=4)
    axes.yaxis.set_major_formatter(minus)
    if words:
        axes.set_xticks(range(len(words)), [broken(word, 12) for word in words])
        axes.set_xlim(-0.5, len(words) - 0.5)
    else:
        axes.locator_params(axis="x", nbins=4)
        axes.xaxis.set_major_formatter(minus)
    axes.tick_params(labelsize=7.5)
    if first:
        unit = ", %" if outcome.display == "percent" else ""
        axes.set_ylabel(broken(f"{outcome.label}{unit}", 19), size=8.5, labelpad=4)
        axes.yaxis.set_label_coords(-0.62 / (axes.bbox.width / axes.figure.dpi), 0.5)
    else:
        axes.set_yticklabels([])


def _limits(ends: tuple[float, float], bounds: tuple[float, float]) -> tuple[float, float]:
    """Ends of an axis: what is shown with some room, which beyond what is possible is no more than a line takes."""
    span = ends[1] - ends[0] or 1.0
    low, high = ends[0] - 0.06 * span, ends[1] + 0.06 * span
    return max(low, bounds[0] - _EDGE * span), min(high, bounds[1] + _EDGE * span)


def _legend(sheet: Sheet, material: Material) -> None:
    from matplotlib.lines import Line2D

    titles = [material.title(name) for name in material.scenarios]
    handles = [Line2D([], [], color=scenario_colour(k), linewidth=1.6) for k in range(len(titles))]
    sheet.figure.legend(
        handles, titles, loc="upper left", bbox_to_anchor=(MARGIN / sheet.width, 1 - sheet.top / sheet.height),
        ncols=side_by_side(titles, sheet.width - 2 * MARGIN), frameon=False, borderaxespad=0, fontsize=9,
    )  # fmt: skip
