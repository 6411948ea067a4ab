"""What `--set` has changed in a scenario: each entry with what stood there before, in the file or in the evidence."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sim.errors import Address, InputError
from sim.evidence import Evidence
from sim.evidence.reader import parse_yaml
from sim.policy import registry
from sim.scenario.form import Form
from sim.scenario.model import Override, Scenario
from sim.scenario.override import split, standing
from sim.scenario.tree import Tree, entry_text

_ELSEWHERE = ("replicates", "seed")
"""Entries that every study tells in a place of their own."""


def noted(made: Scenario, tree: Tree, sets: Sequence[str], evidence: Evidence) -> Scenario:
    """A scenario that knows what overrides have changed in it.

    Args:
        made: the scenario with the overrides, which have been found to be right.
        tree: the scenario before them.
        sets: the overrides, as `countries.JPN.hub_trust=0.4`.
        evidence: of whatever year.
    """
    found = {change.path: change for change in made.overrides}
    for change in _changes(tree, sets, evidence.at(made.edition)):
        first = found.get(change.path, change)
        found[change.path] = change._replace(before=first.before)
    return made.model_copy(update={"overrides": tuple(found.values())}) if found else made


def _changes(tree: Tree, sets: Sequence[str], evidence: Evidence) -> Iterator[Override]:
    for text in sets:
        name, _, written = text.partition("=")
        path = split(name, Address(text))
        if path[0] not in _ELSEWHERE:
            before = _before(tree, path, evidence)
            yield Override(".".join(path), _plain(before), _plain(parse_yaml(written, text).data))


def _before(tree: Tree, path: Sequence[str], evidence: Evidence) -> Any:
    """What an entry was: in the scenario, else by default; None where it was nothing."""
    try:
        entry = standing(tree, path, Address(""))
        if entry is not None:
            return entry.plain()
        owner = standing(tree, path[:2], Address("")) if path[0] == "policies" else None
    except InputError:  # in a policy that an override before it brought
        return None
    if owner is not None:
        kind = registry().get(entry_text(owner, "type") or "")
        field = kind.model_fields.get(path[2]) if kind and len(path) == 3 else None
        return field.get_default() if field and not field.is_required() else None
    return _of_evidence(path, evidence) if path[0] not in Form.model_fields else _by_default(path)


def _by_default(path: Sequence[str]) -> Any:
    value = Form.model_fields[path[0]].get_default(call_default_factory=True, validated_data={})
    for part in path[1:]:
        value = getattr(value, part, None)
    return value or None


def _of_evidence(path: Sequence[str], evidence: Evidence) -> Any:
    """The value of a number or state in the evidence."""
    found: Any = None
    match path:
        case ["parameters", name]:
            found = evidence.law.get(name)
        case ["countries", code, ("posture" | "treaty") as name] if code in evidence.countries:
            found = getattr(evidence.countries[code], name)
        case ["countries", code, name] if code in evidence.countries:
            found = evidence.countries[code].parameters.get(name)
        case ["powers", code, name] if code in evidence.powers:
            found = evidence.powers[code].parameters.get(name)
        case ["flashpoints", place, name] if place in evidence.flashpoints:
            found = evidence.flashpoints[place].parameters.get(name)
        case ["institutions", body, "depth"] if body in evidence.bodies:
            found = evidence.bodies[body].depth
        case ["postures", posture, name] if posture in evidence.postures:
            found = evidence.postures[posture].attributes.get(name)
    return None if found is None else found.value


def _plain(value: Any) -> Any:
    """A value as JSON holds it."""
    return json.loads(json.dumps(value, default=str))
