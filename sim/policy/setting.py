"""Any number of the evidence, set for a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field, ValidationInfo, field_validator

from sim.policy.base import Fixed, Policy, known, unit

if TYPE_CHECKING:
    from sim.policy.levers import Levers, TimeGrid

COEFFICIENTS, LAW = "parameters.", "law."
"""Begin a coefficient: its path in a scenario, and its full name among all numbers; others have one name for both."""


def full_name(path: str) -> str:
    """Full name of the number that a scenario sets under a path: `law.alienation` of `parameters.alienation`."""
    return LAW + path.removeprefix(COEFFICIENTS) if path.startswith(COEFFICIENTS) else path


def path_of(name: str) -> str:
    """The path under which a scenario sets a number of that full name."""
    return COEFFICIENTS + name.removeprefix(LAW) if name.startswith(LAW) else name


class SetParameter(Policy):
    """A number of the evidence set to a value for a time, for instance a constitution amended or a coefficient moved.

    From the first step that the policy touches all that follows from the number is worked out anew; after its `end` the
    number is what it was. What has grown meanwhile, such as trust or forces, stays as it has become: setting a number
    that only says where a state began in the base year changes nothing later. Growth of the powers and the drift of
    assertiveness are reckoned from the base year, so that setting them acts backwards: use `growth`, `assertiveness`.
    """

    example: ClassVar[str] = "{type: set_parameter, start: 2029, parameter: countries.JPN.duty_ceiling, value: 0.2}"
    claims: ClassVar[tuple[str, ...]] = ("C023", "C037", "C100", "C105")
    group: ClassVar[str] = "Growth and government"

    type: Literal["set_parameter"]
    parameter: Annotated[str, known("parameters")] = Field(
        description="as in a scenario or after --set, such as parameters.alienation or countries.JPN.duty_ceiling"
    )
    value: float = Field(json_schema_extra=unit("of the number"), description="its value, inside the range of its unit")

    @field_validator("value")
    @classmethod
    def _in_range(cls, value: float, info: ValidationInfo) -> float:
        units = (info.context or {}).get("parameters", {})
        unit = units.get(info.data.get("parameter"))
        if unit is not None and not unit.minimum <= value <= unit.maximum:
            raise ValueError(f"{value:g} is outside {unit.minimum:g} .. {unit.maximum:g} ({unit.name})")
        return value

    def fixes(self) -> Fixed:
        """The number."""
        return {f"the number {self.parameter}": None}

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Note the value and the steps that the policy touches."""
        levers.numbers.append((full_name(self.parameter), self.value, grid.cover(self.span) > 0))
