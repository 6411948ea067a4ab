"""What the table of a validation holds: figures of tests, and how they came out."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sim.results.schema import Table, count, number, text

_TABLES = (
    Table(
        "scorecard",
        "one figure of a test: the model's, what was seen, and the best naive rival's",
        ("number",),
        (
            count("number", "of the row, in the order of the tests", 1),
            text("test", "name of the test"),
            text("measure", "what the figure is"),
            text("unit", "of the figure"),
            number("model", "the model's"),
            number("low", "lower end of its interval, that of 90 % of the worlds"),
            number("high", "upper end"),
            number("seen", "what was observed"),
            number("least", "lower end of the range that counts as agreement"),
            number("most", "upper end"),
            text("rival", "name of the best naive rival; empty where there is none"),
            number("rival_value", "its figure"),
            number("lead", "how far the model is ahead of it; below zero it is behind"),
            number("lead_low", "lower end of the 90 % interval over countries resampled"),
            number("lead_high", "upper end"),
            text("verdict", "ahead, level, behind, met, missed, undecided, or shown"),
            text("note", "what a reader has to know"),
            text("targets", "figures of seeds/targets.yaml behind it"),
        ),
    ),
    Table(
        "by_year",
        "a score of a forecast of past years, so many years ahead",
        ("test", "measure", "ahead", "forecaster"),
        (
            text("test", "which origins"),
            text("forecaster", "the model, or a naive rival"),
            count("ahead", "years ahead", 1),
            text("measure", "log score (nats), Brier score, or order of sides (Somers' D)"),
            number("value", "its value"),
        ),
    ),
    Table(
        "rivals",
        "one naive rival of a figure",
        ("number", "rival"),
        (
            count("number", "of the row in the scorecard", 1),
            text("rival", "name of the rival"),
            number("value", "its figure", missing=False),
        ),
    ),
)

TRIAL_TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in _TABLES})
