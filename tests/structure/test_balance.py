"""Structural balance: triads by hand, and the frustration index by trying all camps."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.structure import landscape
from sim.structure.balance import Balance, balance, connected

NAMES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def network(*ties: str) -> np.ndarray:
    """Signs from ties such as `AB+`."""
    n = max(NAMES.index(name) for tie in ties for name in tie[:2]) + 1
    signs = np.zeros((n, n), dtype=np.int64)
    for a, b, sign in ties:
        i, j = NAMES.index(a), NAMES.index(b)
        signs[i, j] = signs[j, i] = 1 if sign == "+" else -1
    return signs


def judged(*ties: str) -> Balance:
    signs = network(*ties)
    return balance(NAMES[: len(signs)], signs)


@st.composite
def signed(draw: st.DrawFn) -> np.ndarray:
    n = draw(st.integers(2, 7))
    signs = np.zeros((n, n), dtype=np.int64)
    for i, j in combinations(range(n), 2):
        signs[i, j] = signs[j, i] = draw(st.sampled_from((-1, 0, 1)))
    return signs


def against(signs: np.ndarray, camps: tuple[int, ...]) -> int:
    """Ties against two camps, counted one by one."""
    return sum(
        signs[i, j] == (-1 if camps[i] == camps[j] else 1) for i, j in combinations(range(len(signs)), 2) if signs[i, j]
    )


@pytest.mark.parametrize(
    ("ties", "balanced", "index"),
    [
        (("AB+", "AC+", "BC+"), True, 0),
        (("AB+", "AC-", "BC-"), True, 0),
        (("AB+", "AC+", "BC-"), False, 1),
        (("AB-", "AC-", "BC-"), False, 1),
    ],
)
def test_the_four_triads_of_heider(ties: tuple[str, ...], balanced: bool, index: int) -> None:
    found = judged(*ties)
    (triad,) = found.triads
    assert triad.members == ("A", "B", "C")
    assert triad.balanced is balanced
    assert triad.negative == sum(tie.endswith("-") for tie in ties)
    assert found.index == index == len(found.against)
    assert found.camps == (1 if balanced else 3)


def test_two_parts_and_one_alone() -> None:
    signs = network("AB-", "CD+", "CE-", "DE+", "FG+")
    signs = np.pad(signs, (0, 1))
    found = balance(NAMES[:8], signs)
    assert found.part.tolist() == [1, 1, 2, 2, 2, 3, 3, 0]
    assert (found.positive, found.negative, found.index, found.exact) == (3, 2, 1, True)
    assert found.camps == 3  # only the triad can be divided in more than one way
    assert found.second[[0, 1]].tolist() == [False, True]


def test_a_complete_network_of_enemies() -> None:
    found = judged(*(f"{a}{b}-" for a, b in combinations("ABCDE", 2)))
    assert found.index == 4  # camps of two and three: 1 + 3 ties within
    assert found.camps == 10
    assert len(found.triads) == 10


def test_without_any_tie() -> None:
    found = balance("AB", np.zeros((2, 2), dtype=np.int64))
    assert (found.index, found.triads, found.against, found.part.tolist()) == (0, (), (), [0, 0])


@given(signed())
def test_the_index_is_the_least_over_all_camps(signs: np.ndarray) -> None:
    found = balance(NAMES[: len(signs)], signs)
    least = min(against(signs, camps) for camps in product((0, 1), repeat=len(signs)))
    assert found.index == least == len(found.against)
    assert against(signs, tuple(found.second.tolist())) == least
    ways = sum(against(signs, camps) == least for camps in product((0, 1), repeat=len(signs)))
    alone = int((found.part == 0).sum())
    assert ways == found.camps * 2 ** (int(found.part.max()) + alone)  # each part can be turned over


@given(signed())
def test_balanced_networks_are_those_without_an_unbalanced_cycle(signs: np.ndarray) -> None:
    found = balance(NAMES[: len(signs)], signs)
    if found.index == 0:
        assert all(triad.balanced for triad in found.triads)
    complete = (signs != 0).sum() == len(signs) * (len(signs) - 1)
    if complete and all(triad.balanced for triad in found.triads):
        assert found.index == 0  # Cartwright and Harary 1956


@given(signed(), st.data())
def test_changing_the_signs_of_one_actors_ties_changes_no_balance(signs: np.ndarray, data: st.DataObject) -> None:
    who = data.draw(st.integers(0, len(signs) - 1))
    other = signs.copy()
    other[who] *= -1
    other[:, who] *= -1
    one, two = (balance(NAMES[: len(signs)], s) for s in (signs, other))
    assert one.index == two.index
    assert [triad.balanced for triad in one.triads] == [triad.balanced for triad in two.triads]


@given(signed())
def test_a_search_gives_an_upper_bound_and_says_so(signs: np.ndarray) -> None:
    exact = balance(NAMES[: len(signs)], signs)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(landscape, "EXACT", 0)
        searched = balance(NAMES[: len(signs)], signs, samples=3)
    assert searched.index >= exact.index
    assert searched.index == len(searched.against)
    assert searched.exact == (not signs.any())


def test_parts_are_numbered_in_order() -> None:
    assert connected(network("AD+", "BC-", "DE+")).tolist() == [1, 2, 2, 1, 1]
