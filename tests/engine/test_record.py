"""What is written down at the end of a step, against the state it is taken from."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.record import polarisation


@pytest.mark.parametrize(
    ("shares", "sides", "spread"),
    [
        ([1.0], [0.8], 0.0),
        ([0.5, 0.5], [1.0, -1.0], 1.0),  # two halves
        ([0.5, 0.5], [0.8, 0.0], 0.16),  # mean 0.4, both 0.4 away
        ([0.25, 0.75], [1.0, -1.0], 0.75),  # mean -0.5: 0.25 x 2.25 + 0.75 x 0.25
        ([0.2, 0.3, 0.5], [0.0, 0.0, 0.0], 0.0),
    ],
)
def test_polarisation_by_hand(shares: list[float], sides: list[float], spread: float) -> None:
    assert polarisation(shares, sides, 1.0) == pytest.approx(spread)
    assert polarisation([50.0 * share for share in shares], sides, 50.0) == pytest.approx(spread)


@given(st.lists(st.tuples(st.floats(0.01, 10), st.floats(-1, 1)), min_size=1, max_size=12))
def test_polarisation_is_a_share(states: list[tuple[float, float]]) -> None:
    total = sum(size for size, _ in states)
    assert 0.0 <= polarisation([size for size, _ in states], [side for _, side in states], total) <= 1.0 + 1e-12


def test_the_theatre_is_the_sum_of_its_countries(stage: Any) -> None:
    script = {("VNM", 0): "accommodate", ("IDN", 0): "network", ("KOR", 1): "hedge"}
    told = stage.run("status_quo", "horizon.end=2030", script=script)
    side, capability = told.country("side"), told.country("capability")
    share = capability / capability.sum(axis=1, keepdims=True)
    assert told.theatre("hub_side_share") == pytest.approx((share * (side > 0)).sum(axis=1))
    assert told.theatre("challenger_side_share") == pytest.approx((share * (side < 0)).sum(axis=1))
    assert told.theatre("unaligned_share") == pytest.approx((share * (side == 0)).sum(axis=1))
    mean = (share * side).sum(axis=1, keepdims=True)
    assert told.theatre("polarisation") == pytest.approx((share * (side - mean) ** 2).sum(axis=1))
    weighted = (told.country("trust") * told.country("gdp")).sum(axis=1) / told.country("gdp").sum(axis=1)
    assert told.theatre("mean_trust") == pytest.approx(weighted)
    assert told.country("trade_loss") == pytest.approx(told.country("coercion_loss") + told.country("tariff_loss"))
    assert told.country("changed", "VNM").tolist() == [1, 0, 0, 0, 0]
    assert told.country("changed", "KOR").tolist() == [0, 1, 0, 0, 0]


def test_losses_by_hand(stage: Any) -> None:
    told = stage.run(
        "status_quo",
        "horizon.end=2028",
        "countries.JPN={exports_gdp: 20, export_share_hub: 20, export_share_challenger: 15, hub_tariff: 10}",
        "parameters={tariff_incidence: 0.4, retaliation_level: 0.02, trade_diversion: 0.5}",
        "postures.ally.side=0.8",
        script={},
    )
    assert told.country("tariff_loss", "JPN")[0] == pytest.approx(0.16)  # 4 x 10 x 0.4 / 100
    assert told.country("coercion_loss", "JPN")[0] == pytest.approx(0.024)  # 3 x 0.5 x 0.02 x 0.8


def test_a_wave_of_retaliation_fades(stage: Any) -> None:
    """Indonesia climbs from hedging to the network: a shock of 0.1 x 0.45, which fades at 0.35 a year."""
    told = stage.run(
        "status_quo",
        "horizon.end=2029",
        "countries.IDN={exports_gdp: 20, export_share_challenger: 20}",
        "parameters={retaliation_level: 0, retaliation_shock: 0.1, retaliation_fading: 0.35, trade_diversion: 0.5}",
        "postures.network.side=0.45",
        script={("IDN", 1): "network"},
    )
    first = 4 * 0.5 * 0.1 * 0.45
    fades = [0.0, first, first * 2.718281828459045**-0.35, first * 2.718281828459045**-0.7]
    assert told.country("coercion_loss", "IDN") == pytest.approx(fades, rel=1e-9)


def test_a_duty_takes_exports_and_trust(stage: Any) -> None:
    sets = (
        "horizon.end=2028",
        "countries.JPN={exports_gdp: 20, export_share_hub: 20, hub_tariff: 10, hub_trust: 0.5}",
        "parameters={tariff_elasticity: 3, tariff_adjustment: 0.5, tariff_incidence: 0.4}",
        "parameters.trust_tariff=0.2",
        "parameters.trust_loss=0.6",
        "policies=[{type: tariff, start: 2027, change: 10, countries: [JPN]}]",
    )
    told = stage.run("status_quo", *sets, script={})
    # exports fall from 4 towards 4 x (1 - 3 x 0.1) = 2.8: after a year 2.8 + 1.2 exp(-0.5); at 20 % duty
    exports = 2.8 + 1.2 * 2.718281828459045**-0.5
    # those gone earned the base duty of 10 and half of the 10 added
    lost = (exports * 20 + (4 - exports) * 15) * 0.4 / 100
    assert told.country("tariff_loss", "JPN")[1] == pytest.approx(lost, rel=1e-9)
    # trust falls from logit 0 towards -0.2: after a year -0.2 (1 - exp(-0.6))
    logit = -0.2 * (1 - 2.718281828459045**-0.6)
    assert told.country("trust", "JPN")[1] == pytest.approx(1 / (1 + 2.718281828459045**-logit), rel=1e-9)
