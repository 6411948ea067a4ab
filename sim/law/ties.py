"""Ties between spokes: they deepen with joint work and shared threat and wither without leadership (C074, C116)."""

from __future__ import annotations

from sim.law.arithmetic import approach, clip, where

TINY_COOPERATION = 1e-6


def target(
    base: float, leadership: float, gain: float, cooperation: float, cooperation_base: float, bound: float, pact: float
) -> float:
    """Depth that a tie moves to, 0..1.

    Args:
        base: depth in the base year.
        leadership: hub leadership, 1 in the base year.
        gain: depth added by minilaterals.
        cooperation: product of the two postures' cooperation now.
        cooperation_base: the same in the base year.
        bound: 1 if both are members of a pact in force.
        pact: depth that fellow members work towards, seeds `tie_pact`.
    """
    grown = clip(base * leadership * cooperation / max(cooperation_base, TINY_COOPERATION) + gain, 0.0, 1.0)
    return where(bound > 0.0, max(grown, pact), grown)


def next_tie(now: float, goal: float, left_growing: float, left_decaying: float) -> float:
    """Depth after a step; shares of the gap left at the speeds `tie_growth` and `tie_decay`."""
    return approach(now, goal, where(goal > now, left_growing, left_decaying))
