"""The law as it stands is food for a compiler: every function gives the bits of plain Python, alone and in lanes."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import random
import typing
from collections.abc import Callable
from types import FunctionType
from typing import Any

import numpy as np
import pytest
from numba import njit

import sim.engine.ensemble.rules  # lets code in lanes call the law
import sim.law
from sim.engine.ensemble.store import WIDTH, at, keep, put, record

ROUNDS = 60  # random inputs for each function
POSITIVE = ("arithmetic.split",)  # made for positive numbers, on which alone plain Python and lanes agree
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
        fields = kind.__args__[:1] * 5 if kind.__args__[-1] is Ellipsis else kind.__args__
        return tuple(_value(field, rng, span) for field in fields)
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


def _source(kind: Any, rows: list[int], names: dict[str, Any]) -> str:
    """How code in lanes reads a value from rows of a store; `rows` grows by those that it takes."""
    first = len(rows)
    if kind in (float, bool):
        rows.append(first)
        return f"at(rows, {first})" if kind is float else f"(at(rows, {first}) > 0.0)"
    fields = list(typing.get_type_hints(kind).values()) if hasattr(kind, "_fields") else list(kind.__args__)
    if hasattr(kind, "_fields"):
        names[kind.__name__] = kind
        if set(fields) == {float}:
            rows.extend(range(first, first + len(fields)))
            return f"record(rows, {first}, {kind.__name__})"
    parts = ", ".join(_source(field, rows, names) for field in fields)
    return f"{kind.__name__}({parts})" if hasattr(kind, "_fields") else f"({parts},)"


def in_lanes(function: FunctionType) -> tuple[Any, int]:
    """Code that calls a rule for worlds side by side, from rows to rows; and how many rows it reads."""
    names: dict[str, Any] = {"at": at, "put": put, "keep": keep, "record": record, "rule": function}
    rows: list[int] = []
    hints = typing.get_type_hints(function)
    arguments = ", ".join(_source(hints[name], rows, names) for name in inspect.signature(function).parameters)
    write = "put" if hints["return"] is float else "keep"
    exec(f"def call(rows, out):\n    {write}(out, 0, rule({arguments}))", names)
    return njit(error_model="numpy")(names["call"]), len(rows)


def _flat(value: Any) -> list[float]:
    return [x for part in value for x in _flat(part)] if isinstance(value, tuple) else [float(value)]


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_rule_gives_each_lane_the_bits_of_plain_python(name: str) -> None:
    plain = FUNCTIONS[name]
    fast, count = in_lanes(plain)
    rng = random.Random(name)
    finite = 0
    for _ in range(ROUNDS // WIDTH + 1):
        worlds = [_arguments(plain, rng, SPANS[k % len(SPANS)]) for k in range(WIDTH)]
        if name in POSITIVE:
            worlds = [[abs(value) for value in world] for world in worlds]
        rows = np.array([_flat(tuple(world)) for world in worlds]).T.copy()
        assert len(rows) == count
        wanted = [_outcome(plain, world) for world in worlds]
        width = max(map(len, wanted))
        out = np.zeros((width, WIDTH))
        fast(rows, out)
        for lane, own in enumerate(wanted):
            if own != ("division by zero",):  # there the lane holds what is not finite, or follows from it
                assert tuple(float(x).hex() for x in out[:, lane]) == own, worlds[lane]
                finite += all(word.startswith(("0x", "-0x")) for word in own)
    assert finite > ROUNDS / 2


def test_the_law_is_what_was_compiled() -> None:
    assert len(FUNCTIONS) > 60
    assert "decision.terms" in FUNCTIONS
