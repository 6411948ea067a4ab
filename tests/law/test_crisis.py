"""Crises: hazard with its two disputed coefficients, severity, help, entrapment."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.law import crisis as c
from sim.law.deterrence import slope, success

SHARE = st.floats(0, 1)
EFFECT = st.floats(0, 5)


def test_forces_at_a_flashpoint_by_hand() -> None:
    # half of 24 arrives; a fifth of the stakes is its own
    assert c.home(0.5, 0.2) == pytest.approx(0.1)
    # of the rest, 0.5 x 0.8 x 0.25 could come for the claims of others; ties of 0.4
    assert c.reach(0.5, 0.2, 0.25) == pytest.approx(0.1)
    assert c.at_call(24.0, 0.1, 0.4) == pytest.approx(0.96)
    assert c.standing_by(0.35, 0.96) == pytest.approx(0.336)
    assert c.reach(0.5, 1.0, 1.0) == 0.0  # its own quarrel: all is at home


def test_contribution_by_hand() -> None:
    backing = c.backing(0.9, 0.75, 160.0)
    assert backing == pytest.approx(108.0)
    # 24 x 0.1 for itself, 0.35 x 24 x 0.1 x 0.4 for others, a fifth of the hub's help
    assert c.contribution(24.0, 0.1, 0.1, 0.4, 0.35, 0.2, backing) == pytest.approx(2.4 + 0.336 + 21.6)
    assert c.contribution(24.0, 0.0, 0.1, 0.4, 0.0, 0.0, backing) == 0.0  # no duty, no quarrel


@given(SHARE, SHARE, SHARE, SHARE, SHARE, st.floats(0, 100))
def test_contribution_rises_with_duty_and_never_exceeds_what_arrives(
    claim: float, a: float, b: float, exposed: float, joint: float, own: float
) -> None:
    low, high = sorted((a, b))
    home, reach = c.home(1.0, claim), c.reach(1.0, claim, exposed)
    less, more = (c.contribution(own, home, reach, joint, duty, claim, 0.0) for duty in (low, high))
    assert own * claim <= less <= more <= own + 1e-12


def test_provocation_by_hand() -> None:
    assert c.weight(0.3, 1.2) == pytest.approx(0.25)
    assert c.weight(0.0, 0.0) == 0.0  # a place where nobody is exposed
    assert c.stance(0.8, 0.5, 0.0) == 0.8
    assert c.stance(1.0, 0.5, 1.0) == 1.5
    assert c.stance(-1.0, 0.5, 0.0) == 0.0  # siding with the challenger provokes nobody
    # effect 0.3, bases 0.8, half of the troops leave: 0.8 - 0.3 x 0.8 x 0.5
    assert c.presence_felt(0.8, 0.3, 0.8, 0.5) == pytest.approx(0.68)
    # a sole claimant, effect 0.5, a guarantee of 0.3 more: 1 x 0.5 x 0.3
    assert c.guarantee_provocation(1.0, 0.5, 0.3) == pytest.approx(0.15)
    assert c.provoked(0.5, c.calm(0.2)) == pytest.approx(0.4)
    assert c.provoked(-0.5, 1.0) == 0.0


def test_hazard_by_hand() -> None:
    assert c.hazard(0.08, 2.0, 0.6, 0.6, 0.8, 0.5, 0.5, 0.0, 0.0) == 0.08  # the base year is the base rate
    # 0.8 x (0.75 - 0.5) - 2 x (0.7 - 0.6) = 0.2 - 0.2 = 0
    assert c.hazard(0.08, 2.0, 0.7, 0.6, 0.8, 0.75, 0.5, 0.0, 0.0) == pytest.approx(0.08, rel=1e-14)
    assert c.hazard(0.08, 2.0, 0.7, 0.6, 0.8, 0.5, 0.5, 0.0, 0.0) == pytest.approx(0.08 * math.exp(-0.2), rel=1e-14)
    assert c.hazard(0.08, 2.0, 0.6, 0.6, 0.8, 1.0, 0.5, 0.0, 0.0) == pytest.approx(0.08 * math.exp(0.4), rel=1e-14)
    assert c.hazard(0.08, 2.0, 0.6, 0.6, 0.8, 0.5, 0.5, 0.0, 0.25) == pytest.approx(0.06)
    assert c.hazard(0.08, 2.0, 0.6, 0.6, 0.8, 0.5, 0.5, 0.0, 1.0) == 0.0


def test_a_young_pact_is_tested_by_hand() -> None:
    # 0.4 where nothing is prepared, 0.16 where 0.6 is; after ln 2 / 0.3 years half of it
    assert c.trial(0.4, 0.0, 0.3, 0.0) == 0.4
    assert c.trial(0.4, 0.6, 0.3, 0.0) == pytest.approx(0.16)
    assert c.trial(0.4, 0.6, 0.3, math.log(2) / 0.3) == pytest.approx(0.08)
    assert c.trial(0.4, 1.0, 0.3, 0.0) == 0.0  # one that is ready is put to no test
    # members that bear half of the exposure at a place bring half of it there
    assert c.tested(0.16, 0.5) == 0.08
    assert c.hazard(0.08, 2.0, 0.6, 0.6, 0.8, 0.5, 0.5, 0.08, 0.0) == pytest.approx(0.08 * math.exp(0.08), rel=1e-14)
    # with 0.8 x 0.25 of provocation on top: 0.28, and half of the rate talked away
    assert c.hazard(0.08, 2.0, 0.6, 0.6, 0.8, 0.75, 0.5, 0.08, 0.5) == pytest.approx(0.04 * math.exp(0.28), rel=1e-14)


def test_tempting_by_hand() -> None:
    assert c.tempting(0.16, 1.0, 0.0) == 0.16  # to join
    assert c.tempting(0.16, 0.0, 1.0) == -0.16  # to leave
    assert c.tempting(0.16, 0.0, 0.0) == c.tempting(0.16, 1.0, 1.0) == 0.0


@given(st.floats(0, 2), SHARE, SHARE, SHARE, st.floats(0, 30), st.floats(0, 30))
def test_the_temptation_fades_with_age_and_is_the_smaller_the_more_is_prepared(
    effect: float, x: float, y: float, settling: float, a: float, b: float
) -> None:
    less, more = sorted((x, y))
    young, old = sorted((a, b))
    assert 0.0 <= c.trial(effect, more, settling, young) <= c.trial(effect, less, settling, young) <= effect
    assert c.trial(effect, less, settling, old) <= c.trial(effect, less, settling, young) * (1 + 1e-15)
    assert c.trial(0.0, less, settling, young) == 0.0


@given(EFFECT, SHARE, SHARE, EFFECT, st.floats(0, 3), st.floats(0, 1.5), SHARE, SHARE)
def test_the_hazard_rises_with_the_share_of_the_exposed_that_a_young_pact_takes_in(
    k_d: float, d: float, d0: float, k_p: float, p: float, trial: float, x: float, y: float
) -> None:
    few, many = sorted((x, y))
    rates = [c.hazard(0.1, k_d, d, d0, k_p, p, 0.5, c.tested(trial, share), 0.0) for share in (0.0, few, many)]
    assert rates[0] <= rates[1] * (1 + 1e-14) <= rates[2] * (1 + 2e-14)
    assert c.hazard(0.1, k_d, d, d0, k_p, p, 0.5, c.tested(0.0, many), 0.0) == rates[0]
    assert c.hazard(0.1, k_d, d, d0, k_p, p, 0.5, c.tested(trial, many), 1.0) == 0.0


@given(SHARE, SHARE, SHARE, SHARE, st.floats(-1, 1), SHARE, SHARE, st.floats(0, 1.5))
def test_joining_what_will_be_tested_costs_the_exposed_and_leaving_it_spares_them(
    rate: float, aside: float, drawn: float, d: float, stirring: float, a: float, b: float, trial: float
) -> None:
    less, more = sorted((a, b))

    def loss(weight: float, is_pact: float, is_pact_now: float) -> float:
        tempting = c.tempting(trial, is_pact, is_pact_now)
        return c.exposed_loss(rate, aside, drawn, d, 0.3, stirring, 0.1, 0.5, 2.0, 1.0, 0.2, 0.0, weight, tempting)

    stays = loss(more, 1.0, 1.0)
    assert stays == loss(less, 0.0, 0.0) == loss(0.0, 1.0, 0.0)
    assert stays <= loss(less, 1.0, 0.0) * (1 + 1e-14) <= loss(more, 1.0, 0.0) * (1 + 2e-14)
    assert loss(more, 0.0, 1.0) <= stays * (1 + 1e-14)


@given(EFFECT, SHARE, SHARE, SHARE, EFFECT, st.floats(0, 3), st.floats(0, 3))
def test_hazard_falls_with_deterrence_and_rises_with_provocation(
    k_d: float, a: float, b: float, d0: float, k_p: float, p: float, q: float
) -> None:
    weak, strong = sorted((a, b))
    calm, loud = sorted((p, q))
    rate = c.hazard(0.1, k_d, weak, d0, k_p, calm, 0.5, 0.0, 0.0)
    assert rate > 0.0
    assert c.hazard(0.1, k_d, strong, d0, k_p, calm, 0.5, 0.0, 0.0) <= rate * (1 + 1e-14)
    assert c.hazard(0.1, k_d, weak, d0, k_p, loud, 0.5, 0.0, 0.0) >= rate * (1 - 1e-14)


@given(SHARE, st.floats(0, 3), SHARE, SHARE)
def test_without_the_two_effects_only_dialogue_moves_the_hazard(d: float, p: float, a: float, b: float) -> None:
    less, more = sorted((a, b))
    assert c.hazard(0.1, 0.0, d, 0.3, 0.0, p, 0.4, 0.0, less) == pytest.approx(0.1 * (1 - less))
    assert c.hazard(0.1, 0.0, d, 0.3, 0.0, p, 0.4, 0.0, more) <= c.hazard(0.1, 0.0, d, 0.3, 0.0, p, 0.4, 0.0, less)


def test_exposed_loss_by_hand() -> None:
    pressing, easing = c.pressing(0.8, 0.25), c.easing(2.0, 0.01)
    assert (pressing, easing) == pytest.approx((0.2, 0.02))
    stirring, rallying = c.stirring(1.5, 0.5, 0.75), c.rallying(30.0, 20.0)
    assert (stirring, rallying) == (0.75, 10.0)
    # 0.08 a year, half drawn in: 0.08 x (0.2 + 0.6 x 0.5) = 0.04
    assert c.kept_loss(0.08, 0.2, 0.6, 0.5) == pytest.approx(0.04)
    # 0.2 x 0.75 - 0.02 x (0.5 x 8 - 1 + 0.2 x 10) = 0.15 - 0.1
    found = c.exposed_loss(0.08, 0.2, 0.6, 0.5, pressing, stirring, easing, 0.5, 8.0, 1.0, 0.2, rallying, 0.25, 0.0)
    assert found == pytest.approx(0.04 * math.exp(0.05), rel=1e-14)
    # to join what will be tested: a quarter of 0.2 on top
    found = c.exposed_loss(0.08, 0.2, 0.6, 0.5, pressing, stirring, easing, 0.5, 8.0, 1.0, 0.2, rallying, 0.25, 0.2)
    assert found == pytest.approx(0.04 * math.exp(0.1), rel=1e-14)


@given(SHARE, SHARE, SHARE, SHARE, EFFECT, SHARE, SHARE, st.floats(0, 100), SHARE, SHARE)
def test_a_posture_that_changes_nothing_changes_no_peace(
    rate: float,
    aside: float,
    drawn: float,
    d: float,
    k: float,
    slope: float,
    duty: float,
    forces: float,
    claim: float,
    weight: float,
) -> None:
    standing, easing = c.standing_by(duty, forces), c.easing(k, slope)
    found = c.exposed_loss(rate, aside, drawn, d, k, 0.0, easing, duty, forces, standing, claim, 0.0, weight, 0.0)
    assert found == c.kept_loss(rate, aside, drawn, d)


@given(EFFECT, st.floats(0, 2), st.floats(0, 2), SHARE, SHARE, SHARE, SHARE, st.floats(0, 100), st.floats(-50, 50))
def test_the_strength_weighed_is_the_change_of_the_contribution(
    k: float, slope: float, own: float, claim: float, home: float, a: float, b: float, reach: float, more: float
) -> None:
    before = c.contribution(own, home, reach, 0.5, a, claim, 60.0)
    after = c.contribution(own, home, reach, 0.5, b, claim, 60.0 + more)
    easing, called = c.easing(k, slope / 100), c.at_call(own, reach, 0.5)
    standing, rallying = c.standing_by(a, called), c.rallying(60.0 + more, 60.0)
    found = c.exposed_loss(1.0, 1.0, 0.0, 0.0, 0.3, 0.5, easing, b, called, standing, claim, rallying, 0.6, 0.0)
    assert found == pytest.approx(math.exp(0.3 * 0.5 - easing * (after - before)), rel=1e-9)


@given(st.floats(10, 1000), st.floats(10, 1000), st.floats(0.5, 4))
def test_the_slope_used_for_the_own_effect_is_the_derivative_of_success(s: float, t: float, m: float) -> None:
    d = success(s, math.log(t), m)
    step = 1e-5 * s
    numeric = (success(s + step, math.log(t), m) - success(s - step, math.log(t), m)) / (2 * step)
    assert c.easing(1.0, slope(m, d, s)) == pytest.approx(numeric, rel=1e-4, abs=1e-12)


def test_expected_harm_by_hand() -> None:
    # 0.65 x 0.1 + 0.3 x 1.5 + 0.05 x 25 = 0.065 + 0.45 + 1.25
    assert c.expected_harm(0.3, 0.05, 0.1, 1.5, 25.0) == pytest.approx(1.765)


def test_drawn_in_by_hand() -> None:
    assert c.drawn_in(0.0, 0.4, 0.0, 1.0) == 0.0  # bases without a promise draw nobody in
    assert c.drawn_in(0.35, 0.4, 0.9, 0.5) == pytest.approx(0.53)  # 0.35 + 0.4 x 0.9 x 0.5
    assert c.drawn_in(1.0, 0.7, 1.0, 1.0) == 1.0  # held at one


@given(SHARE, SHARE, SHARE, SHARE, SHARE)
def test_being_drawn_in_is_a_probability_that_rises_with_duty_and_bases(
    duty: float, basing: float, promised: float, a: float, b: float
) -> None:
    fewer, more = sorted((a, b))
    drawn = c.drawn_in(duty, basing, promised, fewer)
    assert 0.0 <= drawn <= c.drawn_in(duty, basing, promised, more) + 1e-15 <= 1.0 + 1e-14
    assert c.drawn_in(1.0, basing, promised, fewer) >= drawn - 1e-15


def test_harm_by_hand() -> None:
    # 1.765 x 0.5 = 0.8825; a bystander bears a quarter of it, a party all
    assert c.harm_aside(1.765, 0.5, 0.25, 0.0) == pytest.approx(0.220625)
    assert c.harm_aside(1.765, 0.5, 0.25, 1.0) == pytest.approx(0.8825)  # its own quarrel
    assert c.harm_drawn(1.765, 0.5, 0.25, 0.0) == pytest.approx(0.661875)
    assert c.harm_drawn(1.765, 0.5, 0.25, 1.0) == 0.0


@given(SHARE, SHARE, SHARE, SHARE)
def test_who_is_party_to_a_quarrel_suffers_all_its_harm(
    exposure: float, collateral: float, claim: float, d: float
) -> None:
    aside, drawn = (rule(2.0, exposure, collateral, claim) for rule in (c.harm_aside, c.harm_drawn))
    assert aside + drawn == pytest.approx(2.0 * exposure)
    party = claim + (1 - claim) * d
    assert aside + drawn * d == pytest.approx(2.0 * exposure * (collateral + (1 - collateral) * party))


@pytest.mark.parametrize(("u", "level"), [(0.0, 3), (0.049, 3), (0.05, 2), (0.349, 2), (0.35, 1), (0.999, 1)])
def test_severity_by_hand(u: float, level: int) -> None:
    assert c.severity(u, 0.3, 0.05) == level


@given(SHARE, SHARE, SHARE)
def test_severity_shares_are_those_asked_for(u: float, serious: float, war: float) -> None:
    war *= 1 - serious
    assert c.severity(u, serious, war) == 1 + (u < serious + war) + (u < war)


def test_help_by_hand() -> None:
    assert c.help_probability(0.9, 0.5) == pytest.approx(0.45)
    assert c.help_probability(0.0, 0.7) == 0.0
