"""The scorecard: the model among its naive rivals, and what it says beside what was seen or is expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.figures.material import Material, Row, rows
from sim.figures.palette import FAINT, GAIN, INK, LOSS, PALE, SOFT
from sim.figures.style import MARGIN, Sheet, broken, quiet
from sim.results.wording import figure, wanted

LOOKS: Mapping[str, tuple[str, str]] = {
    "ahead": (GAIN, "o"), "level": (SOFT, "s"), "behind": (LOSS, "X"),
    "met": (GAIN, "o"), "undecided": (SOFT, "s"), "missed": (LOSS, "X"),
}  # fmt: skip
"""Colour and marker of each verdict."""

RACES, SIGHTS = ("ahead", "level", "behind"), ("met", "undecided", "missed")
_ROW, _LINE, _HEAD, _AXIS, _BETWEEN, _WIDTH = 0.22, 0.13, 0.3, 0.35, 0.2, 11.0
_LEFT, _RIGHT = 3.9, 2.75  # inches for names, and for figures
_LONGEST = 54  # characters of a line
_LEAST, _MOST = -0.4, 1.4  # of the scale between the worst rival and the best

Line = Row | str
"""A figure of a test, or the name of the test that the following ones belong to."""


def draw(material: Material) -> dict[str, Figure]:
    """Draw the scorecard.

    Args:
        material: of a validation.

    Returns:
        One sheet; none when the study holds no scorecard.
    """
    if "scorecard" not in material.tables:
        return {}
    every = list(rows(material.tables["scorecard"]))
    rivals: dict[int, list[float]] = {}
    for row in rows(material.tables["rivals"]):
        rivals.setdefault(int(row["number"]), []).append(float(row["value"]))
    raced = [row for row in every if row["verdict"] in RACES]
    seen = [row for row in every if row["verdict"] in SIGHTS]
    won = sum(row["verdict"] == "ahead" for row in raced)
    title = f"The model beats every naive rival in {won} of {len(raced)} comparisons"
    reading = (
        "Above, on each line: bars are naive rivals, the worst at the left and the best at the right; the mark is the "
        "model, a blue disc where it is ahead of all, an orange cross where one is ahead of it, a grey square where "
        "it is level with the best, an arrow beyond the scale; its line is the 90 % interval over countries resampled. "
        "Below: a blue disc where a figure agrees with what was seen (bar) or is expected (grey stretch), an orange "
        "cross where it does not, a grey square where its interval holds both. Each line has its own scale."
    )
    parts = [list(_grouped(part)) for part in (raced, seen)]
    tops = [_HEAD, _HEAD + _tall(parts[0]) + _AXIS + _BETWEEN + _HEAD]
    sheet = Sheet(_WIDTH, tops[1] + _tall(parts[1]) + _BETWEEN, title, reading, f"pactsim {material.manifest.version}.")
    wide = sheet.width - _LEFT - _RIGHT
    if raced:
        _races(sheet.axes(_LEFT, tops[0], wide, _tall(parts[0])), parts[0], rivals)
    if seen:
        _sights(sheet.axes(_LEFT, tops[1], wide, _tall(parts[1])), parts[1])
    return {"validation": sheet.figure}


def _grouped(members: Sequence[Row]) -> Iterator[Line]:
    """Lines of a panel: the name of each test, then its figures."""
    for test, own in groupby(members, key=lambda row: str(row["test"])):
        yield f"{test[:1].upper()}{test[1:]}"
        yield from own


def _label(line: Line) -> str:
    return line if isinstance(line, str) else broken(str(line["measure"]), _LONGEST)


def _height(line: Line) -> float:
    return _ROW + _LINE * _label(line).count("\n")


def _tall(lines: Sequence[Line]) -> float:
    return sum(map(_height, lines))


def _races(axes: Axes, lines: Sequence[Line], rivals: Mapping[int, Sequence[float]]) -> None:
    """The model among its rivals."""
    places = _lined(axes, lines, "Beside naive rivals")
    axes.set_xlim(_LEAST - 0.1, _MOST + 0.1)
    axes.set_xticks([0.0, 1.0], ["worst rival", "best rival"])
    for place in (0.0, 1.0):
        axes.axvline(place, color=FAINT, linewidth=0.9, zorder=1)
    for place, row in places:
        others = rivals[int(row["number"])]
        best = float(row["rival_value"])
        worst = max(others, key=lambda value: abs(value - best))
        scale = best - worst or max(abs(best), 1e-9)  # rivals that are all alike stand together at 1
        for value in others:
            axes.plot(1.0 + (value - best) / scale, place, "|", color=SOFT, markersize=8, zorder=2)
        at = 1.0 + (row["model"] - best) / scale
        colour, marker = LOOKS[str(row["verdict"])]
        if np.isfinite(row["lead_low"]):
            span = np.clip([1.0 + row[name] / abs(scale) for name in ("lead_low", "lead_high")], _LEAST, _MOST)
            axes.plot(span, (place, place), color=colour, linewidth=2.2, alpha=0.45, solid_capstyle="butt", zorder=2)
        if not _LEAST <= at <= _MOST:
            at, marker = (_MOST, ">") if at > _MOST else (_LEAST, "<")
        _marked(axes, at, place, colour, marker)
        unit = str(row["unit"])
        _said(axes, place, f"{_worth(row, 'model')}; {row['rival']} {figure(best, unit)}")


def _sights(axes: Axes, lines: Sequence[Line]) -> None:
    """Figures around what was seen: each on the scale of its own interval and of what it is held to."""
    places = _lined(axes, lines, "Beside what was seen or is expected")
    axes.set_xlim(-0.06, 1.06)
    axes.set_xticks([])
    for place, row in places:
        held = [edge for edge in (row["seen"], row["least"], row["most"]) if np.isfinite(edge)]
        own = [row[name] for name in ("model", "low", "high") if np.isfinite(row[name])]
        low, high = min(*own, *held), max(*own, *held)
        scale = high - low or 1.0
        colour, marker = LOOKS[str(row["verdict"])]
        if any(np.isfinite(row[name]) for name in ("least", "most")):
            ends = [(edge - low) / scale if np.isfinite(edge) else far for edge, far in
                    ((row["least"], -0.06), (row["most"], 1.06))]  # fmt: skip
            axes.plot(ends, (place, place), color=FAINT, linewidth=9, solid_capstyle="butt", zorder=1)
        else:
            axes.plot((row["seen"] - low) / scale, place, "|", color=INK, markersize=13, markeredgewidth=1.6, zorder=2)
        if np.isfinite(row["low"]):
            span = [(row[name] - low) / scale for name in ("low", "high")]
            axes.plot(span, (place, place), color=colour, linewidth=2.2, alpha=0.6, solid_capstyle="butt", zorder=2)
        _marked(axes, (row["model"] - low) / scale, place, colour, marker)
        held_to = wanted(float(row["seen"]), float(row["least"]), float(row["most"]), str(row["unit"]))
        _said(axes, place, f"{_worth(row, 'model')}; {held_to}")


def _worth(row: Row, name: str) -> str:
    return f"{figure(float(row[name]), str(row['unit']))} {row['unit']}".rstrip()


def _marked(axes: Axes, at: float, place: float, colour: str, marker: str) -> None:
    axes.plot(at, place, marker, color=colour, markersize=7.5, markeredgecolor="white", zorder=3, clip_on=False)


def _lined(axes: Axes, lines: Sequence[Line], title: str) -> list[tuple[float, Row]]:
    """Name the lines of a panel, tests in bold; returns the figures with their places, inches from the top."""
    quiet(axes, x=True, y=True)
    edges = np.concatenate([[0.0], np.cumsum([_height(line) for line in lines])])
    axes.set_ylim(edges[-1], 0.0)
    axes.set_title(title, pad=6)
    middles = (edges[:-1] + edges[1:]) / 2
    axes.set_yticks([])
    found: list[tuple[float, Row]] = []
    for line, place, top, bottom in zip(lines, middles.tolist(), edges[:-1], edges[1:], strict=True):
        bold = isinstance(line, str)
        if not isinstance(line, str):
            found.append((place, line))
            if len(found) % 2:
                axes.axhspan(top, bottom, color=PALE, linewidth=0, zorder=0)
        axes.annotate(
            _label(line), ((MARGIN - _LEFT) * 72, place), xycoords=("axes points", "data"), size=8, color=INK,
            va="center", weight="bold" if bold else "normal", linespacing=1.15, annotation_clip=False,
        )  # fmt: skip
    return found


def _said(axes: Axes, place: float, text: str) -> None:
    axes.annotate(
        text, (1, place), xycoords=axes.get_yaxis_transform(), xytext=(6, 0), textcoords="offset points", size=8,
        color=INK, va="center",
    )  # fmt: skip
