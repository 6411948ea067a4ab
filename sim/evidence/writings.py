"""What was written and what happened: documents, their claims, sources, institutions, dated events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.errors import Address
from sim.evidence.records import Parameter

KINDS = ("fact", "figure", "mechanism", "claim", "prediction", "institution")
DEPTH_UNIT = "share"
USES = ("fit", "test")
ALL = "all"
SECURITY = ("treaty", "minilateral", "intelligence")
INSTITUTION_KINDS = (*SECURITY, "economic", "forum")


@dataclass(frozen=True, slots=True)
class Document:
    """One of the essays whose debate the product makes runnable."""

    id: str
    author: str
    title: str
    outlet: str
    date: str
    file: str
    note: str
    address: Address


@dataclass(frozen=True, slots=True)
class Source:
    """A publication that figures rest on."""

    id: str
    title: str
    publisher: str
    year: str
    note: str
    address: Address


@dataclass(frozen=True, slots=True)
class Claim:
    """Something a document says, in our words, with the part of the model it bears on.

    `note` holds what public statistics say where they differ.
    """

    id: str
    document: str
    actor: tuple[str, ...]
    kind: str
    text: str
    bears_on: tuple[str, ...]
    note: str
    address: Address


@dataclass(frozen=True, slots=True)
class Institution:
    """A treaty, minilateral or forum; `depth` is the security cooperation it stands for, 0 to 1."""

    id: str
    name: str
    kind: str
    members: tuple[str, ...]
    year: int
    ended: int | None
    duty: bool
    depth: Parameter | None
    source: tuple[str, ...]
    note: str
    claims: tuple[str, ...]
    address: Address

    def stands(self, year: float) -> bool:
        """Whether it has been founded by a year and has not ended."""
        return self.year <= year and (self.ended is None or self.ended > year)


@dataclass(frozen=True, slots=True)
class Target:
    """Something that the model is held against.

    Attributes:
        use: `fit` if it may set a number of the model or of a link to it, `test` if it may not; never both.
        values: by country code, or by `all` for the region; empty where they stand elsewhere in the seeds.
        given: the situation that it was seen in, by name.
        low, high: range that a figure said in words leaves open ("about half"); infinite where there is no such end.
    """

    id: str
    title: str
    use: str
    unit: str
    year: str
    source: tuple[str, ...]
    values: Mapping[str, float]
    given: Mapping[str, float]
    low: float
    high: float
    note: str
    address: Address


@dataclass(frozen=True, slots=True)
class Event:
    """A dated act of the hub that bears on its allies."""

    date: str
    actor: str
    event: str
    value: float | None
    unit: str
    source: tuple[str, ...]
    note: str
    address: Address
