"""What is to hold: a share of worlds, or a mean over worlds, compared with a number."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.statistics import mean_interval, share_interval
from sim.engine.quantities import Quantity
from sim.results.conditions import CHANGE, Bound
from sim.results.outcomes import Outcome
from sim.results.wording import change, grouped, percent, plain

Array = NDArray[np.float64]
Over = Literal["P", "MEAN"]

_OF_WORLDS = {"above": "more than", "below": "less than"}
"""How a share of worlds is compared, where otherwise than numbers are."""


class Estimate(NamedTuple):
    """What some worlds say of a measure.

    Attributes:
        value: share of worlds, or mean over them.
        low, high: its 90 % interval; not a number with a single world.
        worlds: that were finished.
    """

    value: float
    low: float
    high: float
    worlds: int


@dataclass(frozen=True)
class Condition:
    """A condition on the worlds of a scenario.

    Attributes:
        over: P, the share of worlds of which `event` is true, or MEAN.
        quantity: the number of each world that it is about.
        outcome: the same as the table of outcomes describes it.
        place: name in full of the country or flashpoint meant, empty for the region.
        change: take the number less what it is in the same world of the other scenario.
        event: what is to be true in a world; None where the number is 1 where it is true, else 0.
        bound: what the share or mean is compared with.
        note: which outcome was taken of those that the name as written could mean; empty where it was clear.
    """

    over: Over
    quantity: Quantity
    outcome: Outcome
    place: str
    change: bool
    event: Bound | None
    bound: Bound
    note: str = field(default="", compare=False)

    def __str__(self) -> str:
        name = ".".join((self.quantity.outcome, *self.quantity.scopes))
        term = f"{CHANGE}({name})" if self.change else name
        inner = f"{term} {self.event}" if self.event else term
        return f"{self.over}({inner}) {self.bound}"

    def estimate(self, values: Array, others: Array | None = None) -> Estimate:
        """Share or mean with its interval: Wilson's of a share, Student's of a mean.

        Args:
            values: the number in each world, shape (R,); not a number where the world failed.
            others: the same of the other scenario.
        """
        numbers = values - others if self.change and others is not None else values
        numbers = numbers[np.isfinite(numbers)]
        worlds = len(numbers)
        if not worlds:
            return Estimate(math.nan, math.nan, math.nan, 0)
        if self.over == "MEAN":
            mean, low, high = map(float, mean_interval(numbers))
            return Estimate(mean, low, high, worlds)
        count = float((numbers > 0.0).sum() if self.event is None else self.event.holds(numbers).sum())
        low, high = map(float, share_interval(np.array(count), worlds))
        return Estimate(count / worlds, low, high, worlds)

    @property
    def words(self) -> str:
        """The condition as a phrase: `Pact in force within ten years in at least 50 % of the worlds`."""
        if self.over == "MEAN":
            return f"{self.measured} {self.bound.words} {self.limit}"
        more = _OF_WORLDS.get(self.bound.words, self.bound.words)
        return f"{self.measured} in {more} {self.limit} of the worlds"

    @property
    def measured(self) -> str:
        """What is measured, for the axis of a figure."""
        said = self.outcome.label.replace(", end", " at the end")
        said = f"{said} ({self.place})" if self.place else said
        if self.change:
            said = f"Change of {_inside(said)}"
        if self.over == "MEAN":
            return f"Mean of {_inside(said)}" if not self.change else f"Mean {_inside(said)}"
        if self.event is None:
            return said
        return f"{said} {self.event.words} {grouped(self.event.value)}"

    @property
    def unit(self) -> str:
        """What the share or mean is counted in."""
        return "share of worlds" if self.over == "P" else self.outcome.unit

    @property
    def limit(self) -> str:
        """What the share or mean is compared with, as a reader sees it."""
        return _shown(self.bound.value) if self.shares else grouped(self.bound.value)

    def told(self, value: float) -> str:
        """A share or mean as a reader sees it, one decimal finer than the outcome is shown elsewhere."""
        if self.over == "P":
            return percent(value, 1)
        if self.change:
            return f"{change(self.outcome, value, 1)}{' points' if self.shares else ''}"
        finer = self.outcome.decimals + 1
        return percent(value, finer) if self.shares else plain(value, finer)

    @property
    def shares(self) -> bool:
        """Whether what is compared is a share, shown as per cent."""
        return self.over == "P" or self.outcome.display == "percent"


def _shown(share: float) -> str:
    """A share as per cent with the decimals it was given."""
    hundredth = round(100 * share, 9)
    return percent(share) if hundredth == round(hundredth) else f"{grouped(hundredth)} %"


def _inside(phrase: str) -> str:
    """A phrase as it stands inside a sentence."""
    return phrase[:1].lower() + phrase[1:]
