"""The evidence as typed objects: what `seeds/` holds, each value with its address and its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.errors import Address

Pair = tuple[str, str]


def pair(first: str, second: str) -> Pair:
    """Key of an unordered pair of countries: `pair("KOR", "JPN") == ("JPN", "KOR")`."""
    return (first, second) if first <= second else (second, first)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the closed list, with the range that any value in it must keep."""

    name: str
    meaning: str
    minimum: float
    maximum: float


@dataclass(frozen=True, slots=True)
class Definition:
    """A parameter that every country file must hold: its unit, its meaning, the mechanism it feeds.

    `time_bound` is true of what changes with time, so that an edition of a past year must state its own.
    """

    name: str
    unit: str
    meaning: str
    mechanism: str
    time_bound: bool = False


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another value for the same figure, kept beside the one that was taken."""

    value: float
    year: str
    source: tuple[str, ...]
    note: str
    address: Address


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that never travels without range, unit, year, source and grade.

    Attributes:
        name: entry in its file, such as `hub_trust`.
        value: the number taken, in `unit`.
        low: lower end of the plausible range, same unit.
        high: upper end of the plausible range, same unit.
        unit: a name of the closed list of units.
        year: the year or span of years it is valid for; empty when it has none.
        source: ids of sources or documents.
        grade: A official statistic or survey, B derived, C judged, D assumption; empty when not graded.
        assumption: true when it is (also) assumed.
        note: why this number.
        meaning: what it measures.
        mechanism: the mechanism of the law it feeds; for a coefficient the stem of its file.
        alternatives: other values for the same thing.
        choice: why `value` was taken over the alternatives.
        draw: distribution of a draw between low and high, `triangular` (mode at the value) or `uniform`.
        disputed: true when the documents quarrel over it, so that it is never a quiet default.
        time_bound: true when an edition of a past year must state its own.
        address: where it is written.
    """

    name: str
    value: float
    low: float
    high: float
    unit: str
    year: str
    source: tuple[str, ...]
    grade: str
    assumption: bool
    note: str
    meaning: str
    mechanism: str
    alternatives: tuple[Alternative, ...]
    choice: str
    draw: str
    disputed: bool
    time_bound: bool
    address: Address


@dataclass(frozen=True, slots=True)
class Observation:
    """An observed state that is a word, not a number: a posture, the state of a treaty."""

    value: str
    year: str
    source: tuple[str, ...]
    note: str
    address: Address


@dataclass(frozen=True, slots=True)
class Country:
    """A spoke: its place, its observed posture and treaty, and every parameter of `parameters.yaml`."""

    iso3: str
    name: str
    role: str
    posture: Observation
    treaty: Observation
    latitude: Parameter
    longitude: Parameter
    parameters: Mapping[str, Parameter]
    address: Address


@dataclass(frozen=True, slots=True)
class Power:
    """A power that is no spoke: the hub, the challenger, another threat."""

    iso3: str
    name: str
    role: str
    latitude: Parameter
    longitude: Parameter
    parameters: Mapping[str, Parameter]
    address: Address


@dataclass(frozen=True, slots=True)
class Posture:
    """A rung of the ladder of postures; `rung` 0 is the lowest.

    Attributes:
        needs: `none`, `treaty` (in force or offered) or `pact` (on offer to the country).
        attributes: side, promise, duty, hazard_multiplier, cooperation, insurance, effort_ask, control.
    """

    name: str
    rung: int
    meaning: str
    needs: str
    attributes: Mapping[str, Parameter]
    address: Address


@dataclass(frozen=True, slots=True)
class Flashpoint:
    """A place where a crisis may break out.

    Attributes:
        adversary: code of the power that challenges there.
        parameters: hazard, serious_share, war_share, distance_adversary.
        claims: weight of each principal defender or claimant; the weights sum to one, but for rounding.
        exposure: harm a crisis there does to each spoke, 1 = fought on its soil.
        distance: km from each spoke's main forces.
    """

    id: str
    name: str
    adversary: str
    latitude: Parameter
    longitude: Parameter
    parameters: Mapping[str, Parameter]
    claims: Mapping[str, Parameter]
    exposure: Mapping[str, Parameter]
    distance: Mapping[str, Parameter]
    address: Address


@dataclass(frozen=True, slots=True)
class Edition:
    """A past year that the evidence describes too.

    Attributes:
        year: the base year.
        title: the year in a line.
        note: what its figures are to be read with.
        absent: countries of today's evidence that it leaves out, with the reason.
    """

    year: int
    title: str
    note: str
    absent: Mapping[str, str]
    address: Address


@dataclass(frozen=True, slots=True)
class Dyads:
    """What is known of pairs of spokes, keyed by `pair(a, b)`; a pair without mistrust or tie has none."""

    distance_km: Mapping[Pair, Parameter]
    mistrust: Mapping[Pair, Parameter]
    tie: Mapping[Pair, Parameter]
