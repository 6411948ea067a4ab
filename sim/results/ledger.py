"""The table `outcomes`: what each of very many worlds came to, written as the worlds come in and read column by column.

A world has one row per scenario and scope, in the order of the table's key; its columns are the outcomes by name and,
after `part.`, the parts of those whose parts do not follow from the outcome. Neither writer nor reader holds all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from sim.errors import Address, InputError, Problem, RunFailed
from sim.results.files import checksum, even_writer
from sim.results.measure import ALL, UNITS, Array, Cells, measure
from sim.results.outcomes import Outcome
from sim.results.store import Study

NAME = "outcomes"
GROUP = 2048  # worlds written at a time: about 30 MB of numbers before they are packed


def part(outcome: str) -> str:
    """Name of the column of an outcome's parts."""
    return f"part.{outcome}"


def has_parts(outcome: Outcome) -> bool:
    """Whether parts are stored: they do not follow from the outcome where units are weighted."""
    return outcome.across in ("gdp", "capability")


class Ledger:
    """Writes the table; memory does not grow with the worlds.

    Attributes:
        path: the file, which is there once the first worlds were written.
    """

    def __init__(self, path: Path, scenarios: Sequence[str], table: Mapping[str, Outcome]) -> None:
        """Prepare a table.

        Args:
            path: of the file; its folder is made when it is needed.
            scenarios: names, in the order in which worlds are given.
            table: outcomes to measure, by name.
        """
        self.path = path
        self._scenarios, self._table = tuple(scenarios), table
        self._order = np.argsort(np.array(scenarios))
        self._scopes: list[tuple[str, str]] = []
        self._columns: dict[str, Array] = {}
        self._replicates = np.empty(GROUP, dtype=np.int32)
        self._filled = 0
        self._writer: pq.ParquetWriter | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._writer is not None:
            self._writer.close()

    def add(self, replicates: NDArray[np.int64], worlds: Sequence[Mapping[str, Cells]]) -> None:
        """Measure worlds and write them down.

        Args:
            replicates: numbers of the worlds, shape (W,), above those given before.
            worlds: per scenario the tables `countries`, `theatre` and `flashpoints` of these worlds.

        Raises:
            RunFailed: when the disk refuses.
        """
        if not self._columns:
            self._open(worlds[0])
        measured = [self._measured(tables) for tables in worlds]
        done = 0
        while done < len(replicates):
            count = min(GROUP - self._filled, len(replicates) - done)
            here, there = slice(self._filled, self._filled + count), slice(done, done + count)
            self._replicates[here] = replicates[there]
            for place, k in enumerate(self._order):
                for name, scopes, values in measured[k]:
                    self._columns[name][here, place, scopes] = values[:, there].T
            self._filled, done = self._filled + count, done + count
            if self._filled == GROUP:
                self._write()

    def finish(self) -> Path:
        """Write what is left and close the file.

        Raises:
            RunFailed: when the disk refuses.
        """
        if self._filled:
            self._write()
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        return self.path

    def _open(self, tables: Mapping[str, Cells]) -> None:
        self._scopes = [(ALL, ALL)]
        for name in sorted(tables, key=lambda name: UNITS[name] or ""):
            kind = UNITS[name]
            if kind is not None:
                self._scopes += [(kind, unit) for unit in tables[name].units]
        for name, outcome in self._table.items():
            for column in (name, part(name)) if has_parts(outcome) else (name,):
                self._columns[column] = np.full((GROUP, len(self._scenarios), len(self._scopes)), np.nan)

    def _measured(self, tables: Mapping[str, Cells]) -> list[tuple[str, slice, Array]]:
        """Column, scopes, and the values there, of shape (scopes, W)."""
        found: list[tuple[str, slice, Array]] = []
        for name, outcome in self._table.items():
            cells, kind = tables[outcome.table], UNITS[outcome.table]
            measured = measure(outcome, cells)
            found.append((name, slice(0, 1), measured.total[None]))
            if outcome.across == "only" or kind is None:
                continue
            first = self._scopes.index((kind, cells.units[0]))
            scopes = slice(first, first + len(cells.units))
            found.append((name, scopes, measured.own))
            if has_parts(outcome):
                found.append((part(name), scopes, measured.parts))
        return found

    def _write(self) -> None:
        table = self._packed()
        try:
            if self._writer is None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._writer = even_writer(self.path, table, list(self._columns))
            self._writer.write_table(table, row_group_size=table.num_rows)
        except OSError as error:
            raise RunFailed(
                f"{self.path.parent}: the worlds could not be written: {error.strerror or error}"
            ) from error
        self._filled = 0

    def _packed(self) -> pa.Table:
        """What has been gathered, as the schema has it."""
        worlds, scopes = self._filled, self._scopes * len(self._scenarios)
        names = np.repeat(self._order, len(self._scopes))
        columns = {
            "replicate": pa.array(np.repeat(self._replicates[:worlds], len(scopes))),
            "scenario": _repeated([self._scenarios[k] for k in names], worlds),
            "kind": _repeated([kind for kind, _ in scopes], worlds),
            "scope": _repeated([scope for _, scope in scopes], worlds),
        }
        for name, values in self._columns.items():
            columns[name] = pa.array(values[:worlds].reshape(-1), from_pandas=True)
        return pa.table(columns)


