"""Retaliation, inducement, duties and trade, by hand and in general."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.law import economy as e

SHARE = st.floats(0, 1)
SIDE = st.floats(-1, 1)
EXPORTS = st.floats(0, 60)
POINTS = st.floats(-100, 300)


def test_exports_value_by_hand() -> None:
    assert e.exports_value(20.0, 15.0) == pytest.approx(3.0)  # 15 % of 20 % of GDP


def test_retaliation_by_hand() -> None:
    assert e.at_risk(3.4, 0.5, 1.0) == pytest.approx(1.7)
    assert e.intensity(0.02, 0.1, 0.06, 0.8, 0.8, 0.0) == pytest.approx(0.016)  # staying an ally: 0.02 x 0.8
    # an ally that joins a pact: 0.02 x 1 + 0.1 x 0.2 + 0.06
    assert e.intensity(0.02, 0.1, 0.06, 1.0, 0.8, 1.0) == pytest.approx(0.1)
    assert e.intensity(0.02, 0.1, 0.06, -1.0, 0.8, 0.0) == 0.0
    assert e.at_risk(3.4, 0.5, 2.0) == pytest.approx(3.4)
    assert e.at_risk(3.4, 1.0, 1.0) == 0.0  # all of it finds other buyers


@given(EXPORTS, SHARE, st.floats(0, 20), SIDE, SIDE, SIDE, st.sampled_from([0.0, 1.0]))
def test_retaliation_is_never_a_gain_and_rises_with_the_side_taken(
    exports: float, diverted: float, coercion: float, a: float, b: float, now: float, is_pact: float
) -> None:
    less, more = (e.intensity(0.02, 0.1, 0.06, side, now, is_pact) for side in sorted((a, b)))
    assert 0.0 <= less <= more
    assert e.at_risk(exports, diverted, coercion) >= 0.0
    losses = [e.coercion_loss(exports, diverted, coercion, share, 0.0) for share in (less, more)]
    assert 0.0 <= losses[0] <= losses[1]


def test_a_wave_by_hand() -> None:
    # a tenth of exports for a full side, twice the coercion, a rise of 0.45
    assert e.wave(0.02, 0.1, 2.0, 0.45, 0.0) == pytest.approx(0.11)
    assert e.wave(0.02, 0.1, 2.0, 0.0, 0.45) == 0.02  # stepping back brings none


def test_inducement_by_hand() -> None:
    assert e.reward(0.04, 0.0, 0.8) == pytest.approx(0.032)
    assert e.bait(3.4, 0.5) == pytest.approx(1.7)
    assert e.reward(0.04, 1.0, 0.8) == 0.0


@given(SIDE, SIDE, SIDE)
def test_inducement_rewards_stepping_back_only(a: float, b: float, now: float) -> None:
    more, less = (e.reward(0.04, side, now) for side in sorted((a, b)))
    assert more >= less >= 0.0
    assert e.reward(0.04, max(a, now), now) == 0.0


def test_duty_by_hand() -> None:
    assert e.duty(13.1, 15.0, 0.0) == pytest.approx(28.1)
    assert e.duty(13.1, 15.0, 0.4) == pytest.approx(22.1)
    assert e.duty(13.1, 15.0, 1.0) == 13.1
    assert e.duty(13.1, -20.0, 0.0) == 0.0


@given(st.floats(0, 300), POINTS, SHARE)
def test_duty_is_never_negative_and_an_exemption_waives_the_addition_only(base: float, added: float, x: float) -> None:
    assert e.duty(base, added, x) >= 0.0
    assert e.duty(base, 0.0, x) == base
    assert e.duty(base, added, 1.0) == base


def test_market_worth_by_hand() -> None:
    assert e.market_worth(3.9, 0.15, 0.0, 60.0) == pytest.approx(0.585)  # open to the full: 3.9 x 0.15
    assert e.market_worth(3.9, 0.15, 15.0, 60.0) == pytest.approx(0.43875)  # a quarter of it closed
    assert e.market_worth(3.9, 0.15, 60.0, 60.0) == e.market_worth(3.9, 0.15, 90.0, 60.0) == 0.0


def test_duty_added_by_hand() -> None:
    assert e.duty_added(28.0, 13.0) == 15.0


def test_tariff_loss_by_hand() -> None:
    assert e.tariff_loss(3.9, 13.1, 0.4) == pytest.approx(0.20436)  # 3.9 x 13.1 x 0.4 / 100


@given(EXPORTS, st.floats(0, 300), st.floats(0, 300), SHARE)
def test_tariffs_cost_more_the_higher_they_are(exports: float, a: float, b: float, incidence: float) -> None:
    low, high = sorted((a, b))
    assert 0.0 <= e.tariff_loss(exports, low, incidence) <= e.tariff_loss(exports, high, incidence)
    assert exports >= e.market_worth(exports, 1.0, low, 60.0) >= e.market_worth(exports, 1.0, high, 60.0) >= 0.0


def test_exports_driven_away_by_hand() -> None:
    # in the end 3 x 10/100 of 4 go; half of the way is left after a step, a quarter after two
    assert e.driven_away(0.0, 4.0, 0.0, 10.0, 3.0, 0.5) == pytest.approx(0.6)
    assert e.driven_away(0.6, 4.0, 0.0, 10.0, 3.0, 0.5) == pytest.approx(0.9)
    assert e.driven_away(0.9, 4.0, 0.0, 0.0, 3.0, 0.5) == pytest.approx(0.45)  # the duty is gone: they come back
    assert e.driven_away(0.0, 4.0, 0.0, 90.0, 3.0, 0.0) == 4.0  # all of them, and no more
    assert e.driven_away(0.0, 4.0, 0.0, -20.0, 3.0, 0.5) == 0.0  # a duty taken off drives nothing away
    assert e.driven_away(0.0, 4.0, 0.25, 0.0, 3.0, 0.5) == 0.0  # nor does a market that opens, though sales lag behind
    assert e.driven_away(0.0, 4.0, -0.5, 0.0, 3.0, 0.5) == 0.0  # or closes


def test_income_forgone_by_hand() -> None:
    # of 4 % of GDP 1.2 are gone; each earned the base duty of 10 and half of the 12 added: 1.2 x 16 x 0.4 / 100
    assert e.forgone(1.2, 10.0, 12.0, 3.0, 0.4) == pytest.approx(0.0768)
    # 100 / 3 points were enough to end them all, so that 90 cost no more
    assert e.forgone(4.0, 10.0, 90.0, 3.0, 0.4) == pytest.approx(4 * (10 + 50 / 3) * 0.004)
    assert e.forgone(0.5, 10.0, 0.0, 3.0, 0.4) == pytest.approx(0.5 * 10 * 0.004)  # not back yet from an earlier duty
    assert e.forgone(0.0, 10.0, 12.0, 3.0, 0.4) == 0.0


@given(
    st.floats(0, 60),
    st.lists(st.tuples(st.floats(0, 200), st.floats(-1, 1)), min_size=1, max_size=8),
    st.floats(1, 6),
    st.floats(0, 1),
)
def test_what_is_sold_and_what_is_driven_away_add_up_to_what_would_be_sold_without_added_duties(
    base: float, steps: list[tuple[float, float]], elasticity: float, left: float
) -> None:
    """Whatever duties and openings follow one another."""
    sold, open_, gone = base, base, 0.0
    for added, access in steps:
        sold = e.exports_to_hub(sold, base, access, added, elasticity, left)
        open_ = e.exports_to_hub(open_, base, access, 0.0, elasticity, left)
        gone = e.driven_away(gone, base, access, added, elasticity, left)
        assert sold + gone == pytest.approx(open_, abs=1e-9)
        assert -1e-9 <= gone <= open_ + 1e-9


@given(EXPORTS, st.floats(0, 60), st.floats(0, 200), st.floats(0, 200), st.floats(1, 6), SHARE)
def test_higher_duties_cost_more_in_the_long_run_too(
    base: float, before: float, a: float, b: float, elasticity: float, incidence: float
) -> None:
    def lost(added: float) -> float:
        now = e.exports_to_hub(base, base, 0.0, added, elasticity, 0.0)
        gone = e.driven_away(0.0, base, 0.0, added, elasticity, 0.0)
        return e.tariff_loss(now, before + added, incidence) + e.forgone(gone, before, added, elasticity, incidence)

    low, high = sorted((a, b))
    assert lost(low) <= lost(high) + 1e-9
    assert lost(0.0) == pytest.approx(e.tariff_loss(base, before, incidence))


def test_exports_to_hub_by_hand() -> None:
    # target 4 x (1 - 3 x 10/100) = 2.8; half the gap of 1.2 is left
    assert e.exports_to_hub(4.0, 4.0, 0.0, 10.0, 3.0, 0.5) == pytest.approx(3.4)
    assert e.exports_to_hub(4.0, 4.0, 0.0, 0.0, 3.0, 0.5) == 4.0
    assert e.exports_to_hub(4.0, 4.0, 0.0, 50.0, 3.0, 0.0) == 0.0  # held at nothing, not below
    assert e.exports_to_hub(4.0, 4.0, 0.0, -90.0, 3.0, 0.0) == 8.0  # held at twice the base
    # a market open by a quarter more: target 4 x 1.25 = 5, of which half is reached
    assert e.exports_to_hub(4.0, 4.0, 0.25, 0.0, 3.0, 0.5) == 4.5
    assert e.exports_to_hub(4.0, 4.0, 0.25, 10.0, 3.0, 0.0) == pytest.approx(3.5)  # 5 x 0.7
    assert e.exports_to_hub(4.0, 4.0, -1.0, 0.0, 3.0, 0.0) == 0.0  # shut


@given(EXPORTS, EXPORTS, st.floats(-1, 2), st.floats(-1, 2), POINTS, st.floats(0, 6), SHARE)
def test_exports_rise_with_the_market_that_is_open(
    now: float, base: float, a: float, b: float, added: float, elasticity: float, left: float
) -> None:
    shut, opened = (e.exports_to_hub(now, base, access, added, elasticity, left) for access in sorted((a, b)))
    assert shut <= opened + 1e-12


@given(EXPORTS, EXPORTS, POINTS, st.floats(0, 6), SHARE)
def test_exports_stay_between_nothing_and_what_could_be(
    now: float, base: float, added: float, elasticity: float, left: float
) -> None:
    after = e.exports_to_hub(now, base, 0.0, added, elasticity, left)
    assert -1e-12 <= after <= max(now, 2 * base) + 1e-9


def test_exports_to_challenger_by_hand() -> None:
    assert e.exports_to_challenger(3.4, 4.0, 3.0, 0.3) == pytest.approx(3.7)  # three tenths of the unit lost
    assert e.exports_to_challenger(3.4, 4.0, 4.0, 0.3) == 3.4
    assert e.exports_to_challenger(0.1, 4.0, 8.0, 0.3) == 0.0  # never negative


def test_a_shock_fades_by_hand() -> None:
    assert e.coercion_shock(0.2, 0.7) == pytest.approx(0.14)
    assert e.coercion_shock(0.0, 0.7) == 0.0


def test_coercion_loss_by_hand() -> None:
    # 7 % of GDP of exports, half diverted: a tenth still lost to a wave, and twice 0.016 to standing retaliation
    assert e.coercion_loss(7.0, 0.5, 1.0, 0.0, 0.1) == pytest.approx(0.35)
    assert e.coercion_loss(7.0, 0.5, 2.0, 0.016, 0.1) == pytest.approx(0.462)
    assert e.coercion_loss(7.0, 0.5, 2.0, 0.0, 0.0) == 0.0
