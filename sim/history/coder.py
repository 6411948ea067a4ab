"""The coder: the first rule whose conditions all hold gives the posture of a country in a year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sim.errors import InputError, Problem
from sim.history.measures import Fact, Measured, measure
from sim.history.records import Condition, History, Rule

End = Literal["value", "to_challenger", "to_hub"]
_DIGITS = 9  # a depth of 0.3 less one of 0.1 is not below 0.2
_ALL = ("hub_work", "challenger_work", "third")  # what is told where no condition was met


@dataclass(frozen=True, slots=True)
class Coded:
    """The observed posture of a country in a year, and why.

    Attributes:
        country: its code.
        year: of the record.
        posture: a rung of the ladder.
        rule: that fired.
        facts: behind the measures that the rule asks for.
        measures: all of them.
        firm: whether the posture is the same over the whole ranges of the judged depths.
    """

    country: str
    year: int
    posture: str
    rule: Rule
    facts: tuple[Fact, ...]
    measures: Mapping[str, Measured]
    firm: bool


def observed(history: History, country: str, year: int) -> Coded:
    """Code a country in a year.

    Args:
        history: the record.
        country: code of a country of the record.
        year: from the country's independence, or the record's beginning, to the record's end.

    Raises:
        InputError: the record says nothing of that year.
    """
    years = history.years(country)
    if year not in years:
        said = f"the record of {country} is from {years[0]} to {years[-1]} and says nothing of {year}"
        raise InputError([Problem(history.chronicles[country].address, "", said)])
    found = measure(history, country, year)
    rule = first_rule(history.rules, found, "value")
    ends = {first_rule(history.rules, found, end).posture for end in ("to_challenger", "to_hub")}
    asked = [condition.measure for condition in rule.conditions] or _ALL
    facts = dict.fromkeys(fact for name in asked for fact in found[name].facts)
    return Coded(country, year, rule.posture, rule, tuple(facts), found, ends == {rule.posture})


def first_rule(rules: tuple[Rule, ...], measures: Mapping[str, Measured], end: End) -> Rule:
    """The first rule that holds, with measures as taken or at one end of their ranges; the last one always holds."""
    return next(rule for rule in rules if all(_holds(condition, measures, end) for condition in rule.conditions))


def _holds(condition: Condition, measures: Mapping[str, Measured], end: End) -> bool:
    value: float | None = getattr(measures[condition.measure], end)
    if value is None:
        return False
    kept = round(value, _DIGITS)
    above = condition.at_least is None or kept >= condition.at_least.value
    return above and (condition.below is None or kept < condition.below.value)
