"""Outcomes over a grid of two dimensions: one panel for each outcome and scenario."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from numpy.typing import NDArray

from sim.figures.axis import Axis, axis_of, sources
from sim.figures.material import Material, rows
from sim.figures.palette import readable_on
from sim.figures.style import MARGIN, STILL, Sheet, broken, quiet
from sim.figures.tips import area
from sim.results.measure import ALL
from sim.results.outcomes import Outcome
from sim.results.wording import counted, level

_MOST, _ACROSS = 9, 3  # panels on a sheet, beside each other
_TALL, _LEFT, _GAP, _HEAD, _FOOT = 2.3, 0.4, 0.35, 0.45, 0.55
_LETTER = 0.075  # inches of a letter of a label
_WIDTH = 11.0
_WIDE = 5  # letters of a value that is written smaller
_LABELS = 7  # of an axis at most
_WRITTEN = 12  # columns up to which values are written into the cells
_SAYING = 400  # cells up to which each says its value
_SCALE = "cividis"  # even in lightness, and the same to people with any colour vision
_TITLE = 34

Array = NDArray[np.float64]


def draw(material: Material) -> dict[str, Figure]:
    """Draw the outcomes of a grid of two dimensions.

    Args:
        material: of a sweep.

    Returns:
        A sheet for each scenario, by its stem; nothing for other designs.
    """
    if "summary" not in material.tables or "points" not in material.tables:
        return {}
    frame = material.tables["summary"]
    chosen = material.headlines(set(frame["outcome"]))[:_MOST]
    axes = [axis_of(material, d) for d in (0, 1)]
    if min(map(len, axes)) < 2:
        return {}
    several = len(material.scenarios) > 1
    return {
        f"heatmap-{name}" if several else "heatmap": _sheet(material, name, chosen, axes) for name in material.scenarios
    }


def _sheet(material: Material, scenario: str, names: Sequence[str], axes: Sequence[Axis]) -> Figure:
    across = min(_ACROSS, len(names))
    lines = math.ceil(len(names) / across)
    many = counted(material.manifest.replicates, "world")
    words = f": {material.title(scenario)}" if len(material.scenarios) > 1 else ""
    reading = (
        f"Each cell is the mean over {many} that share luck and drawn numbers with those of every other cell. "
        f"Across: {axes[1].title}. Upwards: {axes[0].title}. Light is high; every panel has a scale of its own."
    )
    deep = _HEAD + _TALL + _FOOT
    sheet = Sheet(_WIDTH, lines * deep, f"{material.manifest.options['title']}{words}", reading, sources(material))
    start = _LEFT + _LETTER * max(map(len, axes[0].labels))
    wide = (_WIDTH - 2 * MARGIN - start - (across - 1) * _GAP) / across
    for k, name in enumerate(names):
        line, column = divmod(k, across)
        left = MARGIN + start + column * (wide + _GAP)
        own = sheet.axes(left, line * deep + _HEAD, wide, _TALL)
        _panel(own, material, scenario, material.outcomes[name], axes, first=column == 0)
    return sheet.figure


def _panel(
    own: Axes, material: Material, scenario: str, outcome: Outcome, axes: Sequence[Axis], *, first: bool
) -> None:
    means = _means(material, scenario, outcome.name, axes)
    low, high = float(np.nanmin(means)), float(np.nanmax(means))
    shade = colormaps[_SCALE]
    map_ = own.imshow(means, origin="lower", aspect="auto", cmap=_SCALE, vmin=low, vmax=high if high > low else low + 1)
    map_.set_gid(f"{STILL}-{outcome.name}")
    quiet(own, x=True, y=True)
    own.set_title(broken(outcome.label, 26), size=9.5, pad=6)
    own.set_xticks(*_ticks(axes[1]))
    own.set_xlabel(broken(axes[1].short, _TITLE), labelpad=2)
    for (i, j), value in np.ndenumerate(means):
        where = f"{axes[1].short} {axes[1].labels[j]}, {axes[0].short} {axes[0].labels[i]}"
        if means.size <= _SAYING and not math.isnan(value):
            said = f"{outcome.label} at {where}: {level(outcome, float(value))}"
            area(own, (j - 0.5, j + 0.5), (i - 0.5, i + 0.5), said)
    places, labels = _ticks(axes[0])
    own.set_yticks(places, labels if first else [])
    if first:
        own.set_ylabel(broken(axes[0].short, _TITLE), labelpad=2)
    if len(axes[1]) > _WRITTEN or len(axes[0]) > _WRITTEN:
        own.annotate(
            f"{level(outcome, low)} to {level(outcome, high)}", (1, 1), xycoords="axes fraction", xytext=(0, 6),
            textcoords="offset points", ha="right", size=8,
        )  # fmt: skip
        return
    for (i, j), value in np.ndenumerate(means):
        if not math.isnan(value):
            colour = to_hex(shade((value - low) / (high - low) if high > low else 0.0))
            text = level(outcome, float(value)).replace("\N{NO-BREAK SPACE}%", "")
            size = 6.5 if len(text) < _WIDE else 5.5
            gid = f"{STILL}-{outcome.name}-{i}-{j}"
            own.text(j, i, text, ha="center", va="center", size=size, color=readable_on(colour), gid=gid)
    if outcome.display == "percent":
        own.annotate(
            "%", (1, 1), xycoords="axes fraction", xytext=(0, 6), textcoords="offset points", ha="right", size=8
        )


def _means(material: Material, scenario: str, outcome: str, axes: Sequence[Axis]) -> Array:
    """Means over worlds, shape (levels of the first dimension, of the second)."""
    frame = material.tables["summary"]
    chosen = frame[(frame["scenario"] == scenario) & (frame["outcome"] == outcome) & (frame["scope"] == ALL)]
    means = np.full((len(axes[0]), len(axes[1])), np.nan)
    for row in rows(chosen):
        means[axes[0].place[row["point"]], axes[1].place[row["point"]]] = row["mean"]
    return means


def _ticks(axis: Axis) -> tuple[list[int], list[str]]:
    """Places and labels, fewer where there is no room."""
    step = math.ceil(len(axis) / _LABELS)
    places = list(range(0, len(axis), step))
    return places, [axis.labels[place] for place in places]
