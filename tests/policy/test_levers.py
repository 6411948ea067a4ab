"""Time on the grid, and levers at rest."""

from __future__ import annotations

import datetime
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.policy.levers import Levers, PactTerms, TimeGrid
from sim.years import year_of

INF = float("inf")


@pytest.mark.parametrize(
    ("moment", "opening", "closing"),
    [
        (2027, 2027.0, 2028.0),  # a year lasts to its last day
        (datetime.date(2027, 1, 1), 2027.0, 2027 + 1 / 365),
        (datetime.date(2027, 12, 31), 2027 + 364 / 365, 2028.0),
        (datetime.date(2028, 7, 1), 2028 + 182 / 366, 2028 + 183 / 366),  # a leap year
        (datetime.date(2028, 2, 29), 2028 + 59 / 366, 2028 + 60 / 366),
    ],
)
def test_moments_by_hand(moment: int | datetime.date, opening: float, closing: float) -> None:
    assert year_of(moment) == pytest.approx(opening, abs=1e-12)
    assert year_of(moment, closing=True) == pytest.approx(closing, abs=1e-12)


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2150, 1, 1)))
def test_a_day_ends_where_the_next_begins(day: datetime.date) -> None:
    assert year_of(day, closing=True) == year_of(day + datetime.timedelta(days=1))
    assert day.year <= year_of(day) < day.year + 1


@pytest.mark.parametrize(
    ("span", "cover"),
    [
        ((2027.0, INF), [0, 1, 1, 1]),
        ((2027.0, 2028.0), [0, 1, 0, 0]),
        ((2026.25, 2027.5), [0.75, 0.5, 0, 0]),
        ((2000.0, 2020.0), [0, 0, 0, 0]),
        ((2000.0, 2026.5), [0.5, 0, 0, 0]),
        ((2029.9, INF), [0, 0, 0, 0.1]),
        ((2030.0, INF), [0, 0, 0, 0]),
    ],
)
def test_cover_by_hand(grid: TimeGrid, span: tuple[float, float], cover: list[float]) -> None:
    assert grid.cover(span) == pytest.approx(np.array(cover, dtype=float), abs=1e-9)


def test_cover_of_half_years_by_hand(halves: TimeGrid) -> None:
    assert halves.cover((2026.25, 2027.25)) == pytest.approx(np.array([0.5, 1.0, 0.5, 0.0]))


@given(st.floats(2020, 2035), st.floats(2020, 2035), st.sampled_from([1.0, 0.5, 0.25, 1 / 3, 1 / 12]))
def test_cover_adds_up_to_the_time_in_force(a: float, b: float, step: float) -> None:
    steps = round(4 / step)
    grid = TimeGrid(2026 + step * np.arange(steps), step, (), (), (), ())
    begin, end = sorted((a, b))
    inside = max(0.0, min(end, 2030.0) - max(begin, 2026.0))
    assert grid.cover((begin, end)).sum() * step == pytest.approx(inside, abs=1e-9)


def test_first_step_touched(grid: TimeGrid) -> None:
    assert grid.first((2027.9, INF)) == 1
    assert grid.first((2028.0, INF)) == 2
    assert grid.first((2000.0, INF)) == 0
    assert grid.first((2030.0, INF)) is None


def test_rows_leave_out_those_that_take_no_part(grid: TimeGrid) -> None:
    assert grid.rows(None) == [0, 1, 2]
    assert grid.rows(["KOR", "NZL", "AUS"]) == [2, 0]
    assert grid.rows([]) == []


def test_levers_at_rest(levers: Levers) -> None:
    ones = {
        *("troops", "commitment", "coercion", "inducement"),
        *("assertiveness", "hub_output", "challenger_output", "arms"),
    }
    for part in fields(Levers):
        value = getattr(levers, part.name)
        if part.name == "pact":
            assert value == PactTerms(0, None, None, None, 0)
        elif part.name == "administration":
            assert value.tolist() == [-1] * 4
        elif part.name == "treaty":
            assert value.tolist() == [[-1.0] * 3] * 4
        elif part.name in ("bodies", "numbers"):
            assert value == []
        else:
            assert (value == (1.0 if part.name in ones else 0.0)).all(), part.name
    assert levers.tie_gain.shape == (4, 3, 3)
    assert levers.exemption.shape == (4, 3)
    assert levers.dialogue.shape == (4, 2)
