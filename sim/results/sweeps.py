"""What the tables of a sweep hold: what was varied, at which points, and what the worlds there came to."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sim.results.manifest import Manifest
from sim.results.schema import REPLICATE, SCENARIO, Column, Table, count, number, of_outcome, text

_POINT = count("point", "number of the point, from 0")
_NUMBER = count("number", "of the dimension, from 1, levers first", 1)
_OUTCOME = text("outcome", "name of the outcome")
_SCOPE = text("scope", "all, or the country meant")
_FAILURES = count("failures", "worlds that failed")

_TABLES = (
    Table(
        "dimensions",
        "one dimension of the sweep",
        ("number",),
        (
            _NUMBER,
            text("path", "entry of the scenario, as --set takes it"),
            text("role", "lever, what somebody chooses, or uncertainty, what nobody controls"),
            text("given", "number that worlds are given, base year included; empty where a scenario is changed"),
            text("distribution", "uniform or triangular between the ends, listed values, or those of a table"),
            number("low", "lower end"),
            number("mode", "likeliest value"),
            number("high", "upper end"),
            text("values", "those listed"),
            number("central", "value in a design that moves one dimension at a time"),
            text("unit", "of the values"),
            text("meaning", "what is varied"),
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
        of_outcome("", "the outcome of that name, of the country after the last dot where there is one"),
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
            of_outcome("mean", "mean over worlds"),
            of_outcome("low", "5 % of worlds lie below"),
            of_outcome("high", "5 % of worlds lie above"),
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
            count("level", "of the dimension, from 1; values are put together where many", 1),
            text("value", "word of the level; empty where it is a number"),
            number("begin", "smallest value at the level"),
            number("end", "largest value at the level"),
            number("middle", "mean value at the level"),
            count("points", "points at the level", 1),
            of_outcome("mean", "mean over points and worlds"),
            of_outcome("ci_low", "lower end of its 90 % interval, for chance and the sample of points"),
            of_outcome("ci_high", "upper end"),
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
            text("from", "what is compared with: the low end or third, or the first word"),
            text("to", "what is compared: the high end or third, or the word that differs most"),
            of_outcome("mean_from", "mean there, over points and worlds"),
            of_outcome("mean_to", "the same of what is compared"),
            of_outcome("difference", "mean difference"),
            of_outcome("ci_low", "lower end of its 90 % interval, widened for all the words looked at"),
            of_outcome("ci_high", "upper end"),
            Column("clear", "flag", "", "beyond chance, with an interval widened for all the dimensions too"),
            of_outcome("spread", "standard deviation of the outcome over all worlds of the scenario"),
        ),
    ),
    Table(
        "failed",
        "one world that could not be finished",
        ("scenario", "point", "replicate"),
        (SCENARIO, _POINT, REPLICATE, text("error", "what went wrong")),
    ),
)  # fmt: skip

SWEEP_TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in _TABLES})

MORRIS_LEVELS = 4
"""Levels of a range in a Morris design where nothing is said of them."""

MAPPED = 10_000
"""Points of a grid at most that are shown each by itself."""


def shown(manifest: Manifest) -> tuple[str, ...]:
    """Tables that the figures of a sweep are drawn from; none of a study of another kind."""
    if manifest.kind != "sweep":
        return ()
    told = manifest.options
    flat = told["design"]["type"] == "grid" and len(told["dimensions"]) == 2 and told["points"] <= MAPPED
    return ("dimensions", "responses", "effects", "indices", "sufficiency", *(("points", "summary") if flat else ()))


def together(kind: str, several: int, *, second_order: bool) -> int | None:
    """How many points in turn were sampled together: of a base point, of a trajectory; None where none was.

    Args:
        kind: type of the design.
        several: dimensions.
        second_order: whether a Sobol' design has the points that pairs of dimensions take.
    """
    if kind == "sobol":
        return 2 * several + 2 if second_order else several + 2
    return {"morris": several + 1, "latin_hypercube": 1}.get(kind)
