"""The model's own relations: who is how strong, and what any two are to each other, in one world at one time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.engine.calibrated import read_calibrated
from sim.engine.worlds import Factory
from sim.errors import Address, InputError, Problem
from sim.evidence import Evidence
from sim.law import politics
from sim.scenario import Scenario
from sim.scenario.period import outside
from sim.structure.balance import Signs
from sim.structure.landscape import Flags, Floats

if TYPE_CHECKING:
    from sim.engine.mesa_model import PactModel

DEEP = 0.15
"""Depth of a tie less mistrust from which two spokes are friends, and its opposite from which they are rivals."""


@dataclass(frozen=True)
class Relations:
    """Hub, challenger and spokes, n of them, at the end of a step.

    Attributes:
        actors: codes, the hub first, then the challenger, then the spokes.
        names: of the actors.
        year: calendar year.
        strengths: capability, bn mixed USD a year; of the hub what it commits to the theatre, shape (n,).
        sides: side taken, -1..1; 1 for the hub and -1 for the challenger, shape (n,).
        propensities: likeness of regime less historical mistrust, see `politics.propensity`, shape (n, n).
        signs: 1, -1 or 0, see `relations`, shape (n, n).
        allied: whether two owe each other help, shape (n, n).
    """

    actors: tuple[str, ...]
    names: tuple[str, ...]
    year: float
    strengths: Floats
    sides: Floats
    propensities: Floats
    signs: Signs
    allied: Flags


def relations(
    evidence: Evidence, scenario: Scenario, year: float | None = None, world: int = 0, deep: float = DEEP
) -> Relations:
    """Run a world with central numbers to a year and read off its relations.

    A spoke is the hub's ally in a posture that needs a treaty; two spokes are allies as members of the pact in force,
    or of another body with a duty. The hub and the challenger are rivals; a spoke with a side is the friend of that
    pole and the rival of the other, one without is neither. Of two spokes those on opposite sides are rivals, fellow
    members of a pact in force friends; the rest are friends when the depth of their tie less mistrust is at least
    `deep`, and rivals when it is at most its opposite.

    Args:
        evidence: the seeds.
        scenario: its numbers are left at their central values.
        year: by default the last.
        world: id of the world, whose chance it is.
        deep: see above.

    Raises:
        InputError: the year lies outside the horizon, or the base year is not calibrated.
    """
    when = float(scenario.end) if year is None else year
    if said := outside(when, scenario.start, scenario.end):
        raise InputError([Problem(Address("--year"), "", said)])
    central = scenario.model_copy(update={"draws": "central"})
    factory = Factory(evidence, (central,), read_calibrated(evidence)).settled()
    model = factory.models(world)[0]
    starts = factory.frames[0].grid.starts
    steps = int(np.searchsorted(starts, when, side="right"))
    for _ in range(steps):
        model.step()
    return _read(evidence, model, float(starts[steps - 1]), deep)


def _read(evidence: Evidence, model: PactModel, year: float, deep: float) -> Relations:
    world, spokes = model.world, model.countries
    hub, challenger = evidence.hub, evidence.challenger
    rows = [model.ladder[c.posture] for c in spokes]
    sides = np.array([1.0, -1.0, *(row.side for row in rows)])
    strengths = [model.theatre_capability, model.challenger_capability, *(c.capability for c in spokes)]
    democracy = politics.democracy(world.hub.regime, model.hub_democracy)
    return Relations(
        (hub.iso3, challenger.iso3, *world.countries),
        (hub.name, challenger.name, *(evidence.countries[code].name for code in world.countries)),
        year,
        np.array(strengths),
        sides,
        _framed(
            np.array(world.propensity),
            np.array(model.hub_propensity),
            np.array(world.challenger_propensity),
            politics.propensity(democracy, world.challenger.regime, 0.0),
        ),
        _signs(model, sides[2:], deep),
        _allied(model),
    )


def _framed(between: Floats, hub: Floats, challenger: Floats, poles: float) -> Floats:
    """A symmetric table of spokes with the two poles in front."""
    n = len(between)
    table = np.zeros((n + 2, n + 2))
    table[2:, 2:] = between
    table[0, 2:], table[2:, 0] = hub, hub
    table[1, 2:], table[2:, 1] = challenger, challenger
    table[0, 1] = table[1, 0] = poles
    np.fill_diagonal(table, 0.0)
    return table


def _signs(model: PactModel, sides: Floats, deep: float) -> Signs:
    members = np.array([c.member for c in model.countries]) & model.in_force
    net = np.array(model.ties) - np.array(model.world.mistrust)
    signs = np.where(net >= deep, 1, np.where(net <= -deep, -1, 0))
    signs[members[:, None] & members[None, :]] = 1
    signs[np.outer(sides, sides) < 0.0] = -1
    lean = np.sign(sides)
    return _framed(signs.astype(np.float64), lean, -lean, -1.0).astype(np.int64)


def _allied(model: PactModel) -> Flags:
    needs = [model.world.needs[c.posture] for c in model.countries]
    treaty = np.array([need in ("treaty", "pact") for need in needs], dtype=np.float64)
    members = np.array([c.member for c in model.countries]) & model.in_force
    fellows = (members[:, None] & members[None, :]).astype(np.float64)
    for i, others in enumerate(model.bound):
        fellows[i, list(others)] = 1.0
    allied: Flags = _framed(fellows, treaty, np.zeros(len(treaty)), 0.0) > 0.0
    return allied
