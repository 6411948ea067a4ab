"""A dimension of a sweep as an axis: its levels in order, and what a reader calls it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.figures.material import Material, Row, rows
from sim.results.wording import MINUS, counted, named, with_unit


@dataclass(frozen=True)
class Axis:
    """The levels of a dimension at the points of a grid.

    Attributes:
        short: name of the dimension; title: the same with its meaning.
        labels: of its levels.
        place: level of each point.
    """

    short: str
    title: str
    labels: Sequence[str]
    place: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.labels)


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
    return Axis(called(row), explained(row), [label(value) for value in values], place)


def called(row: Row) -> str:
    """What a reader calls a dimension: its name, and its unit."""
    return with_unit(named(str(row["path"])), str(row["unit"]).replace("_", " "))


def explained(row: Row) -> str:
    """A dimension with its meaning."""
    return f"{called(row)} ({row['meaning']})" if row["meaning"] else called(row)


def label(value: object) -> str:
    """A value on an axis."""
    return f"{value:.4g}".replace("-", MINUS) if isinstance(value, float) else str(value)


def sources(material: Material) -> str:
    """The line under a figure of a sweep."""
    return f"{counted(material.manifest.options['points'], 'point')}, at each {material.source()}"
