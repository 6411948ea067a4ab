"""A long table as blocks of numbers: scenario x replicate x year x unit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.errors import Address, InputError, Problem
from sim.results.measure import ALL, Array


class Panel:
    """The worlds of one table.

    Attributes:
        scenarios: names, in the order of the study.
        replicates: numbers of the worlds, ascending; shape (R,).
        years: ascending; shape (T,).
        units: countries or flashpoints, in alphabetical order; `("all",)` for the region.
        present: which worlds were finished; shape (S, R).
    """

    def __init__(self, frame: pd.DataFrame, scenarios: Sequence[str], unit: str | None, file: str) -> None:
        """Lay a table out.

        Args:
            frame: the long table.
            scenarios: names to keep, in order.
            unit: column that names the unit, None for the region.
            file: name of the table, for errors.

        Raises:
            InputError: when a scenario has no worlds, or a world lacks years or units that others have.
        """
        self._frame = frame
        self.scenarios = tuple(scenarios)
        scenario = pd.Index(list(scenarios)).get_indexer(pd.Index(frame["scenario"])).astype(np.int64)
        replicate, self.replicates = _codes(frame["replicate"])
        year, self.years = _codes(frame["year"])
        self.units: tuple[str, ...] = (ALL,)
        member = np.zeros(len(frame), np.int64)
        if unit is not None:
            member, names = _codes(frame[unit])
            self.units = tuple(str(name) for name in names)
        self.shape = (len(self.scenarios), len(self.replicates), len(self.years), len(self.units))
        self._kept = scenario >= 0
        places = (scenario[self._kept], replicate[self._kept], year[self._kept], member[self._kept])
        self._cells = np.ravel_multi_index(places, self.shape)
        filled = np.bincount(self._cells, minlength=int(np.prod(self.shape))).reshape(self.shape)
        counts = filled.sum(axis=(2, 3))
        self.present: NDArray[np.bool_] = counts > 0
        self._check(filled, file)

    def cube(self, column: str) -> Array:
        """A column as numbers of shape (S, R, T, U); not a number in worlds that are missing."""
        return self._laid_out(self._frame[column].to_numpy(dtype=np.float64))

    def where(self, column: str, value: str | int) -> Array:
        """1 where a column has a value, else 0; shape (S, R, T, U)."""
        return self._laid_out(np.asarray(self._frame[column] == value, dtype=np.float64))

    def _laid_out(self, values: Array) -> Array:
        block = np.full(int(np.prod(self.shape)), np.nan)
        block[self._cells] = values[self._kept]
        return block.reshape(self.shape)

    def _check(self, filled: NDArray[np.int64], file: str) -> None:
        """Every world holds each year and unit once, or is missing as a whole."""
        problems: list[Problem] = []
        for s, name in enumerate(self.scenarios):
            if not self.present[s].any():
                problems.append(Problem(Address(file), name, "no world of this scenario was finished"))
                continue
            worlds = filled[s][self.present[s]]
            if (worlds != 1).any():
                broken = self.replicates[self.present[s]][(worlds != 1).any(axis=(1, 2))]
                what = "years" if self.units == (ALL,) else "years, countries or flashpoints"
                sentence = f"world {int(broken[0])} lacks {what} that others have"
                problems.append(Problem(Address(file), name, sentence))
        if problems:
            raise InputError(problems)


def _codes(column: pd.Series) -> tuple[NDArray[np.int64], NDArray[np.generic]]:
    """Position of each value among the sorted distinct values, and those."""
    codes, distinct = pd.factorize(column, sort=True)
    return codes.astype(np.int64), np.asarray(distinct)
