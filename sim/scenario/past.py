"""Scenarios that run a past year forward: from an edition of the evidence, with the events that followed or without."""

from __future__ import annotations

from sim.evidence import Evidence
from sim.scenario.load import load_scenario
from sim.scenario.model import Scenario

AHEAD = 10  # years that a forecast reaches


def past(evidence: Evidence, year: int, *, told: bool) -> Scenario:
    """The scenario `history_YEAR` over its first ten years.

    Args:
        evidence: the seeds of today.
        year: of an edition.
        told: with what the hub and others did, or without any event.

    Raises:
        InputError: there is no such scenario, or it is wrong.
    """
    quiet = () if told else ("policies=[]",)
    scenario = load_scenario(f"history_{year}", (*quiet, "step=1"), evidence)
    return scenario.model_copy(update={"end": year + AHEAD})  # what it tells of later years does not matter
