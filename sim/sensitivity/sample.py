"""A finished sweep as a sample: inputs as numbers, the response at each point, and how much of it is chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.errors import Address, InputError, Problem
from sim.results.measure import ALL
from sim.results.store import Study
from sim.results.sweeps import together

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Series:
    """One outcome of one scenario at the points of a design.

    Attributes:
        scenario, outcome, scope: which one.
        values: means over the worlds of each point, shape (P,); not a number where all failed.
        chance: share of their variance that is chance; not a number with one world at a point.
    """

    scenario: str
    outcome: str
    scope: str
    values: Floats
    chance: float


@dataclass(frozen=True)
class Sample:
    """The points of a sweep.

    Attributes:
        study: a finished sweep.
        design: as its manifest tells it.
        paths: of the dimensions, D of them.
        inputs: shape (P, D); words are numbered in alphabetical order; not a number where a scenario keeps its own.
        words: of the dimensions whose values are words, these in their order.
    """

    study: Study
    design: Mapping[str, Any]
    paths: tuple[str, ...]
    inputs: Floats
    words: Mapping[str, tuple[str, ...]]
    _cells: dict[str, pd.DataFrame] = field(default_factory=dict)

    @classmethod
    def of(cls, study: Study) -> Sample:
        """Read the points of a study.

        Raises:
            InputError: it is no sweep, or nothing is varied in it.
        """
        made = study.manifest
        where = Address(_shown(study.path))
        if made.kind != "sweep":
            sentence = f"holds a study of kind {made.kind}; sensitivity needs one of pactsim sweep"
            raise InputError([Problem(where, "", sentence)])
        paths = tuple(made.options["dimensions"])
        if not paths or made.options["points"] < 2:
            raise InputError([Problem(where, "", "varies nothing, so nothing can be sensitive to it")])
        points = study.table("points").sort_values("point")
        columns, words = [], {}
        for path in paths:
            column = points[path]
            if pd.api.types.is_numeric_dtype(column):
                columns.append(column.to_numpy(dtype=np.float64))
                continue
            coded = pd.Categorical(column)
            words[path] = tuple(str(word) for word in coded.categories)
            columns.append(np.where(coded.codes < 0, np.nan, coded.codes.astype(np.float64)))
        return cls(study, made.options["design"], paths, np.stack(columns, axis=1), words)

    @property
    def kind(self) -> str:
        """Type of the design."""
        return str(self.design["type"])

    @property
    def together(self) -> int:
        """How many points in turn make one sample: those of a base point or a trajectory, else one."""
        return together(self.kind, len(self.paths), second_order=self.design.get("second_order", True)) or 1

    @cached_property
    def measured(self) -> tuple[str, ...]:
        """What was measured, as the columns of the table `worlds` are called."""
        return tuple(name for name in self.study.table("worlds").columns if name not in _HEAD)

    def series(self, scenario: str, name: str) -> Series:
        """What was measured in a scenario.

        Args:
            scenario: of the study.
            name: of the outcome, with a country after the last dot where it is of one.
        """
        outcome, scope = name, ALL
        if name not in self.study.manifest.options["outcomes"]:
            outcome, _, scope = name.rpartition(".")
        worlds = self._worlds(scenario)
        several = self.study.manifest.replicates
        cells = worlds[name].to_numpy(dtype=np.float64).reshape(-1, several)
        lost = np.isnan(cells)
        total = np.where(lost, 0.0, cells).sum(axis=1)
        with np.errstate(invalid="ignore"):
            means = total / (~lost).sum(axis=1)
        return Series(scenario, outcome, scope, means, chance(cells[~lost.any(axis=1)]))

    def _worlds(self, scenario: str) -> pd.DataFrame:
        if scenario not in self._cells:
            worlds = self.study.table("worlds")
            self._cells[scenario] = worlds[worlds["scenario"] == scenario].sort_values(["point", "replicate"])
        return self._cells[scenario]


_HEAD = ("scenario", "point", "replicate")


def chance(cells: Floats) -> float:
    """Share of the variance of means over points that is chance within them.

    Worlds of the same number share luck at all points, so what a world adds everywhere is taken out first: the residual
    mean square of points by worlds, over the number of worlds, is the variance of a mean that points do not share.

    Args:
        cells: shape (points, worlds).

    Returns:
        Between 0 and 1; not a number with fewer than two worlds or points, or where the means do not vary.
    """
    points, worlds = cells.shape
    if points < 2 or worlds < 2:
        return np.nan
    means = cells.mean(axis=1)
    between = float(means.var(ddof=1))
    if not between:
        return np.nan
    rest = cells - means[:, None] - cells.mean(axis=0) + cells.mean()
    within = float((rest * rest).sum()) / ((points - 1) * (worlds - 1))
    return float(min(1.0, within / worlds / between))


def _shown(path: Path) -> str:
    from sim.evidence.reader import shorten

    return shorten(path)
