"""The state of a world before its first step."""

from __future__ import annotations

from typing import Any

from sim.engine.ensemble import layout as field
from sim.engine.ensemble.accords import take_part
from sim.engine.ensemble.region import assess_flashpoints, mean_provocation, rate_crises, settle_powers
from sim.engine.ensemble.setting import layout_of
from sim.engine.ensemble.sight import perceive, stand
from sim.engine.ensemble.store import at, nought, put, record
from sim.law import burden, deterrence, elections, ties
from sim.law.arithmetic import where
from sim.law.types import Weights
from sim.world.records import SpokeRow


def seat(frame: Any, store: Any) -> None:
    """Every spoke in the base year, at the posture observed."""
    here, w = layout_of(frame), record(store, 0, Weights)
    for i in range(here.n):
        own, trait = here.state + i * field.WIDE_STATE, here.trait + i * field.WIDE_TRAIT
        row = record(store, here.spoke + i * field.WIDE_SPOKE, SpokeRow)
        for k in range(field.WIDE_STATE):
            put(store, own + k, 0.0)
        posture = float(frame.rows[here.observed + i])
        put(store, own + field.POSTURE, posture)
        put(store, own + field.DECLARED, posture)
        put(store, own + field.FORMER, posture)
        put(store, own + field.NEXT, posture)
        put(store, own + field.CHANGED_FROM, posture)
        put(store, own + field.TRUST_LOGIT, at(store, trait + field.TRUST_BASE))
        put(store, own + field.TRUST, row.trust)
        put(store, own + field.EFFORT, row.effort)
        put(store, own + field.OUTPUT, row.output)
        put(store, own + field.MARKET_GDP, row.market_gdp)
        put(store, own + field.WORKERS, 1.0)
        put(store, own + field.STOCK, burden.forces(row.effort, row.output))
        put(store, own + field.CAPABILITY, burden.forces(row.effort, row.output))
        put(store, own + field.EXPORTS_HUB, row.exports_hub)
        put(store, own + field.EXPORTS_CHALLENGER, row.exports_challenger)
        put(store, own + field.ORIENTATION, row.orientation)
        put(store, own + field.NUCLEAR, where(row.nuclear_armed > 0.0, 1.0, nought(store)))
        bases = at(store, trait + field.BASE_PRESENCE)
        put(store, own + field.BASES, bases)
        put(store, own + field.AT_HAND, deterrence.presence(bases, w.presence_floor))


def deepen(frame: Any, store: Any) -> None:
    """Depth of every tie per unit of joint work; the rows hold the base year's joint work before."""
    here = layout_of(frame)
    for i in range(here.n):
        for j in range(here.n):
            pair = here.pair + (i * here.n + j) * field.WIDE_PAIR
            put(store, pair + field.DEPTH, ties.depth(at(store, pair + field.TIE), at(store, pair + field.DEPTH)))


def open_region(frame: Any, store: Any) -> Any:
    """Set the region to the base year; tells whether anybody counts as a member of a pact in any world."""
    here = layout_of(frame)
    first = here.theatre
    put(store, first + field.ADMINISTRATION, elections.first(record(store, 0, Weights).base_administration))
    put(store, first + field.NEW_ADMINISTRATION, 0.0)
    put(store, first + field.IN_FORCE, 0.0)
    put(store, first + field.NEWLY_IN_FORCE, 0.0)
    put(store, first + field.PREPAREDNESS, 0.0)
    put(store, first + field.PACT_AGE, 0.0)
    put(store, first + field.UNSOUND, 0.0)
    for i in range(here.n):
        for k in range(here.k):
            founder = frame.rows[here.founded + k * here.n + i] > 0
            put(store, here.standing + i * here.k + k, 1.0 if founder else -1.0)
    take_part(frame, 0, store)
    for f in range(here.f):
        place = here.place + f * field.WIDE_PLACE
        put(store, place + field.SEVERITY, 0.0)
        put(store, place + field.HELPED, 0.0)
        put(store, place + field.PROVOCATION, at(store, place + field.BASE_PROVOCATION))
    put(store, first + field.PROVOCATION_BASE, mean_provocation(frame, store))
    settle_powers(frame, 0, store)
    stand(frame, store)
    fellows = perceive(frame, 0, store)
    assess_flashpoints(frame, 0, store, fellows)
    rate_crises(frame, 0, store)
    return fellows
