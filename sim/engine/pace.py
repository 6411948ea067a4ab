"""Shares of a gap that are left after one step, for every speed of the law: computed once a world."""

from __future__ import annotations

from typing import NamedTuple

from sim.law.arithmetic import kept
from sim.law.choice import innovation, memory
from sim.law.types import Weights


class Pace(NamedTuple):
    """What one step leaves of each gap; `innovation` and `pact_innovation` are spreads, % of GDP a year."""

    memory: float
    innovation: float
    pact_innovation: float
    tariff: float
    retaliation: float
    trust_falling: float
    trust_rising: float
    tie_growing: float
    tie_decaying: float
    effort: float
    capability: float
    fear: float

    @classmethod
    def of(cls, w: Weights, dt: float) -> Pace:
        """The paces of a world with coefficients `w` and steps of `dt` years."""
        left = memory(w.latent_half_life, dt)
        return cls(
            memory=left,
            innovation=innovation(w.latent_spread, left),
            pact_innovation=innovation(w.pact_latent_spread, left),
            tariff=kept(w.tariff_adjustment, dt),
            retaliation=kept(w.retaliation_fading, dt),
            trust_falling=kept(w.trust_loss, dt),
            trust_rising=kept(w.trust_recovery, dt),
            tie_growing=kept(w.tie_growth, dt),
            tie_decaying=kept(w.tie_decay, dt),
            effort=kept(w.effort_adjustment, dt),
            capability=kept(w.capability_adjustment, dt),
            fear=kept(w.fear_fading, dt),
        )
