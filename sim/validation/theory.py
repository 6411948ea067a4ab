"""Signs that works of theory lead one to expect, as the experiments of `pactsim claims`; and who bears the burden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from sim.claims.book import Book
from sim.claims.judge import Answer, answers
from sim.claims.run import run_trials
from sim.engine.worlds import Factory
from sim.evidence import Evidence
from sim.results.manifest import Engine
from sim.validation.against import rank_correlation
from sim.validation.findings import Finding, Verdict, against

SIGNS = ("T04", "T05", "T06", "T07")
"""Kuik's three, and free riding (Olson and Zeckhauser)."""
_MEANT: Mapping[str, Verdict] = {"supported": "met", "contradicted": "missed"}


def sign_findings(
    book: Book, evidence: Evidence, replicates: int, seed: int, engine: Engine, workers: int | None
) -> Iterator[Finding]:
    """The experiments on theory; each expectation is a finding."""
    trials = [book.trials[name] for name in SIGNS]
    worlds = run_trials(trials, evidence, replicates, seed, engine, workers, lambda _: None)
    for answer in answers(trials, worlds):
        yield from _signs(answer)


def _signs(answer: Answer) -> Iterator[Finding]:
    for finding in answer.findings:
        one = finding.expectation
        yield Finding(
            "signs of theory",
            f"{answer.trial.claim.id} {answer.trial.question} {one.outcome}",
            "",
            finding.interval.mean,
            _MEANT.get(answer.verdict.kind, "undecided"),
            finding.interval.low,
            finding.interval.high,
            note=f"{answer.verdict.kind}; in full: pactsim claims {answer.trial.claim.id} --why",
        )


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
    return against(
        "burden sharing", "rank correlation of effort and size among allies", "", model,
        {"as in the base year": now}, "higher", targets=("effort_now",),
        note="the great are exploited by the small where it is above zero; the base year is fitted",
    )  # fmt: skip
