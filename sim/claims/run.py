"""Run the worlds of experiments: each scenario once, and of each world only the numbers that are asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.claims.entries import Trial
from sim.claims.form import Expectation
from sim.engine.calibrated import read_calibrated
from sim.engine.harvest import Failure
from sim.engine.quantities import Array, Quantity, measure_worlds
from sim.engine.worlds import Factory
from sim.errors import RunFailed
from sim.evidence import Evidence
from sim.results.manifest import Engine
from sim.scenario import Scenario

TOGETHER = 6
"""Scenarios run at a time: they share the base year of each world, and hold some 200 MB of years."""

_OWN_WORDS = ("name", "title", "description", "replicates", "seed")


def key_of(scenario: Scenario) -> str:
    """What tells scenarios apart, whatever they are called."""
    told = {name: value for name, value in scenario.resolved().items() if name not in _OWN_WORDS}
    return json.dumps(told, sort_keys=True)


def quantities(one: Expectation) -> tuple[Quantity, ...]:
    """The numbers that an expectation is about: one, or one for each place of an order and each outcome exceeded."""
    if one.order is not None:
        return tuple(Quantity(one.outcome, (scope,)) for scope in one.order)
    return tuple(Quantity(outcome, one.scopes) for outcome in (one.outcome, *(one.exceeds or ())))


@dataclass
class Worlds:
    """What the worlds came to.

    Attributes:
        replicates: worlds of each scenario, R.
        names: of the uncertain numbers, K.
        draws: shape (R, K), the same in every scenario.
        values: by scenario and quantity, shape (R,); not a number in worlds that failed.
        failures: worlds that failed.
        scenarios: one of each that is told apart, by its key.
    """

    replicates: int
    names: tuple[str, ...]
    draws: Array
    values: dict[tuple[str, Quantity], Array] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    scenarios: dict[str, Scenario] = field(default_factory=dict)

    @cached_property
    def thirds(self) -> NDArray[np.int64]:
        """Third of each world by each number, 0 low to 2 high; shape (R, K)."""
        from sim.analysis.conditional import thirds

        return np.stack([thirds(column) for column in self.draws.T], axis=1)

    def of(self, scenario: Scenario, quantity: Quantity) -> Array:
        """One quantity in the worlds of a scenario; shape (R,)."""
        return self.values[key_of(scenario), quantity]


def wanted(trials: Iterable[Trial]) -> tuple[dict[str, Scenario], dict[str, set[Quantity]]]:
    """The scenarios that experiments need, each once, and what is to be measured in each."""
    scenarios: dict[str, Scenario] = {}
    asked: dict[str, set[Quantity]] = {}
    for trial in trials:
        for arm in (trial.without, trial.with_):
            if arm is not None:
                key = key_of(arm.scenario)
                scenarios.setdefault(key, arm.scenario)
                asked.setdefault(key, set()).update(q for one in trial.expect for q in quantities(one))
    return scenarios, asked


def run_trials(
    trials: Sequence[Trial],
    evidence: Evidence,
    replicates: int,
    seed: int,
    engine: Engine,
    workers: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> Worlds:
    """Run every scenario of some experiments over the same worlds.

    Args:
        trials: the experiments.
        evidence: the seeds.
        replicates: worlds of each scenario.
        seed: of all draws.
        engine: which one runs the worlds; the numbers do not depend on it.
        workers: threads or processes; by default one per core.
        progress: told how many worlds were just finished.

    Raises:
        RunFailed: no world of a scenario could be finished.
    """
    scenarios, asked = wanted(trials)
    worlds: Worlds | None = None
    for group in _groups(scenarios):
        members = tuple(scenarios[key].model_copy(update={"seed": seed, "replicates": replicates}) for key in group)
        own = evidence.at(members[0].edition)
        factory = Factory(own, members, read_calibrated(own))
        if worlds is None:
            today = replace(factory, evidence=evidence)  # whatever year the first scenarios are about
            names = tuple(sorted(today.table.uncertain))
            worlds = Worlds(replicates, names, today.drawn(np.arange(replicates), names), scenarios=scenarios)
        told = [asked[key] for key in group]
        found, failures = measure_worlds(factory, told, range(replicates), engine, workers, progress)
        worlds.values |= {(group[k], quantity): own for (k, quantity), own in found.items()}
        worlds.failures += failures
    if worlds is None:
        raise ValueError("no experiment to run")
    for (key, _), values in worlds.values.items():
        if np.isnan(values).all():
            first = next((failure.error for failure in worlds.failures), "no world was finished")
            raise RunFailed(f"all {replicates} worlds of {scenarios[key].name} failed; the first: {first}")
    return worlds


def _groups(scenarios: Mapping[str, Scenario]) -> list[list[str]]:
    """Keys of scenarios that run together: those of the same edition, steps and countries, a few at a time."""
    alike: dict[tuple[object, ...], list[str]] = {}
    for key, one in scenarios.items():
        alike.setdefault((one.edition, one.start, one.end, one.step, one.include), []).append(key)
    return [keys[first : first + TOGETHER] for keys in alike.values() for first in range(0, len(keys), TOGETHER)]
