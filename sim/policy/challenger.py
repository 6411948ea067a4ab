"""Levers of the challenger: coercion, inducement, assertiveness."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from sim.policy.base import Policy, unit

if TYPE_CHECKING:
    from sim.policy.levers import Levers, TimeGrid


class Coercion(Policy):
    """How hard the challenger punishes those that side against it."""

    example: ClassVar[str] = "{type: coercion, start: 2027, strength: 2.0}"
    claims: ClassVar[tuple[str, ...]] = ("C014", "C043")
    group: ClassVar[str] = "The challenger"

    type: Literal["coercion"]
    strength: float = Field(
        ge=0, le=20, json_schema_extra=unit("multiplier"), description="times the base year's retaliation"
    )

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Scale retaliation while the policy lasts."""
        levers.coercion *= 1.0 + (self.strength - 1.0) * grid.cover(self.span)


class Inducement(Policy):
    """How much the challenger rewards those that step back from the hub (the wedge)."""

    example: ClassVar[str] = "{type: inducement, start: 2027, strength: 2.0}"
    claims: ClassVar[tuple[str, ...]] = ("C083",)
    group: ClassVar[str] = "The challenger"

    type: Literal["inducement"]
    strength: float = Field(
        ge=0, le=20, json_schema_extra=unit("multiplier"), description="times the base year's inducements"
    )

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Scale inducements while the policy lasts."""
        levers.inducement *= 1.0 + (self.strength - 1.0) * grid.cover(self.span)


class Assertiveness(Policy):
    """How hard the challenger presses on its neighbours, whatever they do."""

    example: ClassVar[str] = "{type: assertiveness, start: 2027, strength: 1.5}"
    claims: ClassVar[tuple[str, ...]] = ("C051", "C053", "C004")
    group: ClassVar[str] = "The challenger"

    type: Literal["assertiveness"]
    strength: float = Field(ge=0, le=10, json_schema_extra=unit("multiplier"), description="times its own pressure")

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Scale the pressure while the policy lasts."""
        levers.assertiveness *= 1.0 + (self.strength - 1.0) * grid.cover(self.span)
