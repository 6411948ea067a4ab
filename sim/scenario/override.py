"""`--set path=value`: one entry of a scenario changed from outside its file, checked like any other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sim.errors import Address, InputError, Problem, dotted, nearest
from sim.evidence.compose import DEPTH
from sim.evidence.reader import parse_yaml
from sim.policy.place import place
from sim.scenario.members import MEMBERS, with_members
from sim.scenario.tree import Tree, entry_text, graft, merge, of_data

_READ = "must read path=value, as countries.JPN.hub_trust=0.4"


def apply_sets(tree: Tree, sets: Sequence[str]) -> tuple[Tree, list[Problem]]:
    """Apply overrides in order.

    Args:
        tree: the scenario with everything inherited.
        sets: texts such as `countries.JPN.hub_trust=0.4` or `policies.steel.change=25`.

    Returns:
        The changed tree, and the problems of overrides that could not be placed.
    """
    problems: list[Problem] = []
    for text in sets:
        try:
            tree = _apply(tree, text)
        except InputError as error:
            problems.extend(error.problems)
    return tree, problems


def _apply(tree: Tree, text: str) -> Tree:
    address = Address(f"--set {text}")
    name, equals, written = text.partition("=")
    if not equals:
        raise InputError([Problem(address, "", _READ)])
    steps = split(name, address)
    if steps[0] in ("extends", "name"):
        raise InputError([Problem(address, steps[0], "cannot be set from the command line")])
    try:
        value = parse_yaml(written, address.file).data
    except InputError as error:
        raise InputError([Problem(address, problem.path, problem.sentence) for problem in error.problems]) from None
    return put(tree, steps, value, address)


def split(name: str, address: Address) -> list[str]:
    """The parts of a path such as `policies.steel.change` or `policies[0].change`.

    Raises:
        InputError: it is no path.
    """
    path = [part.strip() for part in re.sub(r"\[(\d+)\]", r".\1", name).split(".")]
    if not all(path) or len(path) > DEPTH:
        raise InputError([Problem(address, "", _READ)])
    return path


def put(tree: Tree, path: Sequence[str], value: Any, address: Address) -> Tree:
    """Change one entry of a scenario.

    Args:
        tree: the scenario with everything inherited.
        path: the way to the entry; a policy may be named by its id, or its type where it alone has that.
        value: plain data.
        address: where that was written.

    Raises:
        InputError: the path leads nowhere.
    """
    if path[0] == "policies" and len(path) > 1 and tree.child("policies") is None:
        raise InputError([Problem(address, "policies", f"no policy has the id '{path[1]}': the scenario has none")])
    if path[0] in MEMBERS and len(path) == 1:  # as a scenario laid over this one would say it
        return merge(*with_members(tree, of_data({path[0]: value}, address)))
    steps = _steps(tree, path, address)
    grown = graft(tree, steps, of_data(value, address))
    if grown is None:
        raise InputError([Problem(address, dotted(steps), "leads into a value that has no entries")])
    return grown


def standing(tree: Tree, path: Sequence[str], address: Address) -> Tree | None:
    """The entry that a path of an override leads to; None where nothing stands there.

    Raises:
        InputError: the path leads nowhere.
    """
    return tree.get(_steps(tree, path, address))


def _steps(tree: Tree, path: Sequence[str], address: Address) -> list[str | int]:
    """Turn the parts of a path into keys and indices; a policy may be named by its id or type."""
    steps: list[str | int] = []
    for part in path:
        here = tree.get(steps)
        steps.append(part if here is None or not here.is_list else _index(here, steps, part, address))
    return steps


def _index(entries: Tree, path: Sequence[str | int], part: str, address: Address) -> int:
    ids, types = ([entry_text(item, key) for item in entries.items()] for key in ("id", "type"))
    found = place(part, ids, types)
    if found is not None:
        return found
    named = [name for name in ids if name]
    known = f"; ids are {', '.join(named)}" if named else ""
    many = types.count(part)
    sentence = f"{many} entries are of type '{part}'" if many else f"no entry has the id, index or type '{part}'"
    raise InputError([Problem(address, dotted(path), sentence + known, nearest(part, [*named, *filter(None, types)]))])
