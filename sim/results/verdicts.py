"""What the tables of a study of claims hold: verdicts, and claims that are not tested."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sim.results.schema import Column, Table, count, number, of_outcome, text

_CLAIM = text("claim", "id of the claim")
_DOCUMENT = text("document", "document that makes it")

_TABLES = (
    Table(
        "scoreboard",
        "one expectation of an experiment on a claim, and what the worlds say of it",
        ("claim", "number"),
        (
            _CLAIM,
            count("number", "of the expectation among those of the claim, from 1", 1),
            _DOCUMENT,
            text("outcome", "name of the outcome"),
            text("scope", "all, or the countries or flashpoints meant; in an order, first over second"),
            text("expected", "what is expected, in words"),
            text("without", "scenario compared with; empty where a level is expected"),
            text("with", "scenario that the claim is about"),
            text("about", "difference or level: what the mean below is of"),
            of_outcome("mean", "mean over paired worlds of the difference or level expected"),
            of_outcome("ci_low", "lower end of the 95 % interval of that mean"),
            of_outcome("ci_high", "upper end of the 95 % interval of that mean"),
            of_outcome("edge_low", "the mean is expected above; absent when there is no such edge"),
            of_outcome("edge_high", "the mean is expected below"),
            of_outcome("level_without", "mean over worlds without"),
            of_outcome("level_with", "mean over worlds with"),
            number("spread", "standard deviation over worlds of the outcome, both scenarios pooled", "outcome", low=0),
            number("share", "share of worlds that go the expected way, of those not at the edge", "share", 0, 1),
            text("verdict", "on the claim: supported, contradicted, depends or undecided"),
            Column("deciding", "flag", "", "the expectation of the claim that holds least"),
            text("depends_on", "drawn number that turns the answer in this expectation; else empty"),
            of_outcome("third_low_mean", "mean where that number is in its low third"),
            of_outcome("third_low_ci_low", "lower end of its interval, widened for the many numbers looked at"),
            of_outcome("third_low_ci_high", "upper end"),
            of_outcome("third_high_mean", "mean where that number is in its high third"),
            of_outcome("third_high_ci_low", "lower end of its interval, widened likewise"),
            of_outcome("third_high_ci_high", "upper end"),
            count("worlds", "worlds behind the row"),
        ),
    ),
    Table(
        "untested",
        "one claim that no experiment tests, and why",
        ("claim",),
        (
            _CLAIM,
            _DOCUMENT,
            text("reason", "figure, institution, history or outside"),
            text("why", "the same in a sentence"),
        ),
    ),
)

VERDICT_TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in _TABLES})
