"""What a sweep file may hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sim.policy.base import CountryName, known
from sim.results.sweeps import MORRIS_LEVELS

Kind = Literal["grid", "one_at_a_time", "latin_hypercube", "sobol", "morris", "table"]
EVIDENCE = "evidence"
"""Stands for the range of a number in the evidence."""

MOST_POINTS = 1_000_000
MOST_REPLICATES = 100_000
_GOES_WITH: Mapping[str, tuple[str, ...]] = {
    "points": ("latin_hypercube", "sobol"),
    "second_order": ("sobol",),
    "trajectories": ("morris",),
    "levels": ("grid", "one_at_a_time", "morris"),
    "file": ("table",),
}
_NEEDS: Mapping[str, str] = {
    "latin_hypercube": "points",
    "sobol": "points",
    "morris": "trajectories",
    "table": "file",
}


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Range(_Part):
    """Values from low to high, both or neither; neither stands for the range of the evidence."""

    low: float | None = Field(None, description="smallest value")
    high: float | None = Field(None, description="largest value")
    levels: int | None = Field(None, ge=2, le=1001, description="how many, evenly, in a grid or one at a time")

    @model_validator(mode="after")
    def _both(self) -> Range:
        if (self.low is None) != (self.high is None):
            raise ValueError("needs both 'low' and 'high', or neither for the range of the evidence")
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise ValueError(f"'low' ({self.low:g}) must be below 'high' ({self.high:g})")
        return self


class Design(_Part):
    """Which points are run.

    Attributes:
        type: grid of all levels; one dimension at a time from a centre; samples by SALib; or a table of one's own.
        points: of a Latin hypercube; of the base sample of a Sobol' design, which has a multiple of them.
        second_order: let a Sobol' design tell interactions of pairs as well, with twice the points.
        trajectories: of a Morris design.
        levels: of each range, unless it says its own.
        file: CSV file with a column for each path.
    """

    type: Kind
    points: int | None = Field(None, ge=1, le=MOST_POINTS)
    second_order: bool = True
    trajectories: int | None = Field(None, ge=2, le=MOST_POINTS)
    levels: int | None = Field(None, ge=2, le=1001)
    file: str | None = Field(None, min_length=1)

    @model_validator(mode="after")
    def _what_goes_together(self) -> Design:
        for name, types in _GOES_WITH.items():
            if name in self.model_fields_set and self.type not in types:
                raise ValueError(f"'{name}' goes with {' and '.join(types)}, not with {self.type}")
        needed = _NEEDS.get(self.type)
        if needed and getattr(self, needed) is None:
            raise ValueError(f"{self.type} needs '{needed}'")
        if self.type == "sobol" and self.points and self.points & (self.points - 1):
            lower = 1 << (self.points.bit_length() - 1)
            raise ValueError(f"sobol needs a power of two as 'points', such as {lower} or {2 * lower}")
        if self.type == "morris" and (self.levels or MORRIS_LEVELS) % 2:
            raise ValueError("morris needs an even number of 'levels'")
        return self


class Years(_Part):
    """Years over which outcomes are measured."""

    start: int
    end: int

    @model_validator(mode="after")
    def _in_order(self) -> Years:
        if self.end < self.start:
            raise ValueError(f"ends ({self.end}) before it starts ({self.start})")
        return self


class Form(_Part):
    """A sweep file."""

    title: str | None = Field(None, description="the sweep in one line")
    question: str = Field("", description="what it asks")
    description: str = Field("", description="why it is made like this")
    claims: list[Annotated[str, known("claims")]] = Field(default_factory=list, description="claims it speaks to")
    base: Any = Field(description="scenario, or a list: names, relative paths, or scenarios written here")
    levers: dict[str, Any] = Field(default_factory=dict, description="what somebody chooses: path to range")
    uncertainties: dict[str, Any] = Field(default_factory=dict, description="what nobody controls: path to range")
    design: Design
    replicates: int | None = Field(None, ge=1, le=MOST_REPLICATES, description="worlds at each point")
    seed: int | None = Field(None, ge=0, le=2**32 - 1, description="of all draws; the scenario's by default")
    outcomes: list[Annotated[str, known("outcomes")]] | None = Field(None, min_length=1, description="all by default")
    countries: list[CountryName] = Field(default_factory=list, description="countries measured one by one as well")
    years: Years | None = Field(None, description="years over which outcomes are measured; all by default")
    at: list[int] = Field(default_factory=list, description="years up to which they are measured as well")
