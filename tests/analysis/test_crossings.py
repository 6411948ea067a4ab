"""Thresholds of planted responses."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.crossings import HALVINGS, Crossing, crossings, grid, spans
from sim.analysis.statistics import share_interval


@dataclass(frozen=True)
class Seen:
    """A planted point."""

    value: float
    holds: bool
    decided: bool = True


def test_a_grid_holds_both_ends_and_whole_numbers_once() -> None:
    assert grid(0.0, 1.0, 5) == [0.0, 0.25, 0.5, 0.75, 1.0]
    assert grid(2, 4, 21, whole=True) == [2.0, 3.0, 4.0]


@given(
    places=st.lists(st.integers(0, 19), min_size=1, max_size=8, unique=True),
    offset=st.floats(0.01, 0.99),
    first=st.booleans(),
)
def test_every_step_between_two_values_is_found_to_tolerance(places: list[int], offset: float, first: bool) -> None:
    values = grid(0.0, 20.0, 21)
    planted = [place + offset for place in sorted(places)]

    def measure(value: float) -> Seen:
        return Seen(value, first == (sum(value >= step for step in planted) % 2 == 0))

    points, found = crossings(measure, values)
    assert len(found) == len(planted)
    for one, step in zip(found, planted, strict=True):
        assert abs(one.value - step) <= 2.0**-HALVINGS
        assert measure(one.value).holds
        assert one.low <= step <= one.high
        assert one.high - one.low <= 2.0**-HALVINGS
        assert not one.low_open
        assert not one.high_open
    assert [one.rises for one in found] == [first == (k % 2 == 1) for k in range(len(found))]
    told = sorted(point.value for point in points)
    assert [point.value for point in points] == told
    for point in points:
        inside = any(
            (a is None or a <= point.value) and (b is None or point.value <= b) for a, b in spans(points, found)
        )
        assert inside == point.holds


def line(slope: float, half: float, limit: float) -> tuple[tuple[Seen, ...], tuple[Crossing, ...]]:
    """A straight response with a band of constant width, from 0 to 1."""

    def measure(value: float) -> Seen:
        level = slope * value
        return Seen(value, level >= limit, not level - half <= limit <= level + half)

    return crossings(measure, grid(0.0, 1.0, 21))


def test_the_interval_is_where_the_band_holds_the_limit() -> None:
    _, (one,) = line(1.0, 0.1, 0.42)
    close = pytest.approx
    assert (one.value, one.low, one.high) == (close(0.42, abs=2e-3), close(0.32, abs=2e-3), close(0.52, abs=2e-3))
    assert one.low <= 0.32
    assert one.high >= 0.52
    _, (falling,) = line(-1.0, 0.1, -0.42)
    assert not falling.rises
    assert falling.value == pytest.approx(0.42, abs=2e-3)


def test_the_interval_covers_the_threshold_as_often_as_it_says() -> None:
    """Worlds that each tip at a place of their own, half of them below 0.4 in the long run."""
    dice = np.random.default_rng(11)
    covered = 0
    for _ in range(400):
        own = np.sort(dice.triangular(0.0, 0.3, 1.0, 200)) - (1.0 - np.sqrt(0.35)) + 0.4

        def measure(value: float, own: np.ndarray = own) -> Seen:
            count = np.searchsorted(own, value, side="right")
            low, high = share_interval(np.array(count), len(own))
            return Seen(value, bool(count / len(own) >= 0.5), not low <= 0.5 <= high)

        _, (one,) = crossings(measure, grid(0.0, 1.0, 21))
        covered += one.low <= 0.4 <= one.high
    assert 0.87 <= covered / 400 <= 0.95


def test_an_interval_may_reach_the_end_of_the_range() -> None:
    _, (one,) = line(1.0, 0.6, 0.5)
    assert (one.low, one.high, one.low_open, one.high_open) == (0.0, 1.0, True, True)
    _, (other,) = line(1.0, 0.3, 0.25)
    assert (other.low_open, other.high_open) == (True, False)


@given(step=st.integers(2, 40), count=st.integers(2, 50))
def test_whole_numbers_are_found_exactly(step: int, count: int) -> None:
    asked = []

    def measure(value: float) -> Seen:
        asked.append(value)
        return Seen(value, value >= step)

    _, (one,) = crossings(measure, grid(1, 40, count, whole=True), whole=True)
    assert all(value == round(value) for value in asked)
    assert (one.low, one.value, one.high) == (step - 1, step, step)
    assert len(asked) == len(set(asked))


def test_without_a_change_there_is_no_threshold() -> None:
    for holds in (True, False):
        points, found = crossings(lambda value, holds=holds: Seen(value, holds), grid(0.0, 1.0, 5))
        assert found == ()
        assert len(points) == 5
        assert spans(points, found) == ([(None, None)] if holds else [])


def test_a_hump_holds_in_between() -> None:
    points, found = crossings(lambda v: Seen(v, bool(np.sin(v) >= 0.5)), grid(0.0, 6.0, 25))
    ((low, high),) = spans(points, found)
    assert low == pytest.approx(np.pi / 6, abs=0.01)
    assert high == pytest.approx(5 * np.pi / 6, abs=0.01)
    assert low >= np.pi / 6
    assert high <= 5 * np.pi / 6
