"""What a world came to: each outcome measured from the columns that a world leaves behind.

Engine and analysis measure with the same function, so that it does not matter who did. Sums go through years, countries
and flashpoints one by one, and the results are multiples of 2**-30 (1e-9): no layout, order of worlds or size of a
batch shows in a bit, and the results of very many worlds take little room.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.results.outcomes import FIRST_YEARS, Outcome

Array = NDArray[np.float64]

ALL = "all"
"""Kind and scope of what is said of the region as a whole."""

UNITS: Mapping[str, str | None] = MappingProxyType(
    {"countries": "country", "flashpoints": "flashpoint", "theatre": None}
)
"""What a row of each table is about beside the year; None for the region."""

GRAINS = 2.0**30
"""Results are whole multiples of 1 / GRAINS."""


class Measured(NamedTuple):
    """An outcome of some worlds, W in all.

    Attributes:
        total: overall; shape (W).
        own: of each unit by itself; shape (U, W).
        parts: each unit's part of the total; shape (U, W).
    """

    total: Array
    own: Array
    parts: Array


class Cells(ABC):
    """One table of some worlds as blocks of numbers of shape (T, U, W): years, units, worlds.

    Attributes:
        years: shape (T,).
        units: countries or flashpoints in alphabetical order, `("all",)` for the region; U of them.
    """

    years: Sequence[float] | NDArray[np.generic]
    units: tuple[str, ...]

    def __init__(self) -> None:
        self._shares: dict[str, Array] = {}

    @abstractmethod
    def numbers(self, column: str) -> Array:
        """A column as numbers."""

    @abstractmethod
    def where(self, column: str, value: str | int) -> Array:
        """1 where a column has a value, else 0."""

    def share(self, column: str) -> Array:
        """Each unit's share of a column's sum over the units."""
        if column not in self._shares:
            weight = self.numbers(column)
            self._shares[column] = weight / added(weight, axis=1)[:, None]
        return self._shares[column]


class Block(Cells):
    """A table of worlds as an engine gives it.

    Attributes:
        years: shape (T,).
        units: names of the units, in alphabetical order.
    """

    def __init__(
        self,
        values: Array,
        columns: Sequence[str],
        units: Sequence[str],
        years: Sequence[float] | NDArray[np.generic],
        words: Mapping[str, Sequence[str]],
    ) -> None:
        """Lay the worlds out.

        Args:
            values: shape (W, T, U, C).
            columns: names, C of them.
            units: names in the order of `values`, U of them.
            years: T of them.
            words: of the columns that hold positions of words.
        """
        super().__init__()
        order = np.argsort(np.array(units))
        self.years, self.units = years, tuple(units[u] for u in order)
        turned = values if (order == np.arange(len(order))).all() else values[:, :, order]
        self._values = np.ascontiguousarray(turned.transpose(1, 2, 3, 0))  # worlds last, where sums run fastest
        self._columns, self._words = tuple(columns), words

    def numbers(self, column: str) -> Array:
        """A column as numbers; shape (T, U, W)."""
        found: Array = self._values[:, :, self._columns.index(column)]
        return found

    def where(self, column: str, value: str | int) -> Array:
        """1 where a column has a value, a word or a number, else 0; shape (T, U, W)."""
        wanted = self._words[column].index(value) if isinstance(value, str) else value
        return np.asarray(self.numbers(column) == wanted, dtype=np.float64)


def measure(outcome: Outcome, cells: Cells) -> Measured:
    """Measure one outcome.

    Args:
        outcome: what to measure.
        cells: of its table.
    """
    wanted = outcome.equals
    cube = cells.numbers(outcome.column) if wanted is None else cells.where(outcome.column, wanted)
    years = np.asarray(cells.years, dtype=np.float64)
    last = len(years) if outcome.until is None else int(np.searchsorted(years, outcome.until + 1))
    chosen = slice(last - 1, last) if outcome.when == "end" else slice(last)
    cube, years = cube[chosen], years[chosen]
    if outcome.sign is not None:
        cube = (np.sign(cube) == outcome.sign).astype(np.float64)
    own = _grained(over_time(cube, outcome, years))
    if outcome.across in ("gdp", "capability"):
        parts = _grained(over_time(cube * cells.share(outcome.across)[chosen], outcome, years))
    else:
        parts = parts_of(outcome, own)
    return Measured(_grained(added(parts, axis=0)), own, parts)


def parts_of(outcome: Outcome, own: Array, axis: int = 0) -> Array:
    """Each unit's part of an outcome that is the sum or plain mean over units, which lie along an axis."""
    return np.asarray(own / own.shape[axis]) if outcome.across == "mean" else own


def over_time(cube: Array, outcome: Outcome, years: Array) -> Array:
    """Bring years together as the outcome says: shape (T, ...) to (...)."""
    if outcome.when == "end":
        return np.asarray(cube[-1])
    if outcome.when == "sum":
        return added(cube, axis=0)
    if outcome.when == "mean":
        return np.asarray(added(cube, axis=0) / cube.shape[0])
    if outcome.when == "first_ten_years":
        cube = cube[years < years[0] + FIRST_YEARS]
    return np.asarray(cube.max(axis=0))


def added(values: Array, axis: int) -> Array:
    """Sum along an axis, one by one in ascending order whatever the layout."""
    slices = np.moveaxis(values, axis, 0)
    total = np.array(slices[0], dtype=np.float64)
    for one in slices[1:]:
        total += one
    return total


def _grained(values: Array) -> Array:
    """The nearest multiples of the grain; no zero is negative."""
    return np.asarray(np.rint(values * GRAINS) / GRAINS + 0.0)
