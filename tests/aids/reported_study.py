"""A comparison, an explanation of Japan's choice in it, and the report on both."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import drawn_study

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


def make(root: Path) -> SimpleNamespace:
    """Write the studies, and the report."""
    study = drawn_study.study(root / "a")
    made = material(study.path)
    made = type(made)(made.manifest.model_copy(update={"scenarios": SCENARIOS}), made.tables)
    why = material(drawn_study.explanation(root / "b").path)
    chapter = Chapter(study.path, made, why, load_evidence())
    return SimpleNamespace(chapter=chapter, material=made, html=document([chapter]))
