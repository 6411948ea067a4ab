"""A harvest as the tables of a result folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.engine.record import recorded
from sim.engine.runner import Floats, Harvest
from sim.engine.worlds import Factory
from sim.results.schema import RUN_TABLES, Column
from sim.world.records import ADMINISTRATIONS

if TYPE_CHECKING:
    import pyarrow as pa


def _years(factory: Factory, scenario: int) -> Floats:
    starts = factory.frames[scenario].grid.starts
    return starts.astype(np.int32) if factory.scenarios[scenario].step == 1 else starts


def _column(column: Column, values: Floats, words: Mapping[str, Sequence[str]]) -> Any:
    if column.kind == "text":
        return np.array(words[column.name], dtype=object)[values.astype(int)]
    if column.kind == "flag":
        return values > 0.0
    return values.astype(np.int32) if column.kind == "integer" else values


def _stacked(
    harvest: Harvest, part: str, scenario: int, names: Sequence[str], columns: int, years: Floats
) -> tuple[dict[str, Any], Floats]:
    """Key columns and values (rows, columns) of one scenario: replicate, then year, then name."""
    blocks = [getattr(y, part)[scenario] for y in harvest.yields]
    inner = max(len(names), 1)
    keys: dict[str, Any] = {
        "replicate": np.repeat(np.array([y.replicate for y in harvest.yields], dtype=np.int32), len(years) * inner),
        "year": np.tile(np.repeat(years, inner), len(blocks)),
    }
    if names:
        keys["name"] = np.tile(np.array(names, dtype=object), len(blocks) * len(years))
    return keys, np.concatenate(blocks) if blocks else np.empty((0, columns))


def _table(
    factory: Factory, harvest: Harvest, part: str, table: str, key: str, words: Mapping[str, Sequence[str]]
) -> pa.Table:
    import pyarrow as pa

    columns = [RUN_TABLES[table].column(name) for name in recorded(table)]
    pieces = []
    for k, scenario in enumerate(factory.scenarios):
        grid = factory.frames[k].grid
        names = {"country": grid.countries, "flashpoint": grid.flashpoints}.get(key, ())
        keys, values = _stacked(harvest, part, k, names, len(columns), _years(factory, k))
        data = {"scenario": np.full(len(values), scenario.name, dtype=object), **keys}
        if "name" in data:
            data[key] = data.pop("name")
        for c, column in enumerate(columns):
            data[column.name] = _column(column, values[:, c], words)
        pieces.append(pa.table(data))
    return pa.concat_tables(pieces)


def draws_table(factory: Factory, replicates: Sequence[int]) -> pa.Table:
    """Every uncertain number of every world, by full name."""
    import pyarrow as pa

    names = sorted(factory.table.uncertain) if factory.scenarios[0].draw_parameters else []
    values = [[row[name] for name in names] for row in map(factory.row, replicates)]
    return pa.table(
        {
            "replicate": pa.array(np.repeat(np.array(replicates, dtype=np.int32), len(names)), pa.int32()),
            "parameter": pa.array(names * len(replicates), pa.string()),
            "value": pa.array(np.array(values, dtype=np.float64).reshape(-1), pa.float64()),
        }
    )


def tables(factory: Factory, harvest: Harvest) -> dict[str, pa.Table]:
    """Tables `countries`, `theatre`, `flashpoints`, `draws` and `failures` of a study."""
    import pyarrow as pa

    words = {"posture": factory.frames[0].grid.postures, "administration": ADMINISTRATIONS}
    fields = ("scenario", "replicate", "error", "traceback")
    failures = {name: [getattr(f, name) for f in harvest.failures] for name in fields}
    types = (pa.string(), pa.int32(), pa.string(), pa.string())
    return {
        "countries": _table(factory, harvest, "countries", "countries", "country", words),
        "theatre": _table(factory, harvest, "theatre", "theatre", "", words),
        "flashpoints": _table(factory, harvest, "places", "flashpoints", "flashpoint", words),
        "draws": draws_table(factory, [y.replicate for y in harvest.yields]),
        "failures": pa.table({n: pa.array(failures[n], t) for n, t in zip(fields, types, strict=True)}),
    }
