"""Answers as a function of the numbers that authors dispute: outcomes in the thirds of each, with and without a pact."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from sim.figures.material import Material
from sim.figures.palette import INK, PALE, SOFT, scenario_colour
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
_TALL, _BETWEEN, _HEAD, _FOOT = 1.45, 0.28, 0.52, 0.62
_APART = 0.35
Array = NDArray[np.float64]


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
            stem = "disputed" if len(material.scenarios) == 2 else f"disputed-{b}"
            figures[stem] = _sheet(material, b, frame, splits, scenario_colour(position))
    return figures


def _sheet(material: Material, b: str, frame: pd.DataFrame, splits: Sequence[str], colour: str) -> Figure:
    rows = [row for row in _ROWS if row[0] in set(frame["outcome"])]
    numbers = [split for split in splits if split != PACT]
    blocks = [block for block in (numbers, [PACT] if PACT in splits else []) if block]
    reading = (
        "Worlds are split in thirds by the value drawn for a number that authors dispute and, with a scale of its own, by "
        f"whether a pact ever came into force under {material.title(b)}. Dots: mean; lines: its 90 % interval. "
        f"Differences are from {material.title(material.scenarios[0])}, over paired worlds."
    )
    tall = len(rows) * (_TALL + _BETWEEN)
    sheet = Sheet(11.5, _HEAD + tall + _FOOT - _BETWEEN, _title(material, b, frame), reading, material.source())
    left, gap = MARGIN + 1.6, 0.55
    room = sheet.width - left - MARGIN - 0.25 - gap * (len(blocks) - 1)
    unit = room / sum(_length(block, frame) for block in blocks)
    for block in blocks:
        wide = unit * _length(block, frame)
        shown = [row for row in rows if block != [PACT] or row[1] != "level"]
        for row in shown:
            r = rows.index(row)
            axes = sheet.axes(left, _HEAD + r * (_TALL + _BETWEEN), wide, _TALL)
            groups = frame[(frame["outcome"] == row[0]) & frame["split"].isin(block)]
            _strip(axes, block, groups, row, colour, first=row is shown[0], last=row is shown[-1])
            if block is blocks[0]:
                axes.annotate(
                    broken(row[2], 17), (0, 0.5), xycoords="axes fraction", xytext=(-42, 0), textcoords="offset points",
                    ha="right", va="center", size=9, color=INK,
                )  # fmt: skip
        left += wide + gap
    return sheet.figure


def _length(block: Sequence[str], frame: pd.DataFrame) -> float:
    """Room a block of splits takes: one for each group, and half a one between splits."""
    return sum(frame.loc[frame["split"] == split, "group"].nunique() for split in block) + _APART * (len(block) - 1)


def _strip(
    axes: Axes,
    block: Sequence[str],
    groups: pd.DataFrame,
    row: tuple[str, str, str, float],
    colour: str,
    *,
    first: bool,
    last: bool,
) -> None:
    """One outcome in all groups of some splits, side by side on one scale."""
    _, what, _, factor = row
    quiet(axes)
    axes.grid(axis="y", color="white", linewidth=1)
    axes.set_axisbelow(True)
    position, ticks, labels = 0.0, [], []
    for split in block:
        here = groups[groups["split"] == split].sort_values("group")
        x = position + 0.5 + np.arange(len(here))
        axes.axvspan(position, position + len(here), color=PALE, linewidth=0, zorder=0)
        if first:
            axes.annotate(
                broken(NAMES[split], 30), (position, 1), xycoords=axes.get_xaxis_transform(), xytext=(0, 8),
                textcoords="offset points", size=9, weight="bold",
            )  # fmt: skip
        mean, low, high = _numbers(here, what, factor)
        axes.vlines(x, low, high, color=colour, linewidth=2.4, alpha=0.55)
        axes.plot(
            x, mean, color=colour, marker="o", markersize=6, linewidth=0.9, markeredgecolor="white", clip_on=False
        )
        ticks += list(x)
        labels += [_group(one.group, one.group_low, one.group_high, one.worlds) for one in here.itertuples()]
        position += len(here) + _APART
    axes.set_xlim(0, position - _APART)
    axes.tick_params(axis="x", labelsize=8)
    axes.set_xticks(ticks if last else [], labels if last else [])
    if what == "difference":
        axes.axhline(0, color=SOFT, linewidth=0.8)
    low_end, high_end = axes.get_ylim()
    low_end, high_end = (0.0 if what == "level" else min(low_end, 0.0)), max(high_end, 0.0)
    axes.set_ylim(low_end, high_end if high_end > low_end else low_end + 1)
    axes.locator_params(axis="y", nbins=4)


def _numbers(groups: pd.DataFrame, what: str, factor: float) -> tuple[Array, Array, Array]:
    """Mean and ends of the interval, of the level under B or of the difference; no interval where one world is all."""
    names = ("level_b", "level_b_low", "level_b_high") if what == "level" else ("difference", "ci_low", "ci_high")
    mean, low, high = (factor * groups[name].to_numpy(dtype=float) for name in names)
    low, high = np.where(np.isnan(low), mean, low), np.where(np.isnan(high), mean, high)
    if what == "level":
        low, high = np.clip(low, 0, factor), np.clip(high, 0, factor)
    return mean, low, high


def _group(name: str, low: float, high: float, worlds: int) -> str:
    """What is written below a group: its name, the range of the number in it, and how many worlds."""
    word = name.split(" ", 1)[-1]
    span = "" if np.isnan(low) else f"\n{plain(low)}\N{EN DASH}{plain(high)}"
    return f"{word}{span}\n{worlds} worlds"


def _title(material: Material, b: str, frame: pd.DataFrame) -> str:
    """The finding: how far the chance of a pact runs with its prior, else which question is asked."""
    rows = frame[
        (frame["outcome"] == "pact_in_force.end") & (frame["split"] == "law.pact_formation_prior")
    ].sort_values("group")
    if len(rows) > 1:
        low, high = float(rows["level_b"].iloc[0]), float(rows["level_b"].iloc[-1])
        if max(low, high) > 0:
            return (
                f"{material.title(b)}: the chance of a pact is {percent(low)} in the low and {percent(high)} in the high third "
                "of its prior; that prior is an input, not a finding"
            )
    return f"How the effects of {material.title(b)} hang on the numbers that authors dispute"
