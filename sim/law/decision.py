"""The decision: every term of a posture's worth to a country, in per cent of GDP a year, put together once."""

from __future__ import annotations

from sim.law.burden import burden, penalty
from sim.law.deterrence import promise, readiness, relief, security, strength, success
from sim.law.economy import duty, inducement, market_access, market_pull, retaliation, tariff_loss
from sim.law.politics import affinity, autonomy, ceiling, company, domestic, hedging, inertia, sovereignty
from sim.law.types import PostureRow, Situation, Terms, Weights


def promised(view: Situation, posture: PostureRow) -> float:
    """Promise of hub support that the posture brings this country, share."""
    return promise(posture.promise, view.guarantee, posture.cooperation)


def strength_of(view: Situation, posture: PostureRow, w: Weights) -> float:
    """Strength S on the country's side under the posture, bn mixed USD a year."""
    return strength(
        view.own,
        promised(view, posture),
        view.hub,
        readiness(w.bilateral_readiness, view.preparedness, posture.is_pact),
        posture.cooperation,
        view.ties,
        view.ties_of_members,
        view.members,
        posture.is_pact,
    )


def terms(
    view: Situation, posture: PostureRow, w: Weights, exemption: float, crisis_loss: float, constant: float
) -> Terms:
    """Worth of a posture to a country, term by term (model, section 5).

    Args:
        view: what the country sees.
        posture: the posture weighed.
        w: coefficients of the law.
        exemption: share of the duty added since the base year that is waived for this posture.
        crisis_loss: expected loss to crises under this posture, % of GDP a year (`crisis.exposed_loss` summed).
        constant: calibrated constant of this country and posture, % of GDP a year.

    Returns:
        The terms; their sum in order is the utility.
    """
    given = promised(view, posture)
    s = strength_of(view, posture, w)
    levied = duty(view.tariff, view.tariff_added, exemption)
    access = market_access(levied, w.prohibitive_tariff)
    side = posture.side
    return Terms(
        security=security(
            view.stake,
            relief(posture.hazard_multiplier, view.other_threat),
            success(s, view.threat, w.decisiveness),
        ),
        retaliation=-retaliation(
            view.exports_challenger,
            w.trade_diversion,
            view.coercion,
            w.retaliation_level,
            w.retaliation_shock,
            w.retaliation_pact,
            side,
            view.side_now,
            posture.is_pact,
        ),
        inducement=inducement(view.exports_challenger, view.inducement, w.wedge, side, view.side_now),
        market=market_pull(view.exports_hub, w.market_pull, access, side),
        tariff=-tariff_loss(view.exports_hub, levied, w.tariff_incidence),
        entrapment=-crisis_loss,
        burden=-burden(view.ageing, posture.effort_ask, view.effort, w.free_riding, (s - view.own) / s)
        - penalty(w.burden_penalty * view.burden_penalty, view.burden_target, view.effort, given),
        autonomy=autonomy(
            w.control_cost, posture.control, view.control_sensitivity, w.nonalignment_cost, view.nonalignment, side
        ),
        affinity=affinity(w.affinity_weight, side, view.affinity_hub, view.affinity_challenger)
        + company(w.mistrust_weight, view.mistrust, posture.is_pact),
        domestic=domestic(w.government_weight, view.orientation, w.opinion_weight, view.opinion, side)
        + ceiling(w.ceiling_weight, view.duty_ceiling, posture.duty),
        sovereignty=sovereignty(w.sovereignty_price, w.dispute_price, view.dispute, side),
        hedging=hedging(w.hedging_value, view.trust, posture.insurance),
        inertia=inertia(
            w.switch_up, w.switch_down, posture.rung, view.rung_now, view.exit_price, posture.is_pact, view.in_pact
        ),
        drift=view.latent * side + view.pact_latent * posture.is_pact,
        constant=constant,
    )


def utility(t: Terms) -> float:
    """Sum of the terms in their order, % of GDP a year (the order is part of the law: it fixes the bits)."""
    return (
        t.security
        + t.retaliation
        + t.inducement
        + t.market
        + t.tariff
        + t.entrapment
        + t.burden
        + t.autonomy
        + t.affinity
        + t.domestic
        + t.sovereignty
        + t.hedging
        + t.inertia
        + t.drift
        + t.constant
    )
