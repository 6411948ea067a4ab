"""The account of a calibration as tables and as a folder with its manifest."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.calibration.crossed import UNITS
from sim.calibration.fit import Fit
from sim.calibration.learn import TRUSTED, log_likelihood
from sim.calibration.learnt import Learnt
from sim.calibration.page import PAGE, page
from sim.engine.facts import facts
from sim.engine.posterior import ALL
from sim.evidence import Evidence
from sim.results.describe import described
from sim.results.manifest import Engine, Manifest
from sim.results.store import write_study
from sim.scenario import Scenario

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]


@dataclass(frozen=True)
class Account:
    """Everything a calibration found.

    Attributes:
        fit: the base year; learnt: the coefficients.
        evidence: the seeds, as they were before anything was written.
        scenario: whose countries the base year was fitted in.
    """

    fit: Fit
    learnt: Learnt
    evidence: Evidence
    scenario: Scenario

    @property
    def told(self) -> list[str]:
        """Coefficients that the targets say something of, those that moved most first."""
        lessons = self.learnt.lessons
        return sorted((n for n in lessons if lessons[n].told), key=lambda name: -abs(lessons[name].shift))

    def headline(self) -> str:
        """What was learnt, in two sentences."""
        weights, many = self.learnt.weights[ALL], len(self.learnt.lessons)
        trust = f" The weights rest on too few draws (k = {weights.tail:.2f}): try more."
        return (
            f"The targets say something of {len(self.told)} of {many} coefficients, and nothing of the others. Of "
            f"{self.learnt.tried.draws} draws tried, those that agree with them are worth {weights.effective:.0f} of "
            f"equal weight.{trust if weights.tail > TRUSTED else ''}"
        )

    def coefficients(self) -> list[Row]:
        """The rows of the table `coefficients`, those that moved most first."""
        rows = []
        for name, lesson in sorted(self.learnt.lessons.items(), key=lambda one: -abs(one[1].shift)):
            figure = self.learnt.figures[name]
            ends = {
                f"{kind}_{end}": getattr(getattr(lesson, kind), end)
                for kind in ("prior", "posterior")
                for end in ("low", "median", "high")
            }
            rows.append(
                {
                    "coefficient": name, "unit": figure.unit, "meaning": figure.meaning, "disputed": figure.disputed,
                    "low": figure.low, "value": figure.value, "high": figure.high, **ends, "shift": lesson.shift,
                    "width": lesson.width, **{f"shift_{kind}": value for kind, value in lesson.moved.items()},
                    "told": lesson.told,
                }
            )  # fmt: skip
        return rows

    def left_out(self) -> list[Row]:
        """The rows of the table `left_out`."""
        return [{**vars(one), "unit": UNITS[one.measure]} for one in self.learnt.crossed]

    def constants(self) -> list[Row]:
        """The rows of the table `constants`, the largest first."""
        rows = [
            {"country": code, "posture": posture, **vars(spread)}
            for code, line in self.fit.constants.items()
            for posture, spread in line.items()
        ]
        return sorted(rows, key=lambda row: -abs(row["value"]))

    def store(
        self,
        root: Path,
        engine: Engine,
        command: Sequence[str],
        seconds: float,
        finish: Callable[[Path], object] | None = None,
        workers: int | None = None,
    ) -> Path:
        """Write the folder of the account; all of it appears at once, or nothing. Arguments as for `write_study`."""
        import pyarrow as pa

        learnt, ids = self.learnt, self.learnt.samples[ALL]
        names = list(learnt.values)
        sample = np.stack([learnt.values[name][ids] for name in names], axis=1)
        tables: dict[str, pa.Table | Path] = {
            "coefficients": pa.Table.from_pylist(self.coefficients()),
            "left_out": pa.Table.from_pylist(self.left_out()),
            "constants": pa.Table.from_pylist(self.constants()),
            "posterior": pa.table(
                {
                    "place": np.repeat(np.arange(len(ids)), len(names)),
                    "draw": np.repeat(ids, len(names)),
                    "coefficient": names * len(ids),
                    "value": sample.ravel(),
                }
            ),
            "draws_tried": pa.table(
                {
                    "draw": np.arange(learnt.tried.draws),
                    "past": log_likelihood(learnt.tried, surveys=False),
                    "surveys": log_likelihood(learnt.tried, ()),
                    "weight": learnt.weights[ALL].shares,
                }
            ),
        }
        manifest = self._manifest(engine, command, seconds, workers)
        return write_study(root, manifest.study, manifest, tables, finish=finish, texts={PAGE: page(self)})

    def _manifest(self, engine: Engine, command: Sequence[str], seconds: float, workers: int | None) -> Manifest:
        learnt, fit = self.learnt, self.fit
        options = {"draws": learnt.tried.draws, "worlds": learnt.worlds}
        told = {**self.scenario.resolved(), "seed": learnt.seed, "replicates": fit.replicates}
        return described(
            "calibrate",
            {"scenario": told, "seeds": self.evidence.fingerprint, "options": options},
            seconds,
            command=tuple(command),
            scenarios={self.scenario.name: told},
            seed=learnt.seed,
            replicates=fit.replicates,
            workers=workers or os.cpu_count() or 1,
            engine=engine,
            seeds_fingerprint=self.evidence.fingerprint,
            failures=0,
            options=options,
            facts=facts(self.evidence, self.scenario.include),
        )
