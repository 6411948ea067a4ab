"""Levers of the hub on security: troops, commitment, guarantees, demands, credibility."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from sim.policy.base import ALL, Countries, CountryName, Policy, unit

if TYPE_CHECKING:
    from sim.policy.levers import Levers, TimeGrid


class TroopChange(Policy):
    """A change of the hub's troops on the soil of spokes."""

    example: ClassVar[str] = "{type: troop_change, start: 2028, change: -0.5, countries: [KOR]}"
    claims: ClassVar[tuple[str, ...]] = ("C123", "C124", "C029")
    group: ClassVar[str] = "The hub: security"

    type: Literal["troop_change"]
    change: float = Field(
        ge=-1,
        le=10,
        json_schema_extra=unit("relative"),
        description="relative change of the troops (-0.5: half of them leave)",
    )
    countries: Countries = Field(None, description=ALL)

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Scale the troops of each country concerned."""
        for i in grid.rows(self.countries):
            levers.troops[:, i] *= 1.0 + self.change * grid.cover(self.span)


class Commitment(Policy):
    """A change of the hub capability committed to the theatre."""

    example: ClassVar[str] = "{type: commitment, start: 2029, change: -0.4}"
    claims: ClassVar[tuple[str, ...]] = ("C126", "C130", "C113")
    group: ClassVar[str] = "The hub: security"

    type: Literal["commitment"]
    change: float = Field(
        ge=-1,
        le=5,
        json_schema_extra=unit("relative"),
        description="relative change of the hub capability in the theatre",
    )

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Scale the theatre commitment."""
        levers.commitment *= 1.0 + self.change * grid.cover(self.span)


class SecurityGuarantee(Policy):
    """A promise of support outside a treaty: from ambiguity (0) towards clarity (1)."""

    example: ClassVar[str] = "{type: security_guarantee, start: 2027, countries: [TWN], change: 0.3}"
    claims: ClassVar[tuple[str, ...]] = ("C103", "C146", "C120")
    group: ClassVar[str] = "The hub: security"

    type: Literal["security_guarantee"]
    change: float = Field(
        ge=-1,
        le=1,
        json_schema_extra=unit("share"),
        description="added share of a treaty's promise (negative: a promise weakened)",
    )
    countries: tuple[CountryName, ...] = Field(min_length=1, description="spokes concerned")

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Add the promise."""
        for i in grid.rows(self.countries):
            levers.guarantee[:, i] += self.change * grid.cover(self.span)


class BurdenDemand(Policy):
    """A demand that spokes spend a given share of GDP on defence."""

    example: ClassVar[str] = "{type: burden_demand, start: 2027, target: 3.0, countries: [TWN], penalty: 2}"
    claims: ClassVar[tuple[str, ...]] = ("C118", "C119", "C099")
    group: ClassVar[str] = "The hub: security"

    type: Literal["burden_demand"]
    target: float = Field(ge=0, le=15, json_schema_extra=unit("% of GDP"), description="defence effort demanded")
    penalty: float = Field(
        1.0,
        ge=0,
        le=100,
        json_schema_extra=unit("multiplier"),
        description="how hard a shortfall is punished, times law.burden_penalty",
    )
    countries: Countries = Field(None, description=ALL)

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Raise the demand to the target while the policy lasts."""
        import numpy as np

        on = grid.cover(self.span)
        for i in grid.rows(self.countries):
            levers.burden_target[:, i] = np.maximum(levers.burden_target[:, i], self.target * (on > 0))
            levers.burden_penalty[:, i] = np.maximum(levers.burden_penalty[:, i], self.penalty * on)


class CredibilityShock(Policy):
    """A one-time blow to (or boost of) trust in the hub from events elsewhere, such as Ukraine abandoned."""

    example: ClassVar[str] = "{type: credibility_shock, start: 2027, size: -0.5}"
    claims: ClassVar[tuple[str, ...]] = ("C088", "C115")
    group: ClassVar[str] = "The hub: security"

    type: Literal["credibility_shock"]
    size: float = Field(
        ge=-5,
        le=5,
        json_schema_extra=unit("logit"),
        description="push on trust in logit units; -0.5 takes trust from 0.50 to 0.38",
    )
    countries: Countries = Field(None, description=ALL)

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Put the whole shock into the first step that the policy touches."""
        first = grid.first(self.span)
        if first is not None:
            levers.trust_shock[first, grid.rows(self.countries)] += self.size
