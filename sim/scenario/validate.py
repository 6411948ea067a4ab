"""A tree of plain data to a `Scenario`, with every problem found at once."""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from sim.errors import InputError, Problem, dotted
from sim.evidence import Evidence
from sim.policy.base import year_of
from sim.scenario.form import Form, form
from sim.scenario.messages import problems_of
from sim.scenario.model import Scenario, moment
from sim.scenario.tree import Tree, entry_id

_SECTIONS = ("countries", "powers", "flashpoints", "postures", "parameters")


def validate(tree: Tree, name: str, evidence: Evidence, problems: list[Problem]) -> Scenario:
    """Check a scenario against the schema and against itself.

    Args:
        tree: the scenario with everything inherited and overridden.
        name: its name unless it gives one.
        evidence: supplies the names and ranges that are allowed.
        problems: what was found wrong before.

    Raises:
        InputError: with the problems given and all that are found here.
    """
    model = form(evidence)
    filled: Form | None = None
    names = {
        "countries": tuple(evidence.countries),
        "postures": tuple(evidence.postures),
        "flashpoints": tuple(evidence.flashpoints),
    }
    try:
        # JSON mode is strict about types, yet takes lists for tuples and ISO dates, as a manifest needs.
        text = json.dumps(tree.plain(), default=str)
        filled = model.model_validate_json(text, strict=True, context=names)
    except ValidationError as error:
        problems = [*problems, *problems_of(error, tree, model)]
    problems = [*problems, *_contradictions(tree, evidence)]
    if problems or filled is None:
        raise InputError(problems)
    return _scenario(filled, name, evidence)


def _scenario(filled: Form, name: str, evidence: Evidence) -> Scenario:
    data: dict[str, Any] = filled.model_dump(include=set(_SECTIONS), exclude_none=True)
    chosen = set(filled.include if filled.include is not None else evidence.countries) - set(filled.drop)
    name = filled.name or name
    return Scenario(
        name=name,
        title=filled.title or name,
        description=filled.description,
        start=filled.horizon.start,
        end=filled.horizon.end,
        step=filled.step,
        replicates=filled.replicates,
        seed=filled.seed,
        draw_parameters=filled.draw_parameters,
        include=tuple(code for code in evidence.countries if code in chosen),
        **{section: data.get(section, {}) for section in _SECTIONS},
        policies=tuple(filled.policies),
    )


def _contradictions(tree: Tree, evidence: Evidence) -> list[Problem]:
    """Entries that are fine alone but not together; looked for even when the schema is broken elsewhere."""
    return [*_outside_horizon(tree), *_ids(tree), *_nobody_left(tree, evidence)]


def _outside_horizon(tree: Tree) -> list[Problem]:
    default = Form.model_fields["horizon"].get_default(call_default_factory=True)
    years = []
    for key in ("start", "end"):
        entry = tree.get(("horizon", key))
        years.append(moment(entry.value) if entry else getattr(default, key))
    first, last = years
    if not isinstance(first, int) or not isinstance(last, int) or last <= first:
        return []  # reported by the schema
    found = []
    policies = tree.child("policies")
    for index, policy in enumerate(policies.items() if policies else []):
        begins, ends = (moment(entry.value) if (entry := policy.child(key)) else None for key in ("start", "end"))
        late = begins is not None and year_of(begins) >= last + 1
        early = ends is not None and year_of(ends, closing=True) <= first
        if late or early:
            key = "start" if late else "end"
            said = f"the policy {'starts after' if late else 'ends before'} the horizon {first} to {last}"
            entry = policy.child(key) or policy
            found.append(Problem(entry.at, dotted(("policies", index, key)), said))
    return found


def _ids(tree: Tree) -> list[Problem]:
    policies = tree.child("policies")
    found: list[Problem] = []
    seen: dict[str, Tree] = {}
    for index, policy in enumerate(policies.items() if policies else []):
        name = entry_id(policy)
        if name is not None and name in seen:
            where = f"policies[{index}].id"
            found.append(Problem(policy.key, where, f"the id '{name}' is used twice, first in {seen[name].key}"))
        elif name is not None:
            seen[name] = policy
    return found


def _nobody_left(tree: Tree, evidence: Evidence) -> list[Problem]:
    include, drop = tree.child("include"), tree.child("drop")
    if drop is None or not drop.is_list:
        return []
    present = {item.value for item in include.items()} if include is not None else set(evidence.countries)
    left = present - {item.value for item in drop.items()}
    return [] if left else [Problem(drop.at, "drop", "leaves no country")]
