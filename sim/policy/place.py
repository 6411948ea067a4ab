"""Which policy of several a name means: the same in overrides, sweeps and searches for a threshold."""

from __future__ import annotations

from collections.abc import Sequence


def place(name: str, ids: Sequence[str | None], types: Sequence[str | None]) -> int | None:
    """Position of the policy that has an id, stands at an index, or is the only one of its type.

    Args:
        name: what it is called.
        ids: of the policies, None where one has none.
        types: of the same policies.

    Returns:
        None where there is no such policy, or several are of that type.
    """
    if name in ids:
        return ids.index(name)
    if name.isascii() and name.isdigit() and int(name) < len(ids):
        return int(name)
    return types.index(name) if types.count(name) == 1 else None
