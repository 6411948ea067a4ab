"""Boxes: a planted one is found, the numbers are those of the reference, and chance is not taken for one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.discovery.boxes import RESTRICTED, choose, cover, pruned, quasi_p
from sim.discovery.prim import Box, Cases, Limit, paste, peel
from sim.discovery.tree import _folds, grow


def cases(x: np.ndarray, interest: np.ndarray, words: tuple[int, ...] = ()) -> Cases:
    return Cases([*x.T], words or (0,) * x.shape[1], interest, np.arange(len(x)))


def planted() -> tuple[np.ndarray, Cases]:
    x = np.random.default_rng(7).random((1000, 5))
    return x, cases(x, (x[:, 1] > 0.7) & (x[:, 3] < 0.45))


def test_the_reference_agrees() -> None:
    """The same cases in ema_workbench 2.5.3: prim.Prim(x, y, threshold=0.5).find_box(), largest coverage x density."""
    _, found = planted()
    path = peel(found, 0.05)
    step = choose(path, 118)
    box, held = path[step]
    assert (step, held) == (40, (121, 118))
    assert sorted(box.limits) == [1, 3]
    assert box.limits[1].low == pytest.approx(0.69870, abs=4e-4)  # the reference cuts between two cases
    assert box.limits[3].high == pytest.approx(0.453044, abs=2e-4)
    assert quasi_p(found, box, 1) == pytest.approx(5.389020235543073e-61, rel=1e-9)
    assert quasi_p(found, box, 3) == pytest.approx(4.592953304876408e-44, rel=1e-9)


def test_a_planted_box_is_found() -> None:
    _, every = planted()
    (found,) = cover(every, 1)
    assert found.coverage > 0.99
    assert found.count.density > 0.97
    assert sorted(found.box.limits) == [1, 3]
    assert found.again[[1, 3]].tolist() == [1.0, 1.0]
    assert found.again[[0, 2, 4]].max() < 0.2
    assert found.chance == pytest.approx(1 / 40)


def test_two_boxes_are_found_one_after_the_other() -> None:
    x = np.random.default_rng(3).random((2000, 4))
    first, second = (x[:, 0] < 0.3) & (x[:, 1] < 0.6), (x[:, 2] > 0.85) & (x[:, 3] > 0.6)
    found = cover(cases(x, first | second), 1)
    assert len(found) == 2
    assert [sorted(one.box.limits) for one in found] == [[0, 1], [2, 3]]
    assert sum(one.coverage for one in found) > 0.95


def test_a_word_is_found() -> None:
    rng = np.random.default_rng(5)
    x = np.column_stack([rng.integers(4, size=800), rng.random(800)]).astype(np.float64)
    (found,) = cover(cases(x, np.isin(x[:, 0], (1, 3)) & (x[:, 1] > 0.5), (4, 0)), 1)
    assert found.box.limits[0] == Limit(without=frozenset({0, 2}))
    assert found.box.limits[1].low == pytest.approx(0.5, abs=0.02)


def test_levels_of_a_grid_go_as_a_whole() -> None:
    x = np.array([(a, b) for a in range(9) for b in range(9)], dtype=np.float64)
    (found,) = cover(cases(x, (x[:, 0] >= 6) & (x[:, 1] <= 2)), 1)
    assert dict(found.box.limits) == {0: Limit(low=6.0), 1: Limit(high=2.0)}
    assert (found.coverage, found.count.density) == (1.0, 1.0)


@pytest.mark.parametrize("seed", range(4))
def test_chance_is_no_box(seed: int) -> None:
    rng = np.random.default_rng(100 + seed)
    assert cover(cases(rng.random((300, 6)), rng.random(300) < 0.3), seed) == []


def test_worlds_of_a_point_do_not_count_as_many() -> None:
    """Twenty places, each a hundred times: what twenty draws do not show, two thousand copies do not show either."""
    rng = np.random.default_rng(8)
    x, interest = rng.random((20, 8)), rng.random(20) < 0.4
    copies = cases(np.repeat(x, 100, axis=0), np.repeat(interest, 100))
    assert cover(copies, 1)
    together = Cases(copies.columns, copies.words, copies.interest, np.repeat(np.arange(20), 100))
    assert cover(together, 1) == []


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(20, 120), st.floats(0.05, 0.95))
def test_a_box_holds_what_it_says(seed: int, number: int, share: float) -> None:
    rng = np.random.default_rng(seed)
    x = np.column_stack([rng.random(number), rng.integers(5, size=number), rng.integers(3, size=number)])
    every = cases(x, (rng.random(number) < share) | (x[:, 0] > 0.8), (0, 0, 3))
    path = peel(every, 0.1)
    total = int(every.interest.sum())
    for (box, count), (_, before) in zip(path[1:], path, strict=False):
        assert every.count(box) == count
        assert 0.1 * number <= count.cases < before.cases
    box = path[choose(path, total)][0]
    assert len(box.limits) <= RESTRICTED
    wider = paste(every, box)
    assert every.count(wider).score(total) >= every.count(box).score(total)
    kept = pruned(every, box)
    assert set(kept.limits) <= set(box.limits)
    assert all(quasi_p(every, kept, d) <= 0.05 for d in kept.limits)


def test_quasi_p_is_a_binomial_tail() -> None:
    x = np.array([[0.0], [0.0], [1.0], [1.0], [1.0], [1.0]])
    every = cases(x, np.array([True, False, True, True, True, False]))
    box = Box({0: Limit(low=1.0)})  # 3 of 4, where 4 of 6 are of interest
    p = 4 / 6
    assert quasi_p(every, box, 0) == pytest.approx(math.comb(4, 3) * p**3 * (1 - p) + p**4)


def test_a_tree_has_the_same_opinion() -> None:
    x, every = planted()
    tree = grow(every, 0.05, 1)
    box, held = tree.leaves[0]
    assert held.density > 0.95
    assert box.limits[1].low == pytest.approx(0.7, abs=0.01)
    assert box.limits[3].high == pytest.approx(0.45, abs=0.01)
    assert tree.right > 0.97 > tree.plain
    inside = np.stack([leaf.holds([*x.T]) for leaf, _ in tree.leaves])
    assert (inside.sum(axis=0) == 1).all()  # every case is in one leaf


def test_a_tree_does_not_know_the_worlds_of_a_point_by_its_other_worlds() -> None:
    """Sixty points of twenty worlds, of interest or not as chance has it: nobody can foresee that of another point."""
    gains = []
    for seed in range(8):
        rng = np.random.default_rng(seed)
        x, interest = np.repeat(rng.random((60, 4)), 20, axis=0), np.repeat(rng.random(60) < 0.4, 20)
        interest ^= rng.random(1200) < 0.1
        together = Cases([*x.T], (0,) * 4, interest, np.repeat(np.arange(60), 20))
        gains.append(
            [tree.right - tree.plain for tree in (grow(one, 0.05, 1) for one in (together, cases(x, interest)))]
        )
    known, copied = np.mean(gains, axis=0)
    assert known < 0.02
    assert copied > 0.1  # what it seems to foresee if worlds of a point may be on both sides


def test_parts_are_made_of_whole_places_and_alike() -> None:
    rng = np.random.default_rng(2)
    places = rng.permutation(np.repeat(np.arange(50), 7))
    every = Cases([rng.random(350)], (0,), np.isin(places, np.arange(20)), places)
    part = _folds(every, 3)
    assert all(len(set(part[places == place])) == 1 for place in range(50))
    assert np.bincount(part).tolist() == [70] * 5
    assert [int(every.interest[part == k].sum()) for k in range(5)] == [28] * 5


@pytest.mark.parametrize("several", [1, 2, 3])
def test_a_tree_of_few_places(several: int) -> None:
    places = np.repeat(np.arange(several), 40)
    interest = np.tile([True, False, False, False], 10 * several)
    tree = grow(Cases([places.astype(np.float64)], (0,), interest, places), 0.05, 1)
    assert (tree.right, tree.plain) == (0.75, 0.75)


def test_a_tree_tells_words_apart() -> None:
    rng = np.random.default_rng(5)
    x = np.column_stack([rng.integers(3, size=600), rng.random(600)]).astype(np.float64)
    tree = grow(cases(x, (x[:, 0] == 2) & (x[:, 1] > 0.5), (3, 0)), 0.05, 1)
    (best, count), *_ = tree.leaves
    assert best.limits[0].without == {0, 1}
    assert count.density == 1.0
