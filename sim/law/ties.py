"""Ties between spokes: they deepen with joint work and shared threat and wither without leadership (C074, C116)."""

from __future__ import annotations

from sim.law.arithmetic import clip, where

TINY_COOPERATION = 1e-6


def joint(cooperation_i: float, cooperation_j: float) -> float:
    """Joint work of two spokes: the product of their postures' cooperation."""
    return cooperation_i * cooperation_j


def depth(base: float, joint_base: float) -> float:
    """Depth of a tie per unit of joint work and leadership, from the base year.

    A tie of two spokes whose postures had no joint work rests on something else: neighbours, old comrades, one teacher.

    Args:
        base: depth in the base year.
        joint_base: `joint` in the base year.

    Returns:
        The depth per unit; of a tie that rests on something else minus its depth, by which `target` knows it.
    """
    return where(joint_base > 0.0, base / max(joint_base, TINY_COOPERATION), -base)


def floor_of(bound: float, pact: float) -> float:
    """Depth that a tie does not stay below: what fellow members work towards.

    Args:
        bound: 1 if both are members of a pact in force.
        pact: depth that fellow members work towards, seeds `tie_pact`.
    """
    return bound * pact


def estranged(alienation: float, member_i: float, member_j: float) -> float:
    """Share of joint work left between two spokes of which a pact in force takes in only one (C044, C045).

    Args:
        alienation: share lost, seeds `alienation`.
        member_i: 1 if one is a member of the pact in force.
        member_j: 1 if the other is.
    """
    apart = member_i - member_j
    return 1.0 - alienation * max(apart, -apart)


def gained(imposed: float, leadership: float, shared: float) -> float:
    """Depth added to a tie: imposed by the scenario, and by bodies, which wither without leadership (C116)."""
    return imposed + leadership * shared


def target(
    depth_: float,
    leadership: float,
    cooperation_i: float,
    cooperation_j: float,
    estranged_: float,
    upheld: float,
    gain: float,
    floor_: float,
) -> float:
    """Depth that a tie moves to, 0..1; one that rests on no joint work stays, but for what is added.

    Args:
        depth_: `depth`.
        leadership: hub leadership, 1 in the base year.
        cooperation_i: cooperation of one spoke's posture now.
        cooperation_j: of the other's.
        estranged_: `estranged`.
        upheld: `accord.upheld`.
        gain: `gained`.
        floor_: `floor_of`.
    """
    own = where(depth_ < 0.0, -depth_, depth_ * leadership * cooperation_i * cooperation_j * estranged_)
    return clip(own * upheld + gain, floor_, 1.0)


def left(now: float, goal: float, left_growing: float, left_decaying: float) -> float:
    """Share of the gap to the goal left after a step, of those at the speeds `tie_growth` and `tie_decay`.

    A tie never passes its goal, so that the share stays what it is until the goal changes.
    """
    return where(goal > now, left_growing, left_decaying)
