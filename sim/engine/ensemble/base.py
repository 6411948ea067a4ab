"""From drawn numbers to a world: what stays the same all run long, as `sim.world` builds it for a lone world."""

from __future__ import annotations

from typing import Any

from sim.engine.ensemble.store import keep, nought, put, record
from sim.engine.ensemble.layout import (
    AGE_COST, ARRIVING, ASIDE, BASE_PRESENCE, BEARING, CHALLENGER_PROPENSITY, CHALLENGER_RATE, CLAIM, DRAWN, EXPOSURE,
    HAZARD_BASE, HOME, HUB_PROPENSITY, HUB_RATE, INNOVATION, MEMORY, MISTRUST, OTHER_MASSED, OUTPUT_RATE,
    PACE_CAPABILITY, PACE_EFFORT, PACE_RETALIATION, PACE_TARIFF, PACT_EXIT_PRICE, PACT_INNOVATION, PACT_NOTICE_STEPS,
    PACT_PREPAREDNESS, PLACE_BEARING, PRESSING, PROPENSITY, RATIFICATION, REACH, RESISTANCE, SERIOUS, TIE, TIE_DECAYING,
    TIE_GROWING, TRUST_BASE, TRUST_FALLING, TRUST_RISING, TURNOVER, WAR, WEIGHT, WIDE_GROUND, WIDE_LASTING, WIDE_PAIR,
    WIDE_PLACE, WIDE_POSTURE, WIDE_RAW_PAIR, WIDE_RAW_PLACE, WIDE_RAW_REACH, WIDE_RAW_SPOKE, WIDE_SPOKE, WIDE_TRAIT,
    WINDOW, WORKERS_RATE,
)  # fmt: skip
from sim.engine.ensemble.setting import layout_of
from sim.law import burden, crisis, decision, demography, deterrence, pact, politics, threat
from sim.law.arithmetic import happens, kept, logit
from sim.law.choice import innovation, memory
from sim.law.types import PostureRow, Weights
from sim.world import derive
from sim.world.raw import RawPair, RawPlace, RawPower, RawReach, RawSpoke
from sim.world.records import PowerRow, SpokeRow


def build(frame: Any, store: Any) -> None:
    """Write the world that follows from the drawn rows."""
    theatre(frame, store)
    spokes(frame, store)
    pairs(frame, store)
    places(frame, store)


def theatre(frame: Any, store: Any) -> None:
    """The powers, the pact's terms, the stances of postures, and what one step leaves of each gap."""
    here, w = layout_of(frame), record(store, 0, Weights)
    dt = frame.lever[0, here.dt]
    hub = derive.power(record(store, here.raw_hub, RawPower), w)
    challenger = derive.power(record(store, here.raw_challenger, RawPower), w)
    keep(store, here.hub, hub)
    keep(store, here.challenger, challenger)
    first = here.theatre
    put(store, first + HUB_RATE, power_rate(hub, w))
    put(store, first + CHALLENGER_RATE, power_rate(challenger, w))
    left = memory(w.latent_half_life, dt)
    put(store, first + MEMORY, left)
    put(store, first + INNOVATION, innovation(w.latent_spread, left))
    put(store, first + PACT_INNOVATION, innovation(w.pact_latent_spread, left))
    put(store, first + PACE_TARIFF, kept(w.tariff_adjustment, dt))
    put(store, first + PACE_RETALIATION, kept(w.retaliation_fading, dt))
    put(store, first + TRUST_FALLING, kept(w.trust_loss, dt))
    put(store, first + TRUST_RISING, kept(w.trust_recovery, dt))
    put(store, first + TIE_GROWING, kept(w.tie_growth, dt))
    put(store, first + TIE_DECAYING, kept(w.tie_decay, dt))
    put(store, first + PACE_EFFORT, kept(w.effort_adjustment, dt))
    put(store, first + PACE_CAPABILITY, kept(w.capability_adjustment, dt))
    put(store, first + WINDOW, happens(w.window_rate, dt))
    preparedness, price = frame.lever[0, here.said_preparedness], frame.lever[0, here.said_exit_price]
    notice = frame.lever[0, here.said_notice]
    put(store, first + PACT_PREPAREDNESS, w.pact_preparedness)
    put(store, first + PACT_EXIT_PRICE, w.pact_exit_price)
    put(store, first + PACT_NOTICE_STEPS, pact.notice_steps(w.pact_notice, dt))
    if preparedness == preparedness:  # a number: the treaty text says so
        put(store, first + PACT_PREPAREDNESS, preparedness)
    if price == price:
        put(store, first + PACT_EXIT_PRICE, price)
    if notice == notice:
        put(store, first + PACT_NOTICE_STEPS, pact.notice_steps(notice, dt))
    for o in range(here.p):
        posture = record(store, here.ladder + o * WIDE_POSTURE, PostureRow)
        put(store, here.stance + o, crisis.stance(posture.side, w.provocation_pact, posture.is_pact))


def power_rate(power: Any, w: Any) -> Any:
    """Log change a year of a power's output."""
    return demography.output_rate(power.growth, demography.working_age_rate(power.working_age_change, w.projection_span))


