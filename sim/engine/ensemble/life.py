"""A spoke's life: growth and luck, declarations, the pact's course, and the trade, trust and forces that follow."""

from __future__ import annotations

from typing import Any

from sim.draws.streams import Purpose
from sim.engine.ensemble.draw import deviate, four
from sim.engine.ensemble.store import at, nought, of, put, record, somewhere
from sim.engine.ensemble.layout import (
    AGE_COST, ASSERTIVENESS, AT_HAND, BASE_PRESENCE, BASES, CAPABILITY, CHANGED_FROM, CHOICE_LUCK, COERCION_LOSS, CRISIS_PUSH, DECLARED,
    DUTY_ADDED, EFFORT, EXPORTS_CHALLENGER, EXPORTS_HUB, FORMER, IN_FORCE, INNOVATION, LATENT, LEAVING,
    MARKET_GDP, MEMBER, MEMORY, MISJUDGEMENT, NEW_GOVERNMENT, NEWLY_IN_FORCE, NEXT, NOTICE, NUCLEAR, ORIENTATION,
    OTHER_MOTIVES, OUTPUT, OUTPUT_RATE, PACE_CAPABILITY, PACE_EFFORT, PACE_RETALIATION, PACE_TARIFF, PACT_INNOVATION,
    PACT_LATENT, PACT_NOTICE_STEPS, PACT_PREPAREDNESS, POSTURE, PREPAREDNESS, RATIFICATION, RATIFIED, RATIFY_LUCK, READY,
    RESISTANCE, SHOCK, SIGNED, STAKE, STRENGTH, SUCCESS, TARIFF_LOSS, TRUST, TRUST_BASE, TRUST_FALLING, TRUST_LOGIT,
    TRUST_PUSH, TRUST_RISING, TURNOVER, WIDE_POSTURE, WIDE_SPOKE, WIDE_STATE, WIDE_TRAIT, WINDOW_LUCK, WORKERS,
    WORKERS_RATE,
)  # fmt: skip
from sim.engine.ensemble.setting import COUNTRIES, layout_of
from sim.engine.ensemble.sight import SIDE_OF, in_force, invited, measure, muster
from sim.law import burden, choice, decision, demography, deterrence, economy, nuclear, pact, trust
from sim.law.arithmetic import happens, logistic, where
from sim.law.types import Weights
from sim.world.records import SpokeRow

REVIEW, GOVERNMENT, DRIFT = int(Purpose.REVIEW), int(Purpose.GOVERNMENT), int(Purpose.DRIFT)
PACT_DRIFT, PERCEPTION, ATOM = int(Purpose.PACT_DRIFT), int(Purpose.PERCEPTION), int(Purpose.NUCLEAR)


