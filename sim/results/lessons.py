"""What the tables of a calibration hold: coefficients before and after, their sample, what was left out, constants."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sim.results.schema import Column, Table


def _text(name: str, meaning: str) -> Column:
    return Column(name, "text", "", meaning)


def _own(name: str, meaning: str) -> Column:
    return Column(name, "number", "own", meaning)


_COEFFICIENT = _text("coefficient", "full name, as law.decisiveness")

_TABLES = (
    Table(
        "coefficients",
        "one coefficient of the law or of a posture, and what was learnt about it",
        ("coefficient",),
        (
            _COEFFICIENT,
            _text("unit", "of its values"),
            _text("meaning", "what it is"),
            Column("disputed", "flag", "", "whether the essays quarrel over it"),
            _own("low", "lower end of its range in the seeds"),
            _own("value", "value taken there"),
            _own("high", "upper end"),
            _own("prior_low", "5 % of the draws from that range lie below"),
            _own("prior_median", "half of them lie below"),
            _own("prior_high", "95 % of them lie below"),
            _own("posterior_low", "5 % of the draws that agree with the targets lie below"),
            _own("posterior_median", "half of them lie below"),
            _own("posterior_high", "95 % of them lie below"),
            Column("shift", "number", "ratio", "change of its mean, standard deviations of the prior"),
            Column("width", "number", "ratio", "width of the posterior's middle nine tenths over the prior's", 0),
            Column("shift_past", "number", "ratio", "change of its mean by past postures alone"),
            Column("shift_surveys", "number", "ratio", "change of its mean by the surveys alone"),
            Column("told", "flag", "", "whether the targets say something of it"),
        ),
    ),
    Table(
        "posterior",
        "a coefficient in one draw of the sample",
        ("place", "coefficient"),
        (
            Column("place", "integer", "count", "of the draw in the sample, from 0", 0),
            Column("draw", "integer", "count", "id of the draw; one that agrees well may stand there several times", 0),
            _COEFFICIENT,
            _own("value", "of the coefficient"),
        ),
    ),
    Table(
        "draws_tried",
        "one draw that was tried",
        ("draw",),
        (
            Column("draw", "integer", "count", "id", 0),
            Column("past", "number", "ratio", "log likelihood of past postures, nats"),
            Column("surveys", "number", "ratio", "log likelihood of the surveys, nats; of shape alone"),
            Column("weight", "number", "share", "how much it weighs", 0, 1),
        ),
    ),
    Table(
        "left_out",
        "one country or period left out of the fit and foreseen by the rest",
        ("kind", "name", "measure"),
        (
            _text("kind", "country or period"),
            _text("name", "code, or year of the origin"),
            _text("measure", "what is scored; less is better"),
            _text("unit", "of the score"),
            Column("cases", "integer", "count", "countries and origins, or countries, scored", 1),
            _own("prior", "score of draws from the ranges"),
            _own("fitted", "score of draws that agree with the rest"),
            _own("naive", "score of no change, or of the mean of the others"),
            Column("effective", "number", "count", "draws of equal weight behind the fitted score", 0),
        ),
    ),
    Table(
        "constants",
        "what the law does not explain of a country and posture in the base year",
        ("country", "posture"),
        (
            _text("country", "code"),
            _text("posture", "name"),
            Column("value", "number", "percent_of_gdp_signed", "constant, at the central coefficients"),
            Column("low", "number", "percent_of_gdp_signed", "5 % of the worlds have less"),
            Column("high", "number", "percent_of_gdp_signed", "95 % of the worlds have less"),
        ),
    ),
)

LESSON_TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in _TABLES})
