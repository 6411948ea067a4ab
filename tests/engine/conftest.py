"""Worlds without chance: every draw is written by hand, and spokes do as they are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from sim.draws.streams import Luck
from sim.engine.country import Country
from sim.engine.mesa_model import PactModel
from sim.engine.record import COUNTRY_COLUMNS, PLACE_COLUMNS, THEATRE_COLUMNS, Journal
from sim.engine.worlds import Factory
from sim.policy.levers import Levers, TimeGrid
from sim.scenario import Scenario
from sim.world.records import World

NEVER = 1 - 2**-33  # no event is as rare as this
ALWAYS = 0.0

Script = Mapping[tuple[str, int], str]
Floats = np.ndarray[Any, np.dtype[np.float64]]
Pull = Callable[[Levers, TimeGrid], None]


def still(world: World, **other: Any) -> Luck:
    """Luck under which nothing happens, nobody leaves and nobody joins; `other` replaces whole parts."""
    t, n, f = world.steps, len(world.countries), len(world.flashpoints)
    zeros = [[0.0] * n for _ in range(t)]
    parts = {
        "review": [[[NEVER] * 4 for _ in range(n)] for _ in range(t)],
        "government": zeros,
        "drift": zeros,
        "pact_drift": zeros,
        "perception": zeros,
        "nuclear": [[NEVER] * n for _ in range(t)],
        "crisis": [[[NEVER] * 4 for _ in range(f)] for _ in range(t)],
        "election": [ALWAYS] * t,
        "accord": [[ALWAYS if founder else NEVER for founder in body.founded] for body in world.bodies],
    }
    return Luck(**{**parts, **other})


def scripted(script: Script) -> type[Country]:
    """Spokes that declare what the script says for a country and step, and otherwise stay as they are."""

    class Scripted(Country):
        def decide(self) -> None:
            world = self.model.world
            wanted = script.get((world.countries[self.index], self.model.t))
            self.next = self.declared if wanted is None else world.postures.index(wanted)

    return Scripted


@dataclass(frozen=True)
class Told:
    """A run as arrays: countries (T, N), theatre (T,), places (T, F), by column."""

    model: PactModel
    journal: Journal

    def country(self, column: str, code: str | None = None) -> Floats:
        world = self.model.world
        rows = np.array(self.journal.countries, dtype=float)[:, COUNTRY_COLUMNS.index(column)]
        table = rows.reshape(-1, len(world.countries))
        return table if code is None else table[:, world.countries.index(code)]

    def posture(self, code: str) -> list[str]:
        return [self.model.world.postures[int(o)] for o in self.country("posture", code)]

    def theatre(self, column: str) -> Floats:
        return np.array(self.journal.theatre, dtype=float)[:, THEATRE_COLUMNS.index(column)]

    def place(self, column: str, key: str | None = None) -> Floats:
        world = self.model.world
        rows = np.array(self.journal.places, dtype=float)[:, PLACE_COLUMNS.index(column)]
        table = rows.reshape(-1, len(world.flashpoints))
        return table if key is None else table[:, world.flashpoints.index(key)]


@dataclass(frozen=True)
class Stage:
    """Makes worlds of scenarios with agents of the test's own, and luck: the parts in which it is not still."""

    read: Callable[..., Scenario]
    factory: Callable[..., Factory]

    def world(
        self, name: str, *sets: str, replicate: int | None = None, pull: Pull | None = None
    ) -> tuple[Factory, World]:
        """An anchored world: with central numbers, or those of a replicate; `pull` writes into its levers."""
        drawn = "posterior" if replicate is not None else "central"
        made = self.factory(self.read(name, f"draws={drawn}", *sets))
        fixed, row = made.frames[0], made.row(replicate or 0)
        if pull is not None:
            pull(fixed.levers, fixed.grid)
        return made, made.world(fixed, row, *made.anchor(fixed, row))

    def model(
        self,
        name: str,
        *sets: str,
        replicate: int | None = None,
        script: Script | None = None,
        agent: type[Country] = Country,
        luck: Callable[[World], Mapping[str, Any]] = lambda world: {},
        keep_terms: bool = False,
        pull: Pull | None = None,
    ) -> PactModel:
        made, world = self.world(name, *sets, replicate=replicate, pull=pull)
        kind = agent if script is None else scripted(script)
        return PactModel(world, still(world, **luck(world)), made.levers[0], agent=kind, keep_terms=keep_terms)

    def run(self, *args: Any, **kwargs: Any) -> Told:
        model = self.model(*args, **kwargs)
        return Told(model, model.run())


@pytest.fixture(scope="session")
def stage(read_scenario: Callable[..., Scenario], factory: Callable[..., Factory]) -> Stage:
    """The maker of worlds without chance."""
    return Stage(read_scenario, factory)
