"""A membership of the pact taken as given: who would hold what under it, and what that is worth to everybody."""

from __future__ import annotations

from collections.abc import Sequence

from sim.engine.mesa_model import PactModel
from sim.law import pact
from sim.law.types import Worth


def enrol(model: PactModel, standings: Sequence[float], least: float, stood: float) -> None:
    """Write who belongs into a model, and measure the region anew.

    Without enough members there is no pact, and all hold what they held. Capabilities, ties, trust and how hard the
    challenger presses are those of the step that has begun.

    Args:
        model: a world in a step that has begun, with no pact on offer; `former` is what a spoke holds without a pact.
        standings: of each spoke, see `pact.OUT`.
        least: members that the pact needs.
        stood: years for which it has been in force; below zero it is now to be signed.
    """
    members = 0.0
    for standing in standings:
        members += pact.is_member(standing)
    model.in_force = pact.founded(members, least) > 0.0
    model.preparedness = model.pact.preparedness if model.in_force else 0.0
    model.pact_age = max(0.0, stood) if model.in_force else 0.0
    bound = next(o for o, row in enumerate(model.ladder) if row.is_pact)
    for c, standing in zip(model.countries, standings, strict=True):
        c.member = c.signed = model.in_force and pact.is_member(standing) > 0.0
        former = c.left_with(c.former) if c.treaty_moved and not c.treaty else c.former
        c.posture = bound if c.member else former
        if stood >= 0.0:
            rooted = (c.member and pact.is_settled(standing) > 0.0) or pact.has_left(standing) > 0.0
            c.declared = bound if rooted else former
    model.perceive()
    model.assess_flashpoints()


def weigh(model: PactModel, standings: Sequence[float], least: float, stood: float) -> tuple[list[Worth], list[float]]:
    """Worth to every spoke of the posture that it holds under a membership, and the yearly rate of crises.

    Arguments as of `enrol`.

    Returns:
        The terms of each spoke, % of GDP a year, and the rate at each flashpoint.
    """
    enrol(model, standings, least, stood)
    found = []
    for c, standing in zip(model.countries, standings, strict=True):
        view = c.see()
        if pact.has_left(standing) > 0.0:
            view = view._replace(in_pact=1.0)  # it pays the price of leaving
        found.append(c.worths(view)[c.posture])
    return found, list(model.hazard)
