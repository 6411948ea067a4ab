"""What counts as of interest: a small strict language, such as `hazard.mean > 0.6 and DIFF(side.end) <= 0`.

    condition := term {"and" term}
    term      := (name | "DIFF" "(" name ")") ("<" | "<=" | ">" | ">=") number ["%"]
    name      := OUTCOME ["@" YEAR] ["." COUNTRY]

A name may leave out when an outcome is taken, as in `hazard < 1`, where that leaves one outcome only.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.errors import Address, InputError, Problem, nearest
from sim.results.measure import ALL
from sim.results.outcomes import AT, Outcome
from sim.results.wording import MINUS, PERCENT

OPTION = "--where"
DIFFERENCE = "DIFF"
OPERATORS: Mapping[str, tuple[Callable[[Any, Any], Any], str]] = {
    "<": (operator.lt, "below"),
    "<=": (operator.le, "at most"),
    ">": (operator.gt, "above"),
    ">=": (operator.ge, "at least"),
}
_TOKEN = re.compile(
    r"(?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<sign><=|>=|<|>)|(?P<name>[A-Za-z_][\w.@-]*)|(?P<other>\S)"
)

Floats = NDArray[np.float64]


class Term(NamedTuple):
    """One comparison.

    Attributes:
        outcome, scope: what is compared, the scope being all or a country.
        difference: whether its difference from the first scenario counts.
        sign: one of `OPERATORS`; value: what it is compared with.
    """

    outcome: str
    scope: str
    difference: bool
    sign: str
    value: float

    def holds(self, values: Floats) -> NDArray[np.bool_]:
        """Where it holds; nowhere where a value is missing."""
        return np.asarray(OPERATORS[self.sign][0](values, self.value))

    def words(self, outcome: Outcome, first: str) -> str:
        """The comparison as part of a sentence.

        Args:
            outcome: that is compared.
            first: title of the first scenario.
        """
        label = f'"{outcome.label}"' + ("" if self.scope == ALL else f" of {self.scope}")
        shares = outcome.display == "percent"
        number = f"{100 * self.value if shares else self.value:g}".replace("-", MINUS)
        if not self.difference:
            return f"{label} is {OPERATORS[self.sign][1]} {number}{PERCENT if shares else ''}"
        return f"{label} less that of {first} is {OPERATORS[self.sign][1]} {number}{' points' if shares else ''}"


class _Token(NamedTuple):
    kind: str
    text: str
    column: int


@dataclass
class _Parser:
    """Reads one condition from left to right."""

    tokens: Sequence[_Token]
    outcomes: Sequence[str]
    countries: Sequence[str]
    problems: list[Problem]
    place: int = 0

    def condition(self) -> tuple[Term, ...]:
        terms = [self._term()]
        while self._now.kind != "end":
            if self._now.text.casefold() != "and":
                raise self._expected("'and' or the end")
            self._next()
            terms.append(self._term())
        return tuple(terms)

    def _term(self) -> Term:
        difference = self._now.text == DIFFERENCE
        if difference:
            self._next()
            self._take("other", "(", f"'(' after {DIFFERENCE}")
        word = self._take("name", None, "the name of an outcome")
        if difference:
            self._take("other", ")", "')'")
        sign = self._take("sign", None, "one of <, <=, > and >=")
        number = self._take("number", None, "a number")
        value = float(number.text)
        if not np.isfinite(value):
            raise InputError([*self.problems, _problem(number.column, f"{number.text} is too large")])
        if self._now.text == "%":
            self._next()
            value /= 100
        return Term(*self._resolved(word), difference, sign.text, value)

    @property
    def _now(self) -> _Token:
        return self.tokens[self.place]

    def _next(self) -> _Token:
        self.place += 1
        return self.tokens[self.place - 1]

    def _take(self, kind: str, text: str | None, expected: str) -> _Token:
        if self._now.kind != kind or (text is not None and self._now.text != text):
            raise self._expected(expected)
        return self._next()

    def _expected(self, what: str) -> InputError:
        found = "the end" if self._now.kind == "end" else f"'{self._now.text}'"
        return InputError([*self.problems, _problem(self._now.column, f"expected {what}, found {found}")])

    def _resolved(self, word: _Token) -> tuple[str, str]:
        """Outcome and scope of a name."""
        head, _, tail = word.text.rpartition(".")
        name, scope = (head, tail) if tail in self.countries else (word.text, ALL)
        if name in self.outcomes:
            return name, scope
        base, at, year = name.partition(AT)
        longer = [one for one in self.outcomes if one.startswith(f"{base}.") and one.partition(AT)[1:] == (at, year)]
        if len(longer) == 1:
            return longer[0], scope
        if longer:
            said = f"'{name}' could be {' or '.join(longer)}"
            self.problems.append(_problem(word.column, said))
        else:
            said = f"the study has no outcome '{name}'"
            self.problems.append(_problem(word.column, said, nearest(name, self.outcomes)))
        return name, scope


def parse(text: str, outcomes: Sequence[str], countries: Sequence[str]) -> tuple[Term, ...]:
    """Read a condition.

    Args:
        text: as the user wrote it.
        outcomes: names that a study has measured.
        countries: codes of those for which it has measured them one by one.

    Returns:
        Terms that must all hold.

    Raises:
        InputError: pointing at the column.
    """
    tokens = [_Token(str(match.lastgroup), match.group(), match.start() + 1) for match in _TOKEN.finditer(text)]
    parser = _Parser([*tokens, _Token("end", "", len(text) + 1)], outcomes, countries, [])
    terms = parser.condition()
    if parser.problems:
        raise InputError(parser.problems)
    return terms


def _problem(column: int, sentence: str, close: str | None = None) -> Problem:
    return Problem(Address(OPTION, 1, column), "", sentence, close)
