"""Trust in the hub: baseline, fall and recovery, lessons of crises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.law import trust as t

SHARE = st.floats(0, 1)
LOGIT = st.floats(-4, 4)


def test_baseline_by_hand() -> None:
    assert t.baseline(-0.08, 0.0, 0.2, 0.0, 0.0) == -0.08
    # 0.6 + 1.2 x (0.6 - 1) = 0.12; half of the troops leave: 0.8 x (-0.5 x 1)
    theatre, troops = t.theatre_push(0.6, 1.2, 0.6), t.troops_push(0.8, 0.5, 1.0)
    assert (theatre, troops) == pytest.approx((0.12, -0.4))
    # -0.08 + 0.12 - 0.2 x 15/10 - 0.4
    assert t.baseline(-0.08, theatre, 0.2, 15.0, troops) == pytest.approx(-0.66)


def test_pushes_by_hand() -> None:
    assert t.pushes(0.4, 0.5, -1.0, 0.3) == pytest.approx(-0.5)


@given(LOGIT, st.floats(-50, 50), st.floats(-50, 50), st.floats(0, 2), st.floats(0, 2))
def test_tariffs_lower_the_baseline_and_commitment_raises_it(
    base: float, a: float, b: float, x: float, y: float
) -> None:
    low, high = sorted((a, b))
    less, more = (t.theatre_push(0.0, 1.2, commitment) for commitment in sorted((x, y)))
    assert t.baseline(base, 0.0, 0.2, high, 0.0) <= t.baseline(base, 0.0, 0.2, low, 0.0)
    assert t.baseline(base, less, 0.2, 0.0, 0.0) <= t.baseline(base, more, 0.2, 0.0, 0.0)


def test_next_trust_by_hand() -> None:
    assert t.next_trust(1.0, 0.0, 0.55, 0.86, 0.0) == pytest.approx(0.55)  # falling
    assert t.next_trust(0.0, 1.0, 0.55, 0.86, 0.0) == pytest.approx(0.14)  # rising, more slowly
    assert t.next_trust(1.0, 0.0, 0.55, 0.86, -0.5) == pytest.approx(0.05)
    assert t.next_trust(0.3, 0.3, 0.55, 0.86, 0.0) == 0.3


@given(LOGIT, st.floats(-30, 30), SHARE, SHARE, st.floats(-30, 30))
def test_trust_stays_in_bounds(now: float, target: float, falling: float, rising: float, push: float) -> None:
    assert -4.0 <= t.next_trust(now, target, falling, rising, push) <= 4.0


@given(LOGIT, LOGIT, st.floats(0, 0.9), st.floats(0, 0.9))
def test_losses_come_faster_than_recoveries(now: float, gap: float, fast: float, slow: float) -> None:
    falling, rising = sorted((fast, slow))  # a smaller share left means a quicker move
    lost = now - t.next_trust(now, now - abs(gap) / 4, falling, rising, 0.0)
    won = t.next_trust(now, now + abs(gap) / 4, falling, rising, 0.0) - now
    assert lost >= won - 1e-12 or abs(now) + abs(gap) / 4 > 4.0


def test_crisis_push_by_hand() -> None:
    assert t.crisis_push(1.0, 0.5, 1.5, 1.0, 3.0) == pytest.approx(0.5)  # help in a war on its soil
    assert t.crisis_push(0.0, 0.5, 1.5, 1.0, 3.0) == pytest.approx(-1.5)
    assert t.crisis_push(0.0, 0.5, 1.5, 0.4, 2.0) == pytest.approx(-0.3)  # half a lesson x 0.4
    assert t.crisis_push(0.0, 0.5, 1.5, 1.0, 1.0) == 0.0  # a minor crisis teaches nothing
    assert t.crisis_push(0.0, 0.5, 1.5, 1.0, 0.0) == 0.0


@given(st.floats(0, 1), st.floats(0, 2), st.sampled_from([0.0, 1.0, 2.0, 3.0]), SHARE)
def test_help_never_lowers_trust_and_refusal_never_raises_it(
    gain: float, loss: float, level: float, exposure: float
) -> None:
    assert t.crisis_push(1.0, gain, loss, exposure, level) >= 0.0 >= t.crisis_push(0.0, gain, loss, exposure, level)
