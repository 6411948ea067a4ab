"""The scoreboard: what came of each claim as tables, and as a folder with its manifest."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.claims.entries import THEORY, Passed, Trial
from sim.claims.judge import Answer, Finding
from sim.claims.rule import KINDS
from sim.claims.run import Worlds, key_of
from sim.claims.words import expected, is_level, scope, stated
from sim.engine.facts import facts
from sim.evidence import Evidence
from sim.results.describe import described
from sim.results.manifest import Engine, Manifest
from sim.results.outcomes import Outcome, outcomes
from sim.results.store import write_study

if TYPE_CHECKING:
    import pyarrow as pa

UNTESTED = "not tested"
AUTHORS: Mapping[str, str] = {"doc004": "Unsigned essay", THEORY: "Theory"}

Row = dict[str, Any]


@dataclass(frozen=True)
class Board:
    """Claims judged, claims not tested, and what the verdicts rest on.

    Attributes:
        answers: on the claims tested, and on theories.
        passed: the claims not tested.
        worlds: behind the answers.
        evidence: the seeds.
        seed: of the worlds.
    """

    answers: Sequence[Answer]
    passed: Sequence[Passed]
    worlds: Worlds
    evidence: Evidence
    seed: int

    @cached_property
    def outcomes(self) -> Mapping[str, Outcome]:
        """All outcomes by name."""
        return outcomes(self.evidence.postures)

    def outcome(self, finding: Finding) -> Outcome:
        """The outcome that an expectation is about."""
        return self.outcomes[finding.expectation.outcome]

    def stated(self, finding: Finding) -> str:
        """An expectation in a line, outcome and place included."""
        places = {name: place.name for name, place in self.evidence.flashpoints.items()}
        return stated(finding, self.outcome(finding), places)

    def rows(self) -> list[Row]:
        """The rows of the table `scoreboard`."""
        return [row for answer in self.answers for row in self._rows(answer)]

    def _rows(self, answer: Answer) -> list[Row]:
        trial, verdict, names = answer.trial, answer.verdict, self.worlds.scenarios
        found: list[Row] = []
        for position, finding in enumerate(answer.findings):
            turn = verdict.turn if verdict.turn is not None and verdict.turn.expectation == position else None
            ends = [_absent(end) for part in (turn.low, turn.high) for end in part.interval] if turn else [None] * 6
            without = names[key_of(trial.without.scenario)].name if trial.without and not is_level(finding) else ""
            found.append(
                {
                    "claim": trial.claim.id,
                    "number": position + 1,
                    "document": trial.claim.document,
                    "outcome": finding.expectation.outcome,
                    "scope": scope(finding.expectation, finding.pair),
                    "expected": expected(finding.expectation, self.outcome(finding), finding.pair),
                    "without": without,
                    "with": names[key_of(trial.with_.scenario)].name,
                    "about": "level" if not finding.expectation.paired else "difference",
                    "mean": finding.interval.mean,
                    "ci_low": _absent(finding.interval.low),
                    "ci_high": _absent(finding.interval.high),
                    "edge_low": _absent(finding.low),
                    "edge_high": _absent(finding.high),
                    "level_without": _absent(finding.without),
                    "level_with": finding.with_,
                    "spread": finding.spread,
                    "share": _absent(finding.share),
                    "verdict": verdict.kind,
                    "deciding": position == verdict.deciding,
                    "depends_on": turn.number if turn else "",
                    **dict(zip(_THIRDS, ends, strict=True)),
                    "worlds": answer.worlds,
                }
            )
        return found

    @property
    def of_claims(self) -> tuple[Answer, ...]:
        """The answers on claims of the essays."""
        return tuple(answer for answer in self.answers if answer.trial.claim.document != THEORY)

    def reasons(self) -> list[Row]:
        """The rows of the table `untested`."""
        return [
            {"claim": one.claim.id, "document": one.claim.document, "reason": one.reason, "why": one.why}
            for one in self.passed
        ]

    def tally(self) -> dict[str, dict[str, int]]:
        """How many claims of each document got which verdict, `not tested` among them; theories last."""
        found: dict[str, dict[str, int]] = {}
        for name in (*self.evidence.documents, THEORY):
            kinds = [answer.verdict.kind for answer in self.answers if answer.trial.claim.document == name]
            counts: dict[str, int] = {kind: kinds.count(kind) for kind in KINDS}
            counts[UNTESTED] = sum(one.claim.document == name for one in self.passed)
            if sum(counts.values()):
                found[name] = counts
        return found

    def sums(self) -> dict[str, int] | None:
        """How many claims of the essays got which verdict; None when those are by one author at most."""
        essays = [counts for name, counts in self.tally().items() if name != THEORY]
        return {kind: sum(counts[kind] for counts in essays) for kind in essays[0]} if len(essays) > 1 else None

    def store(
        self,
        root: Path,
        engine: Engine,
        command: Sequence[str],
        seconds: float,
        finish: Callable[[Path], object] | None = None,
        workers: int | None = None,
    ) -> Path:
        """Write the folder of the verdicts; all of it appears at once, or nothing.

        Args:
            root: folder of all studies.
            engine: that ran the worlds.
            command: words of the command line.
            seconds: wall time so far.
            finish: adds figures to the folder before it appears.
            workers: that the worlds were run by; by default one per core.

        Returns:
            The folder.
        """
        import pyarrow as pa

        from sim.claims.page import PAGE, page

        manifest = self._manifest(engine, command, seconds, workers)
        tables: dict[str, pa.Table | Path] = {"scoreboard": pa.Table.from_pylist(self.rows())}
        if self.passed:
            tables["untested"] = pa.Table.from_pylist(self.reasons())

        return write_study(root, manifest.study, manifest, tables, finish=finish, texts={PAGE: page(self)})

    def _manifest(self, engine: Engine, command: Sequence[str], seconds: float, workers: int | None) -> Manifest:
        told = {one.name: one.resolved() for one in self.worlds.scenarios.values()}
        update = {"seed": self.seed, "replicates": self.worlds.replicates}
        scenarios = {name: {**resolved, **update} for name, resolved in told.items()}
        claims = [answer.trial.claim.id for answer in self.answers] + [one.claim.id for one in self.passed]
        content = {
            "scenarios": scenarios,
            "experiments": {answer.trial.claim.id: _experiment(answer.trial) for answer in self.answers},
            "untested": self.reasons(),
            "seeds": self.evidence.fingerprint,
        }
        every = set(claims) > set(self.evidence.claims)  # and theories
        return described(
            "claims",
            content,
            seconds,
            command=tuple(command),
            scenarios=scenarios,
            seed=self.seed,
            replicates=self.worlds.replicates,
            workers=workers or os.cpu_count() or 1,
            engine=engine,
            seeds_fingerprint=self.evidence.fingerprint,
            failures=len(self.worlds.failures),
            options={} if every else {"claims": sorted(claims)},
            facts=facts(self.evidence, next(iter(self.worlds.scenarios.values())).include),
        )


_THIRDS = tuple(f"third_{end}_{part}" for end in ("low", "high") for part in ("mean", "ci_low", "ci_high"))


def _absent(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _experiment(trial: Trial) -> dict[str, Any]:
    """What decides the verdict on a claim besides the worlds."""
    arms = {"without": trial.without, "with": trial.with_}
    return {
        **{name: key_of(arm.scenario) for name, arm in arms.items() if arm is not None},
        "expect": [one.model_dump(mode="json") for one in trial.expect],
        "question": trial.question,
        "because": trial.because,
    }


def author(evidence: Evidence, document: str) -> str:
    """What a reader calls the author of a document: surnames, or the paper that did not sign it."""
    if document in AUTHORS:
        return AUTHORS[document]
    names = evidence.documents[document].author.split(" (")[0].split("; ")
    return ", ".join(name if name.startswith("The ") else name.split()[-1] for name in names)
