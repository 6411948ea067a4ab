"""What a user waits for: whole processes, timed on the clock."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rows import Figure

ROOT = Path(__file__).parents[2]
START = """
import json, sys
from pathlib import Path
import numpy as np
from sim.engine.calibrated import read_calibrated
from sim.engine.ensemble.simulate import simulate
from sim.engine.worlds import Factory
from sim.evidence import load_evidence
from sim.scenario import load_scenario
evidence = load_evidence()
factory = Factory(evidence, (load_scenario("asian_nato", (), evidence),), read_calibrated(evidence))
size = int(sys.argv[1])
"""
END = """
status = Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else []
peak = [int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")]
print(json.dumps({"finished": finished, "failed": failed, "peak": peak}))
"""
SUMMARY = """
done = simulate(factory, range(size), keep="summary", threads=2)
finished, failed = done.finished, len(done.failed)
"""
DESIGN = """
names = ("law.decisiveness", "law.choice_sharpness", "law.pact_formation_prior", "law.window_rate",
         "countries.JPN.hub_trust", "countries.PHL.hub_trust")
figures = [factory.table.figures[name] for name in names]
u = np.random.default_rng(0).random((size, len(names)))
numbers = {n: f.low + u[:, k] * (f.high - f.low) for k, (n, f) in enumerate(zip(names, figures))}
done = simulate(factory, range(size), numbers=numbers, keep="end", threads=2)
finished, failed = len(done.ids), len(done.failed)
"""
ALONE = """
import json, time
from sim.engine.calibrated import read_calibrated
from sim.engine.worlds import Factory
from sim.evidence import load_evidence
from sim.scenario import load_scenario
evidence = load_evidence()
factory = Factory(evidence, (load_scenario("asian_nato", (), evidence),), read_calibrated(evidence))
factory.models(0)[0].run()
times = []
for replicate in range(1, 12):
    (model,) = factory.models(replicate)
    began = time.perf_counter()
    model.run()
    times.append(time.perf_counter() - began)
print(json.dumps(sorted(times)[5]))
"""


def environment() -> dict[str, str]:
    """The environment of a user: compiled modules are kept between calls."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT)}


def called(*words: str) -> tuple[float, str]:
    """Time of a Python process in an empty folder, s, and what it printed."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, *words], cwd=folder, env=environment(), capture_output=True, text=True, check=False
        )
        taken = time.perf_counter() - began
    if done.returncode:
        raise RuntimeError(f"{' '.join(words[:4])} ended with {done.returncode}: {done.stderr[-2000:]}")
    return taken, done.stdout


def command(*words: str) -> float:
    """Time of a call of `pactsim`, s."""
    return called("-m", "sim.cli", *words)[0]


def worlds(program: str, size: int) -> tuple[float, float]:
    """Time of many worlds in a process of their own, s, and its peak memory, MiB (0 where the system does not tell)."""
    taken, told = called("-c", START + program + END, str(size))
    found = json.loads(told)
    if found["finished"] + found["failed"] != size:
        raise RuntimeError(f"{size} worlds were asked for: {found}")
    return taken, sum(found["peak"])


class Commands:
    """Short calls of the command line and a comparison."""

    def __init__(self) -> None:
        self.times: dict[str, list[float]] = {"help": [], "check": [], "world": [], "compare": []}

    def warm(self) -> None:
        """Compile what is not compiled yet, and fill the caches of fonts and figures."""
        self.round(0)
        for times in self.times.values():
            times.clear()

    def round(self, number: int) -> None:
        """Every call once."""
        self.times["help"].append(command("--help"))
        self.times["check"].append(command("check", "asian_nato"))
        self.times["world"].append(json.loads(called("-c", ALONE)[1]))
        self.times["compare"].append(command("compare", "status_quo", "asian_nato"))

    def footnote(self) -> str:
        """What a call takes in."""
        return "Commands: whole processes on the clock, everything compiled before; the comparison with its figures."

    def figures(self) -> list[Figure]:
        """The lines of the table."""
        return [
            Figure("`pactsim --help`", "s", self.times["help"], "lower", 0.2),
            Figure("`pactsim check asian_nato`", "s", self.times["check"], "lower", 0.5),
            Figure("one 20-year world, Mesa model", "s", self.times["world"], "lower", 0.1),
            Figure(
                "`pactsim compare status_quo asian_nato`, 200 paired worlds", "s", self.times["compare"], "lower", 6.0
            ),
        ]


class Many:
    """Large numbers of worlds, each in a process of its own."""

    def __init__(self, worlds: int, design: int) -> None:
        self.worlds, self.design = worlds, design
        self.summary: list[tuple[float, float]] = []
        self.rows: list[tuple[float, float]] = []

    def warm(self) -> None:
        """Compile what is not compiled yet."""
        worlds(SUMMARY, 64)

    def footnote(self) -> str:
        """What is timed."""
        return "Large runs: a process of its own each, on the clock from its start to its end; memory is its peak."

    def round(self, number: int) -> None:
        """Both once."""
        self.summary.append(worlds(SUMMARY, self.worlds))
        self.rows.append(worlds(DESIGN, self.design))

    def figures(self) -> list[Figure]:
        """The lines of the table; bars hold for a million worlds only."""
        full = self.worlds >= 1_000_000
        size = f"{self.worlds:,} worlds of `asian_nato`, summary, 2 threads"
        design = f"design of {self.design:,} worlds, 6 numbers given, last step"
        return [
            Figure(size, "s", [s for s, _ in self.summary], "lower", 120.0 if full else None),
            Figure("the same, peak memory", "MiB", [m for _, m in self.summary], "lower", 500.0),
            Figure(design, "s", [s for s, _ in self.rows], "lower"),
            Figure("the same, peak memory", "MiB", [m for _, m in self.rows], "lower"),
        ]
