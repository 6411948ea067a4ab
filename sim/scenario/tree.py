"""Plain data in which every entry remembers where it was written, so that files and `--set` can be merged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sim.errors import Address, KeyPath
from sim.evidence.reader import YamlDocument


@dataclass(frozen=True, slots=True)
class Tree:
    """An entry of a scenario.

    Attributes:
        value: the scalar it holds, when it has no children.
        children: entries of a mapping by key, or of a list by index; None for a scalar.
        is_list: whether the children form a list.
        key: address of its key (of the item, in a list).
        at: address of its value.
    """

    value: Any
    children: Mapping[str | int, Tree] | None
    is_list: bool
    key: Address
    at: Address

    @property
    def is_mapping(self) -> bool:
        """Whether it holds entries by name."""
        return self.children is not None and not self.is_list

    def child(self, part: str | int) -> Tree | None:
        """The entry under a key or index, or None."""
        return None if self.children is None else self.children.get(part)

    def plain(self) -> Any:
        """The data without addresses."""
        if self.children is None:
            return self.value
        if self.is_list:
            return [item.plain() for item in self.children.values()]
        return {name: item.plain() for name, item in self.children.items()}

    def get(self, path: Sequence[str | int]) -> Tree | None:
        """The entry a path leads to, or None."""
        tree: Tree | None = self
        for part in path:
            tree = None if tree is None else tree.child(part)
        return tree

    def items(self) -> list[Tree]:
        """The children in order; none for a scalar."""
        return list((self.children or {}).values())


def of_document(document: YamlDocument) -> Tree:
    """The tree of a YAML file."""

    def grow(data: Any, path: KeyPath) -> Tree:
        places = document.positions
        return _branch(data, path, grow, places.key(path), places.value(path))

    return grow(document.data, ())


def of_data(data: Any, address: Address) -> Tree:
    """The tree of data that was not read from a file: every entry has the same address."""

    def grow(data: Any, path: KeyPath) -> Tree:
        return _branch(data, path, grow, address, address)

    return grow(data, ())


def _branch(data: Any, path: KeyPath, grow: Any, key: Address, at: Address) -> Tree:
    if isinstance(data, dict):
        return Tree(None, {str(name): grow(item, (*path, name)) for name, item in data.items()}, False, key, at)
    if isinstance(data, (list, tuple)):
        return Tree(None, {index: grow(item, (*path, index)) for index, item in enumerate(data)}, True, key, at)
    return Tree(data, None, False, key, at)


def listing(items: Sequence[Tree], like: Tree) -> Tree:
    """A list of entries that stands where `like` stands."""
    return replace(like, value=None, children=dict(enumerate(items)), is_list=True)


def entry_id(entry: Tree) -> str | None:
    """The `id` of a list's entry, if it has one."""
    return entry_text(entry, "id")


def entry_text(entry: Tree, key: str) -> str | None:
    """The text that a list's entry has under a key, if it has one."""
    below = entry.child(key)
    return below.value if below is not None and isinstance(below.value, str) else None


def merge(parent: Tree, child: Tree) -> Tree:
    """Lay a child over its parent: mappings key by key, anything else replaced."""
    if not (parent.is_mapping and child.is_mapping and parent.children is not None and child.children is not None):
        return child
    merged = dict(parent.children)
    for name, entry in child.children.items():
        merged[name] = merge(merged[name], entry) if name in merged else entry
    return replace(child, children=merged)


def graft(tree: Tree, path: Sequence[str | int], leaf: Tree) -> Tree | None:
    """Put a leaf at a path, making mappings on the way; None when a scalar or a missing list item bars it."""
    if not path:
        return leaf
    if tree.children is None:
        return None
    part, rest = path[0], path[1:]
    below = tree.child(part)
    if below is None:
        if tree.is_list:
            return None
        below = replace(leaf, value=None, children={}, is_list=False)
    grown = graft(below, rest, leaf)
    return None if grown is None else replace(tree, children={**tree.children, part: grown})
