"""From drawn numbers to a world: what stays the same all run long, as `sim.world` builds it for a lone world."""

from __future__ import annotations

from typing import Any

from sim.engine.ensemble import layout as field
from sim.engine.ensemble.setting import layout_of
from sim.engine.ensemble.store import at, keep, nought, put, record
from sim.law import burden, crisis, decision, demography, deterrence, pact, politics, threat
from sim.law.arithmetic import happens, kept, logit
from sim.law.choice import innovation, memory
from sim.law.types import PostureRow, Weights
from sim.world import derive as derived
from sim.world.raw import RawPair, RawPlace, RawPower, RawReach, RawSpoke
from sim.world.records import PowerRow, SpokeRow


def build(frame: Any, store: Any) -> None:
    """Write the world that follows from the drawn rows, with ties as they are in the base year."""
    derive(frame, store)
    tied(frame, store)


def derive(frame: Any, store: Any) -> None:
    """Write what follows from the drawn rows as long as they hold."""
    theatre(frame, store)
    spokes(frame, store)
    pairs(frame, store)
    places(frame, store)


def tied(frame: Any, store: Any) -> None:
    """Depth of the tie of every two spokes in the base year."""
    here = layout_of(frame)
    for i in range(here.n):
        for j in range(here.n):
            raw = record(store, here.raw_pair + (i * here.n + j) * field.WIDE_RAW_PAIR, RawPair)
            put(store, here.pair + (i * here.n + j) * field.WIDE_PAIR + field.TIE, raw.tie)


def theatre(frame: Any, store: Any) -> None:
    """The powers, the pact's terms, the stances of postures, and what one step leaves of each gap."""
    here, w = layout_of(frame), record(store, 0, Weights)
    dt = frame.lever[0, here.dt]
    hub = derived.power(record(store, here.raw_hub, RawPower), w)
    challenger = derived.power(record(store, here.raw_challenger, RawPower), w)
    keep(store, here.hub, hub)
    keep(store, here.challenger, challenger)
    first = here.theatre
    put(store, first + field.HUB_RATE, power_rate(hub, w))
    put(store, first + field.CHALLENGER_RATE, power_rate(challenger, w))
    left = memory(w.latent_half_life, dt)
    put(store, first + field.MEMORY, left)
    put(store, first + field.INNOVATION, innovation(w.latent_spread, left))
    put(store, first + field.PACT_INNOVATION, innovation(w.pact_latent_spread, left))
    put(store, first + field.PACE_TARIFF, kept(w.tariff_adjustment, dt))
    put(store, first + field.PACE_RETALIATION, kept(w.retaliation_fading, dt))
    put(store, first + field.TRUST_FALLING, kept(w.trust_loss, dt))
    put(store, first + field.TRUST_RISING, kept(w.trust_recovery, dt))
    put(store, first + field.TIE_GROWING, kept(w.tie_growth, dt))
    put(store, first + field.TIE_DECAYING, kept(w.tie_decay, dt))
    put(store, first + field.PACE_EFFORT, kept(w.effort_adjustment, dt))
    put(store, first + field.PACE_CAPABILITY, kept(w.capability_adjustment, dt))
    put(store, first + field.PACE_FEAR, kept(w.fear_fading, dt))
    put(store, first + field.WINDOW, happens(w.window_rate, dt))
    preparedness, price = frame.lever[0, here.said_preparedness], frame.lever[0, here.said_exit_price]
    notice = frame.lever[0, here.said_notice]
    put(store, first + field.PACT_PREPAREDNESS, w.pact_preparedness)
    put(store, first + field.PACT_EXIT_PRICE, w.pact_exit_price)
    put(store, first + field.PACT_NOTICE_STEPS, pact.notice_steps(w.pact_notice, dt))
    if preparedness == preparedness:  # a number: the treaty text says so
        put(store, first + field.PACT_PREPAREDNESS, preparedness)
    if price == price:
        put(store, first + field.PACT_EXIT_PRICE, price)
    if notice == notice:
        put(store, first + field.PACT_NOTICE_STEPS, pact.notice_steps(notice, dt))
    for o in range(here.p):
        posture = record(store, here.ladder + o * field.WIDE_POSTURE, PostureRow)
        put(store, here.stance + o, crisis.stance(posture.side, w.provocation_pact, posture.is_pact))


def power_rate(power: Any, w: Any) -> Any:
    """Log change a year of a power's output."""
    return demography.output_rate(
        power.growth, demography.working_age_rate(power.working_age_change, w.projection_span)
    )


