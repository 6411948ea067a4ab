"""Speed against the bars the product promises; run by hand: `python tests/benchmarks/bench.py`.

What is measured is done in interleaved rounds, so that a busy minute of the machine falls on everything alike, and
told as the median and as its ratio to the bar (below 1 is fast enough).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
WORLD = """
import time
from sim.engine.calibrated import read_calibrated
from sim.engine.worlds import Factory
from sim.evidence import load_evidence
from sim.scenario import load_scenario
evidence = load_evidence()
factory = Factory(evidence, (load_scenario("asian_nato"),), read_calibrated(evidence))
factory.models(0)[0].run()
times = []
for replicate in range(1, 11):
    (model,) = factory.models(replicate)
    began = time.perf_counter()
    model.run()
    times.append(time.perf_counter() - began)
print(sorted(times)[5])
"""


def environment() -> dict[str, str]:
    """The environment of a user: compiled modules are kept between calls."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT)}


def process(*words: str) -> float:
    """Wall time of a call of `pactsim`, s."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        command = [sys.executable, "-m", "sim.cli", *words]
        subprocess.run(command, cwd=folder, env=environment(), capture_output=True, check=True)
        return time.perf_counter() - began


def world() -> float:
    """Median time of one 20-year world of 12 countries in the Mesa model, imports and evidence read before, s."""
    done = subprocess.run([sys.executable, "-c", WORLD], env=environment(), capture_output=True, check=True, text=True)
    return float(done.stdout)


SHORT: dict[str, tuple[float, Callable[[], float]]] = {  # what: bar in s, measurement
    "pactsim --help": (0.2, lambda: process("--help")),
    "pactsim check asian_nato": (0.5, lambda: process("check", "asian_nato")),
    "one 20-year world, Mesa model": (0.1, world),
}
LONG: dict[str, tuple[float, Callable[[], float]]] = {
    "compare, 200 paired worlds, figures": (20.0, lambda: process("compare", "status_quo", "asian_nato")),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9, help="rounds of what is short")
    parser.add_argument("--long-rounds", type=int, default=3, help="rounds of the comparison")
    given = parser.parse_args()
    process("check", "asian_nato")  # compiles what is not compiled yet
    times: dict[str, list[float]] = {name: [] for name in (*SHORT, *LONG)}
    for number in range(max(given.rounds, given.long_rounds)):
        for name, (_, measure) in SHORT.items():
            if number < given.rounds:
                times[name].append(measure())
        for name, (_, measure) in LONG.items():
            if number < given.long_rounds:
                times[name].append(measure())
    print(f"{'what':<38}{'median s':>10}{'bar s':>8}{'ratio':>8}{'best s':>9}   ({os.cpu_count()} cores)")
    for name, (bar, _) in {**SHORT, **LONG}.items():
        if times[name]:
            middle = median(times[name])
            print(f"{name:<38}{middle:>10.3f}{bar:>8.1f}{middle / bar:>8.2f}{min(times[name]):>9.3f}")


if __name__ == "__main__":
    main()
