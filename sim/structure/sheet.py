"""A CSV file of the user's: its cells, and every mistake found in them with line and column."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from pathlib import Path

from sim.errors import Address, InputError, Problem, nearest

Row = tuple[int, list[str]]
"""Number of the line and cells of a row."""


class Sheet:
    """A CSV file with a header, and the problems found in it so far.

    Attributes:
        name: of the file as the user gave it.
        header: names of the columns.
        lines: number of the line and cells of each row; empty rows are left out.
        problems: found so far.
    """

    def __init__(self, path: Path, columns: Sequence[str] = ()) -> None:
        """Read the file; `columns` must be among those of the header.

        Raises:
            InputError: there is no such file, it is no CSV text, or a column is missing.
        """
        self.name = str(path)
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                reader = csv.reader(file, strict=True)
                rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
        except OSError as error:
            raise InputError([self.problem(0, 0, "", f"cannot be read: {error.strerror or error}")]) from None
        except (UnicodeDecodeError, csv.Error) as error:
            raise InputError([self.problem(0, 0, "", f"is not CSV text in UTF-8: {error}")]) from None
        rows = [(line, cells) for line, cells in rows if any(cells)]
        if len(rows) < 2:
            raise InputError([self.problem(0, 0, "", "holds no row below a header")])
        self.header, self.lines = rows[0][1], rows[1:]
        self.problems = [
            self.problem(1, 1, name, "this column is missing", nearest(name, self.header))
            for name in columns
            if name not in self.header
        ]
        self.problems += [
            self.problem(line, 1, "", f"has {len(cells)} cells, the header {len(self.header)}")
            for line, cells in self.lines
            if len(cells) != len(self.header)
        ]
        if self.problems:
            raise InputError(self.problems)

    def problem(self, line: int, column: int, path: str, sentence: str, close: str | None = None) -> Problem:
        """A problem of this file."""
        return Problem(Address(self.name, line, column), path, sentence, close)

    def blame(self, row: Row, index: int, sentence: str, close: str | None = None) -> None:
        """Note a problem of a cell."""
        line, cells = row
        column = 1 + sum(len(cell) + 1 for cell in cells[:index])
        self.problems.append(self.problem(line, column, self.header[index], sentence, close))

    def number(self, row: Row, index: int, what: str, low: float = -math.inf) -> float:
        """The finite number in a cell, NaN with a problem noted where there is none."""
        text = row[1][index]
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value) or value < low:
            least = "" if low == -math.inf else f" of at least {low:g}"
            self.blame(row, index, f"{what} must be a number{least}, not '{text}'")
            return math.nan
        return value

    def done(self) -> None:
        """Raise InputError when there are problems."""
        if self.problems:
            raise InputError(self.problems)
