"""Rows of a store in compiled code: how the functions of `store` read and write them, alone or in lanes."""

from __future__ import annotations

from typing import Any

import llvmlite.ir as ir
import numpy as np
from numba.core import cgutils, types
from numba.core.imputils import lower_builtin
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import overload

from sim.engine.ensemble.lanes import (
    DOUBLES,
    LONE,
    WORDS,
    Doubles,
    Mask,
    Words,
    doubles,
    in_lanes,
    in_words,
    instruction,
    spread,
    words,
)  # fmt: skip
from sim.engine.ensemble.store import WIDTH, alike, at, keep, of, put, record, somewhere

INLINE = {"forceinline": True, "error_model": "numpy", "_nrt": False, "no_cfunc_wrapper": True, "no_rewrites": True}
"""How rules of the law are compiled: put in place; 1 / 0 is infinite, which marks a world as failed."""


def _element(store: Any) -> tuple[Any, Any]:
    """Type and register of a row."""
    if store.ndim == 1:
        return store.dtype, ir.DoubleType() if isinstance(store.dtype, types.Float) else ir.IntType(64)
    return (doubles, DOUBLES) if isinstance(store.dtype, types.Float) else (words, WORDS)


class _Rows:
    """The rows of an array in the code being written."""

    def __init__(self, context: Any, builder: Any, kind: Any, value: Any) -> None:
        self.builder, self.single = builder, kind.ndim == 1
        self.type, self.register = _element(kind)
        self.data = context.make_array(kind)(context, builder, value).data

    def place(self, k: Any, offset: int = 0) -> Any:
        """Address of row k + offset."""
        row = self.builder.add(k, ir.Constant(k.type, offset))
        row = row if self.single else self.builder.mul(row, ir.Constant(k.type, WIDTH))
        return self.builder.bitcast(self.builder.gep(self.data, [row]), ir.PointerType(self.register))

    def load(self, k: Any, offset: int = 0) -> Any:
        """Row k + offset."""
        value = self.builder.load(self.place(k, offset))
        value.align = 8
        return value

    def store(self, k: Any, value: Any, offset: int = 0) -> None:
        """Write row k + offset."""
        self.builder.store(value, self.place(k, offset)).align = 8


def _lowered(function: Any, typed: Any, *kinds: Any) -> Any:
    """Declare a function of a store to the compiler; decorates what writes its code."""

    class Template(AbstractTemplate):  # type: ignore[misc]
        def generic(self, args: Any, kws: Any) -> Any:
            if kws or len(args) != len(kinds) or not isinstance(args[0], types.Array):
                return None
            return signature(typed(*args), *args)

    infer_global(function)(Template)
    return lower_builtin(function, *kinds)


@_lowered(at, lambda store, k: _element(store)[0], types.Array, types.Integer)
def _at(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    rows = _Rows(context, builder, sig.args[0], args[0])
    return rows.load(context.cast(builder, args[1], sig.args[1], types.intp))


def _row(context: Any, builder: Any, rows: _Rows, value: Any, kind: Any) -> Any:
    """A value as a row of a store."""
    if rows.single:
        return context.cast(builder, value, kind, rows.type)
    return in_lanes(context, builder, value, kind)


@_lowered(put, lambda store, k, x: types.none, types.Array, types.Integer, types.Any)
def _put(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    rows = _Rows(context, builder, sig.args[0], args[0])
    k = context.cast(builder, args[1], sig.args[1], types.intp)
    rows.store(k, _row(context, builder, rows, args[2], sig.args[2]))
    return context.get_dummy_value()


def _record_type(store: Any, k: Any, kind: Any) -> Any:
    cls = kind.instance_class
    return types.NamedUniTuple(_element(store)[0], len(cls._fields), cls)


@_lowered(record, _record_type, types.Array, types.Integer, types.Any)
def _record(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    rows = _Rows(context, builder, sig.args[0], args[0])
    k = context.cast(builder, args[1], sig.args[1], types.intp)
    values = [rows.load(k, field) for field in range(sig.return_type.count)]
    return context.make_tuple(builder, sig.return_type, values)


@_lowered(keep, lambda store, k, values: types.none, types.Array, types.Integer, types.Any)
def _keep(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    rows = _Rows(context, builder, sig.args[0], args[0])
    k = context.cast(builder, args[1], sig.args[1], types.intp)
    for field, kind in enumerate(sig.args[2].types):
        value = builder.extract_value(args[2], field)
        rows.store(k, _row(context, builder, rows, value, kind), field)
    return context.get_dummy_value()


def _somewhere(context: Any, builder: Any, kinds: Any, args: Any) -> Any:
    packed = builder.bitcast(args[0], ir.IntType(WIDTH))
    return builder.icmp_unsigned("!=", packed, ir.Constant(packed.type, 0))


def _alike_type(x: Any, value: Any) -> Any:
    return x if isinstance(x, Doubles | Words) else None


def _alike(context: Any, builder: Any, kinds: Any, args: Any) -> Any:
    into = in_lanes if isinstance(kinds[0], Doubles) else in_words
    return into(context, builder, args[1], kinds[1])


instruction(somewhere, lambda c: types.boolean if isinstance(c, Mask) else None, _somewhere, (Mask,))
instruction(alike, _alike_type, _alike, (Doubles, Words), LONE)


@overload(somewhere, jit_options=INLINE, strict=False)
def _condition(condition: Any) -> Any:
    return (lambda condition: condition) if isinstance(condition, types.Boolean) else None


@overload(alike, jit_options=INLINE, strict=False)
def _alone(x: Any, value: Any) -> Any:
    if isinstance(x, types.Integer):
        return lambda x, value: np.uint64(value)
    return (lambda x, value: value) if isinstance(x, types.Float) else None


@_lowered(of, lambda store, first, stride, count, index: _element(store)[0],
          types.Array, types.Integer, types.Integer, types.Integer, types.Any)  # fmt: skip
def _of(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    rows = _Rows(context, builder, sig.args[0], args[0])
    first, stride, count = (
        context.cast(builder, a, k, types.intp) for a, k in zip(args[1:4], sig.args[1:4], strict=True)
    )
    if rows.single:
        k = context.cast(builder, args[4], sig.args[4], types.intp)
        return rows.load(builder.add(first, builder.mul(k, stride)))
    found = cgutils.alloca_once_value(builder, rows.load(first))
    with cgutils.for_range(builder, count) as loop:
        number = spread(builder, builder.sitofp(loop.index, ir.DoubleType()), DOUBLES)
        value = rows.load(builder.add(first, builder.mul(loop.index, stride)))
        hit = builder.fcmp_ordered("==", args[4], number)
        builder.store(builder.select(hit, value, builder.load(found)), found)
    return builder.load(found)
