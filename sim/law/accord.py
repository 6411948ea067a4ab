"""Minilaterals: an offer to work together on security, which each spoke invited accepts or refuses by what it is worth.

A minilateral carries no duty. It deepens ties among those who accept (Jimbo's flexible network), it counts as taking a
part of a side, and it lasts as long as the offer stands and its members find it worth while.
"""

from __future__ import annotations

from sim.law.arithmetic import logistic, where


def expected(standing: float, expectation: float) -> float:
    """Weight with which a state counts another as a partner.

    Args:
        standing: 1 if it has accepted, 0 if it has refused, below zero if it has not decided yet.
        expectation: probability given to one that has not, seeds `pact_expectation`.
    """
    return where(standing < 0.0, expectation, standing)


def side_taken(side: float, depth: float) -> float:
    """How much of a full side it counts for to belong to a minilateral.

    Args:
        side: part of a side that one of full depth counts for, seeds `minilateral_side`.
        depth: depth that it adds to ties, or of several added up.
    """
    return side * depth


def worth(
    stake: float,
    slope: float,
    cooperation: float,
    support: float,
    risked: float,
    level: float,
    pull: float,
    price: float,
    nonalignment: float,
    side: float,
    doubt: float,
    depth: float,
) -> float:
    """What it is worth to accept rather than refuse, % of GDP a year.

    Args:
        stake: `deterrence.stake_now`.
        slope: `deterrence.slope` at the posture in force, per bn mixed USD a year.
        cooperation: of the posture in force, share.
        support: what deeper ties to the expected partners would bring, bn mixed USD a year (`deterrence.tie_support`).
        risked: `economy.at_risk`, % of GDP a year.
        level: share of exports lost for standing fully on the other side, seeds `retaliation_level`.
        pull: `politics.pull` of a full side.
        price: price of a full side to a fully non-aligned country, seeds `nonalignment_cost`.
        nonalignment: strength of the tradition, share.
        side: `side_taken`.
        doubt: `politics.distrust` of those asked, each as far as it is expected to accept, % of GDP a year.
        depth: depth that it adds to ties.
    """
    return stake * slope * cooperation * support + (pull - risked * level - price * nonalignment) * side - doubt * depth


def accepts(u: float, sharpness: float, worth_: float) -> float:
    """1 if a spoke accepts: quantal response of two choices.

    The uniform belongs to the spoke and the minilateral for good: what it came to once changes only with what it is
    worth, and not by the dice of a year.

    Args:
        u: uniform.
        sharpness: lambda per % of GDP, seeds `choice_sharpness`.
        worth_: `worth`.
    """
    return where(u < logistic(sharpness * worth_), 1.0, 0.0)


def decided(standing: float, depth: float, review: float, answer: float) -> float:
    """Standing towards a minilateral after a step: undecided without an offer, else as answered when it is looked at.

    Args:
        standing: as for `expected`.
        depth: depth on offer to the spoke, 0 if none.
        review: 1 if a decision window opened.
        answer: `accepts`.
    """
    looks = where(standing < 0.0, 1.0, review)
    return where(depth > 0.0, where(looks > 0.0, answer, standing), -1.0)


def belongs(standing: float) -> float:
    """1 for a member, else 0."""
    return max(0.0, standing)


def shared(depth: float, standing_i: float, standing_j: float) -> float:
    """Depth that a minilateral adds to the tie of two spokes: nothing unless both have accepted."""
    return depth * max(0.0, standing_i) * max(0.0, standing_j)


def engagement(depth: float, standing: float) -> float:
    """Depth of a minilateral that a spoke belongs to, else 0."""
    return depth * max(0.0, standing)


def drawing(intensity: float, level: float, side: float) -> float:
    """Share of exports to the challenger at risk: through the posture (`economy.intensity`) and through minilaterals.

    Args:
        intensity: of the posture in force.
        level: as for `worth`.
        side: `side_taken` by all that a spoke belongs to.
    """
    return intensity + level * side


def felt(presence: float, side: float) -> float:
    """What the challenger sees of encirclement: `crisis.presence_felt`, and `side_taken` by what a spoke joined."""
    return presence + side
