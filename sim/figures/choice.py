"""Why one choice: a waterfall of the terms that set the leading posture apart from another, in % of GDP a year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.choices import TOTAL
from sim.figures.material import Material, rows, whole
from sim.figures.palette import FAINT, GAIN, INK, LOSS, PALE, SOFT
from sim.figures.style import MARGIN, Sheet, head, quiet
from sim.figures.tips import area
from sim.results.wording import NEGLIGIBLE, plain, signed

_ROW = 0.31
_MOST = 3
_LEFT, _RIGHT = "\N{LEFTWARDS ARROW}", "\N{RIGHTWARDS ARROW}"


@dataclass(frozen=True, slots=True)
class _Gap:
    """What one term gives the leading posture over the other: mean over worlds, and nine worlds in ten."""

    mean: float
    low: float
    high: float


_NONE = _Gap(0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class _Pair:
    """The choice drawn: country, year, the posture that leads in the first scenario and the other."""

    country: str
    year: float
    leading: str
    other: str


def draw(material: Material) -> dict[str, Figure]:
    """Draw waterfalls: the leading posture against the runner-up and, when it is open, against the pact.

    Args:
        material: of the study.

    Returns:
        Figures by stem, `choice-<country>-<year>-<leading>-<other>`; nothing without the table `choice_gaps`.
    """
    if "choice_gaps" not in material.tables:
        return {}
    return {
        f"choice-{pair.country}-{whole(pair.year)}-{pair.leading}-{pair.other}": _sheet(material, pair)
        for pair in _pairs(material)
    }


def _pairs(material: Material) -> list[_Pair]:
    """Which pairs to draw: in each scenario the leading posture against its nearest rival and against the pact."""
    found: list[_Pair] = []
    totals = [row for row in rows(material.tables["choice_gaps"]) if row["term"] == TOTAL]
    for place in sorted({(row["country"], row["year"]) for row in totals}):
        for scenario in material.scenarios:
            here = [row for row in totals if (row["country"], row["year"], row["scenario"]) == (*place, scenario)]
            here.sort(key=lambda row: float(row["mean"]))
            for row in [*here[:1], *(row for row in here if row["other"] == material.ladder[-1])]:
                pair = _Pair(*place, row["leading"], row["other"])
                if pair not in found and _Pair(*place, row["other"], row["leading"]) not in found:
                    found.append(pair)
    return found


def _gaps(material: Material, scenario: str, pair: _Pair) -> dict[str, _Gap]:
    """Terms of a pair in one scenario, turned so that the pair's leading posture gains; none where it is not open."""
    found: dict[str, _Gap] = {}
    for row in rows(material.tables["choice_gaps"]):
        if (row["scenario"], row["country"], row["year"]) != (scenario, pair.country, pair.year):
            continue
        if (row["leading"], row["other"]) == (pair.leading, pair.other):
            found[row["term"]] = _Gap(row["mean"], row["low"], row["high"])
        elif (row["leading"], row["other"]) == (pair.other, pair.leading):
            found[row["term"]] = _Gap(-row["mean"], -row["high"], -row["low"])
    return found


def _sheet(material: Material, pair: _Pair) -> Figure:
    every = {name: _gaps(material, name, pair) for name in material.scenarios}
    panels = dict([(name, gaps) for name, gaps in every.items() if gaps][:_MOST])
    first = next(iter(panels.values()))
    shown = [term for term in first if term != TOTAL and any(_counts(gaps.get(term)) for gaps in panels.values())]
    order = [*sorted(shown, key=lambda term: -abs(first[term].mean)), TOTAL]
    reading = (
        f"Mean over worlds of what each term gives {pair.leading} over {pair.other}, in % of GDP a year, added from "
        "top to bottom. Whiskers: nine worlds in ten. Worlds in which both postures are open; terms below "
        f"{NEGLIGIBLE} are left out."
    )
    tall = _ROW * len(order)
    above = 0.38 if len(panels) > 1 else 0.12
    width = 8.6 if len(panels) == 1 else 11.5
    sheet = Sheet(width, above + tall + 0.75, _title(material, pair, first), reading, material.source())
    left, gap = MARGIN + 1.65, 0.3
    wide = (sheet.width - left - MARGIN - gap * (len(panels) - 1)) / len(panels)
    drawn = []
    for position, (scenario, gaps) in enumerate(panels.items()):
        axes = sheet.axes(left + position * (wide + gap), above, wide, tall)
        _waterfall(axes, [gaps.get(term, _NONE) for term in order])
        names = [*(term.replace("_", " ") for term in order[:-1]), f"{pair.leading} over {pair.other}"]
        for row, (name, term) in enumerate(zip(names, order, strict=True)):
            part = gaps.get(term, _NONE)
            text = f"{name}: {signed(part.mean)} % of GDP a year ({signed(part.low)} to {signed(part.high)})"
            area(axes, axes.get_xlim(), (row - 0.5, row + 0.5), f"{material.title(scenario)}, {text}")
        axes.set_yticks(range(len(order)), names if position == 0 else [""] * len(order), color=INK, size=9.5)
        axes.set_xlabel(f"% of GDP a year, for {pair.other}  {_LEFT} {_RIGHT}  for {pair.leading}")
        if len(panels) > 1:
            head(axes, material.title(scenario), 6)
        drawn.append(axes)
    limits = [axes.get_xlim() for axes in drawn]
    for axes in drawn:
        axes.set_xlim(min(low for low, _ in limits), max(high for _, high in limits))
    return sheet.figure


