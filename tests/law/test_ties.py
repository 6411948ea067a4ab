"""Ties between spokes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.law import ties as t

SHARE = st.floats(0, 1)


def test_target_by_hand() -> None:
    assert t.target(0.4, 1.0, 0.0, 0.49, 0.49, 0.0, 0.8) == pytest.approx(0.4)  # the base year
    assert t.target(0.4, 1.15, 0.2, 0.49, 0.49, 0.0, 0.8) == pytest.approx(0.66)  # 0.4 x 1.15 + 0.2
    assert t.target(0.4, 1.0, 0.0, 0.07, 0.49, 0.0, 0.8) == pytest.approx(0.4 / 7)  # one of two turned to hedging
    assert t.target(0.9, 1.0, 0.5, 0.49, 0.49, 0.0, 0.8) == 1.0
    assert t.target(0.4, 1.0, -0.9, 0.49, 0.49, 0.0, 0.8) == 0.0
    assert t.target(0.4, 1.0, 0.0, 0.49, 0.49, 1.0, 0.8) == 0.8  # fellow members work towards more
    assert t.target(0.9, 1.0, 0.0, 0.49, 0.49, 1.0, 0.8) == pytest.approx(0.9)  # but give nothing up


def test_a_tie_that_rests_on_no_cooperation_has_no_division_by_zero() -> None:
    assert t.target(0.2, 1.0, 0.0, 0.0, 0.0, 0.0, 0.8) == 0.0


@given(SHARE, st.floats(0, 2), st.floats(-1, 1), SHARE, SHARE, st.sampled_from([0.0, 1.0]), SHARE)
def test_targets_are_depths_and_a_pact_never_lowers_one(
    base: float, lead: float, gain: float, now: float, then: float, bound: float, pact: float
) -> None:
    goal = t.target(base, lead, gain, now, then, bound, pact)
    assert 0.0 <= goal <= 1.0
    assert goal >= t.target(base, lead, gain, now, then, 0.0, pact)


def test_next_tie_by_hand() -> None:
    assert t.next_tie(0.4, 0.8, 0.75, 0.9) == pytest.approx(0.5)  # three quarters of the gap of 0.4 left
    assert t.next_tie(0.8, 0.4, 0.75, 0.9) == pytest.approx(0.76)
    assert t.next_tie(0.4, 0.4, 0.75, 0.9) == 0.4


@given(SHARE, SHARE, SHARE, SHARE)
def test_ties_stay_depths(now: float, goal: float, growing: float, decaying: float) -> None:
    assert min(now, goal) - 1e-12 <= t.next_tie(now, goal, growing, decaying) <= max(now, goal) + 1e-12
