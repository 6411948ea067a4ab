"""Conditions on outcomes as they are written: words in a line, comparisons with a number, and how outcomes are called.

    bound := ("<" | "<=" | ">" | ">=") number ["%"]
    name  := OUTCOME ["@" YEAR]

An outcome may be called without its ending, `hazard` for `hazard.mean`, where one only begins so.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, NamedTuple, NoReturn

from sim.errors import Address, InputError, Problem
from sim.results.outcomes import AT, SYNONYMS

CHANGE = "CHANGE"
"""Stands before an outcome of which the difference from another scenario is meant, as in `CHANGE(side.end)`."""

OPERATORS: Mapping[str, tuple[Callable[[Any, Any], Any], str]] = MappingProxyType(
    {
        "<": (operator.lt, "below"),
        "<=": (operator.le, "at most"),
        ">": (operator.gt, "above"),
        ">=": (operator.ge, "at least"),
    }
)
_TOKEN = re.compile(
    r"(?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?![\w.])|(?P<operator><=|>=|<|>)"
    r"|(?P<name>[^\W\d][^\s()<>=,%]*)|(?P<mark>[(),%])|(?P<other>[+-]?[\w.]+|\S)"
)


@dataclass(frozen=True, slots=True)
class Bound:
    """A comparison with a number, as `>= 0.5`."""

    operator: str
    value: float

    def __str__(self) -> str:
        return f"{self.operator} {self.value!r}"

    def holds(self, values: Any) -> Any:
        """Whether numbers compare so, one or an array of them; a missing one never does."""
        return OPERATORS[self.operator][0](values, self.value)

    @property
    def words(self) -> str:
        """The comparison in words: `at least`."""
        return OPERATORS[self.operator][1]


class Token(NamedTuple):
    """A word of a line: number, name, operator, mark, other or end; as written; its column from 1."""

    kind: str
    text: str
    column: int

    def __str__(self) -> str:
        return "the end" if self.kind == "end" else f"'{self.text}'"


class Reader:
    """Reads a line word by word.

    Attributes:
        problems: found on the way that did not keep it from being read further.
    """

    def __init__(self, text: str, address: Address, hint: str = "") -> None:
        """Split a line into words.

        Args:
            text: as the user wrote it.
            address: of the line; columns in it are added.
            hint: how it should be written, told with what was expected.
        """
        found = [Token(str(one.lastgroup), one.group(), one.start() + 1) for one in _TOKEN.finditer(text)]
        self._tokens, self._place = [*found, Token("end", "", len(text) + 1)], 0
        self._address, self._hint = address, f"; write {hint}" if hint else ""
        self.problems: list[Problem] = []

    @property
    def peek(self) -> Token:
        """The next word."""
        return self._tokens[self._place]

    def take(self, kind: str, wanted: str, text: str | None = None) -> Token:
        """The next word, which is read.

        Args:
            kind: it must be of.
            wanted: what should stand here, in words.
            text: as which it must be written, where that matters.

        Raises:
            InputError: something else stands there.
        """
        token = self.peek
        if token.kind != kind or (text is not None and token.text != text):
            self.expected(wanted)
        self._place += 1
        return token

    def term(self) -> tuple[Token, bool]:
        """The name of an outcome, and whether its change is meant: `name` or `CHANGE(name)`."""
        change = self.peek.text == CHANGE
        if change:
            self.take("name", CHANGE)
            self.take("mark", f"'(' after {CHANGE}", "(")
        name = self.take("name", "the name of an outcome")
        if change:
            self.take("mark", "')'", ")")
        return name, change

    def bound(self, *, share: bool) -> Bound:
        """A comparison with a number.

        Args:
            share: whether what is compared is a share, so that the number may be in per cent.
        """
        sign = self.take("operator", "one of <, <=, > and >=").text
        number = self.take("number", "a number")
        value = float(number.text)
        if not math.isfinite(value):
            self.refuse(number.column, f"{number.text} is too large")
        if self.peek.text == "%":
            if not share:
                self.refuse(self.peek.column, "'%' goes with shares only; write the number in the unit of the outcome")
            self.take("mark", "%")
            value /= 100
        return Bound(sign, value)

    def at(self, column: int) -> Address:
        """Address of a column."""
        return replace(self._address, column=column)

    def expected(self, wanted: str) -> NoReturn:
        """Say that the next word is not what should stand there.

        Raises:
            InputError: always.
        """
        self.refuse(self.peek.column, f"expected {wanted}, found {self.peek}{self._hint}")

    def refuse(self, column: int, sentence: str, close: str | None = None) -> NoReturn:
        """Read no further.

        Raises:
            InputError: always, with what was found before.
        """
        raise InputError([*self.problems, Problem(self.at(column), "", sentence, close)])


def meant(name: str, table: Collection[str]) -> list[str]:
    """Outcomes that a name may mean: the one called so, or all that are with an ending.

    Args:
        name: in full or without its ending, up to a year or not.
        table: names of outcomes, or the table of all.
    """
    if name in table:
        return [name]
    stem, at, year = name.partition(AT)
    stem = SYNONYMS.get(stem, stem)
    if f"{stem}{at}{year}" in table:
        return [f"{stem}{at}{year}"]
    plain = dict.fromkeys(known.partition(AT)[0] for known in table)
    several = [f"{known}{at}{year}" for known in plain if stem and known.rpartition(".")[0] == stem]
    return [one for one in several if one in table]


def outcome_named(
    name: str, table: Collection[str], address: Address, years: tuple[int, int] | None = None
) -> str | None:
    """The outcome that a name means; None where there is none.

    Args:
        name: in full, or without its ending where one outcome only begins so.
        table: names of outcomes, or the table of all.
        address: of the name.
        years: first and last of the run, where they are known.

    Raises:
        InputError: several outcomes begin so, or it is measured up to a year that is not run.
    """
    found = meant(name, table)
    if len(found) > 1:
        raise InputError([Problem(address, "", f"'{name}' could be {' or '.join(found)}")])
    year = name.partition(AT)[2]
    if found and year and years is not None and not years[0] <= int(year) <= years[1]:
        said = f"{year} lies outside the horizon {years[0]}-{years[1]}"
        raise InputError([Problem(address, "", said)])
    return found[0] if found else None


def stems(table: Collection[str]) -> list[str]:
    """Names of outcomes without their endings."""
    return list(dict.fromkeys(known.partition(AT)[0].rpartition(".")[0] for known in table))
