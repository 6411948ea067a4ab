"""The decision put together: each term lands in its place, with its sign, and the sum is the utility."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.law import decision
from sim.law.deterrence import readiness
from sim.law.types import PostureRow, Situation, Support, Terms, Weights

NONE = dict.fromkeys(Weights._fields, 0.0)
QUIET = Weights(**{**NONE, "prohibitive_tariff": 60.0, "decisiveness": 2.0, "bilateral_readiness": 0.75})
BLANK = PostureRow(
    side=0.0,
    promise=0.0,
    duty=0.0,
    hazard_multiplier=1.0,
    cooperation=0.0,
    insurance=0.0,
    effort_ask=0.0,
    control=0.0,
    rung=3.0,
    is_pact=0.0,
)
SUPPORT = Support(**dict.fromkeys(Support._fields, 0.0))._replace(own=60.0, log_threat=math.log(60.0))
CALM = Situation(
    **{**dict.fromkeys(Situation._fields, 0.0), "ageing": 1.0, "effort": 2.0, "trust": 0.5, "support": SUPPORT}
)
ALLY = BLANK._replace(side=0.8, promise=0.9, duty=0.35, cooperation=0.7, effort_ask=2.0, control=1.0)
PEOPLE = ("other_threat", "control_sensitivity", "nonalignment", "with_challenger", "duty_ceiling", "dispute")
PACT = BLANK._replace(side=1.0, promise=1.0, duty=1.0, cooperation=1.0, rung=4.0, is_pact=1.0)


def _backed(view: Situation, **parts: float) -> Situation:
    """The situation with another support."""
    return view._replace(support=view.support._replace(**parts))


def _terms(
    view: Situation,
    posture: PostureRow,
    w: Weights,
    loss: float = 0.0,
    constant: float = 0.0,
    *,
    now: PostureRow = BLANK,
    who: Mapping[str, float] = MappingProxyType({}),
    waived: float = 0.0,
    preparedness: float = 0.0,
) -> Terms:
    """Everything put together as an engine does it."""
    ready = readiness(w.bilateral_readiness, preparedness, posture.is_pact)
    promised, _, strength = decision.stand(view.support, posture, ready)
    found = decision.terms(
        decision.outlook(view, w),
        view.support,
        posture,
        decision.lasting(posture, w, **{**dict.fromkeys(PEOPLE, 0.0), **who}),
        decision.move(posture, now, w),
        decision.market(view.exports_hub, view.tariff, view.tariff_added, waived, w),
        promised,
        strength,
        loss,
        constant,
        w,
    )
    return Terms(*found)


def test_with_nothing_at_stake_nothing_is_worth_anything() -> None:
    assert set(_terms(CALM, BLANK, QUIET)) == {0.0}
    assert decision.utility(_terms(CALM, BLANK, QUIET)) == 0.0


def test_strength_of_an_ally_by_hand() -> None:
    support = SUPPORT._replace(hub=160.0, ties=5.0, guarantee=0.5)
    # promise 0.9 + 0.5 x 0.7 x 0.1 = 0.935; S = 60 + 0.935 x 160 x 0.75 + 0.7 x 5 = 60 + 112.2 + 3.5
    assert decision.stand(support, ALLY, 0.75) == pytest.approx((0.935, 112.2, 175.7))


def test_strength_of_a_member_by_hand() -> None:
    support = SUPPORT._replace(hub=160.0, ties=5.0, ties_of_members=2.0, members=8.0)
    # S = 60 + 160 x 0.9 + (5 - 2) + 8
    assert decision.stand(support, PACT, 0.9) == pytest.approx((1.0, 144.0, 215.0))


def test_security_term_by_hand() -> None:
    view = _backed(CALM._replace(stake=10.0), own=120.0)
    # D = 4/5; relief (0.4 + 0.5) / 1.5 = 0.6; -10 x 0.6 x 0.2
    found = _terms(view, BLANK._replace(hazard_multiplier=0.4), QUIET, who={"other_threat": 0.5})
    assert found.security == pytest.approx(-1.2, rel=1e-13)


def test_trade_terms_by_hand() -> None:
    w = QUIET._replace(
        retaliation_level=0.02,
        retaliation_shock=0.1,
        retaliation_pact=0.06,
        trade_diversion=0.5,
        wedge=0.04,
        market_pull=0.15,
        tariff_incidence=0.4,
    )
    view = CALM._replace(
        exports_challenger=3.4,
        exports_hub=3.9,
        tariff=15.0,
        tariff_added=15.0,
        coercion=1.0,
        inducement=1.0,
    )
    joining = _terms(view, PACT, w, now=ALLY, waived=1.0)  # fully exempt: duty 15, access 0.75
    assert joining.retaliation == pytest.approx(-0.17)
    assert joining.inducement == 0.0
    assert joining.market == pytest.approx(0.43875)  # 0.15 x 3.9 x 0.75 x 1
    assert joining.tariff == pytest.approx(-0.234)  # 3.9 x 15 x 0.4 / 100
    hedging = _terms(view, BLANK, w, now=ALLY)  # duty 30, access 0.5
    assert hedging.inducement == pytest.approx(0.1088)  # 3.4 x 0.04 x 0.8
    assert hedging.market == 0.0
    assert hedging.tariff == pytest.approx(-0.468)


def test_burden_term_by_hand() -> None:
    w = QUIET._replace(free_riding=0.3, burden_penalty=0.05)
    view = _backed(CALM._replace(ageing=1.5, effort=1.4, burden_target=3.0, burden_penalty=2.0), hub=160.0)
    # S = 60 + 0.9 x 160 x 0.75 = 168, others bring 108/168; asked 2 x (1 - 0.3 x 108/168), penalty 0.05 x 2 x 1.6 x 0.9
    asked = 2.0 * (1 - 0.3 * 108 / 168)
    assert _terms(view, ALLY, w).burden == pytest.approx(-1.5 * (asked - 1.4) - 0.144)


def test_political_terms_by_hand() -> None:
    w = QUIET._replace(
        control_cost=0.4,
        nonalignment_cost=0.8,
        affinity_weight=0.4,
        mistrust_weight=0.8,
        government_weight=0.5,
        opinion_weight=0.3,
        ceiling_weight=0.6,
        sovereignty_price=1.0,
        dispute_price=5.0,
        hedging_value=1.5,
        switch_up=0.45,
        switch_down=0.55,
    )
    who = {
        "control_sensitivity": 0.55,
        "nonalignment": 0.05,
        "with_challenger": -0.6,
        "duty_ceiling": 0.8,
        "dispute": 0.4,
    }
    view = CALM._replace(
        affinity_hub=0.5,
        mistrust=0.25,
        orientation=0.4,
        opinion=0.74,
        latent=0.1,
        pact_latent=-0.3,
        in_pact=1.0,
        exit_price=0.5,
    )
    ally = _terms(view, ALLY, w, 0.07, -0.2, now=PACT, who=who)
    assert ally.entrapment == -0.07
    assert ally.autonomy == pytest.approx(-0.252)  # -0.4 x 0.55 - 0.8 x 0.05 x 0.8
    assert ally.affinity == pytest.approx(0.16)  # 0.4 x 0.8 x 0.5
    assert ally.domestic == pytest.approx(0.1696)  # (0.2 + 0.222) x 0.8 - 0.6 x 0.8 x 0.35
    assert ally.sovereignty == 0.0
    assert ally.hedging == 0.0
    assert ally.inertia == pytest.approx(-1.05)  # one rung down and the price of leaving
    assert ally.drift == pytest.approx(0.08)
    assert ally.constant == -0.2
    member = _terms(view, PACT, w, now=PACT, who=who)
    assert member.affinity == pytest.approx(0.0)  # 0.4 x 0.5 - 0.8 x 0.25
    assert member.inertia == 0.0
    assert member.drift == pytest.approx(-0.2)  # 0.1 - 0.3
    sided = _terms(view, BLANK._replace(side=-1.0, rung=0.0, insurance=0.3), w, now=PACT, who=who)
    assert sided.sovereignty == pytest.approx(-3.0)
    assert sided.affinity == pytest.approx(-0.24)
    assert sided.hedging == pytest.approx(0.1125)  # 1.5 x 0.25 x 0.3


@given(st.lists(st.floats(-10, 10), min_size=15, max_size=15))
def test_utility_is_the_sum_of_the_terms_in_their_order(values: list[float]) -> None:
    total = 0.0
    for value in values:
        total += value
    assert decision.utility(Terms(*values)) == total


SHARE = st.floats(0, 1)
FIGURE = st.floats(0.05, 3)
SUPPORTS = st.builds(Support, **{**dict.fromkeys(Support._fields, FIGURE), "guarantee": SHARE})
VIEWS = st.builds(Situation, **{**dict.fromkeys(Situation._fields, FIGURE), "trust": SHARE, "support": SUPPORTS})
WEIGHTS = st.builds(Weights, **dict.fromkeys(Weights._fields, FIGURE))
POSTURES = st.builds(PostureRow, **dict.fromkeys(PostureRow._fields, SHARE)).map(lambda p: p._replace(is_pact=0.0))


@given(VIEWS, POSTURES, WEIGHTS, FIGURE)
def test_more_of_the_hub_never_makes_a_posture_less_secure(
    view: Situation, posture: PostureRow, w: Weights, more: float
) -> None:
    w = w._replace(bilateral_readiness=0.7)
    before, after = (_terms(v, posture, w).security for v in (view, _backed(view, hub=view.support.hub + more)))
    assert after >= before - 1e-12


@given(VIEWS, POSTURES, WEIGHTS, SHARE)
def test_every_term_is_finite_and_costs_have_their_sign(
    view: Situation, posture: PostureRow, w: Weights, loss: float
) -> None:
    found = _terms(view, posture, w._replace(bilateral_readiness=0.7, trade_diversion=0.5), loss)
    assert all(map(math.isfinite, found))
    for name in ("security", "retaliation", "tariff", "entrapment", "autonomy", "sovereignty", "inertia"):
        assert getattr(found, name) <= 0.0, name
    assert found.inducement >= 0.0
    assert found.hedging >= 0.0
