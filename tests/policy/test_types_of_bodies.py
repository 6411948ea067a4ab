"""What policies on bodies of security work write into the levers, to the number: new ones, and those that are there."""

from __future__ import annotations

import datetime
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest

from sim.policy import registry
from sim.policy.levers import Body, Levers, TimeGrid

MID_2027 = datetime.date(2027, 7, 2)  # 182 of 365 days gone: 183/365 of the year is left
LEFT = 183 / 365
ALL = Body("all", (True,) * 3, duty=True, known=True)
QUAD = Body("quad", (True, True, False), known=True)


@pytest.fixture
def standing(grid: TimeGrid) -> TimeGrid:
    """Years in whose base year one body holds all three, and another Australia and Japan."""
    return replace(grid, bodies=(ALL, QUAD))


@pytest.fixture
def stood(standing: TimeGrid) -> Levers:
    """Levers at rest over these years."""
    return Levers.neutral(standing)


def _pull(levers: Levers, grid: TimeGrid, kind: str, **entries: Any) -> None:
    registry()[kind].model_validate({"type": kind, **entries}).apply(levers, grid)


def _untouched(levers: Levers, grid: TimeGrid, *but: str) -> None:
    rest = Levers.neutral(grid)
    for part in fields(Levers):
        if part.name not in but:
            assert np.array_equal(getattr(levers, part.name), getattr(rest, part.name)), part.name


def test_minilaterals_are_offers_side_by_side(levers: Levers, grid: TimeGrid) -> None:
    _pull(levers, grid, "minilateral", start=2027, members=("JPN", "KOR"), depth=0.2)
    _pull(levers, grid, "minilateral", start=MID_2027, end=2028, members=("AUS", "JPN", "KOR", "NZL"), depth=0.1)
    assert levers.offers[:, 0].tolist() == [[0] * 3, *[[0, 0.2, 0.2]] * 3]
    assert levers.offers[:, 1] == pytest.approx(np.array([[0] * 3, [0.1 * LEFT] * 3, [0.1] * 3, [0] * 3]))
    assert levers.bodies == [
        Body("offer.minilateral-JPN-KOR", (False,) * 3),
        Body("offer.minilateral-AUS-JPN-KOR-NZL", (False,) * 3),
    ]
    _untouched(levers, grid, "offers", "bodies")


def test_a_minilateral_goes_by_its_own_name_and_may_bind(levers: Levers, grid: TimeGrid) -> None:
    """It is another one than an institution of the same id."""
    _pull(levers, grid, "minilateral", id="camp_david", start=2027, members=("JPN", "KOR"), depth=0.2, duty=True)
    assert levers.bodies == [Body("offer.camp_david", (False,) * 3, duty=True)]


def test_bodies_of_the_base_year_stand_as_they_are(stood: Levers, standing: TimeGrid) -> None:
    assert stood.bodies == list(standing.bodies)
    assert stood.offers.tolist() == [[[1, 1, 1], [1, 1, 0]]] * 4


def test_an_institution_is_hollowed_out_while_the_policy_lasts(stood: Levers, standing: TimeGrid) -> None:
    _pull(stood, standing, "institution", start=MID_2027, end=2028, institution="quad", depth=0.4)
    assert stood.offers[:, 1, 0] == pytest.approx(np.array([1, 1 - 0.6 * LEFT, 0.4, 1]))
    assert stood.offers[:, 1, 1] == pytest.approx(stood.offers[:, 1, 0])
    assert (stood.offers[:, 1, 2] == 0).all()  # nobody is asked in
    assert (stood.offers[:, 0] == 1).all()  # the other body stays
    _untouched(stood, standing, "offers")


def test_an_institution_is_dissolved_and_deepened_in_turn(stood: Levers, standing: TimeGrid) -> None:
    _pull(stood, standing, "institution", start=2027, end=2027, institution="quad", depth=0)
    _pull(stood, standing, "institution", start=2028, institution="quad", depth=1.5)
    _pull(stood, standing, "institution", start=2029, institution="quad", depth=0.5)  # of what it has become
    assert stood.offers[:, 1].tolist() == [[1, 1, 0], [0, 0, 0], [1.5, 1.5, 0], [0.75, 0.75, 0]]


