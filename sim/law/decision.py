"""The decision: every term of a posture's worth to a country, in per cent of GDP a year, put together once.

What does not depend on the posture weighed, on the step or on the country is computed once and handed in.
"""

from __future__ import annotations

from sim.law.burden import burden, shortfall
from sim.law.crisis import backing
from sim.law.deterrence import promise, relief, security, strength, success
from sim.law.economy import at_risk, bait, duty, intensity, market_worth, reward, tariff_loss
from sim.law.politics import (
    affinity_far,
    affinity_near,
    autonomy,
    ceiling,
    climbing,
    distrust,
    leaving,
    pull,
    sovereignty,
    uncertainty,
)
from sim.law.types import Lasting, Market, Move, Outlook, PostureRow, Situation, Support, Weights, Worth


def lasting(
    posture: PostureRow,
    w: Weights,
    other_threat: float,
    control_sensitivity: float,
    nonalignment: float,
    with_challenger: float,
    duty_ceiling: float,
    dispute: float,
) -> Lasting:
    """What a posture is worth to a country whatever happens: once a run.

    Args:
        posture: the posture.
        w: coefficients of the law.
        other_threat: threat from other powers as a ratio to the challenger's.
        control_sensitivity: how much control is resented, share.
        nonalignment: strength of the tradition, share.
        with_challenger: propensity to the challenger.
        duty_ceiling: constitutional limits, share.
        dispute: territorial quarrel with the challenger, share.
    """
    return Lasting(
        relief(posture.hazard_multiplier, other_threat),
        autonomy(w.control_cost, posture.control, control_sensitivity, w.nonalignment_cost, nonalignment, posture.side),
        affinity_near(w.affinity_weight, posture.side),
        affinity_far(w.affinity_weight, posture.side, with_challenger),
        ceiling(w.ceiling_weight, duty_ceiling, posture.duty),
        sovereignty(w.sovereignty_price, w.dispute_price, dispute, posture.side),
    )


def move(posture: PostureRow, now: PostureRow, w: Weights) -> Move:
    """What it means to go to a posture from the one declared now: once a world for every two postures."""
    return Move(
        intensity(
            w.retaliation_level, w.retaliation_shock, w.retaliation_pact, posture.side, now.side, posture.is_pact
        ),
        reward(w.wedge, posture.side, now.side),
        climbing(w.switch_up, w.switch_down, posture.rung, now.rung),
    )


def market(exports: float, tariff: float, added: float, exemption: float, w: Weights) -> Market:
    """The hub's market under the duty of a posture.

    Args:
        exports: value added exported to the hub, % of GDP.
        tariff: duty of the base year, %.
        added: points of duty added since.
        exemption: share of the addition waived for the posture.
        w: coefficients of the law.
    """
    levied = duty(tariff, added, exemption)
    worth = market_worth(exports, w.market_pull, levied, w.prohibitive_tariff)
    return worth, tariff_loss(exports, levied, w.tariff_incidence)


def outlook(view: Situation, w: Weights) -> Outlook:
    """What follows from a situation for every posture alike: once a look.

    Returns:
        Stake, exports at risk, bait, likeness of the hub's camp, distrust of fellow members, pull of politics at home,
        uncertainty, shortfall, price of leaving, ageing, effort, and the two unobserved preferences: the rules and
        fields of these names.
    """
    return (
        view.stake,
        at_risk(view.exports_challenger, w.trade_diversion, view.coercion),
        bait(view.exports_challenger, view.inducement),
        view.affinity_hub,
        distrust(w.mistrust_weight, view.mistrust),
        pull(w.government_weight, view.orientation, w.opinion_weight, view.opinion),
        uncertainty(w.hedging_value, view.trust),
        shortfall(w.burden_penalty, view.burden_penalty, view.burden_target, view.effort),
        leaving(view.exit_price, view.in_pact),
        view.ageing,
        view.effort,
        view.latent,
        view.pact_latent,
    )


def stand(support: Support, posture: PostureRow, ready: float) -> tuple[float, float, float]:
    """Who stands with a country under a posture.

    Args:
        support: who would stand with the country.
        posture: the posture.
        ready: `deterrence.readiness` under the posture.

    Returns:
        The hub's promise, share; its help, `crisis.backing`, and the strength S on the country's side, both in bn
        mixed USD a year.
    """
    _, own, hub, ties, ties_of_members, members, guarantee = support
    cooperation = posture.cooperation
    promised = promise(posture.promise, guarantee, cooperation)
    helped = backing(promised, ready, hub)
    return promised, helped, strength(own, helped, cooperation, ties, ties_of_members, members, posture.is_pact)


def terms(
    alike: Outlook,
    support: Support,
    posture: PostureRow,
    steady: Lasting,
    step: Move,
    sold: Market,
    promised: float,
    strength_: float,
    crisis_loss: float,
    constant: float,
    w: Weights,
) -> Worth:
    """Worth of a posture to a country, term by term (model, section 5).

    - retaliation: exports at risk x intensity; inducement: bait x reward for stepping back.
    - market: worth of the hub's market x side; tariff: what its duty takes.
    - entrapment: crises; burden: effort asked, and the hub's demand on those it protects, as far as promised.
    - affinity: near and far company, less the distrust of fellow members; domestic: pull x side, and the ceiling.
    - hedging: uncertainty x insurance; inertia: rungs, and the price of leaving; drift: unobserved preferences.

    Args:
        alike: `outlook`.
        support: who would stand with the country.
        posture: the posture weighed.
        steady: `lasting` of the country and the posture.
        step: `move` to the posture from the one declared.
        sold: `market` under the posture.
        promised: promise of hub support, share (`stand`).
        strength_: strength on the country's side, S (`stand`).
        crisis_loss: expected loss to crises under this posture, % of GDP a year (`crisis.exposed_loss` added up).
        constant: calibrated constant of this country and posture, % of GDP a year.
        w: coefficients of the law.

    Returns:
        The terms in the order of `Terms`; their sum is the utility.
    """
    stake, risked, lure, with_hub, doubt, drawn, unsure, short, price, cost, effort, latent, pact_latent = alike
    side, is_pact = posture.side, posture.is_pact
    relieved, control, near, far, limits, quarrel = steady
    intense, rewarded, climb = step
    worth, lost = sold
    return (
        security(stake, relieved, success(strength_, support.log_threat, w.decisiveness)),
        -(risked * intense),
        lure * rewarded,
        worth * side,
        -lost,
        -crisis_loss,
        -burden(cost, posture.effort_ask, effort, w.free_riding, support.own, strength_) - short * promised,
        control,
        with_hub * near + far - doubt * is_pact,
        drawn * side + limits,
        quarrel,
        unsure * posture.insurance,
        climb - price * (1.0 - is_pact),
        latent * side + pact_latent * is_pact,
        constant,
    )


def utility(t: Worth) -> float:
    """Sum of the terms in their order, % of GDP a year (the order is part of the law: it fixes the bits)."""
    a, b, c, d, e, f, g, h, i, j, k, m, n, p, q = t
    return a + b + c + d + e + f + g + h + i + j + k + m + n + p + q
