"""Entries of a scenario that are fine alone but not together; looked for even where the schema is broken elsewhere."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from sim.errors import Problem, dotted
from sim.evidence import Evidence
from sim.policy.base import year_of
from sim.scenario.form import Horizon
from sim.scenario.tree import Tree, entry_id

Moment = int | datetime.date


def contradictions(tree: Tree, evidence: Evidence) -> list[Problem]:
    """Dates out of order, policies outside the horizon, an id used twice, two pacts; nobody left, somebody in and out.

    Args:
        tree: the scenario, perhaps with entries of the wrong type; those are passed over.
        evidence: says which countries there are.
    """
    found = [*_nobody_left(tree, evidence), *_in_and_out(tree)]
    policies = tree.child("policies")
    entries = policies.items() if policies is not None else []
    horizon = _horizon(tree)
    seen: dict[str, Tree] = {}
    pacts: list[int] = []
    for index, policy in enumerate(entries):
        name = entry_id(policy)
        if name is not None and name in seen:
            sentence = f"the id '{name}' is used twice, first in {seen[name].key}"
            found.append(Problem(policy.key, f"policies[{index}].id", sentence))
        elif name is not None:
            seen[name] = policy
        kind = policy.child("type")
        if kind is not None and kind.value == "formal_pact":
            pacts.append(index)
            if len(pacts) > 1:
                sentence = f"a scenario can offer one pact, and policies[{pacts[0]}] does"
                found.append(Problem(kind.at, f"policies[{index}].type", sentence))
        found += _dates(policy, index, horizon)
    return found


def restated(problem: Problem, clashes: Sequence[Problem]) -> bool:
    """Whether one of the clashes says the same of an entry inside the one that the problem is about."""
    return any(clash.sentence == problem.sentence and clash.path.startswith(f"{problem.path}.") for clash in clashes)


def _dates(policy: Tree, index: int, horizon: tuple[int, int] | None) -> list[Problem]:
    begins, ends = _moment(policy.child("start")), _moment(policy.child("end"))
    if begins is not None and ends is not None and year_of(ends, closing=True) <= year_of(begins):
        return [_problem(policy, index, "end", f"ends ({ends}) before it starts ({begins})")]
    if horizon is None:
        return []
    first, last = horizon
    if begins is not None and year_of(begins) >= last + 1:
        return [_problem(policy, index, "start", f"the policy starts after the horizon, {first} to {last}")]
    if ends is not None and year_of(ends, closing=True) <= first:
        return [_problem(policy, index, "end", f"the policy ends before the horizon, {first} to {last}")]
    return []


def _problem(policy: Tree, index: int, key: str, sentence: str) -> Problem:
    entry = policy.child(key) or policy
    return Problem(entry.at, dotted(("policies", index, key)), sentence)


def _horizon(tree: Tree) -> tuple[int, int] | None:
    """First and last year, or None when they are no years in order (which the schema reports)."""
    default = Horizon.model_validate({})
    start, end = tree.get(("horizon", "start")), tree.get(("horizon", "end"))
    first = default.start if start is None else _moment(start)
    last = default.end if end is None else _moment(end)
    return (first, last) if isinstance(first, int) and isinstance(last, int) and first < last else None


def _moment(entry: Tree | None) -> Moment | None:
    """Read a year or a day out of unchecked data; None when it is neither, or outside the calendar."""
    value = None if entry is None else entry.value
    if isinstance(value, str):
        try:
            value = datetime.date.fromisoformat(value)
        except ValueError:
            return None
    if isinstance(value, datetime.date):
        return value if value < datetime.date.max else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _nobody_left(tree: Tree, evidence: Evidence) -> list[Problem]:
    include, drop = tree.child("include"), tree.child("drop")
    if drop is None:
        return []
    present = set(evidence.countries) if include is None else _codes(include)
    left = (present | _codes(tree.child("add"))) - _codes(drop)
    return [] if left else [Problem(drop.at, "drop", "leaves no country")]


def _in_and_out(tree: Tree) -> list[Problem]:
    """Countries that one scenario both adds and drops; between a scenario and its parent the later word stands."""
    add, drop = tree.child("add"), tree.child("drop")
    if add is None or drop is None:
        return []
    said, joining = "is added and dropped at once", _codes(add)
    places = (drop.children or {}).items()
    return [Problem(item.at, f"drop[{i}]", f"{item.value} {said}") for i, item in places if str(item.value) in joining]


def _codes(entry: Tree | None) -> set[str]:
    return set() if entry is None else {str(item.value) for item in entry.items()}
