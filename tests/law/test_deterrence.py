"""Support and the contest, by hand, and what must hold whatever the numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.law import deterrence as d
from sim.law.threat import massed

SHARE = st.floats(0, 1)
AMOUNT = st.floats(0.01, 1e5)
EXPONENT = st.floats(0.1, 6)


def _success(strength: float, threat: float, decisiveness: float) -> float:
    return d.success(strength, massed(threat), decisiveness)


def test_presence_by_hand() -> None:
    assert d.presence(d.share_of_presence(0.0, 10.0), 0.55) == 0.55
    assert d.presence(d.share_of_presence(10.0, 10.0), 0.55) == pytest.approx(0.775)  # half of the remaining 0.45
    assert d.presence(d.share_of_presence(55.154, 10.0), 0.55) == pytest.approx(0.55 + 0.45 * 55.154 / 65.154)
    assert d.troops_now(50.0, 0.8) == 40.0


@given(st.floats(0, 1e4), st.floats(0, 1e4), SHARE, st.floats(0.01, 100))
def test_presence_rises_with_troops_and_stays_a_share(a: float, b: float, floor_: float, half: float) -> None:
    few, many = (d.presence(d.share_of_presence(troops, half), floor_) for troops in sorted((a, b)))
    assert floor_ <= few <= many + 1e-12
    assert many <= 1.0 + 1e-12


def test_theatre_capability_by_hand() -> None:
    assert d.theatre_capability(1000.0, 0.6, 0.5) == 300.0


def test_stake_now_by_hand() -> None:
    assert d.stake_now(8.0, 1.25, 0.0) == 10.0
    assert d.stake_now(8.0, 1.25, 0.3) == pytest.approx(13.0)  # after a war at full exposure


@given(st.floats(0, 20), st.floats(0, 5), st.floats(0, 2), st.floats(0, 2))
def test_the_frightened_have_more_at_stake(stake: float, assertiveness: float, a: float, b: float) -> None:
    calm, afraid = sorted((a, b))
    assert d.stake_now(stake, assertiveness, 0.0) == stake * assertiveness
    assert d.stake_now(stake, assertiveness, calm) <= d.stake_now(stake, assertiveness, afraid)


def test_hub_strength_by_hand() -> None:
    assert d.hub_strength(0.5, 0.8, 400.0) == 160.0


def test_readiness_by_hand() -> None:
    assert d.readiness(0.75, 0.6, 0.0) == 0.75  # no pact, no joint command
    assert d.readiness(0.75, 0.6, 1.0) == pytest.approx(0.9)  # 0.75 + 0.25 x 0.6
    assert d.readiness(1.0, 0.6, 1.0) == 1.0  # then a pact adds nothing here


def test_promise_by_hand() -> None:
    assert d.promise(0.4, 0.5, 0.6) == pytest.approx(0.58)  # 0.4 + 0.5 x 0.6 x (1 - 0.4)
    assert d.promise(0.4, 0.0, 0.6) == 0.4
    assert d.promise(1.0, 0.7, 1.0) == 1.0  # nothing above a full promise
    assert d.promise(0.0, 0.9, 0.0) == 0.0  # a guarantee is worth nothing to those that do not cooperate


@given(SHARE, SHARE, SHARE)
def test_a_guarantee_never_lowers_a_promise_nor_lifts_it_above_one(own: float, guarantee: float, works: float) -> None:
    assert own <= d.promise(own, guarantee, works) <= 1.0 + 1e-15


def test_support_of_others_by_hand() -> None:
    # 0.5 x 0.7 x 50 offered, of which 0.4 x 0.2 get through
    assert d.offered(0.5, 0.7, 50.0) == pytest.approx(17.5)
    assert d.tie_support(d.link(0.4, 0.2), 17.5) == pytest.approx(1.4)
    assert d.interoperability(0.4, 0.5, 0.0) == pytest.approx(0.7)  # half of the missing 0.6
    # of which 0.5 x 0.6 is lost in haste: 0.4 + 0.3 x 0.7
    assert d.interoperability(0.4, 0.5, 0.5) == pytest.approx(0.61)
    assert d.interoperability(0.0, 0.5, 1.0) == 0.0  # planning among strangers
    assert d.interoperability(1.0, 0.5, 1.0) == 1.0  # nothing left to gain, nothing to lose
    # a sure member, 0.65 x 50 pledged, of which 0.7 x 0.2 are of use
    assert d.pact_support(0.7, 0.2, d.pledged(1.0, 0.65, 50.0)) == pytest.approx(4.55)
    assert d.pledged(0.3, 0.65, 50.0) == pytest.approx(9.75)


@given(SHARE, SHARE, SHARE)
def test_joint_planning_never_hurts_interoperability(tie: float, planning: float, haste: float) -> None:
    assert tie <= d.interoperability(tie, planning, haste) <= 1.0 + 1e-15
    assert d.interoperability(tie, 0.0, haste) == tie
    assert d.interoperability(tie, planning, 0.0) == tie + (1.0 - tie) * planning


@given(SHARE, SHARE, SHARE, SHARE, SHARE, SHARE)
def test_haste_costs_and_depth_pays(a: float, b: float, x: float, y: float, planning: float, haste: float) -> None:
    shallow, deep = sorted((a, b))
    patient, hasty = sorted((x, y))
    slack = 1e-15
    assert d.interoperability(shallow, planning, hasty) <= d.interoperability(shallow, planning, patient) + slack
    assert d.interoperability(shallow, planning, haste) <= d.interoperability(deep, planning, haste) + slack
    less, more = sorted((planning, haste))
    assert d.interoperability(shallow, less, hasty) <= d.interoperability(shallow, more, hasty) + slack


def test_strength_by_hand() -> None:
    # outside a pact: 56 + 108 + 0.7 x 5
    assert d.strength(56.0, 108.0, 0.7, 5.0, 2.0, 4.0, 0.0) == pytest.approx(167.5)
    # inside: 56 + 144 + 1 x (5 - 2) + 4; members no longer count through their ties
    assert d.strength(56.0, 144.0, 1.0, 5.0, 2.0, 4.0, 1.0) == pytest.approx(207.0)


@given(AMOUNT, AMOUNT, AMOUNT, SHARE, AMOUNT)
def test_strength_rises_with_what_is_brought(
    own: float, more: float, backing: float, cooperation: float, ties: float
) -> None:
    before = d.strength(own, backing, cooperation, ties, 0.0, 0.0, 0.0)
    assert d.strength(own + more, backing, cooperation, ties, 0.0, 0.0, 0.0) > before
    assert d.strength(own, backing + more, cooperation, ties, 0.0, 0.0, 0.0) >= before
    assert d.strength(own, backing, cooperation, ties + more, 0.0, 0.0, 0.0) >= before
    assert before >= own


def test_success_by_hand() -> None:
    assert _success(100.0, 100.0, 2.0) == 0.5
    assert _success(300.0, 100.0, 1.0) == pytest.approx(0.75, rel=1e-14)  # 3 / (3 + 1)
    assert _success(200.0, 100.0, 2.0) == pytest.approx(0.8, rel=1e-14)  # 4 / (4 + 1)
    assert _success(200.0, 100.0, 4.0) == pytest.approx(16 / 17, rel=1e-14)
    assert _success(200.0, 100.0, 0.0) == 0.5  # nothing decides


@given(AMOUNT, AMOUNT, EXPONENT)
def test_success_is_a_probability_and_swapping_the_sides_swaps_it(s: float, t: float, m: float) -> None:
    assert 0.0 < _success(s, t, m) <= 1.0
    assert _success(s, t, m) + _success(t, s, m) == pytest.approx(1.0, rel=1e-12)


@given(AMOUNT, AMOUNT, AMOUNT, EXPONENT)
def test_success_rises_with_strength_and_falls_with_threat(s: float, more: float, t: float, m: float) -> None:
    assert _success(s + more, t, m) >= _success(s, t, m) * (1 - 1e-14)
    assert _success(s, t + more, m) <= _success(s, t, m) * (1 + 1e-14)


@given(AMOUNT, AMOUNT, EXPONENT, st.floats(0.1, 10))
def test_success_knows_no_unit(s: float, t: float, m: float, unit: float) -> None:
    assert _success(s * unit, t * unit, m) == pytest.approx(_success(s, t, m), rel=1e-9)


def test_relief_by_hand() -> None:
    assert d.relief(0.45, 0.0) == 0.45
    assert d.relief(0.4, 0.5) == pytest.approx(0.6)  # (0.4 + 0.5) / 1.5
    assert d.relief(1.0, 3.0) == 1.0


@given(SHARE, st.floats(0, 10), st.floats(0, 10))
def test_other_threats_dilute_what_pleasing_the_challenger_buys(multiplier: float, a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert multiplier - 1e-12 <= d.relief(multiplier, low) <= d.relief(multiplier, high) + 1e-12
    assert d.relief(multiplier, high) <= 1.0 + 1e-12


def test_security_by_hand() -> None:
    assert d.security(10.0, 0.9, 0.6) == pytest.approx(-3.6)  # -10 x 0.9 x 0.4
    assert d.security(10.0, 1.0, 1.0) == 0.0


@given(st.floats(0, 20), SHARE, SHARE, SHARE)
def test_security_is_a_loss_that_shrinks_with_deterrence(stake: float, relief: float, a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert d.security(stake, relief, low) <= d.security(stake, relief, high) <= 0.0


@given(AMOUNT, AMOUNT, AMOUNT, EXPONENT, st.floats(0.01, 20))
def test_security_rises_with_strength(s: float, more: float, t: float, m: float, stake: float) -> None:
    weak, strong = (d.security(stake, 1.0, _success(x, t, m)) for x in (s, s + more))
    assert strong >= weak - 1e-12


def test_slope_by_hand_and_by_difference() -> None:
    # m 2, D 0.6, S 200: 2 x 0.6 x 0.4 / 200
    assert d.slope(2.0, 0.6, 200.0) == pytest.approx(0.0024)
    step = 1e-4
    rise = _success(150.0 + step, 120.0, 2.0) - _success(150.0 - step, 120.0, 2.0)
    at = _success(150.0, 120.0, 2.0)
    assert d.slope(2.0, at, 150.0) == pytest.approx(rise / (2 * step), rel=1e-6)


def test_without_strength_there_is_no_slope() -> None:
    nothing = _success(0.0, 120.0, 2.0)
    assert 0.0 <= d.slope(2.0, nothing, 0.0) < 1e-9


def test_share_of_presence_by_hand() -> None:
    # 10 thousand at a half of 10 gain a half, 30 thousand three quarters
    assert d.share_of_presence(10.0, 10.0) == pytest.approx(0.5)
    assert d.share_of_presence(30.0, 10.0) == pytest.approx(0.75)
    assert d.share_of_presence(0.0, 0.0) == 0.0
