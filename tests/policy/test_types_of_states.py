"""What policies on treaties, arms, trade, growth and governments write into the levers, to the number."""

from __future__ import annotations

import datetime
from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from sim.policy import registry
from sim.policy.levers import Levers, TimeGrid

MID_2027 = datetime.date(2027, 7, 2)
LEFT = 183 / 365


def _pull(levers: Levers, grid: TimeGrid, kind: str, **entries: Any) -> None:
    registry()[kind].model_validate({"type": kind, **entries}).apply(levers, grid)


def _touched(levers: Levers, grid: TimeGrid) -> set[str]:
    rest = Levers.neutral(grid)
    names = [part.name for part in fields(Levers) if part.name != "pact"]
    return {name for name in names if not np.array_equal(getattr(levers, name), getattr(rest, name))}


def test_trade_access_comes_over_the_years(levers: Levers, grid: TimeGrid) -> None:
    _pull(levers, grid, "trade_access", start=2027, change=0.2, years=2, countries=("JPN", "NZL"))
    _pull(levers, grid, "trade_access", start=2029, change=-0.1)
    assert levers.access[:, 1] == pytest.approx(np.array([0, 0.2 * 0.25, 0.2 * 0.75, 0.2 - 0.1]))
    assert levers.access[:, 0].tolist() == [0, 0, 0, -0.1]
    assert _touched(levers, grid) == {"access"}


def test_a_treaty_is_on_offer_or_ended_while_the_policy_lasts(levers: Levers, grid: TimeGrid) -> None:
    _pull(levers, grid, "treaty_offer", start=MID_2027, end=2028, countries=("KOR",))
    _pull(levers, grid, "treaty_offer", start=2029, countries=("JPN",), ended=True)
    assert levers.treaty.tolist() == [[-1, -1, -1], [-1, -1, 1], [-1, -1, 1], [-1, 0, -1]]
    assert _touched(levers, grid) == {"treaty"}


def test_arms_are_delivered_over_the_years(levers: Levers, grid: TimeGrid) -> None:
    _pull(levers, grid, "arms_and_technology", start=2026, countries=("AUS",), change=0.2, years=2)
    _pull(levers, grid, "arms_and_technology", start=2029, countries=("AUS", "JPN"), change=0.5)
    assert levers.arms[:, 0] == pytest.approx(np.array([1 + 0.2 / 4, 1 + 0.2 * 3 / 4, 1.2, 1.2 * 1.5]))
    assert levers.arms[:, 1].tolist() == [1, 1, 1, 1.5]
    assert _touched(levers, grid) == {"arms"}


def test_arms_withheld_cost_trust_once_and_add_nothing(levers: Levers, grid: TimeGrid) -> None:
    terms = {"start": MID_2027, "countries": ("AUS",), "change": 0.2, "trust": -0.4}
    _pull(levers, grid, "arms_and_technology", **terms, withheld=True)
    assert levers.trust_shock.tolist() == [[0] * 3, [-0.4, 0, 0], [0] * 3, [0] * 3]
    assert _touched(levers, grid) == {"trust_shock"}


def test_a_grand_bargain_calms_and_sells_out(levers: Levers, grid: TimeGrid) -> None:
    terms = {"reassurance": 0.4, "restraint": 0.2, "guarantee": -0.3, "trust": -0.5}
    _pull(levers, grid, "grand_bargain", start=MID_2027, end=2028, **terms, countries=("JPN",))
    assert levers.reassurance == pytest.approx(np.array([0, 0.4 * LEFT, 0.4, 0]))
    assert levers.assertiveness == pytest.approx(np.array([1, 1 - 0.2 * LEFT, 0.8, 1]))
    assert levers.guarantee[:, 1] == pytest.approx(np.array([0, -0.3 * LEFT, -0.3, 0]))
    assert levers.trust_shock.tolist() == [[0] * 3, [0, -0.5, 0], [0] * 3, [0] * 3]
    assert not levers.guarantee[:, [0, 2]].any()
    assert _touched(levers, grid) == {"reassurance", "assertiveness", "guarantee", "trust_shock"}


