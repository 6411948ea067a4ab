"""Spokes without a hub: its capability, troops, promises and treaties go."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from sim.policy.base import Fixed, Policy, unit
from sim.policy.treaty import TREATY

if TYPE_CHECKING:
    from sim.policy.levers import Levers, TimeGrid


class HubExit(Policy):
    """The hub leaves the theatre: capability, troops and promises go; with the last of them all treaties end."""

    example: ClassVar[str] = "{type: hub_exit, start: 2029, years: 4}"
    claims: ClassVar[tuple[str, ...]] = ("C126", "C129", "C130", "C131")
    group: ClassVar[str] = "The hub: security"

    type: Literal["hub_exit"]
    share: float = Field(
        1.0, ge=0, le=1, json_schema_extra=unit("share"), description="of all that goes; below 1 treaties stay in force"
    )
    years: float = Field(
        0.0, ge=0, le=50, json_schema_extra=unit("years"), description="over which it goes evenly; at once by default"
    )

    def fixes(self) -> Fixed:
        """Every treaty, when all goes."""
        return {TREATY: None} if self.share == 1.0 else {}

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Take away capability and troops, promises outside treaties, and treaties once nothing is left."""
        gone = self.share * grid.ramp(self.span, self.years)
        levers.commitment *= 1.0 - gone
        levers.troops *= 1.0 - gone[:, None]
        levers.guarantee -= gone[:, None]
        levers.treaty[gone >= 1.0] = 0.0
