"""The record as a whole: runs of years, how often postures change, whom a treaty with the hub binds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

from sim.history.coder import Coded, observed
from sim.history.measures import Fact
from sim.history.records import History, Rule


@dataclass(frozen=True, slots=True)
class Run:
    """Years in a row in which one rule gives a country its posture.

    Attributes:
        country: its code.
        begin: first year.
        end: last year.
        posture: a rung of the ladder.
        rule: that fires.
        facts: of all its years, in the order in which they came.
        doubtful: years in which the judged depths' ranges hold another posture too.
    """

    country: str
    begin: int
    end: int
    posture: str
    rule: Rule
    facts: tuple[Fact, ...]
    doubtful: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ChangeRate:
    """Changes of posture from one year to the next: how many, in how many pairs of years."""

    changes: int
    years: int

    @property
    def per_year(self) -> float:
        """Changes per country and year; not a number where there are no two years."""
        return self.changes / self.years if self.years else float("nan")


@lru_cache(maxsize=8)
def coded(history: History) -> dict[str, tuple[Coded, ...]]:
    """Every year of every country."""
    return {code: tuple(observed(history, code, year) for year in history.years(code)) for code in history.chronicles}


def runs(history: History, country: str) -> list[Run]:
    """The record of a country."""
    found = []
    for _, group in groupby(coded(history)[country], key=lambda one: one.rule.id):
        years = list(group)
        facts = dict.fromkeys(fact for one in years for fact in one.facts)
        doubtful = tuple(one.year for one in years if not one.firm)
        first, last = years[0], years[-1]
        found.append(Run(country, first.year, last.year, first.posture, first.rule, tuple(facts), doubtful))
    return found


def change_rate(history: History, since: int | None = None) -> ChangeRate:
    """How often countries changed posture.

    Args:
        history: the record.
        since: first year from which a change is counted; the whole record by default.
    """
    steps = [
        before.posture != after.posture
        for years in coded(history).values()
        for before, after in pairwise(years)
        if since is None or before.year >= since
    ]
    return ChangeRate(sum(steps), len(steps))


def partners(history: History, year: int) -> list[str]:
    """Countries whom a defence treaty with the hub bound in a year, in alphabetical order."""
    return [
        code
        for code, years in coded(history).items()
        for one in years
        if one.year == year and one.measures["treaty"].value
    ]
