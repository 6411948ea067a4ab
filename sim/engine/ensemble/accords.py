"""How spokes look at bodies of security work, as `sim.engine.accords` does for a lone world."""

from __future__ import annotations

from typing import Any

from sim.draws.streams import Purpose
from sim.engine.ensemble import layout as field
from sim.engine.ensemble.draw import four
from sim.engine.ensemble.setting import COUNTRIES, layout_of
from sim.engine.ensemble.sight import in_force, see
from sim.engine.ensemble.store import alike, at, nought, put, record, somewhere
from sim.law import accord, decision, deterrence, economy, politics
from sim.law.arithmetic import where
from sim.law.types import Weights
from sim.world.records import SpokeRow

ACCORD = int(Purpose.ACCORD)


def settle(frame: Any, t: Any, store: Any, replicate: Any, fellows: Any) -> None:
    """Every spoke looks at the bodies it belongs to and at those that ask it in; then all answers hold at once."""
    here = layout_of(frame)
    for i in range(here.n):
        consider(frame, t, store, replicate, i, fellows)
    for k in range(here.n * here.k):
        put(store, here.standing + k, at(store, here.answer + k))
    take_part(frame, t, store)


def take_part(frame: Any, t: Any, store: Any) -> None:
    """What follows from where spokes stand: how far each is engaged, and to whom a duty binds it."""
    here = layout_of(frame)
    for i in range(here.n):
        own, joined = here.state + i * field.WIDE_STATE, nought(store)
        depth, rooted = nought(store), nought(store)
        for k in range(here.k):
            whole, standing = at(store, here.raw_body + k * field.WIDE_RAW_BODY), here.standing + i * here.k + k
            made = frame.lever[t, here.offers + k * here.n + i]
            led, founded = float(frame.rows[here.led + k]), float(frame.rows[here.founded + k * here.n + i])
            depth = depth + accord.marked(led, accord.depth_now(whole, accord.part(made, at(store, standing))))
            rooted = rooted + accord.marked(led, accord.depth_now(whole, founded))
            if not alone(frame, t, k, i):
                joined = joined + accord.belongs(at(store, standing))
        put(store, own + field.ENGAGED, depth - rooted)
        put(store, own + field.JOINED, joined)
        for j in range(here.n):
            put(store, here.pair + (i * here.n + j) * field.WIDE_PAIR + field.BOUND, 0.0)
    for k in range(here.k):
        if frame.rows[here.duty + k] > 0:
            for i in range(here.n):
                for j in range(here.n):
                    if j != i:
                        bind(frame, t, store, k, i, j)


def alone(frame: Any, t: Any, k: Any, i: Any) -> Any:
    """Whether no other spoke is asked into a body."""
    here = layout_of(frame)
    others = 0
    for j in range(here.n):
        others += j != i and frame.lever[t, here.offers + k * here.n + j] > 0.0
    return others == 0


def bind(frame: Any, t: Any, store: Any, k: Any, i: Any, j: Any) -> None:
    """Bind two spokes by the duty of a body as far as both belong to it."""
    here = layout_of(frame)
    mine = accord.part(frame.lever[t, here.offers + k * here.n + i], at(store, here.standing + i * here.k + k))
    theirs = accord.part(frame.lever[t, here.offers + k * here.n + j], at(store, here.standing + j * here.k + k))
    pair = here.pair + (i * here.n + j) * field.WIDE_PAIR + field.BOUND
    put(store, pair, max(at(store, pair), accord.bound(1.0, mine, theirs)))


def consider(frame: Any, t: Any, store: Any, replicate: Any, i: Any, fellows: Any) -> None:
    """Write the standing of a spoke after it has looked at each body into the rows `answer`."""
    here, w = layout_of(frame), record(store, 0, Weights)
    own = here.state + i * field.WIDE_STATE
    review = at(store, own + field.WINDOW_OPEN)
    looks = nought(store)
    for k in range(here.k):
        if frame.lever[t, here.offers + k * here.n + i] > 0.0:
            looks = max(looks, where(at(store, here.standing + i * here.k + k) < 0.0, 1.0, 0.0))
            if not alone(frame, t, k, i):
                looks = max(looks, review)
    asked = somewhere(looks > 0.0)
    if asked:
        view = see(frame, t, store, i, fellows)
        for k in range(here.k):
            if frame.lever[t, here.offers + k * here.n + i] > 0.0:
                worth = weighed(frame, t, store, i, k, view)
                who = frame.word[COUNTRIES + here.n + here.f + k * here.n + i]
                u, _, _, _ = four(frame, replicate, 0, who, ACCORD)
                known = at(store, here.belonging + i * here.k + k)
                put(store, here.answer + i * here.k + k, accord.accepts(u, known, w.choice_sharpness, worth))
    for k in range(here.k):
        answer = at(store, here.answer + i * here.k + k)
        if not asked:
            answer = alike(answer, 0.0)
        again = review
        if alone(frame, t, k, i):
            again = alike(review, 0.0)
        made = frame.lever[t, here.offers + k * here.n + i]
        standing = accord.decided(at(store, here.standing + i * here.k + k), made, again, answer)
        put(store, here.answer + i * here.k + k, standing)


