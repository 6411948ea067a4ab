"""Who takes part: `include` names the countries, `add` and `drop` change that, each scenario on top of its parent."""

from __future__ import annotations

from dataclasses import replace

from sim.scenario.tree import Tree, listing

MEMBERS = ("include", "add", "drop")


def with_members(parent: Tree, child: Tree) -> tuple[Tree, Tree]:
    """Carry a parent's countries over to a scenario laid over it; the later word on a country stands.

    Args:
        parent: what is inherited.
        child: what is laid over it, perhaps with entries of the wrong type; those are left for the schema.

    Returns:
        Both, ready to be merged: an own `include` makes the parent's `add` and `drop` void; else those are handed on,
        without the countries on which the child says otherwise.
    """
    own = {name: entry for name in MEMBERS if (entry := child.child(name)) is not None}
    if not own or not all(entry.is_list for entry in own.values()):
        return parent, child
    if "include" in own:
        return replace(parent, children={k: v for k, v in (parent.children or {}).items() if k not in MEMBERS}), child
    for name, opposite in (("add", "drop"), ("drop", "add")):
        inherited, against = parent.child(name), own.get(opposite)
        if inherited is None or not inherited.is_list:
            continue
        reversed_ = {item.value for item in against.items()} if against is not None else set()
        kept = [item for item in inherited.items() if item.value not in reversed_]
        mine = own.get(name)
        entries = [*kept, *(mine.items() if mine is not None else [])]
        child = replace(child, children={**(child.children or {}), name: listing(entries, mine or inherited)})
    return parent, child
