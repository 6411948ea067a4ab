"""A question about tipping points answered: a threshold, or a frontier of thresholds along a second number."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from sim.analysis.crossings import HALVINGS, Crossing, crossings, grid
from sim.engine.alike import check_alike
from sim.errors import Address, InputError, Problem
from sim.evidence import Evidence
from sim.results.conditions import CHANGE
from sim.scenario import Scenario
from sim.tipping.condition import Condition
from sim.tipping.grammar import OPTION as UNTIL
from sim.tipping.grammar import read_condition
from sim.tipping.response import Measured, Question, Response
from sim.tipping.vary import OPTION as VARY
from sim.tipping.vary import Varied, read_varied

AGAINST = "--against"
_ENDS = 3  # places narrowed down for a threshold: itself, and two ends of its interval


@dataclass(frozen=True)
class Line:
    """The response along the first number.

    Attributes:
        second: value of the second number; not a number where only one is varied.
        points: every value measured, rising.
        crossings: the thresholds, rising.
    """

    second: float
    points: tuple[Measured, ...]
    crossings: tuple[Crossing, ...]

    @property
    def flat(self) -> bool:
        """Whether the number changes nothing here."""
        return len({point.estimate for point in self.points}) == 1


@dataclass(frozen=True)
class Findings:
    """What was found.

    Attributes:
        question: asked.
        now: what the worlds say of the scenario as it stands.
        lines: one, or one for each value of the second number, rising.
        failed: worlds that failed, of all runs together; error: of the first of them, else empty.
    """

    question: Question
    now: Measured
    lines: tuple[Line, ...]
    failed: int
    error: str


def ask(
    scenario: Scenario,
    evidence: Evidence,
    until: str,
    vary: Sequence[str],
    against: Scenario | None,
    points: int,
    lines: int,
) -> Question:
    """Put a question together, so that what is wrong with it is told before any world is run.

    Args:
        scenario: looked at.
        evidence: in its edition.
        until: the condition, see `sim.tipping.grammar`.
        vary: one number or two, as `PATH` or `PATH=LOW:HIGH`.
        against: the scenario that changes are reckoned from.
        points: values of the first number looked at before thresholds are narrowed down.
        lines: values of the second.

    Raises:
        InputError: the condition or a number cannot be read, or a value in its range makes no valid scenario.
    """
    problems: list[Problem] = []
    condition: Condition | None = None
    try:
        condition = read_condition(until, evidence, scenario)
    except InputError as error:
        problems += error.problems
    varied: list[Varied] = []
    for text in vary:
        try:
            varied.append(read_varied(text, scenario, evidence))
        except InputError as error:
            problems += error.problems
    if not 1 <= len(vary) <= 2:
        problems.append(Problem(Address(VARY), "", f"varies one number, or two for a frontier, not {len(vary)}"))
    if len(varied) == 2 and varied[0].path == varied[1].path:
        problems.append(Problem(Address(VARY), "", f"{varied[0].path} is named twice"))
    if condition is not None and condition.change and against is None:
        said = f"{CHANGE} is reckoned from another scenario; name it, as --against status_quo"
        problems.append(Problem(Address(UNTIL), "", said))
    if condition is not None and not condition.change and against is not None:
        said = "is of use only for a condition on a change, as MEAN(CHANGE(side.end)) > 0.05"
        problems.append(Problem(Address(AGAINST), "", said))
    if problems or condition is None:
        raise InputError(problems)
    if against is not None:
        shared = {name: getattr(scenario, name) for name in ("seed", "replicates", "draws")}
        against = against.model_copy(update=shared)
        check_alike((scenario, against))
    question = Question(scenario, evidence, condition, tuple(varied), against, points, lines)
    _try(question)
    return question


def find(response: Response) -> Findings:
    """Run the worlds of a question and find its thresholds.

    Args:
        response: of the question.

    Raises:
        RunFailed: every world failed at some value.
    """
    question = response.question
    first, seconds = question.varied[0], _seconds(question)
    values = _values(question)
    each = len(values) + _ENDS * HALVINGS
    response.expect(1 + each * len(seconds))
    now, lines = response.now(), list[Line]()
    for done, second in enumerate(seconds):
        response.expect(each * (len(seconds) - done))
        points, found = crossings(partial(_measured, response, second), values, whole=first.whole)
        lines.append(Line(second, points, found))
    failures = response.failures
    return Findings(question, now, tuple(lines), len(failures), failures[0].error if failures else "")


def _measured(response: Response, second: float, value: float) -> Measured:
    return response.at(value) if math.isnan(second) else response.at(value, second)


def _values(question: Question) -> list[float]:
    """Values of the first number that are looked at before any threshold is narrowed down."""
    one = question.varied[0]
    return grid(one.low, one.high, question.points, whole=one.whole)


def _seconds(question: Question) -> list[float]:
    """Values of the second number; one that is none where only one number is varied."""
    if len(question.varied) == 1:
        return [math.nan]
    one = question.varied[1]
    return grid(one.low, one.high, question.lines, whole=one.whole)


def _try(question: Question) -> None:
    """See that every value looked at makes a valid scenario.

    Raises:
        InputError: one does not; told of the first.
    """
    for values, one in zip((_values(question), _seconds(question)), question.varied, strict=False):
        for value in values:
            one.put(question.scenario, question.evidence, value)
            if question.against is not None and not one.lever:
                one.put(question.against, question.evidence, value)
