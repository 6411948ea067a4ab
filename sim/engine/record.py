"""What a world leaves behind: one row per country, for the theatre, and per flashpoint, each step."""

from __future__ import annotations

from typing import TYPE_CHECKING

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


def polarisation(shares: list[float], sides: list[float]) -> float:
    """Spread of the region between the camps: capability-weighted variance of side, 0 (one camp) .. 1 (two halves)."""
    mean = sum(s * x for s, x in zip(shares, sides, strict=True))
    return sum(s * (x - mean) ** 2 for s, x in zip(shares, sides, strict=True))


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
                    c.coercion_loss + c.tariff_loss,
                    c.orientation,
                    c.nuclear,
                    c.posture != c.changed_from,
                )
            )
        total = sum(c.capability for c in agents)
        shares = [c.capability / total for c in agents]
        sides = [ladder[c.posture].side for c in agents]
        up = min(1.0, sum(s for s, x in zip(shares, sides, strict=True) if x > 0.0))
        down = min(1.0 - up, sum(s for s, x in zip(shares, sides, strict=True) if x < 0.0))
        gdp = sum(c.market_gdp for c in agents)
        n = len(agents)
        ties = sum(model.ties[i][j] for i in range(n) for j in range(i))
        self.theatre.append(
            (
                model.administration,
                any(model.lever.pact_invited),
                model.in_force,
                sum(c.signed for c in agents),
                sum(c.member for c in agents),
                up,
                down,
                1.0 - up - down,
                polarisation(shares, sides),
                sum(c.trust * c.market_gdp for c in agents) / gdp,
                model.theatre_capability,
                model.challenger_capability,
                model.assertiveness,
                2.0 * ties / (n * (n - 1)) if n > 1 else 0.0,
            )
        )
        for f in range(len(model.world.places)):
            self.places.append(
                (model.deterrence[f], model.provocation[f], model.hazard[f], model.severity[f], model.helped[f])
            )
