"""The scorecard: what came of every test as tables and text, and as a folder with its manifest."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.engine.facts import facts
from sim.evidence import Evidence
from sim.report.markdown import table
from sim.results.describe import described
from sim.results.manifest import Engine, Manifest
from sim.results.store import write_study
from sim.results.wording import figure, wanted
from sim.scenario import Scenario
from sim.validation.findings import ESSAYS, VERDICTS, Finding, Verdict
from sim.validation.races import YearScore

if TYPE_CHECKING:
    import pyarrow as pa

PAGE = "validation.md"
TESTED: tuple[Verdict, ...] = ("ahead", "level", "behind", "met", "missed", "undecided")

Row = dict[str, Any]


@dataclass(frozen=True)
class Scorecard:
    """Every figure of every test.

    Attributes:
        findings: in the order of the tests.
        by_year: scores of the forecasts of past years, one to ten years ahead.
        evidence: the seeds of today.
        scenarios: that were run.
        seed: of the worlds; replicates: worlds of each scenario.
    """

    findings: Sequence[Finding]
    by_year: Sequence[YearScore]
    evidence: Evidence
    scenarios: Sequence[Scenario]
    seed: int
    replicates: int

    @cached_property
    def tests(self) -> tuple[str, ...]:
        """Names of the tests in order."""
        return tuple(dict.fromkeys(one.test for one in self.findings))

    def tally(self) -> dict[Verdict, int]:
        """How many figures came out how, those that are no test left out."""
        return {kind: sum(one.verdict == kind for one in self.findings) for kind in TESTED}

    def headline(self) -> str:
        """Who wins: the rivals ahead of the model are named first; what is said of the essays stands apart."""
        counts = self.tally()
        beaten = [one for one in self.findings if one.verdict == "behind" and one.best]
        names = sorted({one.best[0] for one in beaten if one.best})
        raced = counts["ahead"] + counts["level"] + counts["behind"]
        parts = [
            f"Naive rivals win {len(beaten)} of {raced} comparisons ({', '.join(names)})"
            if beaten
            else f"No naive rival wins any of {raced} comparisons"
        ]
        held = [one for one in self.findings if one.verdict in ("met", "missed", "undecided")]
        for what, chosen in (
            ("signs and magnitudes known from elsewhere the model meets", [o for o in held if o.test != ESSAYS]),
            ("figures of the essays public statistics bear out", [o for o in held if o.test == ESSAYS]),
        ):
            if chosen:
                parts.append(f"of {len(chosen)} {what} {sum(one.verdict == 'met' for one in chosen)}")
        return f"{'; '.join(parts)}."

    def rows(self) -> list[Row]:
        """The rows of the table `scorecard`."""
        return [
            {
                "number": number,
                "test": one.test,
                "measure": one.measure,
                "unit": one.unit,
                **{name: _absent(getattr(one, name)) for name in ("model", "low", "high", "seen", "least", "most")},
                "rival": one.best[0] if one.best else "",
                "rival_value": _absent(one.best[1]) if one.best else None,
                "lead": one.lead.value if one.lead else None,
                "lead_low": one.lead.low if one.lead else None,
                "lead_high": one.lead.high if one.lead else None,
                "verdict": one.verdict,
                "note": one.note,
                "targets": ", ".join(one.targets),
            }
            for number, one in enumerate(self.findings, 1)
        ]

    def rivals(self) -> list[Row]:
        """The rows of the table `rivals`."""
        return [
            {"number": number, "rival": name, "value": value}
            for number, one in enumerate(self.findings, 1)
            for name, value in (one.rivals or {}).items()
        ]

    def page(self) -> str:
        """The text of validation.md."""
        lines = [
            "# The model against what is known outside it",
            "",
            self.headline(),
            "",
            f"{self.replicates} worlds of each scenario, seed {self.seed}. Intervals hold 90 % of the worlds, "
            "unless a note says otherwise; of how far the model is ahead of the best rival, over countries resampled; "
            "those of the essays' figures are the ranges of the statistics. "
            + "; ".join(f"*{kind}*: {meaning}" for kind, meaning in VERDICTS.items())
            + ".",
        ]
        for test in self.tests:
            lines += ["", f"## {test[:1].upper()}{test[1:]}", ""]
            own = [one for one in self.findings if one.test == test]
            head = (
                "measure",
                "statistics" if test == ESSAYS else "model",
                "interval",
                "seen or expected",
                "best rival",
            )
            lines += table((*head, "verdict"), [_cells(one) for one in own])
            notes = dict.fromkeys(one.note.rstrip(".") for one in own if one.note)
            lines += ["", *(f"- {note[:1].upper()}{note[1:]}." for note in notes)] if notes else []
            lines += self._year_by_year(test)
        lines += ["", "## What was fitted and what was tested", ""]
        lines += ["| target | used to | year | source | note |", "|---|---|---|---|---|"]
        lines += [
            f"| {one.title} | {one.use} | {one.year} | {', '.join(one.source)} | {' '.join(one.note.split())} |"
            for one in self.evidence.targets.values()
        ]
        return "\n".join(lines) + "\n"

    def _year_by_year(self, test: str) -> list[str]:
        """Scores of a test's forecasts, a line for each year ahead."""
        own = [one for one in self.by_year if one.test == test]
        names, measures = (list(dict.fromkeys(getattr(one, key) for one in own)) for key in ("forecaster", "measure"))
        lines = []
        for measure in measures:
            value = {(one.ahead, one.forecaster): one.value for one in own if one.measure == measure}
            rows = (
                (str(ahead), *(figure(value[ahead, name], "") for name in names))
                for ahead in sorted({ahead for ahead, _ in value})
            )
            lines += ["", *table((f"{measure}, years ahead", *names), rows)]
        return lines

    def store(
        self,
        root: Path,
        engine: Engine,
        command: Sequence[str],
        seconds: float,
        finish: Callable[[Path], object] | None = None,
        workers: int | None = None,
    ) -> Path:
        """Write the folder of the scorecard; all of it appears at once, or nothing.

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

        tables: dict[str, pa.Table | Path] = {"scorecard": pa.Table.from_pylist(self.rows())}
        tables["rivals"] = pa.Table.from_pylist(self.rivals())
        tables["by_year"] = pa.Table.from_pylist([one._asdict() for one in self.by_year])
        manifest = self._manifest(engine, command, seconds, workers)
        return write_study(root, manifest.study, manifest, tables, finish=finish, texts={PAGE: self.page()})

    def _manifest(self, engine: Engine, command: Sequence[str], seconds: float, workers: int | None) -> Manifest:
        update = {"seed": self.seed, "replicates": self.replicates}
        scenarios = {one.name: {**one.resolved(), **update} for one in self.scenarios}
        return described(
            "validate",
            {"scenarios": scenarios, "seeds": self.evidence.fingerprint},
            seconds,
            command=tuple(command),
            scenarios=scenarios,
            seed=self.seed,
            replicates=self.replicates,
            workers=workers or os.cpu_count() or 1,
            engine=engine,
            seeds_fingerprint=self.evidence.fingerprint,
            failures=0,
            facts=facts(self.evidence, self.scenarios[0].include),
        )


def _cells(one: Finding) -> tuple[str, ...]:
    unit = f" {one.unit}" if one.unit and math.isfinite(one.model) else ""
    interval = f"{figure(one.low, one.unit)} to {figure(one.high, one.unit)}" if math.isfinite(one.low) else ""
    if one.lead:
        gap, low, high = (figure(value, one.unit) for value in one.lead)
        interval = f"ahead by {gap}, {low} to {high}"
    best = f"{one.best[0]} {figure(one.best[1], one.unit)}" if one.best else ""
    held = wanted(one.seen, one.least, one.most, one.unit)
    return one.measure, f"{figure(one.model, one.unit)}{unit}", interval, held, best, f"**{one.verdict}**"


def _absent(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
