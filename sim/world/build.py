"""Build a world: a row of numbers, a scenario's overrides and its levers, put into the law's records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np

from sim.evidence import Evidence, pair
from sim.law.demography import mixed_prices
from sim.law.politics import propensity
from sim.law.threat import decay
from sim.law.types import PostureRow, Weights
from sim.policy.levers import Levers, TimeGrid
from sim.scenario import Scenario
from sim.world.records import ADMINISTRATIONS, Matrix, PlaceRow, PowerRow, SpokeRow, World
from sim.world.table import Row

PERCENT = 100.0
HALF_PERCENT = 50.0  # the middle of a percentage scale


@dataclass(frozen=True)
class Frame:
    """What is fixed for all worlds of a scenario: who takes part, when, under which levers.

    Attributes:
        grid: steps and names.
        levers: the scenario's policies as arrays.
        overrides: numbers the scenario sets, by full name.
        postures: observed posture per spoke, after overrides.
        treaty: whether a treaty is in force per spoke, after overrides.
    """

    grid: TimeGrid
    levers: Levers
    overrides: Row
    postures: tuple[str, ...]
    treaty: tuple[bool, ...]


def overrides_of(scenario: Scenario) -> Row:
    """Numbers that the scenario sets, by their full names."""
    row: Row = {f"law.{name}": value for name, value in scenario.parameters.items()}
    for group in ("countries", "powers", "postures", "flashpoints"):
        for key, fields in getattr(scenario, group).items():
            for name, value in fields.items():
                if isinstance(value, str):
                    continue
                row[f"{group}.{key}.{name}"] = float(value)
    return row


def frame(evidence: Evidence, scenario: Scenario) -> Frame:
    """Resolve a scenario's names, times and levers against the evidence."""
    names = scenario.include or tuple(sorted(evidence.countries))
    steps = round((scenario.end - scenario.start + 1) / scenario.step)
    grid = TimeGrid(
        starts=scenario.start + scenario.step * np.arange(steps, dtype=np.float64),
        step=scenario.step,
        countries=tuple(names),
        postures=tuple(evidence.postures),
        flashpoints=tuple(sorted(evidence.flashpoints)),
        administrations=ADMINISTRATIONS,
    )
    levers = Levers.neutral(grid)
    for policy in scenario.policies:
        policy.apply(levers, grid)
    own = scenario.countries
    return Frame(
        grid=grid,
        levers=levers,
        overrides=overrides_of(scenario),
        postures=tuple(str(own.get(c, {}).get("posture", evidence.countries[c].posture.value)) for c in names),
        treaty=tuple(own.get(c, {}).get("treaty", evidence.countries[c].treaty.value) == "in_force" for c in names),
    )


def base_frame(evidence: Evidence, target: Frame) -> Frame:
    """The same countries in the observed base year: no overrides, levers at rest."""
    names = target.grid.countries
    grid = TimeGrid(
        target.grid.starts[:1],
        target.grid.step,
        names,
        target.grid.postures,
        target.grid.flashpoints,
        ADMINISTRATIONS,
    )
    return Frame(
        grid=grid,
        levers=Levers.neutral(grid),
        overrides={},
        postures=tuple(evidence.countries[c].posture.value for c in names),
        treaty=tuple(evidence.countries[c].treaty.value == "in_force" for c in names),
    )


def _weights(row: Row) -> Weights:
    return Weights(**{name: row[f"law.{name}"] for name in Weights._fields})


def _posture(row: Row, name: str, needs: str, rung: int) -> PostureRow:
    own = PostureRow._fields[:-2]
    values = {field: row[f"postures.{name}.{field}"] for field in own}
    return PostureRow(**values, rung=float(rung), is_pact=float(needs == "pact"))


def _spoke(row: Row, code: str, w: Weights) -> SpokeRow:
    def own(name: str) -> float:
        return row[f"countries.{code}.{name}"]

    exported = own("exports_gdp") / PERCENT
    return SpokeRow(
        output=mixed_prices(own("gdp"), own("gdp_ppp"), w.ppp_weight),
        market_gdp=own("gdp"),
        growth=own("growth_per_worker"),
        working_age_change=own("working_age_change"),
        median_age=own("median_age"),
        effort=own("defence_effort"),
        exports_challenger=exported * own("export_share_challenger"),
        exports_hub=exported * own("export_share_hub"),
        tariff=own("hub_tariff"),
        troops=own("hub_troops"),
        arriving=decay(own("distance_challenger"), w.distance_scale),
        dispute=own("dispute"),
        other_threat=own("other_threat"),
        trust=own("hub_trust"),
        guarantee=own("guarantee"),
        regime=own("regime"),
        opinion=(own("challenger_unfavourable") - HALF_PERCENT) / HALF_PERCENT,
        nonalignment=own("nonalignment"),
        control_sensitivity=own("control_sensitivity"),
        duty_ceiling=own("duty_ceiling"),
        orientation=own("government_orientation"),
        government_spread=own("government_spread"),
        turnover=own("government_turnover"),
        latency=own("nuclear_latency"),
        nuclear_support=own("nuclear_support"),
        nuclear_armed=own("nuclear_armed"),
        ratification_rate=own("ratification_rate"),
    )


