"""Bodies of security work: what belonging to one is worth, who accepts and who stays, what it adds and upholds."""

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
# a body of depth 0.2 without a duty that counts for 0.06 of a side, among partners whom it distrusts by 0.3
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
    "entrapment": 0.0,
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
    assert _worth(entrapment=0.2) == pytest.approx(0.3298)  # a duty costs what it draws into


@given(st.sampled_from(["support", "stake", "slope", "cooperation", "pull"]), st.floats(0, 50), st.floats(0, 50))
def test_it_is_worth_more_the_more_it_brings(name: str, x: float, y: float) -> None:
    less, more = sorted((x, y))
    assert _worth(**{name: less}) <= _worth(**{name: more}) + 1e-12


@given(
    st.sampled_from(["risked", "level", "price", "nonalignment", "doubt", "entrapment"]),
    st.floats(0, 50),
    st.floats(0, 50),
)
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
    assert a.worth(stake, slope, works, 0.0, risked, level, pull, price, tradition, side, doubt, 0.0, 0.0) == 0.0


def test_accepts_by_hand() -> None:
    # a worth of ln 3 / 4 at a sharpness of 4: three in four accept
    assert a.accepting(4.0, math.log(3) / 4) == pytest.approx(0.75)
    assert a.accepting(4.0, 0.0) == 0.5
    assert a.accepts(0.749, 1.0, 4.0, math.log(3) / 4) == 1.0
    assert a.accepts(0.751, 1.0, 4.0, math.log(3) / 4) == 0.0
    assert a.accepts(0.499, 1.0, 4.0, 0.0) == 1.0  # worth nothing either way: half
    assert a.accepts(0.501, 1.0, 4.0, 0.0) == 0.0
    assert a.accepts(0.251, 1.0, 4.0, -math.log(3) / 4) == 0.0


def test_a_member_of_the_base_year_stays_by_hand() -> None:
    # belonging had a probability of three in four; worth nothing now, half: one in three of its members leaves
    assert a.accepts(0.66, 0.75, 4.0, 0.0) == 1.0
    assert a.accepts(0.67, 0.75, 4.0, 0.0) == 0.0
    assert a.accepts(0.999, 0.75, 4.0, math.log(3) / 4 + 1e-9) == 1.0  # worth what it was: all stay


@given(st.floats(0, 1, exclude_max=True), st.floats(0, 20), st.floats(-5, 5), st.floats(-5, 5))
def test_who_accepts_would_accept_a_better_offer(u: float, sharpness: float, x: float, y: float) -> None:
    worse, better = sorted((x, y))
    for known in (1.0, a.accepting(sharpness, worse)):
        assert a.accepts(u, known, sharpness, worse) <= a.accepts(u, known, sharpness, better)


UNIFORM = st.integers(0, 2**32 - 1).map(lambda x: (x + 0.5) * 2**-32)  # as they are drawn


@given(UNIFORM, st.floats(0, 20), st.floats(-5, 5), st.floats(0, 5))
def test_no_member_leaves_whose_worth_has_not_fallen(u: float, sharpness: float, then: float, more: float) -> None:
    known = a.accepting(sharpness, then)
    assert a.accepts(u, known, sharpness, then) == 1.0
    assert a.accepts(u, known, sharpness, then + more) == 1.0


@given(st.floats(0.5, 20), st.floats(-1, 1), st.floats(0, 2))
def test_members_leave_with_a_probability_that_grows_with_the_fall(sharpness: float, then: float, fall: float) -> None:
    """Of many members of the same worth, the share that stays is the ratio of the two probabilities."""
    known, now = a.accepting(sharpness, then), a.accepting(sharpness, then - fall)
    many = [(k + 0.5) / 1000 for k in range(1000)]
    stay = sum(a.accepts(u, known, sharpness, then - fall) for u in many) / 1000
    assert stay == pytest.approx(now / known, abs=0.002)


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
    assert [a.part(1.5, standing) for standing in (-1.0, 0.0, 1.0)] == [0.0, 0.0, 1.5]
    assert a.depth_now(0.4, 1.5) == pytest.approx(0.6)  # deepened by half
    assert a.depth_now(0.4, 0.0) == 0.0


