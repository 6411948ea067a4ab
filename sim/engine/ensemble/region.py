"""The region: the powers, ties between spokes, flashpoints and crises."""

from __future__ import annotations

from typing import Any

from sim.draws.streams import Purpose
from sim.engine.ensemble.draw import four
from sim.engine.ensemble.store import at, nought, put, record
from sim.engine.ensemble.layout import (
    ADMINISTRATION, ALARMED, ASSERTIVENESS, AT_HAND, BACKING, BASE_DETERRENCE, BASE_PROVOCATION, BASES, CAPABILITY,
    CHALLENGER_CAPABILITY, CHALLENGER_RATE, CLAIM, COMMITMENT, COOPERATION, CRISIS_PUSH, DEPTH, DETERRENCE, DUTY, EASING,
    EXPECTED, EXPOSURE, FELT, GIVEN, HAZARD, HAZARD_BASE, HELPED, HOME, HUB_RATE, JOINT, JOINT_PACT, LEADERSHIP,
    MASSED, MEMBER, NEW_ADMINISTRATION, OTHER_MASSED, PLACE_BEARING, PREPAREDNESS, PROMISE, PROVOCATION,
    PROVOCATION_BASE, REACH, READY, RELIABILITY, SERIOUS, SEVERITY, STANCE, THEATRE_CAPABILITY, TIE, TIE_DECAYING,
    TIE_GROWING, TRUST, TRUST_PUSH, WAR, WEIGHT, WIDE_GROUND, WIDE_PAIR, WIDE_PLACE, WIDE_SPOKE, WIDE_STATE,
)  # fmt: skip
from sim.engine.ensemble.setting import COUNTRIES, HUB, layout_of
from sim.law import burden, crisis, demography, deterrence, elections, pact, threat, ties, trust
from sim.law.arithmetic import approach, happens, mean, where
from sim.law.types import Weights
from sim.world.records import PowerRow, SpokeRow

ELECTION, CRISIS = int(Purpose.ELECTION), int(Purpose.CRISIS)


def move_powers(frame: Any, t: Any, store: Any, replicate: Any) -> None:
    """Elections in the hub, growth of both powers, the challenger's pressure."""
    here, w = layout_of(frame), record(store, 0, Weights)
    first = here.theatre
    begun = elections.inauguration(frame.lever[0, here.start], float(t), frame.lever[0, here.dt], w.inauguration_year, w.inauguration_cycle)
    u, _, _, _ = four(frame, replicate, t, frame.word[HUB], ELECTION)
    before = at(store, first + ADMINISTRATION)
    elected = elections.winner(u, w.america_first_wins)
    holder = elections.holder(before, frame.lever[t, here.administration], begun, elected)
    put(store, first + NEW_ADMINISTRATION, where(holder == before, 0.0, 1.0))
    put(store, first + ADMINISTRATION, holder)
    settle_powers(frame, t, store)


def settle_powers(frame: Any, t: Any, store: Any) -> None:
    """Capabilities of the powers in this step, and what the administration changes."""
    here, w = layout_of(frame), record(store, 0, Weights)
    first, who = here.theatre, at(store, here.theatre + ADMINISTRATION)
    years = elections.years(float(t), frame.lever[0, here.dt])
    commitment = elections.commitment(frame.lever[t, here.commitment], elections.under(who, 1.0, w.commitment_internationalist))
    put(store, first + COMMITMENT, commitment)
    put(store, first + LEADERSHIP, elections.under(who, 1.0, w.leadership_internationalist))
    put(store, first + RELIABILITY, elections.under(who, w.reliability_america_first, w.reliability_internationalist))
    push = elections.under(who, 0.0, w.trust_internationalist)
    put(store, first + TRUST_PUSH, trust.theatre_push(push, w.trust_commitment, commitment))
    hub, challenger = record(store, here.hub, PowerRow), record(store, here.challenger, PowerRow)
    strength = power(hub, at(store, first + HUB_RATE), years)
    put(store, first + THEATRE_CAPABILITY, deterrence.theatre_capability(strength, hub.theatre_share, commitment))
    capability = power(challenger, at(store, first + CHALLENGER_RATE), years)
    put(store, first + CHALLENGER_CAPABILITY, capability)
    put(store, first + MASSED, threat.massed(capability))
    assertiveness = threat.assertiveness(
        years, w.assertiveness_drift, w.assertiveness_reaction, mean_provocation(frame, store),
        at(store, first + PROVOCATION_BASE),
    )  # fmt: skip
    put(store, first + ASSERTIVENESS, assertiveness)


