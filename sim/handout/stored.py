"""Rows of a study's tables as a page shows them, named by the schema."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from sim.figures.material import Material, Row, whole
from sim.handout.parts import Grid
from sim.results.schema import known_tables
from sim.results.wording import NOTHING, grouped

MOST = 300
"""Rows at most; a figure of more is shown by its first ones, and the folder of the study holds all."""


def table(material: Material, name: str, rows: Sequence[Row], columns: Sequence[str]) -> Grid:
    """Rows of a table of a study with the meaning of its columns above them.

    Args:
        material: of the study.
        name: of the table.
        rows: that are shown.
        columns: that are shown.
    """
    described = known_tables()[name]
    known = {column.name: column for column in described.columns}
    head = [_named(known[column].meaning, known[column].unit) if column in known else column for column in columns]
    body = [tuple(_cell(material, column, row) for column in columns) for row in rows[:MOST]]
    more = f" (the first {MOST} of {len(rows):,}; all are in the study's table {name})" if len(rows) > MOST else ""
    return Grid(f"{described.meaning.capitalize()}{more}", tuple(head), tuple(body))


def _named(meaning: str, unit: str) -> str:
    told = unit.replace("_", " ")
    words = meaning[:1].upper() + meaning[1:]
    return f"{words} ({told})" if told and told not in ("own", "outcome", "count", "year", "share") else words


def _cell(material: Material, column: str, row: Mapping[str, Any]) -> str:
    value = row[column]
    if isinstance(value, bool):
        return "yes" if value else "no"
    if column in ("scenario", "a", "b") and value in material.scenarios:
        return material.title(str(value))
    if column == "country":
        return material.manifest.country(str(value))
    if column == "outcome" and value in material.outcomes:
        return material.outcomes[str(value)].label
    if column == "year":
        return whole(float(value))
    if isinstance(value, float):
        return NOTHING if math.isnan(value) else grouped(value)
    return str(value).replace("_", " ") if column in ("split", "term") else str(value)
