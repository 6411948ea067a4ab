"""Documents, claims, sources, institutions and dated events: read only when somebody asks for them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

from sim.errors import Problem
from sim.evidence.figures import Kind, parameter
from sim.evidence.records import Unit
from sim.evidence.section import Section, open_section
from sim.evidence.writings import (
    DEPTH_UNIT,
    INSTITUTION_KINDS,
    KINDS,
    USES,
    Claim,
    Document,
    Event,
    Institution,
    Source,
    Target,
)


def read_documents(root: Path, problems: list[Problem]) -> dict[str, Document]:
    """The essays of `documents.yaml`."""
    documents = {}
    for section in _sections(root / "documents.yaml", problems):
        section.keys(("author", "title", "outlet", "date", "file"), ("note",))
        documents[section.name] = Document(
            id=section.name,
            author=section.text("author"),
            title=section.text("title"),
            outlet=section.text("outlet"),
            date=section.time("date"),
            file=section.text("file"),
            note=section.text("note"),
            address=section.address,
        )
    return documents


def read_sources(root: Path, problems: list[Problem]) -> dict[str, Source]:
    """The publications of `sources/*.yaml`; an id may stand in one file only."""
    sources: dict[str, Source] = {}
    for path in sorted((root / "sources").glob("*.yaml")):
        for section in _sections(path, problems):
            section.keys(("title", "publisher", "year"), ("note",))
            if section.name in sources:
                section.note(f"the same id is used in {sources[section.name].address}", at_key=True)
            sources[section.name] = Source(
                id=section.name,
                title=section.text("title"),
                publisher=section.text("publisher"),
                year=section.time("year"),
                note=section.text("note"),
                address=section.address,
            )
    return sources


def read_claims(root: Path, problems: list[Problem]) -> dict[str, Claim]:
    """The claims of `claims.yaml`."""
    claims = {}
    for section in _sections(root / "claims.yaml", problems):
        section.keys(("document", "actor", "kind", "text", "bears_on"), ("note",))
        claims[section.name] = Claim(
            id=section.name,
            document=section.text("document"),
            actor=section.words("actor"),
            kind=section.text("kind", KINDS),
            text=section.text("text"),
            bears_on=section.words("bears_on"),
            note=section.text("note"),
            address=section.address,
        )
    return claims


def read_institutions(root: Path, units: Mapping[str, Unit], problems: list[Problem]) -> dict[str, Institution]:
    """The institutions of `institutions.yaml`."""
    institutions = {}
    for section in _sections(root / "institutions.yaml", problems):
        section.keys(("name", "kind", "members", "year", "duty", "depth"), ("ended", "source", "note", "claims"))
        below = section.below("depth")
        source = section.words("source")
        claims = section.words("claims")
        if not source and not claims:
            section.note("has neither a source nor claims", at_key=True)
        institutions[section.name] = Institution(
            id=section.name,
            name=section.text("name"),
            kind=section.text("kind", INSTITUTION_KINDS),
            members=section.words("members"),
            year=section.integer("year") or 0,
            ended=section.integer("ended"),
            duty=section.flag("duty"),
            depth=parameter(below, units, Kind(), unit=DEPTH_UNIT) if below else None,
            source=source,
            note=section.text("note"),
            claims=claims,
            address=section.address,
        )
    return institutions


def read_targets(root: Path, units: Mapping[str, Unit], problems: list[Problem]) -> dict[str, Target]:
    """What the model is held against, from `targets.yaml`."""
    targets = {}
    for section in _sections(root / "targets.yaml", problems):
        section.keys(("title", "use", "unit", "year", "source"), ("values", "given", "low", "high", "note"))
        low, high = section.number("low"), section.number("high")
        targets[section.name] = Target(
            id=section.name,
            title=section.text("title"),
            use=section.text("use", USES),
            unit=section.text("unit", units),
            year=section.time("year"),
            source=section.words("source"),
            values=_numbers(section.below("values")),
            given=_numbers(section.below("given")),
            low=-math.inf if low is None else low,
            high=math.inf if high is None else high,
            note=section.text("note"),
            address=section.address,
        )
    return targets


def _numbers(section: Section | None) -> dict[str, float]:
    found = {} if section is None else {name: section.number(name) for name in section.data}
    return {name: value for name, value in found.items() if value is not None}


def read_timeline(root: Path, problems: list[Problem]) -> tuple[Event, ...]:
    """The dated events of `timeline.yaml`, in the order of the file."""
    root_section = open_section(root / "timeline.yaml", problems)
    if root_section is None:
        return ()
    root_section.keys(("events",), ("note",))
    events = []
    for section in root_section.listed("events"):
        section.keys(("date", "actor", "event", "source"), ("value", "unit", "note"))
        events.append(
            Event(
                date=section.time("date"),
                actor=section.text("actor"),
                event=section.text("event"),
                value=section.number("value"),
                unit=section.text("unit"),
                source=section.words("source"),
                note=section.text("note"),
                address=section.address,
            )
        )
    return tuple(events)


def _sections(path: Path, problems: list[Problem]) -> list[Section]:
    section = open_section(path, problems)
    return list(section.sections()) if section else []
