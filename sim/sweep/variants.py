"""The scenario of a point: one of the sweep, with some of its entries changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.scenario import Scenario
from sim.sweep.dimension import Column, Dimension
from sim.sweep.plan import Plan, Points


@dataclass(frozen=True)
class Sets:
    """Which overrides make the scenario of each point: those of the dimensions that take a scenario of their own.

    Attributes:
        dimensions: these dimensions, with their values at the points.
        codes: shape (P,), points of the same scenario have the same.
        first: of each code, the first point that has it.
    """

    dimensions: Sequence[tuple[Dimension, Column]]
    codes: NDArray[np.int64]
    first: NDArray[np.int64]

    @classmethod
    def of(cls, plan: Plan, points: Points) -> Sets:
        """Find out which points share a scenario."""
        own = [(one, column) for one, column in zip(plan.dimensions, points.columns, strict=True) if one.number is None]
        codes = np.zeros(len(points), dtype=np.int64)
        for _, column in own:
            told = np.array([str(cell) for cell in column]) if column.dtype == object else column
            places = np.unique(told, return_inverse=True, equal_nan=True)[1].reshape(-1)
            codes = np.unique(codes * (int(places.max()) + 1) + places, return_inverse=True)[1].reshape(-1)
        return cls(own, codes, np.unique(codes, return_index=True)[1])

    def __len__(self) -> int:
        return len(self.first)

    def told(self, code: int) -> list[str]:
        """The overrides of a code."""
        point = self.first[code]
        return [text for one, column in self.dimensions if (text := one.told(column[point])) is not None]


def without(scenario: Scenario, paths: Iterable[str]) -> Scenario:
    """A scenario that leaves some numbers to whoever gives them to its worlds."""
    update: dict[str, Any] = {}
    for path in paths:
        group, *keys = path.split(".")
        entries: dict[str, Any] = update.get(group, getattr(scenario, group))
        if len(keys) == 1:
            update[group] = {name: value for name, value in entries.items() if name != keys[0]}
        elif keys[0] in entries:
            own = {name: value for name, value in entries[keys[0]].items() if name != keys[1]}
            update[group] = {**entries, keys[0]: own}
    return scenario.model_copy(update=update)
