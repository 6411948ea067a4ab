"""The region: the powers, ties between spokes, flashpoints and crises."""

from __future__ import annotations

from typing import Any

from sim.draws.streams import Purpose
from sim.engine.ensemble import layout as field
from sim.engine.ensemble.draw import four
from sim.engine.ensemble.setting import COUNTRIES, HUB, layout_of
from sim.engine.ensemble.store import at, nought, put, record
from sim.law import accord, burden, crisis, demography, deterrence, elections, pact, politics, threat, ties, trust
from sim.law.arithmetic import approach, happens, mean, where
from sim.law.types import Weights
from sim.world.records import PowerRow, SpokeRow

ELECTION, CRISIS = int(Purpose.ELECTION), int(Purpose.CRISIS)


def move_powers(frame: Any, t: Any, store: Any, replicate: Any) -> None:
    """Elections in the hub, growth of both powers, the challenger's pressure."""
    here, w = layout_of(frame), record(store, 0, Weights)
    first = here.theatre
    begun = elections.inauguration(
        frame.lever[0, here.start], float(t), frame.lever[0, here.dt], w.inauguration_year, w.inauguration_cycle
    )
    u, _, _, _ = four(frame, replicate, t, frame.word[HUB], ELECTION)
    before = at(store, first + field.ADMINISTRATION)
    elected = elections.winner(u, w.america_first_wins)
    holder = elections.holder(before, frame.lever[t, here.administration], begun, elected)
    put(store, first + field.NEW_ADMINISTRATION, where(holder == before, 0.0, 1.0))
    put(store, first + field.ADMINISTRATION, holder)
    age = pact.age(at(store, first + field.IN_FORCE), at(store, first + field.PACT_AGE), frame.lever[0, here.dt])
    put(store, first + field.PACT_AGE, age)
    settle_powers(frame, t, store)


def settle_powers(frame: Any, t: Any, store: Any) -> None:
    """Capabilities of the powers in this step, and what the administration changes."""
    here, w = layout_of(frame), record(store, 0, Weights)
    first, who = here.theatre, at(store, here.theatre + field.ADMINISTRATION)
    years, base = elections.years(float(t), frame.lever[0, here.dt]), elections.first(w.base_administration)
    commitment = elections.commitment(
        frame.lever[t, here.commitment], elections.ratio_under(who, base, w.commitment_internationalist)
    )
    put(store, first + field.COMMITMENT, commitment)
    put(store, first + field.LEADERSHIP, elections.ratio_under(who, base, w.leadership_internationalist))
    put(
        store,
        first + field.RELIABILITY,
        elections.under(who, w.reliability_america_first, w.reliability_internationalist),
    )
    push = elections.push_under(who, base, w.trust_internationalist)
    put(store, first + field.TRUST_PUSH, trust.theatre_push(push, w.trust_commitment, commitment))
    hub, challenger = record(store, here.hub, PowerRow), record(store, here.challenger, PowerRow)
    strength = power(hub, at(store, first + field.HUB_RATE), years, frame.lever[t, here.hub_output])
    put(store, first + field.HUB_DEMOCRACY, politics.democracy(hub.regime, frame.lever[t, here.hub_democracy]))
    put(store, first + field.THEATRE_CAPABILITY, deterrence.theatre_capability(strength, hub.theatre_share, commitment))
    boost = frame.lever[t, here.challenger_output]
    capability = power(challenger, at(store, first + field.CHALLENGER_RATE), years, boost)
    put(store, first + field.CHALLENGER_CAPABILITY, capability)
    put(store, first + field.MASSED, threat.massed(capability))
    assertiveness = threat.assertiveness(
        years,
        w.assertiveness_drift,
        w.assertiveness_reaction,
        mean_provocation(frame, store),
        at(store, first + field.PROVOCATION_BASE),
        frame.lever[t, here.assertiveness],
    )
    put(store, first + field.ASSERTIVENESS, assertiveness)


def power(row: Any, rate: Any, years: Any, boost: Any) -> Any:
    """Military effort of a power, bn mixed USD a year."""
    output = demography.size(row.output, demography.grown(rate, years))
    return burden.forces(row.effort, demography.size(output, boost))


def mean_provocation(frame: Any, store: Any) -> Any:
    """Mean provocation over the flashpoints, as the last step left them."""
    total = nought(store)
    for f in range(layout_of(frame).f):
        total = total + at(store, layout_of(frame).place + f * field.WIDE_PLACE + field.PROVOCATION)
    return mean(total, float(layout_of(frame).f))


