"""Shapley values and pivots: games worked out by hand, and the axioms in any game."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sim.coalitions.game import Game
from sim.coalitions.shares import pivotal, reached, shapley, worth

Floats = NDArray[np.float64]


@st.composite
def values(draw: Any, n: int | None = None) -> Floats:
    """Worths of all sets of a few players; nobody is worth nothing."""
    n = draw(st.integers(1, 5)) if n is None else n
    cells = st.lists(st.integers(-20, 20).map(float), min_size=(1 << n) - 1, max_size=(1 << n) - 1)
    return np.array([0.0, *draw(cells)])


def by_orders(worths: Floats) -> Floats:
    """The mean of what each adds, order by order."""
    n = len(worths).bit_length() - 1
    total, orders = np.zeros(n), list(permutations(range(n)))
    for order in orders:
        come = 0
        for k in order:
            total[k] += worths[come | 1 << k] - worths[come]
            come |= 1 << k
    return total / len(orders)


def test_gloves() -> None:
    # A has a left glove, B and C a right one each; a pair is worth 1: the scarce glove gets two thirds
    worths = np.array([0.0, 0, 0, 1, 0, 1, 0, 1])
    assert shapley(worths) == pytest.approx([2 / 3, 1 / 6, 1 / 6])
    assert pivotal(worths) == pytest.approx([2 / 3, 1 / 6, 1 / 6])


def test_money_counts_members_over_no_pact() -> None:
    payoffs = np.array([[1.0, 1.0], [1.0, 1.0], [1.0, 1.0], [3.0, 0.5]])
    own = Game(payoffs, 2, np.zeros(2), np.zeros(2), np.array([10.0, 100.0]), np.zeros(4))
    assert worth(own).tolist() == [0.0, 0.0, 0.0, 2.0 * 10 - 0.5 * 100]


def test_outsiders_gains_are_not_the_members() -> None:
    payoffs = np.zeros((8, 3))
    payoffs[0b011] = [1.0, 2.0, 50.0]
    own = Game(payoffs, 2, np.zeros(3), np.zeros(3), np.ones(3), np.zeros(8))
    assert worth(own)[0b011] == 3.0


def test_a_fourth_member_that_only_costs_is_never_pivotal() -> None:
    inside = np.array([[m >> k & 1 for k in range(3)] for m in range(8)], dtype=float)
    worths = inside @ np.array([4.0, 4.0, -6.0])
    assert pivotal(worths).tolist() == [0.5, 0.5, 0.0]  # 4 of 8 is reached by whoever of the two comes first
    assert reached(worths).tolist() == [0, 4, 4, 8, 0, 4, 4, 8]


def test_where_nothing_is_worth_anything_nobody_is_pivotal() -> None:
    assert pivotal(np.array([0.0, -1.0, -1.0, -3.0])).tolist() == [0.0, 0.0]


@given(values())
def test_efficiency_and_every_order(worths: Floats) -> None:
    found = shapley(worths)
    assert found.sum() == pytest.approx(worths[-1], abs=1e-9)
    assert found == pytest.approx(by_orders(worths), abs=1e-9)


@given(st.integers(2, 4).flatmap(lambda n: st.tuples(values(n), values(n))))
def test_additivity(two: tuple[Floats, Floats]) -> None:
    one, other = two
    assert shapley(one + 3.0 * other) == pytest.approx(shapley(one) + 3.0 * shapley(other), abs=1e-9)


@given(values(), st.data())
def test_a_dummy_gets_what_it_adds_everywhere(worths: Floats, data: Any) -> None:
    n = len(worths).bit_length() - 1
    k, alone = data.draw(st.integers(0, n - 1)), data.draw(st.integers(-5, 5))
    numbers = np.arange(1 << n)
    dummy = np.where(numbers >> k & 1, worths[numbers & ~(1 << k)] + alone, worths)
    assert shapley(dummy)[k] == pytest.approx(alone, abs=1e-9)


@given(values(), st.data())
def test_equals_get_the_same(worths: Floats, data: Any) -> None:
    n = len(worths).bit_length() - 1
    a, b = data.draw(st.integers(0, n - 1)), data.draw(st.integers(0, n - 1))
    numbers = np.arange(1 << n)
    first, second = numbers >> a & 1, numbers >> b & 1
    swapped = numbers & ~(1 << a) & ~(1 << b) | first << b | second << a
    if a != b:
        even = shapley(worths + worths[swapped])
        assert even[a] == pytest.approx(even[b], abs=1e-9)


@given(values())
def test_pivots_add_up(worths: Floats) -> None:
    found = pivotal(worths)
    assert (found >= -1e-12).all()
    assert found.sum() == pytest.approx(1.0 if worths.max() > 0.0 else 0.0, abs=1e-9)


@given(values())
def test_what_is_reached_is_the_most_within(worths: Floats) -> None:
    most = reached(worths)
    for number in range(len(worths)):
        within = [worths[m] for m in range(len(worths)) if m & ~number == 0]
        assert most[number] == max(within)
