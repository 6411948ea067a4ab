"""Growth of the powers off the path of the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from sim.policy.base import Policy, unit

if TYPE_CHECKING:
    from sim.policy.levers import Levers, TimeGrid


class Growth(Policy):
    """A power grows faster or slower than expected, through technology, policy or decline.

    What is gained or lost stays after the `end`.
    """

    example: ClassVar[str] = "{type: growth, start: 2027, power: challenger, change: -1.5}"
    claims: ClassVar[tuple[str, ...]] = ("C061", "C062", "C063", "C052")
    group: ClassVar[str] = "Growth and government"

    type: Literal["growth"]
    power: Literal["hub", "challenger"] = Field(description="whose output")
    change: float = Field(
        ge=-20, le=20, json_schema_extra=unit("points a year"), description="added to its yearly growth"
    )

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Scale the power's output by what the change has added up to at the end of each step."""
        output = levers.hub_output if self.power == "hub" else levers.challenger_output
        level = 1.0
        for t, cover in enumerate(grid.cover(self.span).tolist()):
            level *= 1.0 + self.change / 100.0 * cover * grid.step
            output[t] *= level
