"""Tables as one Excel workbook: a sheet with the codebook, then a sheet for each table."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sim.errors import Address, InputError, Problem, need
from sim.export.codebook import COLUMNS, Variable
from sim.export.portions import Source

MOST_ROWS = 1_048_576
"""Rows of a sheet, its head among them."""

LONGEST_TEXT = 32_767  # characters of a cell
LONGEST_SHEET = 31  # characters of a sheet's name
CODEBOOK = "codebook"


def check(sources: Iterable[Source]) -> None:
    """Refuse what no workbook can hold.

    Args:
        sources: the tables.

    Raises:
        InputError: a table has more rows than a sheet, or what writes workbooks is not installed.
    """
    need("export", {"xlsxwriter": "XlsxWriter"}, "excel", "Excel files need")
    problems = []
    for source in sources:
        if source.rows >= MOST_ROWS:
            said = (
                f"has {source.rows:,} rows, and a sheet of Excel holds {MOST_ROWS - 1:,}; leave it out (--table names "
                "those wanted), or take csv, parquet or stata"
            )
            problems.append(Problem(Address(source.name), "", said))
    if problems:
        raise InputError(problems)


def write(path: Path, sources: Iterable[Source], variables: Sequence[Variable], title: str, made: datetime) -> None:
    """Write the workbook; text is text, whatever it begins with.

    Args:
        path: of the file.
        sources: the tables.
        variables: of all tables.
        title: of the workbook.
        made: when the study was made; stands in the file, so that the same study always gives the same bytes.
    """
    from xlsxwriter import Workbook

    with Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent)}) as book:
        book.set_properties({"title": title, "created": made})
        bold = book.add_format({"bold": True})

        def sheet(name: str, head: Sequence[str], body: Iterable[Sequence[Any]]) -> None:
            page = book.add_worksheet(name[:LONGEST_SHEET])
            page.freeze_panes(1, 0)
            for place, word in enumerate(head):
                page.write_string(0, place, word, bold)
            for line, row in enumerate(body, start=1):
                for place, value in enumerate(row):
                    _put(page, line, place, value)

        sheet(CODEBOOK, COLUMNS, ([getattr(one, column) for column in COLUMNS] for one in variables))
        for source in sources:
            rows = (row for portion in source.portions() for row in _rows(portion))
            sheet(source.name, source.schema.names, rows)


def _rows(portion: Any) -> Iterable[Sequence[Any]]:
    return zip(*(column.to_pylist() for column in portion.columns), strict=True)


def _put(page: Any, line: int, place: int, value: Any) -> None:
    """One cell; what is missing or infinite is left empty."""
    if isinstance(value, bool):
        page.write_boolean(line, place, value)
    elif isinstance(value, str):
        page.write_string(line, place, value if len(value) <= LONGEST_TEXT else f"{value[: LONGEST_TEXT - 4]} ...")
    elif value is not None and math.isfinite(value):
        page.write_number(line, place, value)
