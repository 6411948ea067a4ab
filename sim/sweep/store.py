"""The folder of a sweep that is being run: its plan, its points, and the part of every unit that is done.

A part appears at once or not at all, carries its number and the plan it belongs to, and checks itself when it is read.
So whatever ends a run - Ctrl-C, a crash, a full disk, no current - what is here can be trusted, and the rest is run
again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import ValidationError

from sim.errors import Address, InputError, Problem, RunFailed
from sim.evidence.reader import shorten
from sim.results.disk import put
from sim.results.shelf import RUNNING, at_work
from sim.results.store import MANIFEST, UNFINISHED
from sim.sweep.plan import Plan, Points, Sweep

POINTS = "points.parquet"
PARTS = "parts"


@dataclass(frozen=True)
class Store:
    """The folder of an unfinished sweep.

    Attributes:
        folder: where it lies.
        plan: what is run.
    """

    folder: Path
    plan: Plan

    @classmethod
    def begin(cls, root: Path, sweep: Sweep) -> Store:
        """Set up the folder of a sweep.

        Args:
            root: folder of all studies.
            sweep: what is to be run.

        Raises:
            RunFailed: the disk refuses.
        """
        store = cls(root / sweep.plan.study, sweep.plan)
        with store._writing("the study could not be set up"):
            (store.folder / PARTS).mkdir(parents=True, exist_ok=True)
            table = sweep.points.table(sweep.plan.dimensions)
            pq.write_table(table, store.folder / POINTS)
            put(
                store.folder / UNFINISHED, sweep.plan.model_dump_json(indent=2, exclude_unset=True).encode()
            )  # last: now it is one
        return store

    @classmethod
    def open(cls, folder: Path) -> Store:
        """The store in a folder.

        Raises:
            InputError: there is none, or it cannot be read.
        """
        path = folder / UNFINISHED
        try:
            return cls(folder, Plan.model_validate_json(path.read_bytes()))
        except FileNotFoundError:
            done = (folder / MANIFEST).is_file()
            said = "is finished: there is nothing to resume" if done else "holds no unfinished sweep"
            raise InputError([Problem(Address(shorten(folder)), "", said)]) from None
        except OSError as error:
            raise InputError([Problem(Address(shorten(path)), "", f"cannot be read: {error.strerror}")]) from None
        except ValidationError as error:
            first = error.errors()[0]
            said = f"is no plan of a sweep that this version can read: {first['msg']}"
            raise InputError([Problem(Address(shorten(path)), ".".join(map(str, first["loc"])), said)]) from None

    def points(self) -> Points:
        """The points of the sweep.

        Raises:
            InputError: they cannot be read, or are not those of the plan.
        """
        path = self.folder / POINTS
        try:
            found = Points.of_table(pq.read_table(path), self.plan.dimensions)
        except (OSError, KeyError, pa.ArrowException):
            raise InputError([Problem(Address(shorten(path)), "", "the points cannot be read")]) from None
        if found.digest != self.plan.digest:
            raise InputError([Problem(Address(shorten(path)), "", "holds other points than the plan")])
        return found

    def done(self) -> set[int]:
        """Units whose part is there and sound; what is not is taken away."""
        found = set()
        for path in sorted((self.folder / PARTS).iterdir()):
            unit = int(path.stem) if path.stem.isdigit() and path.suffix == ".parquet" else -1
            if unit in range(self.plan.units) and self._sound(unit):
                found.add(unit)
            else:
                path.unlink(missing_ok=True)
        return found

    def put(self, unit: int, part: bytes) -> None:
        """Keep the part of a unit.

        Raises:
            RunFailed: the disk refuses, for instance because it is full.
        """
        with self._writing(f"the part of unit {unit + 1:,} of {self.plan.units:,} could not be written"):
            put(self._path(unit), part)

    def part(self, unit: int) -> pa.Table:
        """The part of a unit.

        Raises:
            RunFailed: it has gone bad since it was written; the run that follows does it again.
        """
        try:
            return self._read(unit)
        except (OSError, pa.ArrowException) as error:
            told = str(error).splitlines()[0]
            said = f"the part of unit {unit + 1:,} cannot be read ({told}); {self.onward}"
            raise RunFailed(f"{shorten(self.folder)}: {said}") from None

    @property
    def onward(self) -> str:
        """How to go on, in words."""
        return f"go on with: pactsim sweep --resume {shorten(self.folder)}"

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other processes out.

        Raises:
            InputError: another one is at work.
        """
        path, other = self.folder / RUNNING, at_work(self.folder)
        if other is not None and other != os.getpid():
            raise InputError([Problem(Address(shorten(self.folder)), "", f"is being run by process {other}")])
        with self._writing("the study could not be held"):
            put(path, str(os.getpid()).encode())
        try:
            yield
        finally:
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def _path(self, unit: int) -> Path:
        return self.folder / PARTS / f"{unit:06}.parquet"

    def _read(self, unit: int) -> pa.Table:
        return pq.read_table(BytesIO(self._path(unit).read_bytes()), page_checksum_verification=True)

    def _sound(self, unit: int) -> bool:
        try:
            told: dict[bytes, Any] = self._read(unit).schema.metadata or {}
        except (OSError, pa.ArrowException):
            return False
        return told.get(b"unit") == str(unit).encode() and told.get(b"plan") == self.plan.fingerprint.encode()

    @contextmanager
    def _writing(self, failure: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            onward = (
                f"; what is done is kept: make room, then {self.onward}" if (self.folder / UNFINISHED).is_file() else ""
            )
            why = (error.strerror or str(error)).lower()
            raise RunFailed(f"{shorten(self.folder)}: {failure}: {why}{onward}") from error


def unfinished(root: Path) -> list[Store]:
    """The unfinished sweeps in a folder of studies; what cannot be read is left out."""
    found = []
    for path in sorted(root.glob(f"*/{UNFINISHED}")):
        with suppress(InputError):
            found.append(Store.open(path.parent))
    return found
