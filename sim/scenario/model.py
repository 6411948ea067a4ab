"""`Scenario`: a validated, frozen experiment, complete without the files it was read from."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, SerializeAsAny

from sim.policy.base import Policy


class Scenario(BaseModel):
    """An experiment: who, when, under which policies, with which departures from the evidence.

    Attributes:
        name: what commands and tables call it.
        title: the same in one line of words.
        description: what it asks.
        start: first calendar year simulated.
        end: last calendar year simulated, included.
        step: length of a step in years, one over a whole number.
        replicates: worlds simulated.
        seed: seed of every random draw.
        draw_parameters: whether uncertain parameters are drawn within their ranges, world by world.
        include: countries simulated, in the order of the evidence.
        countries: by code, values of parameters, `posture`, `treaty` that replace the evidence.
        powers: by code, values of parameters that replace the evidence.
        flashpoints: by id, `hazard` and the like that replace the evidence.
        postures: by name, attributes that replace the evidence.
        parameters: coefficients of the law that replace the evidence.
        policies: levers pulled, in order.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    title: str
    description: str
    start: int
    end: int
    step: float
    replicates: int
    seed: int
    draw_parameters: bool
    include: tuple[str, ...]
    countries: dict[str, dict[str, float | str]]
    powers: dict[str, dict[str, float]]
    flashpoints: dict[str, dict[str, float]]
    postures: dict[str, dict[str, float]]
    parameters: dict[str, float]
    policies: tuple[SerializeAsAny[Policy], ...]

    @property
    def steps(self) -> int:
        """Number of steps in the horizon."""
        return round((self.end - self.start + 1) / self.step)

    def resolved(self) -> dict[str, Any]:
        """The scenario as a plain mapping with everything explicit, fit for YAML and JSON.

        `scenario_from_resolved` turns it into an equal scenario.
        """
        return {
            "name": self.name,
            "title": self.title,
            "description": self.description,
            "horizon": {"start": self.start, "end": self.end},
            "step": self.step,
            "replicates": self.replicates,
            "seed": self.seed,
            "draw_parameters": self.draw_parameters,
            "include": list(self.include),
            "countries": {code: dict(values) for code, values in self.countries.items()},
            "powers": {code: dict(values) for code, values in self.powers.items()},
            "flashpoints": {name: dict(values) for name, values in self.flashpoints.items()},
            "postures": {name: dict(values) for name, values in self.postures.items()},
            "parameters": dict(self.parameters),
            "policies": [policy.model_dump(mode="json", exclude_none=True) for policy in self.policies],
        }
