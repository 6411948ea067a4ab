"""The forced choice: worth of being left with some postures, and what of the model it does not hang on."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.calibrated import Calibrated
from sim.engine.worlds import Factory
from sim.evidence import Evidence
from sim.law.types import UNEXPLAINED, Terms
from sim.scenario import Scenario
from sim.validation.forced_choice import between_sides, chosen, inclusive, lean, leanings

Read = Callable[..., Scenario]
SIDES = {0: -1.0, 1: 0.0, 2: 0.45, 3: 0.8}
UTILITIES = st.floats(-5, 5)


def test_inclusive_values_by_hand() -> None:
    assert inclusive([1.5], 2.0) == 1.5
    assert inclusive([1.0, 1.0], 2.0) == pytest.approx(1.0 + math.log(2) / 2)
    assert inclusive([0.0, 1.0], 0.5) == pytest.approx(math.log(1 + math.exp(0.5)) / 0.5)
    assert inclusive([], 2.0) == -math.inf
    assert inclusive([1000.0, 0.0], 5.0) == 1000.0


@given(st.lists(UTILITIES, min_size=1, max_size=5), st.floats(0.1, 10))
def test_more_choice_is_never_worth_less(utilities: list[float], sharpness: float) -> None:
    found = inclusive(utilities, sharpness)
    assert max(utilities) <= found <= max(utilities) + math.log(len(utilities)) / sharpness + 1e-9
    assert inclusive([*utilities, -5.0], sharpness) >= found


def test_between_sides_by_hand() -> None:
    utilities = {0: 1.0, 1: 99.0, 2: 0.5, 3: 0.5}
    assert between_sides(utilities, SIDES, 2.0) == pytest.approx(0.5 + math.log(2) / 2 - 1.0)


@given(UTILITIES, UTILITIES, UTILITIES, st.floats(0.1, 10))
def test_what_hedging_is_worth_does_not_matter(hub: float, other: float, hedging: float, sharpness: float) -> None:
    closed = between_sides({0: other, 3: hub}, SIDES, sharpness)
    assert between_sides({0: other, 1: hedging, 3: hub}, SIDES, sharpness) == closed
    assert between_sides({0: other, 3: hub}, {0: 1.0, 3: -1.0}, sharpness) == pytest.approx(-closed)


@given(UTILITIES, st.floats(0.1, 10))
def test_sides_worth_the_same_are_taken_by_halves(worth: float, sharpness: float) -> None:
    assert chosen(between_sides({0: worth, 1: 3.0, 2: worth}, SIDES, sharpness), sharpness) == 0.5


def test_a_side_without_a_posture_is_never_taken() -> None:
    assert chosen(between_sides({0: 1.0, 1: 0.0}, SIDES, 2.0), 2.0) == pytest.approx(0.0, abs=1e-300)
    assert chosen(between_sides({2: 1.0}, SIDES, 2.0), 2.0) == 1.0


def test_the_terms_left_out_are_terms() -> None:
    assert set(UNEXPLAINED) < set(Terms._fields)


@pytest.fixture(scope="module")
def status_quo(read_scenario: Read) -> Scenario:
    return read_scenario("status_quo", "horizon.end=2028")


def test_the_law_alone_does_not_hang_on_the_constants(
    evidence: Evidence, calibrated: Calibrated, status_quo: Scenario
) -> None:
    """A world whose constants are other ones gives the same worth, and another calibrated choice."""
    model = Factory(evidence, (status_quo,), calibrated).models(0)[0]
    other = Factory(evidence, (status_quo,), calibrated).models(0)[0]
    constants = tuple(tuple(value + 0.3 * o for o, value in enumerate(line)) for line in other.anchor.constants)
    other.anchor = replace(other.anchor, constants=constants)
    first, second = np.array(lean(model, 0)), np.array(lean(other, 0))
    np.testing.assert_array_equal(first[:, 0], second[:, 0])
    assert (np.abs(first[:, 1] - second[:, 1]) > 0.1).all()


def test_leanings_repeat_and_stay_in_bounds(evidence: Evidence, calibrated: Calibrated, status_quo: Scenario) -> None:
    factory = Factory(evidence, (status_quo,), calibrated)
    told: list[int] = []
    found, again = leanings(factory, 2026.0, 3, told.append), leanings(factory, 2026.0, 3)
    assert told == [1, 1, 1]
    assert found.countries == tuple(status_quo.include)
    for part in ("worth", "law", "calibrated"):
        values = getattr(found, part)
        assert values.shape == (3, len(found.countries))
        np.testing.assert_array_equal(values, getattr(again, part))
    assert ((found.law >= 0) & (found.law <= 1)).all()
    assert (np.sign(found.worth) == np.sign(found.law - 0.5)).all()
    assert found.mean("worth")["JPN"] == pytest.approx(found.worth[:, found.countries.index("JPN")].mean())
    other = leanings(Factory(evidence, (seeded(status_quo, 5),), calibrated), 2026.0, 3)
    assert not np.array_equal(other.worth, found.worth)


def seeded(scenario: Scenario, seed: int) -> Scenario:
    return scenario.model_copy(update={"seed": seed})


def test_another_year_is_another_world(evidence: Evidence, calibrated: Calibrated, status_quo: Scenario) -> None:
    factory = Factory(evidence, (status_quo,), calibrated)
    first, later = leanings(factory, 2026.0, 2), leanings(factory, 2028.9, 2)
    np.testing.assert_array_equal(later.worth, leanings(factory, 2028.0, 2).worth)
    assert not np.array_equal(first.worth, later.worth)


def test_a_country_trusts_more_and_leans_more(evidence: Evidence, calibrated: Calibrated, read_scenario: Read) -> None:
    def worth(value: float) -> float:
        scenario = read_scenario("status_quo", f"countries.SGP.hub_trust={value}")
        return leanings(Factory(evidence, (scenario,), calibrated), 2026.0, 2).mean("worth")["SGP"]

    assert worth(0.8) > worth(0.2)
