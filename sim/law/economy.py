"""The two markets: the challenger's retaliation and inducement, the hub's tariffs and access, and trade over time."""

from __future__ import annotations

from sim.law.arithmetic import TINY, approach, clip, where

PER_CENT = 0.01


def exports_value(exports: float, share: float) -> float:
    """Value added exported to one partner, % of GDP: all exports (% of GDP) x the partner's share (%)."""
    return exports * share * PER_CENT


def intensity(level: float, shock: float, pact: float, side: float, side_now: float, is_pact: float) -> float:
    """Share of exports to the challenger that taking a posture puts at risk (C014).

    Args:
        level: share lost for standing fully on the other side, seeds `retaliation_level`.
        shock: share lost for moving a full unit of side, spread over the shock's life, seeds `retaliation_shock`.
        pact: further share lost as a pact member, seeds `retaliation_pact`.
        side: side of the posture, -1..1.
        side_now: side held now.
        is_pact: 1 for the pact posture.
    """
    return level * max(0.0, side) + shock * max(0.0, side - side_now) + pact * is_pact


def at_risk(exports: float, diversion: float, coercion: float) -> float:
    """Exports that full retaliation would take and no other buyer replace, % of GDP a year.

    Args:
        exports: value added exported to the challenger, % of GDP.
        diversion: share of lost exports that finds other buyers, seeds `trade_diversion`.
        coercion: the challenger's coercion policy, 1 in the base year.
    """
    return exports * (1.0 - diversion) * coercion


def wave(now: float, shock: float, coercion: float, side: float, side_before: float) -> float:
    """Share of exports lost to waves of retaliation after a declaration: one more for each rise of side.

    Args:
        now: share still lost to earlier waves.
        shock: share lost for moving a full unit of side, seeds `retaliation_shock`.
        coercion: the challenger's coercion policy, 1 in the base year.
        side: side of the posture declared.
        side_before: side of the posture declared before.
    """
    return now + shock * coercion * max(0.0, side - side_before)


def reward(wedge: float, side: float, side_now: float) -> float:
    """Share of exports to the challenger gained by stepping back from the hub (C083).

    Args:
        wedge: share gained per unit of side given up, seeds `wedge`.
        side: side of the posture.
        side_now: side held now.
    """
    return wedge * max(0.0, side_now - side)


def bait(exports: float, strength: float) -> float:
    """Exports to the challenger (% of GDP) x the strength of its inducement policy, 1 in the base year."""
    return exports * strength


def duty(base: float, added: float, exemption: float) -> float:
    """Duty in force, %: the base year's plus what was added and not waived; never below zero."""
    levied = base + added * (1.0 - exemption)
    return where(levied > 0.0, levied, 0.0)


def market_worth(exports: float, pull: float, tariff: float, prohibitive: float) -> float:
    """What a stake in the hub's market is worth to those fully on its side, % of GDP a year (C141).

    The market is open to the full without a duty, and closed at the prohibitive one.

    Args:
        exports: value added exported to the hub, % of GDP.
        pull: worth of one % of GDP of exports at full access and full side, seeds `market_pull`.
        tariff: duty in force, %.
        prohibitive: duty that closes the market, %, seeds `prohibitive_tariff`.
    """
    return pull * exports * clip(1.0 - tariff / where(prohibitive > TINY, prohibitive, TINY), 0.0, 1.0)


def duty_added(levied: float, base: float) -> float:
    """Duty added since the base year, percentage points."""
    return levied - base


def tariff_loss(exports: float, tariff: float, incidence: float) -> float:
    """Income lost to the hub's duty, % of GDP a year: exports x duty x share borne by the exporter."""
    return exports * tariff * incidence * PER_CENT


def exports_to_hub(now: float, base: float, access: float, added: float, elasticity: float, left: float) -> float:
    """Exports to the hub after a change of its market's openness or of the duty, % of GDP.

    Args:
        now: exports to the hub now.
        base: exports to the hub in the base year.
        access: relative change of what its market would take without any change of the duty.
        added: duty added since the base year, percentage points.
        elasticity: long-run elasticity (a positive number), seeds `tariff_elasticity`.
        left: share of the gap left after the step, at the speed `tariff_adjustment`.
    """
    target = base * (1.0 + access) * clip(1.0 - elasticity * added * PER_CENT, 0.0, 2.0)
    return approach(now, target, left)


def driven_away(before: float, base: float, access: float, added: float, elasticity: float, left: float) -> float:
    """Exports that added duties have driven away by the end of a step, % of GDP.

    They go, and come back, as `exports_to_hub` moves: what is sold is what would be sold without any added duty less
    these, for the speed is the same. Exports that lag behind a market which opens are not among them.

    Args:
        before: those driven away by the end of the step before.
        base: exports to the hub in the base year.
        access: relative change of what its market would take without any change of the duty.
        added: duty added since the base year, percentage points; one taken off drives nothing away.
        elasticity: long-run elasticity (a positive number), seeds `tariff_elasticity`.
        left: share of the gap left after the step, at the speed `tariff_adjustment`.
    """
    target = base * (1.0 + access) * clip(elasticity * added * PER_CENT, 0.0, 1.0)
    return approach(before, target, left)


def forgone(gone: float, duty_base: float, added: float, elasticity: float, incidence: float) -> float:
    """Income lost with exports that an added duty has driven away, % of GDP a year.

    What each of them earned beyond its next best use is the duty that drove it away: that of the base year plus, on
    average, half of what was added (Harberger's triangle; Amiti et al. 2019), or of what was enough to end all exports.

    Args:
        gone: exports driven away, `driven_away`.
        duty_base: duty in the base year, %.
        added: duty added since, percentage points.
        elasticity: long-run elasticity (a positive number), seeds `tariff_elasticity`.
        incidence: share borne by the exporter, seeds `tariff_incidence`.
    """
    enough = 1.0 / (PER_CENT * where(elasticity > TINY, elasticity, TINY))
    driving = duty_base + clip(added, 0.0, enough) / 2.0
    return gone * driving * incidence * PER_CENT


def exports_to_challenger(base: float, hub_base: float, hub_now: float, diverted: float) -> float:
    """Exports to the challenger: part of what the hub no longer buys goes there, % of GDP."""
    exports = base + diverted * (hub_base - hub_now)
    return where(exports > 0.0, exports, 0.0)


def coercion_loss(exports: float, diversion: float, coercion: float, intensity_: float, shock: float) -> float:
    """Loss to the challenger's retaliation, % of GDP a year: `at_risk` x `intensity`, and waves that have not faded.

    Args:
        exports: value added exported to the challenger, % of GDP.
        diversion: share of lost exports that finds other buyers, seeds `trade_diversion`.
        coercion: the challenger's coercion policy, 1 in the base year.
        intensity_: `intensity` of the posture in force.
        shock: share of exports still lost to waves (`coercion_shock`).
    """
    return exports * (1.0 - diversion) * (coercion * intensity_ + shock)


def coercion_shock(now: float, left: float) -> float:
    """Share of exports to the challenger still lost to a shock after a step, at the speed `retaliation_fading`."""
    return now * left
