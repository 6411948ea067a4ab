"""Studies in memory with a row or two in every table there is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from sim.results.arrow import arrow_type
from sim.results.held import Held
from sim.results.manifest import Manifest
from sim.results.schema import Column, Table, known_tables

REST = {
    "outcomes": ("members.end", "part.hub_side.end"),
    "worlds": ("side.end", "side.end.JPN", "side.end@2035"),
    "points": ("policies.tariffs.change",),
    "cases": ("policies.tariffs.change",),
    "landscape": ("frustration.JPN",),
}
Make = Callable[..., Held]


def value(column: Column, row: int) -> Any:
    """A value that the column may hold, another in each row."""
    if column.kind == "text":
        return f"{column.name or 'word'} {row}"
    if column.kind == "flag":
        return row % 2 == 0
    if column.kind == "year":
        return 2026 + row
    low = column.low or 0.0
    high = low + 1.0 if column.high is None else column.high
    return int(low) + row if column.kind == "integer" else low + (high - low) * (row + 1) / 7


def filled(table: Table, rows: int = 2) -> pa.Table:
    """A table with some rows."""
    columns = {column.name: [value(column, row) for row in range(rows)] for column in table.columns}
    types = {column.name: arrow_type(column) for column in table.columns}
    made = {name: pa.array(values, types[name]) for name, values in columns.items()}
    for name in REST.get(table.name, ()):
        made[name] = pa.array([0.25 * (row + 1) for row in range(rows)])
    return pa.table(made)


@pytest.fixture
def held(tmp_path: Path) -> Make:
    """A study in memory, of the tables named or of all there are; further tables replace those."""

    def make(*names: str, **tables: pa.Table) -> Held:
        manifest = Manifest.model_validate(
            {
                "study": "sweep-calm-1a2b3c4d",
                "kind": "sweep",
                "version": "1.2.3",
                "python": "3.11.9",
                "created": "2026-01-02T03:04:05Z",
                "wall_seconds": 1.5,
                "scenarios": {"calm": {"title": "Calm"}},
                "seed": 7,
                "replicates": 4,
                "seeds_fingerprint": "ab" * 32,
                "inputs_fingerprint": "cd" * 32,
                "facts": {"postures": [{"name": "hedge", "side": 0.0}]},
            }
        )
        content = {name: filled(known_tables()[name]) for name in names or known_tables()}
        return Held(manifest, {**content, **tables}, tmp_path / "aside")

    return make
