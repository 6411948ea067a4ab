"""Arms and technology shared with spokes (AUKUS), or promised and withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field, model_validator

from sim.policy.base import CountryName, Policy, unit

if TYPE_CHECKING:
    from sim.policy.levers import Levers, TimeGrid


class ArmsAndTechnology(Policy):
    """Arms and technology for some spokes, as in AUKUS; or promised and withheld, which costs trust."""

    example: ClassVar[str] = "{type: arms_and_technology, start: 2028, countries: [AUS], change: 0.2, years: 12}"
    claims: ClassVar[tuple[str, ...]] = ("C054", "C091", "C106", "C107", "C117")
    group: ClassVar[str] = "The hub: security"

    type: Literal["arms_and_technology"]
    countries: tuple[CountryName, ...] = Field(min_length=1, description="spokes that receive them")
    change: float = Field(
        ge=-0.9,
        le=5,
        json_schema_extra=unit("relative"),
        description="of what their forces are worth, once all is there",
    )
    years: float = Field(
        0.0, ge=0, le=50, json_schema_extra=unit("years"), description="over which it is delivered; at once by default"
    )
    trust: float = Field(
        0.0, ge=-5, le=5, json_schema_extra=unit("logit"), description="one-time push on their trust in the hub"
    )
    withheld: bool = Field(False, description="true: promised but not delivered; only trust moves")

    @model_validator(mode="after")
    def _withheld_is_felt(self) -> ArmsAndTechnology:
        if self.withheld and self.trust >= 0:
            raise ValueError("arms withheld need a 'trust' below zero, or nothing happens")
        return self

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Scale the worth of forces as deliveries come, and push trust in the first step touched."""
        rows, first = grid.rows(self.countries), grid.first(self.span)
        if first is not None:
            levers.trust_shock[first, rows] += self.trust
        if not self.withheld:
            for i in rows:
                levers.arms[:, i] *= 1.0 + self.change * grid.ramp(self.span, self.years)