def _counts(gap: _Gap | None) -> bool:
    """Whether a term can be seen."""
    return gap is not None and max(abs(gap.mean), abs(gap.low), abs(gap.high)) >= NEGLIGIBLE


def _waterfall(axes: Axes, gaps: list[_Gap]) -> None:
    """Bars that add up from top to bottom, and the total from zero."""
    size = np.array([gap.mean for gap in gaps])
    end = np.append(np.cumsum(size[:-1]), size[-1])
    start = np.append(np.concatenate([[0.0], end[:-2]]), 0.0)
    low = start + np.array([gap.low for gap in gaps])
    high = start + np.array([gap.high for gap in gaps])
    y = np.arange(len(size), dtype=np.float64)
    colours = [*(GAIN if value >= 0 else LOSS for value in size[:-1]), INK]
    for position in range(0, len(size), 2):
        axes.axhspan(position - 0.5, position + 0.5, color=PALE, linewidth=0, zorder=0)
    axes.axvline(0, color=SOFT, linewidth=0.9, zorder=1)
    axes.barh(y, size, left=start, height=0.6, color=colours, linewidth=0, zorder=2)
    axes.vlines(end[:-1], y[:-1], y[1:], color=SOFT, linewidth=0.7, linestyles="dotted", zorder=1)
    axes.hlines(y, low, high, color=INK, linewidth=0.9, zorder=3)
    ends = np.concatenate([low, high])
    axes.vlines(ends, np.tile(y - 0.12, 2), np.tile(y + 0.12, 2), color=INK, linewidth=0.9, zorder=3)
    span = float(max(high.max(), 0) - min(low.min(), 0)) or 1.0
    axes.set_xlim(min(float(low.min()), 0) - 0.04 * span, max(float(high.max()), 0) + 0.2 * span)
    right = np.maximum(high, np.maximum(start, start + size)) + 0.02 * span
    for position, gap in enumerate(gaps):
        weight = "bold" if position == len(gaps) - 1 else "normal"
        axes.text(float(right[position]), position, signed(gap.mean), va="center", size=8.5, color=INK, weight=weight)
    axes.set_ylim(len(size) - 0.5, -0.5)
    axes.locator_params(axis="x", nbins=6)
    quiet(axes, x=False)
    axes.spines["bottom"].set_color(FAINT)


def _title(material: Material, pair: _Pair, gaps: dict[str, _Gap]) -> str:
    """The finding: by how much the leading posture is preferred, and what speaks loudest on either side."""
    total = gaps[TOTAL].mean
    better, worse = (pair.leading, pair.other) if total >= 0 else (pair.other, pair.leading)
    where = f"{material.manifest.country(pair.country)} {whole(pair.year)}"
    text = f"{where}: {better} beats {worse} by {plain(abs(total))} % of GDP a year"
    terms = sorted((term for term in gaps if term != TOTAL), key=lambda term: gaps[term].mean)
    words = []
    if terms and gaps[terms[-1]].mean > 0:
        words.append(f"{_said(terms[-1], gaps)} speaks most for {pair.leading}")
    if terms and gaps[terms[0]].mean < 0:
        words.append(f"{_said(terms[0], gaps)} most against it")
    return f"{text}; {', '.join(words)}" if words else text


def _said(term: str, gaps: dict[str, _Gap]) -> str:
    return f"{term.replace('_', ' ')} ({signed(gaps[term].mean)})"