def belonging(frame: Any, store: Any, fellows: Any) -> None:
    """How probable it was in the base year that each member of each body belongs to it; 1 for others."""
    here, w = layout_of(frame), record(store, 0, Weights)
    for i in range(here.n):
        view = see(frame, 0, store, i, fellows)
        for k in range(here.k):
            row = here.belonging + i * here.k + k
            if frame.rows[here.founded + k * here.n + i] > 0:
                put(store, row, accord.accepting(w.choice_sharpness, weighed(frame, 0, store, i, k, view)))
            else:
                put(store, row, 1.0)


def weighed(frame: Any, t: Any, store: Any, i: Any, k: Any, view: Any) -> Any:
    """What belonging to a body is worth to a spoke, % of GDP a year."""
    here, w = layout_of(frame), record(store, 0, Weights)
    own, whole = here.state + i * field.WIDE_STATE, at(store, here.raw_body + k * field.WIDE_RAW_BODY)
    made = frame.lever[t, here.offers + k * here.n + i]
    founded, duty = float(frame.rows[here.founded + k * here.n + i]), float(frame.rows[here.duty + k])
    adding = accord.adding(whole, w.tie_resting, float(frame.rows[here.known + k]))
    _, _, strength = decision.stand(view.support, in_force(store, own), at(store, own + field.READY))
    success = deterrence.success(strength, view.support.log_threat, w.decisiveness)
    support, doubt, company, entrapment = nought(store), nought(store), nought(store), nought(store)
    for j in range(here.n):
        theirs = frame.lever[t, here.offers + k * here.n + j]
        if j != i and theirs > 0.0:
            other, pair = here.state + j * field.WIDE_STATE, here.pair + (i * here.n + j) * field.WIDE_PAIR
            expected = accord.expected(at(store, here.standing + j * here.k + k), w.pact_expectation)
            tie, arriving = at(store, pair + field.TIE), at(store, pair + field.ARRIVING)
            held = accord.held(founded, float(frame.rows[here.founded + k * here.n + j]), made, theirs)
            resting = accord.carried(w.tie_resting, tie, whole, at(store, pair + field.ROOTED)) * held
            link = deterrence.link(resting + accord.shared(adding, made, theirs, held), arriving)
            offered = at(store, other + field.OFFERED)
            brought = accord.promised(duty, offered, at(store, other + field.SWORN))
            beyond = deterrence.tie_support(deterrence.link(tie, arriving), brought - offered)
            support = support + expected * (deterrence.tie_support(link, brought) + beyond)
            capability = at(store, other + field.CAPABILITY)
            company = company + capability
            doubt = doubt + politics.member_weight(expected, capability) * at(store, pair + field.MISTRUST)
            if duty > 0.0:  # else it costs exactly nothing
                for f in range(here.f):
                    harm = at(store, here.ground + (f * here.n + i) * field.WIDE_GROUND + field.DRAWN)
                    exposure = at(store, here.ground + (f * here.n + j) * field.WIDE_GROUND + field.EXPOSURE)
                    rate = at(store, here.place + f * field.WIDE_PLACE + field.HAZARD)
                    entrapment = entrapment + expected * accord.drawn_in(rate, harm, exposure)
    depth = accord.depth_now(whole, made)
    return accord.worth(
        view.stake,
        deterrence.slope(w.decisiveness, success, strength),
        at(store, own + field.COOPERATION),
        support,
        economy.at_risk(view.exports_challenger, w.trade_diversion, view.coercion),
        w.retaliation_level,
        politics.pull(w.government_weight, view.orientation, w.opinion_weight, view.opinion),
        w.nonalignment_cost,
        record(store, here.spoke + i * field.WIDE_SPOKE, SpokeRow).nonalignment,
        accord.side_taken(w.minilateral_side, accord.marked(float(frame.rows[here.led + k]), depth)),
        politics.distrust(w.mistrust_weight, politics.camp_mean(doubt, company)),
        depth,
        entrapment,
    )
