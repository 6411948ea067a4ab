"""Fit the base year: the exit ratio, the pact's unexplained step, stakes and constants.

Three targets, in this order: the yearly rate of posture changes (`posture_change_rate`) under the status quo; the
probability of a pact within ten years as a function of the unexplained step, inverted at a grid of priors; and the
base year itself, which is solved exactly for the central values and for drawn ones to show its spread. The rate is met
with coefficients from their ranges, by today and by each edition, and then by today with those that agree with what
was seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.engine.anchor import invert
from sim.engine.calibrated import Calibrated, Curve, base_years
from sim.engine.engines import pick
from sim.engine.posterior import Posterior
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
FLAT: Curve = ((0.0, 0.0),)


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
        editions: exit ratio of each edition of the evidence, and the rate it gives.
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
    editions: dict[int, tuple[float, float]]


@dataclass(frozen=True)
class Bench:
    """Worlds to measure in.

    Attributes:
        evidence: the seeds, of today or of an edition.
        replicates: worlds for each measurement.
        workers: processes or threads; by default one per core.
        posterior: where coefficients come from; None for their ranges.
    """

    evidence: Evidence
    replicates: int
    workers: int | None = None
    posterior: Posterior | None = None

    def factory(self, scenario: Scenario, ratio: float, curve: Curve = FLAT) -> Factory:
        """Makes worlds of a calibration that stores nothing: what the central inversions give stands for it."""
        own = scenario.model_copy(update={"draws": "prior" if self.posterior is None else "posterior"})
        worlds = base_years(self.evidence, scenario)
        return Factory(self.evidence, (own,), Calibrated(ratio, curve, worlds, posterior=self.posterior))

    def measure(self, factory: Factory) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Countries (R, T, N, columns) and theatre (R, T, columns) of some worlds."""
        harvest = run_worlds(factory, range(self.replicates), self.workers, engine=pick(None, lambda _: None))
        if harvest.interrupted:
            raise KeyboardInterrupt
        worlds = harvest.whole()
        return worlds.countries[0], worlds.theatre[0]


def change_rate(bench: Bench, scenario: Scenario, ratio: float) -> float:
    """Mean yearly rate of posture changes per country."""
    countries, _ = bench.measure(bench.factory(scenario, ratio))
    return float(np.mean([rows[..., COUNTRY_COLUMNS.index("changed")].mean() for rows in countries])) / scenario.step


def formation(bench: Bench, scenario: Scenario, ratio: float, step: float) -> float:
    """Probability that the pact offered is in force at some time within the run, given the unexplained step."""
    _, theatre = bench.measure(bench.factory(scenario, ratio, ((0.0, step),)))
    return float(np.mean([rows[:, THEATRE_COLUMNS.index("pact_in_force")].max() for rows in theatre]))


def fit_ratio(bench: Bench, scenario: Scenario, say: Say) -> tuple[float, float]:
    """Exit ratio at which the rate of changes is that of the record, by bisection; and the rate reached."""
    target = bench.evidence.law["posture_change_rate"].value
    low, high = RATIO_BOUNDS
    middle, rate = low, 0.0
    for _ in range(12):
        middle = float(np.sqrt(low * high))
        rate = change_rate(bench, scenario, middle)
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


def fit_curve(bench: Bench, offer: Scenario, ratio: float, say: Say) -> tuple[Curve, Curve]:
    """Steps at which a pact forms with each prior, and the (step, probability) pairs they were inverted from."""
    begin = int(offer.policies[0].span[0])
    decade = offer.model_copy(update={"end": begin + YEARS - 1})
    points = []
    for step in STEPS:
        share = formation(bench, decade, ratio, step)
        say(f"unexplained step {step:+.2f} % of GDP: a pact within {YEARS} years in {share:.3f} of the worlds")
        points.append((step, share))
    return invert_curve(points, PRIORS), tuple(points)


def spreads(
    bench: Bench, scenario: Scenario, ratio: float
) -> tuple[dict[str, Spread], dict[str, Spread], dict[str, dict[str, Spread]]]:
    """Central inversion of the base year and its spread over drawn parameters.

    The scenario's countries stand among themselves; those it leaves out stand in the whole theatre.
    """
    evidence, factory = bench.evidence, bench.factory(scenario, ratio)
    middle, rows = factory.middle, [factory.row(r) for r in range(bench.replicates)]
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


@dataclass(frozen=True)
class Before:
    """What is fitted with coefficients from their ranges: the editions, and today as far as they need it.

    Attributes:
        curve: of today's pact; editions: exit ratio of each edition, and the rate it gives.
    """

    curve: Curve
    editions: dict[int, tuple[float, float]]


def fit_before(bench: Bench, status_quo: Scenario, offer: Scenario, past: Mapping[int, Scenario], say: Say) -> Before:
    """Fit with coefficients from their ranges.

    Args:
        bench: worlds of today.
        status_quo: scenario without a policy change; its countries are fitted among themselves.
        offer: scenario in which a pact is offered to the core four; its first policy starts the ten years.
        past: of each edition of the evidence, its first years without any event.
        say: told in one line what was measured.
    """
    ratio, _ = fit_ratio(bench, status_quo, say)
    curve, _ = fit_curve(bench, offer, ratio, say)
    editions = {}
    for year, quiet in past.items():
        say(f"edition of {year}")
        editions[year] = fit_ratio(replace(bench, evidence=bench.evidence.at(year)), quiet, say)
    return Before(curve, editions)


def fit_today(bench: Bench, before: Before, status_quo: Scenario, offer: Scenario, say: Say) -> Fit:
    """Fit the base year of today with the coefficients of a bench; arguments as for `fit_before`."""
    ratio, rate = fit_ratio(bench, status_quo, say)
    curve, points = fit_curve(bench, offer, ratio, say)
    worlds = base_years(bench.evidence, status_quo)
    return Fit(
        ratio, rate, curve, points, worlds, *spreads(bench, status_quo, ratio), bench.replicates, before.editions
    )
