"""What the tables of a sweep hold: what was varied, at which points, and what the worlds there came to."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sim.results.manifest import Manifest
from sim.results.schema import REPLICATE, SCENARIO, Column, Table

_POINT = Column("point", "integer", "count", "number of the point, from 0", 0)
_NUMBER = Column("number", "integer", "count", "of the dimension, from 1, levers first", 1)
_OUTCOME = Column("outcome", "text", "", "name of the outcome")
_SCOPE = Column("scope", "text", "", "all, or the country meant")
_FAILURES = Column("failures", "integer", "count", "worlds that failed", 0)


def _text(name: str, meaning: str) -> Column:
    return Column(name, "text", "", meaning)


def _number(name: str, meaning: str, unit: str = "outcome") -> Column:
    return Column(name, "number", unit, meaning, missing=True)


def _own(name: str, meaning: str) -> Column:
    return _number(name, meaning, "own")


_TABLES = (
    Table(
        "dimensions",
        "one dimension of the sweep",
        ("number",),
        (
            _NUMBER,
            _text("path", "entry of the scenario, as --set takes it"),
            _text("role", "lever, what somebody chooses, or uncertainty, what nobody controls"),
            _text("given", "number that worlds are given, base year included; empty where a scenario is changed"),
            _text("distribution", "uniform or triangular between the ends, listed values, or those of a table"),
            _own("low", "lower end"),
            _own("mode", "likeliest value"),
            _own("high", "upper end"),
            _text("values", "those listed"),
            _own("central", "value in a design that moves one dimension at a time"),
            _text("unit", "of the values"),
            _text("meaning", "what is varied"),
        ),
    ),
    Table(
        "points",
        "one point of the design",
        ("point",),
        (_POINT,),
        Column("", "cell", "own", "value of the dimension of that name; absent where the scenario keeps its own",
               missing=True),
    ),
    Table(
        "worlds",
        "what one world came to",
        ("scenario", "point", "replicate"),
        (SCENARIO, _POINT, REPLICATE),
        _number("", "the outcome of that name, of the country after the last dot where there is one"),
    ),
    Table(
        "summary",
        "one outcome of one scenario at one point, over its worlds",
        ("scenario", "point", "outcome", "scope"),
        (
            SCENARIO,
            _POINT,
            _OUTCOME,
            _SCOPE,
            _number("mean", "mean over worlds"),
            _number("low", "5 % of worlds lie below"),
            _number("high", "5 % of worlds lie above"),
            _FAILURES,
        ),
    ),
    Table(
        "responses",
        "one outcome of one scenario where a dimension is at one of its levels, over points and worlds",
        ("scenario", "number", "outcome", "scope", "level"),
        (
            SCENARIO,
            _NUMBER,
            _OUTCOME,
            _SCOPE,
            Column("level", "integer", "count", "of the dimension, from 1; values are put together where many", 1),
            _text("value", "word of the level; empty where it is a number"),
            _own("begin", "smallest value at the level"),
            _own("end", "largest value at the level"),
            _own("middle", "mean value at the level"),
            Column("points", "integer", "count", "points at the level", 1),
            _number("mean", "mean over points and worlds"),
            _number("ci_low", "lower end of its 90 % interval, for chance and the sample of points"),
            _number("ci_high", "upper end"),
        ),
    ),
    Table(
        "effects",
        "what one dimension does to one outcome of one scenario",
        ("scenario", "number", "outcome", "scope"),
        (
            SCENARIO,
            _NUMBER,
            _OUTCOME,
            _SCOPE,
            _text("from", "what is compared with: the low end or third, or the first word"),
            _text("to", "what is compared: the high end or third, or the word that differs most"),
            _number("mean_from", "mean there, over points and worlds"),
            _number("mean_to", "the same of what is compared"),
            _number("difference", "mean difference"),
            _number("ci_low", "lower end of its 90 % interval, widened for all the words looked at"),
            _number("ci_high", "upper end"),
            Column("clear", "flag", "", "beyond chance, with an interval widened for all the dimensions too"),
            _number("spread", "standard deviation of the outcome over all worlds of the scenario"),
        ),
    ),
    Table(
        "failed",
        "one world that could not be finished",
        ("scenario", "point", "replicate"),
        (SCENARIO, _POINT, REPLICATE, _text("error", "what went wrong")),
    ),
)  # fmt: skip

SWEEP_TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in _TABLES})

MAPPED = 10_000
"""Points of a grid at most that are shown each by itself."""


def shown(manifest: Manifest) -> tuple[str, ...]:
    """Tables that the figures of a sweep are drawn from; none of a study of another kind."""
    if manifest.kind != "sweep":
        return ()
    told = manifest.options
    flat = told["design"]["type"] == "grid" and len(told["dimensions"]) == 2 and told["points"] <= MAPPED
    return ("dimensions", "responses", "effects", "indices", "sufficiency", *(("points", "summary") if flat else ()))
