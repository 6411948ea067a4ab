"""A harvest as the tables of a result folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.engine.harvest import Floats, Harvest
from sim.engine.record import recorded
from sim.engine.worlds import Factory
from sim.results.outcomes import DISPUTED
from sim.results.schema import RUN_TABLES, Column
from sim.world.records import ADMINISTRATIONS

if TYPE_CHECKING:
    import pyarrow as pa


def tables(factory: Factory, harvest: Harvest) -> dict[str, pa.Table]:
    """Tables `countries`, `theatre` and `flashpoints` of the worlds held in full, `draws` and `failures`."""
    import pyarrow as pa

    fields = ("scenario", "replicate", "error", "traceback")
    failures = {name: [getattr(f, name) for f in harvest.failures] for name in fields}
    types = (pa.string(), pa.int32(), pa.string(), pa.string())
    batch = harvest.whole()
    grids = [frame.grid for frame in factory.frames]
    return {
        "countries": _table(
            factory, batch.replicates, "countries", batch.countries, "country", [grid.countries for grid in grids]
        ),
        "theatre": _table(
            factory,
            batch.replicates,
            "theatre",
            [block[:, :, None] for block in batch.theatre],
            "",
            [("",)] * len(grids),
        ),
        "flashpoints": _table(
            factory, batch.replicates, "flashpoints", batch.places, "flashpoint", [grid.flashpoints for grid in grids]
        ),
        "draws": draws_table(factory, harvest),
        "failures": pa.table({n: pa.array(failures[n], t) for n, t in zip(fields, types, strict=True)}),
    }


def draws_table(factory: Factory, harvest: Harvest) -> pa.Table:
    """Uncertain numbers by full name: all of the worlds held in full, of the others those that authors dispute."""
    import pyarrow as pa

    drawn = factory.table.uncertain if factory.scenarios[0].draws != "central" else ()
    everything = np.concatenate([np.empty(0, np.int64), *harvest.replicates])
    pieces = []
    for replicates, names in (
        (everything[: harvest.held], sorted(drawn)),
        (everything[harvest.held :], sorted(set(drawn) & set(DISPUTED))),
    ):
        values = factory.drawn(replicates, names)
        data = {
            "replicate": np.repeat(replicates.astype(np.int32), len(names)),
            "parameter": _coded(np.tile(np.arange(len(names)), len(replicates)), names),
            "value": values.reshape(-1),
        }
        pieces.append(pa.table(data))
    return pa.concat_tables(pieces).unify_dictionaries()


def _table(
    factory: Factory,
    replicates: NDArray[np.int64],
    table: str,
    blocks: Sequence[Floats],
    unit: str,
    names: Sequence[Sequence[str]],
) -> pa.Table:
    """A table of worlds.

    Args:
        factory: made the worlds.
        replicates: shape (R,).
        table: its name.
        blocks: per scenario, shape (R, T, U, C).
        unit: column that names the units, empty when there is but one.
        names: per scenario, of the units.
    """
    import pyarrow as pa

    columns = [RUN_TABLES[table].column(name) for name in recorded(table)]
    words = {"posture": factory.frames[0].grid.postures, "administration": ADMINISTRATIONS}
    scenarios, pieces = [scenario.name for scenario in factory.scenarios], []
    for k, values in enumerate(blocks):
        worlds, steps, units, _ = values.shape
        data: dict[str, object] = {
            "scenario": _coded(np.full(worlds * steps * units, k), scenarios),
            "replicate": np.repeat(replicates.astype(np.int32), steps * units),
            "year": np.tile(np.repeat(_years(factory, k), units), worlds),
        }
        if unit:
            data[unit] = _coded(np.tile(np.arange(units), worlds * steps), names[k])
        for c, column in enumerate(columns):
            data[column.name] = _column(column, values[..., c].reshape(-1), words)
        pieces.append(pa.table(data))
    return pa.concat_tables(pieces).unify_dictionaries()


def _years(factory: Factory, scenario: int) -> NDArray[np.int32] | Floats:
    starts = factory.frames[scenario].grid.starts
    return starts.astype(np.int32) if factory.scenarios[scenario].step == 1 else starts


def _column(column: Column, values: Floats, words: Mapping[str, Sequence[str]]) -> object:
    if column.kind == "text":
        return _coded(values, words[column.name])
    if column.kind == "flag":
        return values > 0.0
    return values.astype(np.int32) if column.kind == "integer" else values


def _coded(positions: NDArray[np.int64] | Floats, words: Sequence[str]) -> pa.DictionaryArray:
    """Words by their positions in a list."""
    import pyarrow as pa

    return pa.DictionaryArray.from_arrays(positions.astype(np.int32), pa.array(list(words), pa.string()))
