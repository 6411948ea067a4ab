"""Eight worlds at once: a vector of doubles that compiled code computes with as plain Python does with a float.

Rules of the law compile for it unchanged: operators, comparisons, `max`, `min` and the primitives of
`sim.law.arithmetic` get an instruction for vectors here. Every operation is the IEEE one in every lane, in the order
written, so that a lane holds the bits that a lone float would.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from itertools import product
from typing import Any

import llvmlite.ir as ir
from numba.core import cgutils, types
from numba.core.imputils import lower_builtin
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import models, register_model

from sim.engine.ensemble.store import WIDTH
from sim.law import arithmetic

DOUBLES = ir.VectorType(ir.DoubleType(), WIDTH)
WORDS = ir.VectorType(ir.IntType(64), WIDTH)
_BITS = ir.VectorType(ir.IntType(1), WIDTH)
_I32 = ir.IntType(32)

BIAS, BIAS_OF_HALF, FRACTION = 1023, 1022, 52  # exponent of a double: its bias, its field in [1/2, 1), where it begins
FRACTION_BITS, HALF_BITS = (1 << FRACTION) - 1, BIAS_OF_HALF << FRACTION


class LaneType(types.Type):  # type: ignore[misc]
    """Type of a value that is there once for each world side by side."""


def _declared(name: str, register: ir.VectorType) -> type[LaneType]:
    """A numba type that is held in a register."""

    class Declared(LaneType):
        def __init__(self) -> None:
            super().__init__(f"{name}x{WIDTH}")

    @register_model(Declared)
    class _Model(models.PrimitiveModel):  # type: ignore[misc]
        def __init__(self, manager: Any, kind: Any) -> None:
            super().__init__(manager, kind, register)

    return Declared


Doubles, Words, Mask = _declared("doubles", DOUBLES), _declared("words", WORDS), _declared("mask", _BITS)
doubles, words, mask = Doubles(), Words(), Mask()

Emit = Callable[..., Any]
LONE = (types.Float, types.Integer, types.Boolean)
D, W = (Doubles, *LONE), (Words, *LONE)


def is_number(kind: Any) -> bool:
    """Whether a value of that type is one for all worlds."""
    return isinstance(kind, types.Float | types.Integer | types.Boolean)


def spread(builder: Any, value: Any, register: ir.VectorType) -> Any:
    """A lone value in every lane of a register."""
    empty = ir.Constant(register, ir.Undefined)
    first = builder.insert_element(empty, value, ir.Constant(_I32, 0))
    return builder.shuffle_vector(first, empty, ir.Constant(ir.VectorType(_I32, WIDTH), [0] * WIDTH))


def in_lanes(context: Any, builder: Any, value: Any, kind: Any) -> Any:
    """A value as doubles in lanes, whether it is one for all worlds or not."""
    if isinstance(kind, Doubles):
        return value
    return spread(builder, context.cast(builder, value, kind, types.float64), DOUBLES)


def in_words(context: Any, builder: Any, value: Any, kind: Any) -> Any:
    """The same for words."""
    return (
        value if isinstance(kind, Words) else spread(builder, context.cast(builder, value, kind, types.uint64), WORDS)
    )


def instruction(function: Any, typed: Callable[..., Any], emit: Emit, *kinds: tuple[Any, ...]) -> None:
    """Teach the compiler a function of lanes.

    Args:
        function: an operator or a plain function; called with lone numbers it stays what it is.
        typed: type of the result for types of arguments, or None where it is not for lanes.
        emit: writes the instructions, given context, builder, types and values of the arguments.
        kinds: for each argument the kinds it may be of.
    """

    class Template(AbstractTemplate):  # type: ignore[misc]
        def generic(self, args: Any, kws: Any) -> Any:
            if kws or len(args) != len(kinds):
                return None
            gives = typed(*args)
            return None if gives is None else signature(gives, *args)

    infer_global(function)(Template)

    def generate(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return emit(context, builder, sig.args, args)

    for several in product(*kinds):
        if any(kind in (Doubles, Words, Mask) for kind in several):
            lower_builtin(function, *several)(generate)


def _mixed(kind: type[LaneType], gives: LaneType) -> Callable[..., Any]:
    """Result of an operation on lanes of one kind and numbers, at least one of them lanes."""

    def typed(*args: Any) -> Any:
        fine = all(isinstance(a, kind) or is_number(a) for a in args)
        return gives if fine and any(isinstance(a, kind) for a in args) else None

    return typed


def _of_doubles(write: Callable[..., Any]) -> Emit:
    """Instructions on doubles, numbers brought into lanes first."""

    def emit(context: Any, builder: Any, kinds: Any, args: Any) -> Any:
        return write(builder, *(in_lanes(context, builder, a, k) for a, k in zip(args, kinds, strict=True)))

    return emit


def _of_words(write: Callable[..., Any]) -> Emit:
    def emit(context: Any, builder: Any, kinds: Any, args: Any) -> Any:
        return write(builder, *(in_words(context, builder, a, k) for a, k in zip(args, kinds, strict=True)))

    return emit


def _compared(sign: str) -> Callable[..., Any]:
    return lambda builder, x, y: builder.fcmp_ordered(sign, x, y)


for _symbol, _write in (
    (operator.add, lambda b, x, y: b.fadd(x, y)),
    (operator.sub, lambda b, x, y: b.fsub(x, y)),
    (operator.mul, lambda b, x, y: b.fmul(x, y)),
    (operator.truediv, lambda b, x, y: b.fdiv(x, y)),
):
    instruction(_symbol, _mixed(Doubles, doubles), _of_doubles(_write), D, D)
for _symbol, _sign in (
    (operator.lt, "<"), (operator.gt, ">"), (operator.le, "<="), (operator.ge, ">="), (operator.eq, "=="),
):  # fmt: skip
    instruction(_symbol, _mixed(Doubles, mask), _of_doubles(_compared(_sign)), D, D)
for _symbol, _write in (
    (operator.mul, lambda b, x, y: b.mul(x, y)),
    (operator.xor, lambda b, x, y: b.xor(x, y)),
    (operator.and_, lambda b, x, y: b.and_(x, y)),
    (operator.rshift, lambda b, x, y: b.lshr(x, y)),
):
    instruction(_symbol, _mixed(Words, words), _of_words(_write), W, W)
instruction(operator.neg, _mixed(Doubles, doubles), _of_doubles(lambda b, x: b.fneg(x)), D)


def _kept_where(x: Any, y: Any) -> Any:
    return doubles if isinstance(x, Doubles) and isinstance(y, Mask) else None


def _keep_where(context: Any, builder: Any, kinds: Any, args: Any) -> Any:
    return builder.select(args[1], args[0], ir.Constant(DOUBLES, [0.0] * WIDTH))


instruction(operator.mul, _kept_where, _keep_where, (Doubles,), (Mask,))


# --- max, min and the primitives of the law -------------------------------------------------------------------------
def _extreme(sign: str) -> Callable[..., Any]:
    """`max` or `min` of two as Python has it: the first unless the second beats it."""
    return lambda builder, a, b: builder.select(builder.fcmp_ordered(sign, b, a), b, a)


instruction(max, _mixed(Doubles, doubles), _of_doubles(_extreme(">")), D, D)
instruction(min, _mixed(Doubles, doubles), _of_doubles(_extreme("<")), D, D)


def _where_type(condition: Any, yes: Any, no: Any) -> Any:
    sides = all(isinstance(k, Doubles) or is_number(k) for k in (yes, no))
    lanes = isinstance(condition, Mask) or isinstance(yes, Doubles) or isinstance(no, Doubles)
    return doubles if sides and lanes else None


def _where(context: Any, builder: Any, kinds: Any, args: Any) -> Any:
    yes, no = (in_lanes(context, builder, a, k) for a, k in zip(args[1:], kinds[1:], strict=True))
    return builder.select(args[0], yes, no)


def _clip(builder: Any, x: Any, low: Any, high: Any) -> Any:
    under = builder.select(builder.fcmp_ordered(">", x, high), high, x)
    return builder.select(builder.fcmp_ordered("<", x, low), low, under)


def _words_of(value: int) -> Any:
    return ir.Constant(WORDS, [value] * WIDTH)


def _doubles_of(value: float) -> Any:
    return ir.Constant(DOUBLES, [value] * WIDTH)


def _scaled(builder: Any, x: Any, exponent: Any) -> Any:
    field = builder.shl(builder.add(builder.fptosi(exponent, WORDS), _words_of(BIAS)), _words_of(FRACTION))
    value = builder.fmul(x, builder.bitcast(field, DOUBLES))
    over = builder.fcmp_ordered(">", exponent, _doubles_of(arithmetic.RANGE))
    under = builder.fcmp_ordered("<", exponent, _doubles_of(-arithmetic.RANGE))
    held = builder.select(over, _doubles_of(arithmetic.LARGEST), value)
    return builder.select(under, _doubles_of(arithmetic.SMALLEST), held)


def _split(context: Any, builder: Any, kinds: Any, args: Any) -> Any:
    (x,) = args
    bits = builder.bitcast(x, WORDS)
    packed = builder.or_(builder.and_(bits, _words_of(FRACTION_BITS)), _words_of(HALF_BITS))
    finite = builder.fcmp_ordered("<", x, _doubles_of(float("inf")))
    mantissa = builder.select(finite, builder.bitcast(packed, DOUBLES), x)
    exponent = builder.fsub(builder.uitofp(builder.lshr(bits, _words_of(FRACTION)), DOUBLES), _doubles_of(BIAS_OF_HALF))
    return context.make_tuple(builder, types.UniTuple(doubles, 2), [mantissa, exponent])


instruction(arithmetic.where, _where_type, _where, (Mask, types.Boolean), D, D)
instruction(arithmetic.clip, _mixed(Doubles, doubles), _of_doubles(_clip), D, D, D)
instruction(arithmetic.scaled, _mixed(Doubles, doubles), _of_doubles(_scaled), D, D)
instruction(
    arithmetic.split, lambda x: types.UniTuple(doubles, 2) if isinstance(x, Doubles) else None, _split, (Doubles,)
)


def square_root(builder: Any, x: Any) -> Any:
    """The square root of every lane."""
    kind = ir.FunctionType(DOUBLES, [DOUBLES])
    return builder.call(cgutils.get_or_insert_function(builder.module, kind, f"llvm.sqrt.v{WIDTH}f64"), [x])


def root_and_number(root: Any, as_number: Any) -> None:
    """Teach the compiler the two primitives of `sim.draws` in lanes: square root, and words as doubles."""
    instruction(root, _mixed(Doubles, doubles), _of_doubles(square_root), D)
    instruction(as_number, _mixed(Words, doubles), _of_words(lambda b, x: b.uitofp(x, DOUBLES)), W)
