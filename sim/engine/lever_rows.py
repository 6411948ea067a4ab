"""The levers of a run as one plain record per step: what an agent reads fastest."""

from __future__ import annotations

from typing import NamedTuple

from sim.policy.levers import Levers


class LeverRow(NamedTuple):
    """Values of every lever in one step; see `Levers` for meaning and units."""

    tariff: list[float]
    exemption: list[float]
    troops: list[float]
    commitment: float
    guarantee: list[float]
    burden_target: list[float]
    burden_penalty: list[float]
    tie_gain: list[list[float]]
    reassurance: float
    dialogue: list[float]
    administration: int
    trust_push: list[float]
    trust_shock: list[float]
    coercion: float
    inducement: float
    pact_invited: list[bool]
    pact_open: list[bool]
    assertiveness: float
    hub_output: float
    challenger_output: float
    arms: list[float]
    access: list[float]
    treaty: list[float]
    government: list[float]
    government_fixed: list[bool]
    hub_democracy: float
    offers: list[list[float]]


def lever_rows(levers: Levers) -> list[LeverRow]:
    """One record per step."""
    columns = [getattr(levers, name).tolist() for name in LeverRow._fields]
    return [LeverRow(*values) for values in zip(*columns, strict=True)]
