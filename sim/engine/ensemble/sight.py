"""What is seen: the standing of every spoke, what it would bring to others, and how the region looks to one of them."""

from __future__ import annotations

from typing import Any

from sim.engine.ensemble import layout as field
from sim.engine.ensemble.setting import layout_of
from sim.engine.ensemble.store import at, nought, of, put, record, somewhere
from sim.law import accord, burden, crisis, decision, deterrence, pact, politics, threat
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
        own = here.state + i * field.WIDE_STATE
        posture = at(store, own + field.POSTURE)
        put(store, own + field.SIDE, of(store, ladder + SIDE_OF, field.WIDE_POSTURE, p, posture))
        put(store, own + field.PROMISE, of(store, ladder + PROMISE_OF, field.WIDE_POSTURE, p, posture))
        put(store, own + field.DUTY, of(store, ladder + DUTY_OF, field.WIDE_POSTURE, p, posture))
        put(store, own + field.COOPERATION, of(store, ladder + COOPERATION_OF, field.WIDE_POSTURE, p, posture))
        put(store, own + field.IS_PACT, of(store, ladder + IS_PACT_OF, field.WIDE_POSTURE, p, posture))
        put(store, own + field.STANCE, of(store, here.stance, 1, p, posture))


def may_join(frame: Any, t: Any, store: Any, i: Any) -> Any:
    """1 where the pact is open to a spoke now: founders before entry into force, others after it."""
    here = layout_of(frame)
    in_force = at(store, here.theatre + field.IN_FORCE)
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
    in_force = at(store, here.theatre + field.IN_FORCE)
    fellows = nought(store)
    for i in range(here.n):
        own = here.state + i * field.WIDE_STATE
        capability = at(store, own + field.CAPABILITY)
        put(
            store,
            own + field.OFFERED,
            deterrence.offered(w.spoke_support, at(store, own + field.COOPERATION), capability),
        )
        put(store, own + field.SWORN, deterrence.pledged(1.0, w.pact_reliability, capability))
        put(store, own + field.CAMP, politics.camp_weight(at(store, own + field.SIDE), capability))
        offer = may_join(frame, t, store, i) * (1.0 - in_force)
        expected = pact.expected_member(
            at(store, own + field.MEMBER), at(store, own + field.SIGNED), offer, w.pact_expectation
        )
        put(store, own + field.EXPECTED, expected)
        put(store, own + field.PLEDGED, deterrence.pledged(expected, w.pact_reliability, capability))
        put(store, own + field.FELLOW_WEIGHT, politics.member_weight(expected, capability))
        fellows = max(fellows, expected)
    promised = where(invited(frame, t) > 0.0, at(store, here.theatre + field.PACT_PREPAREDNESS), nought(store))
    preparedness = where(in_force > 0.0, at(store, here.theatre + field.PREPAREDNESS), promised)
    put(store, here.theatre + field.PREPAREDNESS, preparedness)
    trial = crisis.trial(
        w.commitment_hazard, preparedness, w.commitment_settling, at(store, here.theatre + field.PACT_AGE)
    )
    put(store, here.theatre + field.TRIAL, trial)
    for o in range(here.p):
        is_pact = at(store, here.ladder + o * field.WIDE_POSTURE + IS_PACT_OF)
        put(store, here.ready + o, deterrence.readiness(w.bilateral_readiness, preparedness, is_pact))
    for i in range(here.n):
        own = here.state + i * field.WIDE_STATE
        put(store, own + field.READY, of(store, here.ready, 1, here.p, at(store, own + field.POSTURE)))
    return somewhere(fellows > 0.0)


