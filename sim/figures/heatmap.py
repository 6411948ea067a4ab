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
from sim.figures.palette import SOFT, readable_on
from sim.figures.style import MARGIN, STILL, Sheet, broken, quiet
from sim.figures.swept import entitled
from sim.figures.tips import area
from sim.results.measure import ALL
from sim.results.outcomes import Outcome
from sim.results.wording import PERCENT, counted, level

_MOST, _ACROSS = 9, 3  # panels on a sheet, beside each other
_TALL, _LEFT, _GAP, _HEAD, _FOOT = 2.3, 0.4, 0.35, 0.62, 0.55
_LETTER = 0.075  # inches of a letter of a label
_WIDTH = 11.0
_SIZE, _EM, _FULL = 7.0, 0.64, 0.9  # points of a value; of these a letter takes, and the share of a cell it may fill
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
    reading = (
        f"{entitled(material, scenario)} Each cell is the mean over {many} that "
        f"share luck and drawn numbers with those of every other cell. "
        f"Across: {axes[1].title}. Upwards: {axes[0].title}. Light is high; every panel has a scale of its own."
    )
    deep = _HEAD + _TALL + _FOOT
    sheet = Sheet(_WIDTH, lines * deep, _finding(material, scenario, names, axes), reading, sources(material))
    start = _LEFT + _LETTER * max(map(len, axes[0].labels))
    wide = (_WIDTH - 2 * MARGIN - start - (across - 1) * _GAP) / across
    size = _size(material, scenario, names, axes, wide)
    for k, name in enumerate(names):
        line, column = divmod(k, across)
        left = MARGIN + start + column * (wide + _GAP)
        own = sheet.axes(left, line * deep + _HEAD, wide, _TALL)
        _panel(own, material, scenario, material.outcomes[name], axes, size, first=column == 0)
    return sheet.figure


def _panel(
    own: Axes, material: Material, scenario: str, outcome: Outcome, axes: Sequence[Axis], size: float, *, first: bool
) -> None:
    means = _means(material, scenario, outcome.name, axes)
    low, high = float(np.nanmin(means)), float(np.nanmax(means))
    shade = colormaps[_SCALE]
    map_ = own.imshow(means, origin="lower", aspect="auto", cmap=_SCALE, vmin=low, vmax=high if high > low else low + 1)
    map_.set_gid(f"{STILL}-{outcome.name}")
    quiet(own, x=True, y=True)
    own.set_title(broken(outcome.label, 30), size=9.5, pad=17)
    unit = "%" if outcome.display == "percent" else outcome.unit
    own.annotate(
        unit, (0, 1), xycoords="axes fraction", xytext=(0, 5), textcoords="offset points", size=8, color=SOFT
    )  # fmt: skip
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
            f"{level(outcome, low)} to {level(outcome, high)}", (1, 1), xycoords="axes fraction", xytext=(0, 5),
            textcoords="offset points", ha="right", size=8,
        )  # fmt: skip
        return
    for (i, j), value in np.ndenumerate(means):
        if not math.isnan(value):
            colour = to_hex(shade((value - low) / (high - low) if high > low else 0.0))
            gid = f"{STILL}-{outcome.name}-{i}-{j}"
            own.text(
                j,
                i,
                _written(outcome, float(value)),
                ha="center",
                va="center",
                size=size,
                color=readable_on(colour),
                gid=gid,
            )


def _written(outcome: Outcome, value: float) -> str:
    """A value as it stands in a cell, without its unit."""
    return level(outcome, value).replace(PERCENT, "")


def _size(material: Material, scenario: str, names: Sequence[str], axes: Sequence[Axis], wide: float) -> float:
    """Points of the values in the cells of all panels, so that the longest fits."""
    every = [(material.outcomes[name], _means(material, scenario, name, axes)) for name in names]
    longest = max(len(_written(outcome, value)) for outcome, means in every for value in means.ravel().tolist())
    return min(_SIZE, 72 * _FULL * wide / len(axes[1]) / (_EM * longest))


def _finding(material: Material, scenario: str, names: Sequence[str], axes: Sequence[Axis]) -> str:
    """From where to where the first outcome that changes goes along either dimension, over all levels of the other."""
    for name in names:
        outcome, means = material.outcomes[name], _means(material, scenario, name, axes)
        across, upwards = ([level(outcome, value) for value in _over(means, other)] for other in (0, 1))
        if across[0] != across[-1] or upwards[0] != upwards[-1]:
            return (
                f"{outcome.label}: from {across[0]} to {across[-1]} with {axes[1].span}, and from {upwards[0]} to "
                f"{upwards[-1]} with {axes[0].span}"
            )
    return "Neither dimension moves any of these outcomes from end to end"


def _over(means: Array, axis: int) -> list[float]:
    """Means over the levels of one dimension, at those of the other, as far as they are known."""
    known = np.isfinite(means)
    with np.errstate(invalid="ignore"):
        found: list[float] = (np.where(known, means, 0.0).sum(axis=axis) / known.sum(axis=axis)).tolist()
    return found


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
