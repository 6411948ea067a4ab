"""What the tables of a study of coalitions hold: memberships, what each is worth to whom, what would change it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sim.results.schema import Column, Table, count, number, share, text

MOST_COMMITMENT = 4.0
"""Commitment of the hub up to which it is looked, relative to the base year."""

_WORTH, _MONEY = "percent_of_gdp_signed", "billion_usd"
_MEMBERSHIP = count("membership", "number: bit k is set where candidate k (from 0) belongs")
_COUNTRY = text("country", "code of a candidate")

_TABLES = (
    Table(
        "memberships",
        "one set of candidates that makes a pact, or nobody; shares of worlds, means over worlds",
        ("membership",),
        (
            _MEMBERSHIP,
            text("members", "codes of those who belong"),
            count("size", "how many they are"),
            share("internal", "nobody gains by leaving alone"),
            share("external", "nobody gains by joining alone, or those inside would not have it"),
            share("stable", "both: self-enforcing"),
            share("joint", "no group gains by leaving together; looked at where nobody gains by leaving alone"),
            share("strong", "no group gains by signing or leaving together; looked at where it is stable"),
            share("core", "no group would each rather have a pact of its own or none; looked at where it is stable"),
            number("worth", "what members gain over no pact, added up, a year", _MONEY),
            number("crises", "crises at all flashpoints together", "per_year"),
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
            number("worth", "worth of its posture there, over that without a pact", _WORTH),
            number("move", "what it gains by leaving or joining alone", _WORTH),
        ),
    ),
    Table(
        "candidates",
        "one candidate; means over worlds",
        ("country",),
        (
            _COUNTRY,
            text("name", "name in full"),
            count("order", "place among the candidates, from 0"),
            text("held", "posture held without a pact, in the first world"),
            number("output", "GDP at market exchange rates", "billion_usd"),
            number(
                "shapley", "Shapley value, a year: mean of what it adds to a pact over all orders of arrival", _MONEY
            ),
            number("shapley_low", "its 5 % quantile over worlds", _MONEY),
            number("shapley_high", "its 95 % quantile over worlds", _MONEY),
            share("pivotal", "orders of arrival in which it is the one that brings half of the most a pact is worth"),
            share("leaves_first", "worlds in which it is the first to leave the membership looked at"),
        ),
    ),
    Table(
        "reasons",
        "what changes in one term when one candidate leaves or joins the membership looked at alone; mean over worlds",
        ("country", "term"),
        (_COUNTRY, text("term", "term of the decision"), number("change", "change of that term for it", _WORTH)),
    ),
    Table(
        "commitments",
        "a span of the hub's commitment to the theatre in which the membership looked at holds together in one world",
        ("world", "notion", "low"),
        (
            count("world", "id of the world"),
            text("notion", "internal: nobody gains by leaving alone; stable: nor by joining"),
            number("low", "lower end, relative to the base year", "ratio"),
            number("high", "upper end", "ratio"),
        ),
    ),
)

COALITION_TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in _TABLES})
