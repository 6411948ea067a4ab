"""Threat and pressure, by hand and in general."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.law import threat as t

KM = st.floats(0, 21_000)
SCALE = st.floats(500, 10_000)
SHARE = st.floats(0, 1)


def test_decay_by_hand() -> None:
    assert t.decay(0.0, 3000.0) == 1.0
    assert t.decay(3000.0, 3000.0) == pytest.approx(1 / math.e, rel=1e-14)
    assert t.decay(1258.0, 3000.0) == pytest.approx(math.exp(-1258 / 3000), rel=1e-14)


@given(KM, KM, SCALE)
def test_less_arrives_from_further_away(a: float, b: float, scale: float) -> None:
    near, far = sorted((a, b))
    assert 0.0 < t.decay(far, scale) <= t.decay(near, scale) <= 1.0


@given(st.floats(0, 8000), st.floats(0, 8000), SCALE)
def test_two_legs_decay_as_one_way(a: float, b: float, scale: float) -> None:
    assert t.decay(a, scale) * t.decay(b, scale) == pytest.approx(t.decay(a + b, scale), rel=1e-12)


def test_threat_by_hand() -> None:
    # 400 x 0.5 x 0.35 = 70, half as much again less 0.05
    assert t.threat(t.massed(400.0), t.bearing(0.5, 0.35, 0.45)) == pytest.approx(math.log(101.5), rel=1e-14)
    assert t.threat(t.massed(400.0), t.bearing(0.5, 0.35, 0.0)) == pytest.approx(math.log(70.0), rel=1e-14)
    assert t.pressed(400.0, 1.25) == t.massed(500.0)


@given(st.floats(0.01, 1), st.floats(0.01, 1), st.floats(0, 5), st.floats(0, 5))
def test_threat_rises_with_other_threats(arriving: float, offence: float, a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert t.bearing(arriving, offence, low) <= t.bearing(arriving, offence, high) + 1e-15


def test_an_adversary_without_forces_is_as_good_as_none() -> None:
    assert t.threat(t.massed(0.0), t.bearing(1.0, 1.0, 0.0)) < math.log(1e-11)


def test_perceived_by_hand() -> None:
    assert t.perceived(4.0, 0.25, 0.1, 0.0) == t.perceived(4.0, 0.25, 0.0, 3.0) == t.threat(4.0, 0.25) == 4.25
    assert t.perceived(math.log(140.0), math.log(0.5), 0.1, 2.0) == pytest.approx(
        math.log(70 * math.exp(0.2)), rel=1e-14
    )


@given(st.floats(-3, 7), st.floats(0, 1), st.floats(-3.5, 3.5))
def test_misperception_errs_as_far_up_as_down(true: float, noise: float, z: float) -> None:
    assert t.perceived(true, 0.0, noise, z) + t.perceived(true, 0.0, noise, -z) == pytest.approx(2 * true, abs=1e-12)


def test_assertiveness_by_hand() -> None:
    assert t.assertiveness(0.0, 0.01, 0.25, 0.6, 0.6, 1.0) == 1.0
    assert t.assertiveness(10.0, 0.01, 0.0, 0.9, 0.1, 1.0) == pytest.approx(math.exp(0.1), rel=1e-14)
    # 0.01 x 10 + 0.25 x (1.0 - 0.6) = 0.2
    assert t.assertiveness(10.0, 0.01, 0.25, 1.0, 0.6, 1.0) == pytest.approx(math.exp(0.2), rel=1e-14)
    assert t.assertiveness(10.0, 0.01, 0.25, 1.0, 0.6, 0.7) == pytest.approx(0.7 * math.exp(0.2), rel=1e-14)
    assert t.assertiveness(10.0, 0.01, 0.25, 1.0, 0.6, 0.0) == 0.0  # it leaves everybody in peace


@given(st.floats(0, 20), st.floats(0, 1), st.floats(0, 3), st.floats(0, 3), st.floats(0, 3))
def test_pressure_rises_with_provocation(years: float, reaction: float, a: float, b: float, base: float) -> None:
    low, high = sorted((a, b))
    less, more = (t.assertiveness(years, 0.0, reaction, p, base, 1.0) for p in (low, high))
    assert less <= more * (1 + 1e-15)


def test_fear_by_hand() -> None:
    assert t.fright(0.3, 0.5, 2.0) == pytest.approx(0.15)  # a serious crisis where it has half at stake
    assert t.fright(0.3, 0.5, 3.0) == pytest.approx(0.3)  # twice as much after a war
    assert t.fright(0.3, 0.5, 1.0) == 0.0  # and none after a minor one
    assert t.fear(0.2, 0.75, 0.1) == pytest.approx(0.25)
    assert t.fear(0.0, 0.75, 0.0) == 0.0  # nothing happened, nothing is feared


@given(SHARE, SHARE, SHARE, st.sampled_from([1.0, 2.0, 3.0]))
def test_fright_rises_with_exposure_and_gravity_and_is_nothing_without_effect(
    effect: float, x: float, y: float, level: float
) -> None:
    less, more = sorted((x, y))
    assert 0.0 <= t.fright(effect, less, level) <= t.fright(effect, more, level) <= 2 * effect
    assert t.fright(effect, less, level) <= t.fright(effect, less, 3.0)
    assert t.fright(0.0, more, level) == t.fright(effect, 0.0, level) == 0.0


@given(st.floats(0, 2), SHARE, st.floats(0, 0.5))
def test_fear_fades_where_nothing_happens_and_never_below_nothing(now: float, left: float, added: float) -> None:
    assert 0.0 <= t.fear(now, left, 0.0) <= now
    assert t.fear(now, left, added) >= added
