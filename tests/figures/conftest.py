from __future__ import annotations

import importlib.util
from functools import partial
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_SMALL = _load(Path(__file__).parents[1] / "results" / "small_study.py")
_WORLDS = _load(Path(__file__).with_name("worlds.py"))


@pytest.fixture
def small() -> ModuleType:
    """Builders of small studies."""
    return _SMALL


@pytest.fixture
def worlds() -> SimpleNamespace:
    """Builders of studies large enough to be drawn."""
    return SimpleNamespace(study=partial(_WORLDS.study, _SMALL), explanation=partial(_WORLDS.explanation, _SMALL))