def grow(frame: Any, t: Any, store: Any, replicate: Any, i: Any) -> None:
    """Demography, output, government, drifting preferences, troops on the soil."""
    here, w = layout_of(frame), record(store, 0, Weights)
    who = frame.word[COUNTRIES + i]
    own, trait, region = here.state + i * WIDE_STATE, here.trait + i * WIDE_TRAIT, here.theatre
    row = record(store, here.spoke + i * WIDE_SPOKE, SpokeRow)
    if t > 0:  # the first step shows the base year
        grown = at(store, trait + OUTPUT_RATE)
        put(store, own + WORKERS, demography.size(at(store, own + WORKERS), at(store, trait + WORKERS_RATE)))
        put(store, own + OUTPUT, demography.size(at(store, own + OUTPUT), grown))
        put(store, own + MARKET_GDP, demography.size(at(store, own + MARKET_GDP), grown))
    window, chosen, turnover, ratify = four(frame, replicate, t, who, REVIEW)
    put(store, own + WINDOW_LUCK, window)
    put(store, own + CHOICE_LUCK, chosen)
    put(store, own + RATIFY_LUCK, ratify)
    fresh = where(turnover < at(store, trait + TURNOVER), 1.0, 0.0)
    put(store, own + NEW_GOVERNMENT, fresh)
    if somewhere(fresh > 0.0):
        leaning = choice.government(row.government_spread, deviate(frame, replicate, t, who, GOVERNMENT))
        put(store, own + ORIENTATION, where(fresh > 0.0, leaning, at(store, own + ORIENTATION)))
    memory = at(store, region + MEMORY)
    z = deviate(frame, replicate, t, who, DRIFT)
    put(store, own + LATENT, choice.drift(at(store, own + LATENT), memory, at(store, region + INNOVATION), z))
    z = deviate(frame, replicate, t, who, PACT_DRIFT)
    pact_latent = choice.drift(at(store, own + PACT_LATENT), memory, at(store, region + PACT_INNOVATION), z)
    put(store, own + PACT_LATENT, pact_latent)
    put(store, own + MISJUDGEMENT, deviate(frame, replicate, t, who, PERCEPTION))
    bases = deterrence.share_of_presence(deterrence.troops_now(row.troops, frame.lever[t, here.troops + i]), w.presence_half)
    put(store, own + BASES, bases)
    put(store, own + AT_HAND, deterrence.presence(bases, w.presence_floor))


def commit(frame: Any, t: Any, store: Any, i: Any) -> None:
    """Declare the posture chosen; it takes effect at once unless a pact must first come about or be left."""
    here, w = layout_of(frame), record(store, 0, Weights)
    own = here.state + i * WIDE_STATE
    new, old = at(store, own + NEXT), at(store, own + DECLARED)
    put(store, own + CHANGED_FROM, at(store, own + POSTURE))
    side = of(store, here.ladder + SIDE_OF, WIDE_POSTURE, here.p, new)
    before = of(store, here.ladder + SIDE_OF, WIDE_POSTURE, here.p, old)
    shock = economy.wave(at(store, own + SHOCK), w.retaliation_shock, frame.lever[t, here.coercion], side, before)
    put(store, own + SHOCK, shock)
    put(store, own + DECLARED, new)
    signs, bound = where(new == float(here.bound), 1.0, 0.0), at(store, own + MEMBER)
    gone = (1.0 - signs) * (1.0 - bound)
    gives_notice = (1.0 - signs) * bound * (1.0 - at(store, own + LEAVING))
    steps = at(store, here.theatre + PACT_NOTICE_STEPS)
    put(store, own + NOTICE, where(gives_notice > 0.0, steps, at(store, own + NOTICE)))
    leaving = where(signs > 0.0, 0.0, at(store, own + LEAVING))
    put(store, own + LEAVING, where(gives_notice > 0.0, 1.0, leaving))
    signed = where(signs > 0.0, 1.0, at(store, own + SIGNED))
    put(store, own + SIGNED, where(gone > 0.0, 0.0, signed))
    put(store, own + RATIFIED, where(gone > 0.0, 0.0, at(store, own + RATIFIED)))
    put(store, own + POSTURE, where(gone > 0.0, new, at(store, own + POSTURE)))
    put(store, own + FORMER, where(gone > 0.0, new, at(store, own + FORMER)))


def release(frame: Any, store: Any, own: Any, freed: Any) -> None:
    """Leave the pact, or its signature, where `freed` is 1: for the posture declared, or the former one."""
    here = layout_of(frame)
    declared = at(store, own + DECLARED)
    back = where(declared == float(here.bound), at(store, own + FORMER), declared)
    put(store, own + DECLARED, where(freed > 0.0, back, declared))
    put(store, own + POSTURE, where(freed > 0.0, back, at(store, own + POSTURE)))
    put(store, own + MEMBER, where(freed > 0.0, 0.0, at(store, own + MEMBER)))
    put(store, own + SIGNED, where(freed > 0.0, 0.0, at(store, own + SIGNED)))
    put(store, own + RATIFIED, where(freed > 0.0, 0.0, at(store, own + RATIFIED)))
    put(store, own + LEAVING, where(freed > 0.0, 0.0, at(store, own + LEAVING)))


