"""What `seeds/history/` holds as typed objects: chronicles of countries, tables of counts, and the rules."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from sim.errors import Address
from sim.evidence import Evidence, Parameter

SIDES = ("hub", "challenger", "others")
FRESH = 5  # years for which a count stands


@dataclass(frozen=True, slots=True)
class Span:
    """How deep a relation stood from `begin` to `end`, both included; the note of `depth` says what there was."""

    begin: int
    end: int
    depth: Parameter


@dataclass(frozen=True, slots=True)
class Chronicle:
    """A country's dated security work.

    Attributes:
        iso3: its code.
        begin: first year of its record: that of independence, or of the whole record.
        note: why it begins then, and whose government it is about.
        source: ids of sources for that.
        spans: by side; those with hub and challenger cover every year once, those with others only years with any.
        address: of its file.
    """

    iso3: str
    begin: int
    note: str
    source: tuple[str, ...]
    spans: Mapping[str, tuple[Span, ...]]
    address: Address


@dataclass(frozen=True, slots=True)
class Panel:
    """Counts by country in chosen years.

    Attributes:
        source: ids of sources.
        years: in which there was a count, ascending.
        counts: by country, one per year; None where there was nothing to count.
        address: of its file.
    """

    source: tuple[str, ...]
    years: tuple[int, ...]
    counts: Mapping[str, tuple[float | None, ...]]
    address: Address

    def last(self, country: str, year: int) -> tuple[int, float | None]:
        """Year and value of the last count up to a year; the year itself and None before the first."""
        position = bisect_right(self.years, year) - 1
        return (year, None) if position < 0 else (self.years[position], self.counts[country][position])


@dataclass(frozen=True, slots=True)
class Condition:
    """Bounds that a measure must keep: at or above the one, below the other."""

    measure: str
    at_least: Parameter | None
    below: Parameter | None

    @property
    def bounds(self) -> tuple[Parameter, ...]:
        """The bounds that are given."""
        return tuple(bound for bound in (self.at_least, self.below) if bound is not None)


@dataclass(frozen=True, slots=True)
class Rule:
    """A posture, and the conditions that must all hold for it; the last rule of the list has none."""

    id: str
    posture: str
    meaning: str
    conditions: tuple[Condition, ...]
    address: Address


@dataclass(frozen=True, eq=False)
class History:
    """The record.

    Attributes:
        evidence: whose countries and institutions it is about.
        begin: its first year.
        end: its last year.
        rules: in the order in which they are tried.
        chronicles: by country.
        troops: of the hub, thousand persons.
        votes: distance of ideal points to the hub less that to the challenger; below zero is nearer to the hub.
    """

    evidence: Evidence
    begin: int
    end: int
    rules: tuple[Rule, ...]
    chronicles: Mapping[str, Chronicle]
    troops: Panel
    votes: Panel

    def years(self, country: str) -> range:
        """The years in which a country has a record."""
        return range(self.chronicles[country].begin, self.end + 1)