def test_what_rests_on_a_body_by_hand() -> None:
    # half of a tie of 0.6 rests on bodies of 0.25 and 0.35: 0.125 on the one, 0.175 on the other
    assert a.carried(0.5, 0.6, 0.25, 0.6) == pytest.approx(0.125)
    assert a.carried(0.5, 0.6, 0.35, 0.6) == pytest.approx(0.175)
    assert a.carried(0.5, 0.6, 0.25, 0.0) == 0.0  # of two that no body holds together


DEPTHS = st.lists(st.floats(0.01, 1), min_size=1, max_size=6)


@given(SHARE, SHARE, DEPTHS)
def test_the_parts_that_bodies_carry_add_up(resting: float, tie: float, depths: list[float]) -> None:
    parts = [a.carried(resting, tie, depth, sum(depths)) for depth in depths]
    assert sum(parts) == pytest.approx(resting * tie, abs=1e-12)
    assert all(0.0 <= part <= resting * tie + 1e-12 for part in parts)


def test_what_a_body_adds_by_hand() -> None:
    assert a.adding(0.6, 0.5, 1.0) == pytest.approx(0.3)  # of one of the base year, what shows in ties
    assert a.adding(0.2, 0.5, 0.0) == 0.2  # of a new one all that the scenario says


def test_held_by_hand() -> None:
    assert a.held(1.0, 1.0, 1.0, 1.0) == 1.0
    assert a.held(1.0, 1.0, 0.4, 1.0) == 0.4  # hollowed out
    assert a.held(1.0, 1.0, 2.0, 2.0) == 1.0  # deepened: what is more is added, not held
    assert a.held(1.0, 1.0, 1.0, 0.0) == 0.0  # one has left
    assert a.held(1.0, 0.0, 1.0, 1.0) == 0.0  # one joined later


def test_upheld_by_hand() -> None:
    # the Quad (0.25) of two that are also in bodies of 0.45 and 0.25 dissolves: 1 - 0.5 x 0.25 / 0.95
    assert a.upheld(0.5, 0.95, 0.7) == pytest.approx(1 - 0.5 * 0.25 / 0.95)
    assert a.upheld(0.5, 0.95, 0.95) == 1.0
    assert a.upheld(0.5, 0.4, 0.0) == 0.5
    assert a.upheld(0.5, 0.0, 0.0) == 1.0  # whom nothing held


@given(SHARE, DEPTHS)
def test_a_tie_is_upheld_whole_or_to_what_rests_on_no_body(resting: float, depths: list[float]) -> None:
    rooted = 0.0
    for depth in depths:
        rooted += depth
    assert a.upheld(resting, rooted, rooted) == 1.0
    assert a.upheld(resting, rooted, 0.0) == 1.0 - resting


@given(SHARE, DEPTHS, st.data())
def test_what_bodies_held_is_lost_part_by_part(resting: float, depths: list[float], data: st.DataObject) -> None:
    """A tie loses what each body that dissolved carried, and the more are left the more of it stays."""
    stands = data.draw(st.lists(FLAG, min_size=len(depths), max_size=len(depths)))
    rooted, kept = sum(depths), sum(d * s for d, s in zip(depths, stands, strict=True))
    lost = sum(a.carried(resting, 1.0, d, rooted) for d, s in zip(depths, stands, strict=True) if not s)
    assert a.upheld(resting, rooted, kept) == pytest.approx(1.0 - lost, abs=1e-12)
    assert 1.0 - resting - 1e-12 <= a.upheld(resting, rooted, kept) <= 1.0


def test_shared_by_hand() -> None:
    assert a.shared(0.2, 1.0, 1.0, 0.0) == 0.2  # both have joined
    assert a.shared(0.2, 1.0, 0.0, 0.0) == 0.0
    assert a.shared(0.3, 1.0, 1.0, 1.0) == 0.0  # founders: it is in their tie already
    assert a.shared(0.3, 1.5, 1.5, 1.0) == pytest.approx(0.15)  # what it is deepened by
    assert a.shared(0.3, 1.5, 1.0, 0.0) == pytest.approx(0.3)  # as far as both take part


