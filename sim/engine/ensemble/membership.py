"""A membership of the pact taken as given: it is written into the state, and every spoke weighs the posture it holds.

What `sim.engine.membership` does for a world under one membership, for one under several side by side.
"""

from __future__ import annotations

from typing import Any

from sim.engine.ensemble import layout as field
from sim.engine.ensemble.choose import left_with
from sim.engine.ensemble.region import assess_flashpoints, rate_crises
from sim.engine.ensemble.setting import layout_of
from sim.engine.ensemble.sight import SIDE_OF, perceive, see, stand
from sim.engine.ensemble.store import at, nought, of, put, record
from sim.law import crisis, decision, pact
from sim.law.arithmetic import where
from sim.law.types import Lasting, PostureRow, Terms, Weights

WIDE_WORTH = len(Terms._fields)


def enrol(frame: Any, t: Any, store: Any, standings: Any, first: Any, treaty: Any) -> None:
    """Write who belongs into the state; without enough of them there is no pact, and all hold what they held.

    Args:
        frame: the scenario, with no pact on offer.
        t: the step.
        store: rows of one world, a membership in each lane; `FORMER` is what a spoke holds without a pact.
        standings: see `pact.OUT`, a row for each spoke.
        first: the row of the first spoke.
        treaty: members that it needs, and years for which it has been in force; below zero it is now to be signed.
    """
    here, least, stood = layout_of(frame), treaty[0], treaty[1]
    region, members = here.theatre, nought(store)
    for i in range(here.n):
        members = members + pact.is_member(at(standings, first + i))
    force = pact.founded(members, least)
    put(store, region + field.IN_FORCE, force)
    put(store, region + field.PREPAREDNESS, force * at(store, region + field.PACT_PREPAREDNESS))
    put(store, region + field.PACT_AGE, force * max(0.0, stood))
    for i in range(here.n):
        own, standing = here.state + i * field.WIDE_STATE, at(standings, first + i)
        former = left_with(frame, t, i, at(store, own + field.FORMER))
        member, bound = force * pact.is_member(standing), float(here.bound)
        put(store, own + field.MEMBER, member)
        put(store, own + field.SIGNED, member)
        put(store, own + field.POSTURE, where(member > 0.0, bound, former))
        if stood >= 0.0:
            rooted = max(force * pact.is_settled(standing), pact.has_left(standing))
            put(store, own + field.DECLARED, where(rooted > 0.0, bound, former))


def posture_of(frame: Any, store: Any, index: Any) -> Any:
    """All attributes of the posture of an index, which may be another in each lane."""
    here = layout_of(frame)
    first, wide, p = here.ladder, field.WIDE_POSTURE, here.p
    return PostureRow(
        of(store, first, wide, p, index),
        of(store, first + 1, wide, p, index),
        of(store, first + 2, wide, p, index),
        of(store, first + 3, wide, p, index),
        of(store, first + 4, wide, p, index),
        of(store, first + 5, wide, p, index),
        of(store, first + 6, wide, p, index),
        of(store, first + 7, wide, p, index),
        of(store, first + 8, wide, p, index),
        of(store, first + 9, wide, p, index),
    )


def lasting_of(frame: Any, store: Any, i: Any, index: Any) -> Any:
    """What the posture of an index is worth to a spoke whatever happens."""
    here = layout_of(frame)
    first, wide, p = here.lasting + i * here.p * field.WIDE_LASTING, field.WIDE_LASTING, here.p
    return Lasting(
        of(store, first, wide, p, index),
        of(store, first + 1, wide, p, index),
        of(store, first + 2, wide, p, index),
        of(store, first + 3, wide, p, index),
        of(store, first + 4, wide, p, index),
        of(store, first + 5, wide, p, index),
    )


def worth(frame: Any, t: Any, store: Any, i: Any, fellows: Any) -> Any:
    """Worth of the posture that a spoke holds, term by term.

    Args:
        frame: the scenario.
        t: the step.
        store: rows of the worlds.
        i: the spoke.
        fellows: whether anybody is a member in any lane.
    """
    here, w = layout_of(frame), record(store, 0, Weights)
    own, none = here.state + i * field.WIDE_STATE, nought(store)
    view = see(frame, t, store, i, fellows)
    index, declared = at(store, own + field.POSTURE), at(store, own + field.DECLARED)
    held = posture_of(frame, store, index)
    side = of(store, here.ladder + SIDE_OF, field.WIDE_POSTURE, here.p, declared)
    before = PostureRow(side, none, none, none, none, none, none, none, declared, none)
    given, _, strength = decision.stand(view.support, held, at(store, own + field.READY))
    drawn_in = crisis.drawn_in(held.duty, w.basing_entrapment, given, at(store, own + field.BASES))
    loss, waived = none, none
    for f in range(here.f):
        place, ground = here.place + f * field.WIDE_PLACE, here.ground + (f * here.n + i) * field.WIDE_GROUND
        aside, drawn = at(store, ground + field.ASIDE), at(store, ground + field.DRAWN)
        loss = loss + crisis.kept_loss(at(store, place + field.HAZARD), aside, drawn, drawn_in)
    for o in range(here.p):
        waived = where(index == float(o), frame.lever[t, here.exemption + o], waived)
    return decision.terms(
        decision.outlook(view, w),
        view.support,
        held,
        lasting_of(frame, store, i, index),
        decision.move(held, before, w),
        decision.market(view.exports_hub, view.tariff, view.tariff_added, waived, w),
        given,
        strength,
        loss,
        of(store, here.constant + i * here.p, 1, here.p, index),
        w,
    )


def weigh(frame: Any, t: Any, store: Any, standings: Any, first: Any, treaty: Any, out: Any, k: Any) -> None:
    """Let every spoke weigh what it holds under the memberships of a block.

    Args:
        frame: as of `enrol`.
        t: the step.
        store: as of `enrol`.
        standings: as of `enrol`.
        first: as of `enrol`.
        treaty: as of `enrol`.
        out: written from row k on: the terms spoke by spoke, then the yearly rate of crises at each flashpoint.
        k: see `out`.
    """
    here = layout_of(frame)
    enrol(frame, t, store, standings, first, treaty)
    stand(frame, store)
    fellows = perceive(frame, t, store)
    assess_flashpoints(frame, t, store, fellows)
    rate_crises(frame, t, store)
    for i in range(here.n):
        member = here.state + i * field.WIDE_STATE + field.MEMBER
        left = pact.has_left(at(standings, first + i))
        put(store, member, max(at(store, member), left))  # it pays the price of leaving
        values = worth(frame, t, store, i, fellows)
        for c in range(WIDE_WORTH):
            put(out, k + i * WIDE_WORTH + c, values[c])
    for f in range(here.f):
        put(out, k + here.n * WIDE_WORTH + f, at(store, here.place + f * field.WIDE_PLACE + field.HAZARD))
