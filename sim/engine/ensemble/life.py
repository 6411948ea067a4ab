"""A spoke's life: growth and luck, declarations, the pact's course, and the trade, trust and forces that follow."""

from __future__ import annotations

from typing import Any

from sim.draws.streams import Purpose
from sim.engine.ensemble import layout as field
from sim.engine.ensemble.choose import left_with
from sim.engine.ensemble.draw import deviate, four
from sim.engine.ensemble.setting import COUNTRIES, layout_of
from sim.engine.ensemble.sight import SIDE_OF, in_force, invited, measure, muster
from sim.engine.ensemble.store import at, nought, of, put, record, somewhere
from sim.law import accord, burden, choice, decision, demography, deterrence, economy, nuclear, pact, trust
from sim.law.arithmetic import happens, logistic, where
from sim.law.types import Weights
from sim.world.records import SpokeRow

REVIEW, GOVERNMENT, DRIFT = int(Purpose.REVIEW), int(Purpose.GOVERNMENT), int(Purpose.DRIFT)
PACT_DRIFT, PERCEPTION, ATOM = int(Purpose.PACT_DRIFT), int(Purpose.PERCEPTION), int(Purpose.NUCLEAR)


def grow(frame: Any, t: Any, store: Any, replicate: Any, i: Any) -> None:
    """Demography, output, government, drifting preferences, troops on the soil."""
    here, w = layout_of(frame), record(store, 0, Weights)
    who = frame.word[COUNTRIES + i]
    own, trait, region = here.state + i * field.WIDE_STATE, here.trait + i * field.WIDE_TRAIT, here.theatre
    row = record(store, here.spoke + i * field.WIDE_SPOKE, SpokeRow)
    if t > 0:  # the first step shows the base year
        grown = at(store, trait + field.OUTPUT_GROWTH)
        put(
            store,
            own + field.WORKERS,
            demography.size(at(store, own + field.WORKERS), at(store, trait + field.WORKERS_GROWTH)),
        )
        put(store, own + field.OUTPUT, demography.size(at(store, own + field.OUTPUT), grown))
        put(store, own + field.MARKET_GDP, demography.size(at(store, own + field.MARKET_GDP), grown))
    window, chosen, turnover, ratify = four(frame, replicate, t, who, REVIEW)
    put(store, own + field.WINDOW_LUCK, window)
    put(store, own + field.CHOICE_LUCK, chosen)
    put(store, own + field.RATIFY_LUCK, ratify)
    fresh = where(turnover < at(store, trait + field.TURNOVER), 1.0, 0.0)
    if frame.lever[t, here.government_fixed + i] > 0.0:
        put(store, own + field.NEW_GOVERNMENT, installed(frame, t, i))
        put(store, own + field.ORIENTATION, frame.lever[t, here.government + i])
    else:
        put(store, own + field.NEW_GOVERNMENT, fresh)
    if frame.lever[t, here.government_fixed + i] == 0.0 and somewhere(fresh > 0.0):
        leaning = choice.government(row.government_spread, deviate(frame, replicate, t, who, GOVERNMENT))
        put(store, own + field.ORIENTATION, where(fresh > 0.0, leaning, at(store, own + field.ORIENTATION)))
    memory = at(store, region + field.MEMORY)
    z = deviate(frame, replicate, t, who, DRIFT)
    put(
        store,
        own + field.LATENT,
        choice.drift(at(store, own + field.LATENT), memory, at(store, region + field.INNOVATION), z),
    )
    z = deviate(frame, replicate, t, who, PACT_DRIFT)
    pact_latent = choice.drift(at(store, own + field.PACT_LATENT), memory, at(store, region + field.PACT_INNOVATION), z)
    put(store, own + field.PACT_LATENT, pact_latent)
    put(store, own + field.MISJUDGEMENT, deviate(frame, replicate, t, who, PERCEPTION))
    put(store, own + field.CAPABILITY, burden.worth(at(store, own + field.STOCK), frame.lever[t, here.arms + i]))
    bases = deterrence.share_of_presence(
        deterrence.troops_now(row.troops, frame.lever[t, here.troops + i]), w.presence_half
    )
    put(store, own + field.BASES, bases)
    put(store, own + field.AT_HAND, deterrence.presence(bases, w.presence_floor))


