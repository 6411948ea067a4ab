"""A mistake made with `--set` is addressed to the `--set`, also where two entries only clash together."""

from __future__ import annotations

import pytest

from sim.errors import InputError
from sim.scenario import load_scenario


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "horizon.end=2020",
            "--set horizon.end=2020: horizon: ends (2020) before a year has passed since its start (2026)",
        ),
        (
            "policies.pact.quorum=2",
            "--set policies.pact.quorum=2: policies: no policy has the id 'pact': the scenario has none",
        ),
    ],
)
def test_the_option_is_the_address(text: str, told: str) -> None:
    with pytest.raises(InputError) as refused:
        load_scenario("status_quo", [text])
    assert str(refused.value) == told
