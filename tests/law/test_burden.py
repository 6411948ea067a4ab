"""Defence effort: what it costs, what it buys, how it moves."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.law import burden as b
from sim.law.deterrence import security, success

SHARE = st.floats(0, 1)
EFFORT = st.floats(0.1, 15)


def test_forces_by_hand() -> None:
    assert b.forces(2.0, 5000.0) == 100.0


def test_ageing_by_hand() -> None:
    assert b.age_cost(50.0, 30.0, 0.25) == pytest.approx(1.5)  # two decades above
    assert b.age_cost(25.0, 30.0, 0.25) == 1.0  # the young pay no less than one
    assert b.ageing(1.5, 0.75) == pytest.approx(2.0)  # and more with fewer hands


@given(st.floats(15, 60), st.floats(15, 60), SHARE, st.floats(0.3, 2))
def test_effort_is_dearer_for_the_old(x: float, y: float, weight: float, workers: float) -> None:
    young, old = sorted((x, y))
    costs = [b.ageing(b.age_cost(age, 30.0, weight), workers) for age in (young, old)]
    assert 0.0 < costs[0] <= costs[1]


def test_burden_by_hand() -> None:
    assert b.burden(1.5, 2.5, 1.4, 0.0, 20.0, 100.0) == pytest.approx(1.65)  # 1.5 x (2.5 - 1.4)
    # others bring 0.8 of the strength and stand in for 0.3 of that: 2.5 x 0.76 = 1.9
    assert b.burden(1.5, 2.5, 1.4, 0.3, 20.0, 100.0) == pytest.approx(0.75)
    assert b.burden(1.5, 2.5, 1.4, 0.3, 50.0, 50.0) == pytest.approx(1.65)  # alone it bears all of it
    assert b.burden(1.5, 2.0, 2.5, 0.3, 20.0, 100.0) == 0.0  # who already gives more is asked nothing


@given(st.floats(0.5, 3), st.floats(0, 5), EFFORT, SHARE, SHARE, SHARE)
def test_burden_is_never_a_gain_and_falls_with_what_others_bring(
    cost: float, ask: float, effort: float, riding: float, x: float, y: float
) -> None:
    few, many = sorted((10.0 + 100.0 * x, 10.0 + 100.0 * y))
    less, more = (b.burden(cost, ask, effort, riding, 10.0, strength) for strength in (many, few))
    assert more >= less >= 0.0


def test_shortfall_by_hand() -> None:
    # 0.05 % of GDP a year per % short, twice that price, one short
    assert b.shortfall(0.05, 2.0, 3.0, 2.0) == pytest.approx(0.1)
    assert b.shortfall(0.05, 2.0, 3.0, 3.5) == b.shortfall(0.05, 2.0, 0.0, 2.0) == 0.0


def test_marginal_cost_by_hand() -> None:
    # effort has grown by half since the base year: so has the cost of more
    assert b.marginal_cost(1.2, 3.0, b.resistance(2.0, 0.5)) == pytest.approx(1.8)
    assert b.resistance(0.3, 0.5) == 2.0  # measured against the least there is
    assert b.resistance(0.0, 0.0) > 0.0


def test_marginal_security_by_hand() -> None:
    # 10 x 2 x 0.6 x 0.4 / 200 x 5000 / 100 = 4.8 / 200 x 50
    assert b.marginal_security(10.0, 2.0, 0.6, 200.0, 5000.0) == pytest.approx(1.2)


@given(st.floats(1, 10), st.floats(0.5, 4), st.floats(20, 500), st.floats(20, 500), st.floats(100, 8000))
def test_marginal_security_is_the_derivative_of_security(
    stake: float, m: float, s: float, t: float, output: float
) -> None:
    step = 1e-4  # % of GDP of effort
    more, less = (security(stake, 1.0, success(s + x * output / 100, math.log(t), m)) for x in (step, -step))
    numeric = (more - less) / (2 * step)
    assert b.marginal_security(stake, m, success(s, math.log(t), m), s, output) == pytest.approx(
        numeric, rel=1e-3, abs=1e-8
    )


@given(st.floats(0.01, 20), st.floats(0, 2))
def test_nobody_is_lifted_above_the_base_year(base: float, common: float) -> None:
    least = b.least(base, common)
    assert least == min(base, common)
    assert b.marginal_cost(1.0, base, b.resistance(base, least)) == pytest.approx(1.0)
    assert b.next_effort(base, 0.4, 0.6, 1.0, 0.1, least, 0.0, 0.9, 1.0) == pytest.approx(base)
    assert b.least(0.0, common) == common  # but for a country that spends nothing


def test_next_effort_by_hand() -> None:
    # worth equals cost: it stays
    assert b.next_effort(2.0, 0.5, 0.7, 1.2, 0.1, 0.5, 0.0, 0.9, 1.0) == 2.0
    # worth twice its cost: it grows by a tenth a year in logs
    assert b.next_effort(2.0, 1.0, 1.4, 1.2, 0.1, 0.5, 0.0, 0.9, 1.0) == pytest.approx(2 * math.exp(0.1), rel=1e-14)
    # worth ten times its cost: no faster than that
    assert b.next_effort(2.0, 12.0, 0.0, 1.2, 0.1, 0.5, 0.0, 0.9, 1.0) == pytest.approx(2 * math.exp(0.1), rel=1e-14)
    # worth nothing: it falls by a tenth, and never below its floor
    assert b.next_effort(2.0, 0.0, 0.0, 1.2, 0.1, 0.5, 0.0, 0.9, 1.0) == pytest.approx(2 * math.exp(-0.1), rel=1e-14)
    assert b.next_effort(0.52, 0.0, 0.0, 1.2, 0.1, 0.5, 0.0, 0.9, 1.0) == 0.5
    # the hub asks for 3 %: a tenth of the gap of 1 is closed
    assert b.next_effort(2.0, 0.5, 0.7, 1.2, 0.1, 0.5, 3.0, 0.9, 1.0) == pytest.approx(2.1)
    # who already gives more is left alone
    assert b.next_effort(2.0, 0.5, 0.7, 1.2, 0.1, 0.5, 1.5, 0.9, 1.0) == 2.0


@given(EFFORT, st.floats(-2, 20), st.floats(-2, 3), st.floats(0.1, 5), st.floats(0, 0.5), st.floats(0, 10), SHARE)
def test_effort_stays_above_its_floor_and_between_its_own_course_and_the_demand(
    effort: float, gain: float, other: float, cost: float, speed: float, target: float, left: float
) -> None:
    own = b.next_effort(effort, gain, other, cost, speed, 0.5, 0.0, left, 1.0)
    asked = b.next_effort(effort, gain, other, cost, speed, 0.5, target, left, 1.0)
    assert own >= 0.5
    assert own - 1e-12 <= asked <= max(own, target) + 1e-12


def test_next_stock_by_hand() -> None:
    # spending 2 % of 5000 = 100; four fifths of the gap of 20 is left
    assert b.next_stock(80.0, 2.0, 5000.0, 0.8) == pytest.approx(84.0)
    assert b.next_stock(100.0, 2.0, 5000.0, 0.8) == 100.0


def test_worth_by_hand() -> None:
    assert b.worth(80.0, 1.25) == 100.0  # a quarter more out of the same spending
    assert b.worth(80.0, 0.0) == 0.0


@given(st.floats(0, 1e4), st.floats(0, 5), st.floats(0, 5))
def test_better_arms_are_worth_more_and_those_of_the_base_year_change_nothing(stock: float, x: float, y: float) -> None:
    worse, better = sorted((x, y))
    assert b.worth(stock, 1.0) == stock
    assert b.worth(stock, worse) <= b.worth(stock, better)
