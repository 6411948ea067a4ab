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


def test_affinity_by_hand() -> None:
    assert p.affinity(0.4, 0.8, 0.5, -0.6) == pytest.approx(0.16)
    assert p.affinity(0.4, -1.0, 0.5, -0.6) == pytest.approx(-0.24)
    assert p.affinity(0.4, 0.0, 0.5, -0.6) == 0.0


def test_company_by_hand() -> None:
    assert p.company(0.8, 0.25, 1.0) == pytest.approx(-0.2)
    assert p.company(0.8, 0.25, 0.0) == 0.0


def test_domestic_by_hand() -> None:
    # (0.5 x 0.4 + 0.3 x 0.74) x 0.8 = (0.2 + 0.222) x 0.8
    assert p.domestic(0.5, 0.4, 0.3, 0.74, 0.8) == pytest.approx(0.3376)
    assert p.domestic(0.5, 0.4, 0.3, 0.74, 0.0) == 0.0


@given(st.floats(-1, 1), st.floats(-1, 1), SIDE)
def test_home_politics_turn_round_with_the_side(orientation: float, opinion: float, side: float) -> None:
    there = p.domestic(0.5, orientation, 0.3, opinion, side)
    assert there == -p.domestic(0.5, orientation, 0.3, opinion, -side)


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


def test_hedging_by_hand() -> None:
    assert p.hedging(1.5, 0.5, 1.0) == pytest.approx(0.375)  # the most it can be
    assert p.hedging(1.5, 0.9, 0.5) == pytest.approx(0.0675)  # 1.5 x 0.09 x 0.5


@given(SHARE, SHARE)
def test_insurance_is_worth_most_when_support_is_least_certain(trust: float, insurance: float) -> None:
    worth = p.hedging(1.5, trust, insurance)
    assert 0.0 <= worth <= p.hedging(1.5, 0.5, insurance)
    assert worth == pytest.approx(p.hedging(1.5, 1 - trust, insurance), abs=1e-12)


def test_inertia_by_hand() -> None:
    assert p.inertia(0.45, 0.55, 3.0, 3.0, 0.5, 0.0, 0.0) == 0.0
    assert p.inertia(0.45, 0.55, 4.0, 2.0, 0.5, 1.0, 0.0) == pytest.approx(-0.9)
    assert p.inertia(0.45, 0.55, 1.0, 3.0, 0.5, 0.0, 0.0) == pytest.approx(-1.1)
    assert p.inertia(0.45, 0.55, 3.0, 4.0, 0.5, 0.0, 1.0) == pytest.approx(-1.05)  # one rung down and the exit price
    assert p.inertia(0.45, 0.55, 4.0, 4.0, 0.5, 1.0, 1.0) == 0.0


@given(st.integers(0, 4), st.integers(0, 4), st.floats(0, 2), st.floats(0, 2))
def test_staying_is_free_and_moving_is_not(rung: int, now: int, up: float, down: float) -> None:
    cost = p.inertia(up, down, float(rung), float(now), 0.5, 0.0, 0.0)
    assert cost == (-up * (rung - now) if rung > now else -down * (now - rung)) <= 0.0
