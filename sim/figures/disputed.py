"""Answers as a function of the numbers that authors dispute: outcomes by thirds of each, with and without a pact."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from sim.analysis.statistics import LEVEL, student_quantile
from sim.figures.material import Material, Row
from sim.figures.palette import INK, PALE, SOFT, scenario_colour
from sim.figures.splits import NAMES, PACT_SPLIT, PRIOR_SPLIT
from sim.figures.style import MARGIN, Sheet, broken, quiet
from sim.figures.tips import points
from sim.results.wording import change, percent, plain

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of panels: an outcome, whether its level under B or its difference is shown, its label and scale."""

    outcome: str
    level: bool
    label: str
    factor: float = 1.0


_LINES = (
    _Line("pact_in_force.end", True, "Pact in force at the end, % of worlds", 100.0),
    _Line("hazard.mean", False, "Rate of crises, difference a year"),
    _Line("flashpoint_deterrence.mean", False, "Deterrence, difference"),
    _Line("trade_loss.mean", False, "Trade loss, difference in % of GDP"),
)
_TALL, _BETWEEN, _HEAD, _FOOT = 1.45, 0.28, 0.52, 0.62
_APART = 0.35


def draw(material: Material) -> dict[str, Figure]:
    """Draw how the comparison hangs on disputed numbers.

    Args:
        material: of the study.

    Returns:
        One figure for each scenario compared with the first, by its stem; nothing without a comparison, and none
        for a scenario in which nothing disputed was drawn and no pact formed.
    """
    figures: dict[str, Figure] = {}
    for position, b in enumerate(material.scenarios[1:], start=1):
        lines = [line for line in _LINES if material.groups(line.outcome, b, PACT_SPLIT)]
        splits = [split for split in NAMES if lines and len(material.groups(lines[0].outcome, b, split)) > 1]
        if splits:
            stem = "disputed" if len(material.scenarios) == 2 else f"disputed-{b}"
            figures[stem] = _sheet(material, b, lines, splits, scenario_colour(position))
    return figures


def _sheet(material: Material, b: str, lines: list[_Line], splits: list[str], colour: str) -> Figure:
    numbers = [split for split in splits if split != PACT_SPLIT]
    blocks = [block for block in (numbers, [PACT_SPLIT] if PACT_SPLIT in splits else []) if block]
    parts = [
        *(["in thirds by the value drawn for a number that authors dispute"] if numbers else []),
        *([f"by whether a pact ever came into force under {material.title(b)}"] if PACT_SPLIT in splits else []),
    ]
    reading = (
        f"Worlds are split {' and, with a scale of its own, '.join(parts)}. Dots: mean; lines: its 90 % interval. "
        f"Differences are from {material.title(material.scenarios[0])}, over paired worlds."
    )
    tall = len(lines) * (_TALL + _BETWEEN)
    sheet = Sheet(
        11.5, _HEAD + tall + _FOOT - _BETWEEN, _title(material, b, lines, numbers), reading, material.source()
    )
    left, gap = MARGIN + 1.6, 0.55
    groups = {split: len(material.groups(lines[0].outcome, b, split)) for split in splits}
    lengths = [sum(groups[split] for split in block) + _APART * (len(block) - 1) for block in blocks]
    unit = (sheet.width - left - MARGIN - 0.25 - gap * (len(blocks) - 1)) / sum(lengths)
    for block, length in zip(blocks, lengths, strict=True):
        shown = [line for line in lines if block != [PACT_SPLIT] or not line.level]
        for line in shown:
            axes = sheet.axes(left, _HEAD + lines.index(line) * (_TALL + _BETWEEN), unit * length, _TALL)
            if line is shown[0]:
                _names(axes, block, groups)
            found = {split: material.groups(line.outcome, b, split) for split in block}
            _strip(axes, found, line, colour, last=line is shown[-1])
            if block is blocks[0]:
                label = broken(line.label, 17)
                axes.annotate(
                    label, (0, 0.5), xycoords="axes fraction", xytext=(-42, 0), textcoords="offset points",
                    ha="right", va="center", size=9, color=INK,
                )  # fmt: skip
        left += unit * length + gap
    return sheet.figure


def _names(axes: Axes, block: Sequence[str], groups: dict[str, int]) -> None:
    """Name the splits above the first line of panels."""
    position = 0.0
    for split in block:
        axes.annotate(
            broken(NAMES[split], 30), (position, 1), xycoords=axes.get_xaxis_transform(), xytext=(0, 8),
            textcoords="offset points", size=9, weight="bold",
        )  # fmt: skip
        position += groups[split] + _APART


