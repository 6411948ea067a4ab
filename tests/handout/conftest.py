"""Reports of small studies: one page made for all tests that only look at it."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from sim.evidence import load_evidence
from sim.handout.chapters import Chapter
from sim.handout.document import document
from sim.report.study import material

POLICY = {"type": "formal_pact", "id": "pact", "start": 2027, "invited": ["AUS", "JPN"], "quorum": 2, "exit_price": 0.5}
SCENARIOS = {
    "status_quo": {"title": "Status quo", "description": "As it is.", "policies": []},
    "asian_nato": {"title": "Asian NATO", "description": "A pact <offered>.", "policies": [POLICY],
                   "parameters": {"deterrence_effect": 4.0}, "countries": {"JPN": {"hub_trust": 0.3}}},
}  # fmt: skip


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_SMALL = _load(Path(__file__).parents[1] / "results" / "small_study.py")
_WORLDS = _load(Path(__file__).parents[1] / "figures" / "worlds.py")


def make(root: Path) -> SimpleNamespace:
    """A comparison, an explanation of Japan's choice in it, and the report on both."""
    study = _WORLDS.study(_SMALL, root / "a")
    made = material(study.path)
    made = type(made)(made.manifest.model_copy(update={"scenarios": SCENARIOS}), made.tables)
    why = material(_WORLDS.explanation(_SMALL, root / "b").path)
    chapter = Chapter(study.path, made, why)
    return SimpleNamespace(chapter=chapter, material=made, html=document([chapter], load_evidence()))


@pytest.fixture(scope="session")
def reported(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """The report of a session."""
    return make(tmp_path_factory.mktemp("reported"))
