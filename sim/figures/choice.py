"""Why one choice: a waterfall of the terms that set the leading posture apart from another, in percent of GDP a year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.figures.material import Material, whole
from sim.figures.palette import FAINT, GAIN, INK, LOSS, PALE, SOFT
from sim.figures.style import MARGIN, Sheet, quiet
from sim.results.wording import MINUS, plain, signed

TOTAL = "total"
_ROW = 0.31
_NEGLIGIBLE = 0.005
_MOST = 3


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
    frame = material.tables["choice_gaps"]
    totals = frame[frame["term"] == TOTAL]
    found: list[_Pair] = []
    for (country, year), rows in totals.groupby(["country", "year"], sort=True):
        for scenario in material.scenarios:
            own = rows[rows["scenario"] == scenario].sort_values("mean")
            wanted = [*own["other"].iloc[:1], *own.loc[own["other"] == material.ladder[-1], "other"]]
            for other in dict.fromkeys(wanted):
                pair = _Pair(str(country), float(year), str(own["leading"].iloc[0]), str(other))
                turned = _Pair(pair.country, pair.year, pair.other, pair.leading)
                if pair not in found and turned not in found:
                    found.append(pair)
    return found


def _gaps(material: Material, scenario: str, pair: _Pair) -> pd.DataFrame | None:
    """Terms of a pair in one scenario, turned so that the pair's leading posture gains; None where it is not open."""
    frame = material.tables["choice_gaps"]
    own = frame[(frame["scenario"] == scenario) & (frame["country"] == pair.country) & (frame["year"] == pair.year)]
    rows = own[(own["leading"] == pair.leading) & (own["other"] == pair.other)]
    if len(rows):
        return rows.set_index("term")[["mean", "low", "high"]]
    rows = own[(own["leading"] == pair.other) & (own["other"] == pair.leading)].set_index("term")
    if rows.empty:
        return None
    return pd.DataFrame({"mean": -rows["mean"], "low": -rows["high"], "high": -rows["low"]})


def _sheet(material: Material, pair: _Pair) -> Figure:
    panels = {name: gaps for name in material.scenarios if (gaps := _gaps(material, name, pair)) is not None}
    panels = dict(list(panels.items())[:_MOST])
    first = next(iter(panels.values()))
    shown = [
        term
        for term in first.index
        if term != TOTAL
        and any(panel.loc[term].abs().max() >= _NEGLIGIBLE for panel in panels.values() if term in panel.index)
    ]
    terms = sorted(shown, key=lambda term: -abs(float(first.loc[term, "mean"])))
    rows = [*terms, TOTAL]
    reading = (
        f"Mean over worlds of what each term gives {pair.leading} over {pair.other}, in % of GDP a year, added from top to bottom. "
        "Whiskers: nine worlds in ten. Worlds in which both postures are open; terms below 0.005 are left out."
    )
    tall = _ROW * len(rows)
    head = 0.38 if len(panels) > 1 else 0.12
    sheet = Sheet(
        8.6 if len(panels) == 1 else 11.5,
        head + tall + 0.75,
        _title(material, pair, panels),
        reading,
        material.source(),
    )
    left, gap = MARGIN + 1.65, 0.3
    wide = (sheet.width - left - MARGIN - gap * (len(panels) - 1)) / len(panels)
    drawn = []
    for position, (scenario, gaps) in enumerate(panels.items()):
        axes = sheet.axes(left + position * (wide + gap), head, wide, tall)
        _waterfall(axes, gaps.reindex(rows).fillna(0.0), pair, first=position == 0)
        if len(panels) > 1:
            axes.set_title(material.title(scenario), pad=6)
        drawn.append(axes)
    limits = [axes.get_xlim() for axes in drawn]
    for axes in drawn:
        axes.set_xlim(min(low for low, _ in limits), max(high for _, high in limits))
    return sheet.figure


def _waterfall(axes: Axes, gaps: pd.DataFrame, pair: _Pair, *, first: bool) -> None:
    size = gaps["mean"].to_numpy(dtype=float)
    end = np.append(np.cumsum(size[:-1]), size[-1])
    start = np.append(np.concatenate([[0.0], end[:-2]]), 0.0)
    low = start + gaps["low"].to_numpy(dtype=float)
    high = start + gaps["high"].to_numpy(dtype=float)
    y = np.arange(len(size))
    colours = [*(GAIN if value >= 0 else LOSS for value in size[:-1]), INK]
    for position in range(0, len(size), 2):
        axes.axhspan(position - 0.5, position + 0.5, color=PALE, linewidth=0, zorder=0)
    axes.axvline(0, color=SOFT, linewidth=0.9, zorder=1)
    axes.barh(y, size, left=start, height=0.6, color=colours, linewidth=0, zorder=2)
    axes.vlines(end[:-1], y[:-1], y[1:], color=SOFT, linewidth=0.7, linestyles="dotted", zorder=1)
    axes.hlines(y, low, high, color=INK, linewidth=0.9, zorder=3)
    axes.vlines(
        np.concatenate([low, high]), np.tile(y - 0.12, 2), np.tile(y + 0.12, 2), color=INK, linewidth=0.9, zorder=3
    )
    span = float(max(high.max(), 0) - min(low.min(), 0)) or 1.0
    axes.set_xlim(min(float(low.min()), 0) - 0.04 * span, max(float(high.max()), 0) + 0.2 * span)
    for place, value, right in zip(y, size, np.maximum(high, np.maximum(start, start + size)), strict=True):
        axes.text(
            right + 0.02 * span, place, signed(value), va="center", size=8.5, color=INK,
            weight="bold" if place == len(size) - 1 else "normal",
        )  # fmt: skip
    axes.set_ylim(len(size) - 0.5, -0.5)
    names = [*(str(term).replace("_", " ") for term in gaps.index[:-1]), f"{pair.leading} over {pair.other}"]
    axes.set_yticks(y, names if first else [], color=INK, size=9.5)
    axes.locator_params(axis="x", nbins=6)
    quiet(axes, x=False)
    axes.spines["bottom"].set_color(FAINT)
    axes.set_xlabel(f"% of GDP a year, for {pair.other}  \N{LEFTWARDS ARROW}  \N{RIGHTWARDS ARROW}  for {pair.leading}")


def _title(material: Material, pair: _Pair, panels: dict[str, pd.DataFrame]) -> str:
    """The finding: by how much the leading posture is preferred, and what speaks loudest on either side."""
    gaps = next(iter(panels.values()))
    total = float(gaps.loc[TOTAL, "mean"])
    terms = gaps.drop(index=TOTAL)["mean"].sort_values()
    where = f"{material.manifest.country(pair.country)} {whole(pair.year)}"
    text = f"{where}: {pair.leading} beats {pair.other} by {plain(total).lstrip(MINUS)} % of GDP a year"
    if total < 0:
        text = f"{where}: {pair.other} beats {pair.leading} by {plain(-total)} % of GDP a year"
    words = []
    if len(terms) and terms.iloc[-1] > 0:
        words.append(
            f"{str(terms.index[-1]).replace('_', ' ')} ({signed(float(terms.iloc[-1]))}) speaks most for {pair.leading}"
        )
    if len(terms) and terms.iloc[0] < 0:
        words.append(f"{str(terms.index[0]).replace('_', ' ')} ({signed(float(terms.iloc[0]))}) most against it")
    return f"{text}; {', '.join(words)}" if words else text
