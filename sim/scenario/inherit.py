"""`extends`: a scenario laid over the one it builds on, file by file, each entry keeping its address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sim.errors import InputError, Problem, nearest
from sim.evidence.reader import read_yaml
from sim.scenario.find import locate
from sim.scenario.members import with_members
from sim.scenario.tree import Tree, entry_id, listing, merge, of_document

OWN = ("name", "title", "description", "group")  # what a scenario says of itself is not inherited


def read_tree(path: Path, problems: list[Problem], above: Sequence[Path] = ()) -> Tree:
    """Read a scenario and everything it extends.

    Args:
        path: its file.
        problems: offences that leave the rest readable are added here.
        above: the files that led here, to find circles.

    Raises:
        InputError: the file itself cannot be read or is no mapping.
    """
    return inherit(of_document(read_yaml(path, problems)), path, problems, above)


def inherit(tree: Tree, path: Path, problems: list[Problem], above: Sequence[Path] = ()) -> Tree:
    """Lay a scenario over everything it extends.

    Args:
        tree: the scenario as written.
        path: the file it was written in.
        problems: offences that leave the rest readable are added here.
        above: the files that led here, to find circles.

    Raises:
        InputError: it is no mapping.
    """
    tree = _drop_empty(tree)
    extends = tree.child("extends")
    if extends is None:
        return overlaid(Tree(None, {}, False, tree.key, tree.at), tree, problems)
    tree = _without(tree, "extends")
    try:
        parent = read_tree(_parent(extends, path, above), problems, [*above, path])
    except InputError as error:
        problems.extend(error.problems)
        return tree  # the rest of the file is still checked
    return overlaid(_without(parent, *OWN), tree, problems)


def _without(tree: Tree, *names: str) -> Tree:
    return replace(tree, children={name: entry for name, entry in (tree.children or {}).items() if name not in names})


def _parent(extends: Tree, path: Path, above: Sequence[Path]) -> Path:
    if not isinstance(extends.value, str) or not extends.value:
        raise InputError([Problem(extends.at, "extends", "must be the name or the path of a scenario")])
    parent = locate(extends.value, path.parent, extends.at)
    chain = [*above, path]
    if not parent.is_file():
        raise InputError([Problem(extends.at, "extends", f"there is no file '{extends.value}'")])
    if parent.resolve() in [file.resolve() for file in chain]:
        circle = " -> ".join(file.stem for file in [*chain, parent])
        raise InputError([Problem(extends.at, "extends", f"scenarios extend each other in a circle: {circle}")])
    return parent


def _drop_empty(tree: Tree) -> Tree:
    """Leave out sections without content, such as `policies:` above lines that are all commented out."""
    if not tree.is_mapping:
        raise InputError([Problem(tree.at, "", "a scenario must be a mapping of keys to values")])
    entries = (tree.children or {}).items()
    kept = {name: entry for name, entry in entries if entry.children is not None or entry.value is not None}
    return replace(tree, children=kept)


def overlaid(parent: Tree, child: Tree, problems: list[Problem]) -> Tree:
    """Lay a child over its parent, policies by id (a new one is appended, a known one replaced or removed).

    Args:
        parent: the scenario below.
        child: what differs from it.
        problems: offences are added here.
    """
    parent, child = with_members(parent, child)
    own, inherited = child.child("policies"), parent.child("policies")
    if own is None or not own.is_list:
        return merge(parent, child)
    entries = inherited.items() if inherited is not None else []
    known = [name for name in map(entry_id, entries) if name]
    first: dict[str, Tree] = {}
    for index, entry in enumerate(own.items()):
        name = entry_id(entry)
        if name in first:
            sentence = f"the id '{name}' is used twice, first in {first[name].key}"
            problems.append(Problem(entry.key, f"policies[{index}]", sentence))
        if name:
            first[name] = entry
        place = next((i for i, other in enumerate(entries) if name and name in known and entry_id(other) == name), None)
        if entry.child("remove") is not None:
            problems.extend(_removal(entry, f"policies[{index}]", known))
            replacement: list[Tree] = []
        else:
            replacement = [entry]
        entries[slice(len(entries), None) if place is None else slice(place, place + 1)] = replacement
    return merge(parent, replace(child, children={**(child.children or {}), "policies": listing(entries, own)}))


def _removal(entry: Tree, path: str, known: Sequence[str]) -> list[Problem]:
    name, remove = entry_id(entry), entry.child("remove")
    if remove is not None and remove.value is not True:
        return [Problem(remove.at, f"{path}.remove", "must be true, or left out")]
    if name is None or set(entry.children or {}) != {"id", "remove"}:
        return [Problem(entry.key, path, "a removal holds an id and 'remove: true', nothing else")]
    if name not in known:
        return [Problem(entry.key, path, f"no inherited policy has the id '{name}'", nearest(name, known))]
    return []
