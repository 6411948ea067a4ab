"""Naive rivals: what they say, and that none of them sees what came later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.validation.hindcast import CUSTOMER, LOGIT, NEAREST, PERSISTENCE, naive
from sim.validation.rivals import Cases, camp, logit, persistence

Make = Callable[..., Cases]
SIDES = (-1.0, 0.0, 0.45, 0.8, 1.0)
RATE = 0.025
EARLY = [(1951, ahead, held, seen) for ahead in (1, 5, 10) for held, seen in ((0, 0), (1, 1), (3, 3), (3, 1), (1, 2))]
MIDDLE = [(1970, ahead, held, seen) for ahead in (1, 5, 10) for held, seen in ((0, 0), (1, 3), (3, 3), (2, 2))]
LATE = [(1990, 5, 1, 1), (1990, 10, 3, 2)]
ROWS = EARLY + MIDDLE + LATE


def test_persistence_by_hand(make_cases: Make) -> None:
    made = persistence(make_cases([(1951, 1, 2, 2), (1951, 10, 0, 1)]), 5, RATE)
    stay = 0.975**10
    assert made[0] == pytest.approx([0.00625, 0.00625, 0.975, 0.00625, 0.00625])
    assert made[1] == pytest.approx([stay, *[(1 - stay) / 4] * 4])


@given(st.floats(0, 0.5), st.integers(2, 7))
def test_persistence_is_a_probability_and_fades_with_the_years(make_cases: Make, rate: float, postures: int) -> None:
    made = persistence(make_cases([(1951, ahead, 1, 1) for ahead in range(1, 11)]), postures, rate)
    assert made.sum(axis=1) == pytest.approx(1.0)
    assert (np.diff(made[:, 1]) <= 0).all()
    assert (made >= 0).all()


def test_a_camp_is_trusted_as_far_as_it_was_right(make_cases: Make) -> None:
    now = make_cases([(1970, 1, 1, 1), (1970, 1, 1, 1)])
    before = make_cases([(1951, 1, 1, seen) for seen in (0, 0, 1)])  # the rule named -1: right twice of three times
    made = camp(now, np.array([-1.0, 1.0]), before, np.array([-1.0, -1.0, -1.0]), SIDES)
    trusted = 3 / 5
    assert made[0] == pytest.approx([trusted, *[(1 - trusted) / 4] * 4])
    assert made[1] == pytest.approx([(1 - trusted) / 2] * 2 + [trusted / 3] * 3)


def test_a_camp_without_a_past_or_a_posture_is_still_a_probability(make_cases: Make) -> None:
    now, nobody = make_cases([(1951, 1, 1, 1)]), make_cases([(1951, 1, 1, 1)]).where(np.array([False]))
    assert camp(now, np.array([-1.0]), nobody, np.array([]), SIDES)[0] == pytest.approx([0.5, *[0.125] * 4])
    assert camp(now, np.array([-1.0]), nobody, np.array([]), (0.0, 1.0))[0] == pytest.approx([0.5, 0.5])


def test_every_rival_gives_probabilities(make_cases: Make) -> None:
    made = naive(make_cases(ROWS), SIDES, RATE)
    assert list(made) == [PERSISTENCE, NEAREST, CUSTOMER, LOGIT]
    for name, forecast in made.items():
        known = np.isfinite(forecast).all(axis=1)
        assert forecast[known].sum(axis=1) == pytest.approx(1.0), name
        assert (forecast[known] > 0).all(), name
        assert known.all() == (name != LOGIT)
    assert not np.isfinite(made[LOGIT][: len(EARLY)]).any()  # nothing to learn from yet
    assert np.isfinite(made[LOGIT][len(EARLY) :]).all()


@settings(max_examples=25)
@given(st.lists(st.integers(0, 4), min_size=len(ROWS), max_size=len(ROWS)))
def test_no_rival_sees_what_was_not_known_at_the_origin(make_cases: Make, later: list[int]) -> None:
    """Outcomes after 1970 are anything: what is said in 1951 and 1970 stays the same."""
    cases = make_cases(ROWS)
    known = cases.origin + cases.ahead <= 1970
    other = replace(cases, seen=np.where(known, cases.seen, np.array(later)))
    first, second = naive(cases, SIDES, RATE), naive(other, SIDES, RATE)
    said = cases.origin <= 1970
    for name in first:
        np.testing.assert_array_equal(first[name][said], second[name][said])


def test_what_was_known_does_matter(make_cases: Make) -> None:
    cases = make_cases(ROWS)
    other = replace(cases, seen=np.where(cases.origin == 1951, 0, cases.seen))
    first, second = naive(cases, SIDES, RATE), naive(other, SIDES, RATE)
    for name in (NEAREST, LOGIT):
        assert not np.allclose(first[name][cases.origin == 1970], second[name][cases.origin == 1970])


def test_an_outcome_in_the_year_of_the_origin_is_known(make_cases: Make) -> None:
    cases = make_cases([(1960, 9, 0, 0), (1960, 10, 0, 0), (1960, 11, 0, 0), (1970, 1, 0, 0)])
    assert cases.known(1970).ahead.tolist() == [9, 10]


def test_the_logit_learns_and_never_rules_out_what_it_has_not_seen(make_cases: Make) -> None:
    rows = [(1951, 1, 1, 1 if k % 2 else 3) for k in range(40)]
    inputs = [[1.0 if k % 2 else 0.0] for k in range(40)]
    now = make_cases([(1970, 1, 1, 1), (1970, 1, 1, 3)], inputs=[[1.0], [0.0]])
    made = logit(now, make_cases(rows, inputs=inputs), 5)
    assert made is not None
    assert made[0, 1] > 0.8 < made[1, 3]
    assert made.sum(axis=1) == pytest.approx(1.0)
    assert (made[:, [0, 2, 4]] > 0.001).all()


def test_the_logit_says_nothing_when_all_was_alike(make_cases: Make) -> None:
    assert logit(make_cases([(1970, 1, 1, 1)]), make_cases([(1951, 1, 1, 1)] * 5), 5) is None
