"""Where machine code is kept between runs: one folder for each version of the sources, compiler and kind of machine."""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

import sim

SOURCES = ("law", "draws", "engine/ensemble")
"""Packages whose text decides the compiled code."""
RECORDS = (
    "world/derive.py",
    "world/raw.py",
    "world/records.py",
    "engine/record.py",
    "results/schema.py",
    "structure/gray.py",
    "coalitions/groups.py",
)
"""What it reads by name besides them, and rules of other packages that are compiled."""
COMPILER = ("numba", "llvmlite", "numpy")
"""Packages whose versions decide it."""
SWITCHES = ("CPU_NAME", "CPU_FEATURES", "ENABLE_AVX", "OPT", "LOOP_VECTORIZE", "SLP_VECTORIZE", "BOUNDSCHECK")
"""Environment variables NUMBA_... by which a user changes what is compiled."""


class Code(NamedTuple):
    """Machine code of a function, as the compiler wrote it.

    Attributes:
        symbol: name of the function within.
        content: an object file in the format of the platform.
    """

    symbol: str
    content: bytes


def sources() -> list[Path]:
    """Every file that compiled code depends on."""
    home = Path(sim.__path__[0])
    return [*(path for part in SOURCES for path in sorted((home / part).glob("*.py"))), *(home / r for r in RECORDS)]


def machine() -> tuple[str, str, str]:
    """What code is made for: the platform, the processor, and what this one can do."""
    import llvmlite.binding as llvm

    return llvm.get_process_triple(), llvm.get_host_cpu_name(), llvm.get_host_cpu_features().flatten()


@cache
def fingerprint() -> str:
    """Hash of the sources, of the interpreter, of the compiler and its switches, and of the kind of machine."""
    from importlib.metadata import version

    switches = [os.environ.get(f"NUMBA_{name}") for name in SWITCHES]
    kind = sys.version_info[:3], [version(name) for name in COMPILER], switches, machine()
    digest = hashlib.sha256(repr(kind).encode())
    for path in sources():
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def folder() -> Path:
    """The folder for this version: under NUMBA_CACHE_DIR where that is set, else in the user's cache."""
    from platformdirs import user_cache_path

    chosen = os.environ.get("NUMBA_CACHE_DIR")
    return (Path(chosen) if chosen else user_cache_path("pactsim", appauthor=False)) / fingerprint()


def keep(name: str, code: Code) -> None:
    """Keep code under a name; it appears at once, or not at all where the folder cannot be written."""
    path = _file(name)
    body = code.symbol.encode() + b"\n" + code.content
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(_mark(name, body) + b"\n" + body)
        aside.replace(path)
    except OSError:  # then it is compiled anew each time
        with suppress(OSError):
            aside.unlink()


def kept(name: str) -> Code | None:
    """The code kept under a name; None where there is none, not all of it, or code of another name or version."""
    try:
        mark, _, body = _file(name).read_bytes().partition(b"\n")
    except OSError:
        return None
    if mark != _mark(name, body):
        return None
    symbol, _, content = body.partition(b"\n")
    return Code(symbol.decode(), content)


def names(start: str) -> list[str]:
    """Names under which code is kept, of those that begin so."""
    return [path.stem for path in folder().glob(f"{start}*.code")]


def _file(name: str) -> Path:
    return folder() / f"{name}.code"


def _mark(name: str, body: bytes) -> bytes:
    """What a file begins with: the hash of the rest, of its name and of the version."""
    return hashlib.sha256(f"{fingerprint()} {name}\n".encode() + body).hexdigest().encode()
