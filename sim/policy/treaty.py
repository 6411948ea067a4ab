"""A bilateral treaty with the hub, offered to a spoke or denounced."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from sim.policy.base import CountryName, Fixed, Policy

if TYPE_CHECKING:
    from sim.policy.levers import Levers, TimeGrid

TREATY = "the treaty with the hub"


class TreatyOffer(Policy):
    """A bilateral defence treaty with the hub, on offer to spokes; or the end of one (the hub leaves one country).

    After its `end` treaties are again as in the base year.
    """

    example: ClassVar[str] = "{type: treaty_offer, start: 2027, end: 2028, countries: [TWN]}"
    claims: ClassVar[tuple[str, ...]] = ("C089", "C101", "C102", "C132")
    group: ClassVar[str] = "The hub: security"

    type: Literal["treaty_offer"]
    countries: tuple[CountryName, ...] = Field(min_length=1, description="spokes concerned")
    ended: bool = Field(False, description="true: the treaty is denounced, and none can be had")

    def fixes(self) -> Fixed:
        """The treaty of each country concerned."""
        return {TREATY: self.countries}

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Write the treaty into every step the policy touches."""
        on = grid.cover(self.span) > 0
        for i in grid.rows(self.countries):
            levers.treaty[on, i] = 0.0 if self.ended else 1.0
