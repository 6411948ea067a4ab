"""What a world writes down at the end of a step, as `sim.engine.record` does for a lone one."""

from __future__ import annotations

from typing import Any

from sim.engine.ensemble import layout as field
from sim.engine.ensemble.setting import layout_of
from sim.engine.ensemble.sight import invited
from sim.engine.ensemble.store import alike, at, nought, put
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
    region = first + here.steps * here.n * field.COUNTRY_OUT
    theatre(frame, t, store, out, region + t * field.THEATRE_OUT)
    places(frame, t, store, out, region + here.steps * field.THEATRE_OUT)


def countries(frame: Any, t: Any, store: Any, out: Any, first: Any) -> None:
    """The rows of the spokes."""
    here, flag = layout_of(frame), layout_of(frame).theatre + field.UNSOUND
    for i in range(here.n):
        own, k = here.state + i * field.WIDE_STATE, first + (t * here.n + i) * field.COUNTRY_OUT
        coercion, tariff = at(store, own + field.COERCION_LOSS), at(store, own + field.TARIFF_LOSS)
        posture = at(store, own + field.POSTURE)
        values = (
            posture,
            at(store, own + field.SIGNED),
            at(store, own + field.MEMBER),
            at(store, own + field.SIDE),
            at(store, own + field.TRUST),
            at(store, own + field.EFFORT),
            at(store, own + field.CAPABILITY),
            at(store, own + field.MARKET_GDP),
            at(store, own + field.SUCCESS),
            coercion,
            tariff,
            outcomes.trade_loss(coercion, tariff),
            at(store, own + field.ORIENTATION),
            at(store, own + field.NUCLEAR),
            where(posture == at(store, own + field.CHANGED_FROM), 0.0, 1.0),
            at(store, own + field.JOINED),
        )
        for c in range(field.COUNTRY_OUT):
            tell(store, flag, out, k + c, values[c])


def theatre(frame: Any, t: Any, store: Any, out: Any, k: Any) -> None:
    """The row of the theatre."""
    here = layout_of(frame)
    first = here.theatre
    total, gdp, trusted, depth = nought(store), nought(store), nought(store), nought(store)
    signed, members = nought(store), nought(store)
    for i in range(here.n):
        own = here.state + i * field.WIDE_STATE
        market = at(store, own + field.MARKET_GDP)
        total = total + at(store, own + field.CAPABILITY)
        gdp = gdp + market
        trusted = trusted + market * at(store, own + field.TRUST)
        signed = signed + at(store, own + field.SIGNED)
        members = members + at(store, own + field.MEMBER)
        for j in range(i):
            depth = depth + at(store, here.pair + (i * here.n + j) * field.WIDE_PAIR + field.TIE)
    up, down, leaning, spread = nought(store), nought(store), nought(store), nought(store)
    for i in range(here.n):
        own = here.state + i * field.WIDE_STATE
        capability, side = at(store, own + field.CAPABILITY), at(store, own + field.SIDE)
        up = up + where(side > 0.0, capability, 0.0)
        down = down + where(side < 0.0, capability, 0.0)
        leaning = leaning + capability * side
    centre = outcomes.share(leaning, total)
    for i in range(here.n):
        own = here.state + i * field.WIDE_STATE
        spread = spread + outcomes.spread(at(store, own + field.CAPABILITY), at(store, own + field.SIDE), centre)
    hub = outcomes.hub_share(outcomes.share(up, total))
    challenger = outcomes.challenger_share(outcomes.share(down, total), hub)
    values = (
        at(store, first + field.ADMINISTRATION),
        alike(total, invited(frame, t)),
        at(store, first + field.IN_FORCE),
        signed,
        members,
        hub,
        challenger,
        outcomes.unaligned_share(hub, challenger),
        outcomes.share(spread, total),
        mean(trusted, gdp),
        at(store, first + field.THEATRE_CAPABILITY),
        at(store, first + field.CHALLENGER_CAPABILITY),
        at(store, first + field.ASSERTIVENESS),
        outcomes.mean_tie(depth, float(here.n)),
    )
    for c in range(field.THEATRE_OUT):
        tell(store, first + field.UNSOUND, out, k + c, values[c])


def places(frame: Any, t: Any, store: Any, out: Any, first: Any) -> None:
    """The rows of the flashpoints."""
    here, flag = layout_of(frame), layout_of(frame).theatre + field.UNSOUND
    for f in range(here.f):
        place, k = here.place + f * field.WIDE_PLACE, first + (t * here.f + f) * field.PLACE_OUT
        values = (
            at(store, place + field.DETERRENCE),
            at(store, place + field.PROVOCATION),
            at(store, place + field.HAZARD),
            at(store, place + field.SEVERITY),
            at(store, place + field.HELPED),
        )
        for c in range(field.PLACE_OUT):
            tell(store, flag, out, k + c, values[c])
