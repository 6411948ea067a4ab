"""The words in which a condition is asked for, and what is wrong with others.

    condition := over bound
    over      := "P" "(" term [bound] ")" | "MEAN" "(" term ")"
    term      := name | "CHANGE" "(" name ")"
    name      := OUTCOME ["@" YEAR] ["." country or flashpoint]

Bounds, and names without their endings, are as in `sim.results.conditions`. `P(name)` alone asks for what is true or
false in a world: of the outcomes that begin so only such can be meant, and of several that at the end is taken, as
`pact_in_force.end` for `pact_in_force`.
"""

from __future__ import annotations

from typing import cast

from sim.engine.quantities import Quantity
from sim.errors import Address, nearest
from sim.evidence import Evidence
from sim.results.conditions import CHANGE, Reader, Token, meant, outcome_named, stems
from sim.results.measure import UNITS
from sim.results.outcomes import Outcome, outcomes
from sim.results.schema import RUN_TABLES
from sim.scenario import Scenario
from sim.tipping.condition import Condition, Over

OPTION = "--until"
EXAMPLE = 'as "P(pact_in_force) >= 0.5" or "MEAN(side.end.JPN) > 0.4"'
_AT_ONE_TIME = ("end", "any", "first_ten_years")


def read_condition(text: str, evidence: Evidence, scenario: Scenario) -> Condition:
    """Read a condition.

    Args:
        text: as in the docstring of this module.
        evidence: names postures, countries and flashpoints, in the scenario's edition.
        scenario: says who takes part, and in which years.

    Raises:
        InputError: with what is wrong and its column.
    """
    return _Parser(Reader(text, Address(OPTION, 1), EXAMPLE), evidence, scenario).condition()


class _Parser:
    """Reads one condition from left to right."""

    def __init__(self, reader: Reader, evidence: Evidence, scenario: Scenario) -> None:
        self._reader, self._evidence, self._scenario = reader, evidence, scenario
        self._outcomes = outcomes(evidence.postures)

    def condition(self) -> Condition:
        reader = self._reader
        over = reader.take("name", "P or MEAN")
        if over.text not in ("P", "MEAN"):
            close = nearest(over.text, ("P", "MEAN"))
            reader.refuse(over.column, f"begins with P or MEAN, not '{over.text}'; write {EXAMPLE}", close)
        reader.take("mark", "'('", "(")
        name, change = reader.term()
        counted = over.text == "P"
        compared = counted and reader.peek.kind == "operator"
        outcome, scope, note = self._outcome(name, change, fact=counted and not compared)
        shares = outcome.display == "percent"
        event = reader.bound(share=shares) if compared else None
        reader.take("mark", "')'", ")")
        bound_at = reader.peek.column
        bound = reader.bound(share=counted or shares)
        if reader.peek.kind != "end":
            reader.refuse(reader.peek.column, f"{reader.peek} stands after the end of the condition")
        if counted and not 0.0 <= bound.value <= 1.0:
            reader.refuse(bound_at, f"{bound.value:g} is no share of worlds, must be 0 to 1")
        quantity = Quantity(outcome.name, (scope,) if scope else ())
        place = self._place_name(outcome, scope)
        return Condition(cast(Over, over.text), quantity, outcome, place, change, event, bound, note)

    def _outcome(self, name: Token, change: bool, *, fact: bool) -> tuple[Outcome, str, str]:
        """The outcome that a name means, the country or flashpoint named after it, and a note where it was chosen."""
        stem, scope = self._parted(name)
        stem, note = self._fact(name, stem, scope, change) if fact else (stem, "")
        years = self._scenario.start, self._scenario.end
        full = outcome_named(stem, self._outcomes, self._reader.at(name.column), years)
        return self._outcomes[full or stem], scope, note

    def _parted(self, name: Token) -> tuple[str, str]:
        """A name without its country or flashpoint, and that."""
        if meant(name.text, self._outcomes):
            return name.text, ""
        head, _, last = name.text.rpartition(".")
        several = meant(head, self._outcomes)
        if not several:
            known = [*self._outcomes, *stems(self._outcomes)]
            close = nearest(name.text, known) or nearest(head, known)
            self._reader.refuse(name.column, f"there is no outcome '{name.text}'", close)
        outcome = self._outcomes[several[0]]
        places = self._places(outcome)
        column = name.column + len(head) + 1
        if not places:
            said = f"{outcome.name} is of the whole region, so that '{last}' cannot stand after it"
            self._reader.refuse(column, said)
        if last not in places:
            kind = UNITS[outcome.table]
            there = f"takes no part in {self._scenario.name}" if last in self._evidence.countries else f"is no {kind}"
            endings = [one.removeprefix(f"{head}.") for one in self._outcomes if one.startswith(f"{head}.")]
            self._reader.refuse(column, f"'{last}' {there} and no ending of {head}", nearest(last, [*places, *endings]))
        return head, last

    def _fact(self, name: Token, stem: str, scope: str, change: bool) -> tuple[str, str]:
        """The outcome meant by a name that is to be true or false in a world, and a note where it is one of several."""
        several = meant(stem, self._outcomes)
        facts = [one for one in several if not change and _true_or_false(self._outcomes[one], scope)]
        if not facts:
            full = _term(".".join(filter(None, (several[0], scope))), change)
            said = f"is a number in each world, not true or false; compare it, as P({full} > 0.4) >= 0.5"
            self._reader.refuse(self._reader.peek.column, f"{_term(name.text, change)} {said}")
        if len(facts) == 1:
            return facts[0], ""
        at_end = next((one for one in facts if self._outcomes[one].when == "end"), stem)
        return at_end, f"{stem} is read as {at_end}; {' and '.join(one for one in facts if one != at_end)} are others"

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


def _term(name: str, change: bool) -> str:
    return f"{CHANGE}({name})" if change else name


def _true_or_false(outcome: Outcome, scope: str) -> bool:
    """Whether an outcome is 1 or 0 in each world: a fact of one place, at one time or ever."""
    fact = outcome.equals is not None or RUN_TABLES[outcome.table].column(outcome.column).kind == "flag"
    return fact and outcome.when in _AT_ONE_TIME and (outcome.across == "only" or bool(scope))
