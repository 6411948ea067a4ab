"""Entries of a scenario that are fine alone but not together; looked for even where the schema is broken elsewhere."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence

from pydantic import ValidationError

from sim.errors import Problem, dotted
from sim.evidence import Evidence
from sim.policy import Policy, registry
from sim.policy.base import Fixed
from sim.scenario.form import Horizon, known_names
from sim.scenario.tree import Tree, entry_id
from sim.years import year_of

Moment = int | datetime.date


def contradictions(tree: Tree, evidence: Evidence) -> list[Problem]:
    """Dates out of order or out of the horizon, ids used twice, two that fix the same; nobody left, one in and out.

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
    return found + _fixed_twice(entries, evidence)


def _fixed_twice(entries: Sequence[Tree], evidence: Evidence) -> list[Problem]:
    """Policies that decide the same thing, of the same country, at the same time."""
    found: list[Problem] = []
    held: list[tuple[int, Policy, Fixed]] = []
    for index, entry in enumerate(entries):
        policy = _read(entry, evidence)
        if policy is None:
            continue
        own = policy.fixes()
        for place, other, theirs in held:
            shared = next(filter(None, (_shared(name, own, theirs) for name in own)), None)
            if shared is not None and _meet(policy, other):
                sentence = f"policies[{place}] fixes {shared} at the same time"
                found.append(Problem(entry.key, f"policies[{index}]", sentence))
        held.append((index, policy, own))
    return found


def _read(entry: Tree, evidence: Evidence) -> Policy | None:
    """A policy that fixes something; None when it fixes nothing, or is wrong (which the schema reports)."""
    said = entry.child("type")
    kind = registry().get(str(said.value)) if said is not None else None
    if kind is None or kind.fixes is Policy.fixes:
        return None
    try:
        text = json.dumps(entry.plain(), default=str)
        return kind.model_validate_json(text, strict=True, context=known_names(evidence))
    except ValidationError:
        return None


def _shared(name: str, own: Fixed, theirs: Fixed) -> str | None:
    """What both fix under a name, in words; None for nothing."""
    if name not in theirs:
        return None
    mine, other = own[name], theirs[name]
    if mine is None and other is None:
        return name
    both = other if mine is None else mine if other is None else tuple(c for c in mine if c in other)
    return f"{name} of {', '.join(both or ())}" if both else None


def _meet(one: Policy, other: Policy) -> bool:
    """Whether two policies are in force at the same time."""
    (a, b), (c, d) = one.span, other.span
    return a < d and c < b


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
