from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sim.analysis.statistics import (
    difference_interval,
    mean_interval,
    paired,
    probability_above,
    share_interval,
    shared_level,
    spread,
    student_quantile,
)

ROWS = arrays(np.float64, (3, 7), elements=st.floats(-100, 100))


@pytest.mark.parametrize(
    ("freedom", "tabulated"),
    [(1, 6.3138), (2, 2.9200), (3, 2.3534), (5, 2.0150), (10, 1.8125), (30, 1.6973), (199, 1.6525)],
)
def test_quantiles_of_student_are_those_of_the_tables(freedom, tabulated) -> None:
    assert student_quantile(0.95, freedom) == pytest.approx(tabulated, abs=0.01 if freedom == 2 else 0.002)


def test_mean_with_its_interval_by_hand() -> None:
    # mean 2.5, sd sqrt(5/3), t(0.95; 3) = 2.3534: half width 2.3534 * sqrt(5/3) / 2
    mean, low, high = mean_interval(np.array([[1.0, 2.0, 3.0, 4.0]]))
    half = 2.3534 * math.sqrt(5 / 3) / 2
    assert mean == [2.5]
    assert low[0] == pytest.approx(2.5 - half, abs=0.002)
    assert high[0] == pytest.approx(2.5 + half, abs=0.002)


def test_difference_of_two_groups_by_hand() -> None:
    # means 2 and 5; variances 1 and 5/3 over 3 and 4 worlds; t(0.95; 2) = 2.92
    a, b = np.array([1.0, 2.0, 3.0]), np.array([3.5, 4.5, 5.5, 6.5])
    gap, low, high = difference_interval(a, b)
    half = 2.92 * math.sqrt(1 / 3 + 5 / 3 / 4)
    assert float(gap) == 3.0
    assert (float(low), float(high)) == pytest.approx((3.0 - half, 3.0 + half), abs=0.01)
    gap, low, high = difference_interval(a, b[:1])
    assert float(gap) == 1.5
    assert np.isnan([low, high]).all()


def test_several_intervals_share_their_doubt() -> None:
    assert [shared_level(several) for several in (0, 1, 4)] == pytest.approx([0.9, 0.9, 0.975])


def test_one_world_has_a_mean_but_no_interval() -> None:
    mean, low, high = mean_interval(np.array([[3.0]]))
    assert mean == [3.0]
    assert np.isnan([*low, *high]).all()


def test_no_world_has_nothing() -> None:
    nothing = np.empty((2, 0))
    assert all(np.isnan(part).all() for part in (*mean_interval(nothing), *spread(nothing), probability_above(nothing)))


def test_spread_is_the_middle_nine_tenths() -> None:
    low, high = spread(np.arange(101.0)[None])
    assert (low[0], high[0]) == (5.0, 95.0)


def test_ties_count_half() -> None:
    assert probability_above(np.array([[1.0, 2.0, 0.0, -1.0]])) == [0.625]
    assert probability_above(np.zeros((1, 5))) == [0.5]


def test_wilson_by_hand() -> None:
    # no success in ten: upper end z^2 / (n + z^2) with z = 1.64485
    low, high = share_interval(np.array([0.0, 10.0]), 10)
    assert low == pytest.approx([0, 1 - 2.70554 / 12.70554], abs=1e-4)
    assert high == pytest.approx([2.70554 / 12.70554, 1], abs=1e-4)


@given(ROWS, ROWS)
def test_swapping_scenarios_flips_every_sign(a, b) -> None:
    there, back = paired(a, b), paired(b, a)
    assert np.array_equal(there.difference, -back.difference)
    assert there.ci_low == pytest.approx(-back.ci_high)
    assert there.spread_low == pytest.approx(-back.spread_high)
    assert there.p_above == pytest.approx(1 - back.p_above)


@given(ROWS)
def test_identical_scenarios_differ_by_exactly_nothing(a) -> None:
    same = paired(a, a.copy())
    zeros = (same.difference, same.ci_low, same.ci_high, same.spread_low, same.spread_high)
    assert all((part == 0).all() for part in zeros)
    assert (same.p_above == 0.5).all()


@given(ROWS, ROWS)
def test_the_interval_holds_the_mean_and_the_spread_lies_within_the_worlds(a, b) -> None:
    found = paired(a, b)
    differences = b - a
    assert (found.ci_low <= found.difference).all()
    assert (found.difference <= found.ci_high).all()
    assert (differences.min(axis=1) <= found.spread_low + 1e-9).all()
    assert (found.spread_high <= differences.max(axis=1) + 1e-9).all()
