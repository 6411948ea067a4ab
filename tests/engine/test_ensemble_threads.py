"""The compiled engine gives the same bits however its worlds are split: over threads, tasks, calls and lanes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import partialmethod
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engine.ensemble.drive import Ensemble, Written, layout_in
from sim.engine.ensemble.kernel import blocks
from sim.engine.ensemble.layout import written
from sim.engine.ensemble.simulate import Summary, simulate
from sim.engine.worlds import Factory

Bytes = dict[int, bytes]
WORLDS = 301  # more than a task of the usual size, and no multiple of eight
NUMBER = "law.decisiveness"


@pytest.fixture(scope="module")
def made(read_scenario: Callable[..., Any], factory: Callable[..., Factory]) -> Factory:
    return factory(read_scenario("asian_nato_with_tariffs", "horizon.end=2031"), "us_retreat")


@pytest.fixture(scope="module")
def ensemble(made: Factory) -> Ensemble:
    return Ensemble.of(made, (NUMBER,))


def values(ids: np.ndarray[Any, Any]) -> dict[str, np.ndarray[Any, Any]]:
    """A number of its own for each world, that follows from its id."""
    return {NUMBER: 1.0 + (ids % 17) / 8}


def bits(parts: Iterable[Written]) -> Bytes:
    """What each world wrote down, by id."""
    found: Bytes = {}
    for part in parts:
        assert part.sound.all()
        found |= {int(r): row.tobytes() for r, row in zip(part.ids, part.worlds(), strict=True)}
    return found


def digest(parts: Iterable[Written]) -> str:
    """SHA-256 of ids and worlds in the order in which they come."""
    held = [(part.ids, part.worlds()) for part in parts]
    return hashlib.sha256(b"".join(np.concatenate(own).tobytes() for own in zip(*held, strict=True))).hexdigest()


def test_threads_and_tasks_change_not_a_bit(ensemble: Ensemble) -> None:
    ids = np.arange(WORLDS)
    marks = {
        digest(ensemble.run(ids, 0, values(ids), threads=threads, task=task))
        for threads, task in product((1, 2, 5), (1, 3, 32))
    }
    assert len(marks) == 1
    other = np.arange(1, WORLDS + 1)
    assert digest(ensemble.run(other, 0, values(other), threads=2)) not in marks


@pytest.fixture(scope="module")
def whole(ensemble: Ensemble) -> Bytes:
    ids = np.arange(40)
    return bits(ensemble.run(ids, 0, values(ids), threads=1))


@settings(max_examples=25)
@given(st.data())
def test_any_split_and_order_of_ids_gives_each_world_as_it_is(ensemble: Ensemble, whole: Bytes, data: Any) -> None:
    ids = data.draw(st.lists(st.sampled_from(sorted(whole)), min_size=1, max_size=21, unique=True))
    task = data.draw(st.sampled_from((1, 2)))
    found = bits(ensemble.run(np.array(ids), 0, values(np.array(ids)), threads=data.draw(st.integers(1, 3)), task=task))
    assert found == {r: whole[r] for r in ids}


@pytest.mark.parametrize("count", [1, 7, 8, 9, 16, 17])
def test_lanes_beyond_the_last_world_are_nobody(ensemble: Ensemble, whole: Bytes, count: int) -> None:
    ids = np.arange(count)
    parts = list(ensemble.run(ids, 0, values(ids), task=1))
    assert bits(parts) == {r: whole[r] for r in range(count)}
    assert sum(int((part.failed == 0).sum()) for part in parts) == count


def test_a_world_may_be_asked_for_twice(ensemble: Ensemble, whole: Bytes) -> None:
    ids = np.array([5, 3, 5, 5, 9, 3, 2, 5, 5, 3])
    (part,) = ensemble.run(ids, 0, values(ids))
    assert [row.tobytes() for row in part.worlds()] == [whole[int(r)] for r in ids]


def test_each_scenario_is_what_it_is_alone(made: Factory, factory: Callable[..., Factory]) -> None:
    ids = np.arange(10)
    second = digest(Ensemble.of(made).run(ids, 1))
    alone = Ensemble.of(factory("us_retreat"))
    assert digest(alone.run(ids, 0)) == second  # the seed of both files is the same
    assert digest(Ensemble.of(made).run(ids, 0)) != second


def state(summary: Any) -> bytes:
    """Everything that a summary says."""
    assert isinstance(summary, Summary)
    sums = summary.sums
    parts = [sums.mean, sums.sd, sums.smallest, sums.largest, sums.histogram, summary.postures, summary.failed]
    parts += [sums.quantile(q) for q in (0.0, 0.05, 0.5, 0.95, 1.0)]
    return b"".join(np.ascontiguousarray(part).tobytes() for part in parts)


def test_a_summary_is_the_same_whatever_the_threads_tasks_and_order(
    made: Factory, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = np.arange(WORLDS)
    backwards = [int(r) for r in np.random.default_rng(3).permutation(ids)]
    states = {state(simulate(made, order, keep="summary", threads=k)) for k in (1, 2, 5) for order in (ids, backwards)}
    plain = Ensemble.run
    for task in (1, 3):
        monkeypatch.setattr(Ensemble, "run", partialmethod(plain, task=task))
        states.add(state(simulate(made, ids, keep="summary", threads=2)))
    assert len(states) == 1
    assert state(simulate(made, ids[1:], keep="summary")) not in states


def test_trajectories_are_the_same_whatever_the_threads(made: Factory) -> None:
    several = [simulate(made, range(70), threads=k) for k in (1, 2, 5)]
    assert len({w.rows.tobytes() for w in several if not isinstance(w, Summary)}) == 1


def test_a_thread_that_fails_ends_the_run(ensemble: Ensemble, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any) -> Written:
        raise ArithmeticError("broken")

    monkeypatch.setattr("sim.engine.ensemble.drive.run_blocks", broken)
    ids = np.arange(100)
    with pytest.raises(ArithmeticError, match="broken"):
        list(ensemble.run(ids, 0, values(ids), threads=2, task=1))


@pytest.mark.slow
def test_a_lone_world_has_the_bits_that_it_has_in_a_lane(ensemble: Ensemble, whole: Bytes) -> None:
    """Compiles the kernel for lone numbers: some 40 s, `pytest -m slow tests/engine/test_ensemble_threads.py`."""
    plan = ensemble.plans[0]
    at, count = layout_in(plan), 12
    ids = np.arange(count)
    out, failed = np.full(count * written(at), np.nan), np.ones(count)
    words, fitted = (worlds.astype(np.uint64) for worlds in (ids, ensemble.fitted(ids).ids))
    blocks(plan, words, fitted, values(ids)[NUMBER], np.zeros(at.rows), out, failed, 0, count, written(at))
    assert not failed.any()
    assert {r: row.tobytes() for r, row in enumerate(out.reshape(count, -1))} == {r: whole[r] for r in range(count)}
