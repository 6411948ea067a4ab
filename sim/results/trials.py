"""What the table of a validation holds: figures of tests, and how they came out."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sim.results.schema import Column, Table

_TABLES = (
    Table(
        "scorecard",
        "one figure of a test: the model's, what was seen, and the best naive rival's",
        ("number",),
        (
            Column("number", "integer", "count", "of the row, in the order of the tests", 1),
            Column("test", "text", "", "name of the test"),
            Column("measure", "text", "", "what the figure is"),
            Column("unit", "text", "", "of the figure"),
            Column("model", "number", "own", "the model's", missing=True),
            Column("low", "number", "own", "lower end of its interval, that of 90 % of the worlds", missing=True),
            Column("high", "number", "own", "upper end", missing=True),
            Column("seen", "number", "own", "what was observed", missing=True),
            Column("least", "number", "own", "lower end of the range that counts as agreement", missing=True),
            Column("most", "number", "own", "upper end", missing=True),
            Column("rival", "text", "", "name of the best naive rival; empty where there is none"),
            Column("rival_value", "number", "own", "its figure", missing=True),
            Column("lead", "number", "own", "how far the model is ahead of it; below zero it is behind", missing=True),
            Column("lead_low", "number", "own", "lower end of the 90 % interval over countries resampled", missing=True),
            Column("lead_high", "number", "own", "upper end", missing=True),
            Column("verdict", "text", "", "ahead, level, behind, met, missed, undecided, or shown"),
            Column("note", "text", "", "what a reader has to know"),
            Column("targets", "text", "", "figures of seeds/targets.yaml behind it"),
        ),
    ),
    Table(
        "by_year",
        "a score of a forecast of past years, so many years ahead",
        ("test", "measure", "ahead", "forecaster"),
        (
            Column("test", "text", "", "which origins"),
            Column("forecaster", "text", "", "the model, or a naive rival"),
            Column("ahead", "integer", "count", "years ahead", 1),
            Column("measure", "text", "", "log score (nats), Brier score, or rank correlation of sides (Somers' D)"),
            Column("value", "number", "own", "its value", missing=True),
        ),
    ),
    Table(
        "rivals",
        "one naive rival of a figure",
        ("number", "rival"),
        (
            Column("number", "integer", "count", "of the row in the scorecard", 1),
            Column("rival", "text", "", "name of the rival"),
            Column("value", "number", "own", "its figure"),
        ),
    ),
)

TRIAL_TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in _TABLES})
