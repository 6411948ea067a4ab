"""Signs that works of theory lead one to expect, as the experiments of `pactsim claims`; and who bears the burden."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sim.claims.board import Board
from sim.claims.book import Book
from sim.claims.judge import answers
from sim.claims.run import run_trials
from sim.engine.worlds import Factory
from sim.evidence import Evidence
from sim.results.manifest import Engine
from sim.validation.against import rank_correlation
from sim.validation.findings import Finding, expected, shown

SIGNS = ("T04", "T05", "T06", "T07")
"""Kuik's three, and free riding (Olson and Zeckhauser)."""


def sign_findings(
    book: Book, evidence: Evidence, replicates: int, seed: int, engine: Engine, workers: int | None
) -> Iterator[Finding]:
    """The experiments on theory; each expectation is a finding, and is met or missed by itself."""
    trials = [book.trials[name] for name in SIGNS]
    worlds = run_trials(trials, evidence, replicates, seed, engine, workers, lambda _: None)
    judged = answers(trials, worlds)
    board = Board(judged, (), worlds, evidence, seed)
    for answer in judged:
        name = answer.trial.claim.id
        for one in answer.findings:
            yield expected(
                "signs of theory", f"{name} {board.stated(one)}", "", *one.interval, one.low, one.high,
                note=f"{name}: {answer.trial.question} All in all {answer.verdict.kind}; in full: "
                f"pactsim claims {name} --why. Intervals hold the mean over worlds with 95 %",
            )  # fmt: skip


def burden_finding(factory: Factory, effort: NDArray[np.float64], gdp: NDArray[np.float64]) -> Finding:
    """Whether the great among the allies do more: rank correlation of effort and size, the hub included.

    Args:
        factory: of the status quo.
        effort: mean over worlds at the end, by country in order, % of GDP.
        gdp: the same of GDP, bn USD.
    """
    evidence, grid = factory.evidence, factory.frames[0].grid
    bound = [i for i, c in enumerate(grid.countries) if evidence.countries[c].treaty.value == "in_force"]
    hub = evidence.hub.parameters  # its effort is given, and it stays the largest
    model = rank_correlation(
        [*(float(effort[i]) for i in bound), hub["defence_effort"].value],
        [*(float(gdp[i]) for i in bound), hub["gdp"].value],
    )
    allies = [evidence.countries[grid.countries[i]].parameters for i in bound]
    now = rank_correlation(
        [one["defence_effort"].value for one in (*allies, hub)], [one["gdp"].value for one in (*allies, hub)]
    )
    return shown(
        "burden sharing", "rank correlation of effort and size among allies, end", "", model, seen=now,
        note="above zero the great do more than their share (Olson and Zeckhauser 1966); what was seen is the base "
        "year, to which efforts are fitted", targets=("effort_now",),
    )  # fmt: skip
