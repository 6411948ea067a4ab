"""Support and deterrence: who would stand with a country, and the contest that follows.

The contest form is Tullock's ratio (Hirshleifer 1989): success = S^m / (S^m + T^m).
"""

from __future__ import annotations

from sim.law.arithmetic import TINY, log_, logistic, where


def share_of_presence(troops: float, half: float) -> float:
    """Presence gained by troops on the soil, 0..1: a half at `half` thousand, seeds `presence_half`."""
    return troops / max(troops + half, TINY)


def presence(share: float, floor_: float) -> float:
    """Share of theatre capability that is at hand for a host, rising with troops on its soil.

    Args:
        share: `share_of_presence`.
        floor_: share at hand with no troops at all, seeds `presence_floor`.
    """
    return floor_ + (1.0 - floor_) * share


def troops_now(base: float, multiplier: float) -> float:
    """The hub's troops on a country's soil, thousands: the base year's x the lever."""
    return base * multiplier


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
        guarantee: added promise, share; counts as far as the posture works with the hub. What is taken away may use up
            the posture's own, not more.
        cooperation: the posture's cooperation, share.
    """
    return max(0.0, posture_promise + guarantee * cooperation * (1.0 - posture_promise))


def theatre_capability(capability: float, theatre_share: float, commitment: float) -> float:
    """Hub capability committed to the theatre, bn mixed USD a year.

    Args:
        capability: all of it, bn mixed USD a year.
        theatre_share: share that counts in the theatre.
        commitment: relative to the base year.
    """
    return capability * theatre_share * commitment


def stake_now(stake: float, assertiveness: float, fear: float) -> float:
    """Loss expected with no defence at all, % of GDP a year: at the challenger's pressure now, and after crises.

    Args:
        stake: the same in the base year.
        assertiveness: how hard the challenger presses, 1 in the base year.
        fear: `threat.fear`, share.
    """
    return stake * assertiveness * (1.0 + fear)


def offered(spoke_support: float, cooperation: float, capability: float) -> float:
    """What a spoke without a treaty duty would bring over a perfect tie and no distance (bn mixed USD a year)."""
    return spoke_support * cooperation * capability


def link(tie: float, arriving: float) -> float:
    """Share of what a spoke offers another that gets through: the tie's depth x the share that arrives."""
    return tie * arriving


def tie_support(link_: float, offered_: float) -> float:
    """What of `offered` gets through to another spoke, bn mixed USD a year."""
    return link_ * offered_


def interoperability(tie: float, preparedness: float, haste: float) -> float:
    """How well two forces fight together: the tie, raised by joint planning and command (C048).

    Planning helps less where it is put upon a shallow tie (C040, C046): readiness comes before institutions.

    Args:
        tie: depth, share.
        preparedness: joint planning and command, share of full integration.
        haste: share of their help that is lost where there is no tie at all, seeds `haste_loss`.
    """
    return tie + (1.0 - tie) * preparedness * (1.0 - haste * (1.0 - tie))


def pledged(expected: float, reliability: float, capability: float) -> float:
    """What a fellow member of the pact is expected to bring if nothing hindered it (bn mixed USD a year).

    Args:
        expected: weight with which it counts as a member (`pact.expected_member`).
        reliability: share of members that keep their word, seeds `pact_reliability`.
        capability: bn mixed USD a year.
    """
    return expected * reliability * capability


def pact_support(interoperable: float, arriving: float, pledged_: float) -> float:
    """What of `pledged` is of use: how well the two fight together x the share that arrives (bn mixed USD a year)."""
    return interoperable * arriving * pledged_


def strength(
    own: float,
    backing: float,
    cooperation: float,
    ties: float,
    ties_of_members: float,
    members: float,
    is_pact: float,
) -> float:
    """Strength on a country's side, S; members count through the pact and not through their ties as well.

    Args:
        own: own capability.
        backing: the hub's help, `crisis.backing`.
        cooperation: the posture's cooperation, share.
        ties: sum of `tie_support` over all other spokes.
        ties_of_members: that part of it that comes from expected pact members.
        members: sum of `pact_support` over expected pact members.
        is_pact: 1 for the pact posture, else 0.
    """
    return own + backing + cooperation * (ties - is_pact * ties_of_members) + is_pact * members


def success(strength_: float, log_threat: float, decisiveness: float) -> float:
    """Probability that a challenge fails, D = S^m / (S^m + T^m).

    Args:
        strength_: S, any unit.
        log_threat: ln T, T in the same unit.
        decisiveness: m, seeds `decisiveness` (KTAB uses 1, 2 and 4).
    """
    return logistic(decisiveness * (log_(strength_) - log_threat))


def slope(decisiveness: float, deterrence: float, strength_: float) -> float:
    """Deterrence gained per unit of strength, dD/dS = m D (1 - D) / S; without any strength there is none to gain from.

    Args:
        decisiveness: m.
        deterrence: D.
        strength_: S, bn mixed USD a year.
    """
    return decisiveness * deterrence * (1.0 - deterrence) / where(strength_ > TINY, strength_, TINY)


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