def _strip(axes: Axes, found: dict[str, list[Row]], line: _Line, colour: str, *, last: bool) -> None:
    """One outcome in all groups of some splits, side by side on one scale."""
    quiet(axes)
    axes.grid(axis="y", color="white", linewidth=1)
    axes.set_axisbelow(True)
    position = 0.0
    ticks: list[float] = []
    labels: list[str] = []
    for split, groups in found.items():
        x = position + 0.5 + np.arange(len(groups))
        axes.axvspan(position, position + len(groups), color=PALE, linewidth=0, zorder=0)
        mean, low, high = _numbers(groups, line)
        axes.vlines(x, low, high, color=colour, linewidth=2.4, alpha=0.55)
        axes.plot(
            x, mean, color=colour, marker="o", markersize=6, linewidth=0.9, markeredgecolor="white", clip_on=False
        )
        said = [
            f"{NAMES[split]}: {_label(row).replace(chr(10), ', ')}. {line.label}: {plain(m, 3)} ({plain(a, 3)} to "
            f"{plain(b, 3)})"
            for row, m, a, b in zip(groups, mean.tolist(), low.tolist(), high.tolist(), strict=True)
        ]
        points(axes, x, mean, said)
        ticks += x.tolist()
        labels += [_label(row) for row in groups]
        position += len(groups) + _APART
    axes.set_xlim(0, position - _APART)
    axes.tick_params(axis="x", labelsize=8)
    axes.set_xticks(ticks if last else [], labels if last else [])
    if not line.level:
        axes.axhline(0, color=SOFT, linewidth=0.8)
    low_end, high_end = axes.get_ylim()
    low_end, high_end = (0.0 if line.level else min(low_end, 0.0)), max(high_end, 0.0)
    axes.set_ylim(low_end, high_end if high_end > low_end else low_end + 1)
    axes.locator_params(axis="y", nbins=4)


def _numbers(groups: list[Row], line: _Line) -> tuple[Array, Array, Array]:
    """Mean and ends of the interval, of the level under B or of the difference; no interval of a single world."""
    names = ("level_b", "level_b_low", "level_b_high") if line.level else ("difference", "ci_low", "ci_high")
    mean, low, high = (line.factor * np.array([row[name] for row in groups], dtype=np.float64) for name in names)
    low, high = np.where(np.isnan(low), mean, low), np.where(np.isnan(high), mean, high)
    if line.level:
        low, high = np.clip(low, 0, line.factor), np.clip(high, 0, line.factor)
    return mean, low, high


def _label(row: Row) -> str:
    """What is written below a group: its name, the range of the number in it, and how many worlds."""
    low, high = row["group_low"], row["group_high"]
    span = "" if math.isnan(low) else f"\n{plain(low)}\N{EN DASH}{plain(high)}"
    return f"{row['group'].split(' ', 1)[-1]}{span}\n{row['worlds']} worlds"


def _title(material: Material, b: str, lines: Sequence[_Line], numbers: Sequence[str]) -> str:
    """The finding: how far the chance of a pact runs with its prior, else the number on which effects hang most."""
    thirds = [row["level_b"] for row in material.groups("pact_in_force.end", b, PRIOR_SPLIT)]
    if thirds and max(thirds) > 0:
        return (
            f"{material.title(b)}: the chance of a pact is {percent(thirds[0])} in the low and {percent(thirds[-1])} "
            "in the high third of its prior; that prior is an input, not a finding"
        )
    return _hangs(material, b, [line for line in lines if not line.level], numbers)


def _hangs(material: Material, b: str, lines: Sequence[_Line], numbers: Sequence[str]) -> str:
    """The number whose outer thirds are farthest apart in an effect, if farther than chance lets the farthest be."""
    asked = max(1, len(lines) * len(numbers))
    farthest, told = 1.0, f"{material.title(b)}: beyond chance no effect hangs on a number that authors dispute"
    for line in lines:
        for number in numbers:
            low, *_, high = material.groups(line.outcome, b, number)
            size = _apart(low, high, asked)
            if size > farthest:
                farthest, outcome = size, material.outcomes[line.outcome]
                ends = [change(outcome, row["difference"], int(outcome.decimals < 3)) for row in (low, high)]
                name = NAMES[number][0].lower() + NAMES[number][1:]
                told = (
                    f"{material.title(b)}: its effects hang most on {name}; that on {outcome.label.lower()} is "
                    f"{ends[0]} in the low and {ends[1]} in the high third"
                )
    return told


def _apart(low: Row, high: Row, asked: int) -> float:
    """Distance of an effect in two groups of worlds over what chance gives the farthest of so many, nine times in ten.

    The groups share no world, so that the variances of their means add up; each is read off its 90 % interval.
    """
    freedom = [int(row["worlds"]) - 1 for row in (low, high)]
    if min(freedom) < 1:
        return 0.0
    errors = [
        (row["ci_high"] - row["ci_low"]) / 2 / student_quantile((1 + LEVEL) / 2, own)
        for row, own in zip((low, high), freedom, strict=True)
    ]
    reach = student_quantile(1 - (1 - LEVEL) / 2 / asked, min(freedom)) * math.hypot(*errors)
    distance = abs(float(high["difference"]) - float(low["difference"]))
    return distance / reach if reach > 0 else math.inf if distance else 0.0
