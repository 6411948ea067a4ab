"""What the tables of a study of networks hold: a landscape, the balance of signed ties, stability against war."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sim.results.schema import Column, Table


def _text(name: str, meaning: str) -> Column:
    return Column(name, "text", "", meaning)


def _flag(name: str, meaning: str) -> Column:
    return Column(name, "flag", "", meaning)


def _number(name: str, meaning: str, unit: str = "own", low: float | None = None, high: float | None = None) -> Column:
    return Column(name, "number", unit, meaning, low, high, missing=True)


def _count(name: str, meaning: str, low: float = 0, high: float | None = None) -> Column:
    return Column(name, "integer", "count", meaning, low, high)


_FIRST, _SECOND = _text("first", "actor"), _text("second", "actor")

_TABLES = (
    Table(
        "actors",
        "one actor of the network",
        ("actor",),
        (
            _text("actor", "code or name"),
            _text("name", "name in full"),
            _count("order", "place among the actors, from 0"),
            _number("strength", "strength; of the model's, capability in bn mixed USD a year", low=0),
            _number("side", "side taken in the model: -1 with the challenger, +1 with the hub", "signed_share", -1, 1),
            _count("camp", "1 or 2, in the lowest minimum or in the camps with fewest ties against them; else 0", 0, 2),
        ),
    ),
    Table(
        "pairs",
        "what two actors are to each other",
        ("first", "second"),
        (
            _FIRST,
            _SECOND,
            _text("kind", "propensity, tie or alliance"),
            _number("value", "propensity to work together, sign of the tie, or 1"),
            _flag("against", "works against the camps told; of an alliance, one of the two would gain by ending it"),
        ),
    ),
    Table(
        "landscape",
        "one division of the actors into two camps",
        ("configuration",),
        (
            _count("configuration", "number"),
            _text("camps", "camp of each actor, a digit for each in their order"),
            _number("energy", "sum of the frustrations"),
            _flag("minimum", "no single move lowers the energy"),
            _count("ends", "number of the minimum in which steepest descent ends", 1),
        ),
        _number("", "frustration of the actor named after `frustration.`"),
    ),
    Table(
        "minima",
        "one local minimum of the landscape",
        ("minimum",),
        (
            _count("minimum", "number, 1 for the lowest", 1),
            _number("energy", "sum of the frustrations"),
            _number("basin", "share of configurations from which steepest descent ends here", "share", 0, 1),
            _text("camp_1", "actors"),
            _text("camp_2", "actors"),
            _number("agreement", "share of those with a side in the model that are in its camp here", "share", 0, 1),
        ),
    ),
    Table(
        "triads",
        "three actors with ties between all of them",
        ("first", "second", "third"),
        (
            _FIRST,
            _SECOND,
            _text("third", "actor"),
            _text("signs", "of the ties first-second, first-third, second-third"),
            _count("negative", "negative ties", 0, 3),
            _flag("balanced", "the product of the signs is positive"),
        ),
    ),
    Table(
        "attacks",
        "the strongest attack of one actor on another",
        ("target", "leader"),
        (
            _text("target", "who is attacked"),
            _text("leader", "whose allies attack with it"),
            _text("coalition", "those that attack"),
            _number("ratio", "strength of the attackers to that of the defenders", "ratio", 0),
            _flag("allied", "the leader is an ally of the target"),
            _flag("succeeds", "the ratio is above the advantage of the defence"),
        ),
    ),
    Table(
        "changes",
        "one alliance whose making or ending upsets the network",
        ("change", "first", "second"),
        (
            _text("change", "make or end"),
            _FIRST,
            _SECOND,
            _text("victims", "those vulnerable then; of an alliance ended, among the two"),
            _text("gainers", "those of the two that gain by the change itself"),
        ),
    ),
)

NETWORK_TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in _TABLES})
