"""What each type of policy writes into the levers, to the number."""

from __future__ import annotations

import datetime
from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from sim.policy import registry
from sim.policy.levers import Levers, PactTerms, TimeGrid

MID_2027 = datetime.date(2027, 7, 2)  # 182 of 365 days gone: 183/365 of the year is left
LEFT = 183 / 365


def _pull(levers: Levers, grid: TimeGrid, kind: str, **entries: Any) -> None:
    registry()[kind].model_validate({"type": kind, **entries}).apply(levers, grid)


def _untouched(levers: Levers, grid: TimeGrid, *but: str) -> None:
    rest = Levers.neutral(grid)
    for part in fields(Levers):
        if part.name == "pact":
            assert "pact" in but or levers.pact == rest.pact
        elif part.name not in but:
            assert np.array_equal(getattr(levers, part.name), getattr(rest, part.name)), part.name


def test_tariff_on_all(levers: Levers, grid: TimeGrid) -> None:
    _pull(levers, grid, "tariff", start=2027, end=2028, change=15)
    assert levers.tariff.tolist() == [[0] * 3, [15] * 3, [15] * 3, [0] * 3]
    _untouched(levers, grid, "tariff")


def test_tariffs_add_up_and_begin_within_a_year(levers: Levers, grid: TimeGrid) -> None:
    _pull(levers, grid, "tariff", start=MID_2027, change=10, countries=("JPN",))
    _pull(levers, grid, "tariff", start=2029, change=-5)
    assert levers.tariff[:, 1] == pytest.approx(np.array([0, 10 * LEFT, 10, 5]))
    assert levers.tariff[:, 0].tolist() == [0, 0, 0, -5]


def test_a_tariff_on_a_sector_counts_by_its_share_of_exports(levers: Levers, grid: TimeGrid) -> None:
    _pull(levers, grid, "tariff", start=2027, end=datetime.date(2028, 7, 1), change=25, coverage=0.2)
    assert levers.tariff[:, 0] == pytest.approx(np.array([0, 5, 5 * 183 / 366, 0]))  # struck down in mid-2028
    _untouched(levers, grid, "tariff")


def test_exemptions_take_the_most_generous(levers: Levers, grid: TimeGrid) -> None:
    _pull(levers, grid, "tariff", start=2027, change=15, exempt={"pact": 1.0, "ally": 0.25})
    _pull(levers, grid, "tariff", start=2028, change=5, exempt={"ally": 0.5})
    assert levers.exemption.tolist() == [[0, 0, 0], [0, 0.25, 1], [0, 0.5, 1], [0, 0.5, 1]]


def test_troop_change(levers: Levers, grid: TimeGrid) -> None:
    _pull(levers, grid, "troop_change", start=2028, change=-0.5, countries=("KOR",))
    _pull(levers, grid, "troop_change", start=2029, change=0.2)
    assert levers.troops.tolist() == [[1, 1, 1], [1, 1, 1], [1, 1, 0.5], [1.2, 1.2, 0.6]]
    _untouched(levers, grid, "troops")


def test_commitment(levers: Levers, grid: TimeGrid) -> None:
    _pull(levers, grid, "commitment", start=MID_2027, change=-0.4)
    assert levers.commitment == pytest.approx(np.array([1, 1 - 0.4 * LEFT, 0.6, 0.6]))
    _untouched(levers, grid, "commitment")


def test_security_guarantee(levers: Levers, grid: TimeGrid) -> None:
    _pull(levers, grid, "security_guarantee", start=2027, end=2027, change=0.3, countries=("AUS", "KOR"))
    assert levers.guarantee.tolist() == [[0] * 3, [0.3, 0, 0.3], [0] * 3, [0] * 3]
    _untouched(levers, grid, "guarantee")


def test_burden_demands_do_not_add_up(levers: Levers, grid: TimeGrid) -> None:
    _pull(levers, grid, "burden_demand", start=2027, target=3.0, penalty=0.1)
    _pull(levers, grid, "burden_demand", start=datetime.date(2028, 7, 2), target=3.5, penalty=0.2, countries=("JPN",))
    assert levers.burden_target[:, 1].tolist() == [0, 3, 3.5, 3.5]
    # a demand of 183 days weighs as much as that: 0.2 x 183/366 is no more than the 0.1 that stands
    assert levers.burden_penalty[:, 1] == pytest.approx(np.array([0, 0.1, 0.1, 0.2]))
    assert levers.burden_target[:, 0].tolist() == [0, 3, 3, 3]
    _untouched(levers, grid, "burden_target", "burden_penalty")


def test_reassurance(levers: Levers, grid: TimeGrid) -> None:
    _pull(levers, grid, "reassurance", start=2027, challenger=0.3, allies=0.1)
    _pull(levers, grid, "reassurance", start=2028, challenger=0.2, allies=0.05)
    assert levers.reassurance.tolist() == [0, 0.3, 0.3, 0.3]  # the stronger one counts
    assert levers.trust_push == pytest.approx(np.repeat([[0], [0.1], [0.15], [0.15]], 3, axis=1))
    _untouched(levers, grid, "reassurance", "trust_push")


