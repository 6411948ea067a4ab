"""Answers as a function of the numbers that authors dispute: outcomes in the thirds of each, with and without a pact."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.figures.material import Material
from sim.figures.palette import FAINT, INK, PALE, SOFT, scenario_colour
from sim.figures.style import MARGIN, Sheet, broken, quiet
from sim.results.wording import percent, plain

PACT = "pact_in_force_b"
NAMES = {
    "law.pact_formation_prior": "Prior chance that an offered pact forms within ten years",
    "law.deterrence_effect": "How much deterrence prevents crises",
    "law.provocation_effect": "How much alignment provokes crises",
    PACT: "Pact ever in force",
}
"""What a reader calls each split."""

_ROWS = (
    ("pact_in_force.end", "level", "Pact in force at the end, % of worlds", 100.0),
    ("hazard.mean", "difference", "Rate of crises, difference a year", 1.0),
    ("flashpoint_deterrence.mean", "difference", "Deterrence, difference", 1.0),
    ("trade_loss.mean", "difference", "Trade loss, difference in % of GDP", 1.0),
)
_TALL, _BETWEEN, _HEAD, _FOOT = 1.45, 0.28, 0.62, 0.62


def draw(material: Material) -> dict[str, Figure]:
    """Draw how the comparison hangs on disputed numbers.

    Args:
        material: of the study.

    Returns:
        One figure for each scenario compared with the first, by its stem; nothing without a comparison, and none
        for a scenario in which nothing disputed was drawn and no pact formed.
    """
    if "conditional" not in material.tables:
        return {}
    figures: dict[str, Figure] = {}
    for position, b in enumerate(material.scenarios[1:], start=1):
        frame = material.tables["conditional"]
        frame = frame[(frame["b"] == b) & (frame["kind"] == "all")]
        splits = [split for split in NAMES if frame.loc[frame["split"] == split, "group"].nunique() > 1]
        if splits:
            stem = "disputed" if len(material.scenarios) == 2 else f"disputed-{b}"  # noqa: PLR2004
            figures[stem] = _sheet(material, b, frame, splits, scenario_colour(position))
    return figures


def _sheet(material: Material, b: str, frame: pd.DataFrame, splits: Sequence[str], colour: str) -> Figure:
    rows = [row for row in _ROWS if row[0] in set(frame["outcome"])]
    a = material.title(material.scenarios[0])
    reading = (
        "Worlds are split in thirds by the value drawn for a number that authors dispute and, with a scale of its own, by "
        f"whether a pact ever came into force under {material.title(b)}. Dots: mean; lines: its 90 % interval. "
        f"Differences are from {a}, over paired worlds."
    )
    tall = len(rows) * (_TALL + _BETWEEN)
    sheet = Sheet(11.5, _HEAD + tall + _FOOT - _BETWEEN, _title(material, b, frame), reading, material.source())
    left, gap = MARGIN + 1.6, 0.22
    wide = (sheet.width - left - MARGIN - gap * (len(splits) - 1) - (0.35 if PACT in splits else 0)) / len(splits)
    for r, (outcome, what, label, factor) in enumerate(rows):
        line: list[Axes] = []
        for c, split in enumerate(splits):
            if split == PACT and what == "level":
                continue
            axes = sheet.axes(left + c * (wide + gap), _HEAD + r * (_TALL + _BETWEEN), wide, _TALL)
            groups = frame[(frame["outcome"] == outcome) & (frame["split"] == split)].sort_values("group")
            _panel(axes, groups, what, factor, colour, last=r == len(rows) - 1)
            if r == 0 or (split == PACT and r == 1):
                axes.set_title(broken(NAMES[split], 34 if len(splits) < 4 else 27), fontsize=9, pad=8)  # noqa: PLR2004
            if c == 0:
                axes.annotate(
                    broken(label, 17), (0, 0.5), xycoords="axes fraction", xytext=(-42, 0), textcoords="offset points",
                    ha="right", va="center", size=9, color=INK,
                )  # fmt: skip
            elif split == PACT:  # so much larger that it has a scale of its own
                axes.yaxis.tick_right()
                axes.tick_params(length=0)
                _same_scale([axes], zero=True)
                continue
            else:
                axes.tick_params(labelleft=False)
            line.append(axes)
        if line:
            _same_scale(line, zero=what == "difference")
    return sheet.figure


def _panel(axes: Axes, groups: pd.DataFrame, what: str, factor: float, colour: str, *, last: bool) -> None:
    names = ("level_b", "level_b_low", "level_b_high") if what == "level" else ("difference", "ci_low", "ci_high")
    mean, low, high = (factor * groups[name].to_numpy(dtype=float) for name in names)
    low, high = np.where(np.isnan(low), mean, low), np.where(np.isnan(high), mean, high)
    if what == "level":
        low, high = np.clip(low, 0, factor), np.clip(high, 0, factor)
    x = np.arange(len(groups))
    axes.set_facecolor(PALE)
    axes.grid(axis="y", color="white", linewidth=1)
    axes.set_axisbelow(True)
    quiet(axes)
    if what == "difference":
        axes.axhline(0, color=SOFT, linewidth=0.8)
    axes.vlines(x, low, high, color=colour, linewidth=2.4, alpha=0.55)
    axes.plot(x, mean, color=colour, marker="o", markersize=6, linewidth=0.9, markeredgecolor="white", clip_on=False)
    axes.set_xlim(-0.5, len(groups) - 0.5)
    axes.tick_params(axis="x", labelsize=8)
    axes.set_xticks(x, [_group(row.group, row.group_low, row.group_high, row.worlds) for row in groups.itertuples()] if last else [])


def _group(name: str, low: float, high: float, worlds: int) -> str:
    """What is written below a group: its name, the range of the number in it, and how many worlds."""
    word = name.split(" ", 1)[-1]
    span = "" if np.isnan(low) else f"\n{plain(low)}\N{EN DASH}{plain(high)}"
    return f"{word}{span}\n{worlds} worlds"


def _same_scale(line: list[Axes], *, zero: bool) -> None:
    """One scale for a row of panels, with zero in it for differences and at its foot for levels."""
    lows, highs = zip(*(axes.get_ylim() for axes in line), strict=True)
    low, high = min(*lows, 0.0), max(*highs, 0.0)
    if not zero:
        low = 0.0
    if high == low:
        low, high = -1.0, 1.0
    for axes in line:
        axes.set_ylim(low, high)
        axes.locator_params(axis="y", nbins=4)
        axes.spines["bottom"].set_color(FAINT)


def _title(material: Material, b: str, frame: pd.DataFrame) -> str:
    """The finding: how far the chance of a pact runs with its prior, else which question is asked."""
    rows = frame[(frame["outcome"] == "pact_in_force.end") & (frame["split"] == "law.pact_formation_prior")].sort_values("group")
    if len(rows) > 1:
        low, high = float(rows["level_b"].iloc[0]), float(rows["level_b"].iloc[-1])
        if max(low, high) > 0:
            return (
                f"{material.title(b)}: the chance of a pact is {percent(low)} in the low and {percent(high)} in the high third "
                "of its prior; that prior is an input, not a finding"
            )
    return f"How the effects of {material.title(b)} hang on the numbers that authors dispute"
