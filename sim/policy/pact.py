"""The formal collective-defence pact (Ratner's proposal) as a lever."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field, model_validator

from sim.policy.base import CountryName, Policy, unit

if TYPE_CHECKING:
    from sim.policy.levers import Levers, TimeGrid


class FormalPact(Policy):
    """A collective-defence pact offered to founders and, once in force, open to others."""

    example: ClassVar[str] = "{type: formal_pact, start: 2027, invited: [JPN, AUS, PHL], quorum: 3}"
    claims: ClassVar[tuple[str, ...]] = ("C001", "C034", "C047", "C048")
    group: ClassVar[str] = "Pacts and diplomacy"

    type: Literal["formal_pact"]
    invited: tuple[CountryName, ...] = Field(min_length=1, description="spokes that may found the pact")
    open_to: tuple[CountryName, ...] | None = Field(
        None, description="spokes that may accede once it is in force; every spoke when left out"
    )
    quorum: int | None = Field(
        None,
        ge=2,
        le=64,
        json_schema_extra=unit("spokes"),
        description="spokes that must ratify before entry into force; all invited when left out",
    )
    minimum: int = Field(
        2, ge=1, le=64, json_schema_extra=unit("spokes"), description="members below which the pact lapses"
    )
    preparedness: float | None = Field(
        None,
        ge=0,
        le=1,
        json_schema_extra=unit("share"),
        description="joint planning and command, of full integration; else law.pact_preparedness",
    )
    exit_price: float | None = Field(
        None,
        ge=0,
        le=10,
        json_schema_extra=unit("% of GDP a year"),
        description="price of leaving; else law.pact_exit_price",
    )
    notice: float | None = Field(
        None,
        ge=0,
        le=20,
        json_schema_extra=unit("years"),
        description="years a withdrawing member stays bound; else law.pact_notice",
    )

    @property
    def needed(self) -> int:
        """Ratifications that bring the pact into force."""
        return len(set(self.invited)) if self.quorum is None else self.quorum

    @model_validator(mode="after")
    def _quorum_within_reach(self) -> FormalPact:
        if self.needed > len(set(self.invited)):
            raise ValueError(f"quorum {self.quorum} is above the {len(set(self.invited))} countries invited")
        if self.minimum > self.needed:
            raise ValueError(f"minimum {self.minimum} is above the quorum {self.needed}")
        return self

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Open the pact for signature and accession while the offer stands, and set its terms."""
        from sim.policy.levers import PactTerms

        on = grid.cover(self.span) > 0
        for i in grid.rows(self.invited):
            levers.pact_invited[on, i] = True
        for i in grid.rows(self.open_to):
            levers.pact_open[on, i] = True
        levers.pact = PactTerms(self.needed, self.preparedness, self.exit_price, self.notice, self.minimum)