def test_dialogue(levers: Levers, grid: TimeGrid) -> None:
    _pull(levers, grid, "dialogue", start=2027, strength=0.25)
    _pull(levers, grid, "dialogue", start=2028, strength=0.4, flashpoints=("korea",))
    assert levers.dialogue[:, 0] == pytest.approx(np.array([0, 0.25, 0.55, 0.55]))  # 1 - 0.75 x 0.6
    assert levers.dialogue[:, 1].tolist() == [0, 0.25, 0.25, 0.25]
    _untouched(levers, grid, "dialogue")


def test_administration(levers: Levers, grid: TimeGrid) -> None:
    _pull(levers, grid, "administration", start=2027, end=2028, holder="internationalist")
    _pull(levers, grid, "administration", start=2028, end=2028, holder="america_first")
    assert levers.administration.tolist() == [-1, 1, 0, -1]
    _untouched(levers, grid, "administration")


def test_administrations_alternate_from_the_start(levers: Levers, grid: TimeGrid) -> None:
    _pull(levers, grid, "administration", start=2027, holder="alternating", first="internationalist", term=1)
    assert levers.administration.tolist() == [-1, 1, 0, 1]
    _untouched(levers, grid, "administration")


def test_a_term_is_four_years_and_counts_from_the_start_even_before_the_run() -> None:
    grid = TimeGrid(2026 + 0.5 * np.arange(12), 0.5, (), (), (), ("america_first", "internationalist"))
    levers = Levers.neutral(grid)
    start = datetime.date(2025, 1, 20)
    _pull(levers, grid, "administration", start=start, end=2030, holder="alternating", first="america_first")
    # a step belongs to whom its middle belongs to: the term that begins on 20 January 2029 has its first half
    assert levers.administration.tolist() == [0] * 6 + [1] * 4 + [-1] * 2


def test_credibility_shock_strikes_once(levers: Levers, grid: TimeGrid) -> None:
    _pull(levers, grid, "credibility_shock", start=MID_2027, size=-0.5)
    _pull(levers, grid, "credibility_shock", start=2027, size=-0.2, countries=("JPN",))
    assert levers.trust_shock.tolist() == [[0] * 3, [-0.5, -0.7, -0.5], [0] * 3, [0] * 3]
    _untouched(levers, grid, "trust_shock")


def test_a_shock_outside_the_run_does_not_strike(levers: Levers, grid: TimeGrid) -> None:
    _pull(levers, grid, "credibility_shock", start=2040, size=-0.5)
    _untouched(levers, grid)


@pytest.mark.parametrize("kind", ["coercion", "inducement", "assertiveness"])
def test_the_challengers_levers(levers: Levers, grid: TimeGrid, kind: str) -> None:
    _pull(levers, grid, kind, start=MID_2027, end=2028, strength=3.0)
    _pull(levers, grid, kind, start=2028, strength=0.5)
    assert getattr(levers, kind) == pytest.approx(np.array([1, 1 + 2 * LEFT, 1.5, 0.5]))
    _untouched(levers, grid, kind)


def test_formal_pact(levers: Levers, grid: TimeGrid) -> None:
    _pull(
        levers, grid, "formal_pact", start=MID_2027, end=2028, invited=("JPN", "AUS"), open_to=("KOR",), quorum=2,
        preparedness=0.7, exit_price=0.4, notice=2, minimum=2,
    )  # fmt: skip
    assert levers.pact_invited.tolist() == [[False] * 3, [True, True, False], [True, True, False], [False] * 3]
    assert levers.pact_open.tolist() == [[False] * 3, [False, False, True], [False, False, True], [False] * 3]
    assert levers.pact == PactTerms(quorum=2, preparedness=0.7, exit_price=0.4, notice=2.0, minimum=2)
    _untouched(levers, grid, "pact", "pact_invited", "pact_open")


def test_a_pact_is_open_to_all_unless_it_says_to_whom(levers: Levers, grid: TimeGrid) -> None:
    _pull(levers, grid, "formal_pact", start=2027, invited=("JPN", "AUS", "NZL"), quorum=2)
    assert levers.pact_open[1:].all()
    assert levers.pact_invited[1].tolist() == [True, True, False]


def test_steps_of_half_a_year(halves: TimeGrid) -> None:
    levers = Levers.neutral(halves)
    _pull(levers, halves, "tariff", start=MID_2027, change=10)
    _pull(levers, halves, "commitment", start=2026, end=2026, change=-0.5)
    # 2 July begins at 182/365 = 0.4986 of the year: 0.00137 of a year is left in the first half, of 0.5
    assert levers.tariff[:, 0] == pytest.approx(np.array([0, 0, 10 * (0.5 - 182 / 365) * 2, 10]))
    assert levers.commitment.tolist() == [0.5, 0.5, 1, 1]
