"""The hub's calendar and its administrations."""

from __future__ import annotations

import pytest

from sim.law import elections as e


def _begun(start: float, dt: float, steps: int, first: float = 2029.0, cycle: float = 4.0) -> list[float]:
    """Years in which steps begin that bring an inauguration."""
    return [start + k * dt for k in range(steps) if e.inauguration(start, float(k), dt, first, cycle) > 0.0]


def test_inaugurations_by_hand() -> None:
    assert _begun(2026.0, 1.0, 14) == [2029.0, 2033.0, 2037.0]
    assert _begun(2026.0, 0.25, 44) == [2029.0, 2033.0]
    assert _begun(2026.0, 1.0, 3) == []


def test_a_run_that_starts_later_begins_with_one() -> None:
    assert _begun(2031.0, 1.0, 4) == [2031.0, 2033.0]


@pytest.mark.parametrize("cycle", [0.0, 0.5, 1.0])
def test_a_cycle_is_not_shorter_than_a_step(cycle: float) -> None:
    assert _begun(2026.0, 1.0, 6, cycle=cycle) == [2029.0, 2030.0, 2031.0]


def test_winner_and_holder_by_hand() -> None:
    assert (e.winner(0.4, 0.5), e.winner(0.6, 0.5)) == (0.0, 1.0)
    assert e.holder(1.0, -1.0, 0.0, 0.0) == 1.0  # nothing happens
    assert e.holder(1.0, -1.0, 1.0, 0.0) == 0.0  # elected
    assert e.holder(0.0, 1.0, 1.0, 0.0) == 1.0  # fixed by the scenario


def test_what_an_administration_changes_by_hand() -> None:
    assert (e.under(0.0, 0.5, 0.8), e.under(1.0, 0.5, 0.8)) == (0.5, 0.8)
    assert (e.first(0.0), e.first(1.0), e.first(0.5)) == (0.0, 1.0, 1.0)
    assert (e.ratio_under(0.0, 0.0, 1.1), e.ratio_under(1.0, 0.0, 1.1)) == (1.0, 1.1)
    assert (e.ratio_under(1.0, 1.0, 1.1), e.ratio_under(0.0, 1.0, 1.25)) == (1.0, 0.8)
    assert (e.push_under(0.0, 0.0, 0.6), e.push_under(1.0, 0.0, 0.6)) == (0.0, 0.6)
    assert (e.push_under(1.0, 1.0, 0.6), e.push_under(0.0, 1.0, 0.6)) == (0.0, -0.6)
    assert e.commitment(0.5, 1.1) == pytest.approx(0.55)
    assert e.years(6.0, 0.5) == 3.0
