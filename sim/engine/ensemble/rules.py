"""The law for compiled code: the functions of `sim.law` themselves, for a float and for worlds side by side.

Importing it teaches the compiler them, and the phases of a world.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from types import FunctionType, ModuleType
from typing import Any

from numba.core import types
from numba.extending import overload

import sim.law
from sim.draws import philox, ranges
from sim.engine.ensemble import (
    accords,
    anchor,
    base,
    choose,
    draw,
    life,
    membership,
    reduce,
    region,
    setting,
    sight,
    start,
    store,
    world,
    write,
)
from sim.engine.ensemble.lanes import root_and_number
from sim.engine.ensemble.rows import INLINE
from sim.law import arithmetic
from sim.world import derive

PRIMITIVES = (arithmetic.where, arithmetic.clip, arithmetic.scaled, arithmetic.split, philox.as_number, ranges.root)
"""What has an instruction of its own in lanes; of lone numbers they are compiled as they stand."""
PHASES = (accords, anchor, base, choose, derive, draw, life, membership, region, setting, sight, start, world, write)
CALLED = {**INLINE, "forceinline": False}  # phases are compiled once and called; only rules are put in place


def as_it_stands(function: Callable[..., Any], options: dict[str, Any] = INLINE) -> None:
    """Let compiled code call a plain function; it is compiled for whatever types it is called with."""
    overload(function, jit_options=options, strict=False)(lambda *args, **kwargs: function)


def of_lone_numbers(function: Callable[..., Any]) -> None:
    """The same for numbers alone."""

    def typed(*args: Any) -> Any:
        fine = all(isinstance(a, types.Float | types.Integer | types.Boolean) for a in args)
        return function if fine else None

    overload(function, jit_options=INLINE, strict=False)(typed)


def functions_of(module: ModuleType) -> list[FunctionType]:
    """The functions that a module defines."""
    return [f for f in vars(module).values() if inspect.isfunction(f) and f.__module__ == module.__name__]


root_and_number(ranges.root, philox.as_number)
for _primitive in PRIMITIVES:
    of_lone_numbers(_primitive)
for _info in pkgutil.iter_modules(sim.law.__path__):
    for _function in functions_of(importlib.import_module(f"sim.law.{_info.name}")):
        if _function not in PRIMITIVES:
            as_it_stands(_function)
for _function in (philox.rounds, philox.uniform, ranges.triangular, ranges.within, store.nought, reduce.nearest):  # type: ignore[assignment]
    as_it_stands(_function)
for _module in PHASES:
    for _function in functions_of(_module):
        as_it_stands(_function, CALLED)
