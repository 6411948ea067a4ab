"""What stays the same in a world all run long: rates, what spokes bring to each flashpoint, what postures mean."""

from __future__ import annotations

from typing import NamedTuple

from sim.law import burden, crisis, decision, demography, deterrence, threat
from sim.law.arithmetic import happens, logit
from sim.law.types import Lasting, Move, PostureRow, Weights
from sim.world.records import PlaceRow, PowerRow, SpokeRow


class Ground(NamedTuple):
    """A spoke at a flashpoint; see the rules of `sim.law.crisis` of the same names."""

    claim: float
    home: float
    reach: float
    weight: float
    pressing: float
    aside: float
    drawn: float


class Traits(NamedTuple):
    """A spoke in one world; see the rules of the same names. Chances are per step, rates per year.

    Attributes:
        trust_logit: trust in the hub in the base year, logit units.
        workers_growth, output_growth: size after a step relative to before.
        turnover, ratification: chance of a new government, and that a signature is ratified.
        grounds: one for each flashpoint.
        lasting: one for each posture.
    """

    trust_logit: float
    workers_growth: float
    output_growth: float
    turnover: float
    ratification: float
    bearing: float
    age_cost: float
    resistance: float
    base_presence: float
    grounds: tuple[Ground, ...]
    lasting: tuple[Lasting, ...]


class Steady(NamedTuple):
    """What stays the same in a world.

    Attributes:
        spokes: one for each spoke.
        moves: from the posture declared (first) to every other.
        stances: what each posture arouses, see `crisis.stance`.
        bearings: of the adversary of each flashpoint, see `threat.bearing`.
        hub_rate, challenger_rate: log change of output a year.
    """

    spokes: tuple[Traits, ...]
    moves: tuple[tuple[Move, ...], ...]
    stances: tuple[float, ...]
    bearings: tuple[float, ...]
    hub_rate: float
    challenger_rate: float


def _rates(growth: float, change: float, w: Weights) -> tuple[float, float]:
    """Log changes a year of the working-age population and of output."""
    workers = demography.working_age_rate(change, w.projection_span)
    return workers, demography.output_rate(growth, workers)


def _ground(i: int, place: PlaceRow, harm: float, w: Weights) -> Ground:
    claim, exposure, arriving = place.claims[i], place.exposure[i], place.arriving[i]
    return Ground(
        claim,
        crisis.home(arriving, claim),
        crisis.reach(arriving, claim, exposure),
        place.weight[i],
        crisis.pressing(w.provocation_effect, place.weight[i]),
        crisis.harm_aside(harm, exposure, w.collateral, claim),
        crisis.harm_drawn(harm, exposure, w.collateral, claim),
    )


def _traits(
    i: int,
    row: SpokeRow,
    w: Weights,
    ladder: tuple[PostureRow, ...],
    places: tuple[PlaceRow, ...],
    harms: list[float],
    with_challenger: float,
    dt: float,
) -> Traits:
    workers, output = _rates(row.growth, row.working_age_change, w)
    return Traits(
        trust_logit=logit(row.trust),
        workers_growth=demography.grown(workers, dt),
        output_growth=demography.grown(output, dt),
        turnover=happens(row.turnover, dt),
        ratification=happens(row.ratification_rate, dt),
        bearing=threat.bearing(row.arriving, w.offence_share, row.other_threat),
        age_cost=burden.age_cost(row.median_age, w.reference_age, w.ageing_burden),
        resistance=burden.resistance(row.effort, burden.least(row.effort, w.effort_floor)),
        base_presence=deterrence.share_of_presence(row.troops, w.presence_half),
        grounds=tuple(_ground(i, place, harm, w) for place, harm in zip(places, harms, strict=True)),
        lasting=tuple(
            decision.lasting(
                posture,
                w,
                row.other_threat,
                row.control_sensitivity,
                row.nonalignment,
                with_challenger,
                row.duty_ceiling,
                row.dispute,
            )
            for posture in ladder
        ),
    )


def steady(
    w: Weights,
    ladder: tuple[PostureRow, ...],
    spokes: tuple[SpokeRow, ...],
    places: tuple[PlaceRow, ...],
    hub: PowerRow,
    challenger: PowerRow,
    challenger_propensity: tuple[float, ...],
    dt: float,
) -> Steady:
    """Compute it, once a world.

    Args:
        w: coefficients of the law.
        ladder: postures from the bottom.
        spokes: the countries in the base year.
        places: the flashpoints.
        hub: the hub.
        challenger: the challenger.
        challenger_propensity: propensity of each spoke to the challenger.
        dt: years in a step.
    """
    harms = [crisis.expected_harm(p.serious, p.war, w.harm_minor, w.harm_serious, w.harm_war) for p in places]
    return Steady(
        spokes=tuple(
            _traits(i, row, w, ladder, places, harms, challenger_propensity[i], dt) for i, row in enumerate(spokes)
        ),
        moves=tuple(tuple(decision.move(posture, now, w) for posture in ladder) for now in ladder),
        stances=tuple(crisis.stance(posture.side, w.provocation_pact, posture.is_pact) for posture in ladder),
        bearings=tuple(threat.bearing(p.adversary_arriving, w.offence_share, 0.0) for p in places),
        hub_rate=_rates(hub.growth, hub.working_age_change, w)[1],
        challenger_rate=_rates(challenger.growth, challenger.working_age_change, w)[1],
    )