def installed(frame: Any, t: Any, i: Any) -> Any:
    """1 if the scenario puts another government into office in this step."""
    here, last = layout_of(frame), max(t - 1, 0)
    held = 0.0
    if t > 0:
        held = frame.lever[last, here.government_fixed + i]
    return choice.installed(held, frame.lever[last, here.government + i], frame.lever[t, here.government + i])


def commit(frame: Any, t: Any, store: Any, i: Any) -> None:
    """Declare the posture chosen; it takes effect at once unless a pact must first come about or be left."""
    here, w = layout_of(frame), record(store, 0, Weights)
    own = here.state + i * field.WIDE_STATE
    new, old = at(store, own + field.NEXT), at(store, own + field.DECLARED)
    put(store, own + field.CHANGED_FROM, at(store, own + field.POSTURE))
    side = of(store, here.ladder + SIDE_OF, field.WIDE_POSTURE, here.p, new)
    before = of(store, here.ladder + SIDE_OF, field.WIDE_POSTURE, here.p, old)
    shock = economy.wave(at(store, own + field.SHOCK), w.retaliation_shock, frame.lever[t, here.coercion], side, before)
    put(store, own + field.SHOCK, shock)
    put(store, own + field.DECLARED, new)
    signs, bound = where(new == float(here.bound), 1.0, 0.0), at(store, own + field.MEMBER)
    gone = (1.0 - signs) * (1.0 - bound)
    gives_notice = (1.0 - signs) * bound * (1.0 - at(store, own + field.LEAVING))
    steps = at(store, here.theatre + field.PACT_NOTICE_STEPS)
    put(store, own + field.NOTICE, where(gives_notice > 0.0, steps, at(store, own + field.NOTICE)))
    leaving = where(signs > 0.0, 0.0, at(store, own + field.LEAVING))
    put(store, own + field.LEAVING, where(gives_notice > 0.0, 1.0, leaving))
    signed = where(signs > 0.0, 1.0, at(store, own + field.SIGNED))
    put(store, own + field.SIGNED, where(gone > 0.0, 0.0, signed))
    put(store, own + field.RATIFIED, where(gone > 0.0, 0.0, at(store, own + field.RATIFIED)))
    for part in (field.POSTURE, field.FORMER):  # a treaty that has ended keeps nobody an ally
        held = where(gone > 0.0, new, at(store, own + part))
        put(store, own + part, left_with(frame, t, i, held))


def release(frame: Any, store: Any, own: Any, freed: Any) -> None:
    """Leave the pact, or its signature, where `freed` is 1: for the posture declared, or the former one."""
    here = layout_of(frame)
    declared = at(store, own + field.DECLARED)
    back = where(declared == float(here.bound), at(store, own + field.FORMER), declared)
    put(store, own + field.DECLARED, where(freed > 0.0, back, declared))
    put(store, own + field.POSTURE, where(freed > 0.0, back, at(store, own + field.POSTURE)))
    put(store, own + field.MEMBER, where(freed > 0.0, 0.0, at(store, own + field.MEMBER)))
    put(store, own + field.SIGNED, where(freed > 0.0, 0.0, at(store, own + field.SIGNED)))
    put(store, own + field.RATIFIED, where(freed > 0.0, 0.0, at(store, own + field.RATIFIED)))
    put(store, own + field.LEAVING, where(freed > 0.0, 0.0, at(store, own + field.LEAVING)))


