"""What the tables of a study of coalitions hold: every membership, what it is worth to whom, and what would change it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sim.results.schema import Column, Table

_WORTH, _MONEY = "percent_of_gdp_signed", "billion_usd"


def _text(name: str, meaning: str) -> Column:
    return Column(name, "text", "", meaning)


def _share(name: str, meaning: str) -> Column:
    return Column(name, "number", "share", meaning, 0, 1)


def _number(name: str, unit: str, meaning: str) -> Column:
    return Column(name, "number", unit, meaning, missing=True)


_MEMBERSHIP = Column("membership", "integer", "count", "number: bit k is set where candidate k (from 0) belongs", 0)
_COUNTRY = _text("country", "code of a candidate")

_TABLES = (
    Table(
        "memberships",
        "one set of candidates that makes a pact, or nobody; shares of worlds, means over worlds",
        ("membership",),
        (
            _MEMBERSHIP,
            _text("members", "codes of those who belong"),
            Column("size", "integer", "count", "how many they are", 0),
            _share("internal", "nobody gains by leaving alone"),
            _share("external", "nobody gains by joining alone, or those inside would not have it"),
            _share("stable", "both: self-enforcing"),
            _share("joint", "no group gains by leaving together; looked at where nobody gains by leaving alone"),
            _share("strong", "no group gains by signing or leaving together; looked at where it is stable"),
            _share("core", "no group would each rather have a pact of its own or none; looked at where it is stable"),
            _number("worth", _MONEY, "what members gain over no pact, added up, a year"),
            _number("crises", "per_year", "crises at all flashpoints together"),
        ),
    ),
    Table(
        "worths",
        "one candidate under one membership, of the memberships told closely",
        ("membership", "country"),
        (
            _MEMBERSHIP,
            _COUNTRY,
            Column("member", "flag", "", "it belongs"),
            _number("worth", _WORTH, "worth of its posture there, over that without a pact"),
            _number("move", _WORTH, "what it gains by leaving or joining alone"),
        ),
    ),
    Table(
        "candidates",
        "one candidate; means over worlds",
        ("country",),
        (
            _COUNTRY,
            _text("name", "name in full"),
            Column("order", "integer", "count", "place among the candidates, from 0", 0),
            _text("held", "posture held without a pact, in the first world"),
            _number("output", "billion_usd", "GDP at market exchange rates"),
            _number("shapley", _MONEY, "Shapley value, a year: mean of what it adds to a pact over all orders of arrival"),
            _number("shapley_low", _MONEY, "its 5 % quantile over worlds"),
            _number("shapley_high", _MONEY, "its 95 % quantile over worlds"),
            _share("pivotal", "orders of arrival in which it is the one that brings half of the most a pact is worth"),
            _share("leaves_first", "worlds in which it is the first to leave the membership looked at"),
        ),
    ),
    Table(
        "reasons",
        "what changes in one term when one candidate leaves or joins the membership looked at alone; mean over worlds",
        ("country", "term"),
        (_COUNTRY, _text("term", "term of the decision"), _number("change", _WORTH, "change of that term for it")),
    ),
    Table(
        "commitments",
        "a span of the hub's commitment to the theatre in which the membership looked at holds together in one world",
        ("world", "notion", "low"),
        (
            Column("world", "integer", "count", "id of the world", 0),
            _text("notion", "internal: nobody gains by leaving alone; stable: nor by joining"),
            _number("low", "ratio", "lower end, relative to the base year"),
            _number("high", "ratio", "upper end"),
        ),
    ),
)

COALITION_TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in _TABLES})
