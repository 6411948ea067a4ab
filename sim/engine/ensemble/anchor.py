"""Tie worlds to the observed base year, as `sim.engine.anchor` does for a lone one."""

from __future__ import annotations

from typing import Any

from sim.engine.ensemble import layout as field
from sim.engine.ensemble.accords import belonging
from sim.engine.ensemble.choose import NONE, TREATY, weigh
from sim.engine.ensemble.region import rate_crises
from sim.engine.ensemble.setting import layout_of
from sim.engine.ensemble.sight import COOPERATION_OF, measure, muster, see
from sim.engine.ensemble.start import open_region, seat
from sim.engine.ensemble.store import alike, at, nought, put, record
from sim.law import burden, calibration, pact, ties
from sim.law.arithmetic import where
from sim.law.types import Weights


def invert(frame: Any, store: Any, exit_ratio: Any) -> None:
    """Solve the base year: stakes, other motives, deterrence, and constants of the postures that were open."""
    here = layout_of(frame)
    for f in range(here.f):
        put(store, here.place + f * field.WIDE_PLACE + field.BASE_DETERRENCE, 0.0)
        put(store, here.place + f * field.WIDE_PLACE + field.BASE_PROVOCATION, 0.0)
    for i in range(here.n):
        put(store, here.trait + i * field.WIDE_TRAIT + field.STAKE, 0.0)
        for o in range(here.p):
            put(store, here.constant + i * here.p + o, 0.0)
    seat(frame, store)
    fellows = open_region(frame, store)
    for f in range(here.f):
        place = here.place + f * field.WIDE_PLACE
        put(store, place + field.BASE_DETERRENCE, at(store, place + field.DETERRENCE))
        put(store, place + field.BASE_PROVOCATION, at(store, place + field.PROVOCATION))
    stakes(frame, store, fellows)
    rate_crises(frame, 0, store)
    constants(frame, store, fellows, exit_ratio)
    if here.k > 0:
        belonging(frame, store, fellows)
    worked(frame, store)


def stakes(frame: Any, store: Any, fellows: Any) -> None:
    """The stake behind observed effort, and what it leaves to other motives."""
    here, w = layout_of(frame), record(store, 0, Weights)
    for i in range(here.n):
        own, trait = here.state + i * field.WIDE_STATE, here.trait + i * field.WIDE_TRAIT
        measure(frame, store, i, muster(frame, 0, store, i, fellows))
        exposure = at(store, here.ground + i * field.WIDE_GROUND + field.EXPOSURE)
        for f in range(1, here.f):
            exposure = max(exposure, at(store, here.ground + (f * here.n + i) * field.WIDE_GROUND + field.EXPOSURE))
        cost, strength = at(store, trait + field.AGE_COST), at(store, own + field.STRENGTH)
        success, output = at(store, own + field.SUCCESS), at(store, own + field.OUTPUT)
        stake = calibration.stake(
            cost, strength, w.decisiveness, success, output, exposure, w.stake_floor, w.stake_ceiling
        )
        put(store, trait + field.STAKE, stake)
        gain = burden.marginal_security(stake, w.decisiveness, success, strength, output)
        put(store, trait + field.OTHER_MOTIVES, calibration.other_motives(cost, gain))


def closeness(rungs: Any, reach: Any) -> Any:
    """Relative frequency of a change over so many rungs, at least one."""
    frequency = alike(reach, 1.0)
    for _ in range(rungs - 1):
        frequency = calibration.farther(frequency, reach)
    return frequency


def was_open(frame: Any, i: Any, o: Any) -> Any:
    """Whether a posture was available to a spoke in the base year."""
    here = layout_of(frame)
    return frame.rows[here.needs + o] == NONE or (
        frame.rows[here.needs + o] == TREATY and frame.rows[here.treaty + i] > 0
    )


def constants(frame: Any, store: Any, fellows: Any, exit_ratio: Any) -> None:
    """The constant behind the observed posture, by logit inversion."""
    here, w = layout_of(frame), record(store, 0, Weights)
    leave = calibration.exit_share(exit_ratio, w.posture_change_rate)
    stay = calibration.stay_share(leave)
    for i in range(here.n):
        seen = frame.rows[here.observed + i]
        view = see(frame, 0, store, i, fellows)
        weigh(frame, 0, store, i, view, nought(store))
        total = nought(store)
        for o in range(here.p):
            if o != seen and was_open(frame, i, o):
                total = total + closeness(abs(o - seen), w.exit_reach)
        settled = at(store, here.utility + seen)
        for o in range(here.p):
            if was_open(frame, i, o):
                share = stay
                if o != seen:
                    share = calibration.exit_part(leave, closeness(abs(o - seen), w.exit_reach), total)
                value = calibration.constant(
                    share, stay, w.choice_sharpness, at(store, here.utility + o), settled, float(abs(o - seen))
                )
                put(store, here.constant + i * here.p + o, value)


def worked(frame: Any, store: Any) -> None:
    """Joint work of every two spokes in the base year."""
    here = layout_of(frame)
    for i in range(here.n):
        for j in range(here.n):
            first = at(store, here.ladder + frame.rows[here.observed + i] * field.WIDE_POSTURE + COOPERATION_OF)
            second = at(store, here.ladder + frame.rows[here.observed + j] * field.WIDE_POSTURE + COOPERATION_OF)
            put(store, here.pair + (i * here.n + j) * field.WIDE_PAIR + field.DEPTH, ties.joint(first, second))


def interpolate(x: Any, priors: Any, steps: Any) -> Any:
    """Value of a piecewise linear curve at x, held flat beyond its ends."""
    value = x * 0.0 + steps[steps.shape[0] - 1]
    for k in range(steps.shape[0] - 1, 0, -1):
        part = calibration.between(x, priors[k - 1], steps[k - 1], priors[k], steps[k])
        value = where(x <= priors[k], part, value)
    return where(x <= priors[0], steps[0], value)


def carry(frame: Any, store: Any, stored: Any, middle: Any) -> None:
    """Carry the stored calibration over, and give postures never open to a spoke their constants."""
    here, w = layout_of(frame), record(store, 0, Weights)
    step = interpolate(w.pact_formation_prior, stored.curve_prior, stored.curve_step)
    for i in range(here.n):
        trait, own = here.trait + i * field.WIDE_TRAIT, here.constant + i * here.p
        stake = calibration.carried_ratio(at(store, trait + field.STAKE), stored.stakes[i], middle.stakes[i])
        put(store, trait + field.STAKE, stake)
        motives = at(store, trait + field.OTHER_MOTIVES)
        motives = calibration.carried_difference(motives, stored.other_motives[i], middle.other_motives[i])
        put(store, trait + field.OTHER_MOTIVES, motives)
        top = 0
        for o in range(here.p):
            value = at(store, own + o)
            value = calibration.carried_difference(value, stored.constants[i, o], middle.constants[i, o])
            put(store, own + o, value)
            if was_open(frame, i, o):
                top = o
        highest = at(store, own + top)
        for o in range(here.p):
            if not was_open(frame, i, o):
                rungs = float(max(o - top, 1))
                put(store, own + o, pact.constant(highest, step, w.treaty_reluctance, rungs))
