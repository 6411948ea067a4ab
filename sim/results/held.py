"""A study in memory: what a folder would hold, without one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import Address, InputError, Problem, nearest
from sim.results.arrow import conform
from sim.results.files import as_written
from sim.results.manifest import Manifest
from sim.results.store import Study

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


class Held(Study):
    """A study whose tables are held in memory, but for one that is too large, which lies in a file aside.

    Attributes:
        path: folder of the file aside.
        manifest: of the study; it records the file aside alone.
        tables: in their canonical form, by name.
    """

    def __init__(self, manifest: Manifest, tables: Mapping[str, pa.Table | Path], aside: Path) -> None:
        """Hold tables.

        Args:
            manifest: of the study.
            tables: of the run, by name; a path is that of a table too large to be held, in the folder aside.
            aside: that folder, which need not exist when there is no such table.

        Raises:
            TableError: when a table is not what the schema says.
        """
        large = {name: as_written(made, aside) for name, made in tables.items() if isinstance(made, Path)}
        super().__init__(aside, manifest.model_copy(update={"tables": large}))
        self.tables: dict[str, pa.Table] = {}
        self.add({name: made for name, made in tables.items() if not isinstance(made, Path)})

    def add(self, tables: Mapping[str, pa.Table]) -> None:
        """Hold further tables; one that is there already is replaced.

        Raises:
            TableError: when a table is not what the schema says.
        """
        for name, made in tables.items():
            self.tables[name] = conform(name, made)
            self._frames.pop(name, None)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of its tables, in alphabetical order."""
        return tuple(sorted({*self.tables, *self.manifest.tables}))

    def rows(self, name: str) -> int:
        """Rows of a table that it has."""
        return self.tables[name].num_rows if name in self.tables else super().rows(name)

    def has(self, name: str) -> bool:
        """Whether there is a table of that name."""
        return name in self.names

    def table(self, name: str) -> pd.DataFrame:
        """A table as a frame; InputError when there is none of that name."""
        if not self.has(name):
            raise InputError([Problem(Address("study"), "tables", f"has no table '{name}'", nearest(name, self.names))])
        if name not in self.tables:
            return super().table(name)
        if name not in self._frames:
            self._frames[name] = self.tables[name].to_pandas()
        return self._frames[name]
