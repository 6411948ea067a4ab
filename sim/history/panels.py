"""Tables of counts by country and year, `troops.yaml` and `votes.yaml`: what is missing must say why."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from sim.errors import Problem, nearest
from sim.evidence import Evidence
from sim.evidence.figures import GRADES
from sim.evidence.section import Section, open_section
from sim.history.records import FRESH, Panel

Row = tuple[float | None, ...]


def read_panel(
    path: Path, unit: str, evidence: Evidence, starts: Mapping[str, int], end: int, problems: list[Problem]
) -> Panel | None:
    """Read a table of counts.

    Args:
        path: of the file.
        unit: that it must have.
        evidence: for the range of the unit.
        starts: first year of each country that must have a row.
        end: last year of the record.
        problems: where offences go.

    Returns:
        The table; None when the file cannot be read.
    """
    section = open_section(path, problems)
    if section is None:
        return None
    section.keys(("unit", "source", "grade", "note", "absent", "years", "counts"))
    section.text("unit", (unit,))
    section.text("grade", GRADES)
    section.text("note")
    years = _years(section, end)
    reasons, below = section.below("absent"), section.below("counts")
    absent = {code: reasons.text(code) for code in reasons.data} if reasons else {}
    counts: dict[str, Row] = {}
    for code in starts if below else ():
        if below is not None and code in below.data:
            counts[code] = _row(below, code, evidence.units[unit].minimum, evidence.units[unit].maximum, len(years))
        elif below is not None:
            below.note(f"{code} is missing", at_key=True)
    for holder in (below, reasons):
        for code in holder.data if holder else ():
            if holder is not None and code not in starts:
                holder.note("no country of the record", code, close=nearest(code, starts), at_key=True)
    if below is not None:
        for code, row in counts.items():
            _gaps(below, code, row, years, starts[code], absent)
    return Panel(section.words("source"), years, counts, section.document.positions.value(()))


def _years(section: Section, end: int) -> tuple[int, ...]:
    written = section.data.get("years")
    if not isinstance(written, list) or not written or not all(type(year) is int for year in written):
        section.note("must be a list of years", "years")
        return ()
    for index, (before, after) in enumerate(pairwise(written)):
        if not before < after <= before + FRESH:
            section.note(f"{after} must come after {before}, by {FRESH} years at most", "years", index + 1)
    if not end - FRESH <= written[-1] <= end:
        section.note(f"must end in the {FRESH} years up to {end}, the last of the record", "years", len(written) - 1)
    return tuple(written)


def _row(below: Section, code: str, low: float, high: float, length: int) -> Row:
    written = below.data[code]
    if not isinstance(written, list) or len(written) != length:
        below.note(f"must be a list of {length} numbers, one for each of the years", code)
        return (None,) * length
    row: list[float | None] = []
    for index, value in enumerate(written):
        number = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
        if value is not None and not (number and low <= value <= high):
            below.note(f"must be a number from {low:g} to {high:g}, or ~", code, index)
        row.append(float(value) if number else None)
    return tuple(row)


def _gaps(below: Section, code: str, row: Row, years: tuple[int, ...], start: int, absent: Mapping[str, str]) -> None:
    """Note counts that are missing without a reason from the last one before the country's first year on."""
    first = max((index for index, year in enumerate(years) if year <= start), default=0)
    if code in absent:
        return
    for index in range(first, len(row)):
        if row[index] is None:
            below.note(f"nothing is counted in {years[index]}; say under 'absent' why", code, index)
