"""A deal between hub and challenger over the heads of the spokes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from sim.policy.base import Countries, Policy, unit

if TYPE_CHECKING:
    from sim.policy.levers import Levers, TimeGrid


class GrandBargain(Policy):
    """A deal of hub and challenger over the heads of spokes: calm with the challenger, paid in promises and trust."""

    example: ClassVar[str] = (
        "{type: grand_bargain, start: 2027, reassurance: 0.4, restraint: 0.2, guarantee: -0.3, trust: -0.5}"
    )
    claims: ClassVar[tuple[str, ...]] = ("C079", "C077", "C122")
    group: ClassVar[str] = "The hub: security"

    type: Literal["grand_bargain"]
    reassurance: float = Field(ge=0, le=1, json_schema_extra=unit("share"), description="of provocation taken away")
    restraint: float = Field(
        ge=0, le=1, json_schema_extra=unit("share"), description="of the challenger's pressure that it gives up"
    )
    guarantee: float = Field(
        ge=-1, le=0, json_schema_extra=unit("share"), description="of a treaty's promise taken from those sold out"
    )
    trust: float = Field(
        ge=-5, le=0, json_schema_extra=unit("logit"), description="one-time blow to their trust in the hub"
    )
    countries: Countries = Field(None, description="spokes sold out; every spoke when left out")

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Calm both sides while the deal lasts; weaken promises; strike trust in the first step touched."""
        import numpy as np

        cover, rows, first = grid.cover(self.span), grid.rows(self.countries), grid.first(self.span)
        np.maximum(levers.reassurance, self.reassurance * cover, out=levers.reassurance)
        levers.assertiveness *= 1.0 - self.restraint * cover
        for i in rows:
            levers.guarantee[:, i] += self.guarantee * cover
        if first is not None:
            levers.trust_shock[first, rows] += self.trust
