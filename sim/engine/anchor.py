"""Tie a world to the observed base year: stakes from revealed preference, constants by logit inversion.

The constants stored in `seeds/calibration.yaml` belong to the central values, and to the company that a country was
calibrated in. A world with drawn parameters, or other company, carries them over by the difference between its own
inversion and the central one, so that every world starts from reality.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sim.draws.streams import Luck
from sim.engine.accords import Worth
from sim.engine.calibrated import Calibrated, Curve
from sim.engine.lever_rows import lever_rows
from sim.engine.mesa_model import PactModel
from sim.law import accord, burden, calibration
from sim.law import pact as pact_law
from sim.world.records import Anchor, Matrix, World

NO_LUCK = Luck([], [], [], [], [], [], [], [], [])


def interpolate(curve: Curve, x: float) -> float:
    """Value of a piecewise linear curve at x, held flat beyond its ends."""
    (x0, y0) = curve[0]
    if x <= x0:
        return y0
    for x1, y1 in curve[1:]:
        if x <= x1:
            return calibration.between(x, x0, y0, x1, y1)
        x0, y0 = x1, y1
    return y0


def closeness(rungs: int, reach: float) -> float:
    """Relative frequency of a change over so many rungs, at least one."""
    frequency = 1.0
    for _ in range(rungs - 1):
        frequency = calibration.farther(frequency, reach)
    return frequency


def target_shares(observed: int, open_: tuple[bool, ...], exit_share: float, reach: float) -> tuple[float, ...]:
    """Choice probabilities wanted at a base-year window: stay, or leave for rungs weighted by closeness.

    Args:
        observed: index of the observed posture.
        open_: which postures are available.
        exit_share: probability of leaving, shared out over the others open.
        reach: see `calibration.farther`.

    Returns:
        One probability per posture, 0 where it is not available.
    """
    weights = [
        closeness(abs(o - observed), reach) if available and o != observed else 0.0 for o, available in enumerate(open_)
    ]
    total = 0.0
    for weight in weights:
        total += weight
    return tuple(
        calibration.stay_share(exit_share) if o == observed else calibration.exit_part(exit_share, w, total)
        for o, w in enumerate(weights)
    )


def invert(world: World, exit_ratio: float) -> Anchor:
    """Solve the base year of one world, with constants for the postures that were open only.

    Args:
        world: a world without overrides and with levers at rest.
        exit_ratio: see `Calibrated`.
    """
    model = PactModel(replace(world, anchor=None), NO_LUCK, lever_rows(world.levers))
    w, n = world.weights, len(world.countries)
    measured = replace(model.anchor, deterrence=tuple(model.deterrence), provocation=tuple(model.provocation))
    stakes, motives = [], []
    for c in model.countries:
        c.measure(c.muster())
        cost = c.traits.age_cost
        value = calibration.stake(
            cost,
            c.strength,
            w.decisiveness,
            c.success,
            c.output,
            max(p.exposure[c.index] for p in world.places),
            w.stake_floor,
            w.stake_ceiling,
        )
        stakes.append(value)
        gain = burden.marginal_security(value, w.decisiveness, c.success, c.strength, c.output)
        motives.append(calibration.other_motives(cost, gain))
    model.anchor = measured = replace(measured, stakes=tuple(stakes), other_motives=tuple(motives))
    model.rate_crises()
    exit_share = calibration.exit_share(exit_ratio, w.posture_change_rate)
    constants = []
    for i in range(n):
        c = model.countries[i]
        c.weigh(c.see())
        u, seen = c.utilities, c.posture
        shares = target_shares(seen, tuple(o in u for o in range(len(world.ladder))), exit_share, w.exit_reach)
        constants.append(
            tuple(
                calibration.constant(shares[o], shares[seen], w.choice_sharpness, u[o], u[seen], float(abs(o - seen)))
                if o in u
                else 0.0
                for o in range(len(world.ladder))
            )
        )
    return replace(measured, constants=tuple(constants), belonging=belonging(model))


def belonging(model: PactModel) -> Matrix:
    """How probable it was in the base year that each member of each body belongs to it; 1 for others."""
    worth = [Worth(c) for c in model.countries] if model.world.bodies else []
    return tuple(
        tuple(
            accord.accepting(model.w.choice_sharpness, worth[i].of(k)) if founder else 1.0
            for i, founder in enumerate(body.founded)
        )
        for k, body in enumerate(model.world.bodies)
    )


def extrapolate(world: World, anchor: Anchor, step: float) -> Anchor:
    """Give the postures that were never open to a country their constants.

    Args:
        world: the base-year world.
        anchor: with the constants of the postures that were open.
        step: unexplained worth of the step to a pact, % of GDP a year.
    """
    rows = []
    for i, line in enumerate(anchor.constants):
        open_ = [needs == "none" or (needs == "treaty" and world.treaty[i]) for needs in world.needs]
        top = max(o for o, available in enumerate(open_) if available)
        rows.append(
            tuple(
                value
                if open_[o]
                else pact_law.constant(line[top], step, world.weights.treaty_reluctance, float(max(o - top, 1)))
                for o, value in enumerate(line)
            )
        )
    return replace(anchor, constants=tuple(rows))


@dataclass(frozen=True)
class Middle:
    """The inversion of central worlds, by country: what stored values are compared with."""

    stakes: Mapping[str, float]
    other_motives: Mapping[str, float]
    constants: Mapping[str, Mapping[str, float]]

    @classmethod
    def of(cls, central: Sequence[World], exit_ratio: float) -> Middle:
        """Invert the base year of worlds with every number at its central value; the first that holds a country counts.

        A country stands in the world that its stored values were fitted in, so that a wider theatre moves no other's.
        """
        found = cls({}, {}, {})
        for world in reversed(central):
            anchor, names = invert(world, exit_ratio), world.countries
            lines = [dict(zip(world.postures, line, strict=True)) for line in anchor.constants]
            found = cls(
                {**found.stakes, **dict(zip(names, anchor.stakes, strict=True))},
                {**found.other_motives, **dict(zip(names, anchor.other_motives, strict=True))},
                {**found.constants, **dict(zip(names, lines, strict=True))},
            )
        return found


def anchored(base: World, middle: Middle, calibrated: Calibrated) -> Anchor:
    """The anchor of a world with drawn parameters.

    Args:
        base: that world in the observed base year.
        middle: the inversion of the central worlds.
        calibrated: what the seeds store.
    """
    own, kept = invert(base, calibrated.exit_ratio), calibrated if calibrated.stakes else middle
    names, ladder = base.countries, base.postures
    stakes, motives, constants = [], [], []
    for i, c in enumerate(names):
        stakes.append(calibration.carried_ratio(own.stakes[i], kept.stakes[c], middle.stakes[c]))
        motives.append(
            calibration.carried_difference(own.other_motives[i], kept.other_motives[c], middle.other_motives[c])
        )
        stored, central = kept.constants[c], middle.constants[c]
        constants.append(
            tuple(
                calibration.carried_difference(own.constants[i][o], stored[p], central[p]) for o, p in enumerate(ladder)
            )
        )
    own = replace(own, stakes=tuple(stakes), other_motives=tuple(motives), constants=tuple(constants))
    return extrapolate(base, own, interpolate(calibrated.pact_curve, base.weights.pact_formation_prior))
