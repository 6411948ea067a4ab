"""Spans of the hub's commitment: found on a grid, narrowed down, and true of the worlds they are told of."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.coalitions.commitment import Commitment, needed, spans
from sim.coalitions.game import play
from sim.coalitions.stability import moves
from sim.coalitions.stage import set_up
from sim.coalitions.worlds import bringer
from sim.evidence import Evidence
from sim.results.coalitions import MOST_COMMITMENT
from sim.scenario import Scenario

pytest.importorskip("numba")
Read = Callable[..., Scenario]


@pytest.mark.parametrize(
    ("holds", "wanted"),
    [
        (lambda c: c >= 1.23, [(1.23, MOST_COMMITMENT)]),
        (lambda c: c <= 0.4, [(0.0, 0.4)]),
        (lambda c: 0.7 <= c <= 1.1 or c >= 3.3, [(0.7, 1.1), (3.3, MOST_COMMITMENT)]),
        (lambda c: not 1.0 <= c <= 2.0, [(0.0, 1.0), (2.0, MOST_COMMITMENT)]),
        (lambda c: True, [(0.0, MOST_COMMITMENT)]),
        (lambda c: False, []),
    ],
)
def test_spans(holds: Callable[[float], bool], wanted: list[tuple[float, float]]) -> None:
    found = spans(holds)
    assert len(found) == len(wanted)
    for (low, high), (least, most) in zip(found, wanted, strict=True):
        assert (low, high) == (pytest.approx(least, abs=1e-6), pytest.approx(most, abs=1e-6))
        assert holds(low)
        assert holds(high)


@given(st.lists(st.floats(0.0, MOST_COMMITMENT), min_size=2, max_size=2, unique=True).map(sorted))
def test_a_wide_span_is_never_missed(ends: list[float]) -> None:
    low, high = ends
    found = spans(lambda c: low <= c <= high)
    if high - low > 0.1:
        (only,) = found
        assert only == (pytest.approx(low, abs=1e-6), pytest.approx(high, abs=1e-6))


def test_the_least_is_the_lowest_end() -> None:
    assert Commitment(7, ((0.2, 1.0),), ((0.3, 0.5), (0.8, 1.0))).least == 0.3
    assert math.isnan(Commitment(7, ((0.2, 1.0),), ()).least)


@pytest.mark.parametrize("law_alone", [False, True])
def test_in_a_span_nobody_moves_and_beyond_it_somebody_does(
    law_alone: bool, read_scenario: Read, evidence: Evidence
) -> None:
    scenario = read_scenario("asian_nato", "policies.pact.quorum=2")
    stage = set_up(evidence, scenario, None, ("JPN", "KOR", "PHL", "TWN"), stood=2.0)
    world = bringer(stage, "ensemble", chance=False)(0)
    own = play(stage, world, "ensemble", law_alone=law_alone)
    number = stage.number(("KOR", "PHL", "TWN"))
    found = needed(stage, world, own, number, law_alone=law_alone)
    inside = number >> np.arange(4) & 1 == 1
    stays = any(low <= stage.commitment <= high for low, high in found.internal)
    assert stays == bool((moves(own)[number, inside] <= 0.0).all())
    held = any(low <= stage.commitment <= high for low, high in found.stable)
    assert held == bool((moves(own)[number] <= 0.0).all())
    assert found.internal
    for low, high in found.stable:
        assert any(least <= low <= high <= most for least, most in found.internal)


def test_too_few_members_never_hold_together(read_scenario: Read, evidence: Evidence) -> None:
    stage = set_up(evidence, read_scenario("asian_nato"))
    world = bringer(stage, "ensemble", chance=False)(0)
    own = play(stage, world, "ensemble")
    assert needed(stage, world, own, stage.number(("AUS", "JPN"))) == Commitment(3, (), ())
