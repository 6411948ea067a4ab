from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.results.arrow import TableError, conform, empty
from sim.results.schema import known_tables


def drawn(**changes):
    content = {"replicate": [1, 0], "parameter": ["law.a", "law.a"], "value": [0.5, 0.25]}
    return pa.table({**content, **changes})


def test_rows_come_in_the_order_of_the_key_and_types_are_fixed() -> None:
    table = conform("draws", drawn())
    assert table.to_pydict() == {"replicate": [0, 1], "parameter": ["law.a", "law.a"], "value": [0.25, 0.5]}
    assert table.schema.types == [pa.int32(), pa.string(), pa.float64()]
    assert table.schema.metadata is None


def test_whole_numbers_and_flags_become_numbers_without_loss() -> None:
    assert conform("draws", drawn(value=[1, 2]))["value"].to_pylist() == [2.0, 1.0]
    assert conform("draws", drawn(value=[True, False]))["value"].to_pylist() == [0.0, 1.0]


def test_text_may_come_as_a_dictionary() -> None:
    names = pa.array(["law.a", "law.a"]).dictionary_encode()
    assert conform("draws", drawn(parameter=names)).schema.field("parameter").type == pa.string()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"value": ["x", "y"]}, "column 'value' is not number"),
        ({"value": [0.5, float("nan")]}, "column 'value' has 1 absent values"),
        ({"value": [0.5, None]}, "column 'value' has 1 absent values"),
        ({"value": [0.5, float("inf")]}, "column 'value' has infinite values"),
        ({"replicate": [1, -1]}, "column 'replicate' runs from -1 to 1, allowed is 0 to inf"),
        ({"replicate": [0.5, 1.0]}, "column 'replicate' is not integer"),
        ({"parameter": [1, 2]}, "column 'parameter' is not text"),
        ({"replicate": [1, 1]}, "two rows have the same replicate, parameter"),
        ({"extra": [1, 2]}, "column 'extra' is unknown"),
    ],
)
def test_a_wrong_table_is_refused(changes, said) -> None:
    with pytest.raises(TableError, match="table draws: ") as caught:
        conform("draws", drawn(**changes))
    assert said in str(caught.value)


def test_every_offence_is_named_at_once() -> None:
    with pytest.raises(TableError) as caught:
        conform("draws", pa.table({"replicate": [-1], "wrong": [1.0]}))
    assert len(str(caught.value).splitlines()) == 4  # two columns missing, one unknown, one out of range


def test_a_misspelt_table_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(TableError, match="no table is called 'drawz'; did you mean 'draws'"):
        conform("drawz", drawn())


@pytest.mark.parametrize(("years", "kind"), [([2026.0, 2027.0], pa.int32()), ([2026.5, 2027.0], pa.float64())])
def test_years_are_whole_numbers_only_where_all_are(years, kind) -> None:
    content = {"scenario": ["a", "a"], "country": ["X", "X"], "posture": ["p", "p"], "share": [0, 1]}
    made = conform("postures", pa.table({**content, "year": years}))
    assert made.schema.field("year").type == kind
    assert made["year"].to_pylist() == years


@pytest.mark.parametrize("name", sorted(known_tables()))
def test_an_empty_table_conforms(name) -> None:
    assert conform(name, empty(name)).num_rows == 0


@settings(max_examples=50, deadline=None)
@given(st.permutations(range(12)), st.permutations(["replicate", "parameter", "value"]))
def test_order_of_rows_and_columns_makes_no_difference(rows, columns) -> None:
    content = {
        "replicate": np.repeat(np.arange(4), 3),
        "parameter": np.tile(["x", "y", "z"], 4),
        "value": np.linspace(0, 1, 12),
    }
    shuffled = pa.table({name: content[name][list(rows)] for name in columns})
    assert conform("draws", shuffled).equals(conform("draws", pa.table(content)))
