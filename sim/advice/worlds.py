"""Candidates run over the same worlds: of each world only what the objectives ask for is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from sim.advice.objectives import Objective
from sim.engine.calibrated import Calibrated, read_calibrated
from sim.engine.harvest import Failure
from sim.engine.quantities import Array, measure_worlds
from sim.engine.worlds import Factory
from sim.evidence import Evidence
from sim.results.manifest import Engine
from sim.scenario import Scenario

TOGETHER = 8
"""Scenarios run at a time: of these all years of some hundred worlds are held."""

Progress = Callable[[int], None]


@dataclass
class Ground:
    """Where candidates are tried.

    Attributes:
        evidence: of the scenario's year.
        objectives: what is measured.
        engine: which one runs the worlds; the numbers do not depend on it.
        workers: threads or processes, on which nothing depends; by default one per core.
        failures: worlds that failed so far.
    """

    evidence: Evidence
    objectives: tuple[Objective, ...]
    engine: Engine
    workers: int | None = None
    failures: list[Failure] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._calibrated: Calibrated = read_calibrated(self.evidence)

    def measure(self, scenarios: Sequence[Scenario], ids: Sequence[int], progress: Progress | None = None) -> Array:
        """Run scenarios over worlds.

        Args:
            scenarios: which share years, steps and countries.
            ids: of the worlds, in ascending order.
            progress: told how many worlds were just finished.

        Returns:
            Outcomes of shape (scenarios, objectives, worlds); not a number in worlds that failed, and for objectives
            that are levers.
        """
        found = np.full((len(scenarios), len(self.objectives), len(ids)), np.nan)
        asked = {one.quantity for one in self.objectives if one.quantity is not None}
        for first in range(0, len(scenarios), TOGETHER):
            group = tuple(scenarios[first : first + TOGETHER])
            factory = Factory(self.evidence, group, self._calibrated)
            told = [asked] * len(group)
            values, failures = measure_worlds(factory, told, ids, self.engine, self.workers, progress)
            self.failures += failures
            for o, objective in enumerate(self.objectives):
                if objective.quantity is not None:
                    found[first : first + len(group), o] = [values[k, objective.quantity] for k in range(len(group))]
        return found

    def drawn(self, scenario: Scenario, ids: Sequence[int], names: Sequence[str]) -> Array:
        """Uncertain numbers of worlds by full name; shape (worlds, names)."""
        factory = Factory(self.evidence, (scenario,), self._calibrated)
        return factory.drawn(np.asarray(ids, dtype=np.int64), names)
