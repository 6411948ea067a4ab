"""What the tables of a calibration hold: coefficients before and after, their sample, what was left out, constants."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sim.results.schema import Column, Table, count, number, text

_COEFFICIENT = text("coefficient", "full name, as law.decisiveness")

_TABLES = (
    Table(
        "coefficients",
        "one coefficient of the law or of a posture, and what was learnt about it",
        ("coefficient",),
        (
            _COEFFICIENT,
            text("unit", "of its values"),
            text("meaning", "what it is"),
            Column("disputed", "flag", "", "whether the essays quarrel over it"),
            number("low", "lower end of its range in the seeds", missing=False),
            number("value", "value taken there", missing=False),
            number("high", "upper end", missing=False),
            number("prior_low", "5 % of the draws from that range lie below", missing=False),
            number("prior_median", "half of them lie below", missing=False),
            number("prior_high", "95 % of them lie below", missing=False),
            number("posterior_low", "5 % of the draws that agree with the targets lie below", missing=False),
            number("posterior_median", "half of them lie below", missing=False),
            number("posterior_high", "95 % of them lie below", missing=False),
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
            count("place", "of the draw in the sample, from 0"),
            count("draw", "id of the draw; one that agrees well may stand there several times"),
            _COEFFICIENT,
            number("value", "of the coefficient", missing=False),
        ),
    ),
    Table(
        "draws_tried",
        "one draw that was tried",
        ("draw",),
        (
            count("draw", "id"),
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
            text("kind", "country or period"),
            text("name", "code, or year of the origin"),
            text("measure", "what is scored; less is better"),
            text("unit", "of the score"),
            count("cases", "countries and origins, or countries, scored", 1),
            number("prior", "score of draws from the ranges", missing=False),
            number("fitted", "score of draws that agree with the rest", missing=False),
            number("naive", "score of no change, or of the mean of the others", missing=False),
            Column("effective", "number", "count", "draws of equal weight behind the fitted score", 0),
        ),
    ),
    Table(
        "constants",
        "what the law does not explain of a country and posture in the base year",
        ("country", "posture"),
        (
            text("country", "code"),
            text("posture", "name"),
            Column("value", "number", "percent_of_gdp_signed", "constant, at the central coefficients"),
            Column("low", "number", "percent_of_gdp_signed", "5 % of the worlds have less"),
            Column("high", "number", "percent_of_gdp_signed", "95 % of the worlds have less"),
        ),
    ),
)

LESSON_TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in _TABLES})
