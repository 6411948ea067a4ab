"""A small run: four steps from 2026, three spokes."""

from __future__ import annotations

import numpy as np
import pytest

from sim.policy.levers import Levers, TimeGrid


def small_grid(step: float = 1.0, steps: int = 4) -> TimeGrid:
    return TimeGrid(
        starts=2026 + step * np.arange(steps),
        step=step,
        countries=("AUS", "JPN", "KOR"),
        postures=("hedge", "ally", "pact"),
        flashpoints=("korea", "taiwan_strait"),
        administrations=("america_first", "internationalist"),
    )


@pytest.fixture
def grid() -> TimeGrid:
    """Years 2026 to 2029."""
    return small_grid()


@pytest.fixture
def halves() -> TimeGrid:
    """Four half-years from 2026."""
    return small_grid(0.5)


@pytest.fixture
def levers(grid: TimeGrid) -> Levers:
    """Levers at rest over the years."""
    return Levers.neutral(grid)
