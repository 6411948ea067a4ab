"""What is wanted and what it may cost: outcomes of the model, or levers themselves, each with a direction."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sim.advice.space import Setting, Space
from sim.errors import Address, InputError, Problem, nearest
from sim.results.measure import UNITS, Cells, measure
from sim.results.outcomes import Outcome
from sim.results.wording import percent, plain, signed

Array = NDArray[np.float64]
Kind = Literal["goal", "cost"]

_FINEST = 3  # decimals shown: one more than those of the outcome, for candidates lie close to each other

_WORDS = {"higher": 1.0, "lower": -1.0}
_FORM = re.compile(r"(?P<way>\S+)\s+(?P<name>\S+)(?:\s+of\s+(?P<units>.+))?")


@dataclass(frozen=True)
class Objective:
    """One thing that is wanted or avoided.

    Attributes:
        text: as it was written, in full.
        kind: goal or cost; they are treated alike.
        sign: +1 where higher is better, -1 where lower is.
        outcome: of the model; None where it is a lever.
        units: countries or flashpoints over which it is averaged; none for the region.
        lever: position of the lever meant; None where it is an outcome.
        label: for tables and figures.
    """

    text: str
    kind: Kind
    sign: float
    outcome: Outcome | None
    units: tuple[str, ...]
    lever: int | None
    label: str

    def measured(self, tables: Mapping[str, Cells]) -> Array:
        """The outcome in some worlds; shape (W,)."""
        if self.outcome is None:
            raise ValueError(f"{self.text} is no outcome")
        cells = tables[self.outcome.table]
        found = measure(self.outcome, cells)
        if not self.units:
            return found.total
        return np.asarray(found.own[[cells.units.index(unit) for unit in self.units]].mean(axis=0))

    def chosen(self, setting: Setting) -> float:
        """The value of the lever meant."""
        if self.lever is None:
            raise ValueError(f"{self.text} is no lever")
        return float(setting[self.lever])

    @property
    def inside(self) -> str:
        """Its label inside a sentence."""
        return self.label[:1].lower() + self.label[1:]

    @property
    def unit(self) -> str:
        """Its unit in words."""
        return self.outcome.unit if self.outcome is not None else "as set"

    @property
    def percent(self) -> bool:
        """Whether it is a share that is shown as per cent."""
        return self.outcome is not None and self.outcome.display == "percent"

    @property
    def decimals(self) -> int:
        """Decimals shown."""
        return 2 if self.outcome is None else min(self.outcome.decimals + 1, _FINEST)

    def said(self, value: float) -> str:
        """A value as a reader sees it."""
        if self.outcome is None:
            return plain(value)
        if self.percent:
            return percent(value, self.decimals)
        return plain(value, self.decimals)

    def moved(self, value: float) -> str:
        """A difference as a reader sees it, shares in points."""
        if self.outcome is None:
            return signed(value)
        if self.percent:
            return signed(100 * value, self.decimals)
        return signed(value, self.decimals)


def read_objectives(
    goals: Sequence[str],
    costs: Sequence[str],
    table: Mapping[str, Outcome],
    units: Mapping[str, Collection[str]],
    years: tuple[int, int],
    space: Space,
) -> tuple[Objective, ...]:
    """What the command line wants.

    Args:
        goals: texts such as `higher deterrence.mean` or `lower trade_loss of JPN, KOR`.
        costs: likewise.
        table: outcomes by name.
        units: countries and flashpoints that take part, by table.
        years: first and last of the scenario, within which outcomes may be measured.
        space: the levers, which may be goals or costs themselves.

    Returns:
        Goals, then costs.

    Raises:
        InputError: with every problem.
    """
    problems: list[Problem] = []
    asked: list[tuple[Kind, str]] = [*(("goal", text) for text in goals), *(("cost", text) for text in costs)]
    found = [_read(kind, text, table, units, space, problems) for kind, text in asked]
    for name, several in (("--goal", goals), ("--cost", costs)):
        if not several:
            said = "is missing: a front lies between what is wanted and what it costs, as --cost 'lower trade_loss'"
            problems.append(Problem(Address(name), "", said if name == "--cost" else "is missing: say what is wanted"))
    kept = [one for one in found if one is not None]
    for one in kept:
        until = one.outcome.until if one.outcome is not None else None
        if until is not None and not years[0] <= until <= years[1]:
            said = f"{until} lies outside the horizon {years[0]}-{years[1]}"
            problems.append(Problem(Address(f"--{one.kind} {one.text}"), "", said))
    twice = {one.label for k, one in enumerate(kept) if one.label in [before.label for before in kept[:k]]}
    problems += [Problem(Address("advise"), "", f"'{label}' is named twice among goals and costs") for label in twice]
    if problems:
        raise InputError(problems)
    return tuple(kept)


def _read(
    kind: Kind,
    text: str,
    table: Mapping[str, Outcome],
    units: Mapping[str, Collection[str]],
    space: Space,
    problems: list[Problem],
) -> Objective | None:
    where = Address(f"--{kind} {text}")
    form = _FORM.fullmatch(text.strip())
    if form is None or form["way"] not in _WORDS:
        close = nearest(form["way"], _WORDS) if form else None
        said = "must read 'higher OUTCOME' or 'lower OUTCOME', as 'lower trade_loss' or 'lower trade_loss of JPN'"
        problems.append(Problem(where, "", said, close))
        return None
    sign, name = _WORDS[form["way"]], form["name"]
    paths = {lever.path: index for index, lever in enumerate(space.levers)}
    if name in paths:
        lever = space.levers[paths[name]]
        switches = {other.policy for other in space.levers if other.switch}
        if not lever.rising or lever.policy in switches or form["units"]:
            said = f"{name} has no number in every candidate, so that it cannot be a {kind}"
            problems.append(Problem(where, "", said))
            return None
        return Objective(f"{form['way']} {name}", kind, sign, None, (), paths[name], lever.label)
    outcome = _outcome(name, table, [*table, *paths], where, problems)
    if outcome is None:
        return None
    several = tuple(word.strip() for word in (form["units"] or "").split(",") if word.strip())
    of = _units(several, outcome, units, where, problems)
    if of is None:
        return None
    at = f" of {', '.join(of)}" if of else ""
    label = f"{outcome.label} ({', '.join(of)})" if of else outcome.label
    return Objective(f"{form['way']} {outcome.name}{at}", kind, sign, outcome, of, None, label)


def _outcome(
    name: str, table: Mapping[str, Outcome], known: Collection[str], where: Address, problems: list[Problem]
) -> Outcome | None:
    """The outcome of a name, which may lack its end where one only begins so."""
    if name in table:
        return table[name]
    ways = [full for full in table if full.rpartition(".")[0] == name]
    if len(ways) == 1:
        return table[ways[0]]
    if ways:
        problems.append(Problem(where, "", f"'{name}' may be {' or '.join(ways)}"))
        return None
    stems = {full.rpartition(".")[0] for full in table}
    end = name.rpartition(".")[2]
    close = end if end in stems else nearest(name, [*known, *stems])
    problems.append(Problem(where, "", f"no outcome or lever is called '{name}'", close))
    return None


def _units(
    several: Sequence[str],
    outcome: Outcome,
    units: Mapping[str, Collection[str]],
    where: Address,
    problems: list[Problem],
) -> tuple[str, ...] | None:
    """Countries or flashpoints meant; None, with the offence noted, where one is unknown."""
    kind, known = UNITS[outcome.table], units.get(outcome.table, ())
    if several and kind is None:
        problems.append(Problem(where, "", f"{outcome.name} is one number for the region; leave out 'of ...'"))
        return None
    spelt = {unit.casefold(): unit for unit in known}
    wrong = [name for name in several if name.casefold() not in spelt]
    problems += [Problem(where, "", f"{name} is no {kind} of this scenario", nearest(name, known)) for name in wrong]
    return None if wrong else tuple(spelt[name.casefold()] for name in several)
