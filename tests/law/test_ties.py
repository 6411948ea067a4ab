"""Ties between spokes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.law import ties as t
from sim.law.arithmetic import approach

SHARE = st.floats(0, 1)


def _goal(base: float, lead: float, gain: float, now: float, then: float, bound: float, pact: float) -> float:
    """Target of a tie between two whose cooperation is `then` in the base year and `now`."""
    depth = t.depth(base, t.joint(then, then))
    return t.target(depth, lead, now, now, 1.0, 1.0, gain, t.floor_of(bound, pact))


def test_target_by_hand() -> None:
    assert t.joint(0.7, 0.1) == pytest.approx(0.07)
    assert _goal(0.4, 1.0, 0.0, 0.7, 0.7, 0.0, 0.8) == pytest.approx(0.4)  # the base year
    assert _goal(0.4, 1.15, 0.2, 0.7, 0.7, 0.0, 0.8) == pytest.approx(0.66)  # 0.4 x 1.15 + 0.2
    assert t.target(t.depth(0.4, 0.49), 1.0, 0.7, 0.1, 1.0, 1.0, 0.0, 0.0) == pytest.approx(0.4 / 7)  # one hedges now
    assert _goal(0.9, 1.0, 0.5, 0.7, 0.7, 0.0, 0.8) == 1.0
    assert _goal(0.4, 1.0, -0.9, 0.7, 0.7, 0.0, 0.8) == 0.0
    assert _goal(0.4, 1.0, 0.0, 0.7, 0.7, 1.0, 0.8) == 0.8  # fellow members work towards more
    assert _goal(0.9, 1.0, 0.0, 0.7, 0.7, 1.0, 0.8) == pytest.approx(0.9)  # but give nothing up


def test_a_tie_that_rests_on_no_joint_work_stays_whatever_the_postures_become() -> None:
    standing = t.depth(0.2, t.joint(0.0, 0.7))
    assert _goal(0.2, 1.0, 0.0, 0.0, 0.0, 0.0, 0.8) == 0.2
    for lead, first, second in ((1.0, 0.0, 0.7), (1.0, 0.1, 0.7), (0.4, 1.0, 1.0)):
        assert t.target(standing, lead, first, second, 0.6, 1.0, 0.0, 0.0) == 0.2
    assert t.target(standing, 1.0, 0.0, 0.7, 1.0, 1.0, 0.15, 0.0) == pytest.approx(0.35)
    assert t.target(standing, 1.0, 0.0, 0.7, 1.0, 1.0, -0.9, 0.0) == 0.0
    assert t.target(standing, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.8) == 0.8
    assert t.target(t.depth(0.0, 0.0), 1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0) == 0.0  # strangers stay strangers


@given(SHARE, st.floats(0, 2), st.floats(-1, 1), SHARE, SHARE, st.sampled_from([0.0, 1.0]), SHARE)
def test_targets_are_depths_and_a_pact_never_lowers_one(
    base: float, lead: float, gain: float, now: float, then: float, bound: float, pact: float
) -> None:
    goal = _goal(base, lead, gain, now, then, bound, pact)
    assert 0.0 <= goal <= 1.0
    assert goal >= _goal(base, lead, gain, now, then, 0.0, pact)


def test_a_tie_deepens_at_one_speed_and_withers_at_another() -> None:
    assert t.left(0.4, 0.8, 0.75, 0.9) == 0.75
    assert t.left(0.8, 0.4, 0.75, 0.9) == 0.9


@given(SHARE, SHARE, SHARE, SHARE)
def test_ties_stay_depths(now: float, goal: float, growing: float, decaying: float) -> None:
    left = t.left(now, goal, growing, decaying)
    tie = approach(now, goal, left)
    assert (tie >= goal) if now >= goal else (tie <= goal)  # a tie never passes its goal
    assert abs(tie - goal) <= abs(now - goal) + 2**-53  # nor moves away from it, but for the last bit
    assert tie == goal or t.left(tie, goal, growing, decaying) == left


def test_those_left_out_grow_apart_by_hand() -> None:
    assert t.estranged(0.15, 1.0, 0.0) == t.estranged(0.15, 0.0, 1.0) == 0.85
    assert t.estranged(0.15, 1.0, 1.0) == t.estranged(0.15, 0.0, 0.0) == 1.0
    # 0.4 x 0.85
    assert t.target(t.depth(0.4, 0.49), 1.0, 0.7, 0.7, 0.85, 1.0, 0.0, 0.0) == pytest.approx(0.34)
    # what a minilateral adds is not touched by it
    assert t.target(t.depth(0.4, 0.49), 1.0, 0.7, 0.7, 0.85, 1.0, 0.2, 0.0) == pytest.approx(0.54)


def test_what_is_gained_by_hand() -> None:
    assert t.gained(0.1, 1.15, 0.2) == pytest.approx(0.33)  # 0.1 + 1.15 x 0.2
    assert t.gained(-0.4, 0.5, 0.2) == pytest.approx(-0.3)
    assert t.gained(0.1, 0.0, 0.2) == 0.1  # a minilateral nobody leads


FLAG = st.sampled_from([0.0, 1.0])


@given(SHARE, FLAG, FLAG)
def test_a_pact_parts_members_from_others_only(alienation: float, i: float, j: float) -> None:
    left = t.estranged(alienation, i, j)
    assert 0.0 <= left <= 1.0
    assert left == t.estranged(alienation, j, i) == (1.0 if i == j else 1.0 - alienation)
    assert t.estranged(0.0, i, j) == 1.0


@given(SHARE, st.floats(0, 2), SHARE, SHARE, SHARE, SHARE, st.floats(-1, 1), SHARE)
def test_the_more_are_put_off_the_shallower_the_tie(
    base: float, lead: float, works: float, other: float, a: float, b: float, gain: float, floor: float
) -> None:
    less, more = sorted((a, b))
    depth = t.depth(base, t.joint(0.7, 0.7))
    apart, close = (
        t.target(depth, lead, works, other, t.estranged(x, 1.0, 0.0), 1.0, gain, floor) for x in (more, less)
    )
    assert floor <= apart <= close <= 1.0
    # nobody put off: the bits of the rule without it
    assert t.target(depth, lead, works, other, t.estranged(more, 1.0, 1.0), 1.0, gain, floor) == t.target(
        depth, lead, works, other, 1.0, 1.0, gain, floor
    )


def test_what_bodies_no_longer_uphold_is_lost_by_hand() -> None:
    # three fifths of a tie of 0.4 are left; 0.4 x 1.15 x 0.6; what is added is not touched by it
    assert t.target(t.depth(0.4, 0.49), 1.0, 0.7, 0.7, 1.0, 0.6, 0.0, 0.0) == pytest.approx(0.24)
    assert t.target(t.depth(0.4, 0.49), 1.15, 0.7, 0.7, 1.0, 0.6, 0.1, 0.0) == pytest.approx(0.376)
    # also where the tie rests on no joint work, and never below what fellow members of a pact work towards
    assert t.target(t.depth(0.2, 0.0), 1.0, 0.0, 0.7, 1.0, 0.6, 0.0, 0.0) == pytest.approx(0.12)
    assert t.target(t.depth(0.4, 0.49), 1.0, 0.7, 0.7, 1.0, 0.6, 0.0, 0.8) == 0.8


@given(SHARE, st.floats(0, 2), SHARE, SHARE, SHARE, SHARE, st.floats(-1, 1), SHARE)
def test_the_less_is_upheld_the_shallower_the_tie(
    base: float, lead: float, works: float, other: float, a: float, b: float, gain: float, floor: float
) -> None:
    less, more = sorted((a, b))
    depth = t.depth(base, t.joint(0.7, 0.7))
    loose, close = (t.target(depth, lead, works, other, 1.0, x, gain, floor) for x in (less, more))
    assert floor <= loose <= close <= 1.0


@given(st.floats(-1, 1), st.floats(0, 2), SHARE, SHARE)
def test_minilaterals_deepen_ties_and_none_changes_nothing(imposed: float, lead: float, a: float, b: float) -> None:
    less, more = sorted((a, b))
    assert t.gained(imposed, lead, 0.0) == imposed
    assert imposed <= t.gained(imposed, lead, less) <= t.gained(imposed, lead, more)
