"""Both scenarios over the same worlds, measured at once: what the dashboard shows within a second."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis.statistics import mean_interval, paired
from sim.engine.alike import check_alike
from sim.engine.calibrated import Calibrated
from sim.engine.engines import batches
from sim.engine.harvest import Failure, cells
from sim.engine.worlds import Factory
from sim.errors import RunFailed
from sim.evidence import Evidence
from sim.results.manifest import Engine
from sim.results.measure import measure
from sim.results.outcomes import Outcome, outcomes
from sim.scenario import Scenario

Floats = NDArray[np.float64]

OF_COUNTRIES = ("side.end", "members.end", "trust.end", "deterrence.mean", "trade_loss.mean", "effort.end")
"""Outcomes that are told country by country."""


@dataclass(frozen=True)
class Line:
    """One outcome in both scenarios.

    Attributes:
        outcome: which one.
        a, b: mean over worlds.
        difference, low, high: mean paired difference of b less a, with its 90 % interval.
    """

    outcome: Outcome
    a: float
    b: float
    difference: float
    low: float
    high: float

    @property
    def sure(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class Course:
    """A number over the years in both scenarios, with the 90 % interval of its mean; shape (2, T) each."""

    mean: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class Paired:
    """What came of both.

    Attributes:
        scenarios: the two.
        evidence: of their year.
        worlds: finished in both; failed: that were not.
        seconds: it took.
        lines: the headline outcomes; own: those of each country, by code.
        years: T of them; countries: N codes; postures: P names.
        shares: of worlds in each posture, shape (2, T, N, P).
        pact: share of worlds with a pact in force; trust: mean over countries.
    """

    scenarios: tuple[Scenario, Scenario]
    evidence: Evidence
    worlds: int
    failed: int
    seconds: float
    lines: Sequence[Line]
    own: dict[str, Sequence[Line]]
    years: Sequence[float]
    countries: tuple[str, ...]
    postures: tuple[str, ...]
    shares: Floats
    pact: Course
    trust: Course


def compared(
    scenarios: tuple[Scenario, Scenario], evidence: Evidence, calibrated: Calibrated, replicates: int, engine: Engine
) -> Paired:
    """Run and measure both scenarios.

    Args:
        scenarios: the two, the one compared with first.
        evidence: of their year.
        calibrated: of that evidence.
        replicates: paired worlds.
        engine: which one runs them.

    Raises:
        InputError: they cannot be paired, or something in them cannot be run.
        RunFailed: all worlds failed.
    """
    began = time.perf_counter()
    check_alike(scenarios)
    factory = Factory(evidence, scenarios, calibrated).settled()
    table = outcomes(evidence.postures)
    asked = [one for one in table.values() if one.headline or one.name in OF_COUNTRIES]
    totals: dict[str, list[list[Floats]]] = {one.name: [[], []] for one in asked}
    owns: dict[str, list[list[Floats]]] = {name: [[], []] for name in OF_COUNTRIES}
    held: list[list[Floats]] = [[], []]
    courses: dict[str, list[list[Floats]]] = {name: [[], []] for name in ("pact_in_force", "mean_trust")}
    failures: list[Failure] = []
    years: Sequence[float] = ()
    units: tuple[str, ...] = ()
    with closing(batches(factory, range(replicates), engine)) as stream:
        for batch, failed in stream:
            failures += failed
            for k in range(2) if len(batch) else ():
                of = cells(factory, batch, k)
                for one in asked:
                    found = measure(one, of[one.table])
                    totals[one.name][k].append(found.total)
                    if one.name in owns:
                        owns[one.name][k].append(found.own)
                countries = of["countries"]
                units, years = countries.units, [float(year) for year in countries.years]
                shares = [countries.where("posture", name).mean(axis=2) * len(batch) for name in evidence.postures]
                held[k].append(np.stack(shares, axis=-1))
                for name, several in courses.items():
                    several[k].append(of["theatre"].numbers(name)[:, 0])
    if not held[0]:
        raise RunFailed(f"all {replicates} worlds failed; the first: {failures[0].error}")
    worlds = replicates - len({failure.replicate for failure in failures})
    whole = {name: np.stack([np.concatenate(part) for part in parts]) for name, parts in totals.items()}
    single = {name: np.stack([np.concatenate(part, axis=1) for part in parts]) for name, parts in owns.items()}
    return Paired(
        scenarios, evidence, worlds, replicates - worlds, time.perf_counter() - began,
        [_line(one, *whole[one.name]) for one in asked if one.headline],
        {code: [_line(table[name], *single[name][:, u]) for name in OF_COUNTRIES] for u, code in enumerate(units)},
        years, units, tuple(evidence.postures), np.stack([sum(parts) / worlds for parts in held]),
        _course(courses["pact_in_force"]), _course(courses["mean_trust"]),
    )  # fmt: skip


def _line(outcome: Outcome, before: Floats, after: Floats) -> Line:
    found = paired(before[None], after[None])
    return Line(
        outcome, float(before.mean()), float(after.mean()), *(float(part[0]) for part in (
            found.difference, found.ci_low, found.ci_high))
    )  # fmt: skip


def _course(parts: Sequence[Sequence[Floats]]) -> Course:
    return Course(*mean_interval(np.stack([np.concatenate(own, axis=1) for own in parts])))
