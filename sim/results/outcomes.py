"""The outcomes of a study as a table: what is measured, from which column, and which direction is called better."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

Better = Literal["higher", "lower", "neither"]
When = Literal["mean", "end", "sum", "any", "first_ten_years"]
Across = Literal["only", "mean", "sum", "gdp", "capability"]
Display = Literal["percent", "number"]

FIRST_YEARS = 10
"""Length in years of the span that `first_ten_years` looks at."""

AT = "@"
"""Stands between an outcome and the year up to which it is measured, as in `side.end@2035`."""

DISPUTED = ("law.pact_formation_prior", "law.deterrence_effect", "law.provocation_effect")
"""Drawn parameters on which authors disagree most; answers are shown as a function of each, over all worlds."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome of a world.

    Attributes:
        name: short name, ending in when it is taken.
        label: for tables and figures.
        unit: in words.
        table: table it is read from.
        column: column it is read from.
        when: over the years: mean, end (last year), sum, any (1 if ever), first_ten_years (1 if ever within them).
        across: over countries or flashpoints: mean, sum, or mean weighted by GDP or capability; `only` when the
            table has one row a year.
        better: direction called better; `neither` where that is a matter of opinion.
        display: shares are shown as per cent.
        decimals: shown.
        equals: when given, the column is first turned into 1 where it has this value, else 0.
        sign: when given, the column is first turned into 1 where it has this sign, else 0.
        headline: belongs in the short table.
        until: when given, the last calendar year that counts, as if the run had ended there.
    """

    name: str
    label: str
    unit: str
    table: str
    column: str
    when: When
    across: Across
    better: Better = "neither"
    display: Display = "number"
    decimals: int = 2
    equals: str | int | None = None
    sign: int | None = None
    headline: bool = False
    until: int | None = None

    @property
    def question(self) -> str:
        """What the column `p_better` says of this outcome."""
        return "P(B higher)" if self.better == "neither" else "P(B better)"

    @property
    def lasting(self) -> str:
        """Its label, without saying that it is taken at the end."""
        return self.label.removesuffix(_END)

    @property
    def bounds(self) -> tuple[float, float]:
        """The least and the most that a world, and so a mean, can come to; infinite where there is no such end."""
        return _BOUNDS.get(self.unit, (0.0, math.inf))

    def by(self, year: int) -> Outcome:
        """The same outcome measured up to a year.

        Args:
            year: the last calendar year that counts.
        """
        label = f"{self.lasting}, {year}" if self.when == "end" else f"{self.label}, to {year}"
        unit = self.unit.replace("over the horizon", f"to {year}")
        return replace(self, name=f"{self.name}{AT}{year}", label=label, unit=unit, headline=False, until=year)


SYNONYMS = {"pact_members": "members.end"}
"""Further names of outcomes, where one is better known by another."""

_END = ", end"
_DIGITS = 4  # of a year
_SHARE = "share of regional capability"

_BOUNDS: Mapping[str, tuple[float, float]] = {
    "share of worlds": (0.0, 1.0),
    "share of worlds and years": (0.0, 1.0),
    _SHARE: (0.0, 1.0),
    "chance defenders prevail": (0.0, 1.0),
    "chance to prevail in its own contest": (0.0, 1.0),
    "probability": (0.0, 1.0),
    "index, 0 to 1": (0.0, 1.0),
    "index, -1 challenger to +1 hub": (-1.0, 1.0),
    "% of GDP a year": (-math.inf, math.inf),  # trade may gain
}
"""By unit the least and the most; counts and rates, which have the others, are at least 0."""

_FIXED = (
    Outcome("pact_in_force.ten_years", "Pact in force within ten years", "share of worlds", "theatre", "pact_in_force",
            "first_ten_years", "only", display="percent", decimals=0, headline=True),
    Outcome("pact_in_force.end", "Pact in force, end", "share of worlds", "theatre", "pact_in_force",
            "end", "only", display="percent", decimals=0, headline=True),
    Outcome("pact_in_force.ever", "Pact ever in force", "share of worlds", "theatre", "pact_in_force",
            "any", "only", display="percent", decimals=0),
    Outcome("members.end", "Members of the pact, end", "countries", "countries", "member",
            "end", "sum", decimals=1, headline=True),
    Outcome("members.ever", "Ever a member of the pact", "countries", "countries", "member", "any", "sum", decimals=1),
    Outcome("hub_side.end", "Capability with hub, end", _SHARE, "countries", "side",
            "end", "capability", display="percent", decimals=0, sign=1, headline=True),
    Outcome("challenger_side.end", "Capability with challenger, end", _SHARE, "countries", "side",
            "end", "capability", display="percent", decimals=0, sign=-1, headline=True),
    Outcome("unaligned.end", "Capability with neither, end", _SHARE, "countries", "side",
            "end", "capability", display="percent", decimals=0, sign=0, headline=True),
    Outcome("hub_side.mean", "Capability with hub", _SHARE, "countries", "side",
            "mean", "capability", display="percent", decimals=0, sign=1),
    Outcome("challenger_side.mean", "Capability with challenger", _SHARE, "countries", "side",
            "mean", "capability", display="percent", decimals=0, sign=-1),
    Outcome("unaligned.mean", "Capability with neither", _SHARE, "countries", "side",
            "mean", "capability", display="percent", decimals=0, sign=0),
    Outcome("side.end", "Side taken, end", "index, -1 challenger to +1 hub", "countries", "side",
            "end", "mean", headline=True),
    Outcome("side.mean", "Side taken", "index, -1 challenger to +1 hub", "countries", "side", "mean", "mean"),
    Outcome("flashpoint_deterrence.mean", "Deterrence at flashpoints", "chance defenders prevail", "flashpoints",
            "deterrence", "mean", "mean", "higher", headline=True),
    Outcome("flashpoint_deterrence.end", "Deterrence at flashpoints, end", "chance defenders prevail", "flashpoints",
            "deterrence", "end", "mean", "higher"),
    Outcome("hazard.mean", "Rate of crises", "crises a year", "flashpoints", "hazard", "mean", "sum", "lower",
            decimals=3, headline=True),
    Outcome("crises.sum", "Crises of any severity", "crises over the horizon", "flashpoints", "severity", "sum", "sum",
            "lower", sign=1),
    Outcome("crises_minor.sum", "Minor crises", "crises over the horizon", "flashpoints", "severity", "sum", "sum",
            "lower", equals=1, headline=True),
    Outcome("crises_serious.sum", "Serious crises", "crises over the horizon", "flashpoints", "severity", "sum", "sum",
            "lower", equals=2, headline=True),
    Outcome("wars.sum", "Wars", "wars over the horizon", "flashpoints", "severity", "sum", "sum",
            "lower", decimals=3, equals=3, headline=True),
    Outcome("deterrence.mean", "Deterrence, country by country", "chance to prevail in its own contest", "countries",
            "deterrence", "mean", "mean", "higher", headline=True),
    Outcome("trust.mean", "Trust in the hub", "probability", "countries", "trust", "mean", "mean", "higher",
            headline=True),
    Outcome("trust.end", "Trust in the hub, end", "probability", "countries", "trust", "end", "mean", "higher"),
    Outcome("trade_loss.mean", "Trade loss", "% of GDP a year", "countries", "trade_loss", "mean", "gdp", "lower",
            headline=True),
    Outcome("coercion_loss.mean", "Loss through the challenger's coercion", "% of GDP a year", "countries",
            "coercion_loss", "mean", "gdp", "lower"),
    Outcome("tariff_loss.mean", "Loss through the hub's tariffs", "% of GDP a year", "countries", "tariff_loss",
            "mean", "gdp", "lower"),
    Outcome("effort.mean", "Defence effort", "% of GDP", "countries", "effort", "mean", "gdp", headline=True),
    Outcome("effort.end", "Defence effort, end", "% of GDP", "countries", "effort", "end", "gdp"),
    Outcome("polarisation.mean", "Polarisation", "index, 0 to 1", "theatre", "polarisation", "mean", "only",
            headline=True),
    Outcome("polarisation.end", "Polarisation, end", "index, 0 to 1", "theatre", "polarisation", "end", "only"),
    Outcome("nuclear.end", "Nuclear-armed countries, end", "countries", "countries", "nuclear", "end",
            "sum", headline=True),
    Outcome("changes.sum", "Changes of posture", "changes over the horizon", "countries", "changed", "sum", "sum",
            decimals=1),
    Outcome("minilaterals.end", "Bodies of security work belonged to, end", "memberships", "countries", "minilaterals",
            "end", "sum", decimals=1),
    Outcome("mean_tie.end", "Depth of ties between countries, end", "index, 0 to 1", "theatre", "mean_tie", "end",
            "only"),
    Outcome("assertiveness.mean", "Assertiveness of the challenger", "ratio to the base year", "theatre",
            "assertiveness", "mean", "only"),
)  # fmt: skip


def _posture_outcomes(posture: str) -> tuple[Outcome, Outcome]:
    return (
        Outcome(f"posture.{posture}.end", f"Posture {posture}, end", "share of worlds", "countries", "posture",
                "end", "mean", display="percent", decimals=0, equals=posture),
        Outcome(f"posture.{posture}.mean", f"Posture {posture}", "share of worlds and years", "countries", "posture",
                "mean", "mean", display="percent", decimals=0, equals=posture),
    )  # fmt: skip


class Outcomes(Mapping[str, Outcome]):
    """Outcomes by name, in the order in which they are shown; `NAME@YEAR` gives one measured up to a year."""

    def __init__(self, rows: Iterable[Outcome]) -> None:
        self._rows = {row.name: row for row in rows}
        self._order = {name: place for place, name in enumerate(self._rows)}

    def __getitem__(self, name: str) -> Outcome:
        base, at, year = name.partition(AT)
        if not at:
            return self._rows[name]
        if not (year.isdecimal() and len(year) == _DIGITS) or self._rows[base].when == "first_ten_years":
            raise KeyError(name)
        return self._rows[base].by(int(year))

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def order(self, name: str) -> tuple[int, float]:
        """By which outcomes are sorted: as in the table, and up to earlier years before later ones and the end."""
        until = self[name].until
        return self._order[name.partition(AT)[0]], math.inf if until is None else until


def outcomes(ladder: Iterable[str] = ()) -> Outcomes:
    """The table of outcomes.

    Args:
        ladder: names of the postures, lowest first; each adds the share of worlds that take it.

    Returns:
        Outcomes by name, in the order in which they are shown.
    """
    return Outcomes([*_FIXED, *(outcome for posture in ladder for outcome in _posture_outcomes(posture))])
