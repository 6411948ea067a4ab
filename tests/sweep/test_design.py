"""Points of a design, and values of a dimension at shares of its distribution."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from sim.errors import InputError
from sim.results.sweeps import together
from sim.sweep.design import count, of_table, points, read_table
from sim.sweep.dimension import Dimension
from sim.sweep.form import Design

A = Dimension(path="parameters.a", role="uncertainty", distribution="uniform", low=0, mode=2, high=4, central=1)
B = Dimension(path="policies.b.c", role="lever", distribution="listed", values=("low", "high", True))
C = Dimension(path="parameters.c", role="uncertainty", distribution="triangular", low=1, mode=2, high=6, central=2)
WHOLE = Dimension(path="policies.pact.quorum", role="lever", distribution="uniform", low=2, mode=3, high=5, whole=True)
SHARES = hnp.arrays(np.float64, st.integers(1, 40), elements=st.floats(0, 1))


def test_a_grid_holds_every_combination_the_last_running_fastest() -> None:
    a, b = points(Design(type="grid", levels=3), [A, B], 0)
    assert a.tolist() == [0, 0, 0, 2, 2, 2, 4, 4, 4]
    assert b.tolist() == ["low", "high", "true"] * 3


def test_one_at_a_time_leaves_the_others_at_the_centre() -> None:
    a, b, c = points(Design(type="one_at_a_time"), [A, B, C], 0)
    assert a.tolist() == [1, 0, 4, 1, 1, 1, 1, 1]
    assert b.tolist() == [None, None, None, "low", "high", "true", None, None]
    assert c.tolist() == [2, 2, 2, 2, 2, 2, 1, 6]


@pytest.mark.parametrize(
    ("design", "number"),
    [
        (Design(type="sobol", points=8), 8 * (2 * 3 + 2)),
        (Design(type="sobol", points=8, second_order=False), 8 * (3 + 2)),
        (Design(type="morris", trajectories=5), 5 * 4),
        (Design(type="latin_hypercube", points=11), 11),
    ],
)
def test_a_sample_has_its_points_and_depends_on_the_seed_alone(design: Design, number: int) -> None:
    first, again, other = (points(design, [A, B, C], seed) for seed in (1, 1, 2))
    assert count(first) == number
    assert [one.tolist() for one in first] == [one.tolist() for one in again]
    assert [one.tolist() for one in first] != [one.tolist() for one in other]
    block = together(design.type, 3, second_order=design.second_order)
    assert block is not None
    assert number % block == 0


def test_a_latin_hypercube_respects_the_distribution() -> None:
    """One value in each slice of equal probability, so that quantiles are those of the triangle."""
    (c,) = points(Design(type="latin_hypercube", points=400), [C], 3)
    assert np.isclose(c.mean(), (1 + 2 + 6) / 3, atol=0.01)
    assert np.isclose((c <= 2).mean(), (2 - 1) / (6 - 1), atol=1 / 400)
    (a,) = points(Design(type="latin_hypercube", points=400), [A], 3)
    assert (np.sort(a) // (4 / 400)).tolist() == list(range(400))


def test_without_dimensions_there_is_one_point() -> None:
    for kind in ("grid", "one_at_a_time"):
        assert count(points(Design(type=kind), [], 0)) == 1
    assert count(points(Design(type="sobol", points=8), [], 0)) == 1


def test_too_many_points_are_refused() -> None:
    many = A.model_copy(update={"levels": 1001})
    with pytest.raises(InputError, match="has 1,002,001 points; at most 1,000,000"):
        points(Design(type="grid"), [many, many], 0)


@given(SHARES)
def test_values_rise_with_the_share_and_keep_to_the_range(shares: np.ndarray) -> None:
    shares = np.sort(shares)
    for one in (A, C, WHOLE):
        found = one.at(shares)
        assert (np.diff(found) >= 0).all()
        assert ((found >= one.low) & (found <= one.high)).all()
    assert set(WHOLE.at(shares).tolist()) <= {2.0, 3.0, 4.0, 5.0}
    assert set(B.at(shares).tolist()) <= {"low", "high", "true"}


def test_whole_numbers_are_equally_likely() -> None:
    found = WHOLE.at((np.arange(4000) + 0.5) / 4000)
    assert np.unique(found, return_counts=True)[1].tolist() == [1000, 1000, 1000, 1000]
    assert WHOLE.grid(7).tolist() == [2, 3, 4, 5]


def test_a_value_is_told_as_an_override_of_its_own_type() -> None:
    assert WHOLE.told(3.0) == "policies.pact.quorum=3"
    assert A.told(0.5) == "parameters.a=0.5"
    assert B.told("high") == 'policies.b.c="high"'
    assert B.told("true") == "policies.b.c=true"
    assert B.told(None) is None
    assert A.told(float("nan")) is None


Table = Callable[[str], Path]


@pytest.fixture
def table(tmp_path: Path) -> Table:
    def make(text: str) -> Path:
        path = tmp_path / "points.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return make


def test_a_table_gives_values_as_they_are_written(table: Table) -> None:
    cells = read_table(table("parameters.a,policies.b.c\n 1 ,x\n2.5,true\n,\n"), [A.path, B.path])
    assert cells == {A.path: ["1", "2.5", ""], B.path: ["x", "true", ""]}
    one, column = of_table(A, cells[A.path])
    assert (one.low, one.high, one.whole) == (1, 2.5, False)
    assert column[:2].tolist() == [1, 2.5]
    assert np.isnan(column[2])
    words, told = of_table(B, cells[B.path])
    assert words.values == ("x", True)
    assert told.tolist() == ["x", "true", None]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("parameters.a\n1\n", "points.csv:1:1: has no column 'policies.b.c'"),
        (
            "parameters.a,policies.b.c,parameters.aa\n1,x,2\n",
            "column 'parameters.aa' is no dimension of the sweep; did",
        ),
        ("parameters.a,policies.b.c\n1\n", "points.csv:2:1: has 1 cells, the head 2"),
        ("parameters.a,policies.b.c\n", "holds no point"),
        ("parameters.a,policies.b.c,parameters.a\n1,x,2\n", "two columns of the same name"),
    ],
)
def test_a_wrong_table_is_told(table: Table, text: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read_table(table(text), [A.path, B.path])
    assert said in str(caught.value)
