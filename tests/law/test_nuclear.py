"""The nuclear option."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.law.nuclear import nuclear_rate

SHARE = st.floats(0, 1)


def test_nuclear_rate_by_hand() -> None:
    # 0.05 x 0.85 x 0.12 x (1 - 0.9 x 0.5) x (1 - 0.6) = 0.0051 x 0.55 x 0.4
    assert nuclear_rate(0.05, 0.85, 0.12, 0.9, 0.5, 0.6) == pytest.approx(0.001122)
    assert nuclear_rate(0.05, 0.0, 1.0, 0.0, 0.0, 0.0) == 0.0  # no means
    assert nuclear_rate(0.05, 1.0, 0.0, 0.0, 0.0, 0.0) == 0.0  # no will
    assert nuclear_rate(0.05, 1.0, 1.0, 1.0, 1.0, 0.0) == 0.0  # no fear of abandonment
    assert nuclear_rate(0.05, 1.0, 1.0, 0.0, 0.0, 1.0) == 0.0  # no threat


@given(SHARE, SHARE, SHARE, SHARE, SHARE, SHARE)
def test_a_believed_promise_lowers_the_rate(
    latency: float, support: float, promised: float, a: float, b: float, deterrence: float
) -> None:
    less, more = sorted((a, b))
    low = nuclear_rate(0.05, latency, support, promised, more, deterrence)
    assert 0.0 <= low <= nuclear_rate(0.05, latency, support, promised, less, deterrence) <= 0.05