def test_an_institution_asks_others_in(stood: Levers, standing: TimeGrid) -> None:
    _pull(stood, standing, "institution", start=MID_2027, institution="quad", invite=("KOR", "JPN", "NZL"))
    assert stood.offers[:, 1, 2] == pytest.approx(np.array([0, LEFT, 1, 1]))
    assert (stood.offers[:, 1, :2] == 1).all()  # members already are not asked
    deeper = Levers.neutral(standing)
    _pull(deeper, standing, "institution", start=2028, institution="quad", invite=("KOR",), depth=2)
    assert deeper.offers[:, 1].tolist() == [[1, 1, 0], [1, 1, 0], [2, 2, 2], [2, 2, 2]]


def test_one_asked_in_before_shares_in_what_becomes_of_it(stood: Levers, standing: TimeGrid) -> None:
    _pull(stood, standing, "institution", start=2027, institution="quad", invite=("KOR",))
    _pull(stood, standing, "institution", start=2028, end=2028, institution="quad", depth=2, invite=("KOR",))
    _pull(stood, standing, "institution", start=2029, institution="quad", depth=0)
    assert stood.offers[:, 1].tolist() == [[1, 1, 0], [1, 1, 1], [2, 2, 2], [0, 0, 0]]


def test_an_institution_that_is_not_there_stays_as_it_is(stood: Levers, standing: TimeGrid) -> None:
    _pull(stood, standing, "institution", start=2027, institution="fpda", depth=0, invite=("KOR",))
    _untouched(stood, standing)


def test_an_offer_of_the_same_name_is_no_institution(stood: Levers, standing: TimeGrid) -> None:
    _pull(stood, standing, "minilateral", id="quad", start=2026, members=("JPN", "KOR"), depth=0.2)
    _pull(stood, standing, "institution", start=2026, institution="quad", depth=0)
    assert stood.offers[:, 1:].tolist() == [[[0, 0, 0], [0, 0.2, 0.2]]] * 4


def test_bodies_of_fewer_than_two_are_forgotten(grid: TimeGrid) -> None:
    few = replace(grid, bodies=(Body("aukus", (True, False, False), known=True), QUAD))
    levers = Levers.neutral(few)
    levers.settle()
    assert levers.bodies == [QUAD]
    assert levers.offers.tolist() == [[[1, 1, 0]]] * 4
    asked = Levers.neutral(few)
    _pull(asked, few, "institution", start=2028, institution="aukus", invite=("JPN",))
    asked.settle()
    assert [body.name for body in asked.bodies] == ["aukus", "quad"]


def test_a_body_dissolved_all_run_long_is_not_forgotten(stood: Levers, standing: TimeGrid) -> None:
    """Else the ties that it held before would stay."""
    _pull(stood, standing, "institution", start=2026, institution="quad", depth=0)
    stood.settle()
    assert [body.name for body in stood.bodies] == ["all", "quad"]
    assert (stood.offers[:, 1] == 0).all()


def test_minilaterals_dissolved_add_up_and_ask_nobody(levers: Levers, grid: TimeGrid) -> None:
    _pull(levers, grid, "minilateral", start=2027, members=("JPN", "KOR"), depth=-0.4)
    _pull(levers, grid, "minilateral", start=2028, members=("AUS", "JPN", "KOR", "NZL"), depth=-0.1)
    assert levers.tie_gain[0].tolist() == [[0] * 3] * 3
    assert levers.tie_gain[1].tolist() == [[0, 0, 0], [0, 0, -0.4], [0, -0.4, 0]]
    assert levers.tie_gain[3] == pytest.approx(np.array([[0, -0.1, -0.1], [-0.1, 0, -0.5], [-0.1, -0.5, 0]]))
    _untouched(levers, grid, "tie_gain")
