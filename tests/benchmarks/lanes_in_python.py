"""Numbers of several worlds side by side that count what is done with them, for the kernel run in plain Python."""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np

from sim.draws import philox
from sim.law.arithmetic import LARGEST, RANGE, SMALLEST

SIMPLE, DIVISION, ROOT, PHILOX = "simple", "division", "square root", "Philox"
SCALED, SPLIT = 8, 7  # simple instructions of these primitives, conversions and bit masks among them

counts: Counter[str] = Counter()  # operation: how often, a block of worlds at a time


class Mask:
    """Where a condition holds; field x of shape (worlds,)."""

    __array_ufunc__ = None  # numbers of numpy leave operations to this class

    def __init__(self, x: Any) -> None:
        self.x = x


class Lane:
    """A double of every world; field x of shape (worlds,), or a number for all."""

    __array_ufunc__ = None
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, x: Any) -> None:
        self.x = x

    def __neg__(self) -> Lane:
        return counted(SIMPLE, -self.x)

    def __mul__(self, other: Any) -> Lane:
        kept = isinstance(other, Mask)
        return counted(SIMPLE, np.where(other.x, self.x, 0.0) if kept else self.x * bare(other))

    __rmul__ = __mul__


def bare(value: Any) -> Any:
    """The numbers themselves."""
    return value.x if isinstance(value, Lane | Mask) else value


def counted(kind: str, x: Any, times: int = 1) -> Lane:
    """A result, and a note of what it took."""
    counts[kind] += times
    return Lane(x)


def _operation(kind: str, function: Callable[[Any, Any], Any], gives: type) -> Callable[[Any, Any], Any]:
    def counting(self: Any, other: Any) -> Any:
        counts[kind] += 1
        return gives(function(self.x, bare(other)))

    return counting


def _turned(function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    return lambda x, y: function(y, x)


for _name, _kind in (("add", SIMPLE), ("sub", SIMPLE), ("truediv", DIVISION)):
    _function = getattr(operator, _name)
    setattr(Lane, f"__{_name}__", _operation(_kind, _function, Lane))
    setattr(Lane, f"__r{_name}__", _operation(_kind, _turned(_function), Lane))
for _name in ("lt", "gt", "le", "ge", "eq"):
    setattr(Lane, f"__{_name}__", _operation(SIMPLE, getattr(operator, _name), Mask))


class Store(list[Any]):
    """Rows of a store: whatever is written becomes a number of every world."""

    @property
    def shape(self) -> tuple[int]:
        """How many rows."""
        return (len(self),)

    def __setitem__(self, k: Any, value: Any) -> None:
        many = isinstance(k, slice)
        super().__setitem__(k, [_lane(x) for x in value] if many else _lane(value))


def _lane(x: Any) -> Lane:
    return x if isinstance(x, Lane) else Lane(float(x))


# --- the primitives, as compiled lanes have them ---------------------------------------------------------------------
def where(condition: Any, yes: Any, no: Any) -> Any:
    """`sim.law.arithmetic.where`."""
    if not any(isinstance(x, Lane | Mask) for x in (condition, yes, no)):
        return yes if condition else no
    return counted(SIMPLE, np.where(bare(condition), bare(yes), bare(no)))


def largest(a: Any, b: Any) -> Any:
    """The builtin `max` of two."""
    if not isinstance(a, Lane) and not isinstance(b, Lane):
        return max(a, b)
    return counted(SIMPLE, np.where(bare(b) > bare(a), bare(b), bare(a)))


def smallest(a: Any, b: Any) -> Any:
    """The builtin `min` of two."""
    if not isinstance(a, Lane) and not isinstance(b, Lane):
        return min(a, b)
    return counted(SIMPLE, np.where(bare(b) < bare(a), bare(b), bare(a)))


def clip(x: Any, low: Any, high: Any) -> Any:
    """`sim.law.arithmetic.clip`."""
    return largest(smallest(x, high), low)


def scaled(x: Any, exponent: Any) -> Lane:
    """`sim.law.arithmetic.scaled`."""
    value, n = np.asarray(bare(x)), np.asarray(bare(exponent))
    held = np.where(n > RANGE, LARGEST, np.ldexp(value, np.clip(n, -RANGE, RANGE).astype(np.int64)))
    return counted(SIMPLE, np.where(n < -RANGE, SMALLEST, held), SCALED)


def split(x: Any) -> tuple[Lane, Lane]:
    """`sim.law.arithmetic.split`."""
    mantissa, exponent = np.frexp(bare(x))
    return counted(SIMPLE, mantissa, SPLIT), Lane(exponent.astype(np.float64))


def root(x: Any) -> Any:
    """`sim.draws.ranges.root`."""
    return counted(ROOT, np.sqrt(x.x)) if isinstance(x, Lane) else np.sqrt(x)


def as_number(word: Any) -> Lane:
    """`sim.draws.philox.as_number`."""
    return counted(SIMPLE, word.astype(np.float64))


_rounds = philox.rounds


def rounds(*words: Any) -> Any:
    """`sim.draws.philox.rounds`."""
    counts[PHILOX] += 1
    return _rounds(*words)


def alike(x: Any, value: Any) -> Any:
    """`sim.engine.ensemble.store.alike`."""
    return _lane(value) if isinstance(x, Lane) else np.uint64(value)


def somewhere(condition: Any) -> bool:
    """`sim.engine.ensemble.store.somewhere`."""
    return bool(np.any(bare(condition)))


def of(store: Any, first: int, stride: int, count: int, index: Any) -> Lane:
    """`sim.engine.ensemble.store.of`: an address, so it counts for nothing."""
    chosen = np.asarray(bare(index)).astype(np.int64)
    rows = [bare(store[first + k * stride]) for k in range(count)]
    return Lane(np.choose(chosen, rows))
