"""Philox4x32-10 against its published vectors and against a plain-Python reading of the paper."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numba import njit

import sim.engine.ensemble.rules  # noqa: F401  lets compiled code call the generator
from sim.draws.philox import rounds, uniform, uniforms, words
from sim.engine.ensemble.store import WIDTH, at, put

WORD = st.integers(0, 2**32 - 1)
Four = tuple[int, int, int, int]

# kat_vectors of Random123 (Salmon et al. 2011): philox4x32 10 <counter> <key> <result>
KNOWN = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


def plain(key: tuple[int, int], counter: Four) -> Four:
    """Ten rounds on Python integers."""
    a, b, c, d = counter
    k, m = key
    for _ in range(10):
        first, second = 0xD2511F53 * a, 0xCD9E8D57 * c
        a, b, c, d = (second >> 32) ^ b ^ k, second % 2**32, (first >> 32) ^ d ^ m, first % 2**32
        k, m = (k + 0x9E3779B9) % 2**32, (m + 0xBB67AE85) % 2**32
    return a, b, c, d


@pytest.mark.parametrize(("counter", "key", "result"), KNOWN, ids=["zeros", "ones", "pi"])
def test_the_published_vectors(counter: Four, key: tuple[int, int], result: Four) -> None:
    assert tuple(words(key, counter).tolist()) == result
    assert plain(key, counter) == result


@given(WORD, WORD, WORD, WORD, WORD, WORD)
def test_any_counter_and_key_as_in_plain_python(k: int, m: int, a: int, b: int, c: int, d: int) -> None:
    assert tuple(words((k, m), (a, b, c, d)).tolist()) == plain((k, m), (a, b, c, d))


def test_arrays_of_counters_broadcast_to_what_each_gives_alone() -> None:
    replicates, steps = np.arange(3)[:, None], np.arange(4)[None, :]
    block = words((7, 1), (replicates, steps, 99, 2))
    assert block.shape == (3, 4, 4)
    for r in range(3):
        for t in range(4):
            assert tuple(block[r, t].tolist()) == plain((7, 1), (r, t, 99, 2))


def test_uniforms_are_the_middles_of_2_to_the_32_cells() -> None:
    found = uniforms((0, 0), (0, 0, 0, 0))
    assert found.tolist() == [(word + 0.5) / 2**32 for word in KNOWN[0][2]]


def test_uniforms_lie_strictly_inside_and_fill_the_unit_evenly() -> None:
    u = uniforms((2026, 0), (np.arange(50_000), 0, 0, 0)).ravel()
    assert 0.0 < u.min() < 1e-4
    assert 1 - 1e-4 < u.max() < 1.0
    # 200,000 draws: the standard error of the mean is 0.29 / 447 = 0.00065
    assert u.mean() == pytest.approx(0.5, abs=0.003)
    assert u.var() == pytest.approx(1 / 12, abs=0.001)
    shares = np.histogram(u, bins=20, range=(0, 1))[0] / u.size
    assert shares == pytest.approx(np.full(20, 0.05), abs=0.0025)


def test_the_four_words_of_a_block_do_not_move_together() -> None:
    u = uniforms((2026, 0), (np.arange(20_000), 3, 5, 0))
    correlation = np.corrcoef(u, rowvar=False) - np.eye(4)
    assert np.abs(correlation).max() < 0.03


@njit  # type: ignore[untyped-decorator]
def compiled(counters: Any, keys: Any, out: Any) -> None:
    """Four uniforms of each row of words: counters of a row side by side, or one; one key for all."""
    found = rounds(at(counters, 0), at(counters, 1), at(counters, 2), at(counters, 3), keys[0], keys[1])
    for k in range(4):
        put(out, k, uniform(found[k]))


def as_words(found: Any) -> Any:
    """The words behind uniforms: their cells."""
    return (found * 2**32 - 0.5).astype(np.uint64)


def test_the_published_vectors_come_out_of_compiled_lanes() -> None:
    for counter, key, result in KNOWN:
        block = np.repeat(np.array(counter, dtype=np.uint64)[:, None], WIDTH, axis=1)
        block[:, 1::2] = np.arange(WIDTH // 2, dtype=np.uint64)  # every other lane has a counter of its own
        out = np.zeros((4, WIDTH))
        compiled(block, np.array(key, dtype=np.uint64), out)
        for lane in range(WIDTH):
            own = plain(key, tuple(int(word) for word in block[:, lane]))
            assert tuple(as_words(out[:, lane]).tolist()) == own
            if lane % 2 == 0:
                assert own == result


def test_the_published_vectors_come_out_of_compiled_code_for_one_world() -> None:
    for counter, key, result in KNOWN:
        out = np.zeros(4)
        compiled(np.array(counter, dtype=np.uint64), np.array(key, dtype=np.uint64), out)
        assert tuple(as_words(out).tolist()) == result


@given(st.lists(st.tuples(WORD, WORD, WORD, WORD), min_size=WIDTH, max_size=WIDTH), WORD, WORD)
def test_any_counters_in_lanes_as_in_plain_python(counters: list[Four], k: int, m: int) -> None:
    out = np.zeros((4, WIDTH))
    compiled(np.array(counters, dtype=np.uint64).T.copy(), np.array((k, m), dtype=np.uint64), out)
    assert [tuple(lane) for lane in as_words(out).T.tolist()] == [plain((k, m), counter) for counter in counters]
    wanted = np.array([[(word + 0.5) / 2**32 for word in plain((k, m), counter)] for counter in counters])
    assert out.T.tobytes() == wanted.tobytes()
