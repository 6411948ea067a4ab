"""What is wanted and what it may cost: outcomes of the model, or levers themselves, each with a direction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sim.advice.space import Setting, Space
from sim.engine.quantities import Quantity
from sim.errors import Address, InputError, Problem, nearest
from sim.results.conditions import Reader, outcome_named, stems
from sim.results.measure import UNITS
from sim.results.outcomes import Outcome
from sim.results.wording import percent, plain, signed

Kind = Literal["goal", "cost"]

_FINEST = 3  # decimals shown: one more than those of the outcome, for candidates lie close to each other

_WORDS = {"higher": 1.0, "lower": -1.0}
_EXAMPLE = "'lower trade_loss' or 'lower trade_loss of JPN'"


@dataclass(frozen=True)
class Objective:
    """One thing that is wanted or avoided.

    Attributes:
        text: as it was written, in full.
        kind: goal or cost; they are treated alike.
        sign: +1 where higher is better, -1 where lower is.
        outcome: of the model; None where it is a lever.
        quantity: the same as a number of a world, averaged over the countries or flashpoints meant; None likewise.
        lever: position of the lever meant; None where it is an outcome.
        label: for tables and figures.
    """

    text: str
    kind: Kind
    sign: float
    outcome: Outcome | None
    quantity: Quantity | None
    lever: int | None
    label: str

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
    found: list[Objective] = []
    for kind, text in asked:
        try:
            found.append(_Parser(kind, text, table, units, years, space).objective())
        except InputError as error:
            problems += error.problems
    for name, several in (("--goal", goals), ("--cost", costs)):
        if not several:
            said = "is missing: a front lies between what is wanted and what it costs, as --cost 'lower trade_loss'"
            problems.append(Problem(Address(name), "", said if name == "--cost" else "is missing: say what is wanted"))
    twice = {one.label for k, one in enumerate(found) if one.label in [before.label for before in found[:k]]}
    problems += [Problem(Address("advise"), "", f"'{label}' is named twice among goals and costs") for label in twice]
    if problems:
        raise InputError(problems)
    return tuple(found)


class _Parser:
    """Reads one goal or cost: `higher` or `lower`, what, and `of` whom."""

    def __init__(
        self,
        kind: Kind,
        text: str,
        table: Mapping[str, Outcome],
        units: Mapping[str, Collection[str]],
        years: tuple[int, int],
        space: Space,
    ) -> None:
        self._where = Address(f"--{kind} {text}")
        self._reader = Reader(text, self._where, _EXAMPLE)
        self._kind, self._table, self._units, self._years, self._space = kind, table, units, years, space

    def objective(self) -> Objective:
        reader = self._reader
        if reader.peek.text not in _WORDS:
            said = f"must read 'higher OUTCOME' or 'lower OUTCOME', as {_EXAMPLE}"
            reader.refuse(reader.peek.column, said, nearest(reader.peek.text, _WORDS))
        way = reader.take("name", "a direction").text
        name = reader.take("name", "an outcome or a lever").text
        several = self._several()
        paths = [lever.path for lever in self._space.levers]
        if name in paths:
            return self._lever(way, paths.index(name), several)
        outcome = self._outcome(name, paths)
        of = self._of(outcome, several)
        at = f" of {', '.join(of)}" if of else ""
        label = f"{outcome.label} ({', '.join(of)})" if of else outcome.label
        quantity = Quantity(outcome.name, of)
        return Objective(f"{way} {outcome.name}{at}", self._kind, _WORDS[way], outcome, quantity, None, label)

    def _several(self) -> list[str]:
        """Countries or flashpoints as written."""
        reader, found = self._reader, list[str]()
        while reader.peek.kind != "end":
            if found:
                reader.take("mark", "',' or the end", ",")
            else:
                reader.take("name", "'of' or the end", "of")
            found.append(reader.take("name", "a country or flashpoint").text)
        return found

    def _lever(self, way: str, position: int, several: Sequence[str]) -> Objective:
        lever = self._space.levers[position]
        switches = {other.policy for other in self._space.levers if other.switch}
        if not lever.rising or lever.policy in switches or several:
            said = f"{lever.path} has no number in every candidate, so that it cannot be a {self._kind}"
            raise InputError([Problem(self._where, "", said)])
        return Objective(f"{way} {lever.path}", self._kind, _WORDS[way], None, None, position, lever.label)

    def _outcome(self, name: str, paths: Sequence[str]) -> Outcome:
        found = outcome_named(name, self._table, self._where, self._years)
        if found is None:
            begun, end = stems(self._table), name.rpartition(".")[2]
            close = end if end in begun else nearest(name, [*self._table, *paths, *begun])
            raise InputError([Problem(self._where, "", f"no outcome or lever is called '{name}'", close)])
        return self._table[found]

    def _of(self, outcome: Outcome, several: Sequence[str]) -> tuple[str, ...]:
        """Countries or flashpoints meant."""
        kind, known = UNITS[outcome.table], self._units.get(outcome.table, ())
        if several and kind is None:
            said = f"{outcome.name} is one number for the region; leave out 'of ...'"
            raise InputError([Problem(self._where, "", said)])
        spelt = {unit.casefold(): unit for unit in known}
        wrong = [name for name in several if name.casefold() not in spelt]
        if wrong:
            no = [(f"{name} is no {kind} of this scenario", nearest(name, known)) for name in wrong]
            raise InputError([Problem(self._where, "", said, close) for said, close in no])
        return tuple(spelt[name.casefold()] for name in several)
