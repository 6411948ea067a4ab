"""Thresholds of a real scenario: the same worlds give the same answer, whoever runs them."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from sim.engine.calibrated import read_calibrated
from sim.engine.quantities import Quantity, measure_worlds
from sim.engine.worlds import Factory
from sim.errors import InputError
from sim.evidence import Evidence
from sim.results.conditions import Bound
from sim.results.manifest import Engine
from sim.scenario import Scenario
from sim.tipping.condition import Condition
from sim.tipping.response import Question, Response
from sim.tipping.study import Findings, ask, find
from sim.tipping.tables import response_rows, threshold_rows
from sim.tipping.words import sentences

Read = Callable[..., Scenario]
TRUST = "countries.JPN.hub_trust=0.05:0.95"
LEVEL = "MEAN(trust.mean.JPN) >= 0.4"


@pytest.fixture
def question(read_scenario: Read, evidence: Evidence) -> Callable[..., Question]:
    """Puts a question on few worlds over few years."""

    def put(
        until: str, *vary: str, name: str = "asian_nato", against: str | None = None, worlds: int = 40, points: int = 5
    ) -> Question:
        first, *others = (
            read_scenario(one, "horizon.end=2031").model_copy(update={"replicates": worlds})
            for one in (name, *([against] if against else []))
        )
        return ask(first, evidence, until, vary, others[0] if others else None, points, 3)

    return put


def found(asked: Question, engine: Engine = "ensemble", workers: int | None = 1) -> Findings:
    return find(Response(asked, engine, workers))


def test_a_mean_without_an_interval_decides_nothing(question: Callable[..., Question]) -> None:
    """One world has a mean and no interval."""
    asked = question(LEVEL, TRUST, worlds=1)
    seen = Response(asked, "ensemble", 1).at(0.9)
    assert math.isnan(seen.estimate.low)
    assert seen.holds
    assert not seen.decided


def test_a_threshold_is_where_the_worlds_say(question: Callable[..., Question]) -> None:
    asked = question(LEVEL, TRUST)
    (line,) = found(asked).lines
    (one,) = line.crossings
    assert one.rises
    assert one.low < one.value < one.high
    response = Response(asked, "ensemble", 1)
    step = 0.9 / 4 / 32
    assert response.at(one.value).holds
    assert not response.at(one.value - step).holds
    assert response.at(one.low).decided
    assert not response.at(one.low + step).decided
    trust = [point.estimate.value for point in line.points]
    assert trust == sorted(trust)


def test_the_same_on_any_number_of_threads_in_both_engines_and_twice(question: Callable[..., Question]) -> None:
    asked = question(LEVEL, TRUST, worlds=12, points=3)
    several = [found(asked), found(asked), found(asked, workers=2), found(asked, engine="mesa")]
    first = several[0]
    for other in several[1:]:
        assert threshold_rows(other) == threshold_rows(first)
        assert response_rows(other) == response_rows(first)
        assert other.now == first.now
    assert first.failed == 0


def test_worlds_are_those_of_a_run_with_the_number_set(
    question: Callable[..., Question], read_scenario: Read, evidence: Evidence
) -> None:
    here = Response(question(LEVEL, TRUST), "ensemble", 1).at(0.3).estimate
    own = read_scenario("asian_nato", "horizon.end=2031", "countries.JPN.hub_trust=0.3")
    asked = Quantity("trust.mean", ("JPN",))
    values, _ = measure_worlds(
        Factory(evidence, (own,), read_calibrated(evidence)), [(asked,)], range(40), "ensemble", 1
    )
    assert here.value == values[0, asked].mean()


def test_the_prior_on_a_pact_decides_how_often_one_forms(question: Callable[..., Question]) -> None:
    asked = question("P(pact_in_force.ten_years) >= 0.9", "parameters.pact_formation_prior", worlds=100)
    response = Response(asked, "ensemble", 1)
    low, high = (response.at(prior).estimate.value for prior in (0.02, 0.3))
    assert low < high
    assert response.now().value == 0.12
    assert not found(asked).lines[0].flat


def test_a_change_is_reckoned_world_by_world(question: Callable[..., Question]) -> None:
    lever = question("MEAN(CHANGE(trust.mean)) > 0.5", "policies.pact.preparedness", against="status_quo", worlds=8)
    done: list[int] = []
    response = Response(lever, "ensemble", 1, lambda worlds, _: done.append(worlds))
    response.at(0.2)
    response.at(0.4)
    assert done[-1] == 3 * 8  # the other scenario runs once, as the lever is none of its own
    number = question("MEAN(CHANGE(trust.mean)) > 0.5", TRUST, against="status_quo", worlds=8)
    both = Response(number, "ensemble", 1, lambda worlds, _: done.append(worlds))
    both.at(0.2)
    both.at(0.4)
    assert done[-1] == 4 * 8
    same = question("MEAN(CHANGE(trust.mean)) > 0.5", TRUST, name="asian_nato", against="pact_with_korea", worlds=8)
    offered = Response(same, "ensemble", 1).at(0.3).estimate
    assert abs(offered.value) < 0.1


def test_a_number_that_changes_nothing_is_told(question: Callable[..., Question]) -> None:
    one = found(question("MEAN(trust.mean.JPN) > 0.1", "policies.pact.end=2040:2045", worlds=6))
    assert one.lines[0].flat
    assert sentences(one)[0].startswith("policies.pact.end changes nothing here: at every value ")


def test_a_frontier_has_a_line_for_each_value_of_the_second_number(question: Callable[..., Question]) -> None:
    one = found(question(LEVEL, TRUST, "policies.pact.start=2027:2029", worlds=8, points=3))
    assert [line.second for line in one.lines] == [2027.0, 2028.0, 2029.0]
    assert all(len(line.crossings) == 1 for line in one.lines)
    rows = threshold_rows(one)
    assert [row["line"] for row in rows] == [0, 1, 2]
    said = sentences(one)
    assert "countries.JPN.hub_trust has a threshold at 3 of 3 values of policies.pact.start, going from" in said[0]
    assert said[1].startswith("At policies.pact.start 2027: holds from ")


@pytest.mark.parametrize(
    ("until", "vary", "against", "said"),
    [
        (LEVEL, (), None, "--vary: varies one number, or two for a frontier, not 0"),
        (LEVEL, (TRUST, TRUST), None, "--vary: countries.JPN.hub_trust is named twice"),
        ("MEAN(CHANGE(side.end)) > 0", (TRUST,), None, "--until: CHANGE is reckoned from another scenario"),
        (LEVEL, (TRUST,), "status_quo", "--against: is of use only for a condition on a change"),
        ("MEAN(side.JPX) > 0", ("policies.pact.quorm",), None, "--until:1:11: "),
        (LEVEL, ("policies.pact.quorum",), None, "countries invited; the range is 2 to 64, name another"),
        ("MEAN(CHANGE(side.end)) > 0", (TRUST,), "whole_theatre", "has other countries than 'asian_nato'"),
    ],
)
def test_what_cannot_be_asked(
    until: str, vary: tuple[str, ...], against: str | None, said: str, question: Callable[..., Question]
) -> None:
    with pytest.raises(InputError) as caught:
        question(until, *vary, against=against)
    assert said in str(caught.value)


def test_an_estimate_by_hand(question: Callable[..., Question]) -> None:
    made = question("P(trust.mean > 0.5) >= 0.5", TRUST).condition
    values = np.array([0.2, 0.6, 0.7, math.nan, 0.5])
    one = made.estimate(values)
    assert (one.value, one.worlds) == (0.5, 4)
    assert 0.0 < one.low < 0.5 < one.high < 1.0
    mean = Condition("MEAN", made.quantity, made.outcome, "", True, None, Bound(">", 0.0))
    paired = mean.estimate(np.array([1.0, 2.0, 4.0]), np.array([0.0, math.nan, 1.0]))
    assert (paired.value, paired.worlds) == (2.0, 2)
    assert mean.estimate(np.array([math.nan]), np.array([1.0])).worlds == 0
