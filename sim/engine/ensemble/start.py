"""The state of a world before its first step."""

from __future__ import annotations

from typing import Any

from sim.engine.ensemble.store import at, nought, put, record
from sim.engine.ensemble.layout import (
    ADMINISTRATION, AT_HAND, BASE_PRESENCE, BASE_PROVOCATION, BASES, CAPABILITY, CHANGED_FROM, DECLARED, DEPTH, EFFORT, EXPORTS_CHALLENGER, EXPORTS_HUB, FORMER, HELPED, IN_FORCE, MARKET_GDP, NEW_ADMINISTRATION, NEWLY_IN_FORCE, NEXT, NUCLEAR,
    ORIENTATION, OUTPUT, POSTURE, PREPAREDNESS, PROVOCATION, PROVOCATION_BASE, SEVERITY, TIE, TRUST, TRUST_BASE, TRUST_LOGIT, UNSOUND, WIDE_PAIR, WIDE_PLACE,
    WIDE_SPOKE, WIDE_STATE, WIDE_TRAIT, WORKERS,
)  # fmt: skip
from sim.engine.ensemble.setting import layout_of
from sim.engine.ensemble.region import assess_flashpoints, mean_provocation, rate_crises, settle_powers
from sim.engine.ensemble.sight import perceive, stand
from sim.law import burden, deterrence, ties
from sim.law.arithmetic import where
from sim.law.types import Weights
from sim.world.records import AMERICA_FIRST, SpokeRow

HOLDER = float(AMERICA_FIRST)


def settle(frame: Any, store: Any) -> None:
    """Every spoke in the base year, at the posture observed."""
    here, w = layout_of(frame), record(store, 0, Weights)
    for i in range(here.n):
        own, trait = here.state + i * WIDE_STATE, here.trait + i * WIDE_TRAIT
        row = record(store, here.spoke + i * WIDE_SPOKE, SpokeRow)
        for k in range(WIDE_STATE):
            put(store, own + k, 0.0)
        posture = float(frame.rows[here.observed + i])
        put(store, own + POSTURE, posture)
        put(store, own + DECLARED, posture)
        put(store, own + FORMER, posture)
        put(store, own + NEXT, posture)
        put(store, own + CHANGED_FROM, posture)
        put(store, own + TRUST_LOGIT, at(store, trait + TRUST_BASE))
        put(store, own + TRUST, row.trust)
        put(store, own + EFFORT, row.effort)
        put(store, own + OUTPUT, row.output)
        put(store, own + MARKET_GDP, row.market_gdp)
        put(store, own + WORKERS, 1.0)
        put(store, own + CAPABILITY, burden.forces(row.effort, row.output))
        put(store, own + EXPORTS_HUB, row.exports_hub)
        put(store, own + EXPORTS_CHALLENGER, row.exports_challenger)
        put(store, own + ORIENTATION, row.orientation)
        put(store, own + NUCLEAR, where(row.nuclear_armed > 0.0, 1.0, nought(store)))
        bases = at(store, trait + BASE_PRESENCE)
        put(store, own + BASES, bases)
        put(store, own + AT_HAND, deterrence.presence(bases, w.presence_floor))


def deepen(frame: Any, store: Any) -> None:
    """Depth of every tie per unit of joint work; the rows hold the base year's joint work before."""
    here = layout_of(frame)
    for i in range(here.n):
        for j in range(here.n):
            pair = here.pair + (i * here.n + j) * WIDE_PAIR
            put(store, pair + DEPTH, ties.depth(at(store, pair + TIE), at(store, pair + DEPTH)))


def open_region(frame: Any, store: Any) -> Any:
    """Set the region to the base year; tells whether anybody counts as a member of a pact in any world."""
    here = layout_of(frame)
    first = here.theatre
    put(store, first + ADMINISTRATION, HOLDER)
    put(store, first + NEW_ADMINISTRATION, 0.0)
    put(store, first + IN_FORCE, 0.0)
    put(store, first + NEWLY_IN_FORCE, 0.0)
    put(store, first + PREPAREDNESS, 0.0)
    put(store, first + UNSOUND, 0.0)
    for f in range(here.f):
        place = here.place + f * WIDE_PLACE
        put(store, place + SEVERITY, 0.0)
        put(store, place + HELPED, 0.0)
        put(store, place + PROVOCATION, at(store, place + BASE_PROVOCATION))
    put(store, first + PROVOCATION_BASE, mean_provocation(frame, store))
    settle_powers(frame, 0, store)
    stand(frame, store)
    fellows = perceive(frame, 0, store)
    assess_flashpoints(frame, 0, store, fellows)
    rate_crises(frame, 0, store)
    return fellows
