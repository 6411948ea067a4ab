"""What the tables of a sensitivity analysis hold: indices, how they settle, and whether the sample was enough."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sim.results.schema import SCENARIO, Column, Table, count, number, text

_OUTCOME = text("outcome", "name of the outcome")
_SCOPE = text("scope", "all, or the country meant")
_METHOD = text("method", "sobol, morris, pawn, or swing where one dimension moved at a time")
_DIMENSION = text("dimension", "path of the dimension")
_INDEX = text("index", "first, total or second; mu_star, mu or sigma; median or maximum; swing")
_SAMPLES = count("samples", "base points of a Sobol' design, trajectories, or else points", 1)

_TABLES = (
    Table(
        "indices",
        "one index of one dimension for one outcome of one scenario",
        ("scenario", "outcome", "scope", "method", "index", "dimension", "other"),
        (
            SCENARIO,
            _OUTCOME,
            _SCOPE,
            _METHOD,
            _INDEX,
            _DIMENSION,
            text("other", "path of the dimension that it acts together with; empty but for second indices"),
            number("value", "share of the variance over points (sobol), of the outcome (morris, swing), or distance "
                    "of distributions (pawn)", "own"),
            number("low", "lower end of its 90 % interval", "own"),
            number("high", "upper end", "own"),
            number("least", "value from which the dimension counts; absent where the index decides nothing", "own"),
            text("matters", "yes, no or unsure; empty where the index decides nothing"),
        ),
    ),
    Table(
        "convergence",
        "an index that decides, from the first part of the sample",
        ("scenario", "outcome", "scope", "method", "index", "dimension", "samples"),
        (
            SCENARIO,
            _OUTCOME,
            _SCOPE,
            _METHOD,
            _INDEX,
            _DIMENSION,
            _SAMPLES,
            number("value", "of the index", "own"),
            number("low", "lower end of its 90 % interval", "own"),
            number("high", "upper end", "own"),
        ),
    ),
    Table(
        "sufficiency",
        "whether the sample was enough for one outcome of one scenario",
        ("scenario", "outcome", "scope", "method"),
        (
            SCENARIO,
            _OUTCOME,
            _SCOPE,
            _METHOD,
            _SAMPLES,
            count("dropped", "samples left out because every world of a point failed"),
            number("centre", "the outcome at the centre of a design of one at a time, else its mean", "outcome"),
            number("spread", "standard deviation of the outcome over points", "outcome"),
            number("chance", "share of the variance over points that is chance within points", "ratio"),
            number("half", "half the widest interval, as a share of all the variance (sobol), of one (pawn) or of the "
                    "largest index", "ratio"),
            Column("steady", "flag", "", "the same dimensions count, in the same order, with half and a quarter of it"),
            Column("enough", "flag", "", "the widest interval is narrow, or the order steady"),
            number("needed", "samples at which the widest interval would be narrow; of swings, worlds at a point",
                    "count"),
        ),
    ),
)  # fmt: skip

INDEX_TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in _TABLES})
