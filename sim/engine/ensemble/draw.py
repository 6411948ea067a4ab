"""Parameters and luck of worlds, drawn where they are used: keyed, so never stored."""

from __future__ import annotations

from typing import Any

from sim.draws.philox import rounds, uniform
from sim.draws.ranges import within
from sim.engine.ensemble.setting import FITTED, LUCK_KEY, RANGES_KEY, SEED, ZERO
from sim.engine.ensemble.store import alike, at, put
from sim.law.arithmetic import normal


def parameters(plan: Any, ids: Any, fitted: Any, given: Any, b: Any, store: Any) -> None:
    """Write every number of the evidence into the first rows of a store: central, drawn from its range, or given."""
    for k in range(plan.central.shape[0]):
        put(store, k, plan.central[k])
    word = plan.setting.word
    draw(plan, 0, plan.own, at(ids, b), word[SEED], store)
    draw(plan, plan.own, plan.drawn.shape[0], at(fitted, b), word[FITTED], store)
    several = plan.given.shape[0]
    for g in range(several):
        put(store, plan.given[g], at(given, b * several + g))
    for k in range(plan.copied.shape[0]):
        put(store, plan.copied[k, 0], at(store, plan.copied[k, 1]))


def draw(plan: Any, first: Any, last: Any, world: Any, seed: Any, store: Any) -> None:
    """Draw some of the numbers that have a range, as a study of that seed draws them for its world of that id."""
    word = plan.setting.word
    zero = alike(world, word[ZERO])
    for u in range(first, last):
        who = alike(world, plan.who[u])
        one, _, _, _ = rounds(world, zero, who, zero, seed, word[RANGES_KEY])
        put(store, plan.drawn[u], within(uniform(one), plan.low[u], plan.mode[u], plan.high[u], plan.even[u]))


def four(frame: Any, replicate: Any, step: Any, who: Any, purpose: Any) -> Any:
    """Four uniforms of a purpose."""
    when, whom, what = alike(replicate, step), alike(replicate, who), alike(replicate, purpose)
    a, b, c, d = rounds(replicate, when, whom, what, frame.word[SEED], frame.word[LUCK_KEY])
    return uniform(a), uniform(b), uniform(c), uniform(d)


def deviate(frame: Any, replicate: Any, step: Any, who: Any, purpose: Any) -> Any:
    """A standard normal deviate of a purpose."""
    a, b, c, d = four(frame, replicate, step, who, purpose)
    return normal(a, b, c, d)
