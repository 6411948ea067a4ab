"""Fit what the evidence cannot say: the exit ratio, the pact's unexplained step, stakes and constants.

Three targets, in this order: the yearly rate of posture changes (`posture_change_rate`) under the status quo; the
probability of a pact within ten years as a function of the unexplained step, inverted at a grid of priors; and the
base year itself, which is solved exactly for the central values and for drawn ones to show its spread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.engine.anchor import invert
from sim.engine.calibrated import Calibrated, Curve, base_years
from sim.engine.engines import pick
from sim.engine.record import COUNTRY_COLUMNS, THEATRE_COLUMNS
from sim.engine.runner import run_worlds
from sim.engine.worlds import Factory
from sim.evidence import Evidence
from sim.scenario import Scenario
from sim.world.build import base_frame, build

Say = Callable[[str], None]

YEARS = 10  # "within ten years" of the offer
RATIO_BOUNDS = (0.05, 8.0)
PRIORS = (0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3)
STEPS = (-0.5, 0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0)  # % of GDP a year; the curve is inverted between them
TOLERANCE = 0.01  # relative error of the fitted rate


@dataclass(frozen=True)
class Spread:
    """A fitted value and its 5 to 95 % range over drawn parameters."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Fit:
    """Result of a calibration.

    Attributes:
        exit_ratio: fitted; rate: the yearly rate of posture changes it gives.
        curve: (prior, step) pairs; formation: (step, measured probability) pairs it was inverted from.
        base_years: countries of the worlds inverted; each country's values come from the first that holds it.
        stakes, other_motives: per country; constants: per country and posture.
        replicates: worlds per measurement.
    """

    exit_ratio: float
    rate: float
    curve: Curve
    formation: Curve
    base_years: tuple[tuple[str, ...], ...]
    stakes: dict[str, Spread]
    other_motives: dict[str, Spread]
    constants: dict[str, dict[str, Spread]]
    replicates: int


def provisional(evidence: Evidence, scenario: Scenario, ratio: float, curve: Curve) -> Calibrated:
    """A calibration that stores nothing, so that what the central inversions give stands for it."""
    return Calibrated(ratio, curve, base_years(evidence, scenario))