def advance_pact(frame: Any, t: Any, store: Any) -> None:
    """Offer, signature, ratification, entry into force, accession, withdrawal and lapse."""
    here = layout_of(frame)
    region, offered = here.theatre, invited(frame, t)
    before = at(store, region + IN_FORCE)
    put(store, region + NEWLY_IN_FORCE, 0.0)
    alive = max(offered, before)
    signatures = nought(store)
    for i in range(here.n):
        signatures = max(signatures, at(store, here.state + i * WIDE_STATE + SIGNED))
    if not somewhere(max(signatures, before) > 0.0):
        return
    ratified = nought(store)
    for i in range(here.n):
        own, trait = here.state + i * WIDE_STATE, here.trait + i * WIDE_TRAIT
        release(frame, store, own, (1.0 - alive) * at(store, own + SIGNED))
        through = where(at(store, own + RATIFY_LUCK) < at(store, trait + RATIFICATION), 1.0, 0.0)
        now = max(at(store, own + RATIFIED), at(store, own + SIGNED) * through)
        put(store, own + RATIFIED, now)
        ratified = ratified + now
    force = pact.enters_into_force(before, ratified, frame.lever[0, here.quorum])
    put(store, region + NEWLY_IN_FORCE, force * (1.0 - before))
    put(store, region + IN_FORCE, force)
    planned = where(force > 0.0, at(store, region + PACT_PREPAREDNESS), at(store, region + PREPAREDNESS))
    put(store, region + PREPAREDNESS, planned)
    members = nought(store)
    for i in range(here.n):
        own = here.state + i * WIDE_STATE
        going, bound = force * at(store, own + LEAVING), at(store, own + MEMBER)
        notice = at(store, own + NOTICE) - going
        put(store, own + NOTICE, notice)
        joins = force * (1.0 - going) * at(store, own + RATIFIED) * (1.0 - bound)
        put(store, own + MEMBER, where(joins > 0.0, 1.0, bound))
        put(store, own + POSTURE, where(joins > 0.0, float(here.bound), at(store, own + POSTURE)))
        release(frame, store, own, going * where(notice < 0.0, 1.0, 0.0))
        members = members + at(store, own + MEMBER)
    ends = pact.lapses(force, members, frame.lever[0, here.minimum])
    put(store, region + IN_FORCE, force * (1.0 - ends))
    for i in range(here.n):
        own = here.state + i * WIDE_STATE
        release(frame, store, own, ends * at(store, own + SIGNED))


def live(frame: Any, t: Any, store: Any, replicate: Any, i: Any, fellows: Any) -> None:
    """Trade, trust, effort and forces follow."""
    trade(frame, t, store, i)
    learn(frame, t, store, i)
    support = muster(frame, t, store, i, fellows)
    measure(frame, store, i, support)
    arm(frame, t, store, replicate, i, support)


def trade(frame: Any, t: Any, store: Any, i: Any) -> None:
    """The hub's duty and the challenger's retaliation: exports, and what both take."""
    here, w = layout_of(frame), record(store, 0, Weights)
    own, region = here.state + i * WIDE_STATE, here.theatre
    row, posture, coercion = record(store, here.spoke + i * WIDE_SPOKE, SpokeRow), in_force(store, own), frame.lever[t, here.coercion]
    waived = nought(store)
    for o in range(here.p):
        waived = where(at(store, own + POSTURE) == float(o), frame.lever[t, here.exemption + o], waived)
    levied = economy.duty(row.tariff, frame.lever[t, here.tariff + i], waived)
    added = economy.duty_added(levied, row.tariff)
    put(store, own + DUTY_ADDED, added)
    hub = economy.exports_after_tariff(
        at(store, own + EXPORTS_HUB), row.exports_hub, added, w.tariff_elasticity, at(store, region + PACE_TARIFF)
    )
    put(store, own + EXPORTS_HUB, hub)
    challenger = economy.exports_to_challenger(row.exports_challenger, row.exports_hub, hub, w.tariff_diversion)
    put(store, own + EXPORTS_CHALLENGER, challenger)
    intensity = decision.move(posture, posture, w).intensity
    shock = at(store, own + SHOCK)
    lost = economy.coercion_loss(challenger, w.trade_diversion, coercion, intensity, shock)
    put(store, own + COERCION_LOSS, lost)
    put(store, own + SHOCK, economy.coercion_shock(shock, at(store, region + PACE_RETALIATION)))
    put(store, own + TARIFF_LOSS, economy.tariff_loss(hub, levied, w.tariff_incidence))


