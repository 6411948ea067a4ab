"""Stability against war: by hand, against all coalitions, and the theorem by trying all networks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.structure.stability import Network, Trade, judge


def allied(n: int, *pairs: tuple[int, int]) -> np.ndarray:
    table = np.zeros((n, n), dtype=np.bool_)
    for i, j in pairs:
        table[i, j] = table[j, i] = True
    return table


def every(n: int) -> Iterator[np.ndarray]:
    """All networks of n countries."""
    pairs = list(combinations(range(n), 2))
    for bits in range(1 << len(pairs)):
        yield allied(n, *(pair for k, pair in enumerate(pairs) if bits >> k & 1))


def ring(n: int, *steps: int) -> np.ndarray:
    return allied(n, *((i, (i + step) % n) for i in range(n) for step in steps))


def falls(network: Network, target: int) -> bool:
    """Vulnerability by the definition: every leader, every coalition."""
    m, trade = network.strengths, network.trade
    for leader in range(len(m)):
        if leader == target:
            continue
        allies = [k for k in np.flatnonzero(network.allied[leader]) if k != target]
        for others in chain.from_iterable(combinations(allies, size) for size in range(len(allies) + 1)):
            attackers = {leader, *others}
            defenders = {target, *np.flatnonzero(network.allied[target])} - attackers
            if not sum(m[k] for k in attackers) > network.gamma * sum(m[k] for k in defenders):
                continue
            if trade is None or all(
                trade.spoils[target] / len(attackers) > (trade.worth[k, target] if network.allied[k, target] else 0.0)
                for k in attackers
            ):
                return True
    return False


@st.composite
def networks(draw: st.DrawFn, *, trading: bool) -> Network:
    n = draw(st.integers(2, 5))
    table = allied(n, *(pair for pair in combinations(range(n), 2) if draw(st.booleans())))
    strengths = np.array(draw(st.lists(st.integers(0, 6), min_size=n, max_size=n)), dtype=float)
    gamma = draw(st.sampled_from((0.5, 1.0, 1.5, 2.0, 4.0)))
    trade = None
    if trading:
        worth = np.array(draw(st.lists(st.integers(-2, 4), min_size=n * n, max_size=n * n)), dtype=float)
        spoils = np.array(draw(st.lists(st.integers(1, 9), min_size=n, max_size=n)), dtype=float)
        trade = Trade(worth.reshape(n, n), spoils)
    return Network(strengths, table, gamma, trade)


@given(st.booleans().flatmap(lambda trading: networks(trading=trading)))
def test_vulnerable_is_who_falls_to_some_coalition(network: Network) -> None:
    assert network.vulnerable.tolist() == [falls(network, target) for target in range(len(network.strengths))]


@given(st.booleans().flatmap(lambda trading: networks(trading=trading)))
def test_the_verdict_follows_the_definition(network: Network) -> None:
    verdict = judge(network)
    n = len(network.strengths)
    worth = -np.ones((n, n)) if network.trade is None else network.trade.worth
    holds = not any(falls(network, i) for i in range(n))
    for j, k in combinations(range(n), 2):
        after = network.linked((j, k), not network.allied[j, k])
        if network.allied[j, k]:
            holds = holds and all(worth[a, b] >= 0 or falls(after, a) for a, b in ((j, k), (k, j)))
        else:
            holds = holds and not any(falls(after, i) for i in range(n)) and not (worth[j, k] > 0 and worth[k, j] > 0)
    assert verdict.stable == holds


def test_a_country_between_two_allies_by_hand() -> None:
    # 0 (strength 2) and 1 (strength 3) are allied, 2 has 4: it beats each of them alone, not both
    network = Network(np.array([2.0, 3.0, 4.0]), allied(3, (0, 1)))
    ratios = network.ratios
    assert ratios[0, 2] == 4 / 5
    assert ratios[1, 2] == 4 / 5
    assert ratios[2, 0] == ratios[2, 1] == 5 / 4
    assert ratios[0, 1] == 3 / 2  # an ally that attacks does not defend
    assert ratios[1, 0] == 2 / 3
    verdict = judge(network)
    assert verdict.vulnerable == (0, 2)
    (strongest, *_) = verdict.attacks
    assert (strongest.target, strongest.leader, strongest.coalition, strongest.ratio) == (0, 1, (1,), 1.5)
    (ended,) = network.deletions()
    assert (ended.pair, ended.victims, ended.gainers) == ((0, 1), (0, 1), ())


def test_the_defence_can_be_too_strong_for_anyone_to_need_an_ally() -> None:
    strengths = np.array([2.0, 3.0, 4.0])
    assert judge(Network(strengths, allied(3), 3.5)).stable  # 7 of two against 2
    assert not judge(Network(strengths, allied(3), 3.4)).stable
    idle = judge(Network(strengths, allied(3, (0, 1)), 3.5))
    assert (idle.vulnerable, idle.additions) == ((), ())
    assert [change.gainers for change in idle.deletions] == [(0, 1)]


def test_nobody_defends_a_country_without_strength() -> None:
    network = Network(np.array([0.0, 1.0, 0.0]), allied(3))
    assert network.ratios[0, 1] == np.inf
    assert network.ratios[0, 2] == 0.0
    assert judge(network).vulnerable == (0, 2)


@pytest.mark.parametrize(("n", "times"), [(3, 60), (4, 12), (5, 2)])
def test_without_trade_no_network_with_an_alliance_is_stable(n: int, times: int) -> None:
    """The theorem of Jackson and Nei (2015), by trying all networks; and when the empty one is stable."""

    @settings(max_examples=times)
    @given(
        st.lists(st.floats(0.01, 10), min_size=n, max_size=n),
        st.floats(0.05, 6),
    )
    def holds(strengths: list[float], gamma: float) -> None:
        m = np.array(strengths)
        stable = [table for table in every(n) if _stable(Network(m, table, gamma))]
        assert not any(table.any() for table in stable)
        pairs = ((m[j] + m[k]) / m[i] for i in range(n) for j, k in combinations(set(range(n)) - {i}, 2))
        assert len(stable) == (gamma >= max(pairs))

    holds()


def test_nor_with_equal_countries() -> None:
    for gamma in (0.5, 1.0, 1.5, 2.0, 3.0, 5.0):
        stable = [table for table in every(4) if _stable(Network(np.ones(4), table, gamma))]
        assert [table.any() for table in stable] == ([False] if gamma >= 2.0 else [])


def test_with_trade_there_are_stable_networks() -> None:
    # five equal countries in a ring, each with two partners whose trade is worth more than a share of the spoils
    table = ring(5, 1)
    worth = np.where(table, 2.0, -1.0)
    traded = Network(np.ones(5), table, 3.0, Trade(worth, np.full(5, 3.0)))
    assert judge(traded).stable
    assert not judge(Network(np.ones(5), table, 3.0)).stable
    poor = Network(np.ones(5), table, 3.0, Trade(np.where(table, -0.5, -1.0), np.full(5, 3.0)))
    assert not judge(poor).stable  # who trades at a loss has no reason to keep an ally that does not protect
    open_ = Network(np.ones(5), table, 3.0, Trade(np.full((5, 5), 2.0), np.full(5, 3.0)))
    assert all(change.gainers == change.pair for change in judge(open_).additions)  # two that would gain make it
    assert judge(open_).additions


def test_trade_keeps_allies_from_attacking() -> None:
    # 1 is stronger than its ally 0, and alone could take it; trade is worth more than the spoils
    strengths, table = np.array([1.0, 3.0, 0.5]), allied(3, (0, 1))
    worth = np.where(table, 5.0, -1.0)
    assert Network(strengths, table).vulnerable[0]
    assert not Network(strengths, table, 1.0, Trade(worth, np.full(3, 4.0))).vulnerable[0]
    assert Network(strengths, table, 1.0, Trade(worth, np.full(3, 6.0))).vulnerable[0]


def test_regular_networks_with_few_common_allies_are_not_vulnerable() -> None:
    """Every country has d allies, no two share more than k < d - 1: none falls, whatever alliance is added.

    Attackers are d + 1 at most even after one more alliance, and of the target's side d - k - 1 at least stay.
    """
    outer = [(i, (i + 1) % 5) for i in range(5)]
    petersen = allied(10, *outer, *((i, i + 5) for i in range(5)), *((5 + i, 5 + (i + 2) % 5) for i in range(5)))
    assert (petersen.sum(axis=0) == 3).all()
    shared = petersen.astype(int) @ petersen.astype(int)
    assert shared[~np.eye(10, dtype=bool)].max() == 1
    network = Network(np.ones(10), petersen, (3 + 1) / (3 - 1 - 1))
    assert not network.vulnerable.any()
    assert not any(change.victims for change in network.additions())


def _stable(network: Network) -> bool:
    """The verdict, worked out no further than it takes."""
    return not network.vulnerable.any() and judge(network).stable
