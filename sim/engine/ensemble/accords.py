"""How spokes look at the minilaterals on offer, as `sim.engine.accords` does for a lone world."""

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
    """Every spoke looks at what is on offer to it; then all answers hold at once."""
    here = layout_of(frame)
    for i in range(here.n):
        consider(frame, t, store, replicate, i, fellows)
    for i in range(here.n):
        own, engaged, joined = here.state + i * field.WIDE_STATE, nought(store), nought(store)
        for k in range(here.k):
            standing = at(store, here.answer + i * here.k + k)
            put(store, here.standing + i * here.k + k, standing)
            engaged = engaged + accord.engagement(frame.lever[t, here.offers + k * here.n + i], standing)
            joined = joined + accord.belongs(standing)
        put(store, own + field.ENGAGED, engaged)
        put(store, own + field.JOINED, joined)


def consider(frame: Any, t: Any, store: Any, replicate: Any, i: Any, fellows: Any) -> None:
    """Write the standing of a spoke after it has looked at each offer into the rows `answer`."""
    here, w = layout_of(frame), record(store, 0, Weights)
    own = here.state + i * field.WIDE_STATE
    review = at(store, own + field.WINDOW_OPEN)
    looks = nought(store)
    for k in range(here.k):
        if frame.lever[t, here.offers + k * here.n + i] > 0.0:
            fresh = where(at(store, here.standing + i * here.k + k) < 0.0, 1.0, 0.0)
            looks = max(looks, max(fresh, review))
    asked = somewhere(looks > 0.0)
    if asked:
        view = see(frame, t, store, i, fellows)
        posture = in_force(store, own)
        _, _, strength = decision.stand(view.support, posture, at(store, own + field.READY))
        success = deterrence.success(strength, view.support.log_threat, w.decisiveness)
        slope = deterrence.slope(w.decisiveness, success, strength)
        risked = economy.at_risk(view.exports_challenger, w.trade_diversion, view.coercion)
        pull = politics.pull(w.government_weight, view.orientation, w.opinion_weight, view.opinion)
        for k in range(here.k):
            worth = weighed(frame, t, store, i, k, view.stake, slope, risked, pull)
            who = frame.word[COUNTRIES + here.n + here.f + k * here.n + i]
            u, _, _, _ = four(frame, replicate, 0, who, ACCORD)
            answer = accord.accepts(u, w.choice_sharpness, worth)
            put(store, here.answer + i * here.k + k, answer)
    for k in range(here.k):
        answer = at(store, here.answer + i * here.k + k)
        if not asked:
            answer = alike(answer, 0.0)
        offer = frame.lever[t, here.offers + k * here.n + i]
        standing = accord.decided(at(store, here.standing + i * here.k + k), offer, review, answer)
        put(store, here.answer + i * here.k + k, standing)


def weighed(frame: Any, t: Any, store: Any, i: Any, k: Any, stake: Any, slope: Any, risked: Any, pull: Any) -> Any:
    """What belonging to a minilateral is worth to a spoke, % of GDP a year."""
    here, w = layout_of(frame), record(store, 0, Weights)
    own = here.state + i * field.WIDE_STATE
    depth = frame.lever[t, here.offers + k * here.n + i]
    support, doubt, company = nought(store), nought(store), nought(store)
    for j in range(here.n):
        if j != i and frame.lever[t, here.offers + k * here.n + j] > 0.0:
            other, pair = here.state + j * field.WIDE_STATE, here.pair + (i * here.n + j) * field.WIDE_PAIR
            expected = accord.expected(at(store, here.standing + j * here.k + k), w.pact_expectation)
            link = deterrence.link(depth, at(store, pair + field.ARRIVING))
            support = support + expected * deterrence.tie_support(link, at(store, other + field.OFFERED))
            capability = at(store, other + field.CAPABILITY)
            company = company + capability
            doubt = doubt + politics.member_weight(expected, capability) * at(store, pair + field.MISTRUST)
    return accord.worth(
        stake,
        slope,
        at(store, own + field.COOPERATION),
        support,
        risked,
        w.retaliation_level,
        pull,
        w.nonalignment_cost,
        record(store, here.spoke + i * field.WIDE_SPOKE, SpokeRow).nonalignment,
        accord.side_taken(w.minilateral_side, depth),
        politics.distrust(w.mistrust_weight, politics.camp_mean(doubt, company)),
        depth,
    )
