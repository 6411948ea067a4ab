"""Figures and observations as plain records, each source with its title."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sim.evidence.load import Evidence
from sim.evidence.records import Observation, Parameter

Record = dict[str, Any]


class Library:
    """Titles of what is cited; the files are read when the first title is wanted."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence

    def title(self, name: str) -> str:
        """A source or document in one line; empty when nothing has that id."""
        document = self._evidence.documents.get(name)
        if document is not None:
            return f"{document.author}: {document.title}, {document.outlet}, {document.date}"
        source = self._evidence.sources.get(name)
        return "" if source is None else f"{source.publisher}: {source.title}, {source.year}"

    def cited(self, names: Iterable[str]) -> list[Record]:
        """Ids with their titles."""
        return [{"id": name, "title": self.title(name)} for name in names]


def figure(item: Parameter, library: Library) -> Record:
    """A figure with all that travels with it."""
    return {
        "name": item.name,
        "value": item.value,
        "low": item.low,
        "high": item.high,
        "unit": item.unit,
        "year": item.year,
        "grade": item.grade,
        "assumption": item.assumption,
        "disputed": item.disputed,
        "draw": item.draw,
        "meaning": item.meaning,
        "mechanism": item.mechanism,
        "source": library.cited(item.source),
        "note": item.note,
        "alternatives": [
            {"value": other.value, "year": other.year, "source": library.cited(other.source), "note": other.note}
            for other in item.alternatives
        ],
        "choice": item.choice,
        "address": str(item.address),
    }


def observation(item: Observation, library: Library) -> Record:
    """An observed state with all that travels with it."""
    return {
        "value": item.value,
        "year": item.year,
        "source": library.cited(item.source),
        "note": item.note,
        "address": str(item.address),
    }
