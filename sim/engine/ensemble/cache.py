"""Where compiled code is kept between runs: one folder for each version of the sources that it was made from."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

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
)
"""What it reads by name besides them, and rules of other packages that are compiled."""


def sources() -> list[Path]:
    """Every file that compiled code depends on."""
    home = Path(sim.__path__[0])
    return [*(path for part in SOURCES for path in sorted((home / part).glob("*.py"))), *(home / r for r in RECORDS)]


@cache
def fingerprint() -> str:
    """Hash of the sources, of the interpreter's version and of the compiler's."""
    from importlib.metadata import version

    digest = hashlib.sha256(repr((sys.version_info[:3], version("numba"), version("numpy"))).encode())
    for path in sources():
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def folder() -> Path:
    """The folder for this version: under NUMBA_CACHE_DIR where that is set, else in the user's cache."""
    from platformdirs import user_cache_path

    chosen = os.environ.get("NUMBA_CACHE_DIR")
    return (Path(chosen) if chosen else user_cache_path("pactsim", appauthor=False)) / fingerprint()


def compiled(**options: Any) -> Callable[[Callable[..., Any]], Any]:
    """Decorate a function that is compiled when it is first called, and kept in the folder of this version."""
    import numba
    from numba.core import config
    from numba.core.caching import IndexDataCacheFile

    def declare(function: Callable[..., Any]) -> Any:
        before = config.CACHE_DIR
        config.CACHE_DIR = str(folder())  # read once, when a function is declared
        try:
            made = numba.njit(cache=True, nogil=True, error_model="numpy", **options)(function)
        finally:
            config.CACHE_DIR = before
        own = made._cache  # what is kept belongs to the text of all sources, not to the date of one file
        own._cache_file = IndexDataCacheFile(own._cache_path, own._impl.filename_base, fingerprint())
        return made

    return declare


def kept(function: Any) -> bool:
    """Whether a function declared with `compiled` has been compiled before, here or in another process."""
    return bool(function._cache._cache_file._load_index())