def advance_ties(frame: Any, t: Any, store: Any) -> None:
    """Ties between spokes move towards what leadership, joint work and the pact make of them."""
    here, w = layout_of(frame), record(store, 0, Weights)
    leadership = at(store, here.theatre + field.LEADERSHIP)
    growing, decaying = at(store, here.theatre + field.TIE_GROWING), at(store, here.theatre + field.TIE_DECAYING)
    for i in range(here.n):
        own = here.state + i * field.WIDE_STATE
        works, member = at(store, own + field.COOPERATION), at(store, own + field.MEMBER)
        for j in range(i):
            other = here.state + j * field.WIDE_STATE
            pair, mirrored = (
                here.pair + (i * here.n + j) * field.WIDE_PAIR,
                here.pair + (j * here.n + i) * field.WIDE_PAIR,
            )
            floor = ties.floor_of(member * at(store, other + field.MEMBER), w.tie_pact)
            shared, kept = nought(store), nought(store)
            for k in range(here.k):
                made_i = frame.lever[t, here.offers + k * here.n + i]
                made_j = frame.lever[t, here.offers + k * here.n + j]
                if made_i > 0.0 and made_j > 0.0:  # else the body adds exactly nothing
                    depth = at(store, here.raw_body + k * field.WIDE_RAW_BODY)
                    mine = accord.part(made_i, at(store, here.standing + i * here.k + k))
                    theirs = accord.part(made_j, at(store, here.standing + j * here.k + k))
                    founded_i = float(frame.rows[here.founded + k * here.n + i])
                    founded_j = float(frame.rows[here.founded + k * here.n + j])
                    held = accord.held(founded_i, founded_j, mine, theirs)
                    kept = kept + depth * held
                    adding = accord.adding(depth, w.tie_resting, float(frame.rows[here.known + k]))
                    shared = shared + accord.shared(adding, mine, theirs, held)
            goal = ties.target(
                at(store, pair + field.DEPTH),
                leadership,
                works,
                at(store, other + field.COOPERATION),
                ties.estranged(w.alienation, member, at(store, other + field.MEMBER)),
                accord.upheld(w.tie_resting, at(store, pair + field.ROOTED), kept),
                ties.gained(frame.lever[t, here.tie_gain + i * here.n + j], leadership, shared),
                floor,
            )
            now = at(store, pair + field.TIE)
            tie = approach(now, goal, ties.left(now, goal, growing, decaying))
            put(store, pair + field.TIE, tie)
            put(store, mirrored + field.TIE, tie)


def assess_flashpoints(frame: Any, t: Any, store: Any, fellows: Any) -> None:
    """Deterrence and provocation at each flashpoint, given postures now."""
    here, w = layout_of(frame), record(store, 0, Weights)
    calm = crisis.calm(frame.lever[t, here.reassurance])
    theatre = at(store, here.theatre + field.THEATRE_CAPABILITY)
    for i in range(here.n):
        own = here.state + i * field.WIDE_STATE
        guarantee = (
            record(store, here.spoke + i * field.WIDE_SPOKE, SpokeRow).guarantee + frame.lever[t, here.guarantee + i]
        )
        given = deterrence.promise(at(store, own + field.PROMISE), guarantee, at(store, own + field.COOPERATION))
        hub = deterrence.hub_strength(at(store, own + field.TRUST), at(store, own + field.AT_HAND), theatre)
        troops = frame.lever[t, here.troops + i]
        put(store, own + field.GIVEN, given)
        put(store, own + field.BACKING, crisis.backing(given, at(store, own + field.READY), hub))
        felt = crisis.presence_felt(
            at(store, own + field.STANCE), w.provocation_troops, at(store, own + field.BASES), troops
        )
        side = accord.side_taken(w.minilateral_side, at(store, own + field.ENGAGED))
        put(store, own + field.FELT, accord.felt(felt, side))
    pressed = threat.pressed(
        at(store, here.theatre + field.CHALLENGER_CAPABILITY), at(store, here.theatre + field.ASSERTIVENESS)
    )
    for f in range(here.f):
        place = here.place + f * field.WIDE_PLACE
        interoperability(frame, store, f, fellows)
        strength, provoked, protected = nought(store), nought(store), nought(store)
        for i in range(here.n):
            own, ground = here.state + i * field.WIDE_STATE, here.ground + (f * here.n + i) * field.WIDE_GROUND
            capability = at(store, own + field.CAPABILITY)
            joint = where(
                at(store, own + field.MEMBER) > 0.0,
                at(store, ground + field.JOINT_PACT),
                at(store, ground + field.JOINT),
            )
            strength = strength + crisis.contribution(
                capability,
                at(store, ground + field.HOME),
                at(store, ground + field.REACH),
                joint,
                at(store, own + field.DUTY),
                at(store, ground + field.CLAIM),
                at(store, own + field.BACKING),
            )
            weight = at(store, ground + field.WEIGHT)
            provoked = provoked + weight * at(store, own + field.FELT)
            protected = protected + weight * at(store, own + field.MEMBER)
        for k in range(here.n):
            if frame.rows[here.claims + f * here.n + k] > 0:
                claim = at(store, here.ground + (f * here.n + k) * field.WIDE_GROUND + field.CLAIM)
                provoked = provoked + crisis.guarantee_provocation(
                    claim, w.provocation_guarantee, frame.lever[t, here.guarantee + k]
                )
        put(store, place + field.TESTED, crisis.tested(at(store, here.theatre + field.TRIAL), protected))
        against = where(frame.rows[here.by_challenger + f] > 0, pressed, at(store, place + field.OTHER_MASSED))
        log_threat = threat.threat(against, at(store, place + field.PLACE_BEARING))
        success = deterrence.success(strength, log_threat, w.decisiveness)
        put(store, place + field.DETERRENCE, success)
        slope = deterrence.slope(w.decisiveness, success, strength)
        put(store, place + field.EASING, crisis.easing(w.deterrence_effect, slope))
        put(store, place + field.PROVOCATION, crisis.provoked(provoked, calm))