def test_the_hub_leaves_and_the_treaties_last_of_all(levers: Levers, grid: TimeGrid) -> None:
    _pull(levers, grid, "hub_exit", start=2026, years=2)
    left = [0.75, 0.25, 0, 0]
    assert levers.commitment.tolist() == left
    assert levers.troops.tolist() == [[x] * 3 for x in left]
    assert levers.guarantee.tolist() == [[x - 1] * 3 for x in left]
    assert levers.treaty.tolist() == [[-1] * 3, [-1] * 3, [0] * 3, [0] * 3]
    assert _touched(levers, grid) == {"commitment", "troops", "guarantee", "treaty"}


def test_a_hub_that_leaves_in_part_keeps_its_treaties(levers: Levers, grid: TimeGrid) -> None:
    _pull(levers, grid, "hub_exit", start=2027, end=2028, share=0.5)
    assert levers.commitment.tolist() == [1, 0.5, 0.5, 1]
    assert _touched(levers, grid) == {"commitment", "troops", "guarantee"}


@pytest.mark.parametrize(("power", "name"), [("hub", "hub_output"), ("challenger", "challenger_output")])
def test_growth_adds_up_and_stays(levers: Levers, grid: TimeGrid, power: str, name: str) -> None:
    _pull(levers, grid, "growth", start=2027, end=2028, power=power, change=10)
    assert getattr(levers, name).tolist() == [1, 1.1, 1.1 * 1.1, 1.1 * 1.1]
    _pull(levers, grid, "growth", start=2029, power=power, change=-10)
    assert getattr(levers, name).tolist() == [1, 1.1, 1.1 * 1.1, 1.1 * 1.1 * 0.9]
    assert _touched(levers, grid) == {name}


def test_growth_in_half_a_year_is_half_of_a_years(halves: TimeGrid) -> None:
    levers = Levers.neutral(halves)
    _pull(levers, halves, "growth", start=2026, end=2026, power="hub", change=10)
    assert levers.hub_output.tolist() == [1.05, 1.05 * 1.05, 1.05 * 1.05, 1.05 * 1.05]


def test_the_hubs_democracy_erodes_over_the_years(levers: Levers, grid: TimeGrid) -> None:
    _pull(levers, grid, "regime_change", start=2027, change=-0.2, years=2)
    assert levers.hub_democracy == pytest.approx(np.array([0, -0.05, -0.15, -0.2]))
    assert _touched(levers, grid) == {"hub_democracy"}


def test_a_government_stays_in_office_to_the_end(levers: Levers, grid: TimeGrid) -> None:
    _pull(levers, grid, "government", start=MID_2027, end=2028, countries=("KOR", "NZL"), orientation=-0.7)
    assert levers.government.tolist() == [[0, 0, 0], [0, 0, -0.7], [0, 0, -0.7], [0, 0, 0]]
    assert levers.government_fixed.tolist() == [[False] * 3, [False, False, True], [False, False, True], [False] * 3]
    assert _touched(levers, grid) == {"government", "government_fixed"}


def test_a_fixed_government_may_lean_to_neither_side(levers: Levers, grid: TimeGrid) -> None:
    _pull(levers, grid, "government", start=2027, countries=("JPN",), orientation=0)
    assert levers.government_fixed[:, 1].tolist() == [False, True, True, True]
    assert _touched(levers, grid) == {"government_fixed"}


@pytest.mark.parametrize("end", [None, 2029, 2050])
def test_a_government_drifts_evenly_to_the_end_of_the_policy_or_the_run(
    levers: Levers, grid: TimeGrid, end: int | None
) -> None:
    _pull(levers, grid, "government", start=2026, end=end, countries=("JPN",), orientation=0.4, to=-0.4)
    assert levers.government[:, 1] == pytest.approx(np.array([0.3, 0.1, -0.1, -0.3]))
