"""Outcomes measured by hand, and measured alike whatever the layout and whoever holds the numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.results.measure import Block, added, measure, over_time
from sim.results.outcomes import Outcome, outcomes

COLUMNS = ("side", "gdp", "capability", "posture")
WORDS = {"posture": ("hedge", "ally")}
GRAIN = 2**-30
YEARS = (2026, 2027)


def outcome(**changes: object) -> Outcome:
    told = {"name": "o", "label": "", "unit": "", "table": "countries", "column": "side", "when": "mean"}
    return Outcome(**{**told, "across": "mean", **changes})  # type: ignore[arg-type]


def block(values: object) -> Block:
    """One world of two years and two countries BBB and AAA, in that order; columns as above."""
    return Block(np.array([values], dtype=float), COLUMNS, ("BBB", "AAA"), YEARS, WORDS)


BY_HAND = block(
    [
        [[0.5, 100, 30, 1], [-1, 300, 10, 0]],  # 2026: BBB, AAA
        [[1, 100, 10, 0], [0, 100, 30, 0]],
    ]
)


@pytest.mark.parametrize(
    ("changes", "total", "own", "parts"),  # own and parts of AAA, then BBB
    [
        ({"when": "mean"}, 0.125, (-0.5, 0.75), (-0.25, 0.375)),
        ({"when": "end"}, 0.5, (0, 1), (0, 0.5)),
        ({"when": "end", "across": "sum"}, 1, (0, 1), (0, 1)),
        ({"when": "sum", "across": "sum"}, 0.5, (-1, 1.5), (-1, 1.5)),
        ({"when": "any", "across": "sum", "sign": -1}, 1, (1, 0), (1, 0)),
        ({"when": "mean", "across": "gdp"}, (-0.625 + 0.5) / 2, (-0.5, 0.75), (-0.375, 0.3125)),
        ({"when": "end", "across": "capability", "sign": 1}, 0.25, (0, 1), (0, 0.25)),
        ({"when": "end", "across": "capability", "sign": 0}, 0.75, (1, 0), (0.75, 0)),
        ({"when": "mean", "column": "posture", "equals": "ally"}, 0.25, (0, 0.5), (0, 0.25)),
    ],
)
def test_by_hand(changes: dict[str, object], total: float, own: tuple[float, ...], parts: tuple[float, ...]) -> None:
    assert BY_HAND.units == ("AAA", "BBB")
    found = measure(outcome(**changes), BY_HAND)
    assert found.total.tolist() == [total]
    assert found.own[:, 0].tolist() == list(own)
    assert found.parts[:, 0].tolist() == list(parts)


def test_the_first_ten_years_are_ten() -> None:
    years = np.arange(2026.0, 2040.0)
    cube = np.zeros((14, 2))
    cube[9, 0] = cube[10, 1] = 1.0
    assert over_time(cube, outcome(when="first_ten_years"), years).tolist() == [1, 0]
    assert over_time(cube, outcome(when="any"), years).tolist() == [1, 1]


def test_what_is_measured_is_a_multiple_of_the_grain_and_never_minus_zero() -> None:
    found = measure(outcome(when="end"), block([[[0.1] * 4] * 2, [[-1e-12, 1, 1, 0], [1 / 3, 1, 1, 0]]])).own[:, 0]
    assert (found / GRAIN == np.rint(found / GRAIN)).all()
    assert found == pytest.approx([1 / 3, 0], abs=GRAIN / 2)
    assert not np.signbit(found).any()


@given(st.integers(0, 2**32), st.integers(1, 9), st.integers(0, 9))
@settings(max_examples=30)
def test_worlds_are_measured_alike_alone_and_together(seed: int, worlds: int, first: int) -> None:
    rng = np.random.default_rng(seed)
    values = rng.uniform(0.1, 1.0, (worlds, 20, 13, len(COLUMNS)))
    values[..., 0] = rng.choice([-1.0, 0.0, 0.45], values.shape[:-1])
    values[..., 3] = rng.integers(0, 2, values.shape[:-1])
    names, years = [f"C{k:02d}" for k in range(13)], range(2026, 2046)
    whole = Block(values, COLUMNS, names, years, WORDS)
    one = first % worlds
    order = rng.permutation(13)
    alone = Block(
        np.asfortranarray(values[one : one + 1][:, :, order]), COLUMNS, [names[k] for k in order], years, WORDS
    )
    for changes in (
        {"when": "mean", "across": "capability", "sign": 1},
        {"when": "mean", "across": "gdp", "column": "capability"},
        {"when": "end", "across": "mean", "column": "gdp"},
        {"when": "mean", "across": "mean", "column": "posture", "equals": "ally"},
    ):
        for together, by_itself in zip(
            measure(outcome(**changes), whole), measure(outcome(**changes), alone), strict=True
        ):
            assert together[..., one : one + 1].tobytes() == by_itself.tobytes()


def test_sums_go_in_ascending_order() -> None:
    values = np.array([1e16, 1.0, -1e16, 1.0])
    assert added(values[:, None], axis=0).tolist() == [1.0]  # (1e16 + 1) - 1e16 + 1
    assert added(values[None], axis=1).tolist() == [1.0]


def test_the_shares_of_a_world_add_up() -> None:
    table = outcomes()
    found = [measure(table[f"{camp}.mean"], BY_HAND).total[0] for camp in ("hub_side", "challenger_side", "unaligned")]
    assert sum(found) == pytest.approx(1, abs=3 * GRAIN)
