"""What moves what in a sweep: differences beyond chance by outcome, and the sentence that a figure has as its title."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sim.figures.axis import called
from sim.figures.material import Material, Row, rows
from sim.results.measure import ALL
from sim.results.outcomes import Outcome
from sim.results.wording import change, interval, level, listed

LEAST = 0.02
"""Difference, in standard deviations of the outcome over worlds, below which nothing is said to move it."""


@dataclass(frozen=True)
class Finding:
    """What one dimension does to one outcome of one scenario.

    Attributes:
        outcome: which one; scenario: in which.
        path: of the dimension; name: what a reader calls it.
        row: of the table `effects`.
    """

    outcome: Outcome
    scenario: str
    path: str
    name: str
    row: Row

    @property
    def size(self) -> float:
        """The difference in standard deviations of the outcome over worlds."""
        spread, difference = float(self.row["spread"]), abs(float(self.row["difference"]))
        return difference / spread if spread > 0 and not math.isnan(difference) else 0.0

    @property
    def sure(self) -> bool:
        """Whether it is beyond chance, and a difference that can be seen."""
        return bool(self.row["clear"]) and self.size >= LEAST

    @property
    def ends(self) -> str:
        """From what to what, with the levels of the outcome there."""
        there = [level(self.outcome, float(self.row[name])) for name in ("mean_from", "mean_to")]
        return f"{there[0]} at {self.row['from']}, {there[1]} at {self.row['to']}"

    @property
    def moved(self) -> str:
        """The difference with its interval."""
        low, high = float(self.row["ci_low"]), float(self.row["ci_high"])
        points = " points" if self.outcome.display == "percent" else ""
        return f"{change(self.outcome, float(self.row['difference']))}{points} ({interval(self.outcome, low, high)})"


def findings(material: Material) -> dict[tuple[str, str], list[Finding]]:
    """By scenario and outcome what the dimensions do to it, the largest difference beyond chance first.

    Args:
        material: of a sweep, with its tables `dimensions` and `effects`.
    """
    if "effects" not in material.tables:
        return {}
    known = {row["number"]: (str(row["path"]), called(row)) for row in rows(material.tables["dimensions"])}
    found: dict[tuple[str, str], list[Finding]] = {}
    for row in rows(material.tables["effects"]):
        if row["scope"] == ALL:
            one = Finding(material.outcomes[row["outcome"]], row["scenario"], *known[row["number"]], row)
            found.setdefault((row["scenario"], row["outcome"]), []).append(one)
    keys = sorted(found, key=lambda key: (material.scenarios.index(key[0]), material.outcomes.order(key[1])))
    return {key: sorted(found[key], key=lambda one: (not one.sure, -one.size)) for key in keys}


def still(material: Material, names: Collection[str], scenarios: Collection[str]) -> list[str]:
    """Those of some outcomes that no dimension changes at all in some scenarios.

    Args:
        material: as `findings` takes it.
        names: of outcomes.
        scenarios: that count.
    """
    every = findings(material).items()
    moved = {name for (scenario, name), several in every if scenario in scenarios and any(one.size for one in several)}
    return [name for name in names if name not in moved]


def left_out(material: Material, names: Sequence[str]) -> str:
    """A sentence that names outcomes left out because nothing moves them; empty where there are none."""
    labels = listed([material.outcomes[name].label for name in names])
    return f" Moved by none, and left out: {labels}." if labels else ""


def most(material: Material, names: Sequence[str], scenarios: Sequence[str]) -> str:
    """The finding of a sheet: what moves the first of its outcomes that is moved, and how many dimensions move none.

    Args:
        material: as `findings` takes it.
        names: of outcomes, as they are shown.
        scenarios: that are shown.
    """
    every = findings(material)
    shown = [one for key in every if key[0] in scenarios and key[1] in names for one in every[key]]
    sure = [one for one in shown if one.sure]
    if not sure:
        return "No dimension moves any of these outcomes beyond chance"
    name = next(name for name in names if any(one.outcome.name == name for one in sure))
    first = max((one for one in sure if one.outcome.name == name), key=lambda one: one.size)
    under = f" under {material.title(first.scenario)}" if len(scenarios) > 1 else ""
    start, goal = (level(first.outcome, float(first.row[end])) for end in ("mean_from", "mean_to"))
    ends = f"from {start} at {first.row['from']} to {goal} at {first.row['to']}"
    told = f"{first.outcome.label}{under}: moved most by {first.name}, {ends}"
    total, moving = len({one.path for one in shown}), len({one.path for one in sure})
    if moving == total:
        return told
    idle = f"{total - moving} of {total} dimensions move" if total - moving > 1 else f"1 of {total} dimensions moves"
    return f"{told}; {idle} none of these outcomes beyond chance"
