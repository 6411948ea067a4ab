"""The words in which a condition is asked for, and what is wrong with others.

    condition := over bound
    over      := "P" "(" term [bound] ")" | "MEAN" "(" term ")"
    term      := name | "CHANGE" "(" name ")"
    bound     := (">=" | "<=" | ">" | "<") number
    name      := outcome ["." country or flashpoint]

An outcome may be called without its ending, `pact_in_force` for `pact_in_force.ten_years`: the first in the table of
outcomes is meant. `P(name)` alone asks for what is true or false in a world.
"""

from __future__ import annotations

import re
from typing import NamedTuple, NoReturn, cast

from sim.engine.quantities import Quantity
from sim.errors import Address, InputError, Problem, nearest
from sim.evidence import Evidence
from sim.results.measure import UNITS
from sim.results.outcomes import Outcome, outcomes
from sim.results.schema import RUN_TABLES
from sim.scenario import Scenario
from sim.tipping.condition import OPERATORS, Bound, Condition, Over

OPTION = "--until"
EXAMPLE = 'as "P(pact_in_force) >= 0.5" or "MEAN(side.JPN) > 0.4"'
CHANGE = "CHANGE"
_TOKEN = re.compile(
    r"\s*(?:(?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?![\w.])|(?P<name>[A-Za-z_]\w*(?:\.\w+)*)"
    r"|(?P<operator>>=|<=|>|<)|(?P<mark>[()]))"
)
_AT_ONE_TIME = ("end", "any", "first_ten_years")


class Token(NamedTuple):
    """A word of a condition: number, name, operator, mark or end; as written; its column from 1."""

    kind: str
    text: str
    column: int


def read_condition(text: str, evidence: Evidence, scenario: Scenario) -> Condition:
    """Read a condition.

    Args:
        text: as in the docstring of this module.
        evidence: names postures, countries and flashpoints, in the scenario's edition.
        scenario: says who takes part.

    Raises:
        InputError: with what is wrong and its column.
    """
    return _Reader(_tokens(text), evidence, scenario).condition()


def _refuse(column: int, sentence: str, close: str | None = None) -> NoReturn:
    raise InputError([Problem(Address(OPTION, 1, column), "", sentence, close)])


def _tokens(text: str) -> list[Token]:
    found, place = list[Token](), 0
    while text[place:].strip():
        match = _TOKEN.match(text, place)
        if match is None:
            start = place + len(text[place:]) - len(text[place:].lstrip())
            _refuse(start + 1, f"'{text[start : start + 12]}' cannot be read; write {EXAMPLE}")
        kind = str(match.lastgroup)
        found.append(Token(kind, match[kind], match.start(kind) + 1))
        place = match.end()
    return [*found, Token("end", "", len(text) + 1)]


class _Reader:
    """Reads tokens one after another."""

    def __init__(self, tokens: list[Token], evidence: Evidence, scenario: Scenario) -> None:
        self._tokens, self._place = tokens, 0
        self._evidence, self._scenario = evidence, scenario
        self._outcomes = outcomes(evidence.postures)

    def condition(self) -> Condition:
        over = self._next("name", "P or MEAN")
        if over.text not in ("P", "MEAN"):
            close = nearest(over.text, ("P", "MEAN"))
            _refuse(over.column, f"begins with P or MEAN, not '{over.text}'; write {EXAMPLE}", close)
        self._mark("(")
        change = self._peek.text == CHANGE
        if change:
            self._next("name", CHANGE)
            self._mark("(")
        name = self._next("name", "the name of an outcome")
        if change:
            self._mark(")")
        outcome, scope = self._outcome(name)
        event = self._bound() if over.text == "P" and self._peek.kind == "operator" else None
        if over.text == "P" and event is None and (change or not _true_or_false(outcome, scope)):
            said = "is a number in each world, not true or false; compare it, as"
            _refuse(self._peek.column, f"{name.text} {said} P({name.text} > 0.4) >= 0.5")
        self._mark(")")
        bound_at = self._peek.column
        bound = self._bound()
        if self._peek.kind != "end":
            _refuse(self._peek.column, f"'{self._peek.text}' stands after the end of the condition")
        if over.text == "P" and not 0.0 <= bound.value <= 1.0:
            _refuse(bound_at, f"{bound.value:g} is no share of worlds, must be 0 to 1")
        quantity = Quantity(outcome.name, (scope,) if scope else ())
        return Condition(
            cast(Over, over.text), quantity, outcome, self._place_name(outcome, scope), change, event, bound
        )

    @property
    def _peek(self) -> Token:
        return self._tokens[self._place]

    def _next(self, kind: str, wanted: str) -> Token:
        token = self._peek
        if token.kind != kind:
            _refuse(token.column, f"{_said(token)} where {wanted} should stand; write {EXAMPLE}")
        self._place += 1
        return token

    def _mark(self, mark: str) -> None:
        token = self._peek
        if token.text != mark:
            _refuse(token.column, f"{_said(token)} where '{mark}' should stand; write {EXAMPLE}")
        self._place += 1

    def _bound(self) -> Bound:
        operator = self._next("operator", " or ".join(OPERATORS))
        return Bound(operator.text, float(self._next("number", "a number").text))

    def _outcome(self, name: Token) -> tuple[Outcome, str]:
        """The outcome that a name means, and the country or flashpoint named after it."""
        whole = self._outcomes.called(name.text)
        if whole is not None:
            return whole, ""
        head, _, last = name.text.rpartition(".")
        outcome = self._outcomes.called(head)
        if outcome is None:
            stems = {known.rpartition(".")[0] for known in self._outcomes}
            close = nearest(name.text, [*self._outcomes, *stems])
            _refuse(
                name.column, f"there is no outcome '{name.text}'", close or nearest(head, [*self._outcomes, *stems])
            )
        places = self._places(outcome)
        column = name.column + len(head) + 1
        if not places:
            _refuse(column, f"{outcome.name} is of the whole region, so that '{last}' cannot stand after it")
        if last not in places:
            kind = UNITS[outcome.table]
            there = f"takes no part in {self._scenario.name}" if last in self._evidence.countries else f"is no {kind}"
            _refuse(column, f"'{last}' {there} and no ending of {head}", nearest(last, [*places, *self._endings(head)]))
        return outcome, last

    def _endings(self, head: str) -> list[str]:
        return [known.removeprefix(f"{head}.") for known in self._outcomes if known.startswith(f"{head}.")]

    def _places(self, outcome: Outcome) -> tuple[str, ...]:
        """What an outcome can be told of by itself."""
        if outcome.table == "countries":
            return self._scenario.include
        return tuple(sorted(self._evidence.flashpoints)) if outcome.table == "flashpoints" else ()

    def _place_name(self, outcome: Outcome, scope: str) -> str:
        if not scope:
            return ""
        places = self._evidence.countries if outcome.table == "countries" else self._evidence.flashpoints
        return str(places[scope].name)


def _said(token: Token) -> str:
    return "ends" if token.kind == "end" else f"'{token.text}' stands"


def _true_or_false(outcome: Outcome, scope: str) -> bool:
    """Whether an outcome is 1 or 0 in each world: a fact of one place, at one time or ever."""
    fact = outcome.equals is not None or RUN_TABLES[outcome.table].column(outcome.column).kind == "flag"
    return fact and outcome.when in _AT_ONE_TIME and (outcome.across == "only" or bool(scope))
