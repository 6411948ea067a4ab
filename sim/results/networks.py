"""What the tables of a study of networks hold: a landscape, the balance of signed ties, stability against war."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sim.results.schema import Table, count, flag, number, text

_FIRST, _SECOND = text("first", "actor"), text("second", "actor")

_TABLES = (
    Table(
        "actors",
        "one actor of the network",
        ("actor",),
        (
            text("actor", "code or name"),
            text("name", "name in full"),
            count("order", "place among the actors, from 0"),
            number("strength", "strength; of the model's, capability in bn mixed USD a year", low=0),
            number("side", "side taken in the model: -1 with the challenger, +1 with the hub", "signed_share", -1, 1),
            count("camp", "1 or 2, in the lowest minimum or in the camps with fewest ties against them; else 0", 0, 2),
        ),
    ),
    Table(
        "pairs",
        "what two actors are to each other",
        ("first", "second"),
        (
            _FIRST,
            _SECOND,
            text("kind", "propensity, tie or alliance"),
            number("value", "propensity to work together, sign of the tie, or 1"),
            flag("against", "works against the camps told; of an alliance, one of the two would gain by ending it"),
        ),
    ),
    Table(
        "landscape",
        "one division of the actors into two camps",
        ("configuration",),
        (
            count("configuration", "number"),
            text("camps", "camp of each actor, a digit for each in their order"),
            number("energy", "sum of the frustrations"),
            flag("minimum", "no single move lowers the energy"),
            count("ends", "number of the minimum in which steepest descent ends", 1),
        ),
        number("", "frustration of the actor named after `frustration.`"),
    ),
    Table(
        "minima",
        "one local minimum of the landscape",
        ("minimum",),
        (
            count("minimum", "number, 1 for the lowest", 1),
            number("energy", "sum of the frustrations"),
            number("basin", "share of configurations from which steepest descent ends here", "share", 0, 1),
            text("camp_1", "actors"),
            text("camp_2", "actors"),
            number("agreement", "share of those with a side in the model that are in its camp here", "share", 0, 1),
        ),
    ),
    Table(
        "triads",
        "three actors with ties between all of them",
        ("first", "second", "third"),
        (
            _FIRST,
            _SECOND,
            text("third", "actor"),
            text("signs", "of the ties first-second, first-third, second-third"),
            count("negative", "negative ties", 0, 3),
            flag("balanced", "the product of the signs is positive"),
        ),
    ),
    Table(
        "attacks",
        "the strongest attack of one actor on another",
        ("target", "leader"),
        (
            text("target", "who is attacked"),
            text("leader", "whose allies attack with it"),
            text("coalition", "those that attack"),
            number("ratio", "strength of the attackers to that of the defenders", "ratio", 0),
            flag("allied", "the leader is an ally of the target"),
            flag("succeeds", "the ratio is above the advantage of the defence"),
        ),
    ),
    Table(
        "changes",
        "one alliance whose making or ending upsets the network",
        ("change", "first", "second"),
        (
            text("change", "make or end"),
            _FIRST,
            _SECOND,
            text("victims", "those vulnerable then; of an alliance ended, among the two"),
            text("gainers", "those of the two that gain by the change itself"),
        ),
    ),
)

NETWORK_TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in _TABLES})
