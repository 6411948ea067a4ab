"""What a world writes down at the end of a step, as `sim.engine.record` does for a lone one."""

from __future__ import annotations

from typing import Any

from sim.engine.ensemble.store import alike, at, nought, put
from sim.engine.ensemble.layout import (
    ADMINISTRATION, ASSERTIVENESS, CAPABILITY, CHALLENGER_CAPABILITY, CHANGED_FROM, COERCION_LOSS, COUNTRY_OUT,
    DETERRENCE, EFFORT, HAZARD, HELPED, IN_FORCE, MARKET_GDP, MEMBER, NUCLEAR, ORIENTATION, PLACE_OUT, POSTURE,
    PROVOCATION, SEVERITY, SIDE, SIGNED, SUCCESS, TARIFF_LOSS, THEATRE_CAPABILITY, THEATRE_OUT, TIE, TRUST, UNSOUND,
    WIDE_PAIR, WIDE_PLACE, WIDE_STATE,
)  # fmt: skip
from sim.engine.ensemble.setting import layout_of
from sim.engine.ensemble.sight import invited
from sim.law import outcomes
from sim.law.arithmetic import mean, where


def tell(store: Any, theatre: Any, out: Any, k: Any, value: Any) -> None:
    """Write a value down; one that is not finite marks its world as failed."""
    put(out, k, value)
    gap = value - value  # of what is finite nothing is left
    put(store, theatre, where(gap == 0.0, at(store, theatre), 1.0))


def write(frame: Any, t: Any, store: Any, out: Any, first: Any) -> None:
    """Write the state down: rows of countries from `first` on, then of the theatre, then of flashpoints."""
    here = layout_of(frame)
    countries(frame, t, store, out, first)
    region = first + here.steps * here.n * COUNTRY_OUT
    theatre(frame, t, store, out, region + t * THEATRE_OUT)
    places(frame, t, store, out, region + here.steps * THEATRE_OUT)


def countries(frame: Any, t: Any, store: Any, out: Any, first: Any) -> None:
    """The rows of the spokes."""
    here, flag = layout_of(frame), layout_of(frame).theatre + UNSOUND
    for i in range(here.n):
        own, k = here.state + i * WIDE_STATE, first + (t * here.n + i) * COUNTRY_OUT
        coercion, tariff = at(store, own + COERCION_LOSS), at(store, own + TARIFF_LOSS)
        posture = at(store, own + POSTURE)
        values = (
            posture, at(store, own + SIGNED), at(store, own + MEMBER), at(store, own + SIDE), at(store, own + TRUST),
            at(store, own + EFFORT), at(store, own + CAPABILITY), at(store, own + MARKET_GDP), at(store, own + SUCCESS),
            coercion, tariff, outcomes.trade_loss(coercion, tariff), at(store, own + ORIENTATION),
            at(store, own + NUCLEAR), where(posture == at(store, own + CHANGED_FROM), 0.0, 1.0),
        )  # fmt: skip
        for c in range(COUNTRY_OUT):
            tell(store, flag, out, k + c, values[c])


def theatre(frame: Any, t: Any, store: Any, out: Any, k: Any) -> None:
    """The row of the theatre."""
    here = layout_of(frame)
    first = here.theatre
    total, gdp, trusted, depth = nought(store), nought(store), nought(store), nought(store)
    signed, members = nought(store), nought(store)
    for i in range(here.n):
        own = here.state + i * WIDE_STATE
        market = at(store, own + MARKET_GDP)
        total = total + at(store, own + CAPABILITY)
        gdp = gdp + market
        trusted = trusted + market * at(store, own + TRUST)
        signed = signed + at(store, own + SIGNED)
        members = members + at(store, own + MEMBER)
        for j in range(i):
            depth = depth + at(store, here.pair + (i * here.n + j) * WIDE_PAIR + TIE)
    up, down, leaning, spread = nought(store), nought(store), nought(store), nought(store)
    for i in range(here.n):
        own = here.state + i * WIDE_STATE
        capability, side = at(store, own + CAPABILITY), at(store, own + SIDE)
        up = up + where(side > 0.0, capability, 0.0)
        down = down + where(side < 0.0, capability, 0.0)
        leaning = leaning + capability * side
    centre = outcomes.share(leaning, total)
    for i in range(here.n):
        own = here.state + i * WIDE_STATE
        spread = spread + outcomes.spread(at(store, own + CAPABILITY), at(store, own + SIDE), centre)
    hub = outcomes.hub_share(outcomes.share(up, total))
    challenger = outcomes.challenger_share(outcomes.share(down, total), hub)
    values = (
        at(store, first + ADMINISTRATION), alike(total, invited(frame, t)), at(store, first + IN_FORCE), signed,
        members, hub, challenger, outcomes.unaligned_share(hub, challenger),
        outcomes.share(spread, total), mean(trusted, gdp),
        at(store, first + THEATRE_CAPABILITY), at(store, first + CHALLENGER_CAPABILITY), at(store, first + ASSERTIVENESS),
        outcomes.mean_tie(depth, float(here.n)),
    )  # fmt: skip
    for c in range(THEATRE_OUT):
        tell(store, first + UNSOUND, out, k + c, values[c])


def places(frame: Any, t: Any, store: Any, out: Any, first: Any) -> None:
    """The rows of the flashpoints."""
    here, flag = layout_of(frame), layout_of(frame).theatre + UNSOUND
    for f in range(here.f):
        place, k = here.place + f * WIDE_PLACE, first + (t * here.f + f) * PLACE_OUT
        values = (
            at(store, place + DETERRENCE), at(store, place + PROVOCATION), at(store, place + HAZARD),
            at(store, place + SEVERITY), at(store, place + HELPED),
        )  # fmt: skip
        for c in range(PLACE_OUT):
            tell(store, flag, out, k + c, values[c])
