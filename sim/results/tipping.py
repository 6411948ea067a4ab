"""What the tables of a study of tipping points hold: the response to a number, and its thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sim.results.schema import Table, count, flag, number

_LINE = count("line", "value of the second number, from 0; 0 where one is varied")
_SECOND = number("second", "value of the second number; absent where one is varied", "own")

_TABLES = (
    Table(
        "response",
        "what the worlds say at one value of the number varied",
        ("line", "value"),
        (
            _LINE,
            _SECOND,
            number("value", "of the number varied", "own"),
            number("estimate", "share of worlds of which the event is true, or mean over worlds", "outcome"),
            number("ci_low", "lower end of its 90 % interval", "outcome"),
            number("ci_high", "upper end of its 90 % interval", "outcome"),
            flag("holds", "the condition holds of these worlds"),
            flag("decided", "the interval leaves out what the share or mean is compared with"),
            count("worlds", "worlds behind the row"),
        ),
    ),
    Table(
        "thresholds",
        "one value of the number varied at which the condition begins or ceases to hold",
        ("line", "number"),
        (
            _LINE,
            _SECOND,
            count("number", "of the threshold among those of the line, from 1", 1),
            number("threshold", "value at which the condition holds and beyond which it does not", "own"),
            flag("above", "it holds above; else below"),
            number("low", "lower end of the threshold's 90 % interval", "own"),
            number("high", "upper end of the threshold's 90 % interval", "own"),
            flag("low_open", "the interval reaches the lower end of the range looked at"),
            flag("high_open", "the interval reaches the upper end of the range looked at"),
        ),
    ),
)

TIPPING_TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in _TABLES})
