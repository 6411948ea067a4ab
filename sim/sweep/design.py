"""Which points a design has: a grid, one dimension at a time, samples, or a table of the user's own.

Samples are those of SALib (Iwanaga, Usher and Herman 2022): Latin hypercubes; Sobol' sequences arranged for indices of
first, second and total order (Saltelli 2002); trajectories of elementary effects (Morris 1991).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from itertools import product
from math import prod
from pathlib import Path

import numpy as np

from sim.errors import Address, InputError, Problem, nearest, need
from sim.evidence.reader import decode, read_bytes, shorten
from sim.results.sweeps import MORRIS_LEVELS, together
from sim.sweep.dimension import Column, Dimension, Floats
from sim.sweep.form import MOST_POINTS, Design

GRID, ENDS = 5, 2
"""Levels of a range in a grid, and one at a time, where nothing is said of them."""

_WHOLE, _TRUTH = re.compile(r"[+-]?\d+"), {"true": True, "false": False}


SAMPLED = ("latin_hypercube", "sobol", "morris")
"""Designs that are samples of SALib."""


def installed(design: str) -> None:
    """Refuse a design that takes a package which is not installed.

    Args:
        design: its type.

    Raises:
        InputError: the package is missing.
    """
    if design in SAMPLED:
        need("sweep", {"SALib": "SALib"}, "sweep", f"a design of type {design} needs")


def points(design: Design, dimensions: Sequence[Dimension], seed: int) -> list[Column]:
    """Values of each dimension at the points of a design; without dimensions there is one point.

    Args:
        design: any but a table.
        dimensions: D of them.
        seed: of the samples.

    Returns:
        D columns of equal length.

    Raises:
        InputError: the design has too many points, or too few to be one.
    """
    if not dimensions:
        return []
    if design.type == "grid":
        return _grid(design, dimensions)
    if design.type == "one_at_a_time":
        return _one_at_a_time(design, dimensions)
    shares = _sampled(design, len(dimensions), seed)
    return [dimension.at(shares[:, d]) for d, dimension in enumerate(dimensions)]


def count(columns: Sequence[Column]) -> int:
    """How many points there are."""
    return len(columns[0]) if columns else 1


def _grid(design: Design, dimensions: Sequence[Dimension]) -> list[Column]:
    """Every combination of levels, the last dimension running fastest."""
    levels = [dimension.grid(design.levels or GRID) for dimension in dimensions]
    _not_too_many(prod(map(len, levels)))
    rows = list(product(*(range(len(own)) for own in levels)))
    return [own[[row[d] for row in rows]] for d, own in enumerate(levels)]


def _one_at_a_time(design: Design, dimensions: Sequence[Dimension]) -> list[Column]:
    """The centre, then every level of each dimension with all others at the centre."""
    levels = [dimension.grid(design.levels or ENDS) for dimension in dimensions]
    ends = np.cumsum([1, *map(len, levels)])
    _not_too_many(int(ends[-1]))
    columns = []
    for d, dimension in enumerate(dimensions):
        column = np.repeat(dimension.column((dimension.central,)), ends[-1])
        column[ends[d] : ends[d + 1]] = levels[d]
        columns.append(column)
    return columns


def _sampled(design: Design, several: int, seed: int) -> Floats:
    """Shares of the distributions, shape (P, D)."""
    problem = {"num_vars": several, "names": [f"x{d}" for d in range(several)], "bounds": [[0.0, 1.0]] * several}
    if design.type == "sobol":
        from SALib.sample import sobol

        number = design.points or 0
        _not_too_many(number * (together("sobol", several, second_order=design.second_order) or 1))
        return np.asarray(sobol.sample(problem, number, calc_second_order=design.second_order, seed=seed))
    if design.type == "morris":
        from SALib.sample import morris

        number = design.trajectories or 0
        _not_too_many(number * (several + 1))
        return np.asarray(morris.sample(problem, number, num_levels=design.levels or MORRIS_LEVELS, seed=seed))
    from SALib.sample import latin

    return np.asarray(latin.sample(problem, design.points or 0, seed=seed))


def _not_too_many(number: int) -> None:
    if number > MOST_POINTS:
        raise InputError([Problem(Address("design"), "", f"has {number:,} points; at most {MOST_POINTS:,} can be run")])


def read_table(path: Path, paths: Sequence[str]) -> dict[str, list[str]]:
    """A CSV file with a column for each dimension, as text.

    Args:
        path: the file.
        paths: of the dimensions.

    Raises:
        InputError: a column is missing or too many, or a row has another length than the head.
    """
    file = shorten(path)
    rows = list(csv.reader(decode(read_bytes(path, file), file).splitlines()))
    head = [name.strip() for name in rows[0]] if rows else []
    problems = [
        Problem(Address(file, 1, 1), "", f"column '{name}' is no dimension of the sweep", nearest(name, paths))
        for name in head
        if name not in paths
    ]
    problems += [Problem(Address(file, 1, 1), "", f"has no column '{name}'") for name in paths if name not in head]
    problems += [
        Problem(Address(file, line, 1), "", f"has {len(row)} cells, the head {len(head)}")
        for line, row in enumerate(rows[1:], 2)
        if row and len(row) != len(head)
    ]
    if not any(rows[1:]):
        problems.append(Problem(Address(file), "", "holds no point"))
    if len(set(head)) < len(head):
        problems.append(Problem(Address(file, 1, 1), "", "has two columns of the same name"))
    if problems:
        raise InputError(problems)
    return {name: [row[k].strip() for row in rows[1:] if row] for k, name in enumerate(head)}


def of_table(dimension: Dimension, cells: Sequence[str]) -> tuple[Dimension, Column]:
    """A dimension with the values that a table gives it; an empty cell leaves a scenario its own."""
    told = [cell for cell in cells if cell]
    try:
        numbers = [float(cell) for cell in told]
    except ValueError:
        values = tuple(_TRUTH.get(cell, cell) for cell in dict.fromkeys(told))
        wordy = dimension.model_copy(update={"values": values})
        return wordy, np.array([cell or None for cell in cells], dtype=object)
    ends = {"low": min(numbers, default=None), "high": max(numbers, default=None)}
    whole = all(_WHOLE.fullmatch(cell) for cell in told)
    made = dimension.model_copy(update={**ends, "whole": whole})
    return made, np.array([float(cell) if cell else np.nan for cell in cells], dtype=np.float64)
