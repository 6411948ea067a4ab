"""Tables as CSV or Parquet, portion by portion."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sim.export.codebook import Variable
from sim.export.portions import Source


def to_csv(path: Path, source: Source) -> None:
    """Write a table as text: a comma between values, nothing where one is missing, the shortest exact decimals.

    Args:
        path: of the file.
        source: the table.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        for number, portion in enumerate(source.portions()):
            portion.to_pandas().to_csv(file, index=False, header=number == 0, lineterminator="\n")


def to_parquet(path: Path, source: Source, variables: Sequence[Variable]) -> None:
    """Write a table as Parquet, label, unit and definition of each variable in the metadata of its field.

    Args:
        path: of the file.
        source: the table.
        variables: of the table, in the order of its columns.
    """
    plain = [
        field.with_type(field.type.value_type) if pa.types.is_dictionary(field.type) else field
        for field in source.schema
    ]
    schema = pa.schema(
        [
            field.with_metadata({"label": one.label, "unit": one.unit, "definition": one.definition})
            for field, one in zip(plain, variables, strict=True)
        ]
    )
    with pq.ParquetWriter(path, schema, version="2.6", compression="zstd", compression_level=3) as writer:
        for portion in source.portions():
            writer.write_table(portion.cast(schema))
