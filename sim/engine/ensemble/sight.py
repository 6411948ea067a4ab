"""What is seen: the standing of every spoke, what it would bring to others, and how the region looks to one of them."""

from __future__ import annotations

from typing import Any

from sim.engine.ensemble.store import at, nought, of, put, record, somewhere
from sim.engine.ensemble.layout import (
    AGE_COST, ARRIVING, ASSERTIVENESS, AT_HAND, BEARING, CAMP, CAPABILITY, COOPERATION, DUTY, EFFORT, EXPECTED,
    EXPORTS_CHALLENGER, EXPORTS_HUB, FELLOW_WEIGHT, HUB_PROPENSITY, IN_FORCE, IS_PACT, LATENT, MASSED, MEMBER,
    MISJUDGEMENT, MISTRUST, OFFERED, ORIENTATION, PACT_EXIT_PRICE, PACT_LATENT, PACT_PREPAREDNESS, PLEDGED, POSTURE,
    PREPAREDNESS, PROMISE, PROPENSITY, READY, SIDE, SIGNED, STAKE, STANCE, STRENGTH, SUCCESS, THEATRE_CAPABILITY, TIE,
    TRUST, WIDE_PAIR, WIDE_POSTURE, WIDE_SPOKE, WIDE_STATE, WIDE_TRAIT, WORKERS,
)  # fmt: skip
from sim.engine.ensemble.setting import layout_of
from sim.law import burden, decision, deterrence, pact, politics, threat
from sim.law.arithmetic import where
from sim.law.types import PostureRow, Situation, Support, Weights
from sim.world.records import SpokeRow

# places of a posture's attributes in its record
SIDE_OF, PROMISE_OF, DUTY_OF, COOPERATION_OF, IS_PACT_OF = (
    PostureRow._fields.index(name) for name in ("side", "promise", "duty", "cooperation", "is_pact")
)


def stand(frame: Any, store: Any) -> None:
    """Attributes of the posture that every spoke has in force."""
    here = layout_of(frame)
    ladder, p = here.ladder, here.p
    for i in range(here.n):
        own = here.state + i * WIDE_STATE
        posture = at(store, own + POSTURE)
        put(store, own + SIDE, of(store, ladder + SIDE_OF, WIDE_POSTURE, p, posture))
        put(store, own + PROMISE, of(store, ladder + PROMISE_OF, WIDE_POSTURE, p, posture))
        put(store, own + DUTY, of(store, ladder + DUTY_OF, WIDE_POSTURE, p, posture))
        put(store, own + COOPERATION, of(store, ladder + COOPERATION_OF, WIDE_POSTURE, p, posture))
        put(store, own + IS_PACT, of(store, ladder + IS_PACT_OF, WIDE_POSTURE, p, posture))
        put(store, own + STANCE, of(store, here.stance, 1, p, posture))


def may_join(frame: Any, t: Any, store: Any, i: Any) -> Any:
    """1 where the pact is open to a spoke now: founders before entry into force, others after it."""
    here = layout_of(frame)
    in_force = at(store, here.theatre + IN_FORCE)
    return max(frame.lever[t, here.pact_invited + i], in_force * frame.lever[t, here.pact_open + i])


def invited(frame: Any, t: Any) -> Any:
    """1 where the pact is on offer to anybody."""
    here, found = layout_of(frame), 0.0
    for i in range(here.n):
        found = max(found, frame.lever[t, here.pact_invited + i])
    return found


def perceive(frame: Any, t: Any, store: Any) -> Any:
    """What every spoke can see of the others; tells whether anybody counts as a member of a pact in any world."""
    here, w = layout_of(frame), record(store, 0, Weights)
    in_force = at(store, here.theatre + IN_FORCE)
    fellows = nought(store)
    for i in range(here.n):
        own = here.state + i * WIDE_STATE
        capability = at(store, own + CAPABILITY)
        put(store, own + OFFERED, deterrence.offered(w.spoke_support, at(store, own + COOPERATION), capability))
        put(store, own + CAMP, politics.camp_weight(at(store, own + SIDE), capability))
        offer = may_join(frame, t, store, i) * (1.0 - in_force)
        expected = pact.expected_member(at(store, own + MEMBER), at(store, own + SIGNED), offer, w.pact_expectation)
        put(store, own + EXPECTED, expected)
        put(store, own + PLEDGED, deterrence.pledged(expected, w.pact_reliability, capability))
        put(store, own + FELLOW_WEIGHT, politics.member_weight(expected, capability))
        fellows = max(fellows, expected)
    promised = where(invited(frame, t) > 0.0, at(store, here.theatre + PACT_PREPAREDNESS), nought(store))
    preparedness = where(in_force > 0.0, at(store, here.theatre + PREPAREDNESS), promised)
    put(store, here.theatre + PREPAREDNESS, preparedness)
    for o in range(here.p):
        is_pact = at(store, here.ladder + o * WIDE_POSTURE + IS_PACT_OF)
        put(store, here.ready + o, deterrence.readiness(w.bilateral_readiness, preparedness, is_pact))
    for i in range(here.n):
        own = here.state + i * WIDE_STATE
        put(store, own + READY, of(store, here.ready, 1, here.p, at(store, own + POSTURE)))
    return somewhere(fellows > 0.0)


