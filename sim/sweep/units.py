"""One unit of work: some worlds of a sweep, run and measured.

The worlds of a sweep are counted by scenario, then point, then replicate; unit k holds the k-th so many of them. What
it gives is a function of the plan and of k alone: the same bytes come out whoever runs it, when, and beside what.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from sim.engine.calibrated import Calibrated, read_calibrated
from sim.engine.ensemble.tally import Tally
from sim.engine.worlds import Factory
from sim.errors import InputError
from sim.evidence import Evidence
from sim.results.manifest import Engine
from sim.results.outcomes import outcomes
from sim.scenario import Scenario, changed
from sim.sweep.plan import Plan, Points
from sim.sweep.variants import Sets, without

if TYPE_CHECKING:
    from sim.engine.ensemble.drive import Ensemble, Written

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]
Words = NDArray[np.object_]

ERROR = "error"
"""Column of a part that says why a world failed."""

KEPT = 64
"""Scenarios that stay prepared; where a sweep has more, each unit prepares its own."""

EXPLAINED = 10
"""Failed worlds of a scenario and unit that are run again by the readable engine, which says why."""

_SILENT = "NotFiniteError: a value on the way was not finite"


@dataclass(frozen=True)
class Bench:
    """A scenario of a sweep made ready.

    Attributes:
        factory: the maker of its worlds; place: position of the scenario there.
        tally: what is measured.
        ensemble: the compiled engine; None for the readable one.
    """

    factory: Factory
    place: int
    tally: Tally
    ensemble: Ensemble | None


Benches = dict[tuple[str, int], Bench | str]
"""Scenarios made ready, or what is wrong with them, by the one they vary and the code of their overrides."""


@dataclass
class Workshop:
    """Runs units of one sweep; several threads may ask it at once.

    Attributes:
        plan, points: the sweep.
        evidence: of the scenarios' year.
        engine: which one runs the worlds; the bytes do not depend on it.
    """

    plan: Plan
    points: Points
    evidence: Evidence
    engine: Engine
    _sets: Sets = field(init=False)
    _calibrated: Calibrated = field(init=False)
    _benches: Benches = field(init=False, default_factory=dict)
    _lock: Lock = field(init=False, default_factory=Lock)

    def __post_init__(self) -> None:
        self._sets = Sets.of(self.plan, self.points)
        self._calibrated = read_calibrated(self.evidence)

    def part(self, unit: int) -> bytes:
        """The part of a unit: a Parquet file with a row for each world, in their order.

        Args:
            unit: its number, from 0.
        """
        plan = self.plan
        worlds = np.arange(unit * plan.unit, min((unit + 1) * plan.unit, plan.worlds))
        place, replicate = np.divmod(worlds, plan.replicates)
        scenario, point = np.divmod(place, plan.points)
        codes = self._sets.codes[point]
        values, errors = np.full((len(worlds), len(self.columns)), np.nan), np.full(len(worlds), None, dtype=object)
        names = plan.order
        needed = dict.fromkeys(zip(scenario.tolist(), codes.tolist(), strict=True))
        benches = self._ready([(names[s], code) for s, code in needed])
        for s, code in needed:
            rows, bench = np.flatnonzero((scenario == s) & (codes == code)), benches[names[s], code]
            if isinstance(bench, str):
                errors[rows] = bench
            else:
                self._run(bench, rows, point[rows], replicate[rows], values, errors)
        table = pa.table(
            {
                **{name: pa.array(values[:, k], from_pandas=True) for k, name in enumerate(self.columns)},
                ERROR: pa.array(errors, type=pa.string()),
            }
        )
        return packed(table, {"unit": str(unit), "plan": plan.fingerprint})

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of what is measured."""
        plan, table = self.plan, outcomes(self.evidence.postures)
        single = [name for name in plan.outcomes if table[name].table == "countries"]
        return (*plan.outcomes, *(f"{name}.{code}" for name in single for code in plan.countries))

    def _given(self, points: Indices) -> dict[str, Floats]:
        """Numbers that worlds are given, by full name, with the values at some points."""
        pairs = zip(self.plan.dimensions, self.points.columns, strict=True)
        return {one.number: column[points] for one, column in pairs if one.number is not None}

    def _ready(self, keys: Sequence[tuple[str, int]]) -> Benches:
        """Scenarios made ready; they stay so where the sweep has not too many."""
        if len(self._sets) * len(self.plan.bases) > KEPT:
            return self._prepared(keys)
        with self._lock:
            missing = [key for key in keys if key not in self._benches]
            self._benches |= self._prepared(missing)
            return {key: self._benches[key] for key in keys}

    def _prepared(self, keys: Sequence[tuple[str, int]]) -> Benches:
        """Scenarios made ready now; the base year is solved once for all that vary the same."""
        found: Benches = {}
        for name in dict.fromkeys(name for name, _ in keys):
            own: dict[int, Scenario] = {}
            for code in (code for other, code in keys if other == name):
                try:
                    own[code] = changed(self.plan.bases[name], self._sets.told(code), self.evidence)
                except InputError as error:
                    found[name, code] = error.problems[0].sentence
            found |= {(name, code): bench for code, bench in self._benches_of(name, own).items()}
        return found

    def _benches_of(self, name: str, own: dict[int, Scenario]) -> dict[int, Bench]:
        plan, table = self.plan, outcomes(self.evidence.postures)
        swept = [one for one in plan.dimensions if one.number is not None]
        every = [changed(plan.bases[name], (), self.evidence), *own.values()]
        scenarios = tuple(without(one, [dimension.path for dimension in swept]) for one in every)
        factory = Factory(self.evidence, scenarios, self._calibrated).settled()
        measured = [table[outcome] for outcome in plan.outcomes]
        tallies = [Tally.of(fixed.grid, measured, plan.countries, plan.years) for fixed in factory.frames]
        ensemble = None
        if self.engine == "ensemble":
            from sim.engine.ensemble.drive import Ensemble

            ensemble = Ensemble.of(factory, [str(one.number) for one in swept])
        return {code: Bench(factory, k, tallies[k], ensemble) for k, code in enumerate(own, start=1)}

    def _run(
        self,
        bench: Bench,
        rows: Indices,
        points: Indices,
        replicates: Indices,
        values: Floats,
        errors: NDArray[np.object_],
    ) -> None:
        """Run worlds of one scenario and put what they came to in its place."""
        given = self._given(points)
        if bench.ensemble is None:
            suspect = np.arange(len(rows))
        else:

            def measured(part: Written) -> tuple[Floats, NDArray[np.bool_]]:
                return bench.tally.measured(part.rows)[: len(part.ids)], part.sound

            stream = bench.ensemble.each(replicates, bench.place, measured, given, threads=1)
            done, sound = (np.concatenate(parts) for parts in zip(*stream, strict=True))
            values[rows[sound]] = done[sound]
            suspect = np.flatnonzero(~sound)
            errors[rows[suspect[EXPLAINED:]]] = _SILENT
            suspect = suspect[:EXPLAINED]
        if not len(suspect):
            return  # the readable engine takes a second to import
        from sim.sweep.lone import lone

        for w in suspect:
            told = lone(
                bench.factory, bench.place, int(replicates[w]), {n: float(v[w]) for n, v in given.items()}, bench.tally
            )
            if isinstance(told, str):
                errors[rows[w]] = told
            elif bench.ensemble is None:
                values[rows[w]] = told
            else:
                errors[rows[w]] = _SILENT


def packed(table: pa.Table, told: dict[str, str]) -> bytes:
    """A table as the bytes of a Parquet file that carries some words and checks itself when it is read."""
    sink = BytesIO()
    pq.write_table(
        table.replace_schema_metadata(told), sink, compression="zstd", compression_level=1, use_dictionary=[ERROR],
        write_statistics=False, write_page_checksum=True, data_page_version="1.0",
    )  # fmt: skip
    return sink.getvalue()
