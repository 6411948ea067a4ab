"""The verdict is what the samples say: by hand, and for samples of any kind."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.conditional import thirds
from sim.claims.rule import LEAST, Ask, Verdict, judge, side

NAMES = ("law.one", "law.two")
ENOUGH = 3 * LEAST

SIZED = st.floats(-10, 10).map(lambda number: round(number, 6))
"""Numbers whose squares do not vanish: what does would make scaling matter."""


def verdict(*asks: Ask, draws: np.ndarray | None = None) -> Verdict:
    """The verdict when numbers are what is given, else drawn apart from everything."""
    count = len(asks[0].values)
    if draws is None:
        draws = np.random.default_rng(3).random((count, len(NAMES)))
    return judge(asks, draws, np.stack([thirds(column) for column in draws.T], axis=1), NAMES)


def spread(mean: float, half: float = 1.0, count: int = ENOUGH) -> np.ndarray:
    """Values half above and half below a mean, in an order that goes with nothing."""
    return np.array([mean + half, mean - half] * (count // 2))


def test_an_interval_is_students() -> None:
    values = np.array([1.0, 2.0, 3.0, 4.0])
    (found,) = verdict(Ask(values, low=0.0)).intervals
    half = 3.182446 * math.sqrt(5 / 3) / 2  # t of 97.5 % with 3 degrees of freedom
    assert found.mean == 2.5
    assert found.low == pytest.approx(2.5 - half, rel=2e-2)
    assert found.high == pytest.approx(2.5 + half, rel=2e-2)


@pytest.mark.parametrize(
    ("mean", "kind"), [(2.0, "supported"), (-2.0, "contradicted"), (0.01, "undecided"), (-0.01, "undecided")]
)
def test_one_edge(mean: float, kind: str) -> None:
    assert verdict(Ask(spread(mean), low=0.0)).kind == kind
    assert verdict(Ask(spread(-mean), high=0.0)).kind == kind


@pytest.mark.parametrize(
    ("mean", "kind"), [(0.0, "supported"), (0.8, "undecided"), (3.0, "contradicted"), (-3.0, "contradicted")]
)
def test_two_edges(mean: float, kind: str) -> None:
    assert verdict(Ask(spread(mean), -0.9, 0.9)).kind == kind


def test_no_effect_at_all_is_undecided() -> None:
    found = verdict(Ask(np.zeros(ENOUGH), low=0.0))
    assert found.kind == "undecided"
    assert found.intervals[0] == (0.0, 0.0, 0.0)


def test_a_margin_must_be_passed_too() -> None:
    assert verdict(Ask(spread(0.5, 0.1), low=0.4, margin=0.4)).kind == "supported"
    assert verdict(Ask(spread(0.5, 0.1), low=0.6, margin=0.6)).kind == "contradicted"


def test_all_expectations_must_hold_and_the_worst_decides() -> None:
    good, vague, bad = (Ask(spread(mean), low=0.0) for mean in (2.0, 0.01, -2.0))
    assert verdict(good, good).kind == "supported"
    assert verdict(good, vague).kind == "undecided"
    found = verdict(good, vague, bad)
    assert (found.kind, found.deciding) == ("contradicted", 2)


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("lift", [0.0, 0.4])
def test_a_number_that_turns_the_answer_is_named(number: int, lift: float) -> None:
    draws = np.random.default_rng(5).random((300, 2))
    values = draws[:, number] - 0.5 + lift * 0.5 + spread(0.0, 0.01, 300)
    found = verdict(Ask(values, low=0.0), draws=draws)
    assert found.kind == "depends"
    assert found.turn is not None
    assert found.turn.number == NAMES[number]
    assert found.turn.low.interval.high < 0 < found.turn.high.interval.low
    assert found.turn.low.most < found.turn.high.least
    expected = values[draws[:, number] <= np.quantile(draws[:, number], 1 / 3)].mean()
    assert found.turn.low.interval.mean == pytest.approx(expected)


def test_the_expectation_that_turns_is_named() -> None:
    draws = np.random.default_rng(5).random((300, 2))
    steady, turning = Ask(spread(2.0, 0.1, 300), low=0.0), Ask(draws[:, 0] - 0.5, low=0.0)
    found = verdict(steady, turning, draws=draws)
    assert found.kind == "depends"
    assert found.turn is not None
    assert found.deciding == found.turn.expectation == 1


def test_an_effect_that_only_fades_does_not_turn() -> None:
    draws = np.random.default_rng(5).random((300, 2))
    assert verdict(Ask(draws[:, 0], low=0.0), draws=draws).kind == "supported"


def test_too_few_worlds_are_not_split() -> None:
    draws = np.linspace(0, 1, 2 * LEAST)[:, None].repeat(2, axis=1)
    assert verdict(Ask(draws[:, 0] - 0.5, low=0.0), draws=draws).kind == "undecided"


def test_unrelated_numbers_seldom_turn_an_answer() -> None:
    source = np.random.default_rng(11)
    draws = source.random((120, 40))
    names = [f"law.{k}" for k in range(40)]
    cut = np.stack([thirds(column) for column in draws.T], axis=1)
    found = [judge([Ask(source.normal(size=120), low=0.0)], draws, cut, names).kind for _ in range(200)]
    assert found.count("depends") <= 200 * 0.05
    assert 180 <= found.count("undecided") <= 200


@given(
    values=st.lists(SIZED, min_size=2, max_size=80),
    edge=SIZED,
    scale=st.sampled_from([0.5, 2.0, 1024.0]),
)
def test_a_verdict_follows_from_intervals_and_turns_with_the_sign(
    values: list[float], edge: float, scale: float
) -> None:
    sample = np.array(values)
    found = verdict(Ask(sample, low=edge))
    (interval,) = found.intervals
    assert interval.low <= interval.mean <= interval.high
    where = int(side(interval.low, interval.high, Ask(sample, low=edge)))
    assert where == (interval.low > edge) - (interval.high < edge)
    if found.turn is None:
        assert found.kind == {1: "supported", -1: "contradicted", 0: "undecided"}[where]
    opposite = verdict(Ask(sample, high=edge)).kind
    swapped = {"supported": "contradicted", "contradicted": "supported"}
    assert opposite == swapped.get(found.kind, found.kind)
    assert verdict(Ask(sample * scale, low=edge * scale)).kind == found.kind


@given(st.lists(st.sampled_from([-1.0, 0.0, 1.0]), min_size=1, max_size=30))
def test_the_share_counts_worlds_that_differ(values: list[float]) -> None:
    sample = np.array(values)
    share = Ask(sample, low=0.3, margin=0.3).share  # the margin does not matter to a single world
    off = [value for value in values if value]
    assert math.isnan(share) if not off else share == pytest.approx(sum(value > 0 for value in off) / len(off))
