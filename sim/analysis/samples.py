"""The outcomes of every world of a study, one number each, some outcomes at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.panel import Panel
from sim.errors import Address, InputError, Problem
from sim.results.measure import ALL, UNITS, Array, Cells, Measured, measure, parts_of
from sim.results.outcomes import Outcome, outcomes
from sim.results.store import Study

AT_ONCE = 2**23
"""Numbers that a block of samples may hold: 64 MB."""


@dataclass(frozen=True, slots=True)
class Series:
    """What a series measures: an outcome, overall (`all`) or of one country or flashpoint."""

    outcome: str
    kind: str
    scope: str


class Worlds:
    """The tables of a study laid out as panels: the worlds it holds in full.

    Attributes:
        study: the study read.
        ladder: postures, lowest first.
        sides: side of each posture, -1..1.
    """

    def __init__(self, study: Study) -> None:
        self.study = study
        self.sides: Mapping[str, float] = _sides(study)
        self.ladder: tuple[str, ...] = tuple(self.sides)
        self._panels: dict[str, Panel] = {}

    def panel(self, table: str) -> Panel:
        """The panel of `countries`, `theatre` or `flashpoints`."""
        if table not in self._panels:
            name = f"{self.study.path}/tables/{table}"
            self._panels[table] = Panel(self.study.table(table), self.study.scenarios, UNITS[table], name)
        return self._panels[table]

    @cached_property
    def draws(self) -> pd.DataFrame:
        """Draws of the worlds held in full as replicate x parameter; empty when the study drew nothing."""
        if not self.study.has("draws"):
            return pd.DataFrame()
        table = self.study.table("draws")
        held = table[table["replicate"].isin(self.panel("countries").replicates)] if self.more else table
        return held.pivot(index="replicate", columns="parameter", values="value")

    def drawn(self, parameter: str) -> pd.Series:
        """The draws of one parameter in all worlds that tell it, by replicate."""
        if not self.more:
            return self.draws[parameter] if parameter in self.draws else pd.Series(dtype=np.float64)
        table = self.study.table("draws")
        return table[table["parameter"] == parameter].set_index("replicate")["value"]

    @property
    def more(self) -> bool:
        """Whether the study has worlds that it does not hold in full."""
        return self.study.has("outcomes")


@dataclass(frozen=True)
class Samples:
    """Some outcomes of worlds.

    Attributes:
        scenarios: names, in the order of the study.
        replicates: numbers of the worlds; shape (R,).
        table: outcomes by name.
        series: what each series measures.
        values: shape (S, series, R); not a number in worlds that are missing.
        part_series: the pieces, by country or flashpoint, of outcomes that add up over them.
        parts: shape (S, pieces, R).
    """

    scenarios: tuple[str, ...]
    replicates: NDArray[np.generic]
    table: Mapping[str, Outcome]
    series: tuple[Series, ...]
    values: Array
    part_series: tuple[Series, ...]
    parts: Array

    def both(self, a: int, b: int) -> NDArray[np.bool_]:
        """Which worlds were finished in both scenarios; shape (R,)."""
        return np.asarray(~np.isnan(self.values[[a, b]]).any(axis=(0, 1)))

    def rows(self, *kinds: str) -> NDArray[np.intp]:
        """Positions of the series of these kinds."""
        return np.flatnonzero([series.kind in kinds for series in self.series])


class Source(Protocol):
    """Where the outcomes of worlds come from: the trajectories of worlds held in full, or the table `outcomes`.

    Attributes:
        table: outcomes there are, by name.
        replicates: numbers of the worlds; shape (R,).
    """

    table: dict[str, Outcome]
    replicates: NDArray[Any]

    def units(self, table: str) -> tuple[str, ...]:
        """Countries, flashpoints or `all`: what the rows of a table are about."""

    def read(self, names: Sequence[str]) -> list[Measured]:
        """Of each outcome the total (S, R), the units' own and their parts of the total (both S, U, R)."""


class Trajectories:
    """Outcomes measured from the trajectories of the worlds held in full."""

    def __init__(self, worlds: Worlds) -> None:
        """Find the outcomes whose table the study has; InputError when a table is broken or incomplete."""
        self._worlds = worlds
        self.table = {name: row for name, row in outcomes(worlds.ladder).items() if worlds.study.has(row.table)}
        self.replicates: NDArray[Any] = _common_replicates(worlds, {row.table for row in self.table.values()})
        self._cells: dict[str, _PanelCells] = {}

    def units(self, table: str) -> tuple[str, ...]:
        """Countries, flashpoints or `all`."""
        return self._worlds.panel(table).units

    def read(self, names: Sequence[str]) -> list[Measured]:
        """Measure outcomes; worlds that are missing are not a number."""
        found = []
        for name in names:
            table = self.table[name].table
            panel = self._worlds.panel(table)
            measured = measure(self.table[name], self._cells.setdefault(table, _PanelCells(panel)))
            found.append(Measured(*(_complete(values, panel.present) for values in measured)))
        return found