@given(SHARE, st.floats(0, 3), FLAG, FLAG, STANDING, STANDING)
def test_a_body_adds_only_among_members_and_never_takes(
    added: float, made: float, founder_i: float, founder_j: float, i: float, j: float
) -> None:
    mine, theirs = a.part(made, i), a.part(made, j)
    held = a.held(founder_i, founder_j, mine, theirs)
    assert held == a.held(founder_j, founder_i, theirs, mine)
    more = a.shared(added, mine, theirs, held)
    assert more == a.shared(added, theirs, mine, held)
    assert more >= 0.0
    assert 0.0 <= held <= 1.0
    if not i == j == 1.0:
        assert more == held == 0.0


def test_a_duty_by_hand() -> None:
    assert a.bound(1.0, 1.0, 0.4) == 1.0  # however deep the body is, its text binds
    assert a.bound(0.0, 1.0, 1.0) == 0.0
    assert a.bound(1.0, 1.0, 0.0) == a.bound(1.0, 0.0, 1.0) == 0.0
    assert a.promised(1.0, 30.0, 50.0) == 50.0
    assert a.promised(0.0, 30.0, 50.0) == 30.0
    assert a.promised(1.0, 60.0, 50.0) == 60.0  # who gives more anyway gives no less for being bound
    # a crisis in ten years, of harm 8 to one that comes, as far as the other is exposed
    assert a.drawn_in(0.1, 8.0, 0.25) == pytest.approx(0.2)
    assert a.drawn_in(0.1, 8.0, 0.0) == 0.0


@given(FLAG, st.floats(0, 1e4), st.floats(0, 1e4))
def test_a_promise_is_never_below_what_is_offered(bound: float, offered: float, sworn: float) -> None:
    assert a.promised(bound, offered, sworn) >= offered
    assert a.promised(0.0, offered, sworn) == offered


@given(FLAG, st.just(0.0) | st.floats(1e-6, 3), STANDING, STANDING)
def test_a_duty_binds_both_or_neither(duty: float, made: float, i: float, j: float) -> None:
    both = duty > 0.0 and made > 0.0 and i == j == 1.0
    assert a.bound(duty, a.part(made, i), a.part(made, j)) == float(both)
    assert a.bound(duty, a.part(made, j), a.part(made, i)) == float(both)


def test_drawing_by_hand() -> None:
    assert a.drawing(0.016, 0.02, 0.06) == pytest.approx(0.0172)  # 0.016 + 0.02 x 0.06
    assert a.drawing(0.016, 0.02, -0.06) == pytest.approx(0.0148)  # whose bodies have dissolved
    assert a.drawing(0.0, 0.02, -0.06) == 0.0  # nothing is given back
    assert a.felt(0.8, 0.06) == pytest.approx(0.86)
    assert a.felt(0.8, -0.06) == pytest.approx(0.74)


@given(SHARE, SHARE, st.floats(-3, 3))
def test_nothing_is_drawn_below_nothing(intensity: float, level: float, side: float) -> None:
    assert a.drawing(intensity, level, side) >= 0.0


@given(st.floats(0, 1), SHARE, SHARE, SHARE)
def test_who_belongs_to_none_draws_and_provokes_as_before(intensity: float, level: float, x: float, y: float) -> None:
    less, more = sorted((x, y))
    assert a.drawing(intensity, level, a.side_taken(less, 0.0)) == intensity
    assert a.felt(intensity, a.side_taken(less, 0.0)) == intensity
    assert a.drawing(intensity, level, less) <= a.drawing(intensity, level, more)
    assert a.felt(intensity, less) <= a.felt(intensity, more)


@given(depth=st.floats(0, 3))
def test_a_body_without_the_hub_marks_nobody(depth: float) -> None:
    assert a.marked(0.0, depth) == 0.0
    assert a.marked(1.0, depth) == depth
