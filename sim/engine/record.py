"""What a world leaves behind: one row per country, for the theatre, and per flashpoint, each step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.law import outcomes
from sim.law.arithmetic import mean
from sim.results.schema import RUN_TABLES

if TYPE_CHECKING:
    from sim.engine.mesa_model import PactModel


def recorded(table: str) -> tuple[str, ...]:
    """Columns of a run table that a world fills, in the order of the schema: all but the key."""
    described = RUN_TABLES[table]
    return tuple(column.name for column in described.columns if column.name not in described.key)


COUNTRY_COLUMNS = recorded("countries")
THEATRE_COLUMNS = recorded("theatre")
PLACE_COLUMNS = recorded("flashpoints")


def polarisation(capabilities: list[float], sides: list[float], total: float) -> float:
    """Spread of the region between the camps: capability-weighted variance of side, 0 (one camp) .. 1 (two halves)."""
    leaning = spread = 0.0
    for capability, side in zip(capabilities, sides, strict=True):
        leaning += capability * side
    centre = outcomes.share(leaning, total)
    for capability, side in zip(capabilities, sides, strict=True):
        spread += outcomes.spread(capability, side, centre)
    return outcomes.share(spread, total)


def camps(capabilities: list[float], sides: list[float], total: float) -> tuple[float, float, float]:
    """Shares of capability on the hub's side, on the challenger's and on neither."""
    up = down = 0.0
    for capability, side in zip(capabilities, sides, strict=True):
        if side > 0.0:
            up += capability
        elif side < 0.0:
            down += capability
    hub = outcomes.hub_share(outcomes.share(up, total))
    challenger = outcomes.challenger_share(outcomes.share(down, total), hub)
    return hub, challenger, outcomes.unaligned_share(hub, challenger)


class Journal:
    """Rows in the order of steps; posture and administration as indices."""

    def __init__(self) -> None:
        self.countries: list[tuple[float, ...]] = []
        self.theatre: list[tuple[float, ...]] = []
        self.places: list[tuple[float, ...]] = []

    def record(self, model: PactModel) -> None:
        """Write down the state at the end of a step."""
        ladder, agents = model.ladder, model.countries
        for c in agents:
            self.countries.append(
                (
                    c.posture,
                    c.signed,
                    c.member,
                    ladder[c.posture].side,
                    c.trust,
                    c.effort,
                    c.capability,
                    c.market_gdp,
                    c.success,
                    c.coercion_loss,
                    c.tariff_loss,
                    outcomes.trade_loss(c.coercion_loss, c.tariff_loss),
                    c.orientation,
                    c.nuclear,
                    c.posture != c.changed_from,
                    c.joined,
                )
            )
        total = gdp = trust = depth = 0.0
        for c in agents:
            total += c.capability
            gdp += c.market_gdp
            trust += c.trust * c.market_gdp
        capabilities = [c.capability for c in agents]
        sides = [ladder[c.posture].side for c in agents]
        for i, line in enumerate(model.ties):
            for tie in line[:i]:
                depth += tie
        self.theatre.append(
            (
                model.administration,
                any(model.lever.pact_invited),
                model.in_force,
                sum(c.signed for c in agents),
                sum(c.member for c in agents),
                *camps(capabilities, sides, total),
                polarisation(capabilities, sides, total),
                mean(trust, gdp),
                model.theatre_capability,
                model.challenger_capability,
                model.assertiveness,
                outcomes.mean_tie(depth, float(len(agents))),
            )
        )
        for f in range(len(model.world.places)):
            self.places.append(
                (model.deterrence[f], model.provocation[f], model.hazard[f], model.severity[f], model.helped[f])
            )
