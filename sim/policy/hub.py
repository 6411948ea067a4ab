"""Levers of the hub: tariffs, troops, commitment, guarantees, demands, administrations, credibility."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from sim.policy.base import CountryName, Policy, PostureName

if TYPE_CHECKING:
    from sim.policy.levers import Levers, TimeGrid

Countries = tuple[CountryName, ...] | None
ALL = "spokes concerned; every spoke when left out"


class Tariff(Policy):
    """A change of the duty the hub levies on top of the duty in force in the base year."""

    example: ClassVar[str] = "{type: tariff, start: 2027, end: 2030, change: 15, exempt: {pact: 1.0}}"
    claims: ClassVar[tuple[str, ...]] = ("C011", "C080", "C082")

    type: Literal["tariff"]
    change: float = Field(ge=-300, le=300, description="percentage points added to the duty (negative: a cut)")
    countries: Countries = Field(None, description=ALL)
    exempt: dict[PostureName, float] = Field(
        default_factory=dict, description="share of the change waived for a posture, 0 to 1"
    )

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Add the change to the tariff of each country concerned and set the exemptions."""
        import numpy as np

        cover = grid.cover(self.span)
        for i in grid.rows(self.countries):
            levers.tariff[:, i] += self.change * cover
        for name, share in self.exempt.items():
            column = levers.exemption[:, grid.postures.index(name)]
            np.maximum(column, min(max(share, 0.0), 1.0) * cover, out=column)


class TroopChange(Policy):
    """A change of the hub's troops on the soil of spokes."""

    example: ClassVar[str] = "{type: troop_change, start: 2028, change: -0.5, countries: [KOR]}"
    claims: ClassVar[tuple[str, ...]] = ("C123", "C124", "C029")

    type: Literal["troop_change"]
    change: float = Field(ge=-1, le=10, description="relative change of the troops (-0.5: half of them leave)")
    countries: Countries = Field(None, description=ALL)

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Scale the troops of each country concerned."""
        for i in grid.rows(self.countries):
            levers.troops[:, i] *= 1.0 + self.change * grid.cover(self.span)


class Commitment(Policy):
    """A change of the hub capability committed to the theatre."""

    example: ClassVar[str] = "{type: commitment, start: 2029, change: -0.4}"
    claims: ClassVar[tuple[str, ...]] = ("C126", "C130", "C113")

    type: Literal["commitment"]
    change: float = Field(ge=-1, le=5, description="relative change of the hub capability in the theatre")

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Scale the theatre commitment."""
        levers.commitment *= 1.0 + self.change * grid.cover(self.span)


class SecurityGuarantee(Policy):
    """A promise of support outside a treaty: from ambiguity (0) towards clarity (1)."""

    example: ClassVar[str] = "{type: security_guarantee, start: 2027, countries: [TWN], change: 0.3}"
    claims: ClassVar[tuple[str, ...]] = ("C103", "C146", "C120")

    type: Literal["security_guarantee"]
    change: float = Field(ge=-1, le=1, description="added share of a treaty's promise (negative: a promise weakened)")
    countries: tuple[CountryName, ...] = Field(min_length=1, description="spokes concerned")

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Add the promise."""
        for i in grid.rows(self.countries):
            levers.guarantee[:, i] += self.change * grid.cover(self.span)


class BurdenDemand(Policy):
    """A demand that spokes spend a given share of GDP on defence."""

    example: ClassVar[str] = "{type: burden_demand, start: 2027, target: 3.0, countries: [TWN], penalty: 2}"
    claims: ClassVar[tuple[str, ...]] = ("C118", "C119", "C099")

    type: Literal["burden_demand"]
    target: float = Field(ge=0, le=15, description="defence effort demanded, % of GDP")
    penalty: float = Field(1.0, ge=0, le=100, description="how hard a shortfall is punished, times law.burden_penalty")
    countries: Countries = Field(None, description=ALL)

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Raise the demand to the target while the policy lasts."""
        import numpy as np

        on = grid.cover(self.span)
        for i in grid.rows(self.countries):
            levers.burden_target[:, i] = np.maximum(levers.burden_target[:, i], self.target * (on > 0))
            levers.burden_penalty[:, i] = np.maximum(levers.burden_penalty[:, i], self.penalty * on)


class Administration(Policy):
    """Fixes who governs the hub, instead of drawing it at each election."""

    example: ClassVar[str] = "{type: administration, start: 2029, end: 2032, holder: internationalist}"
    claims: ClassVar[tuple[str, ...]] = ("C111", "C112", "C114")

    type: Literal["administration"]
    holder: Literal["america_first", "internationalist"] = Field(description="administration in office")

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Write the administration into every step the policy touches."""
        levers.administration[grid.cover(self.span) > 0] = grid.administrations.index(self.holder)


class CredibilityShock(Policy):
    """A one-time blow to (or boost of) trust in the hub from events elsewhere, such as Ukraine abandoned."""

    example: ClassVar[str] = "{type: credibility_shock, start: 2027, size: -0.5}"
    claims: ClassVar[tuple[str, ...]] = ("C088", "C115")

    type: Literal["credibility_shock"]
    size: float = Field(ge=-5, le=5, description="push on trust in logit units; -0.5 takes trust from 0.50 to 0.38")
    countries: Countries = Field(None, description=ALL)

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Put the whole shock into the first step that the policy touches."""
        first = grid.first(self.span)
        if first is not None:
            levers.trust_shock[first, grid.rows(self.countries)] += self.size
