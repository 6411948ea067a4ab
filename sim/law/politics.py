"""Autonomy, affinity, domestic politics, sovereignty, hedging and inertia: willingness to pay, % of GDP a year."""

from __future__ import annotations


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


def affinity(weight: float, side: float, with_hub: float, with_challenger: float) -> float:
    """Comfort with the company a posture keeps (Axelrod & Bennett 1993: sum of size x propensity on the same side).

    Args:
        weight: worth of a perfect camp, seeds `affinity_weight`.
        side: side of the posture.
        with_hub: mean propensity to the hub's camp, weighted by capability.
        with_challenger: propensity to the challenger.
    """
    return weight * (max(0.0, side) * with_hub + max(0.0, -side) * with_challenger)


def company(weight: float, mistrust: float, is_pact: float) -> float:
    """Cost of binding oneself to mistrusted members: weight x capability-weighted mistrust of expected members."""
    return -weight * mistrust * is_pact


def domestic(government_weight: float, orientation: float, opinion_weight: float, opinion: float, side: float) -> float:
    """Pull of the government's leaning and of public opinion.

    Args:
        government_weight: worth of a full leaning, seeds `government_weight`.
        orientation: leaning of the government, -1..1.
        opinion_weight: worth of unanimous opinion, seeds `opinion_weight`.
        opinion: public view of the challenger, -1 (all favourable) .. 1 (all unfavourable).
        side: side of the posture.
    """
    return (government_weight * orientation + opinion_weight * opinion) * side


def ceiling(weight: float, limit: float, duty: float) -> float:
    """Cost of a duty against constitutional limits: a price, not a prohibition (C105)."""
    return -weight * limit * duty


def sovereignty(price: float, dispute_price: float, dispute: float, side: float) -> float:
    """Price of accommodating the challenger, highest for those with a territorial quarrel, % of GDP a year."""
    return -(price + dispute_price * dispute) * max(0.0, -side)


def hedging(value: float, trust: float, insurance: float) -> float:
    """Insurance worth kappa Var(support): largest when support is most uncertain (Kuik 2021)."""
    return value * trust * (1.0 - trust) * insurance


def inertia(
    up: float, down: float, rung: float, rung_now: float, exit_price: float, is_pact: float, in_pact: float
) -> float:
    """Cost of changing posture: per rung climbed or descended, and the price of leaving a pact (C009).

    Args:
        up: price per rung upward, seeds `switch_up`.
        down: price per rung downward, seeds `switch_down`.
        rung: rung of the posture, 0 at the bottom.
        rung_now: rung held now.
        exit_price: price of leaving the pact.
        is_pact: 1 for the pact posture.
        in_pact: 1 for those bound by the pact now.
    """
    climb = rung - rung_now
    return -up * max(0.0, climb) - down * max(0.0, -climb) - exit_price * in_pact * (1.0 - is_pact)
