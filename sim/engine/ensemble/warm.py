"""Compile the engine before it is needed, and tell whether it is compiled."""

from __future__ import annotations

import time

from sim.engine.ensemble.cache import folder
from sim.engine.ensemble.kernel import blocks


def compiled() -> bool:
    """Whether this version of the engine has been compiled for this machine."""
    return blocks.kept()


def warmup() -> float:
    """Compile the engine, or load what is compiled; gives the seconds it took. Needs no calibration."""
    began = time.perf_counter()
    from sim.engine.calibrated import Calibrated
    from sim.engine.ensemble.drive import middle_of
    from sim.engine.worlds import Factory
    from sim.evidence import load_evidence
    from sim.scenario import load_scenario

    evidence = load_evidence()
    scenario = load_scenario("status_quo", (), evidence)
    blank = Calibrated(1.0, ((0.0, 0.0),), (scenario.include,))
    middle_of(Factory(evidence, (scenario,), blank))
    return time.perf_counter() - began


def unkept() -> list[str]:
    """What to say after compiling where the code could not be kept."""
    return [] if compiled() else [f"it cannot be kept in {folder()}, and is compiled again each time"]