def learn(frame: Any, t: Any, store: Any, i: Any) -> None:
    """Trust in the hub moves with what it does in the theatre, on the soil, in trade and in crises."""
    here, w = layout_of(frame), record(store, 0, Weights)
    own, trait, region = here.state + i * WIDE_STATE, here.trait + i * WIDE_TRAIT, here.theatre
    troops = trust.troops_push(w.trust_troops, frame.lever[t, here.troops + i], at(store, trait + BASE_PRESENCE))
    base = trust.baseline(
        at(store, trait + TRUST_BASE), at(store, region + TRUST_PUSH), w.trust_tariff, at(store, own + DUTY_ADDED), troops
    )
    push = trust.pushes(frame.lever[t, here.trust_push + i], frame.lever[0, here.dt], frame.lever[t, here.trust_shock + i], at(store, own + CRISIS_PUSH))
    logit = trust.next_trust(
        at(store, own + TRUST_LOGIT), base, at(store, region + TRUST_FALLING), at(store, region + TRUST_RISING), push
    )
    put(store, own + TRUST_LOGIT, logit)
    put(store, own + TRUST, logistic(logit))


def arm(frame: Any, t: Any, store: Any, replicate: Any, i: Any, support: Any) -> None:
    """Effort follows its worth, forces follow effort; fear of being left alone may lead to the bomb."""
    here, w = layout_of(frame), record(store, 0, Weights)
    own, trait, region = here.state + i * WIDE_STATE, here.trait + i * WIDE_TRAIT, here.theatre
    row, success, output = record(store, here.spoke + i * WIDE_SPOKE, SpokeRow), at(store, own + SUCCESS), at(store, own + OUTPUT)
    stake = deterrence.stake_now(at(store, trait + STAKE), at(store, region + ASSERTIVENESS))
    ageing = burden.ageing(at(store, trait + AGE_COST), at(store, own + WORKERS))
    gain = burden.marginal_security(stake, w.decisiveness, success, at(store, own + STRENGTH), output)
    before = at(store, own + EFFORT)
    effort = burden.next_effort(
        before, gain, at(store, trait + OTHER_MOTIVES),
        burden.marginal_cost(ageing, before, at(store, trait + RESISTANCE)),
        w.effort_adjustment, w.effort_floor, frame.lever[t, here.burden_target + i], at(store, region + PACE_EFFORT), frame.lever[0, here.dt],
    )  # fmt: skip
    put(store, own + EFFORT, effort)
    forces = burden.next_capability(at(store, own + CAPABILITY), effort, output, at(store, region + PACE_CAPABILITY))
    put(store, own + CAPABILITY, forces)
    given, _, _ = decision.stand(support, in_force(store, own), at(store, own + READY))
    rate = nuclear.nuclear_rate(w.nuclear_rate, row.latency, row.nuclear_support, given, at(store, own + TRUST), success)
    u, _, _, _ = four(frame, replicate, t, frame.word[COUNTRIES + i], ATOM)
    put(store, own + NUCLEAR, max(at(store, own + NUCLEAR), where(u < happens(rate, frame.lever[0, here.dt]), 1.0, 0.0)))
