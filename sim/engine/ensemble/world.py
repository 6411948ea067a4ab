"""One world, or several side by side, from drawn numbers to the last step."""

from __future__ import annotations

from typing import Any

from sim.engine.ensemble.accords import settle
from sim.engine.ensemble.anchor import carry, invert
from sim.engine.ensemble.base import build, derive
from sim.engine.ensemble.choose import decide
from sim.engine.ensemble.draw import parameters
from sim.engine.ensemble.layout import UNSOUND
from sim.engine.ensemble.life import advance_pact, commit, grow, live
from sim.engine.ensemble.region import advance_ties, assess_flashpoints, break_out, move_powers, rate_crises
from sim.engine.ensemble.setting import layout_of
from sim.engine.ensemble.sight import perceive, stand
from sim.engine.ensemble.start import deepen, open_region, seat
from sim.engine.ensemble.store import at, put
from sim.engine.ensemble.write import write


def run(plan: Any, ids: Any, fitted: Any, given: Any, b: Any, store: Any, out: Any, first: Any, failed: Any) -> None:
    """Run the worlds of a block.

    Args:
        plan: the scenario.
        ids: replicate ids, a row for each block.
        fitted: ids of the worlds whose draws of the coefficients they have.
        given: values of the numbers that each world is given, G rows for each block.
        b: index of the block.
        store: rows of the worlds.
        out: rows that are written down; without any row only the base year is solved.
        first: first of them.
        failed: row b is 1 for a world in which a value was not finite.
    """
    parameters(plan, ids, fitted, given, b, store)
    build(plan.base, store)
    invert(plan.base, store, plan.stored.exit_ratio)
    if out.shape[0] == 0:
        return
    carry(plan.base, store, plan.stored, plan.middle)
    frame, replicate = plan.setting, at(ids, b)
    here = layout_of(frame)
    for k in range(plan.replaced.shape[0]):
        put(store, plan.replaced[k], plan.values[k])
    for k in range(plan.set.shape[0]):
        put(store, here.kept + k, at(store, plan.set[k]))
    build(frame, store)
    deepen(frame, store)
    seat(frame, store)
    open_region(frame, store)
    for t in range(here.steps):
        begin(plan, t, store, replicate)
        step(frame, t, store, replicate)
        write(frame, t, store, out, first)
    put(failed, b, at(store, here.theatre + UNSOUND))


def begin(plan: Any, t: Any, store: Any, replicate: Any) -> None:
    """The first phase of a step: numbers that are set from now on, the powers, and the spokes."""
    renumber(plan, t, store)
    move_powers(plan.setting, t, store, replicate)
    for i in range(layout_of(plan.setting).n):
        grow(plan.setting, t, store, replicate, i)


def renumber(plan: Any, t: Any, store: Any) -> None:
    """Go on in the state that has come about, with the numbers that are set from this step on."""
    frame, here = plan.setting, layout_of(plan.setting)
    for e in range(plan.changed.shape[0]):
        if plan.changed[e] == t:
            for k in range(plan.set.shape[0]):
                value = plan.numbers[e, k]
                put(store, plan.set[k], at(store, here.kept + k))
                if value == value:  # it is a number
                    put(store, plan.set[k], value)
            derive(frame, store)
            stand(frame, store)


def step(frame: Any, t: Any, store: Any, replicate: Any) -> None:
    """The rest of a step, in the phases of `sim.engine.mesa_model`."""
    n = layout_of(frame).n
    fellows = perceive(frame, t, store)
    for i in range(n):
        decide(frame, t, store, i, fellows)
    if layout_of(frame).k > 0:
        settle(frame, t, store, replicate, fellows)
    for i in range(n):
        commit(frame, t, store, i)
    advance_pact(frame, t, store)
    stand(frame, store)
    fellows = perceive(frame, t, store)
    advance_ties(frame, t, store)
    assess_flashpoints(frame, t, store, fellows)
    rate_crises(frame, t, store)
    break_out(frame, t, store, replicate)
    for i in range(n):
        live(frame, t, store, replicate, i, fellows)
