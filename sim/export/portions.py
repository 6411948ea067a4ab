"""The tables of a study in portions that fit into memory."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet as pq

from sim.errors import Address, InputError, Problem
from sim.results.arrow import conform
from sim.results.files import checksum
from sim.results.held import Held
from sim.results.store import Study

LARGE = 1 << 20
"""Rows from which on a table is read in portions."""


class Source:
    """One table of a study.

    Attributes:
        name: of the table.
        rows: how many there are.
        schema: names and types of its columns.
    """

    def __init__(self, study: Study, name: str) -> None:
        """Open a table; InputError when its file is missing, broken, or not the one the manifest records."""
        self.name, self.rows = name, study.rows(name)
        self._held: pa.Table | pq.ParquetFile
        if isinstance(study, Held) and name in study.tables:
            self._held = study.tables[name]
        elif self.rows >= LARGE and study.manifest.tables[name].file.endswith(".parquet"):
            self._held = _opened(study, name)
        else:
            self._held = conform(name, pa.Table.from_pandas(study.table(name), preserve_index=False))
        self.schema: pa.Schema = self._held.schema if isinstance(self._held, pa.Table) else self._held.schema_arrow

    def portions(self) -> Iterator[pa.Table]:
        """Its rows in order, in one portion or several."""
        if isinstance(self._held, pa.Table):
            yield self._held
            return
        for batch in self._held.iter_batches(LARGE // 8):
            yield _plain(pa.Table.from_batches([batch]))


def _opened(study: Study, name: str) -> pq.ParquetFile:
    record = study.manifest.tables[name]
    path = study.path / record.file
    try:
        if checksum(path) == record.sha256:
            return pq.ParquetFile(path)
        said = "the table is not the one recorded in manifest.json (another checksum); run the study again"
    except (OSError, pa.ArrowException) as error:
        said = f"the table cannot be read: {str(error).splitlines()[0]}"
    raise InputError([Problem(Address(str(path)), "", said)])


def _plain(table: pa.Table) -> pa.Table:
    """A table without columns of coded words."""
    for place, field in enumerate(table.schema):
        if pa.types.is_dictionary(field.type):
            table = table.set_column(place, field.name, table[field.name].cast(field.type.value_type))
    return table
