"""Tables in their canonical form: columns, types and order of rows as the schema says, whoever made them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from sim.errors import nearest
from sim.results.schema import Column, Table, known_tables


class TableError(ValueError):
    """A table is not what the schema says; names every offence."""


def table_named(name: str) -> Table:
    """The description of a table; TableError with the nearest name when there is none."""
    tables = known_tables()
    if name not in tables:
        close = nearest(name, tables)
        raise TableError(f"no table is called '{name}'" + (f"; did you mean '{close}'?" if close else ""))
    return tables[name]


def arrow_type(column: Column, *, whole_years: bool = True) -> pa.DataType:
    """The type a column has at rest."""
    year = pa.int32() if whole_years else pa.float64()
    types = {"text": pa.string(), "flag": pa.bool_(), "integer": pa.int32(), "number": pa.float64(), "year": year}
    return types[column.kind]


def conform(name: str, table: pa.Table) -> pa.Table:
    """Bring a table to its canonical form, so that equal content gives equal bytes.

    Args:
        name: of the table in the schema.
        table: columns in any order, of any type that converts without loss, rows in any order.

    Returns:
        The table with the schema's columns, types and order of rows, without metadata.

    Raises:
        TableError: with every missing, unknown, mistyped, absent or out-of-range column, or repeated row.
    """
    described = _with_rest(table_named(name), table)
    known = [column.name for column in described.columns]
    offences = [f"column '{column}' is missing" for column in known if column not in table.column_names]
    offences += [f"column '{column}' is unknown" for column in table.column_names if column not in known]
    columns: list[pa.ChunkedArray] = []
    for column in described.columns:
        if column.name in table.column_names:
            try:
                values = _cast(column, table[column.name])
            except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
                offences.append(f"column '{column.name}' is not {column.kind}: {error}")
                continue
            columns.append(values)
            offences += _offences(column, values)
    if offences:
        raise TableError("\n".join(f"table {name}: {offence}" for offence in offences))
    made = pa.table(columns, names=known)
    if not _rising(made, described.key):
        made = made.sort_by([(key, "ascending") for key in described.key])
        if not _rising(made, described.key):
            raise TableError(f"table {name}: two rows have the same {', '.join(described.key)}")
    return made.combine_chunks()


def _with_rest(described: Table, table: pa.Table) -> Table:
    """The description with a column for each further one, where the table may have such."""
    if described.rest is None:
        return described
    known = {column.name for column in described.columns}
    rest = tuple(_as_held(replace(described.rest, name=n), table[n].type) for n in table.column_names if n not in known)
    return replace(described, columns=(*described.columns, *rest))


def _as_held(column: Column, held: pa.DataType) -> Column:
    """A column of cells is one of words or one of numbers; others are what they are."""
    if column.kind != "cell":
        return column
    return replace(column, kind="text" if pa.types.is_string(held) or pa.types.is_large_string(held) else "number")


def empty(name: str) -> pa.Table:
    """The table of that name without rows."""
    columns = table_named(name).columns
    return pa.table({column.name: pa.array([], arrow_type(column)) for column in columns})


def _cast(column: Column, values: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_dictionary(values.type):
        values = values.cast(values.type.value_type)
    if pa.types.is_boolean(values.type) and column.kind in ("integer", "number"):
        values = values.cast(pa.int8())
    if column.kind == "year":
        numbers = values.cast(pa.float64())
        whole = bool(pc.all(pc.equal(numbers, pc.floor(numbers))).as_py() in (True, None))
        return numbers.cast(arrow_type(column, whole_years=whole))
    if column.kind == "text" and not (pa.types.is_string(values.type) or pa.types.is_large_string(values.type)):
        if pa.types.is_null(values.type) and not len(values):
            return values.cast(pa.string())
        raise pa.ArrowInvalid(f"it holds {values.type}")
    return values.cast(arrow_type(column))


def _offences(column: Column, values: pa.ChunkedArray) -> list[str]:
    """What is wrong with the values of one column, already of the right type."""
    found: list[str] = []
    absent = values.null_count
    if column.kind == "number":
        absent += pc.sum(pc.is_nan(values)).as_py() or 0
    if absent and not column.missing:
        found.append(f"column '{column.name}' has {absent} absent values")
    if column.kind in ("integer", "number") and len(values) > absent:
        limits = pc.min_max(pc.filter(values, pc.is_finite(values))).as_py()
        if not column.missing and pc.any(pc.is_inf(values)).as_py():
            found.append(f"column '{column.name}' has infinite values")
        smallest, largest = limits["min"], limits["max"]
        low = -math.inf if column.low is None else column.low
        high = math.inf if column.high is None else column.high
        if smallest is not None and (smallest < low or largest > high):
            found.append(f"column '{column.name}' runs from {smallest} to {largest}, allowed is {low} to {high}")
    return found


def _rising(table: pa.Table, keys: Sequence[str]) -> bool:
    """Whether the key of each row is above that of the row before: in order, and none twice."""
    rising = None
    for key in reversed(keys):
        values = table[key].combine_chunks()
        before, after = values.slice(0, max(len(values) - 1, 0)), values.slice(1)
        above = pc.greater(after, before)
        rising = above if rising is None else pc.or_(above, pc.and_(pc.equal(after, before), rising))
    return bool(pc.all(rising, min_count=0).as_py())
