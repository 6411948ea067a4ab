"""The decision of a spoke: every posture open is weighed by the law, and one is drawn at a decision window."""

from __future__ import annotations

from typing import Any

from sim.engine.ensemble import layout as field
from sim.engine.ensemble.setting import layout_of
from sim.engine.ensemble.sight import SIDE_OF, in_force, may_join, see
from sim.engine.ensemble.store import alike, at, nought, of, put, record, somewhere
from sim.law import choice, crisis, decision, pact
from sim.law.arithmetic import where
from sim.law.types import Lasting, PostureRow, Weights

NONE, TREATY = 0, 1  # what a posture needs; anything else needs the pact


def treaty_now(frame: Any, t: Any, i: Any) -> Any:
    """1 while a bilateral treaty is in force or on offer to a spoke, else 0."""
    here = layout_of(frame)
    said = pact.treaty(frame.lever[t, here.treaty_offer + i], float(frame.rows[here.treaty + i]))
    return 1.0 if said > 0.0 else 0.0


def treaty_before(frame: Any, t: Any, i: Any) -> Any:
    """The same a step ago, or in the base year."""
    here = layout_of(frame)
    return treaty_now(frame, t - 1, i) if t > 0 else float(frame.rows[here.treaty + i])


def left_with(frame: Any, t: Any, i: Any, held: Any) -> Any:
    """A posture held, or the highest one open without a pact if it needs a treaty that has just ended."""
    here, left, highest = layout_of(frame), held, 0.0
    if treaty_before(frame, t, i) > 0.0 and treaty_now(frame, t, i) == 0.0:
        for o in range(here.p):
            if frame.rows[here.needs + o] == NONE:
                highest = float(o)
        for o in range(here.p):
            if frame.rows[here.needs + o] == TREATY:
                left = where(held == float(o), highest, left)
    return left


def open_to(frame: Any, t: Any, i: Any, o: Any, joinable: Any) -> Any:
    """1 where a posture is available: a treaty in force for `ally`, an offer or membership for `pact`."""
    here = layout_of(frame)
    if frame.rows[here.needs + o] == NONE:
        return alike(joinable, 1.0)
    if frame.rows[here.needs + o] == TREATY:
        return alike(joinable, treaty_now(frame, t, i))
    return joinable


def call(frame: Any, store: Any, i: Any) -> None:
    """What a full duty of a spoke, and its posture in force, bring to the claims of others at each flashpoint."""
    here = layout_of(frame)
    own = here.state + i * field.WIDE_STATE
    capability, duty, inside = (
        at(store, own + field.CAPABILITY),
        at(store, own + field.DUTY),
        at(store, own + field.IS_PACT),
    )
    for f in range(here.f):
        ground = here.ground + (f * here.n + i) * field.WIDE_GROUND
        reach = at(store, ground + field.REACH)
        plain = crisis.at_call(capability, reach, at(store, ground + field.JOINT))
        bound = crisis.at_call(capability, reach, at(store, ground + field.JOINT_PACT))
        put(store, ground + field.AT_CALL, plain)
        put(store, ground + field.AT_CALL_PACT, bound)
        put(store, ground + field.STANDING, crisis.standing_by(duty, where(inside > 0.0, bound, plain)))


def crises(frame: Any, t: Any, store: Any, i: Any, o: Any, posture: Any, given: Any, backing: Any, backed: Any) -> Any:
    """Expected loss to crises if a posture were taken, counting what taking it does to peace, % of GDP a year."""
    here, w = layout_of(frame), record(store, 0, Weights)
    own = here.state + i * field.WIDE_STATE
    drawn_in = crisis.drawn_in(posture.duty, w.basing_entrapment, given, at(store, own + field.BASES))
    calm = crisis.calm(frame.lever[max(t - 1, 0), here.reassurance])
    stirring = crisis.stirring(at(store, here.stance + o), at(store, own + field.STANCE), calm)
    rallying = crisis.rallying(backing, backed)
    tempting = crisis.tempting(at(store, here.theatre + field.TRIAL), posture.is_pact, at(store, own + field.IS_PACT))
    total = nought(store)
    for f in range(here.f):
        place, ground = here.place + f * field.WIDE_PLACE, here.ground + (f * here.n + i) * field.WIDE_GROUND
        at_call = at(store, ground + field.AT_CALL)
        if o == here.bound:
            at_call = at(store, ground + field.AT_CALL_PACT)
        total = total + crisis.exposed_loss(
            at(store, place + field.HAZARD),
            at(store, ground + field.ASIDE),
            at(store, ground + field.DRAWN),
            drawn_in,
            at(store, ground + field.PRESSING),
            stirring,
            at(store, place + field.EASING),
            posture.duty,
            at_call,
            at(store, ground + field.STANDING),
            at(store, ground + field.CLAIM),
            rallying,
            at(store, ground + field.WEIGHT),
            tempting,
        )
    return total


