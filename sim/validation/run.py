"""Run every test of the model against what is known outside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from sim.claims.book import read_book
from sim.engine.calibrated import read_calibrated
from sim.engine.record import COUNTRY_COLUMNS
from sim.engine.runner import run_worlds
from sim.engine.worlds import Factory
from sim.errors import Address, InputError, Problem
from sim.evidence import Evidence
from sim.evidence.reader import shorten
from sim.history import load_history
from sim.results.manifest import Engine
from sim.scenario import Scenario, load_scenario
from sim.validation.board import Scorecard
from sim.validation.findings import Finding
from sim.validation.forced_choice import leanings
from sim.validation.hindcast import LATER, PAST, Hindcast, hindcast
from sim.validation.magnitudes import ALLIES, NEEDED, figure_findings, trade_findings, trust_findings
from sim.validation.races import by_year, hindcast_findings
from sim.validation.surveys import FIT, HELD_OUT, blind, survey_findings, unlike
from sim.validation.theory import burden_finding, sign_findings

TARGETS = (
    *FIT, HELD_OUT, PAST, LATER, "targeted_imports", "australian_trust", "allied_output", "japan_exports",
    "philippine_exports", "young_partners",
)  # fmt: skip
NAMED = (*ALLIES, "IDN", "IND")
"""Targets and countries that the tests name; seeds of one's own may lack them."""

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
    _needed(evidence)

    def read(name: str, *sets: str) -> Scenario:
        return load_scenario(name, sets, evidence).model_copy(update={"replicates": replicates, "seed": seed})

    status_quo, told, untold = read("status_quo"), read("whole_theatre"), read("whole_theatre", *blind(evidence))
    done = 0

    def worlds(count: int) -> None:
        nonlocal done
        done += count
        stage("past years", done, 2 * replicates * len(evidence.editions))

    found = hindcast(evidence, load_history(evidence), replicates, seed, engine, workers, worlds)
    findings = [*_tests(found, evidence, status_quo, (untold, told), replicates, seed, engine, workers, stage)]
    past = [read(f"history_{year}") for year in evidence.editions]
    return Scorecard(findings, tuple(by_year(found)), evidence, (status_quo, told, *past), seed, replicates)


def _needed(evidence: Evidence) -> None:
    """Refuse seeds that lack what is tested."""
    where, root = Address(shorten(evidence.root / "targets.yaml")), Address(shorten(evidence.root))
    missing = sorted(set(TARGETS) - evidence.targets.keys())
    problems = [Problem(where, "", f"'{name}' is missing; the tests need it") for name in missing]
    for name, keys in {PAST: ("given.last",), **NEEDED}.items():
        for part, key in (one.split(".") for one in keys if name in evidence.targets):
            if key not in getattr(evidence.targets[name], part):
                problems.append(Problem(where, f"{name}.{part}.{key}", "is missing; the tests need it"))
    problems += [Problem(where, f"{name}.values", wrong) for name, wrong in unlike(evidence, (*FIT, HELD_OUT))]
    asked = {code for name in (*FIT, HELD_OUT) if name in evidence.targets for code in evidence.targets[name].values}
    gone = sorted({*asked, *NAMED} - evidence.countries.keys())
    problems += [Problem(root, "countries", f"{c} is missing; the tests need it") for c in gone]
    if not evidence.editions:
        problems.append(Problem(root, "editions", "there is none to start a past year from"))
    if problems:
        raise InputError(problems)


def _tests(
    found: Hindcast,
    evidence: Evidence,
    status_quo: Scenario,
    asked: tuple[Scenario, Scenario],
    replicates: int,
    seed: int,
    engine: Engine,
    workers: int | None,
    stage: Say,
) -> Iterator[Finding]:
    fitted = read_calibrated(evidence)
    now = Factory(evidence, (status_quo,), fitted).settled()
    yield from hindcast_findings(found)
    stage("forced choice", 0, 1)
    worths = (
        leanings(Factory(evidence, (one,), fitted).settled(), one.start, replicates).mean("worth") for one in asked
    )
    yield from survey_findings(evidence, *worths)
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
