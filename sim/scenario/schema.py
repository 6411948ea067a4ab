"""JSON Schema of scenario files, for editors that complete and check while one types."""

from __future__ import annotations

from typing import Any

from sim.evidence import Evidence, load_evidence
from sim.scenario.form import form


def scenario_json_schema(evidence: Evidence | None = None) -> dict[str, Any]:
    """The schema of a scenario file under a body of evidence, JSON Schema 2020-12."""
    schema = form(evidence or load_evidence()).model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "Pactsim scenario",
        "description": "An experiment on alliance choice in Asia.",
    }
