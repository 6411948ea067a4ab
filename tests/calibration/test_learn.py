"""What is learnt from draws: weights by hand, samples as often as they weigh, what is left out foreseen by the rest."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.calibration.crossed import POSTURES, SURVEY, crossed
from sim.calibration.learn import Weights, even, lessons, log_likelihood, postures, ranged, weigh
from sim.calibration.sides import agreement, logits
from sim.calibration.tried import Tried

CODES = ("AAA", "BBB", "CCC", "DDD")


def tried(chances: np.ndarray, worths: np.ndarray | None = None, known: np.ndarray | None = None) -> Tried:
    """Draws whose chances of one origin are given, shape (S, years, countries)."""
    draws, _, many = chances.shape
    return Tried(
        chances={1951: chances},
        known={1951: np.ones(chances.shape[1:], np.bool_) if known is None else known},
        stayed={1951: np.ones(chances.shape[1:], np.bool_)},
        countries={1951: CODES[:many]},
        worths=np.ones((draws, 4)) if worths is None else worths,
        asked=CODES,
        shares=np.array([-1.0, 0.0, 0.5, 2.0]),
        postures=5,
    )


def test_the_years_of_a_country_count_as_one_observation() -> None:
    chances = np.array([[[0.5, 0.8], [0.125, 0.8]], [[0.25, 0.1], [0.25, 0.9]]])
    known = np.array([[True, True], [True, False]])
    found = postures(tried(chances, known=known), 1951)
    assert found == pytest.approx(np.log([[0.25, 0.8], [0.25, 0.1]]))
    whole = tried(chances, known=known)
    assert log_likelihood(whole, surveys=False) == pytest.approx(np.log([0.25 * 0.8, 0.25 * 0.1]))
    assert log_likelihood(whole, surveys=False, without="BBB") == pytest.approx(np.log([0.25, 0.25]))
    assert log_likelihood(whole, (), surveys=False) == pytest.approx([0.0, 0.0])


def marginal(worths: np.ndarray, seen: np.ndarray) -> float:
    """Likelihood of a line that does not fall: height, slope and scatter integrated out on a grid."""
    z = (worths - worths.mean()) / worths.std()
    height = slope = np.sinh(np.linspace(0, 6, 160))  # up to 200, and dense near 0
    heights = seen.mean() + np.concatenate([-height[:0:-1], height])
    sigma = np.geomspace(0.05, 500, 160)
    squares = ((seen - heights[:, None, None] - slope[None, :, None] * z) ** 2).sum(axis=2)
    scattered = [np.exp(-squares / (2 * s**2)) * s ** -(len(seen) + 1.0) for s in sigma]
    over_sigma = np.trapezoid(np.array(scattered), sigma, axis=0)
    return float(np.trapezoid(np.trapezoid(over_sigma, slope, axis=1), heights))


def test_the_likelihood_of_the_surveys_is_the_integral_over_all_lines_that_do_not_fall() -> None:
    seen = np.array([-1.0, 0.0, 0.5, 2.0, 0.2])
    worths = np.array([[0, 1, 0, 1, 0], [1, 2, 4, 6, 1], [6, 1, 1, 0, 3], [1, -2, 5, 3, 2]], float)
    found, exact = agreement(worths, seen), np.log([marginal(row, seen) for row in worths])
    assert np.diff(found) == pytest.approx(np.diff(exact), abs=0.02)
    assert found[1] - found[2] > 2.0


def test_a_survey_is_judged_by_a_straight_line_alone() -> None:
    seen = np.array([-1.0, 0.0, 0.5, 2.0])
    worths = np.array([3.0 + 2.0 * seen, -seen, np.ones(4), [0.0, 1.0, 0.0, 1.0]])
    found = agreement(worths, seen)
    assert found[0] > 8.0  # a line through all of them
    assert found[2] == 0.0  # worths that say nothing
    assert found[1] < found[2] < found[3]  # a slope below zero is worse than none
    r = np.corrcoef(worths[3], seen)[0, 1]
    t = r * np.sqrt(2 / (1 - r**2))
    below = 0.5 + t / (2 * np.sqrt(2 + t**2))  # Student's distribution of two degrees
    assert found[3] == pytest.approx(-np.log(1 - r**2) + np.log(2 * below))
    assert agreement(7.0 - 2.0 + 9.0 * worths, seen)[3] == pytest.approx(found[3])


@given(st.lists(st.floats(-1, 1), min_size=2, max_size=9))
def test_the_better_the_order_the_likelier_the_surveys(parts: list[float]) -> None:
    seen = np.array([-1.0, 0.0, 0.5, 2.0, -0.3, 1.0])
    other = np.array([1.0, -1.0, 0.5, -0.2, 0.6, 0.1])
    y = (seen - seen.mean()) / np.linalg.norm(seen - seen.mean())
    other = other - other.mean()
    other = other - (other @ y) * y
    other /= np.linalg.norm(other)
    r = np.unique(np.round(parts, 3))
    found = agreement(r[:, None] * y + np.sqrt(1 - r**2)[:, None] * other, seen)
    assert np.isfinite(found).all()
    assert (np.diff(found) > 0).all()


def test_surveys_are_averaged_as_logits() -> None:
    found = logits({"B": 50.0, "A": 80.0}, {"A": 20.0, "B": 75.0})
    assert found == pytest.approx([0.0, np.log(3) / 2])


@given(st.lists(st.floats(-3, 3).map(lambda log: round(log, 6)), min_size=40, max_size=80))
def test_weights_are_shares_that_rise_with_the_likelihood(logs: list[float]) -> None:
    """Of numbers that differ by more than rounding: a tail begins among those that do not."""
    likelihood = np.array(logs)
    found = weigh(likelihood)
    assert found.shares.sum() == pytest.approx(1.0)
    for value in likelihood:
        below, above = found.shares[likelihood < value], found.shares[likelihood >= value]
        assert not len(below) or below.max() <= above.min() + 1e-12
    assert 1.0 <= found.effective <= len(logs) + 1e-9


def test_likelihoods_that_are_all_alike_leave_the_prior() -> None:
    assert weigh(np.full(60, -3.0)).shares == pytest.approx(even(60).shares)
    assert weigh(np.full(60, -3.0)).effective == pytest.approx(60.0)


@given(st.lists(st.floats(0.01, 1), min_size=2, max_size=30), st.integers(1, 200))
def test_a_sample_holds_each_draw_as_often_as_it_weighs(sizes: list[float], count: int) -> None:
    shares = np.array(sizes) / sum(sizes)
    found = np.bincount(Weights(shares, 0.0).sample(count), minlength=len(shares))
    assert found.sum() == count
    assert (np.abs(found - count * shares) <= 1.0 + 1e-9).all()


def test_a_planted_coefficient_is_found_and_others_are_not() -> None:
    rng = np.random.default_rng(1)
    values = {"planted": rng.uniform(0, 1, 2000), "idle": rng.uniform(0, 1, 2000)}
    posterior = weigh(-0.5 * ((values["planted"] - 0.8) / 0.1) ** 2)
    found = lessons(values, posterior, {"past": posterior, "surveys": even(2000)})
    assert found["planted"].told
    assert found["planted"].posterior.median == pytest.approx(0.8, abs=0.03)
    assert found["planted"].width < 0.5
    assert found["planted"].moved["surveys"] == pytest.approx(0.0)
    assert found["planted"].moved["past"] == pytest.approx(found["planted"].shift)
    assert not found["idle"].told


def test_ranges_by_hand() -> None:
    values = np.arange(100.0)
    flat = ranged(values, even(100))
    assert (flat.low, flat.median, flat.high, flat.mean) == (4.0, 49.0, 94.0, pytest.approx(49.5))
    one = ranged(values, Weights(np.eye(100)[7], 0.0))
    assert (one.low, one.median, one.high, one.mean, one.sd) == (7.0, 7.0, 7.0, 7.0, 0.0)


def test_what_is_left_out_is_foreseen_by_the_rest() -> None:
    """Half of the draws know all countries, half know none: those left out are foreseen better than by the prior."""
    chances = np.full((100, 10, 4), 0.1)
    chances[::2] = 0.9
    worths = np.tile([-1.0, 0.0, 0.5, 2.0], (100, 1))
    found = list(crossed(tried(chances, worths), 0.025))
    assert [(one.kind, one.name) for one in found if one.measure == POSTURES] == [
        *(("country", code) for code in CODES), ("period", "1951"),
    ]  # fmt: skip
    for one in found:
        if one.kind == "country" and one.measure == POSTURES:
            assert one.prior == pytest.approx(-np.log(0.5))
            assert one.fitted < 0.15
            assert one.naive == pytest.approx(-np.log(0.975) * 5.5)
        if one.measure == SURVEY:
            assert one.fitted == pytest.approx(0.0, abs=1e-6)  # the line through the others
            assert one.naive > 1.0
    alone = found[-1]
    assert alone.fitted == pytest.approx(alone.prior)  # nothing else but the surveys, which all draws meet alike


def test_what_a_country_shows_does_not_foresee_itself() -> None:
    rng = np.random.default_rng(2)
    whole = tried(rng.uniform(0.1, 0.9, (100, 10, 4)), rng.normal(size=(100, 4)))
    first = list(crossed(whole, 0.025))
    other = whole.chances[1951].copy()
    other[:, :, 1] = other[::-1, :, 1]
    second = list(crossed(replace(whole, chances={1951: other}), 0.025))
    own = [(a, b) for a, b in zip(first, second, strict=True) if a.name == "BBB"]
    assert all(a.effective == b.effective for a, b in own)
    assert any(a.effective != b.effective for a, b in zip(first, second, strict=True) if a.name == "AAA")
