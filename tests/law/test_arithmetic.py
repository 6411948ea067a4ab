"""The law's own arithmetic against libm, and the properties that the rest of the law leans on."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.law.arithmetic import (
    LARGEST,
    SMALLEST,
    TINY,
    approach,
    clip,
    exp_,
    happens,
    kept,
    log_,
    logistic,
    logit,
    mean,
    normal,
    scaled,
    split,
    where,
    whole,
)
from sim.law.choice import root

LIMIT = 700.0  # beyond it lies the end of a double
UNIFORM = st.floats(min_value=2**-33, max_value=1 - 2**-33)
RATE = st.floats(0, 50)
SPAN = st.floats(1 / 365, 10)


def _relative(found: float, wanted: float) -> float:
    return abs(found / wanted - 1.0)


def test_exp_matches_libm_to_the_last_bits_over_its_whole_range() -> None:
    rng = random.Random(1)
    points = [rng.uniform(-LIMIT, LIMIT) for _ in range(40_000)] + [rng.uniform(-2, 2) for _ in range(40_000)]
    assert max(_relative(exp_(x), math.exp(x)) for x in points) < 1e-15


def test_exp_is_exact_at_zero_and_held_at_its_limits() -> None:
    assert exp_(0.0) == 1.0
    assert exp_(-0.0) == 1.0
    assert exp_(1e9) == exp_(math.inf) == LARGEST > exp_(LIMIT) == pytest.approx(math.exp(700), rel=1e-15)
    assert 0.0 < exp_(-1e9) == exp_(-math.inf) == SMALLEST < exp_(-LIMIT)


def test_exp_of_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="NaN"):
        exp_(math.nan)


def test_log_matches_libm_to_the_last_bits_over_its_whole_range() -> None:
    rng = random.Random(2)
    points = [10 ** rng.uniform(-12, 307) for _ in range(40_000)]
    points += [
        1 + rng.choice((-0.5, 1)) * 10 ** rng.uniform(-15, 0) for _ in range(40_000)
    ]  # where the result is small
    # the error is relative where the result is beyond 1, and absolute where it is small
    assert max(abs(log_(x) - math.log(x)) / max(1.0, abs(math.log(x))) for x in points if x > 0.0) < 1e-15


def test_log_of_one_is_zero_and_nothing_lies_below_its_floor() -> None:
    assert log_(1.0) == pytest.approx(0.0, abs=2e-16)
    assert log_(0.0) == log_(-5.0) == log_(TINY) == pytest.approx(math.log(1e-12), rel=1e-15)


def test_root_matches_libm_over_its_whole_range() -> None:
    rng = random.Random(3)
    points = [10 ** rng.uniform(-12, 307) for _ in range(40_000)]
    assert max(_relative(root(x), math.sqrt(x)) for x in points) < 1e-15


@pytest.mark.parametrize(("square", "side"), [(1.0, 1.0), (4.0, 2.0), (0.25, 0.5), (1e-10, 1e-5), (144.0, 12.0)])
def test_root_of_squares(square: float, side: float) -> None:
    assert root(square) == pytest.approx(side, rel=1e-15)


@given(st.floats(-LIMIT, LIMIT), st.floats(-LIMIT, LIMIT))
def test_exp_and_logistic_rise(x: float, y: float) -> None:
    low, high = sorted((x, y))
    assert exp_(low) <= exp_(high) * (1 + 1e-15)
    assert logistic(low) <= logistic(high) * (1 + 1e-15)


@given(st.floats(-600, 600))
def test_log_undoes_exp(x: float) -> None:
    assert log_(max(exp_(x), TINY)) == pytest.approx(max(x, math.log(TINY)), rel=1e-14, abs=1e-14)


@given(st.floats(-25, 25))
def test_logit_undoes_logistic_and_the_two_sides_sum_to_one(x: float) -> None:
    p = logistic(x)
    assert 0.0 < p < 1.0
    assert p + logistic(-x) == pytest.approx(1.0, rel=1e-15)
    # 1 - p keeps only the bits that p leaves over: the error grows as the larger of 1/p and 1/(1-p)
    assert logit(p) == pytest.approx(x, abs=4e-16 * math.exp(abs(x)) + 1e-14)


def test_logistic_by_hand() -> None:
    assert logistic(0.0) == 0.5
    assert logistic(math.log(3)) == pytest.approx(0.75, rel=1e-15)  # 1 / (1 + 1/3)
    assert logit(0.9) == pytest.approx(math.log(9), rel=1e-14)


def test_where_and_clip() -> None:
    assert (where(True, 1.0, 2.0), where(False, 1.0, 2.0)) == (1.0, 2.0)
    assert [clip(x, -1.0, 2.0) for x in (-5.0, -1.0, 0.5, 2.0, 9.0)] == [-1.0, -1.0, 0.5, 2.0, 2.0]


def test_scaled_and_split_by_hand() -> None:
    assert scaled(1.5, 3.0) == 12.0
    assert scaled(1.25, -2.0) == 0.3125
    assert (scaled(1.0, 1011.0), scaled(1.0, -1011.0)) == (LARGEST, SMALLEST)
    assert split(12.0) == (0.75, 4.0)
    assert split(0.5) == (0.5, 0.0)


@given(st.floats(1e-300, 1e300))
def test_what_is_split_is_put_together(x: float) -> None:
    mantissa, exponent = split(x)
    assert 0.5 <= mantissa < 1.0
    assert scaled(mantissa, exponent) == x


@given(st.floats(-1e9, 1e9))
def test_whole_is_the_floor(x: float) -> None:
    assert whole(x) == math.floor(x)


def test_mean_by_hand() -> None:
    assert mean(3.0, 4.0) == 0.75


def test_normal_by_hand() -> None:
    assert normal(0.5, 0.5, 0.5, 0.5) == 0.0
    assert normal(1.0, 0.5, 0.5, 0.5) == pytest.approx(math.sqrt(3) / 2, rel=1e-15)
    # the furthest it can go: (4 - 2) * sqrt(3)
    assert normal(1.0, 1.0, 1.0, 1.0) == -normal(0.0, 0.0, 0.0, 0.0) == pytest.approx(2 * math.sqrt(3), rel=1e-15)


@given(UNIFORM, UNIFORM, UNIFORM, UNIFORM)
def test_normal_is_odd_about_the_middle(a: float, b: float, c: float, d: float) -> None:
    assert normal(a, b, c, d) == pytest.approx(-normal(1 - a, 1 - b, 1 - c, 1 - d), abs=1e-14)


def test_happens_by_hand() -> None:
    assert happens(0.3, 1.0) == pytest.approx(1 - math.exp(-0.3), rel=1e-14)
    assert happens(0.0, 1.0) == 0.0
    # two halves of a year without an event make a year without an event
    assert (1 - happens(0.3, 0.5)) ** 2 == pytest.approx(1 - happens(0.3, 1.0), rel=1e-14)


@given(RATE, RATE, SPAN)
def test_happens_is_a_probability_that_rises_with_the_rate(a: float, b: float, dt: float) -> None:
    low, high = sorted((a, b))
    assert 0.0 <= happens(low, dt) <= happens(high, dt) + 1e-15
    assert happens(high, dt) <= 1.0


@given(RATE, SPAN, SPAN)
def test_kept_over_two_spans_is_kept_over_their_sum(speed: float, a: float, b: float) -> None:
    assert kept(speed, a) * kept(speed, b) == pytest.approx(kept(speed, a + b), rel=1e-12)
    assert 0.0 < kept(speed, a) <= 1.0


def test_approach_by_hand() -> None:
    assert approach(10.0, 2.0, 0.25) == 4.0  # a quarter of the gap of 8 is left
    assert approach(10.0, 2.0, 1.0) == 10.0
    assert approach(10.0, 2.0, 0.0) == 2.0
    assert approach(3.7, 3.7, 0.123) == 3.7  # nothing to close, not a bit moves


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(0, 1))
def test_approach_never_overshoots(now: float, target: float, left: float) -> None:
    reached = approach(now, target, left)
    slack = 1e-9 * max(1.0, abs(now), abs(target))
    assert min(now, target) - slack <= reached <= max(now, target) + slack


@given(st.floats(-100, 100), st.floats(-100, 100), st.floats(0, 5), st.integers(2, 12))
def test_approach_in_parts_of_a_year_gets_as_far_as_in_one(now: float, target: float, speed: float, parts: int) -> None:
    x = now
    for _ in range(parts):
        x = approach(x, target, kept(speed, 1 / parts))
    assert x == pytest.approx(approach(now, target, kept(speed, 1.0)), rel=1e-9, abs=1e-9)
