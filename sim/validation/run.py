"""Run every test of the model against what is known outside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from sim.claims.book import read_book
from sim.engine.calibrated import read_calibrated
from sim.engine.record import COUNTRY_COLUMNS
from sim.engine.runner import run_worlds
from sim.engine.worlds import Factory
from sim.evidence import Evidence
from sim.history import load_history
from sim.results.manifest import Engine
from sim.scenario import Scenario, load_scenario
from sim.validation.board import Scorecard
from sim.validation.findings import Finding
from sim.validation.forced_choice import leanings
from sim.validation.hindcast import hindcast, hindcast_findings
from sim.validation.magnitudes import figure_findings, trade_findings, trust_findings
from sim.validation.surveys import survey_findings
from sim.validation.theory import burden_finding, sign_findings

WORLDS, SEED = 200, 2026

Say = Callable[[str, int, int], None]


def validate(
    evidence: Evidence, replicates: int, seed: int, engine: Engine, workers: int | None, stage: Say
) -> Scorecard:
    """Run every test.

    Args:
        evidence: the seeds of today.
        replicates: worlds of each scenario.
        seed: of all draws.
        engine: that runs the worlds.
        workers: threads or processes.
        stage: told what is being done, and how far it is (done, of how many).
    """
    scenarios = [_told(name, evidence, replicates, seed) for name in ("status_quo", "whole_theatre")]
    past = [_told(f"history_{year}", evidence, replicates, seed) for year in evidence.editions]
    findings = [*_tests(evidence, scenarios, replicates, seed, engine, workers, stage)]
    return Scorecard(findings, evidence, (*scenarios, *past), seed, replicates)


def _told(name: str, evidence: Evidence, replicates: int, seed: int) -> Scenario:
    return load_scenario(name, (), evidence).model_copy(update={"replicates": replicates, "seed": seed})


def _tests(
    evidence: Evidence,
    scenarios: list[Scenario],
    replicates: int,
    seed: int,
    engine: Engine,
    workers: int | None,
    stage: Say,
) -> Iterator[Finding]:
    now, everyone = (Factory(evidence, (one,), read_calibrated(evidence)).settled() for one in scenarios)
    done = 0

    def worlds(count: int) -> None:
        nonlocal done
        done += count
        stage("past years", done, 2 * replicates * len(evidence.editions))

    yield from hindcast_findings(hindcast(evidence, load_history(evidence), replicates, engine, workers, worlds))
    stage("forced choice", 0, 1)
    yield from survey_findings(evidence, leanings(everyone, scenarios[1].start, replicates).mean("worth"))
    stage("signs of theory", 0, 1)
    yield from sign_findings(read_book(evidence), evidence, replicates, seed, engine, workers)
    stage("burden sharing and magnitudes", 0, 1)
    harvest = run_worlds(now, range(replicates), workers, engine=engine)
    if harvest.interrupted:
        raise KeyboardInterrupt
    end = np.asarray(harvest.whole().countries[0][:, -1].mean(axis=0))
    effort, gdp = (end[:, COUNTRY_COLUMNS.index(name)] for name in ("effort", "gdp"))
    yield burden_finding(now, effort, gdp)
    yield from trade_findings(now, replicates)
    yield from trust_findings(now, replicates)
    yield from figure_findings(evidence)