def _measure(
    evidence: Evidence, scenario: Scenario, ratio: float, curve: Curve, replicates: int, workers: int | None
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Countries (R, T, N, columns) and theatre (R, T, columns) of some worlds."""
    factory = Factory(evidence, (scenario,), provisional(evidence, scenario, ratio, curve))
    harvest = run_worlds(factory, range(replicates), workers, engine=pick(None, lambda _: None))
    if harvest.interrupted:
        raise KeyboardInterrupt
    worlds = harvest.whole()
    return worlds.countries[0], worlds.theatre[0]


def change_rate(
    evidence: Evidence, scenario: Scenario, ratio: float, replicates: int, workers: int | None = None
) -> float:
    """Mean yearly rate of posture changes per country."""
    countries, _ = _measure(evidence, scenario, ratio, ((0.0, 0.0),), replicates, workers)
    return float(np.mean([rows[..., COUNTRY_COLUMNS.index("changed")].mean() for rows in countries])) / scenario.step


def formation(
    evidence: Evidence, scenario: Scenario, ratio: float, step: float, replicates: int, workers: int | None = None
) -> float:
    """Probability that the pact offered is in force at some time within the run, given the unexplained step."""
    _, theatre = _measure(evidence, scenario, ratio, ((0.0, step),), replicates, workers)
    return float(np.mean([rows[:, THEATRE_COLUMNS.index("pact_in_force")].max() for rows in theatre]))


def fit_ratio(
    evidence: Evidence, scenario: Scenario, target: float, replicates: int, workers: int | None, say: Say
) -> tuple[float, float]:
    """Exit ratio at which the rate of changes meets the target, by bisection; and the rate reached."""
    low, high = RATIO_BOUNDS
    middle, rate = low, 0.0
    for _ in range(12):
        middle = float(np.sqrt(low * high))
        rate = change_rate(evidence, scenario, middle, replicates, workers)
        say(f"exit ratio {middle:.3f}: {rate:.4f} changes per country and year (target {target:.4f})")
        if abs(rate / target - 1.0) < TOLERANCE:
            break
        low, high = (middle, high) if rate < target else (low, middle)
    return middle, rate


def invert_curve(points: Sequence[tuple[float, float]], priors: Sequence[float]) -> Curve:
    """Steps at which the probability of a pact equals each prior, by interpolation in logit space.

    Args:
        points: (step, probability) in rising steps; probabilities are made non-decreasing first.
        priors: probabilities wanted.
    """
    steps = np.array([s for s, _ in points])
    shares = np.maximum.accumulate(np.clip([p for _, p in points], 1e-3, 1.0 - 1e-3))
    keep = np.concatenate([[True], np.diff(shares) > 0.0])
    x, y = np.log(shares / (1.0 - shares))[keep], steps[keep]
    slope_low, slope_high = (y[1] - y[0]) / (x[1] - x[0]), (y[-1] - y[-2]) / (x[-1] - x[-2])
    curve = []
    for prior in priors:
        at = float(np.log(prior / (1.0 - prior)))
        if at < x[0]:
            step = y[0] + slope_low * (at - x[0])
        elif at > x[-1]:
            step = y[-1] + slope_high * (at - x[-1])
        else:
            step = float(np.interp(at, x, y))
        curve.append((prior, float(step)))
    return tuple(curve)


def spreads(
    evidence: Evidence, scenario: Scenario, ratio: float, replicates: int
) -> tuple[dict[str, Spread], dict[str, Spread], dict[str, dict[str, Spread]]]:
    """Central inversion of the base year and its spread over drawn parameters.

    The scenario's countries stand among themselves; those it leaves out stand in the whole theatre.
    """
    worlds = base_years(evidence, scenario)
    factory = Factory(evidence, (scenario,), Calibrated(ratio, ((0.0, 0.0),), worlds))
    middle, rows = factory.middle, [factory.row(r) for r in range(replicates)]
    ladder = tuple(evidence.postures)
    stakes: dict[str, Spread] = {}
    motives: dict[str, Spread] = {}
    constants: dict[str, dict[str, Spread]] = {}

    def spread(value: float, drawn: list[float]) -> Spread:
        low, high = np.quantile(drawn, [0.05, 0.95])
        return Spread(value, float(low), float(high))

    for target in factory.bases:
        fixed = base_frame(evidence, target)
        anchors = [invert(build(evidence, fixed, row), ratio) for row in rows]
        for i, c in enumerate(fixed.grid.countries):
            if c in stakes:
                continue
            stakes[c] = spread(middle.stakes[c], [a.stakes[i] for a in anchors])
            motives[c] = spread(middle.other_motives[c], [a.other_motives[i] for a in anchors])
            constants[c] = {
                p: spread(middle.constants[c][p], [a.constants[i][o] for a in anchors]) for o, p in enumerate(ladder)
            }
    return stakes, motives, constants


def calibrate(
    evidence: Evidence, status_quo: Scenario, offer: Scenario, replicates: int, workers: int | None, say: Say
) -> Fit:
    """Fit everything.

    Args:
        evidence: the seeds.
        status_quo: scenario without a policy change; its countries are fitted among themselves.
        offer: scenario in which a pact is offered to the core four; its first policy starts the ten years.
        replicates: worlds per measurement.
        workers: processes.
        say: told in one line what was measured.
    """
    target = evidence.law["posture_change_rate"].value
    ratio, rate = fit_ratio(evidence, status_quo, target, replicates, workers, say)
    begin = int(offer.policies[0].span[0])
    decade = offer.model_copy(update={"end": begin + YEARS - 1})
    points = []
    for step in STEPS:
        share = formation(evidence, decade, ratio, step, replicates, workers)
        say(f"unexplained step {step:+.2f} % of GDP: a pact within {YEARS} years in {share:.3f} of the worlds")
        points.append((step, share))
    stakes, motives, constants = spreads(evidence, status_quo, ratio, replicates)
    curve, worlds = invert_curve(points, PRIORS), base_years(evidence, status_quo)
    return Fit(ratio, rate, curve, tuple(points), worlds, stakes, motives, constants, replicates)
