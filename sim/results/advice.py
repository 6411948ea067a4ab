"""What the tables of a study of advice hold: candidates, their levers, the front, and what is regretted where."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sim.results.schema import Column, Table

_CANDIDATE = Column("candidate", "integer", "count", "number in the order in which they were tried; 0: as it is", 0)


def _text(name: str, meaning: str) -> Column:
    return Column(name, "text", "", meaning)


def _flag(name: str, meaning: str) -> Column:
    return Column(name, "flag", "", meaning)


def _number(name: str, meaning: str, unit: str = "own") -> Column:
    return Column(name, "number", unit, meaning, missing=True)


_MEMBER = _text("member", "letter of a candidate on the front; 'as it is' for the scenario without a lever moved")
_OBJECTIVE = _text("objective", "what is wanted or avoided, with its direction")

_TABLES = (
    Table(
        "tried",
        "one objective of one candidate, in the worlds of the search",
        ("candidate", "objective"),
        (
            _CANDIDATE,
            _OBJECTIVE,
            _number("mean", "mean over worlds; absent where the model refused the candidate"),
            _flag("front", "no candidate tried beats it in everything"),
        ),
    ),
    Table(
        "settings",
        "one lever of one candidate",
        ("candidate", "lever"),
        (
            _CANDIDATE,
            _text("lever", "path of the lever"),
            _text("label", "what it is called"),
            Column("order", "integer", "count", "place of the lever in its file, from 0", 0),
            _text("value", "to what it is set; a dash where its policy is off"),
            Column("place", "number", "share", "where that lies among its values, 0 first to 1 last", 0, 1, missing=True),
        ),
    ),
    Table(
        "front",
        "one objective of one member of the front looked at closely, and of the scenario as it is, in fresh worlds",
        ("member", "objective"),
        (
            _MEMBER,
            _CANDIDATE,
            _OBJECTIVE,
            _text("label", "the objective in words"),
            _text("unit", "of the objective"),
            _text("kind", "goal or cost"),
            Column("order", "integer", "count", "place of the objective, from 0", 0),
            _number("searched", "mean over the worlds of the search"),
            _number("mean", "mean over fresh worlds"),
            _number("low", "lower end of its 90 % interval"),
            _number("high", "upper end"),
            _number("difference", "mean difference from the scenario as it is, world by world"),
            _number("difference_low", "lower end of its 90 % interval"),
            _number("difference_high", "upper end"),
            _number("regret", "mean over worlds of the shortfall from the best member in that world"),
            _number("regret_tail", "its 90 % quantile"),
            _number("worst", "largest shortfall of means over all states, by the range along the front", "ratio"),
            _flag("holds", "on fresh worlds no member beats it in everything"),
            _flag("chosen", "the member least regretted"),
        ),
    ),
    Table(
        "regret",
        "one objective of one member in one state: all worlds, or a third of them by a disputed number",
        ("member", "objective", "number", "third"),
        (
            _MEMBER,
            _OBJECTIVE,
            _text("number", "uncertain number by which worlds are split; all worlds"),
            _text("third", "low, middle or high; empty for all worlds"),
            _number("number_low", "smallest value of that number in the state"),
            _number("number_high", "largest value"),
            Column("worlds", "integer", "count", "worlds in the state", 1),
            _number("mean", "mean over them"),
            _number("shortfall", "by how much that falls short of the best member's"),
            _number("relative", "the same by the range of the objective along the front", "ratio"),
            _number("difference", "mean difference from the scenario as it is, world by world"),
            _number("difference_low", "lower end of its 90 % interval"),
            _number("difference_high", "upper end"),
            _flag("fails", "surely better than the scenario as it is over all worlds, but not in this state"),
        ),
    ),
)

ADVICE_TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in _TABLES})