def power(row: Any, rate: Any, years: Any) -> Any:
    """Military effort of a power, bn mixed USD a year."""
    return burden.forces(row.effort, demography.size(row.output, demography.grown(rate, years)))


def mean_provocation(frame: Any, store: Any) -> Any:
    """Mean provocation over the flashpoints, as the last step left them."""
    total = nought(store)
    for f in range(layout_of(frame).f):
        total = total + at(store, layout_of(frame).place + f * WIDE_PLACE + PROVOCATION)
    return mean(total, float(layout_of(frame).f))


def advance_ties(frame: Any, t: Any, store: Any) -> None:
    """Ties between spokes move towards what leadership, joint work and the pact make of them."""
    here, w = layout_of(frame), record(store, 0, Weights)
    leadership = at(store, here.theatre + LEADERSHIP)
    growing, decaying = at(store, here.theatre + TIE_GROWING), at(store, here.theatre + TIE_DECAYING)
    for i in range(here.n):
        own = here.state + i * WIDE_STATE
        works, member = at(store, own + COOPERATION), at(store, own + MEMBER)
        for j in range(i):
            other = here.state + j * WIDE_STATE
            pair, mirrored = here.pair + (i * here.n + j) * WIDE_PAIR, here.pair + (j * here.n + i) * WIDE_PAIR
            floor = ties.floor_of(member * at(store, other + MEMBER), w.tie_pact)
            goal = ties.target(
                at(store, pair + DEPTH), leadership, works, at(store, other + COOPERATION), frame.lever[t, here.tie_gain + i * here.n + j], floor
            )
            now = at(store, pair + TIE)
            tie = approach(now, goal, ties.left(now, goal, growing, decaying))
            put(store, pair + TIE, tie)
            put(store, mirrored + TIE, tie)


def assess_flashpoints(frame: Any, t: Any, store: Any, fellows: Any) -> None:
    """Deterrence and provocation at each flashpoint, given postures now."""
    here, w = layout_of(frame), record(store, 0, Weights)
    calm = crisis.calm(frame.lever[t, here.reassurance])
    theatre = at(store, here.theatre + THEATRE_CAPABILITY)
    for i in range(here.n):
        own = here.state + i * WIDE_STATE
        guarantee = record(store, here.spoke + i * WIDE_SPOKE, SpokeRow).guarantee + frame.lever[t, here.guarantee + i]
        given = deterrence.promise(at(store, own + PROMISE), guarantee, at(store, own + COOPERATION))
        hub = deterrence.hub_strength(at(store, own + TRUST), at(store, own + AT_HAND), theatre)
        troops = frame.lever[t, here.troops + i]
        put(store, own + GIVEN, given)
        put(store, own + BACKING, crisis.backing(given, at(store, own + READY), hub))
        felt = crisis.presence_felt(at(store, own + STANCE), w.provocation_troops, at(store, own + BASES), troops)
        put(store, own + FELT, felt)
    pressed = threat.pressed(
        at(store, here.theatre + CHALLENGER_CAPABILITY), at(store, here.theatre + ASSERTIVENESS)
    )
    for f in range(here.f):
        place = here.place + f * WIDE_PLACE
        interoperability(frame, store, f, fellows)
        strength, provoked = nought(store), nought(store)
        for i in range(here.n):
            own, ground = here.state + i * WIDE_STATE, here.ground + (f * here.n + i) * WIDE_GROUND
            capability = at(store, own + CAPABILITY)
            joint = where(at(store, own + MEMBER) > 0.0, at(store, ground + JOINT_PACT), at(store, ground + JOINT))
            strength = strength + crisis.contribution(
                capability, at(store, ground + HOME), at(store, ground + REACH), joint, at(store, own + DUTY),
                at(store, ground + CLAIM), at(store, own + BACKING),
            )  # fmt: skip
            provoked = provoked + at(store, ground + WEIGHT) * at(store, own + FELT)
        for k in range(here.n):
            if frame.rows[here.claims + f * here.n + k] > 0:
                claim = at(store, here.ground + (f * here.n + k) * WIDE_GROUND + CLAIM)
                provoked = provoked + crisis.guarantee_provocation(
                    claim, w.provocation_guarantee, frame.lever[t, here.guarantee + k]
                )
        against = where(frame.rows[here.by_challenger + f] > 0, pressed, at(store, place + OTHER_MASSED))
        log_threat = threat.threat(against, at(store, place + PLACE_BEARING))
        success = deterrence.success(strength, log_threat, w.decisiveness)
        put(store, place + DETERRENCE, success)
        slope = deterrence.slope(w.decisiveness, success, strength)
        put(store, place + EASING, crisis.easing(w.deterrence_effect, slope))
        put(store, place + PROVOCATION, crisis.provoked(provoked, calm))


