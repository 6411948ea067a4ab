"""Fit the base year: the exit ratio, the pact's unexplained step, stakes and constants.

Three targets, in this order: the yearly rate of posture changes (`posture_change_rate`) under the status quo; the
probability of a pact within ten years as a function of the unexplained step, inverted at a grid of priors; and the
base year itself, which is solved exactly for the central values and for drawn ones to show its spread. The rate is met
with coefficients from their ranges, by today and by each edition, and then with those that agree with what was seen: by
today with all of it, by each edition with what was seen by its year.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
from numpy.typing import NDArray

from sim.engine.anchor import invert
from sim.engine.calibrated import Calibrated, Curve, base_years
from sim.engine.engines import pick
from sim.engine.ensemble.simulate import Summary, simulate
from sim.engine.posterior import Posterior
from sim.engine.record import THEATRE_COLUMNS
from sim.engine.runner import run_worlds
from sim.engine.worlds import Factory
from sim.errors import RunFailed
from sim.evidence import Evidence
from sim.scenario import Scenario
from sim.world.build import base_frame, build

Say = Callable[[str], None]

YEARS = 10  # "within ten years" of the offer
RATIO_BOUNDS = (0.05, 8.0)
PRIORS = (0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3)
STEPS = (-0.5, 0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0)  # % of GDP a year; the curve is inverted between them
CLOSER = 50  # changes are rare: the rate of 400 worlds is known to 4 % (one standard error), that of 20,000 to 0.6 %
TOLERANCE = 0.01  # relative error of the rate fitted, in the worlds measured
OFF = 0.1  # relative error above which it is not fitted at all; few worlds have rates that go by steps
TRIES = 12
TINY = 1e-6
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
        replicates: worlds per measurement, but for rates.
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
        replicates: worlds for each measurement, but for rates.
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

    def measure(self, factory: Factory) -> NDArray[np.float64]:
        """Theatre (R, T, columns) of some worlds."""
        harvest = run_worlds(factory, range(self.replicates), self.workers, engine=pick(None, lambda _: None))
        if harvest.interrupted:
            raise KeyboardInterrupt
        return harvest.whole().theatre[0]


def change_rate(bench: Bench, scenario: Scenario, ratio: float) -> float:
    """Mean yearly rate of posture changes per country, over `CLOSER` times as many worlds."""
    ids = range(CLOSER * bench.replicates)
    worlds = cast(Summary, simulate(bench.factory(scenario, ratio), ids, keep="summary", threads=bench.workers))
    return float(worlds.of("countries", "changed").mean.mean()) / scenario.step


def formation(bench: Bench, scenario: Scenario, ratio: float, step: float) -> float:
    """Probability that the pact offered is in force at some time within the run, given the unexplained step."""
    theatre = bench.measure(bench.factory(scenario, ratio, ((0.0, step),)))
    return float(np.mean([rows[:, THEATRE_COLUMNS.index("pact_in_force")].max() for rows in theatre]))


def fit_ratio(bench: Bench, scenario: Scenario, say: Say, start: float = 1.0) -> tuple[float, float]:
    """Exit ratio at which the rate of changes is that of the record, and the rate reached.

    Secants of the logarithms, in which the rate is nearly a straight line; a guess beyond what was tried is halved. Of
    tries of which none meets the rate the nearest is taken, and told.

    Raises:
        RunFailed: the nearest is further off than `OFF`.
    """
    target = bench.evidence.law["posture_change_rate"].value
    low, high = np.log(RATIO_BOUNDS).tolist()
    at, slope = min(max(float(np.log(start)), low), high), 1.0
    before: tuple[float, float] | None = None
    tries: list[tuple[float, float, float]] = []
    while len(tries) < TRIES:
        ratio = float(np.exp(at))
        rate = change_rate(bench, scenario, ratio)
        say(f"exit ratio {ratio:.3f}: {rate:.4f} changes per country and year (target {target:.4f})")
        tries.append((abs(rate / target - 1.0), ratio, rate))
        if tries[-1][0] < TOLERANCE:
            return ratio, rate
        missed = float(np.log(max(rate, TINY) / target))
        if before and missed != before[1]:
            slope = (missed - before[1]) / (at - before[0])
        before = at, missed
        low, high = (at, high) if missed < 0.0 else (low, at)
        guess = at - missed / slope if slope > 0.0 else low
        at = guess if low < guess < high else (low + high) / 2.0
    off, ratio, rate = min(tries)
    between = f"between {RATIO_BOUNDS[0]:g} and {RATIO_BOUNDS[1]:g}"
    said = f"no exit ratio {between} gives {target:.4f} changes a year; the nearest, {ratio:.3f}, gives {rate:.4f}"
    if off > OFF:
        raise RunFailed(said)
    say(said)
    return ratio, rate


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


def fit_after(
    bench: Bench,
    before: Before,
    status_quo: Scenario,
    offer: Scenario,
    past: Mapping[int, Scenario],
    known: Mapping[int, Posterior | None],
    say: Say,
) -> Fit:
    """Fit with coefficients that agree with what was seen.

    Args:
        bench: worlds of today, that draw from what was learnt.
        before: what was fitted before; it holds for an edition by whose year nothing was known.
        status_quo: as for `fit_before`.
        offer: as for `fit_before`.
        past: as for `fit_before`.
        known: of each edition, what was learnt from what was seen by its year; None where that is nothing.
        say: told in one line what was measured.
    """
    ratio, rate = fit_ratio(bench, status_quo, say)
    curve, points = fit_curve(bench, offer, ratio, say)
    editions = dict(before.editions)
    for year, quiet in past.items():
        if known[year] is not None:
            say(f"edition of {year}, by what was seen before")
            then = replace(bench, evidence=bench.evidence.at(year), posterior=known[year])
            editions[year] = fit_ratio(then, quiet, say, start=editions[year][0])
    worlds = base_years(bench.evidence, status_quo)
    return Fit(ratio, rate, curve, points, worlds, *spreads(bench, status_quo, ratio), bench.replicates, editions)
