"""Boxes: the part of each dimension that they hold, and the cases in the two dimensions that decide most."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from sim.figures.axis import label, sources
from sim.figures.material import Material, Row, rows
from sim.figures.palette import FAINT, INK, LOSS, PALE, SCENARIOS, SOFT
from sim.figures.style import MARGIN, Sheet, broken, quiet
from sim.figures.tips import area
from sim.results.discoveries import BETWEEN
from sim.results.wording import counted, percent, with_unit

_WIDTH, _LEFT, _MAP, _GAP = 11.0, 2.3, 3.9, 0.9
_ROW, _HEAD, _FOOT, _TALL = 0.42, 0.5, 0.55, 3.3
Floats = NDArray[np.float64]

_MOST = 1500
_BINS = 12
_NAME, _HELD = 30, 40
_JITTER = 0.22


def draw(material: Material) -> dict[str, Figure]:
    """Draw the boxes of each question.

    Args:
        material: with its tables `boxes`, `limits` and `cases`.

    Returns:
        A sheet for each box; none where no box was found.
    """
    if "boxes" not in material.tables:
        return {}
    found = rows(material.tables["boxes"])
    several = material.tables["boxes"]["question"].nunique() > 1
    return {
        f"boxes-{row['question']}-{row['box']}" if several else f"boxes-{row['box']}": _sheet(material, row)
        for row in found
    }


def _sheet(material: Material, row: Row) -> Figure:
    limits = _of(material.tables["limits"], row)
    own = sorted(rows(limits[limits["box"] == row["box"]]), key=lambda limit: (limit["p"], -limit["again"]))
    cases = _of(material.tables["cases"], row)
    right = (
        f"Right: filled, {row['noun']}s of interest; hollow, the others; framed, the box in the two dimensions "
        "that decide most. "
        if len(own) > 1
        else ""
    )
    rest = f"Without the {row['noun']}s of boxes before it. " if row["box"] > 1 else ""
    reading = (
        f"Left: the part of each dimension's range that the box holds. {right}{rest}"
        f"{row['cases']:,} {row['noun']}s in the box, {percent(row['density'])} of them of interest; "
        f"it covers {percent(row['coverage'])} of all that are."
    )
    tall = max(_TALL, len(own) * _ROW)
    title = str(row["sentence"]).rsplit(" (", 1)[0]
    sheet = Sheet(_WIDTH, _HEAD + tall + _FOOT, title, reading, _source(material, len(cases), row))
    wide = _WIDTH - 2 * MARGIN - _LEFT - _GAP - _MAP
    bars = sheet.axes(MARGIN + _LEFT, _HEAD, wide, min(tall, len(own) * 0.8))
    _bars(bars, own)
    axes = sheet.axes(MARGIN + _LEFT + wide + _GAP, _HEAD, _MAP, tall)
    before = cases[(cases["held"] == 0) | (cases["held"] >= row["box"])]
    if len(own) > 1:
        _scatter(axes, before, own[:2])
    else:
        _shares(axes, before, own[0], row)
    return sheet.figure


def _source(material: Material, cases: int, row: Row) -> str:
    line = sources(material) if material.manifest.kind == "sweep" else material.source()
    return f"{counted(cases, 'case')}. {line}"


def _of(frame: pd.DataFrame, row: Row) -> pd.DataFrame:
    own: pd.DataFrame = frame[frame["question"] == row["question"]]
    return own


def _ends(limit: Row) -> tuple[float, float]:
    """Ends of the part that the box holds, where it is open those of all cases."""
    low, high = float(limit["low"]), float(limit["high"])
    return (float(limit["from"]) if math.isnan(low) else low), (float(limit["to"]) if math.isnan(high) else high)


def _bars(axes: Axes, own: Sequence[Row]) -> None:
    for y, limit in enumerate(own):
        axes.barh(y, 1, height=0.34, color=PALE, linewidth=0)
        area(axes, (0, 1), (y - 0.17, y + 0.17), f"{_named(limit)}: the box holds {_told(limit)}")
        if limit["words"]:
            held = broken(" or ".join(_held(limit)), _HELD)
            axes.text(0.5, y, held, ha="center", va="center", size=8.5, weight="bold", linespacing=1.0)
            continue
        low, high = _ends(limit)
        start, end = float(limit["from"]), float(limit["to"])
        span = end - start or 1.0
        axes.barh(y, (high - low) / span, left=(low - start) / span, height=0.34, color=SCENARIOS[1], linewidth=0)
        for value, place in ((start, 0.0), (end, 1.0)):
            align = "left" if place == 0 else "right"
            axes.text(place, y + 0.22, label(value), ha=align, va="top", size=7.5, color=SOFT)
        for value, at in ((low, limit["low"]), (high, limit["high"])):
            if not math.isnan(float(at)):
                place = (value - start) / span
                axes.text(place, y - 0.22, label(value), ha="center", va="bottom", size=8.5, weight="bold")
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(len(own) - 0.4, -0.6)
    axes.set_xticks([])
    axes.set_yticks(range(len(own)), [broken(_named(limit), _NAME) for limit in own])
    axes.tick_params(axis="y", labelsize=8.5, labelcolor=INK)
    quiet(axes)
    axes.set_title("What the box holds", size=9.5, pad=8)


def _told(limit: Row) -> str:
    """What a box holds of a dimension, in words."""
    if limit["words"]:
        return " or ".join(_held(limit))
    low, high = _ends(limit)
    return f"{label(low)} to {label(high)}, of {label(float(limit['from']))} to {label(float(limit['to']))}"


def _named(limit: Row) -> str:
    return with_unit(str(limit["name"]), str(limit["unit"]))


def _places(cases: pd.DataFrame, limit: Row) -> tuple[Floats, list[str]]:
    """Where cases stand along a dimension; words stand apart from one another, and their cases beside each other."""
    column = cases[str(limit["path"])]
    if not limit["words"]:
        return column.to_numpy(dtype=np.float64), []
    words, code = np.unique(column.to_numpy(dtype=str), return_inverse=True)
    beside = (np.arange(len(code)) * 0.6180339887 % 1.0 - 0.5) * 2 * _JITTER  # even, and the same at every drawing
    return code + beside, words.tolist()


def _scatter(axes: Axes, cases: pd.DataFrame, own: Sequence[Row]) -> None:
    shown = cases if len(cases) <= _MOST else cases.sample(_MOST, random_state=0)
    (x, across), (y, upwards) = (_places(shown, limit) for limit in own)
    yes = shown["interest"].to_numpy(dtype=np.bool_)
    size = 14 if len(shown) < 600 else 8
    axes.scatter(x[~yes], y[~yes], s=size, facecolors="none", edgecolors=FAINT, linewidths=0.8, zorder=2)
    axes.scatter(x[yes], y[yes], s=size, color=LOSS, linewidths=0, zorder=3)
    sides = (_frames(limit, words) for limit, words in zip(own, (across, upwards), strict=True))
    for (left, right), (low, high) in product(*sides):
        look: Any = {"fill": False, "edgecolor": SCENARIOS[1], "linewidth": 2, "zorder": 4}
        axes.add_patch(Rectangle((left, low), right - left, high - low, **look))
    for words, put in ((across, axes.set_xticks), (upwards, axes.set_yticks)):
        if words:
            put(range(len(words)), [broken(word, 14) for word in words])
    if not across:
        axes.set_xlabel(broken(_named(own[0]), 48), labelpad=3)
    if not upwards:
        axes.set_ylabel(broken(_named(own[1]), 40), labelpad=3)
    quiet(axes, x=False, y=False)
    note = "all cases" if len(shown) == len(cases) else f"{len(shown):,} of {len(cases):,} cases"
    axes.set_title(f"The two that decide most, {note}", size=9.5, pad=8)


def _frames(limit: Row, words: Sequence[str]) -> list[tuple[float, float]]:
    """Ends of the frames along a dimension: one, or one for each run of words that stand beside each other."""
    if not words:
        return [_ends(limit)]
    held = [word in _held(limit) for word in words]
    edges = np.flatnonzero(np.diff([False, *held, False])).tolist()
    return [(first - 0.45, after - 0.55) for first, after in zip(edges[::2], edges[1::2], strict=True)]


def _held(limit: Row) -> list[str]:
    """Words that the box holds."""
    return str(limit["words"]).split(BETWEEN)


def _shares(axes: Axes, cases: pd.DataFrame, limit: Row, row: Row) -> None:
    """Share of cases of interest along a single dimension."""
    x, words = _places(cases, limit)
    edges = np.arange(len(words) + 1) - 0.5 if words else np.linspace(x.min(), x.max(), _BINS + 1)
    all_, _ = np.histogram(x, edges)
    yes, _ = np.histogram(x[cases["interest"].to_numpy(dtype=np.bool_)], edges)
    with np.errstate(invalid="ignore"):
        axes.bar(edges[:-1], 100 * yes / all_, np.diff(edges) * 0.94, align="edge", color=LOSS, linewidth=0, zorder=2)
    for low, high in _frames(limit, words):
        axes.axvspan(low, high, color=SCENARIOS[1], alpha=0.15, linewidth=0, zorder=1)
    if words:
        axes.set_xticks(range(len(words)), [broken(word, 14) for word in words])
    axes.set_ylim(0, 100)
    axes.set_xlabel(broken(_named(limit), 48), labelpad=3)
    axes.set_ylabel("%")
    quiet(axes, x=False, y=False)
    axes.set_title(f"Share of {row['noun']}s of interest; shaded, the box", size=9.5, pad=8)