def interoperability(frame: Any, store: Any, f: Any, fellows: Any) -> None:
    """How well each spoke fights beside the claimants of a flashpoint, outside and in a pact."""
    here = layout_of(frame)
    preparedness = at(store, here.theatre + PREPAREDNESS)
    for i in range(here.n):
        alone, together = nought(store), nought(store)
        for k in range(here.n):
            if frame.rows[here.claims + f * here.n + k] > 0:
                claim = at(store, here.ground + (f * here.n + k) * WIDE_GROUND + CLAIM)
                tie = where(i == k, 1.0, at(store, here.pair + (i * here.n + k) * WIDE_PAIR + TIE))
                alone = alone + claim * tie
                if fellows:
                    planning = pact.planning(preparedness, at(store, here.state + k * WIDE_STATE + EXPECTED))
                    together = together + claim * deterrence.interoperability(tie, planning)
        ground = here.ground + (f * here.n + i) * WIDE_GROUND
        put(store, ground + JOINT, alone)
        if fellows:
            put(store, ground + JOINT_PACT, together)
        else:
            put(store, ground + JOINT_PACT, alone)


def rate_crises(frame: Any, t: Any, store: Any) -> None:
    """Yearly rate of crises at each flashpoint, from its deterrence and provocation."""
    here, w = layout_of(frame), record(store, 0, Weights)
    for f in range(here.f):
        place = here.place + f * WIDE_PLACE
        rate = crisis.hazard(
            at(store, place + HAZARD_BASE), w.deterrence_effect, at(store, place + DETERRENCE),
            at(store, place + BASE_DETERRENCE), w.provocation_effect, at(store, place + PROVOCATION),
            at(store, place + BASE_PROVOCATION), frame.lever[t, here.dialogue + f],
        )  # fmt: skip
        put(store, place + HAZARD, rate)


def break_out(frame: Any, t: Any, store: Any, replicate: Any) -> None:
    """Crises break out or not; the hub helps or not; those who look on learn from it."""
    here, w = layout_of(frame), record(store, 0, Weights)
    for i in range(here.n):
        own = here.state + i * WIDE_STATE
        put(store, own + CRISIS_PUSH, 0.0)
        put(store, own + ALARMED, 0.0)
    for f in range(here.f):
        place = here.place + f * WIDE_PLACE
        outbreak, grave, help_, _ = four(frame, replicate, t, frame.word[COUNTRIES + here.n + f], CRISIS)
        broke = where(outbreak < happens(at(store, place + HAZARD), frame.lever[0, here.dt]), 1.0, 0.0)
        level = broke * crisis.severity(grave, at(store, place + SERIOUS), at(store, place + WAR))
        promised = nought(store)
        for k in range(here.n):
            if frame.rows[here.claims + f * here.n + k] > 0:
                claim = at(store, here.ground + (f * here.n + k) * WIDE_GROUND + CLAIM)
                promised = promised + claim * at(store, here.state + k * WIDE_STATE + GIVEN)
        likely = crisis.help_probability(promised, at(store, here.theatre + RELIABILITY))
        helped = broke * where(help_ < likely, 1.0, 0.0)
        put(store, place + SEVERITY, level)
        put(store, place + HELPED, helped)
        grave_enough = where(level > 1.0, 1.0, 0.0)
        for i in range(here.n):
            own, ground = here.state + i * WIDE_STATE, here.ground + (f * here.n + i) * WIDE_GROUND
            lesson = trust.crisis_push(helped, w.trust_help, w.trust_refusal, at(store, ground + EXPOSURE), level)
            push = at(store, own + CRISIS_PUSH)
            put(store, own + CRISIS_PUSH, where(grave_enough > 0.0, push + lesson, push))
            party = max(where(at(store, ground + CLAIM) > 0.0, 1.0, 0.0), at(store, own + MEMBER))
            put(store, own + ALARMED, max(at(store, own + ALARMED), grave_enough * party))
