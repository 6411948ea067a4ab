"""Threat: the challenger's capability, decayed by distance, and how hard it presses.

Distance decay follows the loss-of-strength gradient (Boulding 1962; Bueno de Mesquita 1981) in exponential form.
"""

from __future__ import annotations

from sim.law.arithmetic import TINY, exp_


def decay(distance: float, distance_scale: float) -> float:
    """Share of a capability that arrives at a distance: exp(-d / L).

    Args:
        distance: km.
        distance_scale: L in km, seeds `distance_scale`.
    """
    return exp_(-distance / max(distance_scale, TINY))


def threat(challenger_capability: float, arriving: float, offence_share: float, other_threat: float) -> float:
    """Strength that can be brought against a country, T.

    Args:
        challenger_capability: bn mixed USD a year.
        arriving: share that arrives at the country (`decay`).
        offence_share: worth of an attacker's strength against a defender, seeds `offence_share`.
        other_threat: threat from other powers as a ratio to the challenger's, seeds `other_threat`.
    """
    return challenger_capability * arriving * offence_share * (1.0 + other_threat)


def perceived(true_threat: float, perception_noise: float, deviate: float) -> float:
    """Threat as the government sees it: multiplied by exp(sigma z)."""
    return true_threat * exp_(perception_noise * deviate)


def assertiveness(years: float, drift: float, reaction: float, provocation: float, provocation_base: float) -> float:
    """How hard the challenger presses, 1 in the base year (C029, C053).

    Args:
        years: years since the base year.
        drift: log change a year, seeds `assertiveness_drift`.
        reaction: log change per unit of provocation, seeds `assertiveness_reaction`.
        provocation: mean provocation over the flashpoints, last step.
        provocation_base: the same in the base year.
    """
    return exp_(drift * years + reaction * (provocation - provocation_base))