def spokes(frame: Any, store: Any) -> None:
    """The base year of every spoke, and what follows from it all run long."""
    here, w = layout_of(frame), record(store, 0, Weights)
    dt = frame.lever[0, here.dt]
    challenger = record(store, here.challenger, PowerRow)
    for i in range(here.n):
        row = derived.spoke(record(store, here.raw_spoke + i * field.WIDE_RAW_SPOKE, RawSpoke), w)
        keep(store, here.spoke + i * field.WIDE_SPOKE, row)
        first = here.trait + i * field.WIDE_TRAIT
        workers = demography.working_age_rate(row.working_age_change, w.projection_span)
        put(store, first + field.WORKERS_GROWTH, demography.grown(workers, dt))
        put(store, first + field.OUTPUT_GROWTH, demography.grown(demography.output_rate(row.growth, workers), dt))
        put(store, first + field.TRUST_BASE, logit(row.trust))
        put(store, first + field.TURNOVER, happens(row.turnover, dt))
        put(store, first + field.RATIFICATION, happens(row.ratification_rate, dt))
        put(store, first + field.BEARING, threat.bearing(row.arriving, w.offence_share, row.other_threat))
        put(store, first + field.AGE_COST, burden.age_cost(row.median_age, w.reference_age, w.ageing_burden))
        put(store, first + field.RESISTANCE, burden.resistance(row.effort, burden.least(row.effort, w.effort_floor)))
        put(store, first + field.BASE_PRESENCE, deterrence.share_of_presence(row.troops, w.presence_half))
        with_challenger = politics.propensity(row.regime, challenger.regime, 0.0)
        put(store, first + field.CHALLENGER_PROPENSITY, with_challenger)
        for o in range(here.p):
            posture = record(store, here.ladder + o * field.WIDE_POSTURE, PostureRow)
            lasting = decision.lasting(
                posture,
                w,
                row.other_threat,
                row.control_sensitivity,
                row.nonalignment,
                with_challenger,
                row.duty_ceiling,
                row.dispute,
            )
            keep(store, here.lasting + (i * here.p + o) * field.WIDE_LASTING, lasting)


def pairs(frame: Any, store: Any) -> None:
    """What lies between every two spokes."""
    here, w = layout_of(frame), record(store, 0, Weights)
    for i in range(here.n):
        own = record(store, here.spoke + i * field.WIDE_SPOKE, SpokeRow).regime
        for j in range(here.n):
            raw = record(store, here.raw_pair + (i * here.n + j) * field.WIDE_RAW_PAIR, RawPair)
            first = here.pair + (i * here.n + j) * field.WIDE_PAIR
            other = record(store, here.spoke + j * field.WIDE_SPOKE, SpokeRow).regime
            put(store, first + field.ARRIVING, threat.decay(raw.distance_km, w.distance_scale))
            put(store, first + field.MISTRUST, raw.mistrust)
            put(store, first + field.PROPENSITY, politics.propensity(own, other, raw.mistrust))
            rooted = nought(store)
            for k in range(here.k):
                if frame.rows[here.founded + k * here.n + i] > 0 and frame.rows[here.founded + k * here.n + j] > 0:
                    rooted = rooted + at(store, here.raw_body + k * field.WIDE_RAW_BODY)
            put(store, first + field.ROOTED, rooted)


def places(frame: Any, store: Any) -> None:
    """The flashpoints, and what every spoke is to each."""
    here, w = layout_of(frame), record(store, 0, Weights)
    for f in range(here.f):
        raw = record(store, here.raw_place + f * field.WIDE_RAW_PLACE, RawPlace)
        first = here.place + f * field.WIDE_PLACE
        put(store, first + field.HAZARD_BASE, raw.hazard)
        put(store, first + field.SERIOUS, raw.serious_share)
        put(store, first + field.WAR, raw.war_share)
        arriving = threat.decay(raw.distance_adversary, w.distance_scale)
        put(store, first + field.PLACE_BEARING, threat.bearing(arriving, w.offence_share, 0.0))
        put(store, first + field.OTHER_MASSED, threat.massed(raw.capability))
        harm = crisis.expected_harm(raw.serious_share, raw.war_share, w.harm_minor, w.harm_serious, w.harm_war)
        total = nought(store)
        for i in range(here.n):
            total = total + record(store, here.raw_reach + (f * here.n + i) * field.WIDE_RAW_REACH, RawReach).exposure
        for i in range(here.n):
            reach = record(store, here.raw_reach + (f * here.n + i) * field.WIDE_RAW_REACH, RawReach)
            ground = here.ground + (f * here.n + i) * field.WIDE_GROUND
            shares = threat.decay(reach.distance, w.distance_scale)
            put(store, ground + field.CLAIM, reach.claims)
            put(store, ground + field.EXPOSURE, reach.exposure)
            put(store, ground + field.HOME, crisis.home(shares, reach.claims))
            put(store, ground + field.REACH, crisis.reach(shares, reach.claims, reach.exposure))
            weight = crisis.weight(reach.exposure, total)
            put(store, ground + field.WEIGHT, weight)
            put(store, ground + field.PRESSING, crisis.pressing(w.provocation_effect, weight))
            put(store, ground + field.ASIDE, crisis.harm_aside(harm, reach.exposure, w.collateral, reach.claims))
            put(store, ground + field.DRAWN, crisis.harm_drawn(harm, reach.exposure, w.collateral, reach.claims))
