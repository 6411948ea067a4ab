"""Of every type: without strength it leaves each lever as it was to the bit, and it acts in its own time only."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.policy import registry
from sim.policy.levers import Body, Levers, TimeGrid

COUNTRIES = ("AUS", "JPN", "KOR", "NZL", "PHL", "TWN", "VNM")
KINDS = registry()

ZERO: dict[str, dict[str, Any]] = {
    "minilateral": {"members": ("JPN", "KOR"), "depth": 0},
    "institution": {"institution": "quad", "depth": 1},
    "reassurance": {},
    "dialogue": {"strength": 0},
    "tariff": {"change": 0, "coverage": 0.5},
    "trade_access": {"change": 0, "years": 3},
    "troop_change": {"change": 0},
    "commitment": {"change": 0},
    "security_guarantee": {"change": 0, "countries": ("TWN",)},
    "burden_demand": {"target": 0, "penalty": 0},
    "arms_and_technology": {"change": 0, "countries": ("AUS",), "years": 3},
    "credibility_shock": {"size": 0},
    "grand_bargain": {"reassurance": 0, "restraint": 0, "guarantee": 0, "trust": 0},
    "hub_exit": {"share": 0, "years": 3},
    "coercion": {"strength": 1},
    "inducement": {"strength": 1},
    "assertiveness": {"strength": 1},
    "growth": {"power": "challenger", "change": 0},
    "regime_change": {"change": 0, "years": 3},
}
WITHOUT = {"formal_pact", "administration", "government", "treaty_offer", "set_parameter"}
"""Types that decide something and have no strength."""

SMALL: dict[str, dict[str, Any]] = {
    **{kind: {**terms, "change": 0.1} for kind, terms in ZERO.items() if "change" in terms},
    "minilateral": {"members": ("JPN", "KOR"), "depth": 0.1},
    "institution": {"institution": "quad", "depth": 0.5, "invite": ("KOR",)},
    "reassurance": {"challenger": 0.1, "allies": 0.1},
    "dialogue": {"strength": 0.1},
    "burden_demand": {"target": 1, "penalty": 1},
    "credibility_shock": {"size": 0.1},
    "grand_bargain": {"reassurance": 0.1, "restraint": 0.1, "guarantee": -0.1, "trust": -0.1},
    "hub_exit": {"share": 1, "years": 1},
    "coercion": {"strength": 2},
    "inducement": {"strength": 2},
    "assertiveness": {"strength": 2},
    "formal_pact": {"invited": ("JPN", "AUS")},
    "administration": {"holder": "alternating", "first": "america_first"},
    "government": {"countries": ("KOR",), "orientation": -0.5, "to": 0.5},
    "treaty_offer": {"countries": ("TWN",)},
    "set_parameter": {"parameter": "parameters.alienation", "value": 0.3},
}
LISTS = ("pact", "bodies", "numbers")
QUAD = Body("quad", tuple(code in ("AUS", "JPN") for code in COUNTRIES), known=True)


def _grid(step: float) -> TimeGrid:
    years = 6
    return TimeGrid(
        2026 + step * np.arange(round(years / step)),
        step,
        COUNTRIES,
        ("hedge", "ally", "pact"),
        ("korea", "taiwan_strait"),
        ("america_first", "internationalist"),
        (QUAD,),
    )


def _pulled(kind: str, grid: TimeGrid, terms: dict[str, Any]) -> Levers:
    levers = Levers.neutral(grid)
    KINDS[kind].model_validate({"type": kind, **terms}).apply(levers, grid)
    return levers


STEPS = st.sampled_from([1.0, 0.5, 1 / 3])


def test_every_type_is_here() -> None:
    assert set(ZERO) | WITHOUT == set(SMALL) == set(KINDS)


@pytest.mark.parametrize("kind", sorted(ZERO))
@given(step=STEPS, start=st.integers(2020, 2031), lasts=st.one_of(st.none(), st.integers(0, 8)))
def test_without_strength_every_lever_is_neutral_to_the_bit(
    kind: str, step: float, start: int, lasts: int | None
) -> None:
    grid = _grid(step)
    end = None if lasts is None else start + lasts
    levers, rest = _pulled(kind, grid, {"start": start, "end": end, **ZERO[kind]}), Levers.neutral(grid)
    for part in fields(Levers):
        if part.name in LISTS:
            assert getattr(levers, part.name) == getattr(rest, part.name), part.name
        else:
            assert getattr(levers, part.name).tobytes() == getattr(rest, part.name).tobytes(), part.name


@pytest.mark.parametrize("kind", sorted(SMALL))
@given(step=STEPS, start=st.integers(2020, 2031), lasts=st.one_of(st.none(), st.integers(0, 8)))
def test_a_policy_acts_in_its_own_time_only(kind: str, step: float, start: int, lasts: int | None) -> None:
    grid = _grid(step)
    terms = {"start": start, "end": None if lasts is None else start + lasts, **SMALL[kind]}
    policy = KINDS[kind].model_validate({"type": kind, **terms})
    levers, rest = _pulled(kind, grid, terms), Levers.neutral(grid)
    begin, end = policy.span
    still = grid.starts + grid.step <= begin + 1e-9
    if kind != "growth":  # what is gained stays
        still |= grid.starts >= end - 1e-9
    moved = np.zeros(len(grid.starts), dtype=bool)
    for part in fields(Levers):
        if part.name not in LISTS:
            one, at_rest = getattr(levers, part.name), getattr(rest, part.name)
            if one.shape != at_rest.shape:  # a body is formed, of nothing at first
                at_rest = np.concatenate([at_rest, np.zeros_like(one[:, at_rest.shape[1] :])], axis=1)
            moved |= (one != at_rest).reshape(len(moved), -1).any(axis=1)
            assert np.isfinite(one).all(), part.name
    for _, _, on in levers.numbers:
        moved |= on
    assert not (moved & still).any()
    assert moved.any() or still.all() or end <= grid.starts[0]
