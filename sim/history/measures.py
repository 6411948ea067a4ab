"""What the record says of a country in a year, in numbers, each with the facts behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sim.errors import Address
from sim.evidence.writings import Institution
from sim.history.records import History, Panel, Span

VOTES = "votes"
_SECURITY = ("treaty", "minilateral", "intelligence")  # kinds of institution that are security work
_FEW = 3  # spokes that make a collective body out of a set of bilateral treaties


class Meaning(NamedTuple):
    """Unit and meaning of a measure."""

    unit: str
    says: str


MEASURES: Mapping[str, Meaning] = {
    "treaty": Meaning("index", "1 when a defence treaty with the hub binds, else 0"),
    "bloc": Meaning("share", f"depth of the deepest defence body of the hub and at least {_FEW} countries"),
    "troops": Meaning("thousand_persons", "personnel of the hub in the country"),
    "hub_work": Meaning("share", "depth of security work with the hub"),
    "challenger_work": Meaning("share", "depth of security work with the challenger"),
    "lean": Meaning("signed_share", "depth of the work with the hub less that with the challenger"),
    "third": Meaning("share", "depth of the tie to a third power"),
    VOTES: Meaning("index", "distance of votes to the hub less that to the challenger"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A dated fact of the record: what there was, from `begin` to `end` (None: still), by which sources."""

    text: str
    begin: int
    end: int | None
    source: tuple[str, ...]
    address: Address


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure of one country and year.

    Attributes:
        value: as taken; None where there is nothing to measure, as votes of a state without a seat.
        to_challenger: the end of its range that speaks for the challenger's side.
        to_hub: the end that speaks for the hub's.
        facts: what it rests on.
    """

    value: float | None
    to_challenger: float | None
    to_hub: float | None
    facts: tuple[Fact, ...]


def measure(history: History, country: str, year: int) -> dict[str, Measured]:
    """Every measure of `MEASURES` for a country in a year of its record."""
    hub, challenger = history.evidence.hub.iso3, history.evidence.challenger.iso3
    binding = _joint(history, country, hub, year)
    treaties = [body for body in binding if body.duty]
    blocs = [body for body in treaties if len(history.evidence.countries.keys() & set(body.members)) >= _FEW]
    spans = history.chronicles[country].spans
    with_hub = _deepest([*_told(spans["hub"], year), *map(_body, binding)])
    other = _deepest([*_told(spans["challenger"], year), *map(_body, _joint(history, country, challenger, year))])
    third = _deepest(_told(spans["others"], year))
    bloc = _deepest(list(map(_body, blocs)))
    signed = float(bool(treaties))
    return {
        "treaty": Measured(signed, signed, signed, tuple(fact for body in treaties for fact in _body(body).facts)),
        "bloc": Measured(bloc.value, bloc.low, bloc.high, bloc.facts),
        "troops": _counted(history.troops, country, year, "{:,.0f} soldiers of the hub", 1000),
        "hub_work": Measured(with_hub.value, with_hub.low, with_hub.high, with_hub.facts),
        "challenger_work": Measured(other.value, other.high, other.low, other.facts),
        "lean": Measured(
            with_hub.value - other.value,
            with_hub.low - other.high,
            with_hub.high - other.low,
            (*with_hub.facts, *other.facts),
        ),
        "third": Measured(third.value, third.value, third.value, third.facts),
        VOTES: _counted(history.votes, country, year, "votes {:+.2f} nearer to the challenger than to the hub", 1),
    }


class _Depth(NamedTuple):
    value: float
    low: float
    high: float
    facts: tuple[Fact, ...]


def _joint(history: History, country: str, power: str, year: int) -> list[Institution]:
    """Security institutions of a country and a power that bind in a year."""
    return [
        body
        for body in history.evidence.institutions.values()
        if body.kind in _SECURITY
        and {country, power} <= set(body.members)
        and body.year <= year
        and (body.ended is None or year <= body.ended)
    ]


def _body(body: Institution) -> _Depth:
    facts = (Fact(body.name, body.year, body.ended, body.source, body.address),)
    depth = body.depth
    return _Depth(depth.value, depth.low, depth.high, facts) if depth else _Depth(0.0, 0.0, 0.0, facts)


def _told(spans: Iterable[Span], year: int) -> list[_Depth]:
    return [
        _Depth(
            span.depth.value,
            span.depth.low,
            span.depth.high,
            (Fact(span.depth.note, span.begin, span.end, span.depth.source, span.depth.address),),
        )
        for span in spans
        if span.begin <= year <= span.end
    ]


def _deepest(depths: list[_Depth]) -> _Depth:
    """The deepest of several ties: the relation is at least as deep as any of them; zero when there is none."""
    value = max((depth.value for depth in depths), default=0.0)
    low = max((depth.low for depth in depths), default=0.0)
    high = max((depth.high for depth in depths), default=0.0)
    return _Depth(value, low, high, tuple(fact for depth in depths if depth.value == value for fact in depth.facts))


def _counted(panel: Panel, country: str, year: int, words: str, scale: float) -> Measured:
    counted, value = panel.last(country, year)
    if value is None:
        return Measured(None, None, None, ())
    fact = Fact(f"{words.format(value * scale)} ({counted})", counted, counted, panel.source, panel.address)
    return Measured(value, value, value, (fact,))
