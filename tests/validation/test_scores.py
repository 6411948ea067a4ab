"""Scores of forecasts: by hand, and what a proper score must do."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import somersd

from sim.validation.scores import LEAST, brier_score, likeliest, log_score, moves, side_order

FORECAST = np.array([[0.5, 0.25, 0.25], [0.1, 0.8, 0.1], [0.2, 0.2, 0.6]])
SEEN, HELD = np.array([0, 1, 0]), np.array([0, 1, 2])
SIDES = (-1.0, 0.0, 1.0)


@st.composite
def forecasts(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    count = draw(st.integers(2, 8))
    weights = draw(st.lists(st.lists(st.integers(1, 20), min_size=3, max_size=3), min_size=count, max_size=count))
    places = st.lists(st.integers(0, 2), min_size=count, max_size=count)
    made = np.array(weights, dtype=float)
    return made / made.sum(axis=1, keepdims=True), np.array(draw(places)), np.array(draw(places))


def test_log_score_by_hand() -> None:
    assert log_score(FORECAST, SEEN) == pytest.approx(-(math.log(0.5) + math.log(0.8) + math.log(0.2)) / 3)


def test_brier_score_by_hand() -> None:
    first, second, third = 0.25 + 2 * 0.0625, 0.04 + 2 * 0.01, 0.64 + 0.04 + 0.36
    assert brier_score(FORECAST, SEEN) == pytest.approx((first + second + third) / 3)


def test_a_forecast_that_rules_out_what_happens_is_charged_a_finite_price() -> None:
    assert log_score(np.array([[0.0, 1.0]]), np.array([0])) == pytest.approx(-math.log(LEAST))
    assert brier_score(np.array([[0.0, 1.0]]), np.array([0])) == 2.0


def test_order_of_sides_by_hand() -> None:
    # expected sides -0.25, 0, 0.4; seen -1, 0, -1: of the two pairs that differ one is in order
    assert side_order(FORECAST, SEEN, SIDES) == 0.0
    assert side_order(FORECAST, np.array([0, 1, 2]), SIDES) == 1.0
    assert side_order(FORECAST, np.array([2, 1, 0]), SIDES) == -1.0
    assert side_order(FORECAST, np.array([0, 0, 1]), SIDES) == 1.0  # the two that took one side ask nothing
    assert side_order(FORECAST, np.array([1, 1, 1]), SIDES) == 0.0  # nothing to tell apart


def test_a_pair_that_a_forecast_does_not_tell_apart_counts_half() -> None:
    alike = FORECAST[[0, 0, 1]]  # of the three pairs, all different, one is not told apart and two are in order
    assert side_order(alike, np.array([0, 1, 2]), SIDES) == pytest.approx(2 / 3)
    rounded = alike + np.array([[0.0] * 3, [1e-15, 0.0, -1e-15], [0.0] * 3])
    assert side_order(rounded, np.array([0, 1, 2]), SIDES) == pytest.approx(2 / 3)
    assert side_order(FORECAST[[0, 0, 0]], np.array([0, 1, 2]), SIDES) == 0.0


def test_whoever_orders_all_that_differ_is_level_with_persistence() -> None:
    """However it grades those that took the same side."""
    seen = np.array([0, 0, 1, 2, 2])
    persistence, graded = np.eye(3)[seen], np.array([[0.9, 0.1, 0], [0.8, 0.2, 0], [0, 1, 0], [0, 0.3, 0.7], [0, 0, 1]])
    for sample in (np.arange(5), np.array([0, 0, 2, 4, 4]), np.array([1, 2, 2, 3, 4])):
        scores = [side_order(made[sample], seen[sample], SIDES) for made in (persistence, graded)]
        assert scores == [1.0, 1.0]


@given(forecasts())
def test_the_order_of_sides_is_somers_d(case: tuple[np.ndarray, ...]) -> None:
    forecast, seen, _ = case
    expected = np.round(forecast @ np.array(SIDES), 9)
    found = side_order(forecast, seen, SIDES)
    assert -1.0 <= found <= 1.0
    varied = min(len(set(seen.tolist())), len(set(expected.tolist()))) > 1  # else SciPy has no answer
    assert found == (pytest.approx(somersd(seen, expected).statistic) if varied else 0.0)


def test_moves_by_hand() -> None:
    # chances of a change 0.5, 0.2, 0.4; only the last changes
    assert moves(FORECAST, HELD, SEEN, 0.5) == (0.0, 0.0, 1, 1)
    assert moves(FORECAST, HELD, SEEN, 0.4) == pytest.approx((0.5, 1.0, 2, 1))
    precision, recall, foreseen, came = moves(FORECAST, HELD, HELD, 0.6)
    assert math.isnan(precision)
    assert math.isnan(recall)
    assert (foreseen, came) == (0, 0)


def test_likeliest_by_hand() -> None:
    assert likeliest(FORECAST, HELD, SEEN) == (0.0, 0.0, 1, 1)  # the likeliest change is the first country's
    assert likeliest(FORECAST, HELD, np.array([1, 1, 0])).recall == 1.0
    assert likeliest(FORECAST, HELD, np.array([0, 0, 0])).recall == pytest.approx(0.5)
    assert math.isnan(likeliest(FORECAST, HELD, HELD).recall)


def test_cases_that_tie_share_the_places_left() -> None:
    change = np.array([0.9, 0.3, 0.3, 0.3, 0.1])
    forecast, held = np.column_stack([1 - change, change]), np.zeros(5, dtype=np.int64)
    assert likeliest(forecast, held, np.array([1, 1, 0, 0, 0])).recall == pytest.approx((1 + 1 / 3) / 2)
    alike = np.full((5, 2), 0.5)
    assert likeliest(alike, held, np.array([0, 0, 0, 1, 1])).recall == pytest.approx(2 / 5)


@given(forecasts())
def test_a_perfect_forecast_scores_nothing_and_no_other_less(case: tuple[np.ndarray, ...]) -> None:
    forecast, seen, _ = case
    perfect = np.eye(3)[seen]
    assert log_score(perfect, seen) == brier_score(perfect, seen) == 0.0
    assert log_score(forecast, seen) > 0.0
    assert 0.0 < brier_score(forecast, seen) <= 2.0


@given(forecasts(), st.randoms())
def test_the_order_of_cases_changes_nothing(case: tuple[np.ndarray, ...], chance: object) -> None:
    forecast, seen, held = case
    order = list(range(len(seen)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    mixed, last, first = forecast[order], seen[order], held[order]
    assert log_score(mixed, last) == pytest.approx(log_score(forecast, seen))
    assert brier_score(mixed, last) == pytest.approx(brier_score(forecast, seen))
    assert side_order(mixed, last, SIDES) == pytest.approx(side_order(forecast, seen, SIDES))
    assert moves(mixed, first, last, 0.5) == pytest.approx(moves(forecast, held, seen, 0.5), nan_ok=True)
    assert likeliest(mixed, first, last) == pytest.approx(likeliest(forecast, held, seen), nan_ok=True)


@given(forecasts(), st.floats(0.01, 1.0))
def test_more_weight_on_what_happens_never_scores_worse(case: tuple[np.ndarray, ...], part: float) -> None:
    forecast, seen, _ = case
    better = (1 - part) * forecast + part * np.eye(3)[seen]
    assert log_score(better, seen) <= log_score(forecast, seen) + 1e-12
    assert brier_score(better, seen) <= brier_score(forecast, seen) + 1e-12


@given(st.lists(st.integers(1, 20), min_size=3, max_size=3), st.lists(st.integers(1, 20), min_size=3, max_size=3))
def test_honesty_pays(truth: list[int], said: list[int]) -> None:
    """Scores are proper: whoever believes in some probabilities expects no other forecast to score better."""
    belief, other = np.array(truth) / sum(truth), np.array(said) / sum(said)
    for score in (log_score, brier_score):
        honest, feigned = (
            sum(belief[k] * score(made[None, :], np.array([k])) for k in range(3)) for made in (belief, other)
        )
        assert honest <= feigned + 1e-9
