"""What counts as of interest: a small strict language, such as `hazard.mean > 0.6 and CHANGE(side.end) <= 0`.

    condition := term {"and" term}
    term      := (name | "CHANGE" "(" name ")") bound
    name      := OUTCOME ["@" YEAR] ["." COUNTRY]

Bounds, and names without their endings, are as in `sim.results.conditions`. CHANGE is the difference from the first
scenario of the sweep.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.errors import Address, InputError, Problem, nearest
from sim.results.conditions import Bound, Reader, Token, outcome_named
from sim.results.measure import ALL
from sim.results.outcomes import Outcome
from sim.results.wording import MINUS, PERCENT

OPTION = "--where"

Floats = NDArray[np.float64]


class Term(NamedTuple):
    """One comparison.

    Attributes:
        outcome, scope: what is compared, the scope being all or a country.
        change: whether its difference from the first scenario counts.
        bound: what it is compared with.
    """

    outcome: str
    scope: str
    change: bool
    bound: Bound

    def holds(self, values: Floats) -> NDArray[np.bool_]:
        """Where it holds; nowhere where a value is missing."""
        return np.asarray(self.bound.holds(values))

    def words(self, outcome: Outcome, first: str) -> str:
        """The comparison as part of a sentence.

        Args:
            outcome: that is compared.
            first: title of the first scenario.
        """
        label = f'"{outcome.label}"' + ("" if self.scope == ALL else f" of {self.scope}")
        shares, value = outcome.display == "percent", self.bound.value
        number = f"{100 * value if shares else value:g}".replace("-", MINUS)
        if not self.change:
            return f"{label} is {self.bound.words} {number}{PERCENT if shares else ''}"
        return f"{label} less that of {first} is {self.bound.words} {number}{' points' if shares else ''}"

    def span(self, outcome: Outcome, values: Floats) -> str:
        """From the smallest to the largest of some values, in the unit in which the bound is given."""
        shares = outcome.display == "percent"
        low, high = (f"{100 * end if shares else end:.4g}".replace("-", MINUS) for end in (values.min(), values.max()))
        unit = (" points" if self.change else PERCENT) if shares else ""
        return f"{low} to {high}{unit}"


@dataclass
class _Parser:
    """Reads one condition from left to right."""

    reader: Reader
    outcomes: Mapping[str, Outcome]
    countries: Collection[str]

    def condition(self) -> tuple[Term, ...]:
        terms = [self._term()]
        while self.reader.peek.kind != "end":
            if self.reader.peek.text.casefold() != "and":
                self.reader.expected("'and' or the end")
            self.reader.take("name", "and")
            terms.append(self._term())
        if self.reader.problems:
            raise InputError(self.reader.problems)
        return tuple(terms)

    def _term(self) -> Term:
        word, change = self.reader.term()
        name, scope = self._resolved(word)
        shares = name not in self.outcomes or self.outcomes[name].display == "percent"
        return Term(name, scope, change, self.reader.bound(share=shares))

    def _resolved(self, word: Token) -> tuple[str, str]:
        """Outcome and scope of a name; what is wrong with it is told when all is read."""
        head, _, tail = word.text.rpartition(".")
        name, scope = (head, tail) if tail in self.countries else (word.text, ALL)
        address = self.reader.at(word.column)
        try:
            found = outcome_named(name, self.outcomes, address)
        except InputError as error:
            self.reader.problems += error.problems
            return name, scope
        if found is None:
            said = f"the study has no outcome '{name}'"
            self.reader.problems.append(Problem(address, "", said, nearest(name, self.outcomes)))
        return found or name, scope


def parse(text: str, outcomes: Mapping[str, Outcome], countries: Collection[str]) -> tuple[Term, ...]:
    """Read a condition.

    Args:
        text: as the user wrote it.
        outcomes: that a study has measured.
        countries: codes of those for which it has measured them one by one.

    Returns:
        Terms that must all hold.

    Raises:
        InputError: pointing at the column.
    """
    return _Parser(Reader(text, Address(OPTION, 1)), outcomes, countries).condition()