def muster(frame: Any, t: Any, store: Any, i: Any, fellows: Any) -> Any:
    """Who would stand with a spoke and against what, by capabilities, postures and ties of the last step."""
    here, w = layout_of(frame), record(store, 0, Weights)
    own, trait, region = here.state + i * field.WIDE_STATE, here.trait + i * field.WIDE_TRAIT, here.theatre
    preparedness = at(store, region + field.PREPAREDNESS)
    ties, ties_of_members, members = nought(store), nought(store), nought(store)
    for j in range(here.n):
        other, pair = here.state + j * field.WIDE_STATE, here.pair + (i * here.n + j) * field.WIDE_PAIR
        depth, arriving = at(store, pair + field.TIE), at(store, pair + field.ARRIVING)
        offered = at(store, other + field.OFFERED)
        if here.k > 0:  # else nobody brings more than it offers to all
            offered = accord.promised(at(store, pair + field.BOUND), offered, at(store, other + field.SWORN))
        tie = deterrence.tie_support(deterrence.link(depth, arriving), offered)
        ties = ties + tie
        if fellows and j != i:
            ties_of_members = ties_of_members + at(store, other + field.EXPECTED) * tie
            joint = deterrence.interoperability(depth, preparedness, w.haste_loss)
            members = members + deterrence.pact_support(joint, arriving, at(store, other + field.PLEDGED))
    massed, bearing = at(store, region + field.MASSED), at(store, trait + field.BEARING)
    return Support(
        threat.perceived(massed, bearing, w.perception_noise, at(store, own + field.MISJUDGEMENT)),
        at(store, own + field.CAPABILITY),
        deterrence.hub_strength(
            at(store, own + field.TRUST), at(store, own + field.AT_HAND), at(store, region + field.THEATRE_CAPABILITY)
        ),
        ties,
        ties_of_members,
        members,
        record(store, here.spoke + i * field.WIDE_SPOKE, SpokeRow).guarantee + frame.lever[t, here.guarantee + i],
    )


def see(frame: Any, t: Any, store: Any, i: Any, fellows: Any) -> Any:
    """What a spoke sees when it looks around before it weighs its postures."""
    here = layout_of(frame)
    own, trait, region = here.state + i * field.WIDE_STATE, here.trait + i * field.WIDE_TRAIT, here.theatre
    row, camp = record(store, here.spoke + i * field.WIDE_SPOKE, SpokeRow), at(store, region + field.THEATRE_CAPABILITY)
    likeness = camp * politics.propensity(row.regime, at(store, region + field.HUB_DEMOCRACY), 0.0)
    doubt, company = nought(store), nought(store)
    for j in range(here.n):
        if j != i:
            other, pair = here.state + j * field.WIDE_STATE, here.pair + (i * here.n + j) * field.WIDE_PAIR
            weight = at(store, other + field.CAMP)
            camp = camp + weight
            likeness = likeness + weight * at(store, pair + field.PROPENSITY)
            if fellows:
                bond = at(store, other + field.FELLOW_WEIGHT)
                company = company + bond
                doubt = doubt + bond * at(store, pair + field.MISTRUST)
    return Situation(
        muster(frame, t, store, i, fellows),
        deterrence.stake_now(
            at(store, trait + field.STAKE), at(store, region + field.ASSERTIVENESS), at(store, own + field.FEAR)
        ),
        at(store, own + field.EXPORTS_CHALLENGER),
        at(store, own + field.EXPORTS_HUB),
        row.tariff,
        frame.lever[t, here.tariff + i],
        frame.lever[t, here.coercion],
        frame.lever[t, here.inducement],
        burden.ageing(at(store, trait + field.AGE_COST), at(store, own + field.WORKERS)),
        at(store, own + field.EFFORT),
        frame.lever[t, here.burden_target + i],
        frame.lever[t, here.burden_penalty + i],
        politics.camp_mean(likeness, camp),
        politics.camp_mean(doubt, company),
        at(store, own + field.ORIENTATION),
        row.opinion,
        at(store, own + field.TRUST),
        at(store, own + field.MEMBER),
        at(store, region + field.PACT_EXIT_PRICE),
        at(store, own + field.LATENT),
        at(store, own + field.PACT_LATENT),
    )


def in_force(store: Any, own: Any) -> Any:
    """The posture a spoke has in force, as far as its attributes are kept; the others are zero."""
    none = nought(store)
    return PostureRow(
        at(store, own + field.SIDE),
        at(store, own + field.PROMISE),
        at(store, own + field.DUTY),
        none,
        at(store, own + field.COOPERATION),
        none,
        none,
        none,
        none,
        at(store, own + field.IS_PACT),
    )


def measure(frame: Any, store: Any, i: Any, support: Any) -> None:
    """Strength on a spoke's side and its chance of standing firm, at the posture in force."""
    own, w = layout_of(frame).state + i * field.WIDE_STATE, record(store, 0, Weights)
    posture = in_force(store, own)
    _, _, strength = decision.stand(support, posture, at(store, own + field.READY))
    put(store, own + field.STRENGTH, strength)
    put(store, own + field.SUCCESS, deterrence.success(strength, support.log_threat, w.decisiveness))
