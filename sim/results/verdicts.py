"""What the tables of a study of claims hold: verdicts, and claims that are not tested."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sim.results.schema import Column, Table

_CLAIM = Column("claim", "text", "", "id of the claim")
_DOCUMENT = Column("document", "text", "", "document that makes it")


def _text(name: str, meaning: str) -> Column:
    return Column(name, "text", "", meaning)


def _number(
    name: str, meaning: str, unit: str = "outcome", low: float | None = None, high: float | None = None
) -> Column:
    return Column(name, "number", unit, meaning, low, high, missing=True)


_TABLES = (
    Table(
        "scoreboard",
        "one expectation of an experiment on a claim, and what the worlds say of it",
        ("claim", "number"),
        (
            _CLAIM,
            Column("number", "integer", "count", "of the expectation among those of the claim, from 1", 1),
            _DOCUMENT,
            _text("outcome", "name of the outcome"),
            _text("scope", "all, or the countries or flashpoints meant; in an order, first over second"),
            _text("expected", "what is expected, in words"),
            _text("without", "scenario compared with; empty where a level is expected"),
            _text("with", "scenario that the claim is about"),
            _text("about", "difference or level: what the mean below is of"),
            _number("mean", "mean over paired worlds of the difference or level expected"),
            _number("ci_low", "lower end of the 95 % interval of that mean"),
            _number("ci_high", "upper end of the 95 % interval of that mean"),
            _number("edge_low", "the mean is expected above; absent when there is no such edge"),
            _number("edge_high", "the mean is expected below"),
            _number("level_without", "mean over worlds without"),
            _number("level_with", "mean over worlds with"),
            _number("spread", "standard deviation over worlds of the outcome, both scenarios pooled", low=0),
            _number("share", "share of worlds that go the expected way, of those not at the edge", "share", 0, 1),
            _text("verdict", "on the claim: supported, contradicted, depends or undecided"),
            Column("deciding", "flag", "", "the expectation of the claim that holds least"),
            _text("depends_on", "drawn number that turns the answer in this expectation; else empty"),
            _number("third_low_mean", "mean where that number is in its low third"),
            _number("third_low_ci_low", "lower end of its interval, widened for the many numbers looked at"),
            _number("third_low_ci_high", "upper end"),
            _number("third_high_mean", "mean where that number is in its high third"),
            _number("third_high_ci_low", "lower end of its interval, widened likewise"),
            _number("third_high_ci_high", "upper end"),
            Column("worlds", "integer", "count", "worlds behind the row", 0),
        ),
    ),
    Table(
        "untested",
        "one claim that no experiment tests, and why",
        ("claim",),
        (
            _CLAIM,
            _DOCUMENT,
            _text("reason", "figure, institution, history or outside"),
            _text("why", "the same in a sentence"),
        ),
    ),
)

VERDICT_TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in _TABLES})
