"""Levers of the hub on trade: duties, and the room its market gives to a spoke's exports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from sim.policy.base import ALL, Countries, Policy, PostureName, unit

if TYPE_CHECKING:
    from sim.policy.levers import Levers, TimeGrid


class Tariff(Policy):
    """A change of the duty the hub levies on top of the duty in force in the base year.

    Its `end` is when it is suspended, or struck down by a court.
    """

    example: ClassVar[str] = "{type: tariff, start: 2027, end: 2030, change: 15, exempt: {pact: 1.0}}"
    claims: ClassVar[tuple[str, ...]] = ("C011", "C080", "C082")
    group: ClassVar[str] = "The hub: trade"

    type: Literal["tariff"]
    change: float = Field(
        ge=-300, le=300, json_schema_extra=unit("points"), description="added to the duty (negative: a cut)"
    )
    coverage: float = Field(
        1.0,
        ge=0,
        le=1,
        json_schema_extra=unit("share"),
        description="of the exports to the hub, for a duty on a sector",
    )
    countries: Countries = Field(None, description=ALL)
    exempt: dict[PostureName, Annotated[float, Field(ge=0, le=1)]] = Field(
        default_factory=dict, json_schema_extra=unit("share"), description="part of the change waived for a posture"
    )

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Add the change to the average duty of each country concerned and set the exemptions."""
        import numpy as np

        cover = grid.cover(self.span)
        for i in grid.rows(self.countries):
            levers.tariff[:, i] += self.change * self.coverage * cover
        for name, share in self.exempt.items():
            column = levers.exemption[:, grid.postures.index(name)]
            np.maximum(column, share * cover, out=column)


class TradeAccess(Policy):
    """Room for a spoke's exports in the hub's market: a return to CPTPP, an agreement, or a market closed."""

    example: ClassVar[str] = "{type: trade_access, start: 2028, change: 0.15, countries: [JPN, VNM]}"
    claims: ClassVar[tuple[str, ...]] = ("C081", "C141", "C153")
    group: ClassVar[str] = "The hub: trade"

    type: Literal["trade_access"]
    change: float = Field(
        ge=-1, le=5, json_schema_extra=unit("relative"), description="of the market open (-0.2: a fifth of it closes)"
    )
    years: float = Field(
        0.0, ge=0, le=50, json_schema_extra=unit("years"), description="over which it comes evenly; at once by default"
    )
    countries: Countries = Field(None, description=ALL)

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Add the change for each country concerned."""
        share = grid.ramp(self.span, self.years)
        for i in grid.rows(self.countries):
            levers.access[:, i] += self.change * share