def _power(row: Row, code: str, w: Weights) -> PowerRow:
    def own(name: str) -> float:
        return row[f"powers.{code}.{name}"]

    return PowerRow(
        output=mixed_prices(own("gdp"), own("gdp_ppp"), w.ppp_weight),
        growth=own("growth_per_worker"),
        working_age_change=own("working_age_change"),
        effort=own("defence_effort"),
        regime=own("regime"),
        theatre_share=row.get(f"powers.{code}.theatre_share", 1.0),
    )


def _place(evidence: Evidence, row: Row, key: str, names: Sequence[str], w: Weights) -> PlaceRow:
    def own(name: str) -> float:
        return row[f"flashpoints.{key}.{name}"]

    adversary = evidence.powers[evidence.flashpoints[key].adversary]
    challenged = adversary.role == "challenger"
    claims = [row.get(f"flashpoints.{key}.claims.{c}", 0.0) for c in names]
    exposure = tuple(own(f"exposure.{c}") for c in names)
    total = sum(exposure)
    return PlaceRow(
        hazard=own("hazard"),
        serious=own("serious_share"),
        war=own("war_share"),
        adversary_arriving=decay(own("distance_adversary"), w.distance_scale),
        by_challenger=challenged,
        other_capability=0.0 if challenged else row[f"powers.{adversary.iso3}.capability"],
        claims=tuple(claims),
        exposure=exposure,
        arriving=tuple(decay(own(f"distance.{c}"), w.distance_scale) for c in names),
        weight=tuple(e / total for e in exposure) if total > 0.0 else exposure,
    )


def _pairs(row: Row, part: str, names: Sequence[str]) -> Matrix:
    """Values of all pairs; a pair without mistrust or tie has none, but a distance must be known."""

    def value(a: str, b: str) -> float:
        name = "dyads.{}.{}-{}".format(part, *pair(a, b))
        return row[name] if part == "distance_km" else row.get(name, 0.0)

    return tuple(tuple(0.0 if a == b else value(a, b) for b in names) for a in names)


def build(evidence: Evidence, fixed: Frame, row: Row) -> World:
    """A world from a row of numbers, with the frame's overrides on top.

    Args:
        evidence: names and structure (who is whose adversary, what a posture needs).
        fixed: the scenario's frame.
        row: value of every number of the evidence by full name.

    Returns:
        The world, not yet anchored to the base year.

    Raises:
        KeyError: a number is missing.
        ValueError: a number is not finite.
    """
    if fixed.overrides:
        row = {**row, **fixed.overrides}
    wrong = [name for name, value in row.items() if not isfinite(value)]
    if wrong:
        raise ValueError(f"not a finite number: {', '.join(wrong)}")
    w = _weights(row)
    names = fixed.grid.countries
    spokes = tuple(_spoke(row, c, w) for c in names)
    hub, challenger = (
        _power(row, next(code for code, p in evidence.powers.items() if p.role == role), w)
        for role in ("hub", "challenger")
    )
    mistrust = _pairs(row, "mistrust", names)
    distances = _pairs(row, "distance_km", names)
    ladder = fixed.grid.postures
    needs = tuple(p.needs for p in evidence.postures.values())
    return World(
        countries=names,
        postures=ladder,
        flashpoints=fixed.grid.flashpoints,
        start=float(fixed.grid.starts[0]),
        step=fixed.grid.step,
        steps=len(fixed.grid.starts),
        weights=w,
        ladder=tuple(_posture(row, name, needs[k], k) for k, name in enumerate(ladder)),
        needs=needs,
        spokes=spokes,
        observed=tuple(ladder.index(p) for p in fixed.postures),
        treaty=fixed.treaty,
        hub=hub,
        challenger=challenger,
        places=tuple(_place(evidence, row, key, names, w) for key in fixed.grid.flashpoints),
        pair_arriving=tuple(tuple(decay(d, w.distance_scale) for d in line) for line in distances),
        mistrust=mistrust,
        ties=_pairs(row, "tie", names),
        propensity=tuple(
            tuple(propensity(a.regime, b.regime, mistrust[i][j]) for j, b in enumerate(spokes))
            for i, a in enumerate(spokes)
        ),
        hub_propensity=tuple(propensity(s.regime, hub.regime, 0.0) for s in spokes),
        challenger_propensity=tuple(propensity(s.regime, challenger.regime, 0.0) for s in spokes),
        levers=fixed.levers,
    )