class Table:
    """Outcomes read from the table of all worlds."""

    def __init__(self, worlds: Worlds) -> None:
        """Open the table; InputError when it is broken."""
        from sim.results.ledger import Recorded

        self._recorded = Recorded(worlds.study)
        self.table = dict(outcomes(worlds.ladder))
        self.replicates: NDArray[Any] = self._recorded.replicates

    def units(self, table: str) -> tuple[str, ...]:
        """Countries, flashpoints or `all`."""
        kind = UNITS[table] or ALL
        return tuple(scope for own, scope in self._recorded.scopes if own == kind)

    def read(self, names: Sequence[str]) -> list[Measured]:
        """Read outcomes."""
        from sim.results.ledger import has_parts, part

        weighted = [part(name) for name in names if has_parts(self.table[name])]
        columns = self._recorded.columns([*names, *weighted])
        found = []
        for name in names:
            outcome, values = self.table[name], columns[name]
            kind = UNITS[outcome.table] or ALL
            chosen = [k for k, (own, _) in enumerate(self._recorded.scopes) if own == kind]
            total, own = values[:, self._recorded.scopes.index((ALL, ALL))], values[:, chosen]
            if has_parts(outcome):
                found.append(Measured(total, own, columns[part(name)][:, chosen]))
            else:
                found.append(Measured(total, own, parts_of(outcome, own, axis=1)))
        return found


def sample(worlds: Worlds, names: Sequence[str] | None = None, *, held: bool = False) -> Iterator[Samples]:
    """Every outcome in every world, in blocks of some outcomes that hold no more than `AT_ONCE` numbers.

    Args:
        worlds: of the study.
        names: of the outcomes wanted; by default all of which the study has the table.
        held: only the worlds held in full.

    Yields:
        Blocks of samples, in the order of the table of outcomes.

    Raises:
        InputError: when a table is broken or incomplete.
    """
    every = worlds.more and not held
    source: Source = Table(worlds) if every else Trajectories(worlds)
    chosen: list[str] = []
    size = 0
    for name, outcome in source.table.items():
        if names is not None and name not in names:
            continue
        numbers = (1 + 2 * len(source.units(outcome.table))) * len(worlds.study.scenarios) * len(source.replicates)
        if chosen and size + numbers > AT_ONCE:
            yield _block(worlds, source, chosen)
            chosen, size = [], 0
        chosen.append(name)
        size += numbers
    if chosen:
        yield _block(worlds, source, chosen)


def _block(worlds: Worlds, source: Source, names: Sequence[str]) -> Samples:
    table = {name: source.table[name] for name in names}
    series: list[Series] = []
    part_series: list[Series] = []
    values: list[Array] = []
    parts: list[Array] = []
    for name, (total, own, pieces) in zip(names, source.read(names), strict=True):
        outcome = table[name]
        series.append(Series(name, ALL, ALL))
        values.append(total[:, None])
        if outcome.across != "only":
            scopes = [Series(name, UNITS[outcome.table] or ALL, unit) for unit in source.units(outcome.table)]
            series += scopes
            part_series += scopes
            values.append(own)
            parts.append(pieces)
    measured = np.concatenate(values, axis=1)
    pieced = np.concatenate(parts, axis=1) if parts else np.empty((measured.shape[0], 0, measured.shape[2]))
    return Samples(
        worlds.study.scenarios, source.replicates, table, tuple(series), measured, tuple(part_series), pieced
    )


class _PanelCells(Cells):
    """A panel as blocks of years, units, scenarios and worlds."""

    def __init__(self, panel: Panel) -> None:
        super().__init__()
        self.years, self.units, self._panel = panel.years, panel.units, panel

    def numbers(self, column: str) -> Array:
        """A column as numbers; shape (T, U, S, R)."""
        return self._panel.cube(column).transpose(2, 3, 0, 1)

    def where(self, column: str, value: str | int) -> Array:
        """1 where a column has a value, else 0; shape (T, U, S, R)."""
        return self._panel.where(column, value).transpose(2, 3, 0, 1)


def _complete(values: Array, present: NDArray[np.bool_]) -> Array:
    """Values of shape (..., S, R) as (S, ..., R), not a number in worlds that are missing."""
    return np.moveaxis(np.where(present, values, np.nan), -2, 0)


def _common_replicates(worlds: Worlds, tables: set[str]) -> NDArray[np.generic]:
    """The worlds that every table holds; InputError when they differ."""
    found = {name: worlds.panel(name).replicates for name in sorted(tables)}
    first = next(iter(found.values()), np.array([], np.int32))
    file = str(worlds.study.path / "tables")
    problems = [
        Problem(Address(file), name, "holds other worlds than the other tables")
        for name, replicates in found.items()
        if not np.array_equal(replicates, first)
    ]
    if not found:
        problems = [Problem(Address(file), "", "holds none of the tables that outcomes are read from")]
    if problems:
        raise InputError(problems)
    return first


def _sides(study: Study) -> dict[str, float]:
    """Side of each posture, lowest first: from the facts, else as seen in the table."""
    stated = study.manifest.facts.postures
    if stated:
        return {posture.name: posture.side for posture in stated}
    seen = study.table("countries").groupby("posture", observed=True)["side"].mean()
    return {str(name): float(side) for name, side in sorted(seen.items(), key=lambda item: (item[1], item[0]))}
