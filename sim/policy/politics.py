"""Who governs: the hub's administrations and its democracy, and the governments of spokes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, get_args

from pydantic import Field, model_validator

from sim.policy.base import CountryName, Fixed, Policy, unit

if TYPE_CHECKING:
    from sim.policy.levers import Levers, TimeGrid

Holder = Literal["america_first", "internationalist"]
HOLDERS = get_args(Holder)
TERM = 4.0  # years


class Administration(Policy):
    """Fixes who governs the hub, or lets administrations alternate, instead of drawing them at each election."""

    example: ClassVar[str] = "{type: administration, start: 2029, holder: alternating, first: internationalist}"
    claims: ClassVar[tuple[str, ...]] = ("C111", "C112", "C113", "C114")
    group: ClassVar[str] = "Growth and government"

    type: Literal["administration"]
    holder: Literal["america_first", "internationalist", "alternating"] = Field(
        description="administration in office; alternating: one after the other, term by term from the start"
    )
    first: Holder | None = Field(None, description="who has the first term, when they alternate")
    term: float | None = Field(
        None, ge=1, le=40, json_schema_extra=unit("years"), description="length of their terms; 4 when left out"
    )

    @model_validator(mode="after")
    def _first_of_several(self) -> Administration:
        if self.holder == "alternating" and self.first is None:
            raise ValueError("alternating administrations need a 'first' one")
        if self.holder != "alternating" and (self.first is not None or self.term is not None):
            raise ValueError("'first' and 'term' are of use with 'holder: alternating' only")
        return self

    def fixes(self) -> Fixed:
        """The hub's administration."""
        return {"the hub's administration": None}

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Write the administration into every step the policy touches."""
        terms = grid.middles(self.span) / (self.term or TERM)
        for t, cover in enumerate(grid.cover(self.span).tolist()):
            if cover > 0:
                levers.administration[t] = grid.administrations.index(self._holder(int(terms[t])))

    def _holder(self, term: int) -> str:
        """Who holds a term, counted from 0."""
        return self.holder if self.first is None else HOLDERS[(HOLDERS.index(self.first) + term) % len(HOLDERS)]


class RegimeChange(Policy):
    """The hub's own democracy moves: eroded, it shares less with its democratic allies; restored, more."""

    example: ClassVar[str] = "{type: regime_change, start: 2027, change: -0.2, years: 8}"
    claims: ClassVar[tuple[str, ...]] = ("C084", "C085", "C086", "C144")
    group: ClassVar[str] = "Growth and government"

    type: Literal["regime_change"]
    change: float = Field(
        ge=-1, le=1, json_schema_extra=unit("share"), description="added to the hub's score on the index of democracy"
    )
    years: float = Field(
        0.0, ge=0, le=50, json_schema_extra=unit("years"), description="over which it comes evenly; at once by default"
    )

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Add the change to the hub's score."""
        levers.hub_democracy += self.change * grid.ramp(self.span, self.years)


class Government(Policy):
    """Who governs a spoke: the leaning of its governments, instead of drawing them."""

    example: ClassVar[str] = "{type: government, start: 2027, end: 2030, countries: [KOR], orientation: -0.7}"
    claims: ClassVar[tuple[str, ...]] = ("C019", "C022", "C064", "C065", "C110")
    group: ClassVar[str] = "Growth and government"

    type: Literal["government"]
    countries: tuple[CountryName, ...] = Field(min_length=1, description="spokes concerned")
    orientation: float = Field(
        ge=-1,
        le=1,
        json_schema_extra=unit("signed share"),
        description="leaning of the government in office, -1 to the challenger, +1 to the hub",
    )
    to: float | None = Field(
        None, ge=-1, le=1, json_schema_extra=unit("signed share"),
        description="leaning it has moved to by the end of the policy or the run; no move when left out",
    )  # fmt: skip

    def fixes(self) -> Fixed:
        """The government of each country concerned."""
        return {"the government": self.countries}

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Write the government into every step the policy touches."""
        start, end = self.span
        length = min(end, float(grid.starts[-1]) + grid.step) - start
        on, way = grid.cover(self.span) > 0, grid.middles(self.span) / max(length, grid.step)
        goal = self.orientation if self.to is None else self.to
        for i in grid.rows(self.countries):
            levers.government[on, i] = self.orientation + (goal - self.orientation) * way[on]
            levers.government_fixed[on, i] = True
