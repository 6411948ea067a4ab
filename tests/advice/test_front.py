from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sim.advice.front import beaten, front, scaled, spread_out

LOSSES = arrays(np.float64, st.tuples(st.integers(1, 12), st.integers(1, 3)), elements=st.integers(0, 4).map(float))


def test_front_of_five_by_hand() -> None:
    losses = np.array([[1.0, 4.0], [2.0, 2.0], [2.0, 3.0], [4.0, 1.0], [2.0, 2.0]])
    assert front(losses) == [0, 1, 3]  # the third is beaten by the second, the fifth is the second again
    assert beaten(losses).tolist() == [False, False, True, False, False]


def test_what_was_refused_is_on_no_front_and_beats_nobody() -> None:
    losses = np.array([[np.nan, np.nan], [3.0, 3.0], [0.0, np.nan]])
    assert front(losses) == [1]


def test_memory_grows_with_the_candidates_not_with_their_square() -> None:
    losses = np.random.default_rng(1).random((20_000, 3))
    tracemalloc.start()
    try:
        kept = front(losses)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 20 * losses.nbytes
    assert not ((losses[:, None] <= losses[kept]).all(axis=2) & (losses[:, None] < losses[kept]).any(axis=2)).any()


@given(LOSSES)
def test_whoever_is_not_on_the_front_is_beaten_by_or_equal_to_somebody_who_is(losses: np.ndarray) -> None:
    kept = front(losses)
    assert kept
    for row in range(len(losses)):
        better = [k for k in kept if (losses[k] <= losses[row]).all() and (losses[k] < losses[row]).any()]
        same = [k for k in kept if (losses[k] == losses[row]).all()]
        assert bool(better) != bool(same)
        assert (row in kept) <= (same == [row])


@given(LOSSES, st.integers(1, 6))
def test_those_that_stand_for_all_hold_the_best_in_each_objective(losses: np.ndarray, most: int) -> None:
    rows = spread_out(losses, most)
    assert len(rows) == len(set(rows)) == min(most, len(losses))
    firsts = losses[rows, 0].tolist()
    assert firsts == sorted(firsts)
    if most >= losses.shape[1]:
        assert (losses[rows].min(axis=0) == losses.min(axis=0)).all()


def test_the_farthest_is_taken_next() -> None:
    losses = np.array([[0.0, 10.0], [1.0, 9.0], [5.0, 5.0], [10.0, 0.0]])
    assert spread_out(losses, 3) == [0, 2, 3]
    assert scaled(losses)[2].tolist() == pytest.approx([0.5, 0.5])
    assert scaled(np.ones((3, 2))).tolist() == [[0.0, 0.0]] * 3
