"""The rules of a pact's life."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.law import pact as p

FLAG = st.sampled_from([0.0, 1.0])


@pytest.mark.parametrize(
    ("member", "signed", "invited", "weight"),
    [(1, 1, 0, 1.0), (0, 1, 1, 1.0), (0, 0, 1, 0.3), (0, 0, 0, 0.0), (1, 0, 0, 1.0)],
)
def test_expected_member_by_hand(member: float, signed: float, invited: float, weight: float) -> None:
    assert p.expected_member(member, signed, invited, 0.3) == weight


@pytest.mark.parametrize(
    ("in_force", "ratified", "quorum", "then"),
    [(0, 2, 3, 0), (0, 3, 3, 1), (0, 4, 3, 1), (1, 0, 3, 1), (0, 0, 0, 0), (0, 5, 0, 0)],
)
def test_entry_into_force_by_hand(in_force: float, ratified: float, quorum: float, then: float) -> None:
    assert p.enters_into_force(in_force, ratified, quorum) == then  # a quorum of none is no offer


@pytest.mark.parametrize(
    ("in_force", "members", "minimum", "gone"), [(1, 1, 2, 1), (1, 2, 2, 0), (0, 0, 2, 0), (1, 0, 1, 1)]
)
def test_lapse_by_hand(in_force: float, members: float, minimum: float, gone: float) -> None:
    assert p.lapses(in_force, members, minimum) == gone


@given(st.integers(0, 12), st.integers(1, 12), st.integers(1, 12))
def test_what_has_just_entered_into_force_has_not_lapsed(ratified: int, quorum: int, minimum: int) -> None:
    minimum = min(minimum, quorum)
    if p.enters_into_force(0.0, float(ratified), float(quorum)):
        assert p.lapses(1.0, float(ratified), float(minimum)) == 0.0


@pytest.mark.parametrize(
    ("said", "base", "bound"), [(-1, 1, 1), (-1, 0, 0), (0, 1, 0), (0, 0, 0), (1, 0, 1), (1, 1, 1)]
)
def test_treaty_by_hand(said: float, base: float, bound: float) -> None:
    assert p.treaty(said, base) == bound


def test_age_by_hand() -> None:
    assert p.age(0.0, 0.0, 0.25) == 0.0
    assert p.age(1.0, 0.0, 0.25) == 0.25
    assert p.age(1.0, 3.5, 0.25) == 3.75
    assert p.age(0.0, 3.5, 0.25) == 0.0  # one that lapsed; another would begin anew


@given(st.integers(1, 12), st.integers(1, 30))
def test_age_counts_years_whatever_the_step(parts: int, years: int) -> None:
    age = 0.0
    for _ in range(parts * years):
        before, age = age, p.age(1.0, age, 1 / parts)
        assert age > before
    assert age == pytest.approx(years)


def test_constant_by_hand() -> None:
    assert p.constant(-0.2, 0.03, 0.6, 1.0) == pytest.approx(-0.17)  # an ally looking one rung up
    assert p.constant(-0.2, 0.03, 0.6, 3.0) == pytest.approx(-1.37)  # two rungs further: -0.17 - 1.2


def test_planning_by_hand() -> None:
    assert p.planning(0.6, 0.5) == 0.3


@pytest.mark.parametrize(
    ("notice", "dt", "steps"), [(0.0, 1.0, 0), (1.0, 1.0, 1), (1.0, 0.25, 4), (1.0, 1 / 12, 12), (0.3, 0.25, 2)]
)
def test_a_part_of_a_step_binds_for_all_of_it(notice: float, dt: float, steps: int) -> None:
    assert p.notice_steps(notice, dt) == steps


@pytest.mark.parametrize(
    ("standing", "member", "settled", "left"),
    [(p.OUT, 0, 0, 0), (p.IN, 1, 1, 0), (p.LEFT, 0, 0, 1), (p.JOINED, 1, 0, 0)],
)
def test_standings_by_hand(standing: float, member: float, settled: float, left: float) -> None:
    assert (p.is_member(standing), p.is_settled(standing), p.has_left(standing)) == (member, settled, left)


@pytest.mark.parametrize(("members", "least", "founded"), [(0, 2, 0), (1, 2, 0), (2, 2, 1), (5, 2, 1), (0, 0, 1)])
def test_founded_by_hand(members: float, least: float, founded: float) -> None:
    assert p.founded(float(members), float(least)) == founded
