"""A sweep resolved: everything that decides its tables, apart from the evidence and the values of its points."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from pydantic import BaseModel, ConfigDict

from sim.results.describe import fingerprint
from sim.results.manifest import Engine, LeverRecord
from sim.results.store import study_name
from sim.sweep.design import count
from sim.sweep.dimension import Column, Dimension
from sim.sweep.form import Design

WORLDS: Mapping[Engine, int] = {"ensemble": 4096, "mesa": 40}
"""Worlds of a unit: about a second of one core."""

_ASIDE = ("name", "title", "question", "claims", "file", "changes", "unit")
"""What is told of a sweep without deciding what its tables hold."""


class Changes(BaseModel):
    """What the command line changes in a sweep file.

    Attributes:
        sets: overrides of every scenario, as `--set` has them.
        points: of a sample, or trajectories; replicates: at each point; seed: of all draws.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    sets: tuple[str, ...] = ()
    points: int | None = None
    replicates: int | None = None
    seed: int | None = None


class Plan(BaseModel):
    """What a sweep is, whatever file it was read from.

    Attributes:
        name: of the sweep; title, question, claims: what it says of itself.
        file: it was read from; changes: of the command line.
        bases: scenarios as resolved mappings, by name.
        dimensions: what is varied, levers first.
        design: which points there are; points: how many, and digest: SHA-256 of their values.
        replicates: worlds at each point, R; seed: of all draws.
        outcomes: measured in each world; countries: for which they are measured one by one as well; years: first and
            last that count, None for all.
        unit: worlds of a unit of work.
        seeds: SHA-256 over the evidence; version: of the program; levers: files of users' own policy types.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str
    question: str
    claims: tuple[str, ...]
    file: str
    changes: Changes
    bases: dict[str, dict[str, Any]]
    dimensions: tuple[Dimension, ...]
    design: Design
    points: int
    digest: str
    replicates: int
    seed: int
    outcomes: tuple[str, ...]
    countries: tuple[str, ...]
    years: tuple[int, int] | None
    unit: int
    seeds: str
    version: str
    levers: tuple[LeverRecord, ...]

    @property
    def order(self) -> tuple[str, ...]:
        """Names of the scenarios in alphabetical order, in which their worlds are counted."""
        return tuple(sorted(self.bases))

    @property
    def worlds(self) -> int:
        """Worlds of the whole sweep, counted by scenario, then point, then replicate."""
        return len(self.bases) * self.points * self.replicates

    @property
    def units(self) -> int:
        """Units of work."""
        return -(-self.worlds // self.unit)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of everything that decides the tables."""
        told = self.model_dump(mode="json", exclude=set(_ASIDE))
        return fingerprint(told)

    @property
    def study(self) -> str:
        """Name of the folder of the study."""
        return study_name("sweep", [self.name], self.fingerprint)

    def changes_to(self, other: Plan) -> list[str]:
        """What differs in another plan, of that which decides the tables, in words."""
        found = []
        if self.version != other.version:
            found.append(f"the version of pactsim ({self.version}, now {other.version})")
        if self.seeds != other.seeds:
            found.append("the evidence")
        for name in sorted({*self.bases, *other.bases}):
            mine, theirs = self.bases.get(name), other.bases.get(name)
            if mine is None or theirs is None:
                found.append(f"the scenario {name}, which is {'new' if mine is None else 'gone'}")
            else:
                keys = sorted({*mine, *theirs} - {"replicates", "seed"})
                parts = [key for key in keys if mine.get(key) != theirs.get(key)]
                found += [f"the scenario {name} ({', '.join(parts)})"] if parts else []
        mine, theirs = ({one.path: one for one in plan.dimensions} for plan in (self, other))
        paths = [path for path in dict.fromkeys([*mine, *theirs]) if mine.get(path) != theirs.get(path)]
        found += [f"the dimension {path}" for path in paths]
        if [*mine] != [*theirs] and {*mine} == {*theirs}:
            found.append("the order of the dimensions")
        if self.design != other.design:
            found.append("the design")
        elif self.digest != other.digest and not paths:
            found.append("the points of the design")
        names = ("replicates", "seed", "outcomes", "countries", "years")
        found += [f"its {name}" for name in names if getattr(self, name) != getattr(other, name)]
        if [one.sha256 for one in self.levers] != [one.sha256 for one in other.levers]:
            found.append("the files of policy types")
        return found


@dataclass(frozen=True)
class Points:
    """The points of a design.

    Attributes:
        columns: values of each dimension, in their order.
    """

    columns: Sequence[Column]

    def __len__(self) -> int:
        return count(self.columns)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the values."""
        digest = hashlib.sha256()
        for column in self.columns:
            wordy = column.dtype == object
            digest.update(json.dumps(column.tolist()).encode() if wordy else np.ascontiguousarray(column).tobytes())
        return digest.hexdigest()

    def table(self, dimensions: Sequence[Dimension]) -> pa.Table:
        """As the table `points`."""
        values = {
            dimension.path: pa.array(column, type=pa.string() if column.dtype == object else None, from_pandas=True)
            for dimension, column in zip(dimensions, self.columns, strict=True)
        }
        return pa.table({"point": pa.array(np.arange(len(self), dtype=np.int32)), **values})

    @classmethod
    def of_table(cls, table: pa.Table, dimensions: Sequence[Dimension]) -> Points:
        """Read from the table `points`."""
        columns: list[Column] = []
        for dimension in dimensions:
            values = table[dimension.path]
            words = pa.types.is_string(values.type)
            columns.append(
                np.array(values.to_pylist(), dtype=object) if words else values.to_numpy().astype(np.float64)
            )
        return cls(columns)


@dataclass(frozen=True)
class Sweep:
    """A plan with its points, ready to be run.

    Attributes:
        plan: what is run.
        points: at which values.
    """

    plan: Plan
    points: Points
