"""Build a world: a row of numbers, a scenario's overrides and its levers, put into the law's records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import isfinite

import numpy as np

from sim.evidence import Evidence, pair
from sim.law.crisis import weight
from sim.law.politics import propensity
from sim.law.threat import decay
from sim.law.types import PostureRow, Weights
from sim.policy.levers import Body, Levers, TimeGrid
from sim.scenario import Scenario
from sim.world import derive
from sim.world.pull import pull
from sim.world.raw import RawPower, RawSpoke
from sim.world.records import ADMINISTRATIONS, BodyRow, Matrix, PlaceRow, PowerRow, SpokeRow, World
from sim.world.steady import steady
from sim.world.table import GIVEN, Row


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

    @property
    def epochs(self) -> tuple[tuple[int, Row], ...]:
        """Steps at which numbers are set or given back, with those that are set from then on."""
        found, held = [], Row()
        for t in range(len(self.grid.starts)):
            now = {name: value for name, value, on in self.levers.numbers if on[t]}
            if now != held:
                found.append((t, now))
            held = now
        return tuple(found)


def overrides_of(scenario: Scenario) -> Row:
    """Numbers that the scenario sets, by their full names."""
    row: Row = {f"law.{name}": value for name, value in scenario.parameters.items()}
    for group in ("countries", "powers", "postures", "flashpoints", "institutions"):
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
        bodies=bodies_of(evidence, names, scenario.start),
    )
    levers = pull(scenario.policies, grid)
    own = scenario.countries
    return Frame(
        grid=grid,
        levers=levers,
        overrides=overrides_of(scenario),
        postures=tuple(str(own.get(c, {}).get("posture", evidence.countries[c].posture.value)) for c in names),
        treaty=tuple(own.get(c, {}).get("treaty", evidence.countries[c].treaty.value) == "in_force" for c in names),
    )


def bodies_of(evidence: Evidence, countries: Sequence[str], year: float) -> tuple[Body, ...]:
    """The bodies of security work that stand in a year, with those of some countries that belong to them."""
    return tuple(
        Body(
            name, tuple(c in body.members for c in countries), body.duty, evidence.hub.iso3 in body.members, known=True
        )
        for name, body in evidence.bodies.items()
        if body.stands(year)
    )


def base_frame(evidence: Evidence, target: Frame) -> Frame:
    """The same countries in the observed base year: levers at rest, bodies new or old as in the run.

    Of what the scenario sets it keeps the numbers that only a base year reads.
    """
    names = target.grid.countries
    grid = TimeGrid(
        target.grid.starts[:1],
        target.grid.step,
        names,
        target.grid.postures,
        target.grid.flashpoints,
        ADMINISTRATIONS,
        tuple(target.levers.bodies),
    )
    return Frame(
        grid=grid,
        levers=Levers.neutral(grid),
        overrides={name: value for name, value in target.overrides.items() if name in GIVEN},
        postures=tuple(evidence.countries[c].posture.value for c in names),
        treaty=tuple(evidence.countries[c].treaty.value == "in_force" for c in names),
    )


def _weights(row: Row) -> Weights:
    return Weights(**{name: row[f"law.{name}"] for name in Weights._fields})


def _posture(row: Row, name: str, needs: str, rung: int) -> PostureRow:
    own = PostureRow._fields[:-2]
    values = {field: row[f"postures.{name}.{field}"] for field in own}
    return PostureRow(**values, rung=float(rung), is_pact=float(needs == "pact"))


@cache
def _full_names(prefix: str, fields: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{prefix}.{field}" for field in fields)


def _spoke(row: Row, code: str, w: Weights) -> SpokeRow:
    names = _full_names(f"countries.{code}", RawSpoke._fields)
    return derive.spoke(RawSpoke._make([row[name] for name in names]), w)


def _power(row: Row, code: str, w: Weights) -> PowerRow:
    names = _full_names(f"powers.{code}", RawPower._fields[:-1])
    share = row.get(f"powers.{code}.theatre_share", 1.0)
    return derive.power(RawPower._make([*(row[name] for name in names), share]), w)


def _place(evidence: Evidence, row: Row, key: str, names: Sequence[str], w: Weights) -> PlaceRow:
    def own(name: str) -> float:
        return row[f"flashpoints.{key}.{name}"]

    adversary = evidence.powers[evidence.flashpoints[key].adversary]
    challenged = adversary.role == "challenger"
    claims = [row.get(f"flashpoints.{key}.claims.{c}", 0.0) for c in names]
    exposure = tuple(own(f"exposure.{c}") for c in names)
    total = 0.0
    for share in exposure:
        total += share
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
        weight=tuple(weight(share, total) for share in exposure),
    )


def _body(row: Row, body: Body) -> BodyRow:
    depth = row[f"institutions.{body.name}.depth"] if body.known else 1.0
    return BodyRow(depth, float(body.duty), float(body.led), float(body.known), tuple(map(float, body.members)))


@cache
def _pair_names(part: str, names: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Full names of the values of all pairs; nothing for a country with itself."""
    return tuple(tuple("" if a == b else "dyads.{}.{}-{}".format(part, *pair(a, b)) for b in names) for a in names)


def _pairs(row: Row, part: str, names: tuple[str, ...]) -> Matrix:
    """Values of all pairs; a pair without mistrust or tie has none, but a distance must be known."""
    lines = _pair_names(part, names)
    if part == "distance_km":
        return tuple(tuple(row[name] if name else 0.0 for name in line) for line in lines)
    return tuple(tuple(row.get(name, 0.0) for name in line) for line in lines)


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
    postures = tuple(_posture(row, name, needs[k], k) for k, name in enumerate(ladder))
    places = tuple(_place(evidence, row, key, names, w) for key in fixed.grid.flashpoints)
    to_challenger = tuple(propensity(s.regime, challenger.regime, 0.0) for s in spokes)
    return World(
        countries=names,
        postures=ladder,
        flashpoints=fixed.grid.flashpoints,
        start=float(fixed.grid.starts[0]),
        step=fixed.grid.step,
        steps=len(fixed.grid.starts),
        weights=w,
        ladder=postures,
        needs=needs,
        spokes=spokes,
        observed=tuple(ladder.index(p) for p in fixed.postures),
        treaty=fixed.treaty,
        hub=hub,
        challenger=challenger,
        places=places,
        pair_arriving=tuple(tuple(decay(d, w.distance_scale) for d in line) for line in distances),
        mistrust=mistrust,
        ties=_pairs(row, "tie", names),
        propensity=tuple(
            tuple(propensity(a.regime, b.regime, mistrust[i][j]) for j, b in enumerate(spokes))
            for i, a in enumerate(spokes)
        ),
        challenger_propensity=to_challenger,
        bodies=tuple(_body(row, body) for body in fixed.levers.bodies),
        levers=fixed.levers,
        steady=steady(w, postures, spokes, places, hub, challenger, to_challenger, fixed.grid.step),
    )
