"""The parts of a sweep as its tables, read a few points at a time: memory does not grow with the worlds.

Points come in fixed portions whatever the units were, so that the tables are the same to the byte.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.csv

from sim.analysis.statistics import spread
from sim.results.files import even_writer
from sim.results.manifest import TableFormat
from sim.results.measure import ALL
from sim.results.outcomes import Outcome
from sim.results.sweeps import together
from sim.sweep.dimension import Floats, word
from sim.sweep.levels import levels
from sim.sweep.plan import Plan, Points
from sim.sweep.responses import Responses, Row
from sim.sweep.store import Store
from sim.sweep.units import ERROR, Words

PORTION = 16_384
"""Worlds of a portion, or those of one point where it has more."""


class Portion(NamedTuple):
    """Some points of one scenario.

    Attributes:
        scenario: its position; first: number of the first point.
        values: shape (points, R, K), not a number in worlds that failed; errors: shape (points, R).
    """

    scenario: int
    first: int
    values: Floats
    errors: Words


@dataclass(frozen=True)
class Gathered:
    """The tables of a sweep.

    Attributes:
        tables: by name; those too large to be held as files.
        failures: worlds that failed; first: why the first of them did.
    """

    tables: Mapping[str, pa.Table | Path]
    failures: int
    first: str


def scoped(column: str, plan: Plan) -> tuple[str, str]:
    """Outcome and scope of a column that was measured."""
    if column in plan.outcomes:
        return column, ALL
    outcome, _, code = column.rpartition(".")
    return outcome, code


def gather(store: Store, points: Points, form: TableFormat, aside: Path, measured: Mapping[str, Outcome]) -> Gathered:
    """Put the parts of a finished store together.

    Args:
        store: all of whose units are done.
        points: of the sweep.
        form: of the large tables.
        aside: folder in which they are written.
        measured: the table of outcomes.

    Raises:
        RunFailed: a part cannot be read.
    """
    plan = store.plan
    names = [name for name in store.part(0).column_names if name != ERROR]
    order = sorted(range(len(names)), key=lambda k: scoped(names[k], plan))
    scopes = [scoped(names[k], plan) for k in order]
    found = levels(plan, points)
    sampled = together(plan.design.type, len(plan.dimensions), second_order=plan.design.second_order)
    bounds = [measured[outcome].bounds for outcome, _ in scopes]
    sums = [Responses(found, plan.replicates, scopes, sampled, bounds) for _ in plan.bases]
    failed: list[Row] = []
    bases = plan.order
    with _Large(aside, "worlds", form) as worlds, _Large(aside, "summary", form) as summary:
        for part in portions(store, names):
            name = bases[part.scenario]
            worlds.write(_worlds(plan, name, names, part))
            summary.write(_summary(name, scopes, part, order))
            sums[part.scenario].add(part.first, part.values[:, :, order])
            failed += _failed(name, part)
    tables: dict[str, pa.Table | Path] = {
        "dimensions": pa.Table.from_pylist([_dimension(plan, d) for d in range(len(plan.dimensions))], DIMENSIONS),
        "points": points.table(plan.dimensions),
        "worlds": worlds.path,
        "summary": summary.path,
    }
    rows = [row for name, one in zip(bases, sums, strict=True) for row in one.rows(name)]
    effects = [row for name, one in zip(bases, sums, strict=True) for row in one.effects(name)]
    tables |= {"responses": pa.Table.from_pylist(rows)} if rows else {}
    tables |= {"effects": pa.Table.from_pylist(effects)} if effects else {}
    tables |= {"failed": pa.Table.from_pylist(failed)} if failed else {}
    return Gathered(tables, len(failed), str(failed[0]["error"]) if failed else "")


def portions(store: Store, names: Sequence[str]) -> Iterator[Portion]:
    """The worlds of a store in portions of whole points of one scenario."""
    plan = store.plan
    several = max(1, PORTION // plan.replicates)
    values, errors = np.empty((0, len(names))), np.empty(0, dtype=object)
    unit = 0
    for scenario in range(len(plan.bases)):
        for first in range(0, plan.points, several):
            count = min(several, plan.points - first)
            needed = count * plan.replicates
            held, told = [values], [errors]
            while sum(map(len, held)) < needed:
                table = store.part(unit)
                held.append(np.stack([table[name].to_numpy() for name in names], axis=1))
                told.append(table[ERROR].to_numpy(zero_copy_only=False))
                unit += 1
            values, errors = np.concatenate(held), np.concatenate(told)
            shape = count, plan.replicates
            yield Portion(scenario, first, values[:needed].reshape(*shape, -1), errors[:needed].reshape(shape))
            values, errors = values[needed:], errors[needed:]


class _Large:
    """A table that is written portion by portion."""

    def __init__(self, folder: Path, name: str, form: TableFormat) -> None:
        self.path = folder / f"{name}.{form}"
        self._writer: Any = None

    def __enter__(self) -> _Large:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, *_: object) -> None:
        if self._writer is not None:
            self._writer.close()

    def write(self, table: pa.Table) -> None:
        """Append rows."""
        if self.path.suffix == ".csv":
            frame, first = table.to_pandas(), self._writer is None
            self._writer = self._writer or self.path.open("w", encoding="utf-8", newline="")
            frame.to_csv(self._writer, index=False, header=first, lineterminator="\n")
            return
        if self._writer is None:
            numbers = [field.name for field in table.schema if pa.types.is_float64(field.type)]
            self._writer = even_writer(self.path, table, numbers)
        self._writer.write_table(table, row_group_size=table.num_rows)


def _head(name: str, places: Floats) -> dict[str, pa.Array]:
    codes = pa.array(np.zeros(len(places), dtype=np.int32))
    return {
        "scenario": pa.DictionaryArray.from_arrays(codes, pa.array([name])),
        "point": pa.array(places.astype(np.int32)),
    }


def _worlds(plan: Plan, name: str, names: Sequence[str], part: Portion) -> pa.Table:
    count, several, kinds = part.values.shape
    places = np.repeat(np.arange(part.first, part.first + count), several)
    replicates = np.tile(np.arange(several, dtype=np.int32), count)
    flat = part.values.reshape(-1, kinds)
    columns = {column: pa.array(flat[:, k], from_pandas=True) for k, column in enumerate(names)}
    return pa.table({**_head(name, places), "replicate": pa.array(replicates), **columns})


def _summary(name: str, scopes: Sequence[tuple[str, str]], part: Portion, order: Sequence[int]) -> pa.Table:
    """Mean and quantiles of every point and outcome, by outcome and scope in alphabetical order."""
    values = part.values[:, :, order]
    count, several, kinds = values.shape
    lost = np.isnan(values[:, :, 0]).sum(axis=1)
    mean, low, high = (np.full((count, kinds), np.nan) for _ in range(3))
    whole = lost == 0
    if whole.any():
        mean[whole] = values[whole].mean(axis=1)
        low[whole], high[whole] = spread(np.moveaxis(values[whole], 1, -1))
    for p in np.flatnonzero(~whole & (lost < several)):
        own = values[p][~np.isnan(values[p, :, 0])]
        mean[p] = own.mean(axis=0)
        low[p], high[p] = spread(own.T)
    places = np.repeat(np.arange(part.first, part.first + count), kinds)
    words = {
        kind: pa.DictionaryArray.from_arrays(
            pa.array(np.tile(np.unique([one[k] for one in scopes], return_inverse=True)[1].astype(np.int32), count)),
            pa.array(sorted({one[k] for one in scopes})),
        )
        for k, kind in enumerate(("outcome", "scope"))
    }
    numbers = {"mean": mean, "low": low, "high": high}
    told = {what: pa.array(found.reshape(-1), from_pandas=True) for what, found in numbers.items()}
    failures = pa.array(np.repeat(lost, kinds).astype(np.int32))
    return pa.table({**_head(name, places), **words, **told, "failures": failures})


def _failed(name: str, part: Portion) -> list[Row]:
    return [
        {"scenario": name, "point": part.first + int(p), "replicate": int(r), "error": str(part.errors[p, r])}
        for p, r in np.argwhere(np.isnan(part.values[:, :, 0]))
    ]


DIMENSIONS = pa.schema(
    [
        ("number", pa.int32()),
        *((name, pa.string()) for name in ("path", "role", "given", "distribution")),
        *((name, pa.float64()) for name in ("low", "mode", "high")),
        ("values", pa.string()),
        ("central", pa.float64()),
        *((name, pa.string()) for name in ("unit", "meaning")),
    ]
)


def _dimension(plan: Plan, d: int) -> Row:
    """A row of the table `dimensions`."""
    one = plan.dimensions[d]
    plain = ("path", "role", "distribution", "low", "mode", "high", "central", "unit", "meaning")
    told = {name: getattr(one, name) for name in plain}
    return {**told, "number": d + 1, "given": one.number or "", "values": ", ".join(map(word, one.values))}
