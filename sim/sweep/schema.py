"""JSON Schema of sweep files, for editors that complete and check while one types."""

from __future__ import annotations

from typing import Any

from sim.evidence import Evidence
from sim.results.outcomes import outcomes
from sim.sweep.form import EVIDENCE, Form, Range


def sweep_json_schema(evidence: Evidence) -> dict[str, Any]:
    """The schema of a sweep file under a body of evidence, JSON Schema 2020-12."""
    schema = Form.model_json_schema()
    told, parts = schema["properties"], schema["$defs"]
    parts["Range"] = Range.model_json_schema()
    listed = {"type": "array", "minItems": 1, "items": {"type": ["number", "string", "boolean"]}}
    values = {"anyOf": [{"$ref": "#/$defs/Range"}, listed, {"const": EVIDENCE}, {"type": "null"}]}
    for section in ("levers", "uncertainties"):
        told[section]["additionalProperties"] = values
    told["claims"]["items"]["enum"] = list(evidence.claims)
    told["countries"]["items"]["enum"] = list(evidence.countries)
    told["outcomes"]["anyOf"][0]["items"]["enum"] = list(outcomes(evidence.postures))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "Pactsim sweep",
        "description": "Scenarios over a design of points.",
    }