def interoperability(frame: Any, store: Any, f: Any, fellows: Any) -> None:
    """How well each spoke fights beside the claimants of a flashpoint, outside and in a pact."""
    here, w = layout_of(frame), record(store, 0, Weights)
    preparedness = at(store, here.theatre + field.PREPAREDNESS)
    for i in range(here.n):
        alone, together = nought(store), nought(store)
        for k in range(here.n):
            if frame.rows[here.claims + f * here.n + k] > 0:
                claim = at(store, here.ground + (f * here.n + k) * field.WIDE_GROUND + field.CLAIM)
                tie = where(i == k, 1.0, at(store, here.pair + (i * here.n + k) * field.WIDE_PAIR + field.TIE))
                alone = alone + claim * tie
                if fellows:
                    planning = pact.planning(
                        preparedness, at(store, here.state + k * field.WIDE_STATE + field.EXPECTED)
                    )
                    together = together + claim * deterrence.interoperability(tie, planning, w.haste_loss)
        ground = here.ground + (f * here.n + i) * field.WIDE_GROUND
        put(store, ground + field.JOINT, alone)
        if fellows:
            put(store, ground + field.JOINT_PACT, together)
        else:
            put(store, ground + field.JOINT_PACT, alone)


def rate_crises(frame: Any, t: Any, store: Any) -> None:
    """Yearly rate of crises at each flashpoint, from its deterrence and provocation."""
    here, w = layout_of(frame), record(store, 0, Weights)
    for f in range(here.f):
        place = here.place + f * field.WIDE_PLACE
        rate = crisis.hazard(
            at(store, place + field.HAZARD_BASE),
            w.deterrence_effect,
            at(store, place + field.DETERRENCE),
            at(store, place + field.BASE_DETERRENCE),
            w.provocation_effect,
            at(store, place + field.PROVOCATION),
            at(store, place + field.BASE_PROVOCATION),
            at(store, place + field.TESTED),
            frame.lever[t, here.dialogue + f],
        )
        put(store, place + field.HAZARD, rate)


def break_out(frame: Any, t: Any, store: Any, replicate: Any) -> None:
    """Crises break out or not; the hub helps or not; those who look on learn from it."""
    here, w = layout_of(frame), record(store, 0, Weights)
    for i in range(here.n):
        own = here.state + i * field.WIDE_STATE
        put(store, own + field.CRISIS_PUSH, 0.0)
        put(store, own + field.ALARMED, 0.0)
        put(store, own + field.FRIGHT, 0.0)
    for f in range(here.f):
        place = here.place + f * field.WIDE_PLACE
        outbreak, grave, help_, _ = four(frame, replicate, t, frame.word[COUNTRIES + here.n + f], CRISIS)
        broke = where(outbreak < happens(at(store, place + field.HAZARD), frame.lever[0, here.dt]), 1.0, 0.0)
        level = broke * crisis.severity(grave, at(store, place + field.SERIOUS), at(store, place + field.WAR))
        promised = nought(store)
        for k in range(here.n):
            if frame.rows[here.claims + f * here.n + k] > 0:
                claim = at(store, here.ground + (f * here.n + k) * field.WIDE_GROUND + field.CLAIM)
                promised = promised + claim * at(store, here.state + k * field.WIDE_STATE + field.GIVEN)
        likely = crisis.help_probability(promised, at(store, here.theatre + field.RELIABILITY))
        helped = broke * where(help_ < likely, 1.0, 0.0)
        put(store, place + field.SEVERITY, level)
        put(store, place + field.HELPED, helped)
        grave_enough = where(level > 1.0, 1.0, 0.0)
        for i in range(here.n):
            own, ground = here.state + i * field.WIDE_STATE, here.ground + (f * here.n + i) * field.WIDE_GROUND
            exposure = at(store, ground + field.EXPOSURE)
            lesson = trust.crisis_push(helped, w.trust_help, w.trust_refusal, exposure, level)
            push = at(store, own + field.CRISIS_PUSH)
            put(store, own + field.CRISIS_PUSH, where(grave_enough > 0.0, push + lesson, push))
            fright = at(store, own + field.FRIGHT)
            scared = fright + threat.fright(w.crisis_fear, exposure, level)
            put(store, own + field.FRIGHT, where(grave_enough > 0.0, scared, fright))
            party = max(where(at(store, ground + field.CLAIM) > 0.0, 1.0, 0.0), at(store, own + field.MEMBER))
            put(store, own + field.ALARMED, max(at(store, own + field.ALARMED), grave_enough * party))
    for i in range(here.n):
        own = here.state + i * field.WIDE_STATE
        fear = threat.fear(
            at(store, own + field.FEAR), at(store, here.theatre + field.PACE_FEAR), at(store, own + field.FRIGHT)
        )
        put(store, own + field.FEAR, fear)
