"""A dimension of a sweep as an axis: its levels in order, and what a reader calls it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.figures.material import Material, Row, rows
from sim.figures.splits import NAMES
from sim.results.wording import BARE, MINUS, bare, counted, named, unit_words, with_unit

_FIELDS, _COEFFICIENTS = "policies.", "parameters."
_SYMBOL = re.compile(r"^\w+: ")
"""Begins the meaning of a number that has a symbol of its own."""

_SAID = ("probability", "index")
"""Units that the meaning of a number tells."""


@dataclass(frozen=True)
class Axis:
    """The levels of a dimension at the points of a grid.

    Attributes:
        name: of the dimension; unit: of its values, in words; meaning: in a phrase.
        labels: of its levels.
        place: level of each point.
    """

    name: str
    unit: str
    meaning: str
    labels: Sequence[str]
    place: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def short(self) -> str:
        """Its name with the unit."""
        return f"{self.name}, {self.unit}" if self.unit else self.name

    @property
    def title(self) -> str:
        """The same with its meaning."""
        return f"{self.short} ({self.meaning})" if self.meaning else self.short

    @property
    def span(self) -> str:
        """Its name and from where to where it goes: `tariffs change from 0 to 40 points`."""
        unit = "" if self.unit in BARE else f" {self.unit}"
        return f"{self.name.replace(':', '')} from {self.labels[0]} to {self.labels[-1]}{unit}"


def axis_of(material: Material, d: int) -> Axis:
    """A dimension of a grid as an axis.

    Args:
        material: of a sweep, with its tables `dimensions` and `points`.
        d: position of the dimension.
    """
    row = rows(material.tables["dimensions"])[d]
    column = material.tables["points"][row["path"]]
    values = list(column.drop_duplicates())
    if all(isinstance(value, float) for value in values):
        values = sorted(values)
    known = {value: k for k, value in enumerate(values)}
    place = np.array([known[value] for value in column], dtype=np.int64)
    labels = [label(value) for value in values]
    return Axis(named(str(row["path"])), unit_words(str(row["unit"])), str(row["meaning"]), labels, place)


def called(row: Row) -> str:
    """What a reader calls a dimension: a number of the evidence by what it measures, all else by its name; its unit."""
    path, meaning, unit = str(row["path"]), str(row["meaning"]), unit_words(str(row["unit"]))
    known = NAMES.get(path.replace(_COEFFICIENTS, "law.", 1))
    if known:
        return known[0].lower() + known[1:]
    if not meaning or path.startswith(_FIELDS):
        return with_unit(named(path), unit)
    said = _SYMBOL.sub("", meaning).split("; ")[0]
    place = bare(path).rpartition(".")[0] if not path.startswith(_COEFFICIENTS) else ""
    whole = f"{place}: {said}" if place else said
    return whole if unit in _SAID else with_unit(whole, unit)


def label(value: object) -> str:
    """A value on an axis."""
    return f"{value:.4g}".replace("-", MINUS) if isinstance(value, float) else str(value)


def sources(material: Material) -> str:
    """The line under a figure of a sweep."""
    return f"{counted(material.manifest.options['points'], 'point')}, at each {material.source()}"
