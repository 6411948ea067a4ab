"""Streamed sums: in any order and any parts they say the same, and what numpy says as far as they resolve."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from sim.engine.ensemble.reduce import BINS, COARSE, FINE, ROOM, Grid, Sums
from sim.engine.ensemble.store import WIDTH

Floats = np.ndarray[Any, np.dtype[np.float64]]
ROWS = 5
Shape = st.tuples(st.integers(1, 6), st.just(ROWS), st.just(WIDTH))
VALUES = hnp.arrays(np.float64, Shape, elements=st.floats(-40.0, 90.0, width=32))
LOST = st.floats(0.0, 1.0)


def sums_of(grid: Grid, out: Floats, failed: Floats) -> Sums:
    sums = Sums.empty(grid)
    sums.add(out, failed)
    return sums


def worlds_of(out: Floats, failed: Floats) -> Floats:
    """Worlds that have not failed, shape (worlds, rows)."""
    return out.transpose(0, 2, 1).reshape(-1, out.shape[1])[failed.reshape(-1) == 0]


def some(seed: int, share: float, blocks: int) -> Floats:
    """Which worlds failed, shape (blocks, lanes); never all."""
    failed = (np.random.default_rng(seed).random((blocks, WIDTH)) < share / 2).astype(np.float64)
    failed[0, 0] = 0.0
    return failed


def everything(sums: Sums) -> tuple[Any, ...]:
    parts = (
        sums.total,
        sums.squares,
        sums.smallest,
        sums.largest,
        sums.histogram,
        sums.mean,
        sums.sd,
        sums.quantile(0.3),
    )
    return sums.worlds, *(part.tobytes() for part in parts)


@settings(max_examples=60)
@given(VALUES, LOST, st.integers(0, 2**16))
def test_parts_and_their_order_do_not_matter(out: Floats, share: float, seed: int) -> None:
    failed, rng = some(seed, share, len(out)), np.random.default_rng(seed)
    grid = Grid.of(worlds_of(out, failed)[:3])
    whole = everything(sums_of(grid, out, failed))
    order = rng.permutation(len(out))
    lanes = rng.permutation(WIDTH)
    assert everything(sums_of(grid, out[order][:, :, lanes], failed[order][:, lanes])) == whole
    cut = rng.integers(0, len(out) + 1)
    one, other = (sums_of(grid, out[part], failed[part]) for part in (order[:cut], order[cut:]))
    other.merge(one)
    assert everything(other) == whole
    empty = Sums.empty(grid)
    empty.merge(other)
    assert everything(empty) == whole


@settings(max_examples=60)
@given(VALUES, LOST, st.integers(0, 2**16))
def test_mean_and_spread_are_those_of_the_worlds(out: Floats, share: float, seed: int) -> None:
    failed = some(seed, share, len(out))
    worlds = worlds_of(out, failed)
    grid = Grid.of(worlds)
    sums = sums_of(grid, out, failed)
    assert sums.worlds == len(worlds)
    assert (np.abs(sums.mean - worlds.mean(axis=0)) <= grid.scale / FINE).all()
    # a value is read to half a unit, so its square to about a unit times the value, which is at most the scale
    off = np.abs(sums.sd**2 - worlds.var(axis=0))
    assert (off <= 2 * grid.scale**2 / COARSE).all()
    assert (sums.smallest == worlds.min(axis=0)).all()
    assert (sums.largest == worlds.max(axis=0)).all()


@settings(max_examples=60)
@given(VALUES, LOST, st.integers(0, 2**16), st.floats(0.0, 1.0))
def test_a_quantile_is_right_to_a_bin(out: Floats, share: float, seed: int, q: float) -> None:
    failed = some(seed, share, len(out))
    worlds = worlds_of(out, failed)
    grid = Grid.of(worlds)
    found = sums_of(grid, out, failed).quantile(q)
    width = (grid.high - grid.low) / BINS
    # between the worlds on either side of it
    sides = [np.quantile(worlds, q, axis=0, method=method) for method in ("inverted_cdf", "lower", "higher")]
    slack = width + 1e-9 * grid.scale
    assert (found >= np.min(sides, axis=0) - slack).all()
    assert (found <= np.max(sides, axis=0) + slack).all()


@settings(max_examples=40)
@given(hnp.arrays(np.int64, Shape, elements=st.integers(0, 6)), LOST, st.integers(0, 2**16), st.floats(0.001, 1.0))
def test_whole_numbers_are_counted_exactly(out: Any, share: float, seed: int, q: float) -> None:
    failed = some(seed, share, len(out))
    worlds = worlds_of(out, failed)
    grid = Grid.of(worlds.astype(np.float64))
    assert grid.whole.all()
    sums = sums_of(grid, out.astype(np.float64), failed)
    shares = np.stack([(worlds == value).mean(axis=0) for value in range(7)], axis=1)
    assert (sums.shares(np.arange(ROWS), 7) == shares).all()
    reached = np.cumsum(shares, axis=1)
    found = sums.quantile(q).astype(int)
    lines = np.arange(ROWS)
    assert (reached[lines, found] >= q - 1e-12).all()
    assert (np.where(found > 0, reached[lines, found - 1], 0.0) <= q + 1e-12).all()


def test_a_failed_world_leaves_no_trace_whatever_it_holds() -> None:
    out = np.random.default_rng(5).normal(size=(4, ROWS, WIDTH))
    failed = some(5, 0.8, 4)
    assert failed.any()
    grid = Grid.of(worlds_of(out, failed))
    plain = everything(sums_of(grid, out, failed))
    for value in (np.nan, np.inf, -np.inf, 1e308):
        spoilt = np.where(failed[:, None, :] > 0, value, out)
        assert everything(sums_of(grid, spoilt, failed)) == plain


def test_a_histogram_counts_every_world_once() -> None:
    rng = np.random.default_rng(1)
    out = rng.normal(size=(40, ROWS, WIDTH))
    failed = some(1, 0.5, 40)
    grid = Grid.of(rng.normal(size=(30, ROWS)) / 3)  # a pilot that saw less than what comes
    sums = sums_of(grid, out, failed)
    worlds = worlds_of(out, failed)
    assert (sums.histogram.sum(axis=1) == len(worlds)).all()
    edges = [np.linspace(low, high, BINS + 1) for low, high in zip(grid.low, grid.high, strict=True)]
    for k in range(ROWS):
        wanted = np.histogram(np.clip(worlds[:, k], grid.low[k], grid.high[k]), bins=edges[k])[0]
        assert np.abs(sums.histogram[k] - wanted).sum() <= 2  # a value on an edge may fall on either side


def test_a_row_that_never_varies_has_no_spread() -> None:
    for value in (0.0, 1.0, -3.5, 1e9):
        out = np.full((3, 2, WIDTH), value)
        grid = Grid.of(out[0].T)
        sums = sums_of(grid, out, np.zeros((3, WIDTH)))
        assert sums.mean == pytest.approx(value, rel=1e-9)
        assert (sums.sd <= 4 * grid.scale / COARSE).all()
        assert [sums.quantile(q).tolist() for q in (0.0, 0.5, 1.0)] == [[value] * 2] * 3


def test_a_value_far_beyond_the_pilot_is_held_back_in_the_mean_and_kept_in_the_range() -> None:
    grid = Grid.of(np.ones((4, 1)))
    out = np.full((1, 1, WIDTH), 1e6)
    sums = sums_of(grid, out, np.zeros((1, WIDTH)))
    assert sums.mean == pytest.approx(ROOM * grid.scale)
    assert sums.largest.tolist() == [1e6]


def test_without_a_world_nothing_is_said() -> None:
    grid = Grid.of(np.zeros((1, ROWS)))
    sums = sums_of(grid, np.ones((2, ROWS, WIDTH)), np.ones((2, WIDTH)))
    assert sums.worlds == 0
    assert not sums.mean.any()
    assert not sums.histogram.any()
