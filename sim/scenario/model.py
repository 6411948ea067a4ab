"""`Scenario`: a validated, frozen experiment, complete without the files it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, SerializeAsAny

from sim.policy.base import Policy

Draws = Literal["posterior", "prior", "central"]


class Override(NamedTuple):
    """An entry that was changed from outside the scenario's file.

    Attributes:
        path: of the entry, as after `--set`.
        before: what stood there, by the file or by the evidence; None where nothing did.
        after: what it was changed to.
    """

    path: str
    before: Any
    after: Any


class Scenario(BaseModel):
    """An experiment: who, when, under which policies, with which departures from the evidence.

    Attributes:
        name: what commands and tables call it.
        title: the same in one line of words.
        description: what it asks.
        edition: past year that the evidence is of; None for today's.
        start: first calendar year simulated.
        end: last calendar year simulated, included.
        step: length of a step in years, one over a whole number.
        replicates: worlds simulated.
        seed: seed of every random draw.
        draws: what uncertain numbers are drawn from, world by world: their ranges (prior), their ranges and what the
            calibration learnt about the coefficients (posterior; for an edition, from the years before), or nothing at
            all (central).
        include: countries simulated, in the order of the evidence.
        countries: by code, values of parameters, `posture`, `treaty` that replace the evidence.
        powers: by code, values of parameters that replace the evidence.
        flashpoints: by id, `hazard` and the like that replace the evidence.
        institutions: by id, the `depth` that replaces the evidence.
        postures: by name, attributes that replace the evidence.
        parameters: coefficients of the law that replace the evidence.
        policies: levers pulled, in order.
        overrides: what was changed in the file from outside; told of a study, and without effect of its own, so that
            scenarios which came about in other ways are equal.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    title: str
    description: str
    edition: int | None
    start: int
    end: int
    step: float
    replicates: int
    seed: int
    draws: Draws
    include: tuple[str, ...]
    countries: dict[str, dict[str, float | str]]
    powers: dict[str, dict[str, float]]
    flashpoints: dict[str, dict[str, float]]
    institutions: dict[str, dict[str, float]]
    postures: dict[str, dict[str, float]]
    parameters: dict[str, float]
    policies: tuple[SerializeAsAny[Policy], ...]
    overrides: tuple[Override, ...] = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scenario) and self._experiment() == other._experiment()

    def _experiment(self) -> dict[str, Any]:
        return {name: value for name, value in self if name != "overrides"}

    @property
    def steps(self) -> int:
        """Number of steps in the horizon."""
        return round((self.end - self.start + 1) / self.step)

    def absent(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Countries out of some that the scenario changes or a policy names, though they take no part.

        Args:
            codes: codes of the countries there are.
        """
        named = {str(word) for policy in self.policies for word in _words(policy.model_dump())} | set(self.countries)
        return tuple(sorted(named & (set(codes) - set(self.include))))

    def bodies(self) -> tuple[str, ...]:
        """Institutions that the scenario changes, by a policy or a number of its own."""
        asked = (policy.model_dump().get("institution") for policy in self.policies)
        return tuple(sorted({*filter(None, asked), *self.institutions}))

    def resolved(self) -> dict[str, Any]:
        """The scenario as a plain mapping with everything explicit, fit for YAML and JSON.

        `scenario_from_resolved` turns it into an equal scenario.
        """
        return {
            "name": self.name,
            "title": self.title,
            "description": self.description,
            **({} if self.edition is None else {"edition": self.edition}),
            "horizon": {"start": self.start, "end": self.end},
            "step": self.step,
            "replicates": self.replicates,
            "seed": self.seed,
            "draws": self.draws,
            "include": list(self.include),
            "countries": {code: dict(values) for code, values in self.countries.items()},
            "powers": {code: dict(values) for code, values in self.powers.items()},
            "flashpoints": {name: dict(values) for name, values in self.flashpoints.items()},
            "institutions": {name: dict(values) for name, values in self.institutions.items()},
            "postures": {name: dict(values) for name, values in self.postures.items()},
            "parameters": dict(self.parameters),
            "policies": [policy.model_dump(mode="json", exclude_none=True) for policy in self.policies],
        }


def _words(data: Any) -> Iterator[Any]:
    """The scalars of nested data, keys included."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from _words(value)
    elif isinstance(data, (list, tuple)):
        for value in data:
            yield from _words(value)
    else:
        yield data
