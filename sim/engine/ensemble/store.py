"""A store of worlds: a row for each number; a lone world in one dimension, several side by side in two."""

from __future__ import annotations

from typing import Any

WIDTH = 8  # worlds side by side: a full register with AVX-512, two with AVX2


def at(store: Any, k: int) -> Any:
    """Row k of a store."""
    return store[k]


def put(store: Any, k: int, x: Any) -> None:
    """Write row k of a store."""
    store[k] = x


def record(store: Any, k: int, kind: Any) -> Any:
    """The named tuple whose fields are the rows of a store from row k on."""
    return kind(*store[k : k + len(kind._fields)])


def keep(store: Any, k: int, values: Any) -> None:
    """Write the fields of a named tuple into the rows of a store from row k on."""
    store[k : k + len(values)] = values


def somewhere(condition: Any) -> bool:
    """Whether a condition holds in any world side by side."""
    return bool(condition)


def alike(x: Any, value: Any) -> Any:
    """A number in the form of `x`: alone, or once for each world side by side."""
    return value


def nought(store: Any) -> Any:
    """Zero in the form of a store's rows: what a sum begins with."""
    return alike(at(store, 0), 0.0)


def of(store: Any, first: int, stride: int, count: int, index: Any) -> Any:
    """The row that an index picks out of `count` rows, `stride` apart."""
    return store[first + int(index) * stride]