def spokes(frame: Any, store: Any) -> None:
    """The base year of every spoke, and what follows from it all run long."""
    here, w = layout_of(frame), record(store, 0, Weights)
    dt = frame.lever[0, here.dt]
    hub = record(store, here.hub, PowerRow)
    challenger = record(store, here.challenger, PowerRow)
    for i in range(here.n):
        row = derive.spoke(record(store, here.raw_spoke + i * WIDE_RAW_SPOKE, RawSpoke), w)
        keep(store, here.spoke + i * WIDE_SPOKE, row)
        first = here.trait + i * WIDE_TRAIT
        workers = demography.working_age_rate(row.working_age_change, w.projection_span)
        put(store, first + WORKERS_RATE, demography.grown(workers, dt))
        put(store, first + OUTPUT_RATE, demography.grown(demography.output_rate(row.growth, workers), dt))
        put(store, first + TRUST_BASE, logit(row.trust))
        put(store, first + TURNOVER, happens(row.turnover, dt))
        put(store, first + RATIFICATION, happens(row.ratification_rate, dt))
        put(store, first + BEARING, threat.bearing(row.arriving, w.offence_share, row.other_threat))
        put(store, first + AGE_COST, burden.age_cost(row.median_age, w.reference_age, w.ageing_burden))
        put(store, first + RESISTANCE, burden.resistance(row.effort, w.effort_floor))
        put(store, first + BASE_PRESENCE, deterrence.share_of_presence(row.troops, w.presence_half))
        put(store, first + HUB_PROPENSITY, politics.propensity(row.regime, hub.regime, 0.0))
        with_challenger = politics.propensity(row.regime, challenger.regime, 0.0)
        put(store, first + CHALLENGER_PROPENSITY, with_challenger)
        for o in range(here.p):
            posture = record(store, here.ladder + o * WIDE_POSTURE, PostureRow)
            lasting = decision.lasting(
                posture, w, row.other_threat, row.control_sensitivity, row.nonalignment, with_challenger,
                row.duty_ceiling, row.dispute,
            )  # fmt: skip
            keep(store, here.lasting + (i * here.p + o) * WIDE_LASTING, lasting)


def pairs(frame: Any, store: Any) -> None:
    """What lies between every two spokes."""
    here, w = layout_of(frame), record(store, 0, Weights)
    for i in range(here.n):
        own = record(store, here.spoke + i * WIDE_SPOKE, SpokeRow).regime
        for j in range(here.n):
            raw = record(store, here.raw_pair + (i * here.n + j) * WIDE_RAW_PAIR, RawPair)
            first = here.pair + (i * here.n + j) * WIDE_PAIR
            other = record(store, here.spoke + j * WIDE_SPOKE, SpokeRow).regime
            put(store, first + ARRIVING, threat.decay(raw.distance_km, w.distance_scale))
            put(store, first + MISTRUST, raw.mistrust)
            put(store, first + PROPENSITY, politics.propensity(own, other, raw.mistrust))
            put(store, first + TIE, raw.tie)


def places(frame: Any, store: Any) -> None:
    """The flashpoints, and what every spoke is to each."""
    here, w = layout_of(frame), record(store, 0, Weights)
    for f in range(here.f):
        raw = record(store, here.raw_place + f * WIDE_RAW_PLACE, RawPlace)
        first = here.place + f * WIDE_PLACE
        put(store, first + HAZARD_BASE, raw.hazard)
        put(store, first + SERIOUS, raw.serious_share)
        put(store, first + WAR, raw.war_share)
        arriving = threat.decay(raw.distance_adversary, w.distance_scale)
        put(store, first + PLACE_BEARING, threat.bearing(arriving, w.offence_share, 0.0))
        put(store, first + OTHER_MASSED, threat.massed(raw.capability))
        harm = crisis.expected_harm(raw.serious_share, raw.war_share, w.harm_minor, w.harm_serious, w.harm_war)
        total = nought(store)
        for i in range(here.n):
            total = total + record(store, here.raw_reach + (f * here.n + i) * WIDE_RAW_REACH, RawReach).exposure
        for i in range(here.n):
            reach = record(store, here.raw_reach + (f * here.n + i) * WIDE_RAW_REACH, RawReach)
            ground = here.ground + (f * here.n + i) * WIDE_GROUND
            shares = threat.decay(reach.distance, w.distance_scale)
            put(store, ground + CLAIM, reach.claims)
            put(store, ground + EXPOSURE, reach.exposure)
            put(store, ground + HOME, crisis.home(shares, reach.claims))
            put(store, ground + REACH, crisis.reach(shares, reach.claims, reach.exposure))
            weight = crisis.weight(reach.exposure, total)
            put(store, ground + WEIGHT, weight)
            put(store, ground + PRESSING, crisis.pressing(w.provocation_effect, weight))
            put(store, ground + ASIDE, crisis.harm_aside(harm, reach.exposure, w.collateral, reach.claims))
            put(store, ground + DRAWN, crisis.harm_drawn(harm, reach.exposure, w.collateral, reach.claims))
