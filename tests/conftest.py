"""What many tests start from: the evidence that ships, its calibration, and worlds made of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import drawn_study
import pytest
import small_study
from hypothesis import settings

from sim.engine.calibrated import Calibrated, read_calibrated
from sim.engine.worlds import Factory
from sim.evidence import Evidence, load_evidence
from sim.scenario import Scenario, load_scenario

ROOT = Path(__file__).parents[1]

# a busy machine is no failure, and the same commit passes twice; `pytest --hypothesis-profile search` looks for more
settings.register_profile("pactsim", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile("pactsim")

Read = Callable[..., Scenario]
Make = Callable[..., Factory]


@pytest.fixture(scope="session")
def evidence() -> Evidence:
    """The seeds of the checkout."""
    return load_evidence(ROOT / "seeds")


@pytest.fixture(scope="session")
def calibrated(evidence: Evidence) -> Calibrated:
    """The stored calibration."""
    return read_calibrated(evidence)


@pytest.fixture(scope="session")
def read_scenario(evidence: Evidence) -> Read:
    """A shipped scenario by name, with overrides as of `--set`."""
    return lambda name, *sets: load_scenario(ROOT / "scenarios" / f"{name}.yaml", sets, evidence)


@pytest.fixture(scope="session")
def factory(evidence: Evidence, calibrated: Calibrated, read_scenario: Read) -> Make:
    """The maker of worlds for scenarios of one edition, given by name or as objects."""

    def make(*scenarios: str | Scenario) -> Factory:
        read = tuple(read_scenario(s) if isinstance(s, str) else s for s in scenarios)
        own = evidence.at(read[0].edition)
        return Factory(own, read, calibrated if own is evidence else read_calibrated(own))

    return make


@pytest.fixture(scope="session")
def small() -> ModuleType:
    """Builders of small studies."""
    return small_study


@pytest.fixture(scope="session")
def worlds() -> ModuleType:
    """Builders of studies large enough to be drawn."""
    return drawn_study
