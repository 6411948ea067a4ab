"""The outcomes of every world of a study, one number each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.panel import ALL, Panel
from sim.errors import Address, InputError, Problem
from sim.results.outcomes import FIRST_YEARS, Outcome, outcomes
from sim.results.store import Study

Array = NDArray[np.float64]
UNITS: Mapping[str, str | None] = {"countries": "country", "flashpoints": "flashpoint", "theatre": None}


@dataclass(frozen=True, slots=True)
class Series:
    """What a series measures: an outcome, overall (`all`) or of one country or flashpoint."""

    outcome: str
    kind: str
    scope: str


class Worlds:
    """The tables of a study laid out as panels.

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
        """Draws as replicate x parameter; empty when the study drew nothing."""
        if not self.study.has("draws"):
            return pd.DataFrame()
        return self.study.table("draws").pivot(index="replicate", columns="parameter", values="value")


@dataclass(frozen=True)
class Samples:
    """Outcomes of worlds.

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


def sample(worlds: Worlds) -> Samples:
    """Measure every outcome in every world.

    Args:
        worlds: the study's panels.

    Returns:
        The samples; an outcome whose table the study has not is left out.

    Raises:
        InputError: when a table is broken or incomplete.
    """
    table = {name: row for name, row in outcomes(worlds.ladder).items() if worlds.study.has(row.table)}
    replicates = _common_replicates(worlds, {row.table for row in table.values()})
    series: list[Series] = []
    part_series: list[Series] = []
    values: list[Array] = []
    parts: list[Array] = []
    for name, outcome in table.items():
        panel = worlds.panel(outcome.table)
        kind = UNITS[outcome.table] or ALL
        own, pieces = measure(outcome, panel)
        series.append(Series(name, ALL, ALL))
        values.append(pieces.sum(axis=2, keepdims=True))
        if outcome.across != "only":
            scopes = [Series(name, kind, unit) for unit in panel.units]
            series += scopes
            part_series += scopes
            values.append(own)
            parts.append(pieces)
    measured = np.concatenate(values, axis=2).swapaxes(1, 2)
    pieced = (
        np.concatenate(parts, axis=2).swapaxes(1, 2) if parts else np.empty((*measured.shape[:1], 0, measured.shape[2]))
    )
    return Samples(worlds.study.scenarios, replicates, table, tuple(series), measured, tuple(part_series), pieced)


def measure(outcome: Outcome, panel: Panel) -> tuple[Array, Array]:
    """Measure one outcome.

    Args:
        outcome: what to measure.
        panel: of its table.

    Returns:
        The outcome of each unit by itself and each unit's piece of the overall outcome (which is their sum); both of
        shape (S, R, U).
    """
    wanted = outcome.equals
    cube = panel.cube(outcome.column) if wanted is None else panel.where(outcome.column, wanted)
    if outcome.sign is not None:
        cube = np.where(np.isnan(cube), np.nan, np.sign(cube) == outcome.sign)
    units = cube.shape[3]
    if outcome.across in ("gdp", "capability"):
        weight = panel.cube(outcome.across)
        weighted = cube * weight / weight.sum(axis=3, keepdims=True)
    elif outcome.across == "mean":
        weighted = cube / units
    else:
        weighted = cube
    return over_time(cube, outcome, panel.years), over_time(weighted, outcome, panel.years)


def over_time(cube: Array, outcome: Outcome, years: NDArray[np.generic]) -> Array:
    """Bring years together as the outcome says: shape (S, R, T, U) to (S, R, U)."""
    if outcome.when == "end":
        return np.asarray(cube[:, :, -1])
    if outcome.when == "sum":
        return np.asarray(cube.sum(axis=2))
    if outcome.when == "mean":
        return np.asarray(cube.mean(axis=2))
    if outcome.when == "first_ten_years":
        when = years.astype(np.float64)
        cube = cube[:, :, when < when[0] + FIRST_YEARS]
    return np.asarray(cube.max(axis=2))


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
