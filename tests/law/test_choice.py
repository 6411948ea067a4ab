"""Quantal response, windows, drifting preferences, new governments."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.law import choice as c

UTILITIES = st.lists(st.floats(-30, 30), min_size=1, max_size=6)


def _probabilities(sharpness: float, utilities: list[float]) -> list[float]:
    best = max(utilities)
    weights = [c.weight(sharpness, u, best) for u in utilities]
    return [c.probability(w, sum(weights)) for w in weights]


def test_weight_by_hand() -> None:
    assert c.weight(3.0, -1.0, -1.0) == 1.0
    assert c.weight(3.0, -1.5, -1.0) == pytest.approx(math.exp(-1.5), rel=1e-14)
    assert c.weight(0.0, -9.0, -1.0) == 1.0  # nobody minds


@given(st.floats(0, 10), UTILITIES)
def test_probabilities_sum_to_one_and_follow_the_utilities(sharpness: float, utilities: list[float]) -> None:
    shares = _probabilities(sharpness, utilities)
    assert sum(shares) == pytest.approx(1.0, rel=1e-12)
    assert all(0.0 <= p <= 1.0 for p in shares)
    order = sorted(range(len(utilities)), key=lambda k: utilities[k])
    assert all(shares[a] <= shares[b] * (1 + 1e-12) for a, b in pairwise(order))


@given(st.floats(0, 10), UTILITIES, st.floats(-20, 20))
def test_only_differences_of_utility_count(sharpness: float, utilities: list[float], shift: float) -> None:
    moved = _probabilities(sharpness, [u + shift for u in utilities])
    assert moved == pytest.approx(_probabilities(sharpness, utilities), abs=1e-9)


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from([0.0, 1.0]))
def test_windows(u: float, probability: float, forced: float) -> None:
    assert c.window_opens(u, probability, forced) == float(u < probability or forced > 0)


def test_memory_by_hand() -> None:
    assert c.memory(4.0, 4.0) == pytest.approx(0.5, rel=1e-14)
    assert c.memory(4.0, 8.0) == pytest.approx(0.25, rel=1e-14)
    assert c.memory(4.0, 1.0) == pytest.approx(2 ** (-1 / 4), rel=1e-14)


def test_innovation_by_hand() -> None:
    assert c.innovation(0.25, 0.6) == pytest.approx(0.2, rel=1e-14)  # 0.25 x sqrt(1 - 0.36)


@given(st.floats(0.01, 2), st.floats(0.5, 20), st.floats(1 / 52, 1))
def test_drift_keeps_the_spread_it_is_given(spread: float, half_life: float, dt: float) -> None:
    left = c.memory(half_life, dt)
    step = c.innovation(spread, left)
    assert left * left * spread * spread + step * step == pytest.approx(spread * spread, rel=1e-12)


def test_drift_by_hand() -> None:
    assert c.drift(0.4, 0.5, 0.2, -1.5) == pytest.approx(-0.1)  # 0.2 - 0.3
    assert c.drift(0.0, 0.5, 0.2, 0.0) == 0.0


@pytest.mark.parametrize(("spread", "deviate", "leaning"), [(0.2, 1.5, 0.3), (0.5, 3.0, 1.0), (0.5, -3.0, -1.0)])
def test_a_new_government_by_hand(spread: float, deviate: float, leaning: float) -> None:
    assert c.government(spread, deviate) == pytest.approx(leaning)


def test_a_government_installed_is_new_when_it_begins_or_changes_side() -> None:
    assert c.installed(0.0, -0.7, -0.7) == 1.0  # the scenario did not say who governs before
    assert c.installed(1.0, -0.7, -0.7) == 0.0
    assert c.installed(1.0, -0.7, -0.2) == 0.0  # it moves, but stays on its side
    assert c.installed(1.0, -0.7, 0.1) == 1.0
    assert c.installed(1.0, 0.0, 0.1) == 0.0  # the middle is no side
