"""The base-year inversion: what it solves for is what the law then gives back."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sim.engine.anchor import target_shares
from sim.law import burden, calibration, choice

RUNGS = 5
OPEN = st.lists(st.booleans(), min_size=RUNGS, max_size=RUNGS)
EXIT = st.floats(0.001, 0.5)


def test_reach_and_exit_part_by_hand() -> None:
    # one rung away counts once, three rungs away reach squared: 0.2 x 0.2
    assert calibration.farther(calibration.farther(1.0, 0.2), 0.2) == pytest.approx(0.04)
    # a third of 6 % of exits
    assert calibration.exit_part(0.06, 0.5, 1.5) == pytest.approx(0.02)


def test_exit_and_stay_by_hand() -> None:
    assert calibration.exit_share(1.5, 0.04) == pytest.approx(0.06)
    assert calibration.exit_share(8.0, 0.1) == 0.5  # nobody leaves more often than not
    assert calibration.stay_share(0.06) == pytest.approx(0.94)


def test_other_motives_by_hand() -> None:
    assert calibration.other_motives(1.5, 1.2) == pytest.approx(0.3)


def test_carrying_over_by_hand() -> None:
    assert calibration.carried_ratio(6.0, 5.0, 4.0) == 7.5
    assert calibration.carried_difference(0.3, 0.5, 0.4) == pytest.approx(0.4)
    # what the centre stores it gets back
    assert calibration.carried_ratio(4.0, 5.0, 4.0) == 5.0


def test_between_by_hand() -> None:
    assert calibration.between(1.5, 1.0, 10.0, 2.0, 20.0) == 15.0
    assert calibration.between(1.0, 1.0, 10.0, 2.0, 20.0) == 10.0


def test_stake_by_hand() -> None:
    # cost 1.5, S 200, m 2, D 0.6, Y 5000: 1.5 x 200 x 100 / (2 x 0.24 x 5000) = 30000 / 2400
    assert calibration.stake(1.5, 200.0, 2.0, 0.6, 5000.0, 1.0, 1.0, 20.0) == pytest.approx(12.5)
    # the ceiling of a country half exposed: 1 + (10 - 1) / 2
    assert calibration.stake(1.5, 200.0, 2.0, 0.6, 5000.0, 0.5, 1.0, 10.0) == pytest.approx(5.5)
    # the floor: 0.1 x 20 x 100 / 2400 = 0.083
    assert calibration.stake(0.1, 20.0, 2.0, 0.6, 5000.0, 0.5, 1.0, 10.0) == 1.0


@given(st.floats(0.5, 3), st.floats(10, 500), st.floats(0.5, 4), st.floats(0.05, 0.95), st.floats(100, 9000))
def test_at_the_stake_found_the_observed_effort_is_the_best_reply(
    cost: float, s: float, m: float, d: float, output: float
) -> None:
    stake = calibration.stake(cost, s, m, d, output, 1.0, 0.0, math.inf)
    assert burden.marginal_security(stake, m, d, s, output) == pytest.approx(cost, rel=1e-12)


def test_target_shares_by_hand() -> None:
    # an ally (rung 3): one next door (1), two away (0.2), three away (0.04); the pact is closed
    shares = target_shares(3, (True, True, True, True, False), 0.062, 0.2)
    assert shares == pytest.approx((0.062 * 0.04 / 1.24, 0.062 * 0.2 / 1.24, 0.062 * 1 / 1.24, 0.938, 0.0))
    # a network partner (rung 2) without a treaty: down one (1), down two (0.2)
    shares = target_shares(2, (True, True, True, False, False), 0.03, 0.2)
    assert shares == pytest.approx((0.005, 0.025, 0.97, 0.0, 0.0))


@given(st.integers(0, RUNGS - 1), OPEN, EXIT, st.floats(0.01, 1))
def test_target_shares_are_a_distribution(observed: int, open_: list[bool], leave: float, reach: float) -> None:
    open_[observed] = True
    assume(sum(open_) > 1)
    shares = target_shares(observed, tuple(open_), leave, reach)
    assert sum(shares) == pytest.approx(1.0, rel=1e-12)
    assert shares[observed] == 1.0 - leave
    assert all((share > 0.0) == available for share, available in zip(shares, open_, strict=True))


def test_constant_by_hand() -> None:
    # ln(0.05 / 0.95) / 3 - (-2 - -1.5) = -0.98148 + 0.5
    found = calibration.constant(0.05, 0.95, 3.0, -2.0, -1.5, 1.0)
    assert found == pytest.approx(math.log(0.05 / 0.95) / 3 + 0.5, rel=1e-13)
    # a leap the structure finds rarer than wanted needs no help: ln(0.05/0.95)/3 + 3 > 0
    assert calibration.constant(0.05, 0.95, 3.0, -4.5, -1.5, 2.0) == 0.0
    # a leap it finds likelier than wanted is held back
    assert calibration.constant(0.05, 0.95, 3.0, -1.5, -1.5, 2.0) == pytest.approx(math.log(0.05 / 0.95) / 3, rel=1e-13)


@given(
    st.lists(st.floats(-10, 10), min_size=RUNGS, max_size=RUNGS),
    st.integers(0, RUNGS - 1),
    OPEN,
    EXIT,
    st.floats(0.5, 6),
    st.floats(0.05, 1),
)
def test_constants_reproduce_the_wanted_shares_exactly(
    utilities: list[float], observed: int, open_: list[bool], leave: float, sharpness: float, reach: float
) -> None:
    open_[observed] = True
    assume(sum(open_) > 1)
    shares = target_shares(observed, tuple(open_), leave, reach)
    rungs = [o for o in range(RUNGS) if open_[o]]
    given_ = {
        o: utilities[o]
        + calibration.constant(shares[o], shares[observed], sharpness, utilities[o], utilities[observed], 1.0)
        for o in rungs
    }
    best = max(given_.values())
    weights = {o: choice.weight(sharpness, u, best) for o, u in given_.items()}
    assert given_[observed] == utilities[observed]
    for o in rungs:
        assert weights[o] / sum(weights.values()) == pytest.approx(shares[o], rel=1e-10)


@given(
    st.lists(st.floats(-10, 10), min_size=RUNGS, max_size=RUNGS),
    st.integers(0, RUNGS - 1),
    EXIT,
    st.floats(0.5, 6),
)
def test_leaps_are_never_likelier_than_wanted(
    utilities: list[float], observed: int, leave: float, sharpness: float
) -> None:
    shares = target_shares(observed, (True,) * RUNGS, leave, 0.2)
    given_ = [
        u
        + calibration.constant(shares[o], shares[observed], sharpness, u, utilities[observed], float(abs(o - observed)))
        for o, u in enumerate(utilities)
    ]
    weights = [choice.weight(sharpness, u, max(given_)) for u in given_]
    found = [w / sum(weights) for w in weights]
    assert found[observed] >= (1.0 - leave) * (1 - 1e-10)
    for o in range(RUNGS):
        wanted = shares[o] / shares[observed]
        ratio = found[o] / found[observed]
        assert ratio == pytest.approx(wanted, rel=1e-9) if abs(o - observed) <= 1 else ratio <= wanted * (1 + 1e-9)
