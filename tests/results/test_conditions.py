"""What conditions are made of: words with their columns, bounds, and names of outcomes."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import Address, InputError
from sim.results.conditions import OPERATORS, Bound, Reader, meant, outcome_named, stems
from sim.results.outcomes import outcomes

TABLE = outcomes(("hedge",))
HERE = Address("--that", 1)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
signs = st.sampled_from(sorted(OPERATORS))


@given(signs, NUMBERS, st.sampled_from(("", " ", "\n ")))
def test_a_bound_reads_as_it_is_written(sign: str, value: float, gap: str) -> None:
    bound = Bound(sign, value)
    reader = Reader(gap.join(str(bound).split()), HERE)
    assert reader.bound(share=False) == bound
    assert reader.peek.kind == "end"
    assert bound.holds(value) == ("=" in sign)
    assert bound.holds(np.array([math.nan, value])).tolist() == [False, "=" in sign]


@given(st.text(max_size=60))
def test_words_cover_a_line_and_nothing_but_its_gaps(text: str) -> None:
    reader, found = Reader(text, HERE), []
    while reader.peek.kind != "end":
        found.append(reader.peek)
        reader.take(reader.peek.kind, "it")
    assert "".join(token.text for token in found) == "".join(text.split())
    assert all(text[token.column - 1 :].startswith(token.text) for token in found)
    assert all(one.column + len(one.text) <= other.column for one, other in pairwise(found))


@given(st.sampled_from(sorted(TABLE)), st.none() | st.integers(1800, 2200))
def test_a_name_without_its_ending_means_one_outcome_or_is_refused(full: str, year: int | None) -> None:
    at = "" if year is None else f"@{year}"
    full, stem = f"{full}{at}", f"{full.rpartition('.')[0]}{at}"
    if full not in TABLE:
        assert outcome_named(full, TABLE, HERE) is None
        return
    assert outcome_named(full, TABLE, HERE) == full
    several = meant(stem, TABLE)
    assert full in several
    if len(several) == 1:
        assert outcome_named(stem, TABLE, HERE) == full
    else:
        with pytest.raises(InputError, match=f"'{stem}' could be .* or "):
            outcome_named(stem, TABLE, HERE)


@pytest.mark.parametrize(
    "name", ["", "side.", ".end", "posture", "pact", "side.end@", "side.end@20", "@2030", "side.x"]
)
def test_what_is_the_name_of_none(name: str) -> None:
    assert outcome_named(name, TABLE, HERE) is None
    assert outcome_named(name, list(TABLE), HERE) is None


@pytest.mark.parametrize(("year", "fine"), [(2025, False), (2026, True), (2045, True), (2046, False)])
def test_a_year_must_be_run(year: int, fine: bool) -> None:
    name = f"side.end@{year}"
    if fine:
        assert outcome_named(name, TABLE, HERE, (2026, 2045)) == name
        return
    with pytest.raises(InputError) as told:
        outcome_named(name, TABLE, HERE, (2026, 2045))
    assert str(told.value) == f"--that:1:0: {year} lies outside the horizon 2026-2045"


def test_names_without_endings() -> None:
    assert stems(["side.end", "side.mean", "posture.hedge.end@2030"]) == ["side", "posture.hedge"]