def weigh(frame: Any, t: Any, store: Any, i: Any, view: Any, joinable: Any) -> None:
    """Write the utility of every posture that is open in some world into the rows `utility`."""
    here, w, support = layout_of(frame), record(store, 0, Weights), view.support
    own = here.state + i * field.WIDE_STATE
    call(frame, store, i)
    alike_ = decision.outlook(view, w)
    plain = decision.market(view.exports_hub, view.tariff, view.tariff_added, 0.0, w)
    _, backed, _ = decision.stand(support, in_force(store, own), at(store, own + field.READY))
    declared, none = at(store, own + field.DECLARED), nought(store)
    side_now = of(store, here.ladder + SIDE_OF, field.WIDE_POSTURE, here.p, declared)
    now = PostureRow(side_now, none, none, none, none, none, none, none, declared, none)
    for o in range(here.p):
        if somewhere(open_to(frame, t, i, o, joinable) > 0.0):
            posture = record(store, here.ladder + o * field.WIDE_POSTURE, PostureRow)
            ready, waived = at(store, here.ready + o), frame.lever[t, here.exemption + o]
            given, backing, strength = decision.stand(support, posture, ready)
            sold = plain
            if waived != 0.0:
                sold = decision.market(view.exports_hub, view.tariff, view.tariff_added, waived, w)
            terms = decision.terms(
                alike_,
                support,
                posture,
                record(store, here.lasting + (i * here.p + o) * field.WIDE_LASTING, Lasting),
                decision.move(posture, now, w),
                sold,
                given,
                strength,
                crises(frame, t, store, i, o, posture, given, backing, backed),
                at(store, here.constant + i * here.p + o),
                w,
            )
            put(store, here.utility + o, decision.utility(terms))


def draw(frame: Any, t: Any, store: Any, i: Any, joinable: Any, window: Any) -> Any:
    """The posture drawn from the choice probabilities, in the order of the ladder."""
    here, w = layout_of(frame), record(store, 0, Weights)
    lowest = -1.0e300
    best = nought(store) + lowest
    for o in range(here.p):
        open_ = open_to(frame, t, i, o, joinable)
        if somewhere(open_ > 0.0):
            best = max(best, where(open_ > 0.0, at(store, here.utility + o), lowest))
    total = nought(store)
    for o in range(here.p):
        open_ = open_to(frame, t, i, o, joinable)
        if somewhere(open_ > 0.0):
            weight = choice.weight(w.choice_sharpness, at(store, here.utility + o), best)
            weight = where(open_ > 0.0, weight, 0.0)
            put(store, here.utility + o, weight)
            total = total + weight
    unsound = where(total > 0.0, 0.0, window)
    put(store, here.theatre + field.UNSOUND, max(at(store, here.theatre + field.UNSOUND), unsound))
    u = at(store, here.state + i * field.WIDE_STATE + field.CHOICE_LUCK)
    reached, found, taken = nought(store), nought(store), nought(store)
    for o in range(here.p):
        open_ = open_to(frame, t, i, o, joinable)
        if somewhere(open_ > 0.0):
            share = choice.probability(at(store, here.utility + o), total)
            reached = reached + where(open_ > 0.0, share, 0.0)
            free = open_ * (1.0 - found)
            taken = where(free > 0.0, float(o), taken)
            found = max(found, free * where(u < reached, 1.0, 0.0))
    return taken


def decide(frame: Any, t: Any, store: Any, i: Any, fellows: Any) -> None:
    """Weigh the postures if a decision window opens, and choose one."""
    here = layout_of(frame)
    own, region = here.state + i * field.WIDE_STATE, here.theatre
    joinable = max(may_join(frame, t, store, i), at(store, own + field.MEMBER))
    offered = frame.lever[t, here.pact_invited + i]
    if t > 0:
        offered = offered * (1.0 - frame.lever[t - 1, here.pact_invited + i])
    treaty_moved = where(treaty_now(frame, t, i) == treaty_before(frame, t, i), 0.0, 1.0)
    entered = at(store, region + field.NEWLY_IN_FORCE) * may_join(frame, t, store, i)
    event = max(
        max(at(store, region + field.NEW_ADMINISTRATION), at(store, own + field.ALARMED)), max(entered, offered)
    )
    forced = max(max(at(store, own + field.NEW_GOVERNMENT), treaty_moved), event)
    window = choice.window_opens(at(store, own + field.WINDOW_LUCK), at(store, region + field.WINDOW), forced)
    put(store, own + field.WINDOW_OPEN, window)
    declared = at(store, own + field.DECLARED)
    put(store, own + field.NEXT, declared)
    if somewhere(window > 0.0):
        weigh(frame, t, store, i, see(frame, t, store, i, fellows), joinable)
        taken = draw(frame, t, store, i, joinable, window)
        put(store, own + field.NEXT, where(window > 0.0, taken, declared))
