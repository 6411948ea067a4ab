"""Autonomy, affinity, domestic politics, sovereignty, hedging and inertia: willingness to pay, % of GDP a year."""

from __future__ import annotations

from sim.law.arithmetic import TINY, clip, where

MIDDLE = 50.0  # the middle of a percentage scale


def autonomy(
    control_cost: float, control: float, sensitivity: float, nonalignment_cost: float, nonalignment: float, side: float
) -> float:
    """Cost of the hub's control and of leaving non-alignment (C025, C136).

    Args:
        control_cost: price of full control to a fully sensitive country, seeds `control_cost`.
        control: control that the posture gives away, share.
        sensitivity: how much control is resented, share.
        nonalignment_cost: price of a full side to a fully non-aligned country, seeds `nonalignment_cost`.
        nonalignment: strength of the tradition, share.
        side: side of the posture; taking either side breaks the tradition.
    """
    return -control_cost * control * sensitivity - nonalignment_cost * nonalignment * max(side, -side)


def propensity(regime_i: float, regime_j: float, mistrust: float) -> float:
    """Propensity of two states to work together, -1..1: likeness of regime less historical mistrust (C085, C140).

    Args:
        regime_i: electoral democracy of one, share.
        regime_j: of the other.
        mistrust: historical mistrust between them, share.
    """
    gap = regime_i - regime_j
    return 1.0 - 2.0 * max(gap, -gap) - mistrust


def democracy(base: float, change: float) -> float:
    """Electoral democracy of the hub, share: the base year's and a change since (C085, C144)."""
    return clip(base + change, 0.0, 1.0)


def camp_weight(side: float, capability: float) -> float:
    """Weight of a spoke in the hub's camp, bn mixed USD a year: its capability as far as it sides with the hub."""
    return where(side > 0.0, side, 0.0) * capability


def member_weight(expected: float, capability: float) -> float:
    """Weight of an expected member in the mistrust of a pact, bn mixed USD a year."""
    return expected * capability


def camp_mean(total: float, weights: float) -> float:
    """Weighted mean over a camp: the parts added up over the weights, 0 for a camp of nobody."""
    return where(weights > 0.0, total / max(weights, TINY), 0.0)


def affinity_near(weight: float, side: float) -> float:
    """Comfort with a perfect camp of the hub's, % of GDP a year (Axelrod & Bennett 1993: size x propensity).

    Args:
        weight: worth of a perfect camp, seeds `affinity_weight`.
        side: side of the posture.
    """
    return weight * max(0.0, side)


def affinity_far(weight: float, side: float, with_challenger: float) -> float:
    """Comfort with the challenger's company, % of GDP a year.

    Args:
        weight: worth of a perfect camp, seeds `affinity_weight`.
        side: side of the posture.
        with_challenger: propensity to the challenger.
    """
    return weight * max(0.0, -side) * with_challenger


def distrust(weight: float, mistrust: float) -> float:
    """Cost of binding oneself to mistrusted members, % of GDP a year.

    Args:
        weight: price of full mistrust, seeds `mistrust_weight`.
        mistrust: mean mistrust of the expected members, weighted by capability.
    """
    return weight * mistrust


def opinion(unfavourable: float) -> float:
    """Public view of the challenger, -1 (all favourable) .. 1 (all unfavourable), from the % that is unfavourable."""
    return (unfavourable - MIDDLE) / MIDDLE


def pull(government_weight: float, orientation: float, opinion_weight: float, opinion_: float) -> float:
    """Pull of the government's leaning and of public opinion on a full side, % of GDP a year.

    Args:
        government_weight: worth of a full leaning, seeds `government_weight`.
        orientation: leaning of the government, -1..1.
        opinion_weight: worth of unanimous opinion, seeds `opinion_weight`.
        opinion_: public view of the challenger, -1 .. 1.
    """
    return government_weight * orientation + opinion_weight * opinion_


def ceiling(weight: float, limit: float, duty: float) -> float:
    """Cost of a duty against constitutional limits: a price, not a prohibition (C105)."""
    return -weight * limit * duty


def sovereignty(price: float, dispute_price: float, dispute: float, side: float) -> float:
    """Price of accommodating the challenger, highest for those with a territorial quarrel, % of GDP a year."""
    return -(price + dispute_price * dispute) * max(0.0, -side)


def uncertainty(value: float, trust: float) -> float:
    """Worth of full insurance, kappa Var(support): largest when support is most uncertain (Kuik 2021).

    Args:
        value: kappa, % of GDP a year, seeds `hedging_value`.
        trust: trust in the hub, probability.
    """
    return value * trust * (1.0 - trust)


def climbing(up: float, down: float, rung: float, rung_now: float) -> float:
    """Cost of changing posture, a price per rung climbed or descended (C009).

    Args:
        up: price per rung upward, seeds `switch_up`.
        down: price per rung downward, seeds `switch_down`.
        rung: rung of the posture, 0 at the bottom.
        rung_now: rung held now.
    """
    climb = rung - rung_now
    return -up * max(0.0, climb) - down * max(0.0, -climb)


def leaving(exit_price: float, in_pact: float) -> float:
    """Price of leaving the pact, % of GDP a year, to those bound by it now."""
    return exit_price * in_pact
