"""What a world is made of, once evidence and scenario are resolved: plain tuples of numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sim.law.types import PostureRow, Weights
from sim.policy.levers import Levers

if TYPE_CHECKING:
    from sim.world.steady import Steady

ADMINISTRATIONS = ("america_first", "internationalist")

Matrix = tuple[tuple[float, ...], ...]


class SpokeRow(NamedTuple):
    """A spoke in the base year. Units as in `seeds/parameters.yaml` unless said otherwise.

    Attributes:
        output: GDP at mixed prices, bn.
        market_gdp: GDP at market exchange rates, bn.
        exports_challenger, exports_hub: value added exported there, % of GDP.
        arriving: share of the challenger's capability that arrives.
        opinion: public view of the challenger, -1 (favourable) .. 1 (unfavourable).
    """

    output: float
    market_gdp: float
    growth: float
    working_age_change: float
    median_age: float
    effort: float
    exports_challenger: float
    exports_hub: float
    tariff: float
    troops: float
    arriving: float
    dispute: float
    other_threat: float
    trust: float
    guarantee: float
    regime: float
    opinion: float
    nonalignment: float
    control_sensitivity: float
    duty_ceiling: float
    orientation: float
    government_spread: float
    turnover: float
    latency: float
    nuclear_support: float
    nuclear_armed: float
    ratification_rate: float


class PowerRow(NamedTuple):
    """A power in the base year; `theatre_share` is the part of its capability that counts in the theatre."""

    output: float
    growth: float
    working_age_change: float
    effort: float
    regime: float
    theatre_share: float


class PlaceRow(NamedTuple):
    """A flashpoint: hazard per year, severity shares, its adversary, and a value for each spoke.

    Attributes:
        adversary_arriving: share of the adversary's capability that arrives there.
        by_challenger: whether the adversary is the challenger.
        other_capability: capability of an adversary that is not the challenger, bn mixed USD a year; 0 otherwise.
        claims, exposure, arriving, weight: one value per spoke; `weight` is exposure over its sum.
    """

    hazard: float
    serious: float
    war: float
    adversary_arriving: float
    by_challenger: bool
    other_capability: float
    claims: tuple[float, ...]
    exposure: tuple[float, ...]
    arriving: tuple[float, ...]
    weight: tuple[float, ...]


class BodyRow(NamedTuple):
    """A body of security work: its depth; 1 or 0 for duty, the hub's part in it, place in the seeds; its founders.

    Attributes:
        founded: 1 for each spoke that was a member in the base year, else 0.
    """

    depth: float
    duty: float
    led: float
    known: float
    founded: tuple[float, ...]


@dataclass(frozen=True)
class Anchor:
    """What ties a world to the observed base year (see `sim.engine.anchor`).

    Attributes:
        stakes: expected loss to coercion without defence, % of GDP a year, per spoke.
        other_motives: marginal worth of defence effort for other reasons, per spoke.
        constants: calibrated constant per spoke and posture, % of GDP a year.
        deterrence, provocation: base-year values per flashpoint.
        cooperation: base-year product of two spokes' cooperation.
        belonging: of each body and spoke, see `known` in `accord.accepts`.
    """

    stakes: tuple[float, ...]
    other_motives: tuple[float, ...]
    constants: Matrix
    deterrence: tuple[float, ...]
    provocation: tuple[float, ...]
    cooperation: Matrix
    belonging: Matrix


@dataclass(frozen=True)
class World:
    """Everything the law needs for one world.

    Attributes:
        countries, postures, flashpoints: names in the order of every sequence; N, P and F of them.
        start: first year; step: length of a step in years; steps: T.
        needs: what each posture needs: `none`, `treaty` or `pact`.
        observed: index of each spoke's observed posture.
        treaty: whether a bilateral treaty with the hub is in force.
        pair_arriving, mistrust, ties, propensity: N x N values between spokes.
        challenger_propensity: one value per spoke.
        bodies: K bodies of security work.
        steady: what follows from all this and stays the same all run long.
        epochs: steps from which on another world holds, as far as it does not change by itself.
    """

    countries: tuple[str, ...]
    postures: tuple[str, ...]
    flashpoints: tuple[str, ...]
    start: float
    step: float
    steps: int
    weights: Weights
    ladder: tuple[PostureRow, ...]
    needs: tuple[str, ...]
    spokes: tuple[SpokeRow, ...]
    observed: tuple[int, ...]
    treaty: tuple[bool, ...]
    hub: PowerRow
    challenger: PowerRow
    places: tuple[PlaceRow, ...]
    pair_arriving: Matrix
    mistrust: Matrix
    ties: Matrix
    propensity: Matrix
    challenger_propensity: tuple[float, ...]
    bodies: tuple[BodyRow, ...]
    levers: Levers
    steady: Steady
    anchor: Anchor | None = field(default=None)
    epochs: tuple[tuple[int, World], ...] = ()
