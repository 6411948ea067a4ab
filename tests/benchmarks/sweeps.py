"""A Sobol' design of 25 numbers: what store and bookkeeping cost beside the engine, and how long all of it takes."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from processes import called
from rows import Figure, cpu

if TYPE_CHECKING:
    from sim.engine.ensemble.drive import Ensemble
    from sim.evidence import Evidence
    from sim.sweep.plan import Sweep

REPLICATES = 10
WHOLE = """
import json, sys
from pathlib import Path
from sim.cli import main
code = main(["sweep", "coefficients", "--points", sys.argv[1], "--replicates", sys.argv[2], "--no-figures", "--json"])
status = Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else []
print("\\n" + json.dumps([code, [int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")]]))
"""


class Sweeps:
    """The shipped sweep of coefficients at ten worlds a point.

    Attributes:
        part: base sample of the design on which the cost of bookkeeping is measured.
        whole: base sample of the design that is timed on the clock.
    """

    def __init__(self, part: int, whole: int) -> None:
        self.part, self.whole = part, whole
        self.over: list[float] = []
        self.alone: list[float] = []
        self.clock: list[float] = []
        self.peak: list[float] = []

    def warm(self) -> None:
        """Read the sweep and prepare the engine."""
        from sim.engine.calibrated import read_calibrated
        from sim.engine.ensemble.drive import Ensemble
        from sim.engine.worlds import Factory
        from sim.evidence import load_evidence
        from sim.scenario import load_scenario
        from sim.sweep.find import locate_sweep
        from sim.sweep.load import read_sweep
        from sim.sweep.plan import Changes

        self.evidence: Evidence = load_evidence()
        changes = Changes(points=self.part, replicates=REPLICATES)
        self.sweep: Sweep = read_sweep(locate_sweep("coefficients"), self.evidence, changes)
        scenario = load_scenario("asian_nato", (), self.evidence)
        factory = Factory(self.evidence, (scenario,), read_calibrated(self.evidence))
        self.names = [str(one.number) for one in self.sweep.plan.dimensions]
        self.engine: Ensemble = Ensemble.of(factory, self.names)

    def round(self, number: int) -> None:
        """The engine by itself, the whole sweep, and once the whole design on the clock."""
        alone, all_of_it = cpu(self._engine), cpu(self._conduct)
        self.alone.append(alone)
        self.over.append(100 * (all_of_it / alone - 1))
        if number == 0:
            taken, told = called("-c", WHOLE, str(self.whole), str(REPLICATES))
            code, peak = json.loads(told.splitlines()[-1])
            if code:
                raise RuntimeError(f"the sweep ended with {code}")
            self.clock.append(taken)
            self.peak += peak

    def _engine(self) -> None:
        plan = self.sweep.plan
        ids = np.tile(np.arange(REPLICATES), plan.points)
        columns = zip(self.names, self.sweep.points.columns, strict=True)
        given = {name: np.repeat(column, REPLICATES) for name, column in columns}
        for _ in self.engine.run(ids, 0, given, threads=1):
            pass

    def _conduct(self) -> None:
        from sim.sweep.study import begin, conduct

        with tempfile.TemporaryDirectory() as folder:
            conduct(begin(Path(folder), self.sweep), self.evidence, "ensemble", workers=1)

    def figures(self) -> list[Figure]:
        """Lines of the table."""
        worlds = self.whole * (2 * len(self.names) + 2) * REPLICATES
        bar = 60.0 if self.whole == 1024 else None
        return [
            Figure("store and bookkeeping of a sweep, beside the engine", "%", self.over, "lower", bar=20.0),
            Figure(f"Sobol' of 25 numbers, {worlds:,} worlds, 2 threads", "s", self.clock, "lower", bar=bar),
            Figure("the same, peak memory", "MiB", self.peak, "lower"),
        ]

    def footnote(self) -> str:
        """What the lines take in."""
        asked = f"`pactsim sweep coefficients --points {self.whole} --replicates {REPLICATES}` without figures"
        return (
            f"Sweep: {asked}, a process on the clock; bookkeeping is the CPU time of running every unit, measuring and "
            "keeping it and writing the tables, less that of the engine on the same worlds, one thread each."
        )
