"""What the tables of a study of tipping points hold: the response to a number, and its thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sim.results.schema import Column, Table


def _number(name: str, unit: str, meaning: str) -> Column:
    return Column(name, "number", unit, meaning, missing=True)


def _flag(name: str, meaning: str) -> Column:
    return Column(name, "flag", "", meaning)


_LINE = Column("line", "integer", "count", "value of the second number, from 0; 0 where one is varied", 0)
_SECOND = _number("second", "own", "value of the second number; absent where one is varied")

_TABLES = (
    Table(
        "response",
        "what the worlds say at one value of the number varied",
        ("line", "value"),
        (
            _LINE,
            _SECOND,
            _number("value", "own", "of the number varied"),
            _number("estimate", "outcome", "share of worlds of which the event is true, or mean over worlds"),
            _number("ci_low", "outcome", "lower end of its 90 % interval"),
            _number("ci_high", "outcome", "upper end of its 90 % interval"),
            _flag("holds", "the condition holds of these worlds"),
            _flag("decided", "the interval leaves out what the share or mean is compared with"),
            Column("worlds", "integer", "count", "worlds behind the row", 0),
        ),
    ),
    Table(
        "thresholds",
        "one value of the number varied at which the condition begins or ceases to hold",
        ("line", "number"),
        (
            _LINE,
            _SECOND,
            Column("number", "integer", "count", "of the threshold among those of the line, from 1", 1),
            _number("threshold", "own", "value at which the condition holds and beyond which it does not"),
            _flag("above", "it holds above; else below"),
            _number("low", "own", "lower end of the threshold's 90 % interval"),
            _number("high", "own", "upper end of the threshold's 90 % interval"),
            _flag("low_open", "the interval reaches the lower end of the range looked at"),
            _flag("high_open", "the interval reaches the upper end of the range looked at"),
        ),
    ),
)

TIPPING_TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in _TABLES})
