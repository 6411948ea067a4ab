"""What the tables of an analysis hold; they are added to the folder of the run they were computed from."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sim.results.schema import COUNTRY, POSTURE, SCENARIO, YEAR, Column, Table, count, number, of_outcome, text

_OUTCOME = text("outcome", "name of the outcome")
_KIND = text("kind", "all, country or flashpoint")
_SCOPE = text("scope", "all, or the country or flashpoint meant")
_A = text("a", "scenario compared with")
_B = text("b", "scenario compared")
_WORLDS = count("worlds", "worlds behind the row")
_TERM = text("term", "term of the decision, or total")


def _percent(name: str, meaning: str) -> Column:
    return number(name, meaning, "percent_of_gdp_signed")


_DIFFERENCE = (
    of_outcome("difference", "mean over paired worlds of B less A"),
    of_outcome("ci_low", "lower end of the 90 % interval of that mean"),
    of_outcome("ci_high", "upper end of the 90 % interval of that mean"),
)

_TABLES = (
    Table(
        "levels",
        "one outcome of one scenario, over its worlds",
        ("scenario", "outcome", "kind", "scope"),
        (
            SCENARIO,
            _OUTCOME,
            _KIND,
            _SCOPE,
            of_outcome("mean", "mean over worlds"),
            of_outcome("low", "5 % of worlds lie below"),
            of_outcome("high", "5 % of worlds lie above"),
            _WORLDS,
        ),
    ),
    Table(
        "comparison",
        "one outcome of scenario B against scenario A, over paired worlds",
        ("a", "b", "outcome", "kind", "scope"),
        (
            _A,
            _B,
            _OUTCOME,
            _KIND,
            _SCOPE,
            of_outcome("level_a", "mean over worlds of A"),
            of_outcome("low_a", "5 % of worlds of A lie below"),
            of_outcome("high_a", "5 % of worlds of A lie above"),
            of_outcome("level_b", "mean over worlds of B"),
            of_outcome("low_b", "5 % of worlds of B lie below"),
            of_outcome("high_b", "5 % of worlds of B lie above"),
            *_DIFFERENCE,
            of_outcome("spread_low", "5 % of the paired differences lie below"),
            of_outcome("spread_high", "5 % of the paired differences lie above"),
            number(
                "p_better",
                "share of worlds in which B is better (higher, for a neutral outcome); ties half",
                "share",
                0,
                1,
            ),
            _WORLDS,
            text("drivers", "largest parts of the difference, by country or flashpoint"),
        ),
    ),
    Table(
        "contributions",
        "the part of one country or flashpoint in the difference of an outcome that adds up over them",
        ("a", "b", "outcome", "kind", "scope"),
        (_A, _B, _OUTCOME, _KIND, _SCOPE, *_DIFFERENCE, count("rank", "1 is the largest part", 1)),
    ),
    Table(
        "conditional",
        "the difference of an outcome in some of the worlds",
        ("a", "b", "outcome", "kind", "scope", "split", "group"),
        (
            _A,
            _B,
            _OUTCOME,
            _KIND,
            _SCOPE,
            text("split", "pact_in_force_b, or the parameter by whose value the worlds are split"),
            text("group", "yes or no; 1 low, 2 middle or 3 high third"),
            number("group_low", "lowest value of the parameter in the group", "own"),
            number("group_high", "highest value of the parameter in the group", "own"),
            of_outcome("level_a", "mean over worlds of A"),
            of_outcome("level_b", "mean over worlds of B"),
            of_outcome("level_b_low", "lower end of the 90 % interval of that mean"),
            of_outcome("level_b_high", "upper end of the 90 % interval of that mean"),
            *_DIFFERENCE,
            _WORLDS,
        ),
    ),
    Table(
        "sensitivity",
        "how the difference of an outcome goes with a drawn parameter",
        ("a", "b", "outcome", "parameter"),
        (
            _A,
            _B,
            _OUTCOME,
            text("parameter", "dotted name of the parameter"),
            number(
                "correlation",
                "rank correlation over worlds of the difference with the parameter",
                "signed_share",
                -1,
                1,
            ),
            number(
                "chance", "size the largest of as many unrelated parameters exceeds in one study of twenty", "share", 0
            ),
            count("rank", "1 is the largest correlation by size", 1),
        ),
    ),
    Table(
        "postures",
        "share of worlds in which a country takes a posture in a year",
        ("scenario", "year", "country", "posture"),
        (SCENARIO, YEAR, COUNTRY, POSTURE, Column("share", "number", "share", "share of worlds", 0, 1)),
    ),
    Table(
        "paths",
        "a quantity of the region, of a country or of a flashpoint through the years, over worlds",
        ("scenario", "quantity", "scope", "year"),
        (
            SCENARIO,
            text("quantity", "table and column, such as theatre.pact_in_force"),
            _SCOPE,
            YEAR,
            number("mean", "mean over worlds", "own"),
            number("low", "5 % of worlds lie below", "own"),
            number("high", "5 % of worlds lie above", "own"),
            _WORLDS,
        ),
    ),
    Table(
        "links",
        "a tie at the end of the study",
        ("scenario", "kind", "first", "second"),
        (
            SCENARIO,
            Column(
                "kind",
                "text",
                "",
                "hub (treaty with the hub), pact (both members) or tie (cooperation in the base year)",
            ),
            text("first", "ISO code"),
            text("second", "ISO code"),
            Column("value", "number", "share", "share of worlds; depth for a tie", 0, 1),
        ),
    ),
    Table(
        "baselines",
        "what naive rules and the model say of one country at the end of the study",
        ("scenario", "country"),
        (
            SCENARIO,
            COUNTRY,
            text("observed", "posture observed at the start"),
            text("observed_camp", "hub, challenger or neither"),
            text("modal", "posture in most worlds at the end"),
            Column("modal_share", "number", "share", "share of worlds in that posture", 0, 1),
            text("modal_camp", "camp taken in most worlds at the end"),
            text("persistence", "camp if nothing changes"),
            text("nearest_power", "camp of the nearer of hub presence and challenger"),
            text("trade_partner", "camp of the pole that takes more of its exports"),
            Column("model_agrees", "flag", "", "modal camp is the observed one"),
            Column("nearest_agrees", "flag", "", "nearest-power camp is the observed one"),
            Column("trade_agrees", "flag", "", "trade-partner camp is the observed one"),
        ),
    ),
    Table(
        "choice_postures",
        "one posture in the choice explained",
        ("scenario", "year", "country", "posture"),
        (
            SCENARIO,
            YEAR,
            COUNTRY,
            POSTURE,
            Column("available", "number", "share", "share of worlds in which it was open", 0, 1),
            Column("best", "number", "share", "share of worlds in which it was the best of those open", 0, 1),
            number("chosen", "share of worlds in which it was taken", "share", 0, 1),
            _percent("mean", "mean over worlds of its value, where open"),
            _percent("low", "5 % of worlds lie below"),
            _percent("high", "5 % of worlds lie above"),
        ),
    ),
    Table(
        "choice_terms",
        "one term of one posture in the choice explained",
        ("scenario", "year", "country", "posture", "term"),
        (
            SCENARIO,
            YEAR,
            COUNTRY,
            POSTURE,
            _TERM,
            _percent("mean", "mean over worlds, where the posture was open"),
            _percent("low", "5 % of worlds lie below"),
            _percent("high", "5 % of worlds lie above"),
        ),
    ),
    Table(
        "choice_gaps",
        "one term's part in the advantage of the leading posture over another",
        ("scenario", "year", "country", "leading", "other", "term"),
        (
            SCENARIO,
            YEAR,
            COUNTRY,
            text("leading", "posture that is best in most worlds"),
            text("other", "posture it is set against"),
            _TERM,
            _percent("mean", "leading less other, mean over worlds where both were open"),
            _percent("low", "5 % of worlds lie below"),
            _percent("high", "5 % of worlds lie above"),
            number("flip", "factor on this term's difference that alone would make the two equal", "ratio"),
            _WORLDS,
        ),
    ),
)

ANALYSIS_TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in _TABLES})
