"""What a scenario file may hold, as a pydantic model made from the tables of `seeds/` and the registry of policies."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache, reduce
from operator import or_
from types import GenericAlias
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model, field_validator, model_validator

from sim.evidence import Evidence
from sim.evidence.actors import TREATIES
from sim.evidence.records import Parameter, Unit
from sim.evidence.relations import FLASHPOINT_PARAMETERS
from sim.evidence.tables import POSTURE_ATTRIBUTES
from sim.evidence.writings import DEPTH_UNIT
from sim.policy import Policy, registry
from sim.policy.base import CountryName
from sim.scenario.model import Draws

STEP_TOLERANCE = 1e-5  # a step of 0.333333 is a third of a year


class Part(BaseModel):
    """A mapping with strict keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Horizon(Part):
    """First and last calendar year of a run, both simulated."""

    start: int = Field(2026, ge=1800, le=2200, description="first year; that of the edition, where one is named")
    end: int = Field(2045, ge=1800, le=2200, description="last year; by default twenty years are simulated")

    @model_validator(mode="after")
    def _in_order(self) -> Horizon:
        if self.end < self.start + 1:
            raise ValueError(f"ends ({self.end}) before a year has passed since its start ({self.start})")
        return self


class Form(Part):
    """A scenario file. Sections of overrides and the list of policies are added by `form`."""

    name: str | None = Field(None, pattern=r"^\w[\w.-]*$", max_length=80, description="the file's name by default")
    title: str | None = Field(None, description="the scenario in one line")
    description: str = Field("", description="what it asks and on whose argument it rests")
    group: str | None = Field(None, max_length=40, description="heading under which lists show it")
    extends: str | None = Field(None, description="name or relative path of the scenario it builds on")
    edition: int | None = Field(
        None, description="past year that the evidence is of, as `pactsim evidence` lists them; today's when left out"
    )
    horizon: Horizon = Field(default_factory=lambda: Horizon.model_validate({}), description="years simulated")
    step: float = Field(1.0, gt=0, le=1, description="length of a step, fraction of a year: 1, 0.5, 0.25 ...")
    replicates: int = Field(200, ge=1, le=1_000_000, description="worlds simulated")
    seed: int = Field(2026, ge=0, le=2**32 - 1, description="seed of every random draw")
    draws: Draws = Field(
        "posterior",
        description="what uncertain numbers are drawn from, world by world: their ranges (prior), coefficients from "
        "draws that agree with what was seen (posterior), or nothing, each keeping its value (central)",
    )
    include: list[CountryName] | None = Field(
        None, min_length=1, description="countries simulated; by default those inherited, without a parent all"
    )
    policies: list[Any] = Field(default_factory=list, description="levers pulled, each for a time")
    add: list[CountryName] = Field(default_factory=list, description="countries that join those inherited or included")
    drop: list[CountryName] = Field(default_factory=list, description="countries left out")

    @field_validator("step")
    @classmethod
    def _whole_steps(cls, step: float) -> float:
        count = round(1 / step)
        if abs(1 / step - count) > STEP_TOLERANCE * count:
            raise ValueError(f"{step:g} does not divide a year into equal steps; use 1, 0.5, 0.25 or the like")
        return 1 / count


def known_names(evidence: Evidence) -> dict[str, Collection[str]]:
    """The names that policies may use, as context of a validation; of parameters with their units."""
    return {
        "countries": tuple(evidence.countries),
        "postures": tuple(evidence.postures),
        "flashpoints": tuple(evidence.flashpoints),
        "institutions": tuple(evidence.bodies),
        "parameters": settable(evidence),
    }


@lru_cache(maxsize=8)  # today and its editions
def settable(evidence: Evidence) -> Mapping[str, Unit]:
    """Every number that a scenario may set, by its path in the file, with its unit."""
    units = evidence.units
    found = {f"parameters.{name}": units[item.unit] for name, item in evidence.law.items()}
    for code in evidence.countries:
        found |= {f"countries.{code}.{name}": units[item.unit] for name, item in evidence.definitions.items()}
    for code, power in evidence.powers.items():
        found |= {f"powers.{code}.{name}": units[item.unit] for name, item in power.parameters.items()}
    for key in evidence.flashpoints:
        found |= {f"flashpoints.{key}.{name}": units[unit] for name, (unit, _) in FLASHPOINT_PARAMETERS.items()}
    found |= {f"institutions.{name}.depth": units[DEPTH_UNIT] for name in evidence.bodies}
    for name in evidence.postures:
        found |= {f"postures.{name}.{attribute}": units[unit] for attribute, unit in POSTURE_ATTRIBUTES.items()}
    return found


def form(evidence: Evidence) -> type[Form]:
    """The model of a scenario file for a body of evidence: its countries, parameters, postures and coefficients."""
    return _form(evidence, tuple(registry().values()))


@lru_cache(maxsize=8)  # today and its editions
def _form(evidence: Evidence, kinds: tuple[type[Policy], ...]) -> type[Form]:
    units = evidence.units
    country = _part(
        "CountryOverride",
        {name: _number(units[item.unit], item.meaning) for name, item in evidence.definitions.items()}
        | {
            "posture": _optional(Literal[tuple(evidence.postures)], "posture at the start"),
            "treaty": _optional(Literal[TREATIES], "bilateral defence treaty with the hub"),
        },
    )
    powers = {
        code: _optional(_part(f"PowerOverride{code}", _of_figures(units, power.parameters.values())), power.name)
        for code, power in evidence.powers.items()
    }
    flashpoint = _part(
        "FlashpointOverride", {name: _number(units[unit], "") for name, (unit, _) in FLASHPOINT_PARAMETERS.items()}
    )
    body = _part("InstitutionOverride", {"depth": _number(units[DEPTH_UNIT], "how far members act together")})
    posture = _part("PostureOverride", {name: _number(units[unit], "") for name, unit in POSTURE_ATTRIBUTES.items()})
    sections = {
        "countries": {code: _optional(country, item.name) for code, item in evidence.countries.items()},
        "powers": powers,
        "flashpoints": {name: _optional(flashpoint, item.name) for name, item in evidence.flashpoints.items()},
        "institutions": {name: _optional(body, item.name) for name, item in evidence.bodies.items()},
        "postures": {name: _optional(posture, item.meaning) for name, item in evidence.postures.items()},
        "parameters": _of_figures(units, evidence.law.values()),
    }
    fields: dict[str, Any] = {
        name: _optional(_part(name.capitalize(), entries), f"{name} that differ from the evidence")
        for name, entries in sections.items()
    }
    policies = GenericAlias(list, (Annotated[reduce(or_, kinds), Field(discriminator="type")],))
    fields["policies"] = (policies, Field(default_factory=list, description="levers pulled, each for a time"))
    return create_model("ScenarioForm", __base__=Form, **fields)


def _part(name: str, fields: Mapping[str, Any]) -> type[Part]:
    return create_model(name, __base__=Part, **fields)


def _optional(kind: Any, description: str) -> Any:
    """A field that may be left out; written, it must not be empty."""
    return (kind, Field(None, description=description))


def _number(unit: Unit, description: str) -> Any:
    said = f"{description} ({unit.name})" if description else unit.name
    return (float, Field(None, ge=unit.minimum, le=unit.maximum, description=said))


def _of_figures(units: Mapping[str, Unit], figures: Iterable[Parameter]) -> dict[str, Any]:
    return {figure.name: _number(units[figure.unit], figure.meaning) for figure in figures}
