"""Functions that run as machine code: loaded where it was kept, compiled where it was not.

Loading takes LLVM's linker alone, not the compiler: some hundredths of a second instead of one and a half.
"""

from __future__ import annotations

import ctypes
import hashlib
from collections.abc import Callable, Iterable, Sequence
from functools import update_wrapper
from threading import Lock
from typing import Any

import numpy as np

from sim.engine.ensemble import cache

Kinds = tuple[str, ...]
Words = list[int | float]
Entry = Callable[..., int]

_UNUSED = (0, 0)  # an array's owners, whom code that allocates nothing never asks


def laid_out(arguments: Iterable[Any]) -> tuple[Kinds, Words]:
    """Arguments as the compiler hands them on: in registers and on the stack, one word each.

    Args:
        arguments: whole numbers, floats, contiguous arrays, and tuples of these.

    Returns:
        The kind of every number and array, by which code is chosen, and the words: of an array its owners, number and
        size of elements, address, shape and strides.

    Raises:
        TypeError: when one is of another type, or an array is not contiguous, aligned and writeable.
    """
    kinds, words = list[str](), Words()
    for value in arguments:
        if isinstance(value, np.ndarray):
            if not value.flags.carray:
                raise TypeError("compiled code takes contiguous, aligned, writeable arrays only")
            kinds.append(f"{value.dtype.str}{value.ndim}")
            words += (*_UNUSED, value.size, value.itemsize, value.ctypes.data, *value.shape, *value.strides)
        elif isinstance(value, tuple):
            inner, more = laid_out(value)
            kinds += ("(", *inner, ")")
            words += more
        elif type(value) is int or isinstance(value, float):
            kinds.append("int" if type(value) is int else "float")
            words.append(value)
        else:
            raise TypeError(f"compiled code takes no {type(value).__name__}")
    return tuple(kinds), words


class Compiled:
    """A function that runs as machine code; its arguments may be of several kinds, each with code of its own.

    It returns nothing and allocates nothing: what it computes it writes into arrays that it is given. While it runs,
    other threads of Python do.
    """

    __wrapped__: Callable[..., None]

    def __init__(self, function: Callable[..., None]) -> None:
        self.name = f"{function.__module__.rpartition('.')[2]}.{function.__qualname__}"
        self._entries: dict[Kinds, Entry] = {}
        self._engines: list[Any] = []  # which hold the code
        self._loading = Lock()
        update_wrapper(self, function)

    def __call__(self, *arguments: Any) -> None:
        """Run it, compiled now if it has to be.

        Raises:
            TypeError: when an argument cannot be handed to compiled code.
            RuntimeError: when it stopped early, which is a fault in it.
        """
        kinds, words = laid_out(arguments)
        entry = self._entries.get(kinds) or self._prepare(kinds, words, arguments)
        room = (ctypes.c_int64 * 2)()  # for what it returns and what it raises: nothing
        first = ctypes.addressof(room)
        if status := entry(first, first + ctypes.sizeof(ctypes.c_int64), *words):
            raise RuntimeError(f"{self.name}: compiled code ended with {status}")

    def kept(self) -> bool:
        """Whether code of it is kept, made here or in another process."""
        return any(map(cache.kept, cache.names(self.name)))

    def _prepare(self, kinds: Kinds, words: Words, arguments: tuple[Any, ...]) -> Entry:
        """Load the code for arguments of these kinds, made now if there is none."""
        with self._loading:
            if kinds not in self._entries:
                name = f"{self.name}-{hashlib.sha256(' '.join(kinds).encode()).hexdigest()[:8]}"
                code = cache.kept(name)
                if code is None:
                    from sim.engine.ensemble.compiler import machine_code

                    code = machine_code(self.__wrapped__, arguments, words)
                    cache.keep(name, code)
                engine = linked(code)
                self._engines.append(engine)
                self._entries[kinds] = called_with(words)(engine.get_function_address(code.symbol))
            return self._entries[kinds]


def linked(code: cache.Code) -> Any:
    """Machine code in memory, ready to run as long as what is returned here is held."""
    import llvmlite.binding as llvm

    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    machine = llvm.Target.from_triple(llvm.get_process_triple()).create_target_machine()
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), machine)
    engine.add_object_file(llvm.ObjectFileRef.from_data(code.content))
    engine.finalize_object()
    return engine


def called_with(words: Sequence[int | float]) -> Callable[[int], Entry]:
    """How a function is called that takes such words after two addresses; given its own address, calls it."""
    kinds = [ctypes.c_double if isinstance(word, float) else ctypes.c_int64 for word in words]
    return ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_int64, ctypes.c_int64, *kinds)
