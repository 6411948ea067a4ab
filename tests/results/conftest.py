from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


def _load() -> ModuleType:
    path = Path(__file__).with_name("small_study.py")
    spec = importlib.util.spec_from_file_location("small_study", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_SMALL = _load()


@pytest.fixture
def small() -> ModuleType:
    """Builders of small studies."""
    return _SMALL
