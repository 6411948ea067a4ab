"""Pactsim: what Asian states would do about a formal collective-defence pact, in worlds that can be compared."""

from __future__ import annotations


def __getattr__(name: str) -> str:
    """Look the version up only when somebody asks: reading package metadata takes time that `--help` needs."""
    if name != "__version__":
        raise AttributeError(f"module 'sim' has no attribute '{name}'")
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("pactsim")
    except PackageNotFoundError:  # a checkout that was never installed
        return "0+source"
