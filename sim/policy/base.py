"""What every policy lever has in common: a type, an optional id, and the time it is in force."""

from __future__ import annotations

import datetime
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, model_validator

from sim.years import year_of

if TYPE_CHECKING:
    from sim.policy.levers import Levers, TimeGrid

Year = Annotated[int, Field(ge=1800, le=2200)]
When = Annotated[
    Year | datetime.date,
    Field(description="a calendar year, or a date as YYYY-MM-DD"),
]


def known(kind: str) -> Any:
    """A validator that accepts only names listed under `kind` in the validation context."""

    def check(name: str, info: ValidationInfo) -> str:
        names = (info.context or {}).get(kind)
        if names is not None and name not in names:
            from sim.errors import nearest

            close = nearest(name, names)
            hint = f"; did you mean '{close}'?" if close else ""
            raise ValueError(f"unknown {kind[:-1] if kind != 'countries' else 'country'} '{name}'{hint}")
        return name

    return AfterValidator(check)


CountryName = Annotated[str, known("countries")]
PostureName = Annotated[str, known("postures")]
FlashpointName = Annotated[str, known("flashpoints")]
BodyName = Annotated[str, known("institutions")]
Countries = tuple[CountryName, ...] | None
ALL = "spokes concerned; every spoke when left out"

Fixed = Mapping[str, tuple[str, ...] | None]


def unit(name: str) -> dict[str, Any]:
    """What a field is counted in, for `Field(json_schema_extra=...)`; lists of levers show it."""
    return {"unit": name}


class Policy(BaseModel, ABC):
    """A lever pulled for a while. Subclasses say what it does to the levers of each step.

    Attributes:
        example: an entry under `policies:`, as one line of YAML.
        claims: ids of the claims of the essays that it answers to.
        group: the heading under which lists show it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    example: ClassVar[str]
    claims: ClassVar[tuple[str, ...]] = ()
    group: ClassVar[str] = "Your own"

    type: str
    id: str | None = Field(None, description="name by which a child scenario or --set refers to this policy")
    start: When = Field(description="first year or day in force")
    end: When | None = Field(None, description="last year or day in force; to the end of the run when left out")

    @model_validator(mode="after")
    def _dates_in_order(self) -> Policy:
        if self.end is not None and year_of(self.end, closing=True) <= year_of(self.start):
            raise ValueError(f"ends ({self.end}) before it starts ({self.start})")
        return self

    @property
    def span(self) -> tuple[float, float]:
        """The time in force in years, end exclusive (infinite when the policy never ends)."""
        return year_of(self.start), float("inf") if self.end is None else year_of(self.end, closing=True)

    def fixes(self) -> Fixed:
        """What it alone decides while in force, by name, with the countries concerned (None: all of them, or none)."""
        return {}

    @abstractmethod
    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Write this policy's effect into the levers of each step.

        Args:
            levers: arrays to change in place.
            grid: the steps of the run and the names that the levers' axes stand for.
        """
