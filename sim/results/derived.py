"""What the tables of an analysis hold; they are added to the folder of the run they were computed from."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sim.results.schema import COUNTRY, POSTURE, SCENARIO, YEAR, Column, Table

_OUTCOME = Column("outcome", "text", "", "name of the outcome")
_KIND = Column("kind", "text", "", "all, country or flashpoint")
_SCOPE = Column("scope", "text", "", "all, or the country or flashpoint meant")
_A = Column("a", "text", "", "scenario compared with")
_B = Column("b", "text", "", "scenario compared")
_WORLDS = Column("worlds", "integer", "count", "worlds behind the row", 0)
_TERM = Column("term", "text", "", "term of the decision, or total")


def _number(
    name: str, meaning: str, unit: str = "outcome", low: float | None = None, high: float | None = None
) -> Column:
    return Column(name, "number", unit, meaning, low, high, missing=True)


def _percent(name: str, meaning: str) -> Column:
    return _number(name, meaning, "percent_of_gdp_signed")


_DIFFERENCE = (
    _number("difference", "mean over paired worlds of B less A"),
    _number("ci_low", "lower end of the 90 % interval of that mean"),
    _number("ci_high", "upper end of the 90 % interval of that mean"),
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
            _number("mean", "mean over worlds"),
            _number("low", "5 % of worlds lie below"),
            _number("high", "5 % of worlds lie above"),
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
            _number("level_a", "mean over worlds of A"),
            _number("low_a", "5 % of worlds of A lie below"),
            _number("high_a", "5 % of worlds of A lie above"),
            _number("level_b", "mean over worlds of B"),
            _number("low_b", "5 % of worlds of B lie below"),
            _number("high_b", "5 % of worlds of B lie above"),
            *_DIFFERENCE,
            _number("spread_low", "5 % of the paired differences lie below"),
            _number("spread_high", "5 % of the paired differences lie above"),
            _number(
                "p_better",
                "share of worlds in which B is better (higher, for a neutral outcome); ties half",
                "share",
                0,
                1,
            ),
            _WORLDS,
            Column("drivers", "text", "", "largest parts of the difference, by country or flashpoint"),
        ),
    ),
    Table(
        "contributions",
        "the part of one country or flashpoint in the difference of an outcome that adds up over them",
        ("a", "b", "outcome", "kind", "scope"),
        (_A, _B, _OUTCOME, _KIND, _SCOPE, *_DIFFERENCE, Column("rank", "integer", "count", "1 is the largest part", 1)),
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
            Column("split", "text", "", "pact_in_force_b, or the parameter by whose value the worlds are split"),
            Column("group", "text", "", "yes or no; 1 low, 2 middle or 3 high third"),
            _number("group_low", "lowest value of the parameter in the group", "own"),
            _number("group_high", "highest value of the parameter in the group", "own"),
            _number("level_a", "mean over worlds of A"),
            _number("level_b", "mean over worlds of B"),
            _number("level_b_low", "lower end of the 90 % interval of that mean"),
            _number("level_b_high", "upper end of the 90 % interval of that mean"),
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
            Column("parameter", "text", "", "dotted name of the parameter"),
            _number(
                "correlation",
                "rank correlation over worlds of the difference with the parameter",
                "signed_share",
                -1,
                1,
            ),
            _number(
                "chance", "size the largest of as many unrelated parameters exceeds in one study of twenty", "share", 0
            ),
            Column("rank", "integer", "count", "1 is the largest correlation by size", 1),
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
            Column("quantity", "text", "", "table and column, such as theatre.pact_in_force"),
            _SCOPE,
            YEAR,
            _number("mean", "mean over worlds", "own"),
            _number("low", "5 % of worlds lie below", "own"),
            _number("high", "5 % of worlds lie above", "own"),
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
            Column("first", "text", "", "ISO code"),
            Column("second", "text", "", "ISO code"),
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
            Column("observed", "text", "", "posture observed at the start"),
            Column("observed_camp", "text", "", "hub, challenger or neither"),
            Column("modal", "text", "", "posture in most worlds at the end"),
            Column("modal_share", "number", "share", "share of worlds in that posture", 0, 1),
            Column("modal_camp", "text", "", "camp taken in most worlds at the end"),
            Column("persistence", "text", "", "camp if nothing changes"),
            Column("nearest_power", "text", "", "camp of the nearer of hub presence and challenger"),
            Column("trade_partner", "text", "", "camp of the pole that takes more of its exports"),
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
            _number("chosen", "share of worlds in which it was taken", "share", 0, 1),
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
            Column("leading", "text", "", "posture that is best in most worlds"),
            Column("other", "text", "", "posture it is set against"),
            _TERM,
            _percent("mean", "leading less other, mean over worlds where both were open"),
            _percent("low", "5 % of worlds lie below"),
            _percent("high", "5 % of worlds lie above"),
            _number("flip", "factor on this term's difference that alone would make the two equal", "ratio"),
            _WORLDS,
        ),
    ),
)

ANALYSIS_TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in _TABLES})
