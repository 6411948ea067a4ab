"""A user's own way for spokes to decide: what tells it from another, and whether other processes can be sent it."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterator
from types import CodeType, FunctionType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.engine.country import Country


def identity(agent: type[Country]) -> dict[str, str]:
    """Name and fingerprint of a class of spokes, for the manifest.

    Args:
        agent: the class.

    Returns:
        Its `name`, and `sha256` over the code of all that it and those it is made from add to `Country`.
    """
    from sim.engine.country import Country

    digest = hashlib.sha256()
    for kind in agent.__mro__[: agent.__mro__.index(Country)]:
        for name, entry in sorted(vars(kind).items()):
            function = getattr(entry, "__func__", getattr(entry, "fget", entry))
            if isinstance(function, FunctionType):
                for part in _parts(function.__code__):
                    digest.update(f"{name}\0{part}\0".encode())
            elif not name.startswith("__"):
                digest.update(f"{name}\0{entry!r}\0".encode())
    return {"name": agent.__qualname__.rpartition(".")[2], "sha256": digest.hexdigest()}


def _parts(code: CodeType) -> Iterator[str]:
    """What a function does: its instructions, names and constants, wherever it stands."""
    yield code.co_code.hex()
    yield repr((code.co_names, code.co_varnames, code.co_freevars))
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _parts(constant)
        else:
            yield repr(constant)


def sendable(agent: type[Country] | None) -> bool:
    """Whether another process can find the class: one of a notebook or a console it cannot."""
    if agent is None:
        return True
    try:
        return agent.__module__ != "__main__" and pickle.loads(pickle.dumps(agent)) is agent
    except (pickle.PicklingError, AttributeError, ImportError):
        return False
