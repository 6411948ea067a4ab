"""Willingness to pay: autonomy, company, politics at home, sovereignty, insurance, inertia."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.law import politics as p

SHARE = st.floats(0, 1)
SIDE = st.floats(-1, 1)


def test_autonomy_by_hand() -> None:
    # -0.4 x 1 x 0.55 - 0.8 x 0.05 x 0.8 = -0.22 - 0.032
    assert p.autonomy(0.4, 1.0, 0.55, 0.8, 0.05, 0.8) == pytest.approx(-0.252)
    assert p.autonomy(0.4, 0.0, 0.55, 0.8, 0.9, 0.0) == 0.0
    # either side breaks the tradition alike
    assert p.autonomy(0.4, 0.0, 0.5, 0.8, 0.9, -1.0) == p.autonomy(0.4, 0.0, 0.5, 0.8, 0.9, 1.0)


@given(SHARE, SHARE, SHARE, SIDE)
def test_autonomy_is_a_price(control: float, sensitivity: float, tradition: float, side: float) -> None:
    assert p.autonomy(0.4, control, sensitivity, 0.8, tradition, side) <= 0.0


def test_propensity_by_hand() -> None:
    assert p.propensity(0.8, 0.8, 0.0) == 1.0
    assert p.propensity(1.0, 0.0, 0.0) == -1.0
    assert p.propensity(0.82, 0.62, 0.3) == pytest.approx(0.3)  # 1 - 2 x 0.2 - 0.3


@given(SHARE, SHARE, SHARE)
def test_propensity_is_mutual_and_highest_between_the_alike(a: float, b: float, mistrust: float) -> None:
    assert p.propensity(a, b, mistrust) == p.propensity(b, a, mistrust) <= p.propensity(a, a, mistrust)


def test_democracy_by_hand() -> None:
    assert p.democracy(0.8, -0.3) == pytest.approx(0.5)
    assert p.democracy(0.8, 0.5) == 1.0
    assert p.democracy(0.8, -0.9) == 0.0
    # a hub that turns from 0.8 to 0.5 is as far from a spoke of 0.8 as one of 0.5: 1 - 2 x 0.3
    assert p.propensity(0.8, p.democracy(0.8, -0.3), 0.0) == pytest.approx(0.4)


@given(SHARE, st.floats(-1, 1), st.floats(-1, 1))
def test_democracy_is_a_share_that_follows_the_change(base: float, a: float, b: float) -> None:
    less, more = (p.democracy(base, change) for change in sorted((a, b)))
    assert 0.0 <= less <= more <= 1.0
    assert p.democracy(base, 0.0) == base


def test_the_camp_by_hand() -> None:
    assert p.camp_weight(0.8, 50.0) == 40.0
    assert p.camp_weight(-1.0, 50.0) == 0.0
    assert p.member_weight(0.3, 50.0) == pytest.approx(15.0)
    assert p.camp_mean(30.0, 40.0) == 0.75
    assert p.camp_mean(0.0, 0.0) == 0.0  # nobody is like nobody


def test_affinity_by_hand() -> None:
    assert p.affinity_near(0.4, 0.8) == pytest.approx(0.32)
    assert p.affinity_near(0.4, -1.0) == 0.0
    assert p.affinity_far(0.4, -1.0, -0.6) == pytest.approx(-0.24)
    assert p.affinity_far(0.4, 0.8, -0.6) == 0.0
    assert p.distrust(0.8, 0.25) == pytest.approx(0.2)


def test_pull_by_hand() -> None:
    assert p.opinion(80.0) == pytest.approx(0.6)
    assert (p.opinion(0.0), p.opinion(100.0)) == (-1.0, 1.0)
    assert p.pull(0.5, 0.4, 0.3, 0.74) == pytest.approx(0.422)  # 0.5 x 0.4 + 0.3 x 0.74


def test_ceiling_by_hand() -> None:
    assert p.ceiling(0.6, 0.8, 0.35) == pytest.approx(-0.168)
    assert p.ceiling(0.6, 0.8, 1.0) == pytest.approx(-0.48)


def test_sovereignty_by_hand() -> None:
    assert p.sovereignty(1.0, 5.0, 0.4, -1.0) == pytest.approx(-3.0)  # 1 + 5 x 0.4
    assert p.sovereignty(1.0, 5.0, 0.4, 0.0) == p.sovereignty(1.0, 5.0, 0.4, 1.0) == 0.0


@given(SHARE, SHARE, SIDE)
def test_accommodation_is_dearest_for_those_with_a_quarrel(a: float, b: float, side: float) -> None:
    low, high = sorted((a, b))
    assert p.sovereignty(1.0, 5.0, high, side) <= p.sovereignty(1.0, 5.0, low, side) <= 0.0


def test_uncertainty_by_hand() -> None:
    assert p.uncertainty(1.5, 0.5) == pytest.approx(0.375)  # the most it can be
    assert p.uncertainty(1.5, 0.9) == pytest.approx(0.135)  # 1.5 x 0.09


@given(SHARE)
def test_insurance_is_worth_most_when_support_is_least_certain(trust: float) -> None:
    worth = p.uncertainty(1.5, trust)
    assert 0.0 <= worth <= p.uncertainty(1.5, 0.5)
    assert worth == pytest.approx(p.uncertainty(1.5, 1 - trust), abs=1e-12)


def test_inertia_by_hand() -> None:
    assert p.climbing(0.45, 0.55, 3.0, 3.0) == 0.0
    assert p.climbing(0.45, 0.55, 4.0, 2.0) == pytest.approx(-0.9)
    assert p.climbing(0.45, 0.55, 1.0, 3.0) == pytest.approx(-1.1)
    assert p.leaving(0.5, 0.0) == 0.0
    assert p.leaving(0.5, 1.0) == 0.5


@given(st.integers(0, 4), st.integers(0, 4), st.floats(0, 2), st.floats(0, 2))
def test_staying_is_free_and_moving_is_not(rung: int, now: int, up: float, down: float) -> None:
    cost = p.climbing(up, down, float(rung), float(now))
    assert cost == (-up * (rung - now) if rung > now else -down * (now - rung)) <= 0.0
