"""One dimension of a sweep: what is varied, over which values, and with which distribution."""

from __future__ import annotations

import json
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from sim.draws.ranges import within

Value = bool | int | float | str
Role = Literal["lever", "uncertainty"]
Distribution = Literal["uniform", "triangular", "listed", "table"]
Floats = NDArray[np.float64]
Column = NDArray[Any]
"""Values of a dimension at the points of a design: doubles, or texts in an array of objects; nothing where the scenario
keeps its own, told as not a number or None."""


class Dimension(BaseModel):
    """What is varied.

    Attributes:
        path: as `--set` takes it.
        role: lever, what somebody chooses, or uncertainty, what nobody controls.
        number: full name of the number of the evidence that each world is given, so that its base year is anchored with
            it as with a drawn one; None where a value makes a scenario of its own, as `--set` would.
        distribution: of a sampled design: uniform or triangular between the ends; listed values alike; or those of a
            table.
        low, mode, high: ends and likeliest value of a range.
        whole: only whole numbers of the range count.
        levels: of the range in a grid or one at a time; None for those the design takes by itself.
        values: listed ones.
        central: where a design that moves one dimension at a time leaves it; None for what the scenario has.
        unit, meaning: for tables and figures.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str
    role: Role
    number: str | None = None
    distribution: Distribution
    low: float | None = None
    mode: float | None = None
    high: float | None = None
    whole: bool = False
    levels: int | None = None
    values: tuple[Value, ...] = ()
    central: float | None = None
    unit: str = ""
    meaning: str = ""

    @property
    def wordy(self) -> bool:
        """Whether its values are words."""
        return any(isinstance(value, bool | str) for value in self.values)

    def at(self, shares: Floats) -> Column:
        """Values at shares of the distribution, each in [0, 1]."""
        if self.distribution == "listed":
            place = np.minimum((shares * len(self.values)).astype(np.int64), len(self.values) - 1)
            return self.column(self.values)[place]
        low, mode, high = self.low or 0.0, self.mode or 0.0, self.high or 0.0
        if self.whole:
            return np.asarray(np.minimum(low + np.floor(shares * (high - low + 1.0)), high))
        return np.asarray(within(shares, low, mode, high, float(self.distribution == "uniform")))

    def grid(self, levels: int) -> Column:
        """Its levels: those listed, or evenly from end to end, as many as it says itself or else `levels`."""
        if self.distribution == "listed":
            return self.column(self.values)
        evenly = np.linspace(self.low or 0.0, self.high or 0.0, self.levels or levels)
        return np.unique(np.rint(evenly)) if self.whole else evenly

    def column(self, values: tuple[Value | None, ...]) -> Column:
        """Values as a column."""
        if self.wordy:
            return np.array([None if value is None else word(value) for value in values], dtype=object)
        return np.array([np.nan if value is None else value for value in values], dtype=np.float64)

    def told(self, cell: float | str | None) -> str | None:
        """The override by which a scenario takes the value of a cell; None where it keeps its own."""
        if cell is None or cell != cell:
            return None
        known = {word(value) if self.wordy else float(value): value for value in self.values}
        value = known.get(cell, int(cell) if self.whole else cell)
        return f"{self.path}={json.dumps(value)}"


def word(value: Value) -> str:
    """A value as a word, as a scenario file would write it."""
    return value if isinstance(value, str) else json.dumps(value)
