"""The compiler at work: machine code of a plain function. Importing this takes a second; nothing kept needs it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numba

import sim.engine.ensemble.rules  # noqa: F401  teaches the compiler the law and the phases
from sim.engine.ensemble.cache import Code

OPTIONS = {"error_model": "numpy", "_nrt": False, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
"""1 / 0 is infinite, nothing is allocated, and only compiled code or `native` calls it."""


def machine_code(function: Callable[..., None], arguments: tuple[Any, ...], words: Sequence[int | float]) -> Code:
    """Compile a function for arguments of the types given.

    Args:
        function: returns nothing.
        arguments: that it will be called with.
        words: the same as `native` lays them out.

    Raises:
        RuntimeError: when the code would need more than itself and the C library, or takes its arguments otherwise.
    """
    types = tuple(map(numba.typeof, arguments))
    maker = numba.njit(**OPTIONS)(function)
    maker.compile(types)
    made = maker.overloads[types]
    symbol = made.fndesc.llvm_func_name
    kinds = [str(argument.type) for argument in made.library.get_function(symbol).arguments]
    if [kind == "double" for kind in kinds] != [False, False, *(isinstance(word, float) for word in words)]:
        raise RuntimeError(f"{function.__name__}: this version of numba hands arguments on in another way")
    module = made.library._final_module
    if missing := [f.name for f in module.functions if f.is_declaration and not f.name.startswith("llvm.")]:
        raise RuntimeError(f"{function.__name__}: its code needs {', '.join(missing)}, which only numba provides")
    return Code(symbol, made.library._get_compiled_object())
