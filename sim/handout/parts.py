"""What a report is made of: sections that hold prose, drawings and tables, in the order in which they are read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

Cell = str | Markup
_NUMBER = re.compile(r"^[<>+\N{MINUS SIGN}]?\d[\d.,]*(\N{NO-BREAK SPACE}?%)?( |$)")
_EMPTY = ("", "\N{EM DASH}")


@dataclass(frozen=True)
class Prose:
    """Text that is HTML already."""

    html: Markup


@dataclass(frozen=True)
class Grid:
    """A table.

    Attributes:
        caption: what it holds.
        head: names of its columns.
        rows: cells, as many in each row as there are columns.
        anchors: ids of the rows, where something links to them; as many as rows, or none.
        folded: shown when it is asked for, and in print.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    anchors: tuple[str, ...] = ()
    folded: bool = True

    @property
    def numeric(self) -> tuple[bool, ...]:
        """Which columns hold numbers."""
        columns = [[str(row[k]) for row in self.rows] for k in range(len(self.head))]
        return tuple(
            all(_NUMBER.match(cell) or cell in _EMPTY for cell in column) and any(cell not in _EMPTY for cell in column)
            for column in columns
        )


@dataclass(frozen=True)
class Drawing:
    """A figure.

    Attributes:
        id: of the figure on the page.
        heading: what it shows, as a finding.
        reading: how it is read.
        source: what it was made from.
        svg: the drawing.
        behind: its numbers, or None where it shows none.
    """

    id: str
    heading: str
    reading: str
    source: str
    svg: Markup
    behind: Grid | None


@dataclass(frozen=True)
class Code:
    """Text to be copied as it is."""

    text: str
    caption: str = ""


@dataclass(frozen=True)
class Section:
    """A section with its heading.

    Attributes:
        id: on the page.
        title: its heading.
        body: what it holds, sections of its own last.
        listed: named in the table of contents.
    """

    id: str
    title: str
    body: Sequence[Prose | Grid | Drawing | Code | Section] = field(default_factory=tuple)
    listed: bool = True


Part = Prose | Grid | Drawing | Code | Section
