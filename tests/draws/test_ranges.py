"""Parameters drawn from their ranges."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.draws.ranges import Keys, draw, triangular

UNIFORM = st.floats(2**-33, 1 - 2**-33)


def _one(u: float, low: float, mode: float, high: float) -> float:
    return float(triangular(*(np.array([x]) for x in (u, low, mode, high)))[0])


@pytest.mark.parametrize(
    ("u", "low", "mode", "high", "value"),
    [
        (0.5, 0.0, 1.0, 2.0, 1.0),  # symmetric: the middle
        (0.125, 0.0, 1.0, 2.0, 0.5),  # F(0.5) = 0.25 / (2 x 1)
        (0.875, 0.0, 1.0, 2.0, 1.5),
        (0.25, 0.0, 1.0, 4.0, 1.0),  # F(mode) = 1 / 4
        (0.25, 0.0, 0.0, 1.0, 0.1339745962155614),  # falling only: 1 - sqrt(0.75)
        (0.25, 0.0, 1.0, 1.0, 0.5),  # rising only: sqrt(0.25)
        (0.7, 3.0, 3.0, 3.0, 3.0),  # exact by definition
    ],
)
def test_triangular_by_hand(u: float, low: float, mode: float, high: float, value: float) -> None:
    assert _one(u, low, mode, high) == pytest.approx(value, rel=1e-14)


@given(UNIFORM, UNIFORM, st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3))
def test_triangular_stays_in_its_range_and_rises_with_luck(a: float, b: float, points: list[float]) -> None:
    low, mode, high = sorted(points)
    worse, better = (_one(u, low, mode, high) for u in sorted((a, b)))
    slack = 1e-9 * (1 + abs(low) + abs(high))
    assert low - slack <= worse <= better + slack <= high + 2 * slack


def _cdf(x: float, low: float, mode: float, high: float) -> float:
    if x < mode:
        return (x - low) ** 2 / ((high - low) * (mode - low))
    return 1 - (high - x) ** 2 / ((high - low) * (high - mode))


@given(UNIFORM, st.floats(0.01, 0.99), st.floats(0.1, 100))
def test_triangular_inverts_its_distribution(u: float, where: float, width: float) -> None:
    low, mode, high = 2.0, 2.0 + where * width, 2.0 + width
    assert _cdf(_one(u, low, mode, high), low, mode, high) == pytest.approx(u, abs=1e-7)


def test_means_of_many_draws() -> None:
    u = (np.arange(100_000) + 0.5) / 100_000
    low, mode, high = (np.full(u.size, x) for x in (0.3, 0.48, 0.9))
    assert triangular(u, low, mode, high).mean() == pytest.approx((0.3 + 0.48 + 0.9) / 3, abs=1e-6)


NAMES = ("law.decisiveness", "law.deterrence_effect", "countries.JPN.hub_trust")
LOW, MODE, HIGH = np.array([1.0, 0.0, 0.3]), np.array([2.0, 2.0, 0.48]), np.array([4.0, 5.0, 0.65])
EVEN = np.array([False, True, False])


def _row(replicate: int, keep: list[int], seed: int = 5) -> list[float]:
    names = [NAMES[k] for k in keep]
    keys = Keys(seed, np.array([[replicate]]))
    return draw(keys, names, LOW[keep], MODE[keep], HIGH[keep], EVEN[keep])[0].tolist()


def test_a_parameter_keeps_its_draw_whatever_else_is_drawn() -> None:
    assert _row(3, [0, 1, 2])[1:] == _row(3, [1, 2])
    assert _row(3, [2, 0]) == [_row(3, [0, 1, 2])[k] for k in (2, 0)]


def test_other_worlds_and_seeds_draw_otherwise() -> None:
    assert set(_row(3, [0, 1, 2])).isdisjoint(_row(4, [0, 1, 2]))
    assert set(_row(3, [0, 1, 2])).isdisjoint(_row(3, [0, 1, 2], seed=6))


def test_disputed_numbers_are_spread_evenly_and_others_around_their_mode() -> None:
    rows = np.array([_row(r, [0, 1, 2]) for r in range(4000)])
    assert (rows > LOW).all()
    assert (rows < HIGH).all()
    # uniform on 0..5: mean 2.5, error 1.44 / 63; triangular: mean (1 + 2 + 4) / 3, error 0.62 / 63
    assert rows[:, 1].mean() == pytest.approx(2.5, abs=0.1)
    assert np.histogram(rows[:, 1], bins=5, range=(0, 5))[0] / 4000 == pytest.approx(np.full(5, 0.2), abs=0.03)
    assert rows[:, 0].mean() == pytest.approx(7 / 3, abs=0.04)
    assert rows[:, 2].mean() == pytest.approx((0.3 + 0.48 + 0.65) / 3, abs=0.006)
