"""Chronicles of countries as `seeds/history/` holds them, one file each: every year covered, none twice."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from sim.errors import Address, Problem, nearest
from sim.evidence import Evidence
from sim.evidence.figures import Kind, parameter
from sim.evidence.reader import shorten
from sim.evidence.section import Section, open_section
from sim.history.records import SIDES, Chronicle, Span

DEPTH = Kind(graded=True, extra=("begin", "end"))
_COVERED = ("hub", "challenger")  # sides of which every year must be told


def read_chronicles(
    folder: Path, evidence: Evidence, begin: int, end: int, problems: list[Problem]
) -> dict[str, Chronicle]:
    """Read the chronicle of every country of the evidence.

    Args:
        folder: of the record.
        evidence: whose countries must each have a file.
        begin: first year of the record.
        end: its last year.
        problems: where offences go.

    Returns:
        Chronicles by country, in the order of the evidence.
    """
    found = {path.stem: path for path in sorted(folder.glob("[A-Z][A-Z][A-Z].yaml"))}
    for code, path in found.items():
        if code not in evidence.countries:
            close = nearest(code, evidence.countries)
            problems.append(Problem(Address(shorten(path)), "", f"'{code}' is no country of the evidence", close))
    chronicles = {}
    for code in evidence.countries:
        if code not in found:
            problems.append(Problem(Address(shorten(folder)), "", f"the chronicle {code}.yaml is missing"))
            continue
        section = open_section(found[code], problems)
        if section is not None:
            section.keys(("begin", *_COVERED), ("others",))
            first, note, source = _begin(section, begin, end)
            spans = {side: _spans(section, side, evidence, first, end) for side in SIDES}
            chronicles[code] = Chronicle(code, first, note, source, spans, section.document.positions.value(()))
    return chronicles


def _begin(section: Section, begin: int, end: int) -> tuple[int, str, tuple[str, ...]]:
    """First year, why then, and by which sources."""
    below = section.below("begin")
    if below is None:
        return begin, "", ()
    below.keys(("year", "source", "note"))
    year = below.integer("year")
    if year is not None and not begin <= year <= end:
        below.note(f"{year} is outside the record, {begin} to {end}", "year")
    return begin if year is None else year, below.text("note"), below.words("source")


def _spans(section: Section, side: str, evidence: Evidence, begin: int, end: int) -> tuple[Span, ...]:
    spans: list[tuple[Section, Span]] = []
    for entry in section.listed(side):
        first, last = entry.integer("begin"), entry.integer("end")
        named = f"{Path(section.document.file).stem}.{side} {first}-{last}"
        depth = parameter(entry, evidence.units, DEPTH, name=named, unit="share")
        if not entry.data.get("note"):
            entry.note("say in a note what there was", at_key=True)
        if depth is None or first is None or last is None:
            continue
        if last < first:
            entry.note(f"ends in {last}, before it begins in {first}", "end")
        spans.append((entry, Span(first, last, depth)))
    for (_, before), (entry, after) in pairwise(spans):
        if after.begin <= before.end:
            entry.note(f"begins in {after.begin}, when the one before it has not ended ({before.end})", "begin")
        elif side in _COVERED and after.begin > before.end + 1:
            entry.note(f"nothing is said of {_years(before.end + 1, after.begin - 1)}", "begin")
    if spans:
        _ends(section, side, spans, begin, end)
    elif side in _COVERED and side in section.data:
        section.note(f"nothing is said of {_years(begin, end)}", side)
    return tuple(span for _, span in spans)


def _ends(section: Section, side: str, spans: list[tuple[Section, Span]], begin: int, end: int) -> None:
    """Note a first or last span that does not meet the ends of the record."""
    (first, opening), (last, closing) = spans[0], spans[-1]
    if opening.begin < begin:
        first.note(f"begins in {opening.begin}, before the country's record does ({begin})", "begin")
    elif side in _COVERED and opening.begin > begin:
        first.note(f"nothing is said of {_years(begin, opening.begin - 1)}", "begin")
    if closing.end > end:
        last.note(f"ends in {closing.end}, after the record does ({end})", "end")
    elif side in _COVERED and closing.end < end:
        last.note(f"nothing is said of {_years(closing.end + 1, end)}", "end")


def _years(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} to {last}"
