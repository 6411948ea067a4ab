"""Threat: the challenger's capability, decayed by distance, and how hard it presses.

Distance decay follows the loss-of-strength gradient (Boulding 1962; Bueno de Mesquita 1981) in exponential form.
"""

from __future__ import annotations

from sim.law.arithmetic import TINY, exp_, log_


def decay(distance: float, distance_scale: float) -> float:
    """Share of a capability that arrives at a distance: exp(-d / L).

    Args:
        distance: km.
        distance_scale: L in km, seeds `distance_scale`.
    """
    return exp_(-distance / max(distance_scale, TINY))


def bearing(arriving: float, offence_share: float, other_threat: float) -> float:
    """How much of an adversary's capability bears on a country or a place, ln of a ratio; steady over a run.

    Args:
        arriving: share that arrives there (`decay`).
        offence_share: worth of an attacker's strength against a defender, seeds `offence_share`.
        other_threat: threat from other powers as a ratio to the adversary's, seeds `other_threat`.
    """
    return log_(arriving * offence_share * (1.0 + other_threat))


def massed(capability: float) -> float:
    """The adversary's capability as the contest counts it, ln of bn mixed USD a year."""
    return log_(capability)


def pressed(challenger_capability: float, assertiveness_: float) -> float:
    """What the challenger brings to bear at a flashpoint, ln of bn mixed USD a year."""
    return log_(challenger_capability * assertiveness_)


def threat(massed_: float, bearing_: float) -> float:
    """Strength that can be brought against a country or a place, ln T: capability x what of it bears there."""
    return massed_ + bearing_


def perceived(massed_: float, bearing_: float, perception_noise: float, deviate: float) -> float:
    """Threat to a country as its government sees it, ln T + sigma z; arguments as `threat`."""
    return massed_ + bearing_ + perception_noise * deviate


def assertiveness(
    years: float, drift: float, reaction: float, provocation: float, provocation_base: float, policy: float
) -> float:
    """How hard the challenger presses, 1 in the base year (C029, C053).

    Args:
        years: years since the base year.
        drift: log change a year, seeds `assertiveness_drift`.
        reaction: log change per unit of provocation, seeds `assertiveness_reaction`.
        provocation: mean provocation over the flashpoints, last step.
        provocation_base: the same in the base year.
        policy: multiplier that the scenario sets, 1 in the base year.
    """
    return policy * exp_(drift * years + reaction * (provocation - provocation_base))


def fright(effect: float, exposure: float, level: float) -> float:
    """What a crisis adds to the fear of a country, share of its stake.

    Args:
        effect: fear after a serious crisis at full exposure, seeds `crisis_fear`; a war leaves twice as much.
        exposure: harm a crisis there does to it, share.
        level: severity, 2 serious or 3 war.
    """
    return effect * exposure * (level - 1.0)


def fear(now: float, left: float, added: float) -> float:
    """Fear after a step, share of the stake: what is left of it (`fear_fading`) and what crises added."""
    return now * left + added
