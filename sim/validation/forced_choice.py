"""Which side a country would choose if it could no longer hedge, by the law alone and as calibrated.

The surveys of the ISEAS put that question to elites of ASEAN. The model answers it by closing the postures that take
no side: what is left is weighed by the law. The worth of one side over the other leaves out the calibrated constants
(which hold what the law does not explain, the posture now in force among it), the price of moving from that posture
(`inertia`) and preferences that nobody has observed (`drift`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.engine.anchor import NO_LUCK, invert
from sim.engine.country import Country
from sim.engine.lever_rows import lever_rows
from sim.engine.mesa_model import PactModel
from sim.engine.worlds import Factory
from sim.law.types import UNEXPLAINED, Terms
from sim.world.records import World

Floats = NDArray[np.float64]

NO_EXIT = 1.0  # exit ratio where constants are left out: any will do
_LAW = [k for k, name in enumerate(Terms._fields) if name not in UNEXPLAINED]


@dataclass(frozen=True)
class Leaning:
    """How countries lean in some worlds; arrays of shape (R, N).

    Attributes:
        countries: N codes.
        worth: of the hub's side over the challenger's by the law alone, % of GDP a year.
        law: probability of the hub's side by the law alone.
        calibrated: the same with every term, as the model would have it with hedging closed.
    """

    countries: tuple[str, ...]
    worth: Floats
    law: Floats
    calibrated: Floats

    def mean(self, part: str) -> dict[str, float]:
        """Mean over worlds by country, of `worth`, `law` or `calibrated`."""
        return dict(zip(self.countries, np.asarray(getattr(self, part)).mean(axis=0).tolist(), strict=True))


def inclusive(utilities: Sequence[float], sharpness: float) -> float:
    """Worth of being free to choose among some postures: log-sum-exp of quantal response (McFadden 1978).

    Args:
        utilities: % of GDP a year; none is worth minus infinity.
        sharpness: lambda per % of GDP.
    """
    if not utilities:
        return -np.inf
    best = max(utilities)
    return best + float(np.log(np.sum(np.exp(sharpness * (np.array(utilities) - best))))) / sharpness


def between_sides(utilities: Mapping[int, float], sides: Mapping[int, float], sharpness: float) -> float:
    """Worth of the hub's side over the challenger's with postures of no side closed, % of GDP a year.

    Args:
        utilities: by posture index.
        sides: of the same postures, -1 .. 1.
        sharpness: lambda per % of GDP.
    """
    hub, challenger = ([u for o, u in utilities.items() if sign * sides[o] > 0.0] for sign in (1.0, -1.0))
    return inclusive(hub, sharpness) - inclusive(challenger, sharpness)


def chosen(worth: Floats | float, sharpness: float) -> Floats:
    """Probability of the hub's side, from its worth over the other's."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(sharpness * np.asarray(worth), -700.0, 700.0))))


def lean(model: PactModel, step: int) -> list[tuple[float, float]]:
    """Run a world to a step; worth of the hub's side to each country there, by the law alone and with every term."""
    found: dict[int, tuple[float, float]] = {}
    sharpness = model.w.choice_sharpness

    def listen(c: Country) -> None:
        if model.t == step:
            sides = {o: model.ladder[o].side for o in c.worth}
            law = {o: sum(worth[k] for k in _LAW) for o, worth in c.worth.items()}
            found[c.index] = between_sides(law, sides, sharpness), between_sides(c.utilities, sides, sharpness)

    model.keep_terms = True
    model.listeners.append(listen)
    for _ in range(step + 1):
        model.step()
    return [found[i] for i in range(len(model.countries))]


def at_rest(base: World, world: World) -> list[float]:
    """Worth of the hub's side to each country in the base year by the law alone, before anything has happened.

    Args:
        base: the observed base year, from which stakes and rates of crises are taken.
        world: the same with the numbers that a scenario sets.
    """
    settled = replace(world, anchor=invert(base, NO_EXIT))
    model = PactModel(settled, NO_LUCK, lever_rows(settled.levers))
    model.keep_terms = True
    model.rate_crises()
    for c in model.countries:
        c.measure(c.muster())
    found = []
    for c in model.countries:
        c.weigh(c.see())
        law = {o: sum(worth[k] for k in _LAW) for o, worth in c.worth.items()}
        found.append(between_sides(law, {o: model.ladder[o].side for o in law}, model.w.choice_sharpness))
    return found


def leanings(factory: Factory, year: float, replicates: int, progress: Callable[[int], None] | None = None) -> Leaning:
    """How the countries of a study's first scenario lean in a year.

    Args:
        factory: the study.
        year: within the scenario's horizon.
        replicates: worlds, R.
        progress: told how many worlds were just finished.
    """
    grid = factory.frames[0].grid
    step = int(np.searchsorted(grid.starts, year, side="right")) - 1
    worth, law, calibrated = [], [], []
    for replicate in range(replicates):
        model = factory.models(replicate)[0]
        found = np.array(lean(model, step))
        worth.append(found[:, 0])
        law.append(chosen(found[:, 0], model.w.choice_sharpness))
        calibrated.append(chosen(found[:, 1], model.w.choice_sharpness))
        if progress:
            progress(1)
    return Leaning(grid.countries, np.stack(worth), np.stack(law), np.stack(calibrated))
