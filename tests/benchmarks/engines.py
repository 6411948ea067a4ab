"""The two engines against each other: worlds per second of one core, and what a second core adds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
from limit import CHAINS, multiply_add
from rows import Figure, cpu, wall
from study import batch, study

from sim.engine.ensemble.simulate import simulate
from sim.engine.ensemble.store import WIDTH

APART = 1000  # replicates between rounds, so that none is run twice
TURNS = 16_000_000  # of bare arithmetic: a tenth of a second


def busy(threads: int) -> None:
    """Keep some threads busy with multiplications and additions in registers, each with as many."""
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(multiply_add, [np.full((CHAINS + 2, WIDTH), 0.5) for _ in range(threads)], [TURNS] * threads))


@dataclass
class Engines:
    """Times of a world in every round, s; the readable engine's with building and anchoring, and its run alone."""

    worlds: int
    readable: int
    ensemble: list[float] = field(default_factory=list)
    peer: list[float] = field(default_factory=list)
    built: list[float] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)
    threads: list[float] = field(default_factory=list)
    machine: list[float] = field(default_factory=list)

    def warm(self) -> None:
        """Everything once, so that nothing is compiled or imported in a round."""
        simulate(study("status_quo"), range(64), keep="end", threads=2)
        batch(range(1))
        busy(1)

    def round(self, number: int) -> None:
        """Time every way of running worlds once."""
        factory, first = study("status_quo"), number * APART
        ids = range(first, first + self.readable)
        self.ensemble.append(cpu(lambda: simulate(factory, range(self.worlds), keep="end", threads=1)) / self.worlds)
        self.peer.append(cpu(lambda: batch(ids)) / self.readable)
        models = []
        making = cpu(lambda: models.extend(factory.models(replicate)[0] for replicate in ids))
        running = cpu(lambda: [model.run() for model in models])
        self.built.append((making + running) / self.readable)
        self.alone.append(running / self.readable)
        one = wall(lambda: simulate(factory, range(self.worlds), keep="end", threads=1))
        two = wall(lambda: simulate(factory, range(self.worlds), keep="end", threads=2))
        self.threads.append(one / two)
        alone = wall(lambda: busy(1))
        self.machine.append(2 * alone / wall(lambda: busy(2)))

    def footnote(self) -> str:
        """What is compared."""
        return (
            'Engines: the ensemble is `simulate(..., keep="end", threads=1)`, preparation included; its peer is the'
            " project's Mesa model, built and anchored anew for every replicate, under `mesa.batch_run` with"
            " `number_processes=1` and the rows of every step collected. Two threads are timed beside two threads that"
            " only multiply and add, since other work on the machine takes from both."
        )

    def figures(self) -> list[Figure]:
        """The lines of the table."""
        (fixed,) = study("status_quo").frames
        years = len(fixed.grid.countries) * len(fixed.grid.starts) * fixed.grid.step

        def times(of: list[float]) -> list[float]:
            return [slow / fast for slow, fast in zip(of, self.ensemble, strict=True)]

        pace, per_second = "country-years per CPU-second", "worlds per CPU-second"
        peer, alone = [1 / s for s in self.peer], [years / s for s in self.alone]
        return [
            Figure("ensemble", per_second, [1 / s for s in self.ensemble], "higher"),
            Figure("Mesa model under `mesa.batch_run`", per_second, peer, "higher"),
            Figure("ensemble against `mesa.batch_run`", "times", times(self.peer), "higher", 200.0, 400.0),
            Figure("ensemble against `PactModel.run()` alone", "times", times(self.alone), "higher"),
            Figure("Mesa model, run alone", pace, alone, "higher", 20_000.0),
            Figure("Mesa model, built, anchored and run", pace, [years / s for s in self.built], "higher"),
            Figure("two threads against one, on the clock", "times", self.threads, "higher", 1.7),
            Figure("the same of bare arithmetic: what the machine had to give", "times", self.machine, "higher"),
        ]