def advance_pact(frame: Any, t: Any, store: Any) -> None:
    """Offer, signature, ratification, entry into force, accession, withdrawal and lapse."""
    here = layout_of(frame)
    region, offered = here.theatre, invited(frame, t)
    before = at(store, region + field.IN_FORCE)
    put(store, region + field.NEWLY_IN_FORCE, 0.0)
    alive = max(offered, before)
    signatures = nought(store)
    for i in range(here.n):
        signatures = max(signatures, at(store, here.state + i * field.WIDE_STATE + field.SIGNED))
    if not somewhere(max(signatures, before) > 0.0):
        return
    ratified = nought(store)
    for i in range(here.n):
        own, trait = here.state + i * field.WIDE_STATE, here.trait + i * field.WIDE_TRAIT
        release(frame, store, own, (1.0 - alive) * at(store, own + field.SIGNED))
        through = where(at(store, own + field.RATIFY_LUCK) < at(store, trait + field.RATIFICATION), 1.0, 0.0)
        now = max(at(store, own + field.RATIFIED), at(store, own + field.SIGNED) * through)
        put(store, own + field.RATIFIED, now)
        ratified = ratified + now
    force = pact.enters_into_force(before, ratified, frame.lever[0, here.quorum])
    put(store, region + field.NEWLY_IN_FORCE, force * (1.0 - before))
    put(store, region + field.IN_FORCE, force)
    planned = where(force > 0.0, at(store, region + field.PACT_PREPAREDNESS), at(store, region + field.PREPAREDNESS))
    put(store, region + field.PREPAREDNESS, planned)
    members = nought(store)
    for i in range(here.n):
        own = here.state + i * field.WIDE_STATE
        going, bound = force * at(store, own + field.LEAVING), at(store, own + field.MEMBER)
        notice = at(store, own + field.NOTICE) - going
        put(store, own + field.NOTICE, notice)
        joins = force * (1.0 - going) * at(store, own + field.RATIFIED) * (1.0 - bound)
        put(store, own + field.MEMBER, where(joins > 0.0, 1.0, bound))
        put(store, own + field.POSTURE, where(joins > 0.0, float(here.bound), at(store, own + field.POSTURE)))
        release(frame, store, own, going * where(notice < 0.0, 1.0, 0.0))
        members = members + at(store, own + field.MEMBER)
    ends = pact.lapses(force, members, frame.lever[0, here.minimum])
    put(store, region + field.IN_FORCE, force * (1.0 - ends))
    for i in range(here.n):
        own = here.state + i * field.WIDE_STATE
        release(frame, store, own, ends * at(store, own + field.SIGNED))


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
    own, region = here.state + i * field.WIDE_STATE, here.theatre
    row, posture, coercion = (
        record(store, here.spoke + i * field.WIDE_SPOKE, SpokeRow),
        in_force(store, own),
        frame.lever[t, here.coercion],
    )
    waived = nought(store)
    for o in range(here.p):
        waived = where(at(store, own + field.POSTURE) == float(o), frame.lever[t, here.exemption + o], waived)
    levied = economy.duty(row.tariff, frame.lever[t, here.tariff + i], waived)
    added = economy.duty_added(levied, row.tariff)
    put(store, own + field.DUTY_ADDED, added)
    hub = economy.exports_to_hub(
        at(store, own + field.EXPORTS_HUB),
        row.exports_hub,
        frame.lever[t, here.access + i],
        added,
        w.tariff_elasticity,
        at(store, region + field.PACE_TARIFF),
    )
    put(store, own + field.EXPORTS_HUB, hub)
    challenger = economy.exports_to_challenger(row.exports_challenger, row.exports_hub, hub, w.tariff_diversion)
    put(store, own + field.EXPORTS_CHALLENGER, challenger)
    side = accord.side_taken(w.minilateral_side, at(store, own + field.ENGAGED))
    intensity = accord.drawing(decision.move(posture, posture, w).intensity, w.retaliation_level, side)
    shock = at(store, own + field.SHOCK)
    lost = economy.coercion_loss(challenger, w.trade_diversion, coercion, intensity, shock)
    put(store, own + field.COERCION_LOSS, lost)
    put(store, own + field.SHOCK, economy.coercion_shock(shock, at(store, region + field.PACE_RETALIATION)))
    gone = economy.driven_away(
        at(store, own + field.DRIVEN_AWAY),
        row.exports_hub,
        frame.lever[t, here.access + i],
        added,
        w.tariff_elasticity,
        at(store, region + field.PACE_TARIFF),
    )
    put(store, own + field.DRIVEN_AWAY, gone)
    forgone = economy.forgone(gone, row.tariff, added, w.tariff_elasticity, w.tariff_incidence)
    put(store, own + field.TARIFF_LOSS, economy.tariff_loss(hub, levied, w.tariff_incidence) + forgone)


