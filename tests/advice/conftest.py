"""Levers made for tests."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sim.advice.space import Lever, Space
from sim.errors import Address


def _lever(path: str, *values: Any, low: float = math.nan, high: float = math.nan) -> Lever:
    return Lever(path, tuple(path.split(".")), path, values, low, high, Address("levers.yaml", 2, 3))


def _space(*levers: Lever) -> Space:
    return Space("Levers", Path("levers.yaml"), None, levers)


@pytest.fixture(scope="session")
def lever() -> Callable[..., Lever]:
    """Makes a lever with a list of values, or with a range of numbers."""
    return _lever


@pytest.fixture(scope="session")
def space() -> Callable[..., Space]:
    """Makes a space without policies of its own."""
    return _space
