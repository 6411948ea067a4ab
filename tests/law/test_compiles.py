"""The law as it stands is food for a compiler: every function compiles, and gives the bits that plain Python gives."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import random
import typing
from collections.abc import Callable
from types import FunctionType
from typing import Any

import pytest
from numba import njit

import sim.law

ROUNDS = 60  # random inputs for each function
SPANS = ((0.0, 1.0), (0.05, 1.0), (-1.0, 1.0), (0.5, 300.0))  # shares, positive shares, sides, amounts


def _public() -> dict[str, FunctionType]:
    """Every public function of every module of the law, as `module.function`."""
    found = {}
    for info in pkgutil.iter_modules(sim.law.__path__):
        module = importlib.import_module(f"sim.law.{info.name}")
        for name, item in vars(module).items():
            if inspect.isfunction(item) and item.__module__ == module.__name__ and not name.startswith("_"):
                found[f"{info.name}.{name}"] = item
    return found


FUNCTIONS = _public()
_compiled: dict[FunctionType, Any] = {}


def compiled(function: FunctionType) -> Any:
    """The function under njit, unchanged: a copy whose global names lead to the compiled copies of what it calls."""
    if function not in _compiled:
        names = dict(function.__globals__)
        for name in function.__code__.co_names:
            item = names.get(name)
            if inspect.isfunction(item) and item.__module__.startswith("sim.law."):
                names[name] = compiled(item)
        copy = FunctionType(function.__code__, names, function.__name__, function.__defaults__, function.__closure__)
        _compiled[function] = njit(copy)
    return _compiled[function]


def _value(kind: Any, rng: random.Random, span: tuple[float, float]) -> Any:
    if kind is float:
        return rng.uniform(*span)
    if kind is bool:
        return rng.random() < 0.5
    if kind is int:
        return rng.randrange(5)
    if typing.get_origin(kind) is tuple:
        return tuple(_value(kind.__args__[0], rng, span) for _ in range(5))
    return kind(*(_value(field, rng, span) for field in typing.get_type_hints(kind).values()))


def _arguments(function: FunctionType, rng: random.Random, span: tuple[float, float]) -> list[Any]:
    hints = typing.get_type_hints(function)
    return [_value(hints[name], rng, span) for name in inspect.signature(function).parameters]


def _outcome(call: Callable[..., Any], arguments: list[Any]) -> tuple[str, ...]:
    """The bits of what a call gives, or that it divided by zero, which compiled code refuses as well."""
    try:
        found = call(*arguments)
    except ZeroDivisionError:
        return ("division by zero",)
    values = found if isinstance(found, tuple) else (found,)
    return tuple(float(value).hex() for value in values)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_rule_compiles_as_it_stands_and_keeps_its_bits(name: str) -> None:
    plain = FUNCTIONS[name]
    fast = compiled(plain)
    rng = random.Random(name)
    finite = 0
    for k in range(ROUNDS):
        arguments = _arguments(plain, rng, SPANS[k % len(SPANS)])
        wanted = _outcome(plain, arguments)
        assert _outcome(fast, arguments) == wanted, arguments
        finite += all(word.startswith(("0x", "-0x")) for word in wanted)
    assert finite > ROUNDS / 2
    assert fast.nopython_signatures


def test_the_law_is_what_was_compiled() -> None:
    assert len(FUNCTIONS) > 60
    assert "decision.terms" in FUNCTIONS
