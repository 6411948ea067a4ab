"""What the tables of a discovery hold: boxes, their limits, the way to them, a tree, the cases; and a debate's map."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sim.results.schema import Column, Table

BETWEEN = "\n"
"""Stands between the words of a limit; titles, which hold commas, are words too."""

_BOX = Column("box", "integer", "count", "number of the box, from 1", 1)
_QUESTION = Column("question", "text", "", "what is asked: the condition, or the id of a claim")
_PATH = Column("path", "text", "", "entry of the scenario that is limited, as --set takes it")


def _text(name: str, meaning: str) -> Column:
    return Column(name, "text", "", meaning)


def _share(name: str, meaning: str, *, missing: bool = False) -> Column:
    return Column(name, "number", "share", meaning, 0, 1, missing=missing)


def _count(name: str, meaning: str, low: int = 0) -> Column:
    return Column(name, "integer", "count", meaning, low)


def _own(name: str, meaning: str) -> Column:
    return Column(name, "number", "own", meaning, missing=True)


_HELD = (
    _count("cases", "cases that it holds"),
    _count("found", "cases of interest among them"),
    _share("density", "share of its cases that are of interest"),
    _share("coverage", "share of all cases of interest that it holds"),
)

_TABLES = (
    Table(
        "boxes",
        "one box in which cases of interest are dense, counted without the cases of boxes before it",
        ("question", "box"),
        (
            _QUESTION,
            _BOX,
            _text("noun", "what a case is: point or world"),
            _text("sentence", "the box in words"),
            *_HELD,
            _count("restricted", "dimensions that it limits", 1),
            _count("offered", "cases in which it was sought"),
            _share("share", "share of these that are of interest"),
            _count("chosen", "step of the peeling from which it was made"),
            _share("chance", "share of shuffled cases, the true ones among them, that do as well"),
        ),
    ),
    Table(
        "limits",
        "one dimension that a box limits",
        ("question", "box", "path"),
        (
            _QUESTION,
            _BOX,
            _PATH,
            _text("name", "what a reader calls it"),
            _text("unit", "of its values"),
            _text("meaning", "what it is"),
            _own("low", "smallest value that the box holds; absent where it is open"),
            _own("high", "largest value that it holds; absent where it is open"),
            _text("words", "words that it holds, one a line, where the dimension has words"),
            _own("from", "smallest value of all cases"),
            _own("to", "largest value of all cases"),
            _share("p", "quasi-p: chance of so many cases of interest without this limit"),
            _share("again", "share of draws of the cases in which the dimension is limited as well"),
        ),
    ),
    Table(
        "peeling",
        "one step of the way from all cases down to a box",
        ("question", "box", "step"),
        (_QUESTION, _BOX, _count("step", "from 0, all cases"), *_HELD, _count("restricted", "dimensions limited")),
    ),
    Table(
        "tree",
        "one leaf of the classification tree",
        ("question", "leaf"),
        (_QUESTION, _count("leaf", "from 1, the densest first", 1), _text("rule", "what leads to it"), *_HELD),
    ),
    Table(
        "cases",
        "one case",
        ("question", "case"),
        (
            _QUESTION,
            _count("case", "number of the case, from 0"),
            _count("point", "number of its point; of its world in a debate"),
            _count("replicate", "number of its world at that point; 0 where the case is a point"),
            Column("interest", "flag", "", "of interest"),
            _count("held", "box that holds it; 0 for none"),
        ),
        Column("", "cell", "own", "its value in the dimension of that name", missing=True),
    ),
)

_CELL = tuple(
    _own(f"{axis}_{end}", f"{word} value of the number {where} there")
    for axis, where in (("x", "across"), ("y", "upwards"))
    for end, word in (("low", "smallest"), ("high", "largest"))
)

_DEBATE = Table(
    "debate",
    "one part of the worlds, by two drawn numbers",
    ("column", "row"),
    (
        _count("column", "part of the number across, from 1", 1),
        _count("row", "part of the number upwards, from 1", 1),
        _count("first", "worlds that meet the first claim alone"),
        _count("second", "worlds that meet the second claim alone"),
        _count("both", "worlds that meet both"),
        _count("neither", "worlds that meet neither"),
        *_CELL,
    ),
)

DISCOVERY_TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in (*_TABLES, _DEBATE)})