def learn(frame: Any, t: Any, store: Any, i: Any) -> None:
    """Trust in the hub moves with what it does in the theatre, on the soil, in trade and in crises."""
    here, w = layout_of(frame), record(store, 0, Weights)
    own, trait, region = here.state + i * field.WIDE_STATE, here.trait + i * field.WIDE_TRAIT, here.theatre
    troops = trust.troops_push(w.trust_troops, frame.lever[t, here.troops + i], at(store, trait + field.BASE_PRESENCE))
    base = trust.baseline(
        at(store, trait + field.TRUST_BASE),
        at(store, region + field.TRUST_PUSH),
        w.trust_tariff,
        at(store, own + field.DUTY_ADDED),
        troops,
    )
    push = trust.pushes(
        frame.lever[t, here.trust_push + i],
        frame.lever[0, here.dt],
        frame.lever[t, here.trust_shock + i],
        at(store, own + field.CRISIS_PUSH),
    )
    logit = trust.next_trust(
        at(store, own + field.TRUST_LOGIT),
        base,
        at(store, region + field.TRUST_FALLING),
        at(store, region + field.TRUST_RISING),
        push,
    )
    put(store, own + field.TRUST_LOGIT, logit)
    put(store, own + field.TRUST, logistic(logit))


def arm(frame: Any, t: Any, store: Any, replicate: Any, i: Any, support: Any) -> None:
    """Effort follows its worth, forces follow effort; fear of being left alone may lead to the bomb."""
    here, w = layout_of(frame), record(store, 0, Weights)
    own, trait, region = here.state + i * field.WIDE_STATE, here.trait + i * field.WIDE_TRAIT, here.theatre
    row, success, output = (
        record(store, here.spoke + i * field.WIDE_SPOKE, SpokeRow),
        at(store, own + field.SUCCESS),
        at(store, own + field.OUTPUT),
    )
    stake = deterrence.stake_now(
        at(store, trait + field.STAKE), at(store, region + field.ASSERTIVENESS), at(store, own + field.FEAR)
    )
    ageing = burden.ageing(at(store, trait + field.AGE_COST), at(store, own + field.WORKERS))
    gain = burden.marginal_security(stake, w.decisiveness, success, at(store, own + field.STRENGTH), output)
    before = at(store, own + field.EFFORT)
    effort = burden.next_effort(
        before,
        gain,
        at(store, trait + field.OTHER_MOTIVES),
        burden.marginal_cost(ageing, before, at(store, trait + field.RESISTANCE)),
        w.effort_adjustment,
        burden.least(row.effort, w.effort_floor),
        frame.lever[t, here.burden_target + i],
        at(store, region + field.PACE_EFFORT),
        frame.lever[0, here.dt],
    )
    put(store, own + field.EFFORT, effort)
    stock = burden.next_stock(at(store, own + field.STOCK), effort, output, at(store, region + field.PACE_CAPABILITY))
    put(store, own + field.STOCK, stock)
    put(store, own + field.CAPABILITY, burden.worth(stock, frame.lever[t, here.arms + i]))
    given, _, _ = decision.stand(support, in_force(store, own), at(store, own + field.READY))
    rate = nuclear.nuclear_rate(
        w.nuclear_rate, row.latency, row.nuclear_support, given, at(store, own + field.TRUST), success
    )
    u, _, _, _ = four(frame, replicate, t, frame.word[COUNTRIES + i], ATOM)
    put(
        store,
        own + field.NUCLEAR,
        max(at(store, own + field.NUCLEAR), where(u < happens(rate, frame.lever[0, here.dt]), 1.0, 0.0)),
    )
