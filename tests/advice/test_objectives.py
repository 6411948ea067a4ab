"""What is wanted and avoided, as typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from sim.advice.objectives import Objective, read_objectives
from sim.errors import InputError
from sim.results.outcomes import outcomes
from sim.results.wording import MINUS

Make = Callable[..., Any]
TABLE = outcomes(("hedge", "ally"))
UNITS = {"countries": ("JPN", "KOR"), "flashpoints": ("korea", "taiwan_strait")}
FINE = ("higher trust.end",)


@pytest.fixture
def read(lever: Make, space: Make) -> Callable[..., tuple[Objective, ...]]:
    """Reads goals and costs for a space of three levers, one of them a switch."""
    levers = space(
        lever("policies.pact", "off", "on"),
        lever("policies.pact.quorum", 2, 3, low=2.0, high=3.0),
        lever("policies.talks.strength", low=0.0, high=1.0),
    )

    def made(goals: Sequence[str], costs: Sequence[str] = FINE) -> tuple[Objective, ...]:
        return read_objectives(goals, costs, TABLE, UNITS, (2026, 2045), levers)

    return made


def test_outcomes_countries_and_levers(read: Make) -> None:
    found = read(("higher deterrence", "lower wars.sum  of korea, Taiwan_Strait"), ("lower policies.talks.strength",))
    first, second, third = found
    assert (first.text, first.kind, first.sign, first.quantity.scopes) == ("higher deterrence.mean", "goal", 1.0, ())
    assert (second.text, second.sign) == ("lower wars.sum of korea, taiwan_strait", -1.0)
    assert second.label == "Wars (korea, taiwan_strait)"
    assert (third.outcome, third.lever, third.kind, third.chosen(("on", 2, 0.3))) == (None, 2, "cost", 0.3)


@pytest.mark.parametrize(
    ("goal", "problem"),
    [
        ("deterrence", "--goal deterrence: must read 'higher OUTCOME' or 'lower OUTCOME'"),
        ("highr deterrence", "'lower trade_loss of JPN'; did you mean 'higher'?"),
        ("higher deterrnce", "no outcome or lever is called 'deterrnce'; did you mean 'deterrence'?"),
        ("lower crises.wars", "no outcome or lever is called 'crises.wars'; did you mean 'wars'?"),
        ("higher policies.talks.strenth", "did you mean 'policies.talks.strength'?"),
        ("lower effort", "'effort' could be effort.mean or effort.end"),
        ("higher posture.ally", "'posture.ally' could be posture.ally.end or posture.ally.mean"),
        ("higher trust@2030", "'trust@2030' could be trust.mean@2030 or trust.end@2030"),
        ("lower hazard@2046", "--goal lower hazard@2046: 2046 lies outside the horizon 2026-2045"),
        ("lower pact_in_force.ten_years@2030", "no outcome or lever is called 'pact_in_force.ten_years@2030'"),
        ("lower", "expected an outcome or a lever, found the end; write 'lower trade_loss'"),
        ("lower wars in korea", "expected 'of' or the end, found 'in'"),
        ("lower wars of", "expected a country or flashpoint, found the end"),
        ("lower wars of korea taiwan_strait", "expected ',' or the end, found 'taiwan_strait'"),
        ("lower effort.mean of JPM", "JPM is no country of this scenario; did you mean 'JPN'?"),
        ("lower wars of taiwan", "taiwan is no flashpoint of this scenario; did you mean 'taiwan_strait'?"),
        ("lower polarisation.end of JPN", "polarisation.end is one number for the region; leave out 'of ...'"),
        ("lower policies.pact.quorum", "policies.pact.quorum has no number in every candidate"),
        ("lower policies.pact", "policies.pact has no number in every candidate"),
        ("lower wars@2025", "--goal lower wars@2025: 2025 lies outside the horizon 2026-2045"),
        ("lower wars.sum@2025", "--goal lower wars.sum@2025: 2025 lies outside the horizon 2026-2045"),
        (
            "lower wars.sum@2046 of korea",
            "--goal lower wars.sum@2046 of korea: 2046 lies outside the horizon 2026-2045",
        ),
        ("lower trust.end", "'Trust in the hub, end' is named twice among goals and costs"),
    ],
)
def test_a_goal_that_cannot_be_read(goal: str, problem: str, read: Make) -> None:
    with pytest.raises(InputError) as told:
        read((goal,))
    assert problem in str(told.value)


def test_an_outcome_up_to_a_year(read: Make) -> None:
    goal, _ = read(("lower hazard@2030 of korea",))
    assert (goal.text, goal.label) == ("lower hazard.mean@2030 of korea", "Rate of crises, to 2030 (korea)")


def test_a_front_needs_a_goal_and_a_cost(read: Make) -> None:
    with pytest.raises(InputError, match="--cost: is missing: a front lies between what is wanted and what it costs"):
        read(("higher deterrence",), ())
    with pytest.raises(InputError, match="--goal: is missing: say what is wanted"):
        read((), ("lower trade_loss",))


def test_an_outcome_up_to_a_year_within_the_horizon(read: Make) -> None:
    first, last, _ = read(("lower wars.sum@2026", "higher trust.end@2045"))
    assert (first.outcome.until, last.outcome.until) == (2026, 2045)
    assert last.label == "Trust in the hub, 2045"


def test_numbers_as_they_are_shown(read: Make) -> None:
    wars, hub, talks = read(("lower wars", "higher hub_side.end"), ("lower policies.talks.strength",))
    assert (wars.said(0.12345), wars.moved(-0.01)) == ("0.123", f"{MINUS}0.010")
    assert (hub.said(0.5), hub.moved(0.012)) == ("50.0\N{NO-BREAK SPACE}%", "+1.2")
    assert (talks.said(0.25), talks.moved(0.1), talks.unit) == ("0.25", "+0.10", "as set")
