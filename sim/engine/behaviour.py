"""A user's own way for spokes to decide: what tells it from another, and whether other processes can be sent it."""

from __future__ import annotations

import functools
import hashlib
import pickle
from collections.abc import Iterable, Iterator
from inspect import CO_VARARGS, CO_VARKEYWORDS
from types import BuiltinFunctionType, CellType, CodeType, FunctionType, MappingProxyType, MethodType
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from sim.engine.country import Country

_PLAIN = (bool, int, float, complex, str, bytes)
_METHODS = (
    FunctionType, classmethod, staticmethod, property, functools.cached_property, functools.partial,
    functools.partialmethod,
)  # fmt: skip


def identity(agent: type[Country]) -> dict[str, str]:
    """Name and fingerprint of a class of spokes, for the manifest.

    Args:
        agent: the class.

    Returns:
        Its `name`, and `sha256` over all that it and those it is made from add to `Country`: code, defaults, what
        functions enclose, and plain data. Of other objects the type alone counts.
    """
    from sim.engine.country import Country

    digest = hashlib.sha256()
    for kind in agent.__mro__[: agent.__mro__.index(Country)]:
        for name, entry in sorted(vars(kind).items()):
            if isinstance(entry, _METHODS) or not name.startswith("__"):
                for part in (name, *_parts(entry, ())):
                    digest.update(f"{part}\0".encode(errors="surrogatepass"))
    return {"name": agent.__qualname__.rpartition(".")[2], "sha256": digest.hexdigest()}


def _parts(entry: Any, within: tuple[int, ...]) -> Iterator[str]:
    """What tells an entry from another, the same in every process.

    Args:
        entry: of a class, or what it is made of.
        within: ids of what it is part of; one that holds itself is not followed again.
    """
    for kind in _PLAIN:
        if isinstance(entry, kind):
            yield f"{kind.__name__} {kind.__repr__(entry)}"
            return
    yield type(entry).__qualname__
    if id(entry) in within:
        return
    below = functools.partial(_several, within=(*within, id(entry)))
    match entry:
        case frozenset() | set():
            yield from sorted("\0".join(_parts(one, (*within, id(entry)))) for one in entry)
        case dict() | MappingProxyType():
            yield from below(entry.items())
        case tuple() | list():
            yield from below(entry)
        case np.ndarray() | np.generic():
            yield from below((str(entry.dtype), entry.tolist()))
        case CodeType():
            yield from _instructions(entry)
            yield from below(entry.co_consts)
        case FunctionType():
            yield from below((entry.__code__, entry.__defaults__, entry.__kwdefaults__, entry.__closure__))
        case CellType():
            yield from below(_content(entry))
        case MethodType():
            yield from below((entry.__func__, entry.__self__))
        case BuiltinFunctionType():
            yield entry.__qualname__
        case classmethod() | staticmethod():
            yield from below((entry.__func__,))
        case property():
            yield from below((entry.fget, entry.fset, entry.fdel))
        case functools.cached_property():
            yield from below((entry.func,))
        case functools._lru_cache_wrapper():
            yield from below((entry.__wrapped__,))
        case functools.partial() | functools.partialmethod():
            yield from below((entry.func, entry.args, entry.keywords))


def _several(entries: Iterable[Any], within: tuple[int, ...]) -> Iterator[str]:
    """The parts of entries in order, and how many there are."""
    found = [*entries]
    yield str(len(found))
    for entry in found:
        yield from _parts(entry, within)


def _instructions(code: CodeType) -> Iterator[str]:
    """What a function does but for its constants, wherever it stands."""
    yield code.co_code.hex()
    yield code.co_exceptiontable.hex()
    yield repr((code.co_names, code.co_varnames, code.co_freevars))
    counts = (code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount)
    yield repr((counts, code.co_flags & (CO_VARARGS | CO_VARKEYWORDS)))


def _content(cell: CellType) -> tuple[Any, ...]:
    """What a function encloses in a place; nothing where that has not been set yet."""
    try:
        return (cell.cell_contents,)
    except ValueError:
        return ()


def sendable(agent: type[Country] | None) -> bool:
    """Whether another process can find the class: one of a notebook or a console it cannot."""
    if agent is None:
        return True
    try:
        return agent.__module__ != "__main__" and pickle.loads(pickle.dumps(agent)) is agent
    except (pickle.PicklingError, AttributeError, ImportError):
        return False
