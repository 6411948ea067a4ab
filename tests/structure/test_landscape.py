"""The landscape of two camps: exact on a hand-made example, on any numbers alike, and on the published one."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.structure import gray, landscape
from sim.structure.landscape import Landscape, best_moves, explore, frustrations_of, weigh

NAMES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@st.composite
def weights(draw: st.DrawFn, most: int = 7) -> np.ndarray:
    n = draw(st.integers(2, most))
    number = st.one_of(st.integers(-9, 9).map(float), st.floats(-5, 5, allow_nan=False))
    table = np.zeros((n, n))
    for i in range(n):
        for j in range(i):
            table[i, j] = table[j, i] = draw(number)
    return table


def by_hand(table: np.ndarray, second: np.ndarray) -> list[float]:
    """Frustrations by the definition, pair by pair."""
    n = len(table)
    return [sum(table[i, j] for j in range(n) if second[i] != second[j]) for i in range(n)]


def test_three_actors_by_hand() -> None:
    # strengths 1, 2, 3; A likes B (1), A dislikes C (-1), B dislikes C (-2)
    strengths = np.array([1.0, 2.0, 3.0])
    propensities = np.array([[9.0, 1.0, -1.0], [1.0, 9.0, -2.0], [-1.0, -2.0, 9.0]])  # the diagonal is not read
    land = explore("ABC", weigh(strengths, propensities))
    assert land.second.tolist() == [
        [False, False, False],
        [False, True, False],
        [False, False, True],
        [False, True, True],
    ]
    # AB counts 2, AC -3 and BC -12, in both directions
    assert land.energies.tolist() == [0.0, 2 * (2 - 12), 2 * (-3 - 12), 2 * (2 - 3)]
    assert land.frustrations.tolist() == [[0, 0, 0], [2, -10, -12], [-3, -12, -15], [-1, 2, -3]]
    assert land.low.tolist() == [False, False, True, False]
    (lowest,) = land.minima
    assert (lowest.energy, lowest.basin, lowest.second.tolist()) == (-30.0, 1.0, [False, False, True])
    assert land.ends.tolist() == [0, 0, 0, 0]


@given(weights())
def test_walking_gives_what_summing_gives(table: np.ndarray) -> None:
    land = explore(NAMES[: len(table)], table)
    for second, energy, own in zip(land.second, land.energies, land.frustrations, strict=True):
        direct = by_hand(table, second)
        assert own == pytest.approx(direct, abs=1e-9)
        assert energy == pytest.approx(sum(direct), abs=1e-9)
    assert frustrations_of(table, land.second) == pytest.approx(land.frustrations, abs=1e-9)


@given(weights(), st.data())
def test_any_part_of_the_walk_gives_the_same_for_whole_numbers(table: np.ndarray, data: st.DataObject) -> None:
    table = table.round()
    n = len(table)
    cut = data.draw(st.integers(0, 1 << (n - 1)))
    energies, own = np.full(1 << (n - 1), np.nan), np.full((1 << (n - 1), n), np.nan)
    movers = np.arange(1, n)
    scratch = np.ones(n, np.bool_), np.ones(n)  # whatever it holds
    if cut:
        gray.walk(table, movers, 0, cut, energies, own, *scratch)
    if cut < len(energies):
        gray.walk(table, movers, cut, len(energies), energies, own, *scratch)
    land = explore(NAMES[:n], table)
    assert np.array_equal(energies, land.energies)
    assert np.array_equal(own, land.frustrations)


@given(weights())
def test_swapping_the_camps_changes_nothing(table: np.ndarray) -> None:
    rng = np.random.default_rng(len(table))
    second = rng.random((20, len(table))) < 0.5
    assert frustrations_of(table, second) == pytest.approx(frustrations_of(table, ~second), abs=1e-9)


@given(weights())
def test_every_division_is_there_once(table: np.ndarray) -> None:
    land = explore(NAMES[: len(table)], table)
    assert not land.second[:, 0].any()
    assert len(np.unique(land.second, axis=0)) == len(land.second) == 1 << (len(table) - 1)


@given(weights())
def test_a_minimum_has_no_move_that_lowers_it_and_all_else_has_one(table: np.ndarray) -> None:
    table = table.round()
    land = explore(NAMES[: len(table)], table)
    for second, energy, low in zip(land.second, land.energies, land.low, strict=True):
        after = [sum(by_hand(table, second ^ (np.arange(len(table)) == k))) for k in range(len(table))]
        assert low == (min(after) >= energy)
    assert land.minima[0].energy == land.energies.min()
    assert [found.energy for found in land.minima] == sorted(found.energy for found in land.minima)
    assert sum(found.basin for found in land.minima) == pytest.approx(1.0)
    levels = np.array([found.energy for found in land.minima])
    assert (levels[land.ends] <= land.energies).all()
    assert {tuple(row) for row in land.second[land.low]} == {tuple(found.second) for found in land.minima}


@given(weights(), st.data())
def test_who_is_held_does_not_move(table: np.ndarray, data: st.DataObject) -> None:
    table = table.round()
    names = NAMES[: len(table)]
    held = data.draw(st.integers(0, len(table) - 1))
    free, bound = explore(names, table), explore(names, table, names[held])
    assert not bound.second[:, held].any()
    assert sorted(bound.energies) == sorted(free.energies)
    assert bound.low.sum() >= free.low.sum()  # a minimum for all is one for all but one
    for second, energy, low in zip(bound.second, bound.energies, bound.low, strict=True):
        moves = [k for k in range(len(table)) if k != held]
        after = [sum(by_hand(table, second ^ (np.arange(len(table)) == k))) for k in moves]
        assert low == (min(after) >= energy)


@given(weights(6), st.integers(0, 5))
def test_a_sample_finds_minima_of_the_whole(table: np.ndarray, seed: int) -> None:
    table = table.round()
    names = NAMES[: len(table)]
    whole = explore(names, table)
    land = _sampled(names, table, seed)
    assert not land.exact
    assert {found.energy for found in land.minima} <= {found.energy for found in whole.minima}
    assert all(best_moves(table, found.frustrations[None])[0] < 0 for found in land.minima)
    assert sum(found.basin for found in land.minima) == pytest.approx(1.0)


def test_more_than_twenty_actors_are_sampled_alike_for_the_same_seed() -> None:
    rng = np.random.default_rng(1)
    table = rng.integers(-5, 6, (24, 24)).astype(float)
    table = np.triu(table, 1) + np.triu(table, 1).T
    names = NAMES[:24]
    one, two, other = (explore(names, table, samples=200, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(one.second, two.second)
    assert not np.array_equal(one.second, other.second)
    assert len(one.energies) == 200
    assert one.minima[0].energy <= one.energies.min()


def test_the_compiled_walk_and_the_plain_one_give_the_same_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("numba")
    rng = np.random.default_rng(2)
    table = rng.normal(size=(9, 9))
    table = np.triu(table, 1) + np.triu(table, 1).T
    fast = explore(NAMES[:9], table)
    monkeypatch.setattr(landscape, "find_spec", lambda name: None)
    plain = explore(NAMES[:9], table)
    assert np.array_equal(fast.energies, plain.energies)
    assert np.array_equal(fast.frustrations, plain.frustrations)


def test_the_published_landscape_of_2016_is_met_number_by_number(published: Path) -> None:
    """Furnas (2016) with Axelrod: eleven actors of the Middle East, all 1,024 divisions with the US in camp 1."""
    folder = published / "external" / "landscape"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there: the published landscape was not compared")
    with (folder / "Actor_data.csv").open(encoding="utf-8") as file:
        strengths = np.array([float(row["strength"]) for row in csv.DictReader(file)])
    with (folder / "Pairwise_propensity_Feb_20.csv").open(encoding="utf-8") as file:
        head, *table = csv.reader(file)
    propensities = np.array([[float(cell) - 3.0 if cell else 0.0 for cell in row[1:]] for row in table])
    with (folder / "Landscape_Results_2016-02-20.csv").open(encoding="utf-8") as file:
        lines = list(csv.reader(file))
    begin = next(k for k, row in enumerate(lines) if row[1] == "US")
    rows = [row for row in lines[begin + 1 :] if row[0]]
    land = explore(head[1:], weigh(strengths, propensities))
    place = {tuple(second): k for k, second in enumerate(land.second.tolist())}
    found = [place[tuple(cell == "2" for cell in row[1:12])] for row in rows]
    assert sorted(found) == list(range(1024))
    assert land.energies[found].tolist() == [float(row[12]) for row in rows]
    assert land.frustrations[found].tolist() == [[float(cell) for cell in row[13:24]] for row in rows]
    assert land.low[found].tolist() == [row[24] == "TRUE" for row in rows]
    (lowest,) = land.minima  # Furnas 2016: one local minimum, three against eight
    assert lowest.energy == -83_200.0
    assert [name for name, second in zip(head[1:], lowest.second, strict=True) if second] == ["Tur", "ISIS", "Nursa"]


def _sampled(names: str, table: np.ndarray, seed: int) -> Landscape:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(landscape, "EXACT", 0)
        return explore(names, table, samples=50, seed=seed)
