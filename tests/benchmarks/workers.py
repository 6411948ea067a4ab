"""Units of a sweep on Dask: what a second worker process is worth, and the worlds that a core gives through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rows import Figure, wall

if TYPE_CHECKING:
    from sim.evidence import Evidence
    from sim.sweep.cluster import Cluster
    from sim.sweep.plan import Sweep

POINTS, REPLICATES = 512, 10


class Workers:
    """The shipped sweep of coefficients at ten worlds a point, by one and by two worker processes of this machine.

    Attributes:
        units: how many units of it are run.
    """

    def __init__(self, units: int) -> None:
        self.units = units
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
        """By one, then by two."""
        one, two = (self._timed(workers) for workers in (1, 2))
        self.ratios.append(one / two)
        self.rates.append(self.units * self.sweep.plan.unit / one)

    def _timed(self, workers: int) -> float:
        """Time on the clock, s, of a cluster that is warm: started, the study ready in each process."""
        from sim.sweep.cluster import Cluster

        with Cluster(None, workers, print) as cluster:
            self._run(cluster, 2 * workers)
            return wall(lambda: self._run(cluster, self.units))

    def _run(self, cluster: Cluster, units: int) -> None:
        from sim.engine.runner import Patience

        for _ in cluster.parts(self.sweep, self.evidence, range(units), "ensemble", Patience()):
            pass

    def figures(self) -> list[Figure]:
        """Lines of the table."""
        worlds = self.units * self.sweep.plan.unit
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
