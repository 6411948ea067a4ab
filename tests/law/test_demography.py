"""Population, growth and prices."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.law import demography as d

GDP = st.floats(1, 1e5)


def test_working_age_rate_by_hand() -> None:
    # Japan loses 16.2 % in fifteen years
    assert d.working_age_rate(-16.2, 15.0) == pytest.approx(math.log(0.838) / 15, rel=1e-13)
    assert d.working_age_rate(0.0, 15.0) == pytest.approx(0.0, abs=1e-16)


@given(st.floats(-60, 100), st.floats(1, 40))
def test_the_rate_reaches_the_projection_at_the_end_of_its_span(change: float, span: float) -> None:
    assert math.exp(d.working_age_rate(change, span) * span) == pytest.approx(1 + change / 100, rel=1e-12)


def test_growth_by_hand() -> None:
    assert d.output_rate(1.7, -0.012) == pytest.approx(0.005)
    assert d.grown(0.005, 0.0) == 1.0
    assert d.grown(0.005, 10.0) == pytest.approx(math.exp(0.05), rel=1e-13)
    assert d.size(400.0, 1.25) == 500.0


@given(st.floats(-5, 10), st.floats(-0.05, 0.05), st.floats(0, 30), st.floats(0, 30))
def test_growth_over_two_spans_is_growth_over_both(growth: float, rate: float, a: float, b: float) -> None:
    both = d.output_rate(growth, rate)
    assert d.grown(both, a) * d.grown(both, b) == pytest.approx(d.grown(both, a + b), rel=1e-12)


def test_mixed_prices_by_hand() -> None:
    assert d.mixed_prices(4026.0, 5715.0, 0.0) == pytest.approx(4026, rel=1e-13)
    assert d.mixed_prices(4026.0, 5715.0, 1.0) == pytest.approx(5715, rel=1e-13)
    assert d.mixed_prices(400.0, 900.0, 0.5) == pytest.approx(600, rel=1e-13)  # the geometric mean


@given(GDP, GDP, st.floats(0, 1))
def test_mixed_prices_lie_between_the_two(market: float, parity: float, weight: float) -> None:
    mixed = d.mixed_prices(market, parity, weight)
    assert min(market, parity) * (1 - 1e-12) <= mixed <= max(market, parity) * (1 + 1e-12)
