"""What the tables of a study of advice hold: candidates, their levers, the front, and what is regretted where."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sim.results.schema import Table, count, flag, number, share, text

AS_IT_IS = "as it is"
"""What the scenario without a lever moved is called among the members of the front."""

_CANDIDATE = count("candidate", "number in the order in which they were tried; 0: as it is")
_MEMBER = text("member", f"letter of a candidate on the front; '{AS_IT_IS}' for the scenario without a lever moved")
_OBJECTIVE = text("objective", "what is wanted or avoided, with its direction")

_TABLES = (
    Table(
        "tried",
        "one objective of one candidate, in the worlds of the search",
        ("candidate", "objective"),
        (
            _CANDIDATE,
            _OBJECTIVE,
            number("mean", "mean over worlds; absent where the model refused the candidate"),
            flag("front", "no candidate tried beats it in everything"),
        ),
    ),
    Table(
        "settings",
        "one lever of one candidate",
        ("candidate", "lever"),
        (
            _CANDIDATE,
            text("lever", "path of the lever"),
            text("label", "what it is called"),
            count("order", "place of the lever in its file, from 0"),
            text("value", "to what it is set; a dash where its policy is off"),
            share("place", "where that lies among its values, 0 first to 1 last", missing=True),
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
            text("label", "the objective in words"),
            text("unit", "of the objective"),
            text("kind", "goal or cost"),
            count("order", "place of the objective, from 0"),
            number("searched", "mean over the worlds of the search"),
            number("mean", "mean over fresh worlds"),
            number("low", "lower end of its 90 % interval"),
            number("high", "upper end"),
            number("difference", "mean difference from the scenario as it is, world by world"),
            number("difference_low", "lower end of its 90 % interval"),
            number("difference_high", "upper end"),
            number("regret", "mean over worlds of the shortfall from the best member in that world"),
            number("regret_tail", "its 90 % quantile"),
            number("worst", "largest shortfall of means over all states, by the range along the front", "ratio"),
            flag("apart", "the members can be told apart in the objective; else worst is 0 and decides nothing"),
            flag("holds", "on fresh worlds no member beats it in everything"),
            flag("chosen", "the member least regretted"),
        ),
    ),
    Table(
        "regret",
        "one objective of one member in one state: all worlds, or a third of them by a disputed number",
        ("member", "objective", "number", "third"),
        (
            _MEMBER,
            _OBJECTIVE,
            text("number", "uncertain number by which worlds are split; all worlds"),
            text("third", "low, middle or high; empty for all worlds"),
            number("number_low", "smallest value of that number in the state"),
            number("number_high", "largest value"),
            count("worlds", "worlds in the state", 1),
            number("mean", "mean over them"),
            number("shortfall", "by how much that falls short of the best member's"),
            number("relative", "the same by the range of the objective along the front", "ratio"),
            number("difference", "mean difference from the scenario as it is, world by world"),
            number("difference_low", "lower end of its 90 % interval"),
            number("difference_high", "upper end"),
            flag(
                "fails",
                "surely better than as it is over all worlds, but not here, and surely less so than elsewhere",
            ),
        ),
    ),
)

ADVICE_TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in _TABLES})
