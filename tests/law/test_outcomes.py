"""What is told about a step."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.law import outcomes as o

SHARE = st.floats(0, 1)


def test_camps_by_hand() -> None:
    assert o.share(20.0, 80.0) == 0.25
    assert o.unaligned_share(0.5, 0.2) == pytest.approx(0.3)


@given(st.floats(0, 1.0000001), st.floats(0, 1.0000001))
def test_camps_share_out_the_region_whatever_the_rounding(up: float, down: float) -> None:
    hub = o.hub_share(up)
    challenger = o.challenger_share(down, hub)
    assert 0.0 <= o.unaligned_share(hub, challenger) <= 1.0
    assert hub <= 1.0
    assert hub + challenger <= 1.0 + 1e-15


@given(SHARE, st.floats(-1, 1), st.floats(-1, 1))
def test_spread_is_the_squared_distance(share: float, side: float, mean: float) -> None:
    assert o.spread(share, side, mean) == pytest.approx(share * (side - mean) ** 2)


def test_mean_tie_by_hand() -> None:
    assert o.mean_tie(1.5, 3.0) == 0.5  # three pairs
    assert o.mean_tie(0.0, 1.0) == 0.0  # nobody to be tied to


def test_trade_loss_by_hand() -> None:
    assert o.trade_loss(0.25, 0.5) == 0.75
