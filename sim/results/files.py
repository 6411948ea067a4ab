"""One table in one file, Parquet or CSV: the same content always gives the same bytes."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import csv

from sim.errors import Address, InputError, Problem
from sim.results.arrow import TableError, arrow_type, conform, table_named
from sim.results.manifest import TableFormat, TableRecord

FOLDER = "tables"

_CHANGED = "the table is not the one recorded in manifest.json (another checksum); run the study again"
_COUNTED = 8  # a column in which a value returns this often on average is stored as positions in a list of values


def write_tables(
    folder: Path, tables: Mapping[str, pa.Table | Path], file_format: TableFormat = "parquet"
) -> dict[str, TableRecord]:
    """Write tables below a study's folder.

    Args:
        folder: of the study.
        tables: by name; each is brought to its canonical form first. A path is a table too large to be held, written
            in that form already, which is moved here.
        file_format: parquet or csv; what is moved keeps its own.

    Returns:
        What was written, by name of the table.

    Raises:
        TableError: when a table is not what the schema says.
    """
    place = folder / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    records: dict[str, TableRecord] = {}
    for name in sorted(tables):
        made = tables[name]
        if isinstance(made, Path):
            path = made.replace(place / made.name)
            records[name] = as_written(path, folder)
            continue
        table = conform(name, made)
        path = place / f"{name}.{file_format}"
        if file_format == "csv":
            # the shortest text that reads back as the same number
            table.to_pandas().to_csv(path, index=False, lineterminator="\n", encoding="utf-8")
        else:
            pq.write_table(
                table, path, version="2.6", compression="zstd", compression_level=3, use_dictionary=True,
                write_statistics=True, data_page_version="1.0", row_group_size=1 << 20, store_schema=False,
            )  # fmt: skip
        records[name] = TableRecord(file=f"{FOLDER}/{path.name}", rows=table.num_rows, sha256=checksum(path))
    return records


def as_written(path: Path, folder: Path) -> TableRecord:
    """The record of a table that was written already.

    Args:
        path: its file.
        folder: of its study.
    """
    return TableRecord(file=path.relative_to(folder).as_posix(), rows=_rows(path), sha256=checksum(path))


def copied(folder: Path, record: TableRecord, place: Path) -> Path:
    """Copy a table of a study as it is.

    Args:
        folder: of the study.
        record: what the manifest says of the table.
        place: folder for the copy.

    Returns:
        The copy.

    Raises:
        InputError: when the file is missing, cannot be read, or is not the one the manifest records.
        OSError: when the disk refuses.
    """
    path = folder / record.file
    try:
        if checksum(path) != record.sha256:
            raise _broken(path, _CHANGED)
    except OSError as error:
        raise _broken(path, f"the table cannot be read: {error.strerror or error}") from None
    return shutil.copyfile(path, place / path.name)


def _rows(path: Path) -> int:
    """Rows of a table that was written already; in a text file each stands on a line of its own."""
    if path.suffix == ".csv":
        with path.open("rb") as file:
            return sum(1 for _ in file) - 1
    return int(pq.read_metadata(path).num_rows)


def even_writer(path: Path, table: pa.Table, numbers: Sequence[str]) -> pq.ParquetWriter:
    """A writer for a table that comes in portions.

    Args:
        path: of the file.
        table: the first portion; it tells how columns are stored.
        numbers: columns of measured numbers: those whose values return often are stored as positions in a list, others
            byte by byte.
    """
    mixed = [
        name
        for name in numbers
        if pc.count_distinct(table[name]).as_py() * _COUNTED > len(table) - table[name].null_count
    ]
    return pq.ParquetWriter(
        path, table.schema, version="2.6", compression="zstd", compression_level=3,
        use_dictionary=[name for name in table.column_names if name not in mixed],
        use_byte_stream_split=mixed, write_statistics=["replicate"], data_page_version="1.0", store_schema=False,
    )  # fmt: skip


def checksum(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_table(folder: Path, name: str, record: TableRecord) -> pd.DataFrame:
    """Read a table of a study.

    Args:
        folder: of the study.
        name: of the table.
        record: what the manifest says of it.

    Returns:
        A frame with the schema's columns.

    Raises:
        InputError: when the file is missing, cannot be read, or is not the one the manifest records.
    """
    path = folder / record.file
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _broken(path, f"the table cannot be read: {error.strerror or error}") from None
    if hashlib.sha256(content).hexdigest() != record.sha256:
        raise _broken(path, _CHANGED)
    try:
        table = _read_csv(content, name) if path.suffix == ".csv" else pq.ParquetFile(pa.BufferReader(content)).read()
        frame: pd.DataFrame = conform(name, table).to_pandas()
    except (pa.ArrowException, TableError, ValueError) as error:
        raise _broken(path, f"the table cannot be read: {str(error).splitlines()[0]}") from None
    return frame


def _read_csv(content: bytes, name: str) -> pa.Table:
    """A CSV file as an arrow table; numbers are read to the last bit."""
    types = {column.name: arrow_type(column, whole_years=False) for column in table_named(name).columns}
    as_written = csv.ConvertOptions(
        column_types=types, null_values=[""], strings_can_be_null=False, true_values=["True"], false_values=["False"]
    )
    with_lines = csv.ParseOptions(newlines_in_values=True)
    return csv.read_csv(pa.BufferReader(content), parse_options=with_lines, convert_options=as_written)


def _broken(path: Path, sentence: str) -> InputError:
    return InputError([Problem(Address(str(path)), "", sentence)])
