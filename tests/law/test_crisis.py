"""Crises: hazard with its two disputed coefficients, severity, help, entrapment."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.law import crisis as c
from sim.law.deterrence import success

SHARE = st.floats(0, 1)
EFFECT = st.floats(0, 5)


def test_involvement_by_hand() -> None:
    assert c.involvement(1.0, 0.0, 1.0, 0.0) == 1.0  # its own quarrel: all its forces
    assert c.involvement(0.0, 0.0, 1.0, 1.0) == 0.0  # no duty, no quarrel
    assert c.involvement(0.2, 0.35, 0.5, 0.4) == pytest.approx(0.256)  # 0.2 + 0.8 x 0.35 x 0.5 x 0.4


@given(SHARE, SHARE, SHARE, SHARE, SHARE)
def test_involvement_is_a_share_that_rises_with_duty(
    claim: float, a: float, b: float, exposed: float, j: float
) -> None:
    low, high = sorted((a, b))
    assert claim <= c.involvement(claim, low, exposed, j) <= c.involvement(claim, high, exposed, j) + 1e-15
    assert c.involvement(claim, high, exposed, j) <= 1.0 + 1e-15


def test_provocation_by_hand() -> None:
    assert c.provocation(0.8, 0.25, 0.5, 0.0) == pytest.approx(0.2)
    assert c.provocation(1.0, 0.25, 0.5, 1.0) == pytest.approx(0.375)  # 0.25 x (1 + 0.5)
    assert c.provocation(-1.0, 0.25, 0.5, 0.0) == 0.0  # siding with the challenger provokes nobody


def test_hazard_by_hand() -> None:
    assert c.hazard(0.08, 2.0, 0.6, 0.6, 0.8, 0.5, 0.5, 0.0) == 0.08  # the base year is the base rate
    # 0.8 x (0.75 - 0.5) - 2 x (0.7 - 0.6) = 0.2 - 0.2 = 0
    assert c.hazard(0.08, 2.0, 0.7, 0.6, 0.8, 0.75, 0.5, 0.0) == pytest.approx(0.08, rel=1e-14)
    assert c.hazard(0.08, 2.0, 0.7, 0.6, 0.8, 0.5, 0.5, 0.0) == pytest.approx(0.08 * math.exp(-0.2), rel=1e-14)
    assert c.hazard(0.08, 2.0, 0.6, 0.6, 0.8, 1.0, 0.5, 0.0) == pytest.approx(0.08 * math.exp(0.4), rel=1e-14)
    assert c.hazard(0.08, 2.0, 0.6, 0.6, 0.8, 0.5, 0.5, 0.25) == pytest.approx(0.06)
    assert c.hazard(0.08, 2.0, 0.6, 0.6, 0.8, 0.5, 0.5, 1.0) == 0.0


@given(EFFECT, SHARE, SHARE, SHARE, EFFECT, st.floats(0, 3), st.floats(0, 3))
def test_hazard_falls_with_deterrence_and_rises_with_provocation(
    k_d: float, a: float, b: float, d0: float, k_p: float, p: float, q: float
) -> None:
    weak, strong = sorted((a, b))
    calm, loud = sorted((p, q))
    rate = c.hazard(0.1, k_d, weak, d0, k_p, calm, 0.5, 0.0)
    assert rate > 0.0
    assert c.hazard(0.1, k_d, strong, d0, k_p, calm, 0.5, 0.0) <= rate * (1 + 1e-14)
    assert c.hazard(0.1, k_d, weak, d0, k_p, loud, 0.5, 0.0) >= rate * (1 - 1e-14)


@given(SHARE, st.floats(0, 3), SHARE, SHARE)
def test_without_the_two_effects_only_dialogue_moves_the_hazard(d: float, p: float, a: float, b: float) -> None:
    less, more = sorted((a, b))
    assert c.hazard(0.1, 0.0, d, 0.3, 0.0, p, 0.4, less) == pytest.approx(0.1 * (1 - less))
    assert c.hazard(0.1, 0.0, d, 0.3, 0.0, p, 0.4, more) <= c.hazard(0.1, 0.0, d, 0.3, 0.0, p, 0.4, less)


def test_own_effect_by_hand() -> None:
    assert c.own_effect(2.0, 0.01, 0.0, 0.8, 0.0) == 1.0  # a posture that changes nothing changes no peace
    # 0.8 x 0.25 - 2 x 0.01 x 5 = 0.2 - 0.1
    assert c.own_effect(2.0, 0.01, 5.0, 0.8, 0.25) == pytest.approx(math.exp(0.1), rel=1e-14)


@given(st.floats(10, 1000), st.floats(10, 1000), st.floats(0.5, 4))
def test_the_slope_used_for_the_own_effect_is_the_derivative_of_success(s: float, t: float, m: float) -> None:
    d = success(s, t, m)
    step = 1e-5 * s
    numeric = (success(s + step, t, m) - success(s - step, t, m)) / (2 * step)
    assert m * d * (1 - d) / s == pytest.approx(numeric, rel=1e-4, abs=1e-12)


def test_expected_harm_by_hand() -> None:
    # 0.65 x 0.1 + 0.3 x 1.5 + 0.05 x 25 = 0.065 + 0.45 + 1.25
    assert c.expected_harm(0.3, 0.05, 0.1, 1.5, 25.0) == pytest.approx(1.765)


def test_participation_by_hand() -> None:
    assert c.participation(1.0, 0.0, 0.4, 0.0, 0.0) == 1.0
    assert c.participation(0.0, 0.0, 0.4, 0.0, 1.0) == 0.0  # bases without a promise draw nobody in
    # 0.05 + 0.95 x (0.35 + 0.4 x 0.9 x 0.5) = 0.05 + 0.95 x 0.53
    assert c.participation(0.05, 0.35, 0.4, 0.9, 0.5) == pytest.approx(0.5535)
    assert c.participation(0.0, 1.0, 0.7, 1.0, 1.0) == 1.0  # held at one


@given(SHARE, SHARE, SHARE, SHARE, SHARE, SHARE)
def test_participation_is_a_probability_that_rises_with_duty_and_bases(
    claim: float, duty: float, basing: float, promised: float, a: float, b: float
) -> None:
    fewer, more = sorted((a, b))
    drawn = c.participation(claim, duty, basing, promised, fewer)
    assert claim <= drawn + 1e-15
    assert drawn <= c.participation(claim, duty, basing, promised, more) + 1e-15 <= 1.0 + 1e-14
    assert c.participation(claim, 1.0, basing, promised, fewer) >= drawn - 1e-15


def test_exposed_loss_by_hand() -> None:
    # 0.08 x 1.765 x 0.5 = 0.0706; a bystander bears a quarter of it, a party all
    assert c.exposed_loss(0.08, 1.765, 0.5, 0.25, 0.0) == pytest.approx(0.01765)
    assert c.exposed_loss(0.08, 1.765, 0.5, 0.25, 1.0) == pytest.approx(0.0706)


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


def test_contribution_by_hand() -> None:
    # 12 x 0.25 + 0.2 x 0.9 x 0.75 x 160 = 3 + 21.6
    assert c.contribution(12.0, 0.25, 0.2, 0.9, 0.75, 160.0) == pytest.approx(24.6)
    assert c.contribution(12.0, 0.25, 0.0, 0.9, 0.75, 160.0) == 3.0  # the hub comes for the claimants


def test_provocation_by_troops_and_guarantees_by_hand() -> None:
    # weight 0.4, effect 0.3, bases 0.8, half of the troops leave: 0.4 x 0.3 x 0.8 x -0.5
    assert c.troops_provocation(0.4, 0.3, 0.8, -0.5) == pytest.approx(-0.048)
    # a sole claimant, effect 0.5, a guarantee of 0.3 more: 1 x 0.5 x 0.3
    assert c.guarantee_provocation(1.0, 0.5, 0.3) == pytest.approx(0.15)
