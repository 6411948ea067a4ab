"""The worlds that are timed, and the Mesa model as a user of `mesa.batch_run` would wrap it."""

from __future__ import annotations

from functools import cache
from typing import Any

from mesa import DataCollector, Model

from sim.engine.calibrated import read_calibrated
from sim.engine.worlds import Factory
from sim.evidence import load_evidence
from sim.scenario import load_scenario


@cache
def study(scenario: str) -> Factory:
    """A scenario alone, its parameters drawn world by world."""
    evidence = load_evidence()
    return Factory(evidence, (load_scenario(scenario, (), evidence),), read_calibrated(evidence))


class Peer(Model):  # type: ignore[misc]
    """A world of the status quo under `mesa.batch_run`: built, anchored and run, its rows handed on at every step."""

    def __init__(self, replicate: int) -> None:
        super().__init__(rng=0)
        (self.inner,) = study("status_quo").models(replicate)
        n, f = len(self.inner.world.countries), len(self.inner.world.flashpoints)
        self.datacollector = DataCollector(
            {
                "countries": lambda model: model.inner.journal.countries[-n:],
                "theatre": lambda model: model.inner.journal.theatre[-1],
                "flashpoints": lambda model: model.inner.journal.places[-f:],
            }
        )

    def step(self) -> None:
        """One step of the world."""
        self.inner.step()
        self.datacollector.collect(self)
        self.running = self.inner.t < self.inner.world.steps


def batch(worlds: range) -> list[dict[str, Any]]:
    """Worlds through Mesa's own runner in this process, a row for each step."""
    from mesa.batchrunner import batch_run

    return list(
        batch_run(Peer, {"replicate": worlds}, number_processes=1, data_collection_period=1, display_progress=False)
    )
