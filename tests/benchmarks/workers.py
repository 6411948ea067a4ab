"""Units of a sweep on Dask: what a second worker process is worth, and the worlds that a core gives through it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rows import Figure, wall

if TYPE_CHECKING:
    from sim.evidence import Evidence
    from sim.sweep.cluster import Cluster
    from sim.sweep.plan import Sweep

POINTS, REPLICATES = 256, 10

SLICE = 16
"""Units of a turn."""


class Workers:
    """The shipped sweep of coefficients at ten worlds a point, by one and by two worker processes of this machine.

    Attributes:
        turns: how often each runs a slice of it, in a round.
    """

    def __init__(self, turns: int) -> None:
        self.turns = turns
        self.ratios: list[float] = []
        self.rates: list[float] = []

    def warm(self) -> None:
        """Read the sweep."""
        from sim.evidence import load_evidence
        from sim.sweep.find import locate_sweep
        from sim.sweep.load import read_sweep
        from sim.sweep.plan import Changes

        self.evidence: Evidence = load_evidence()
        changes = Changes(points=POINTS, replicates=REPLICATES)
        self.sweep: Sweep = read_sweep(locate_sweep("coefficients"), self.evidence, changes)

    def round(self, number: int) -> None:
        """By one and by two in turns, so that a busy minute falls on both; started, with the study ready in each."""
        from sim.sweep.cluster import Cluster

        with Cluster(None, 1, print) as one, Cluster(None, 2, print) as two:
            self._run(one, 2)
            self._run(two, 4)
            turns = [[wall(partial(self._run, cluster, SLICE)) for cluster in (one, two)] for _ in range(self.turns)]
        alone, together = (sum(times) for times in zip(*turns, strict=True))
        self.ratios.append(alone / together)
        self.rates.append(self.turns * SLICE * self.sweep.plan.unit / alone)

    def _run(self, cluster: Cluster, units: int) -> None:
        from sim.engine.runner import Patience

        for _ in cluster.parts(self.sweep, self.evidence, range(units), "ensemble", Patience()):
            pass

    def figures(self) -> list[Figure]:
        """Lines of the table."""
        worlds = self.turns * SLICE * self.sweep.plan.unit
        return [
            Figure(f"two Dask workers over one, {worlds:,} worlds of a sweep", "times", self.ratios, "higher", 1.6),
            Figure("worlds a second of one Dask worker, all in", "", self.rates, "higher"),
        ]

    def footnote(self) -> str:
        """What the lines take in."""
        return (
            "Dask: units of the sweep of coefficients, measured, packed, sent and taken back, on the clock; starting "
            "the processes is left out. Scheduler and client share the cores with the workers."
        )