def muster(frame: Any, t: Any, store: Any, i: Any, fellows: Any) -> Any:
    """Who would stand with a spoke and against what, by capabilities, postures and ties of the last step."""
    here, w = layout_of(frame), record(store, 0, Weights)
    own, trait, region = here.state + i * WIDE_STATE, here.trait + i * WIDE_TRAIT, here.theatre
    preparedness = at(store, region + PREPAREDNESS)
    ties, ties_of_members, members = nought(store), nought(store), nought(store)
    for j in range(here.n):
        other, pair = here.state + j * WIDE_STATE, here.pair + (i * here.n + j) * WIDE_PAIR
        depth, arriving = at(store, pair + TIE), at(store, pair + ARRIVING)
        tie = deterrence.tie_support(deterrence.link(depth, arriving), at(store, other + OFFERED))
        ties = ties + tie
        if fellows and j != i:
            ties_of_members = ties_of_members + at(store, other + EXPECTED) * tie
            joint = deterrence.interoperability(depth, preparedness)
            members = members + deterrence.pact_support(joint, arriving, at(store, other + PLEDGED))
    massed, bearing = at(store, region + MASSED), at(store, trait + BEARING)
    return Support(
        threat.perceived(massed, bearing, w.perception_noise, at(store, own + MISJUDGEMENT)),
        at(store, own + CAPABILITY),
        deterrence.hub_strength(at(store, own + TRUST), at(store, own + AT_HAND), at(store, region + THEATRE_CAPABILITY)),
        ties,
        ties_of_members,
        members,
        record(store, here.spoke + i * WIDE_SPOKE, SpokeRow).guarantee + frame.lever[t, here.guarantee + i],
    )


def see(frame: Any, t: Any, store: Any, i: Any, fellows: Any) -> Any:
    """What a spoke sees when it looks around before it weighs its postures."""
    here = layout_of(frame)
    own, trait, region = here.state + i * WIDE_STATE, here.trait + i * WIDE_TRAIT, here.theatre
    row, camp = record(store, here.spoke + i * WIDE_SPOKE, SpokeRow), at(store, region + THEATRE_CAPABILITY)
    likeness = camp * at(store, trait + HUB_PROPENSITY)
    doubt, company = nought(store), nought(store)
    for j in range(here.n):
        if j != i:
            other, pair = here.state + j * WIDE_STATE, here.pair + (i * here.n + j) * WIDE_PAIR
            weight = at(store, other + CAMP)
            camp = camp + weight
            likeness = likeness + weight * at(store, pair + PROPENSITY)
            if fellows:
                bond = at(store, other + FELLOW_WEIGHT)
                company = company + bond
                doubt = doubt + bond * at(store, pair + MISTRUST)
    return Situation(
        muster(frame, t, store, i, fellows),
        deterrence.stake_now(at(store, trait + STAKE), at(store, region + ASSERTIVENESS)),
        at(store, own + EXPORTS_CHALLENGER),
        at(store, own + EXPORTS_HUB),
        row.tariff,
        frame.lever[t, here.tariff + i],
        frame.lever[t, here.coercion],
        frame.lever[t, here.inducement],
        burden.ageing(at(store, trait + AGE_COST), at(store, own + WORKERS)),
        at(store, own + EFFORT),
        frame.lever[t, here.burden_target + i],
        frame.lever[t, here.burden_penalty + i],
        politics.camp_mean(likeness, camp),
        politics.camp_mean(doubt, company),
        at(store, own + ORIENTATION),
        row.opinion,
        at(store, own + TRUST),
        at(store, own + MEMBER),
        at(store, region + PACT_EXIT_PRICE),
        at(store, own + LATENT),
        at(store, own + PACT_LATENT),
    )


def in_force(store: Any, own: Any) -> Any:
    """The posture a spoke has in force, as far as its attributes are kept; the others are zero."""
    none = nought(store)
    return PostureRow(
        at(store, own + SIDE), at(store, own + PROMISE), at(store, own + DUTY), none, at(store, own + COOPERATION),
        none, none, none, none, at(store, own + IS_PACT),
    )  # fmt: skip


def measure(frame: Any, store: Any, i: Any, support: Any) -> None:
    """Strength on a spoke's side and its chance of standing firm, at the posture in force."""
    own, w = layout_of(frame).state + i * WIDE_STATE, record(store, 0, Weights)
    posture = in_force(store, own)
    _, _, strength = decision.stand(support, posture, at(store, own + READY))
    put(store, own + STRENGTH, strength)
    put(store, own + SUCCESS, deterrence.success(strength, support.log_threat, w.decisiveness))
