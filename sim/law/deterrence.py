"""Support and deterrence: who would stand with a country, and the contest that follows.

The contest form is Tullock's ratio (Hirshleifer 1989): success = S^m / (S^m + T^m).
"""

from __future__ import annotations

from sim.law.arithmetic import TINY, log_, logistic


def share_of_presence(troops: float, half: float) -> float:
    """Presence gained by troops on the soil, 0..1: a half at `half` thousand, seeds `presence_half`."""
    return troops / max(troops + half, TINY)


def presence(troops: float, floor_: float, half: float) -> float:
    """Share of theatre capability that is at hand for a host, rising with troops on its soil.

    Args:
        troops: the hub's troops on the soil, thousands.
        floor_: share at hand with no troops at all, seeds `presence_floor`.
        half: troops at which half of the rest is gained, seeds `presence_half`.
    """
    return floor_ + (1.0 - floor_) * share_of_presence(troops, half)


def hub_strength(trust: float, at_hand: float, theatre_capability: float) -> float:
    """Hub support that a full promise is worth: trust x presence x theatre capability (bn mixed USD a year)."""
    return trust * at_hand * theatre_capability


def readiness(bilateral: float, preparedness: float, is_pact: float) -> float:
    """Share of promised hub support that arrives in time: a pact's joint planning and command raise it (C047, C048).

    Args:
        bilateral: share under bilateral planning, seeds `bilateral_readiness`.
        preparedness: joint planning and command of the pact, share of full integration.
        is_pact: 1 under the pact, else 0.
    """
    return bilateral + (1.0 - bilateral) * preparedness * is_pact


def promise(posture_promise: float, guarantee: float, cooperation: float) -> float:
    """Promise of hub support: the posture's own, raised by a guarantee outside any treaty (C103, C145).

    Args:
        posture_promise: share of a treaty's promise.
        guarantee: added promise, share; counts as far as the posture works with the hub.
        cooperation: the posture's cooperation, share.
    """
    return posture_promise + guarantee * cooperation * (1.0 - posture_promise)


def tie_support(spoke_support: float, tie: float, cooperation: float, capability: float, arriving: float) -> float:
    """What a cooperating spoke without a treaty duty brings (bn mixed USD a year)."""
    return spoke_support * tie * cooperation * capability * arriving


def interoperability(tie: float, preparedness: float) -> float:
    """How well two forces fight together: the tie, raised by joint planning and command (C048)."""
    return tie + (1.0 - tie) * preparedness


def pact_support(reliability: float, interoperable: float, capability: float, arriving: float) -> float:
    """What a fellow member of the pact brings (bn mixed USD a year)."""
    return reliability * interoperable * capability * arriving


def strength(
    own: float,
    promised: float,
    hub: float,
    ready: float,
    cooperation: float,
    ties: float,
    ties_of_members: float,
    members: float,
    is_pact: float,
) -> float:
    """Strength on a country's side, S; members count through the pact and not through their ties as well.

    Args:
        own: own capability.
        promised: promise of hub support, share.
        hub: `hub_strength`.
        ready: `readiness`.
        cooperation: the posture's cooperation, share.
        ties: sum of `tie_support` over all other spokes.
        ties_of_members: that part of it that comes from expected pact members.
        members: sum of `pact_support` over expected pact members.
        is_pact: 1 for the pact posture, else 0.
    """
    return own + promised * hub * ready + cooperation * (ties - is_pact * ties_of_members) + is_pact * members


def success(strength_: float, threat_: float, decisiveness: float) -> float:
    """Probability that a challenge fails, D = S^m / (S^m + T^m).

    Args:
        strength_: S, any unit.
        threat_: T, the same unit.
        decisiveness: m, seeds `decisiveness` (KTAB uses 1, 2 and 4).
    """
    return logistic(decisiveness * (log_(strength_) - log_(threat_)))


def slope(decisiveness: float, deterrence: float, strength_: float) -> float:
    """Deterrence gained per unit of strength, dD/dS = m D (1 - D) / S; without any strength there is none to gain from.

    Args:
        decisiveness: m.
        deterrence: D.
        strength_: S, bn mixed USD a year.
    """
    return decisiveness * deterrence * (1.0 - deterrence) / max(strength_, TINY)


def relief(hazard_multiplier: float, other_threat: float) -> float:
    """A posture's effect on the hazard of all challenges: it moves the challenger, not the other threats.

    Args:
        hazard_multiplier: the posture's effect on the challenger's part.
        other_threat: other threats as a ratio to the challenger's.
    """
    return (hazard_multiplier + other_threat) / (1.0 + other_threat)


def security(stake: float, hazard_multiplier: float, deterrence: float) -> float:
    """Expected yearly loss to coercion, -eta V (1 - D), % of GDP.

    Args:
        stake: eta V, the loss expected with no defence at all, % of GDP a year.
        hazard_multiplier: the posture's effect on the hazard.
        deterrence: D.
    """
    return -stake * hazard_multiplier * (1.0 - deterrence)
