"""What the tables of a discovery hold: boxes, their limits, the way to them, a tree, the cases; and a debate's map."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sim.results.schema import Column, Table, count, number, share, text

BETWEEN = "\n"
"""Stands between the words of a limit; titles, which hold commas, are words too."""

_BOX = count("box", "number of the box, from 1", 1)
_QUESTION = text("question", "what is asked: the condition, or the id of a claim")
_PATH = text("path", "entry of the scenario that is limited, as --set takes it")
_HELD = (
    count("cases", "cases that it holds"),
    count("found", "cases of interest among them"),
    share("density", "share of its cases that are of interest"),
    share("coverage", "share of all cases of interest that it holds"),
)

_TABLES = (
    Table(
        "boxes",
        "one box in which cases of interest are dense, counted without the cases of boxes before it",
        ("question", "box"),
        (
            _QUESTION,
            _BOX,
            text("noun", "what a case is: point or world"),
            text("sentence", "the box in words"),
            *_HELD,
            count("restricted", "dimensions that it limits", 1),
            count("offered", "cases in which it was sought"),
            share("share", "share of these that are of interest"),
            count("chosen", "step of the peeling from which it was made"),
            share("chance", "share of shuffled cases, the true ones among them, that do as well"),
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
            text("name", "what a reader calls it"),
            text("unit", "of its values"),
            text("meaning", "what it is"),
            number("low", "smallest value that the box holds; absent where it is open"),
            number("high", "largest value that it holds; absent where it is open"),
            text("words", "words that it holds, one a line, where the dimension has words"),
            number("from", "smallest value of all cases"),
            number("to", "largest value of all cases"),
            share("p", "quasi-p: chance of so many cases of interest without this limit"),
            share("again", "share of draws of the cases in which the dimension is limited as well"),
        ),
    ),
    Table(
        "peeling",
        "one step of the way from all cases down to a box",
        ("question", "box", "step"),
        (_QUESTION, _BOX, count("step", "from 0, all cases"), *_HELD, count("restricted", "dimensions limited")),
    ),
    Table(
        "tree",
        "one leaf of the classification tree",
        ("question", "leaf"),
        (_QUESTION, count("leaf", "from 1, the densest first", 1), text("rule", "what leads to it"), *_HELD),
    ),
    Table(
        "cases",
        "one case",
        ("question", "case"),
        (
            _QUESTION,
            count("case", "number of the case, from 0"),
            count("point", "number of its point; of its world in a debate"),
            count("replicate", "number of its world at that point; 0 where the case is a point"),
            Column("interest", "flag", "", "of interest"),
            count("held", "box that holds it; 0 for none"),
        ),
        Column("", "cell", "own", "its value in the dimension of that name", missing=True),
    ),
)

_CELL = tuple(
    number(f"{axis}_{end}", f"{word} value of the number {where} there")
    for axis, where in (("x", "across"), ("y", "upwards"))
    for end, word in (("low", "smallest"), ("high", "largest"))
)

_DEBATE = Table(
    "debate",
    "one part of the worlds, by two drawn numbers",
    ("column", "row"),
    (
        count("column", "part of the number across, from 1", 1),
        count("row", "part of the number upwards, from 1", 1),
        count("first", "worlds that meet the first claim alone"),
        count("second", "worlds that meet the second claim alone"),
        count("both", "worlds that meet both"),
        count("neither", "worlds that meet neither"),
        *_CELL,
    ),
)

DISCOVERY_TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in (*_TABLES, _DEBATE)})
