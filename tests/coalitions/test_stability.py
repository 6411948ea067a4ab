"""Notions of stability: games of three worked out by hand, and what must hold in any game."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain, combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.coalitions import groups as searches
from sim.coalitions import stability
from sim.coalitions.accession import Accession
from sim.coalitions.game import Game, belonging, sizes
from sim.coalitions.stability import TINY, external, internal, judge, moves, numbers_of, unravelled

NOBODY, A, B, AB, C, AC, BC, ABC = range(8)


def bound_together(own: Game, number: int) -> bool:
    return bool(stability.bound_together(own, np.array([number]))[0])


def strongly_stable(own: Game, number: int) -> bool:
    return bool(stability.strongly_stable(own, np.array([number]))[0])


def in_core(own: Game, number: int) -> bool:
    return bool(stability.in_core(own, np.array([number]))[0])


def game(
    payoffs: Sequence[Sequence[float]],
    least: int = 2,
    leaving: Sequence[float] | None = None,
    joining: Sequence[float] | None = None,
) -> Game:
    """A game with the payoffs of every membership by number; too few members get what nobody does."""
    values = np.array(payoffs, dtype=np.float64)
    n = values.shape[1]
    values[sizes(n) < least] = values[0]
    none = [0.0] * n
    prices = np.array(leaving or none), np.array(joining or none)
    return Game(values, least, *prices, np.ones(n), np.zeros(len(values)))


def public_good(benefit: float, cost: float, least: int = 2) -> Game:
    """Three of whom everybody gets `benefit` for each member of a pact, and members pay `cost`."""
    inside, count = belonging(3), sizes(3)
    return game((benefit * count[:, None] - cost * inside) * (count >= least)[:, None], least)


def club(a: float, b: float, c: float) -> Game:
    """Three who are each worth something to a pact of any two or more; outsiders get nothing."""
    inside = belonging(3)
    return game(inside * np.array([a, b, c]))


@st.composite
def any_game(draw: Callable[..., Any]) -> Game:
    """A game of a few candidates; small whole payoffs, so that ties are common."""
    n = draw(st.integers(2, 4))
    cells = st.lists(st.integers(-3, 3).map(float), min_size=n, max_size=n)
    payoffs = draw(st.lists(cells, min_size=1 << n, max_size=1 << n))
    prices = st.lists(st.integers(0, 2).map(float), min_size=n, max_size=n)
    return game(payoffs, draw(st.integers(1, n)), draw(prices), draw(prices))


# --- by hand ------------------------------------------------------------------------------------------------------
def test_free_riding_leaves_the_smallest_pact_that_pays() -> None:
    # 2 for each member and a cost of 3: of three, one that leaves gets 4 instead of 3; of two, 0 instead of 1
    found = judge(public_good(2.0, 3.0))
    assert np.flatnonzero(found.stable).tolist() == [NOBODY, AB, AC, BC]
    assert found.internal.tolist() == [True, False, False, True, False, True, True, False]
    assert found.external[ABC]
    assert not found.in_force[[A, B, C]].any()


def test_a_pact_is_undone_from_outside_where_joining_pays() -> None:
    # 2 for each member and a cost of 1: everybody signs, whatever others do
    found = judge(public_good(2.0, 1.0))
    assert np.flatnonzero(found.stable).tolist() == [NOBODY, ABC]
    assert not found.external[AB]
    assert found.core[ABC]
    assert found.strong[ABC]
    assert found.grand


def test_no_pact_is_stable_alone_but_not_against_a_group() -> None:
    found = judge(public_good(2.0, 1.0))
    assert found.stable[NOBODY]
    assert not found.strong[NOBODY]
    assert not found.core[NOBODY]
    worthless = judge(public_good(1.0, 4.0))
    assert worthless.strong[NOBODY]
    assert np.flatnonzero(worthless.stable).tolist() == [NOBODY]
    assert not worthless.grand


def test_leaving_together_pays_where_leaving_alone_does_not() -> None:
    # in ABC each gets 1; whoever leaves alone gets 0; A and B leaving together end the pact and get 2 each
    payoffs = [[2.0, 2.0, 0.0], *[[0.0] * 3] * 6, [1.0, 1.0, 1.0]]
    own = game(payoffs)
    assert internal(own)[ABC]
    assert not bound_together(own, ABC)
    assert not judge(own).joint[ABC]
    assert not strongly_stable(own, ABC)
    dear = game(payoffs, leaving=[1.5, 0.0, 0.0])
    assert bound_together(dear, ABC)


def test_a_group_may_rather_have_a_pact_of_its_own() -> None:
    # A and B get 2 each in a pact of their own, 1 each with C, who gets 3
    payoffs = [[0.0] * 3 for _ in range(8)]
    payoffs[AB], payoffs[ABC] = [2.0, 2.0, 0.0], [1.0, 1.0, 3.0]
    own = game(payoffs)
    assert internal(own)[ABC]
    assert not in_core(own, ABC)
    assert in_core(own, AB)
    assert not judge(own).external[AB]  # C would join ...
    assert external(own, Accession.unanimous)[AB]  # ... if A and B would have it
    assert judge(own, Accession.unanimous).stable[AB]


def test_a_majority_is_more_than_half_of_the_members() -> None:
    # D gains by joining ABC, which costs A something, or A and B
    payoffs = np.zeros((16, 4))
    payoffs[0b0111], payoffs[0b1111] = [1.0, 1.0, 1.0, 0.0], [0.0, 1.0, 1.0, 1.0]
    one = game(payoffs.tolist())
    assert not external(one, Accession.open)[0b0111]
    assert not external(one, Accession.majority)[0b0111]
    assert external(one, Accession.unanimous)[0b0111]
    payoffs[0b1111, 1] = 0.0
    assert external(game(payoffs.tolist()), Accession.majority)[0b0111]


def test_no_pact_yet_lets_everybody_in() -> None:
    # the one signature that makes a pact harms its first signatory, whom nobody can have asked
    payoffs = np.zeros((4, 2))
    payoffs[0b11] = [-1.0, 1.0]
    own = game(payoffs.tolist(), least=2)
    for accession in Accession:
        assert external(own, accession)[0]
        assert not external(own, accession)[0b01]


def test_prices_bind_members_and_keep_others_out() -> None:
    free = club(-1.0, 2.0, 2.0)
    assert not internal(free)[ABC]
    dear = game(free.payoffs.tolist(), leaving=[1.5, 0.0, 0.0])
    assert internal(dear)[ABC]
    assert moves(dear)[ABC].tolist() == [-0.5, -2.0, -2.0]
    assert not external(club(1.0, 2.0, 2.0))[BC]
    assert external(game(club(1.0, 2.0, 2.0).payoffs.tolist(), joining=[1.0, 0.0, 0.0]))[BC]


def test_the_one_that_gains_most_leaves_first() -> None:
    own = club(-1.0, -2.0, 3.0)
    exits = unravelled(own, ABC)
    assert [(one.who, one.number, one.gain) for one in exits] == [(1, ABC, 2.0), (0, AC, 1.0)]
    assert unravelled(club(1.0, 1.0, 1.0), ABC) == []
    assert unravelled(own, A) == []  # no pact, nothing to leave


def test_ties_upset_nothing() -> None:
    still = judge(game(np.zeros((8, 3)).tolist()))
    told = still.in_force
    for flags in (still.internal, still.external, still.stable, still.joint, still.strong, still.core):
        assert flags[told].all()


def test_the_largest_come_first() -> None:
    assert numbers_of(np.array([True, True, False, True, False, True, False, True])).tolist() == [7, 3, 5, 1, 0]


# --- in any game --------------------------------------------------------------------------------------------------
def groups(n: int) -> list[tuple[int, ...]]:
    return list(chain.from_iterable(combinations(range(n), size) for size in range(1, n + 1)))


def price(own: Game, number: int, k: int) -> float:
    return float(own.leaving[k] if number >> k & 1 else own.joining[k])


@given(any_game())
def test_of_a_stable_membership_no_single_move_improves(own: Game) -> None:
    found = judge(own)
    for number in range(1 << own.count):
        better = [
            own.payoffs[number ^ (1 << k), k] - own.payoffs[number, k] - price(own, number, k) > TINY
            for k in range(own.count)
        ]
        told = number == 0 or number.bit_count() >= own.least
        assert found.in_force[number] == told
        assert found.stable[number] == (told and not any(better))


@given(any_game())
def test_joint_and_strong_are_what_trying_every_group_says(own: Game) -> None:
    for number in range(1 << own.count):
        members = {k for k in range(own.count) if number >> k & 1}

        def gains(group: tuple[int, ...], number: int = number) -> bool:
            other = number ^ sum(1 << k for k in group)
            return all(own.payoffs[other, k] - own.payoffs[number, k] - price(own, number, k) > TINY for k in group)

        assert strongly_stable(own, number) == (not any(map(gains, groups(own.count))))
        assert bound_together(own, number) == (not any(gains(g) for g in groups(own.count) if set(g) <= members))


@given(any_game())
def test_the_core_is_what_trying_every_group_says(own: Game) -> None:
    for number in range(1 << own.count):
        blocked = any(
            all(own.payoffs[sum(1 << k for k in group), k] - own.payoffs[number, k] > TINY for k in group)
            for group in groups(own.count)
        )
        assert in_core(own, number) == (not blocked)


@given(any_game())
def test_the_searches_run_as_they_stand(own: Game) -> None:
    numbers, prices = np.arange(1 << own.count), np.stack([own.leaving, own.joining])
    for plain, judged in (
        (searches.leaving, stability.bound_together),
        (searches.changing, stability.strongly_stable),
        (searches.founding, stability.in_core),
    ):
        found = np.zeros(len(numbers))
        plain(own.payoffs, prices, numbers, 0, len(numbers), TINY, found)
        assert (found == 0.0).tolist() == judged(own, numbers).tolist()


@given(any_game())
def test_notions_that_ask_for_more_hold_less_often(own: Game) -> None:
    found = judge(own)
    assert (found.strong <= found.stable).all()
    assert (found.core <= found.stable).all()
    assert (found.strong <= found.joint).all()
    assert (found.joint <= found.internal).all()
    for narrow, wide in (("unanimous", "majority"), ("majority", "open")):
        assert (external(own, Accession(narrow)) >= external(own, Accession(wide))).all()


@given(any_game())
def test_an_unravelled_membership_is_one_that_nobody_leaves(own: Game) -> None:
    everybody = own.everybody
    exits = unravelled(own, everybody)
    end = everybody
    for one in exits:
        assert one.number == end
        assert one.gain > 0.0
        end ^= 1 << one.who
    assert end.bit_count() < own.least or internal(own)[end]


@pytest.mark.parametrize("order", [(1, 2, 0), (2, 1, 0)])
def test_names_play_no_part(order: tuple[int, ...]) -> None:
    rng = np.random.default_rng(5)
    payoffs = rng.normal(size=(8, 3))
    renamed = np.empty_like(payoffs)
    new = [sum((number >> old & 1) << place for place, old in enumerate(order)) for number in range(8)]
    for number in range(8):
        renamed[new[number]] = payoffs[number, list(order)]
    one, other = judge(game(payoffs.tolist())), judge(game(renamed.tolist()))
    for name in ("internal", "external", "stable", "joint", "strong", "core"):
        assert getattr(one, name).tolist() == [bool(getattr(other, name)[new[number]]) for number in range(8)]