def _repeated(words: Sequence[str], times: int) -> pa.DictionaryArray:
    """A list of words again and again."""
    codes, distinct = np.unique(np.array(words), return_inverse=True)[::-1]
    return pa.DictionaryArray.from_arrays(np.tile(codes.astype(np.int32), times), pa.array(distinct.tolist()))


class Recorded:
    """The table of a study, read column by column.

    Attributes:
        replicates: numbers of the worlds, ascending; shape (R,).
        scopes: kind and scope of the rows of a world, the same in every scenario.
    """

    def __init__(self, study: Study) -> None:
        """Open the table of a study that has one.

        Raises:
            InputError: when the file is missing, broken, or not the one the manifest records.
        """
        record = study.manifest.tables[NAME]
        self._path = study.path / record.file
        try:
            if checksum(self._path) != record.sha256:
                raise self._broken("is not the one recorded in manifest.json (another checksum); run the study again")
            self._file = pq.ParquetFile(self._path)
            keys = self._file.read(columns=["replicate", "scenario", "kind", "scope"])
        except OSError as error:
            raise self._broken(f"cannot be read: {error.strerror or error}") from None
        except pa.ArrowException as error:
            raise self._broken(f"cannot be read: {str(error).splitlines()[0]}") from None
        self.replicates: NDArray[np.int32] = np.unique(keys["replicate"].to_numpy())
        names = sorted(study.scenarios)
        rows = keys.num_rows // max(len(self.replicates) * len(names), 1)
        first = keys.slice(0, rows)
        kinds, scopes = (first[name].to_pylist() for name in ("kind", "scope"))
        self.scopes: list[tuple[str, str]] = list(zip(kinds, scopes, strict=True))
        self._places = [names.index(name) for name in study.scenarios]
        self._shape = (len(self.replicates), len(names), rows)
        begins = keys["scenario"].slice(0, rows * len(names)).to_pylist()
        if begins != [name for name in names for _ in range(rows)] or keys.num_rows != int(np.prod(self._shape)):
            raise self._broken("does not hold every scope of every world")

    def columns(self, names: Iterable[str]) -> dict[str, Array]:
        """Columns by name, each of shape (S, scopes, R); not a number where a scope has no such outcome.

        Raises:
            InputError: when a column is missing.
        """
        wanted = list(names)
        missing = [name for name in wanted if name not in self._file.schema_arrow.names]
        if missing:
            raise self._broken(f"lacks {', '.join(missing)}")
        read = self._file.read(columns=wanted)
        found: dict[str, Array] = {}
        for name in wanted:
            values = read[name].to_numpy().reshape(self._shape)[:, self._places]
            found[name] = np.ascontiguousarray(values.transpose(1, 2, 0))
        return found

    def _broken(self, sentence: str) -> InputError:
        return InputError([Problem(Address(str(self._path)), "", f"the table {sentence}")])
