"""A tree of plain data to a `Scenario`, with every problem found at once."""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from sim.errors import InputError, Problem
from sim.evidence import Evidence
from sim.scenario.contradict import contradictions, restated
from sim.scenario.form import Form, form, known_names
from sim.scenario.messages import problems_of
from sim.scenario.model import Scenario
from sim.scenario.period import absence, settle_period
from sim.scenario.tree import Tree

_SECTIONS = ("countries", "powers", "flashpoints", "institutions", "postures", "parameters")


def validate(tree: Tree, name: str, evidence: Evidence, problems: list[Problem]) -> Scenario:
    """Check a scenario against the schema and against itself.

    Args:
        tree: the scenario with everything inherited and overridden.
        name: its name unless it gives one.
        evidence: supplies the names and ranges that are allowed, once the scenario's edition of it is found.
        problems: what was found wrong before.

    Raises:
        InputError: with the problems given and all that are found here.
    """
    problems = list(problems)
    tree, evidence = settle_period(tree, evidence, problems)
    model = form(evidence)
    filled: Form | None = None
    try:
        # JSON mode is strict about types, yet takes lists for tuples and ISO dates, as a manifest needs.
        text = json.dumps(tree.plain(), default=str)
        filled = model.model_validate_json(text, strict=True, context=known_names(evidence))
    except ValidationError as error:
        problems += problems_of(error, tree, model, lambda word: absence(evidence, word))
    clashes = contradictions(tree, evidence)
    problems = [*(problem for problem in problems if not restated(problem, clashes)), *clashes]
    if problems or filled is None:
        raise InputError(problems)
    return _scenario(filled, name, evidence)


def _scenario(filled: Form, name: str, evidence: Evidence) -> Scenario:
    data: dict[str, Any] = filled.model_dump(include=set(_SECTIONS), exclude_unset=True)
    first = evidence.countries if filled.include is None else filled.include
    chosen = {*first, *filled.add} - {*filled.drop}
    name = filled.name or name
    return Scenario(
        name=name,
        title=filled.title or name,
        description=filled.description,
        edition=filled.edition,
        start=filled.horizon.start,
        end=filled.horizon.end,
        step=filled.step,
        replicates=filled.replicates,
        seed=filled.seed,
        draws=filled.draws,
        include=tuple(code for code in evidence.countries if code in chosen),
        **{section: data.get(section, {}) for section in _SECTIONS},
        policies=tuple(filled.policies),
    )
