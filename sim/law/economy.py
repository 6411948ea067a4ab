"""The two markets: the challenger's retaliation and inducement, the hub's tariffs and access, and trade over time."""

from __future__ import annotations

from sim.law.arithmetic import TINY, approach, clip

PERCENT = 100.0


def retaliation(
    exports: float,
    diversion: float,
    coercion: float,
    level: float,
    shock: float,
    pact: float,
    side: float,
    side_now: float,
    is_pact: float,
) -> float:
    """Yearly loss to the challenger's retaliation if this posture is taken, % of GDP (C014).

    Args:
        exports: value added exported to the challenger, % of GDP.
        diversion: share of lost exports that finds other buyers, seeds `trade_diversion`.
        coercion: the challenger's coercion policy, 1 in the base year.
        level: share of exports lost for standing fully on the other side, seeds `retaliation_level`.
        shock: share lost for moving a full unit of side, spread over the shock's life, seeds `retaliation_shock`.
        pact: further share lost as a pact member, seeds `retaliation_pact`.
        side: side of the posture, -1..1.
        side_now: side held now.
        is_pact: 1 for the pact posture.
    """
    intensity = level * max(0.0, side) + shock * max(0.0, side - side_now) + pact * is_pact
    return exports * (1.0 - diversion) * coercion * intensity


def inducement(exports: float, strength: float, wedge: float, side: float, side_now: float) -> float:
    """Reward for stepping back from the hub, % of GDP a year (C083).

    Args:
        exports: value added exported to the challenger, % of GDP.
        strength: the challenger's inducement policy, 1 in the base year.
        wedge: share of those exports gained per unit of side given up, seeds `wedge`.
        side: side of the posture.
        side_now: side held now.
    """
    return exports * strength * wedge * max(0.0, side_now - side)


def duty(base: float, added: float, exemption: float) -> float:
    """Duty in force, %: the base year's plus what was added and not waived; never below zero."""
    return max(0.0, base + added * (1.0 - exemption))


def market_access(tariff: float, prohibitive: float) -> float:
    """Openness of the hub's market, 1 without duty, 0 at the prohibitive tariff (both in %)."""
    return clip(1.0 - tariff / max(prohibitive, TINY), 0.0, 1.0)


def market_pull(exports: float, pull: float, access: float, side: float) -> float:
    """What a stake in the hub's market is worth to those on its side, % of GDP a year (C141).

    Args:
        exports: value added exported to the hub, % of GDP.
        pull: worth of one % of GDP of exports at full access and full side, seeds `market_pull`.
        access: `market_access`.
        side: side of the posture.
    """
    return pull * exports * access * side


def tariff_loss(exports: float, tariff: float, incidence: float) -> float:
    """Income lost to the hub's duty, % of GDP a year: exports x duty x share borne by the exporter."""
    return exports * tariff * incidence / PERCENT


def exports_after_tariff(now: float, base: float, added: float, elasticity: float, left: float) -> float:
    """Exports to the hub after a change of the duty, % of GDP.

    Args:
        now: exports to the hub now.
        base: exports to the hub in the base year.
        added: duty added since the base year, percentage points.
        elasticity: long-run elasticity (a positive number), seeds `tariff_elasticity`.
        left: share of the gap left after the step, at the speed `tariff_adjustment`.
    """
    target = base * clip(1.0 - elasticity * added / PERCENT, 0.0, 2.0)
    return approach(now, target, left)


def exports_to_challenger(base: float, hub_base: float, hub_now: float, diverted: float) -> float:
    """Exports to the challenger: part of what the hub no longer buys goes there, % of GDP."""
    return max(0.0, base + diverted * (hub_base - hub_now))


def shock_loss(exports: float, diversion: float, shock: float) -> float:
    """Loss to a wave of retaliation that has not faded yet, % of GDP a year.

    Args:
        exports: value added exported to the challenger, % of GDP.
        diversion: share of lost exports that finds other buyers, seeds `trade_diversion`.
        shock: share of exports still lost (`coercion_shock`).
    """
    return exports * (1.0 - diversion) * shock


def coercion_shock(now: float, left: float) -> float:
    """Share of exports to the challenger still lost to a shock after a step, at the speed `retaliation_fading`."""
    return approach(now, 0.0, left)
