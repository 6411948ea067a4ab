"""Minilaterals: what belonging to one is worth, who accepts, and what it adds."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.law import accord as a

SHARE = st.floats(0, 1)
STANDING = st.sampled_from([-1.0, 0.0, 1.0])
FLAG = st.sampled_from([0.0, 1.0])

# a spoke with 10 at stake, a slope of 0.0024, half of whose posture is cooperation, before partners that bring 50;
# 1.7 of exports at risk, of which a tenth would be lost; a pull of 0.4; a tradition of 0.5 at a price of 0.8;
# a minilateral of depth 0.2 that counts for 0.06 of a side, among partners whom it distrusts by 0.3
CASE = {
    "stake": 10.0,
    "slope": 0.0024,
    "cooperation": 0.5,
    "support": 50.0,
    "risked": 1.7,
    "level": 0.1,
    "pull": 0.4,
    "price": 0.8,
    "nonalignment": 0.5,
    "side": 0.06,
    "doubt": 0.3,
    "depth": 0.2,
}


def _worth(**changes: Any) -> float:
    return a.worth(**{**CASE, **changes})


def test_expected_by_hand() -> None:
    assert a.expected(1.0, 0.3) == 1.0
    assert a.expected(0.0, 0.3) == 0.0  # who has refused is not counted on
    assert a.expected(-1.0, 0.3) == 0.3  # who has not been asked yet may accept


def test_side_taken_by_hand() -> None:
    assert a.side_taken(0.3, 0.2) == pytest.approx(0.06)
    assert a.side_taken(0.3, 0.0) == 0.0


def test_worth_by_hand() -> None:
    # security 10 x 0.0024 x 0.5 x 50 = 0.6; a side (0.4 - 0.17 - 0.4) x 0.06 = -0.0102; doubt 0.3 x 0.2 = 0.06
    assert _worth() == pytest.approx(0.5298)
    assert _worth(stake=0.0) == pytest.approx(-0.0702)  # whom nobody threatens gains nothing by it
    assert _worth(stake=0.0, side=0.0) == pytest.approx(-0.06)
    assert _worth(support=0.0, side=0.0, doubt=0.0) == 0.0
    # a government that leans to the hub, without tradition or trade at risk: 0.4 x 0.06 more than security
    assert _worth(risked=0.0, nonalignment=0.0, doubt=0.0) == pytest.approx(0.624)


@given(st.sampled_from(["support", "stake", "slope", "cooperation", "pull"]), st.floats(0, 50), st.floats(0, 50))
def test_it_is_worth_more_the_more_it_brings(name: str, x: float, y: float) -> None:
    less, more = sorted((x, y))
    assert _worth(**{name: less}) <= _worth(**{name: more}) + 1e-12


@given(st.sampled_from(["risked", "level", "price", "nonalignment", "doubt"]), st.floats(0, 50), st.floats(0, 50))
def test_it_is_worth_less_the_more_it_costs(name: str, x: float, y: float) -> None:
    less, more = sorted((x, y))
    assert _worth(**{name: more}) <= _worth(**{name: less}) + 1e-12


@given(
    st.floats(0, 20), st.floats(0, 1), SHARE, st.floats(0, 5), SHARE, st.floats(-1, 1), SHARE, SHARE, st.floats(0, 1)
)
def test_what_adds_nothing_is_worth_nothing(
    stake: float,
    slope: float,
    works: float,
    risked: float,
    level: float,
    pull: float,
    price: float,
    tradition: float,
    doubt: float,
) -> None:
    side = a.side_taken(0.3, 0.0)
    assert a.worth(stake, slope, works, 0.0, risked, level, pull, price, tradition, side, doubt, 0.0) == 0.0


def test_accepts_by_hand() -> None:
    # a worth of ln 3 / 4 at a sharpness of 4: three in four accept
    assert a.accepts(0.749, 4.0, math.log(3) / 4) == 1.0
    assert a.accepts(0.751, 4.0, math.log(3) / 4) == 0.0
    assert a.accepts(0.499, 4.0, 0.0) == 1.0  # worth nothing either way: half
    assert a.accepts(0.501, 4.0, 0.0) == 0.0
    assert a.accepts(0.251, 4.0, -math.log(3) / 4) == 0.0


@given(st.floats(0, 1, exclude_max=True), st.floats(0, 20), st.floats(-5, 5), st.floats(-5, 5))
def test_who_accepts_would_accept_a_better_offer(u: float, sharpness: float, x: float, y: float) -> None:
    worse, better = sorted((x, y))
    assert a.accepts(u, sharpness, worse) <= a.accepts(u, sharpness, better)


@pytest.mark.parametrize(
    ("standing", "depth", "review", "answer", "then"),
    [
        (-1, 0.2, 0, 1, 1),  # asked for the first time: it answers at once
        (-1, 0.2, 0, 0, 0),
        (1, 0.2, 0, 0, 1),  # without a window it stays as it is
        (0, 0.2, 0, 1, 0),
        (1, 0.2, 1, 0, 0),  # at a window it may think again
        (0, 0.2, 1, 1, 1),
        (1, 0.0, 1, 1, -1),  # the offer has ended, or was never made to it
        (0, 0.0, 0, 0, -1),
        (-1, 0.0, 1, 1, -1),
    ],
)
def test_decided_by_hand(standing: float, depth: float, review: float, answer: float, then: float) -> None:
    assert a.decided(standing, depth, review, answer) == then


@given(STANDING, SHARE, FLAG, FLAG)
def test_whoever_is_asked_has_an_answer(standing: float, depth: float, review: float, answer: float) -> None:
    then = a.decided(standing, depth, review, answer)
    assert (then >= 0.0) == (depth > 0.0)
    assert a.decided(then, depth, 0.0, 1.0 - answer) == then  # and keeps it until it looks again


def test_membership_by_hand() -> None:
    assert [a.belongs(standing) for standing in (-1.0, 0.0, 1.0)] == [0.0, 0.0, 1.0]
    assert [a.engagement(0.2, standing) for standing in (-1.0, 0.0, 1.0)] == [0.0, 0.0, 0.2]


@given(SHARE, STANDING, STANDING)
def test_a_tie_deepens_only_where_both_accept(depth: float, i: float, j: float) -> None:
    assert a.shared(depth, i, j) == a.shared(depth, j, i) == (depth if i == j == 1.0 else 0.0)


def test_drawing_by_hand() -> None:
    assert a.drawing(0.016, 0.02, 0.06) == pytest.approx(0.0172)  # 0.016 + 0.02 x 0.06
    assert a.felt(0.8, 0.06) == pytest.approx(0.86)


@given(st.floats(0, 1), SHARE, SHARE, SHARE)
def test_who_belongs_to_none_draws_and_provokes_as_before(intensity: float, level: float, x: float, y: float) -> None:
    less, more = sorted((x, y))
    assert a.drawing(intensity, level, a.side_taken(less, 0.0)) == intensity
    assert a.felt(intensity, a.side_taken(less, 0.0)) == intensity
    assert a.drawing(intensity, level, less) <= a.drawing(intensity, level, more)
    assert a.felt(intensity, less) <= a.felt(intensity, more)
