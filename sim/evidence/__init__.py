"""`seeds/` as typed objects, each value with its range, its source and its address."""

from sim.evidence.load import Evidence, load_evidence
from sim.evidence.records import (
    Alternative,
    Country,
    Definition,
    Dyads,
    Flashpoint,
    Observation,
    Pair,
    Parameter,
    Posture,
    Power,
    Unit,
    pair,
)
from sim.evidence.seeds import find_seeds
from sim.evidence.writings import ALL, Claim, Document, Event, Institution, Source, Target

__all__ = [
    "ALL",
    "Alternative",
    "Claim",
    "Country",
    "Definition",
    "Document",
    "Dyads",
    "Event",
    "Evidence",
    "Flashpoint",
    "Institution",
    "Observation",
    "Pair",
    "Parameter",
    "Posture",
    "Power",
    "Source",
    "Target",
    "Unit",
    "find_seeds",
    "load_evidence",
    "pair",
]
