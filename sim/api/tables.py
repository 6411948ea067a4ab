"""What a study holds: its manifest and its tables, in memory until somebody asks for a folder."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sim.api.lookup import refuse
from sim.report.study import analysed, stored
from sim.results.held import Held
from sim.results.schema import known_tables

if TYPE_CHECKING:
    import pandas as pd

    from sim.export.write import Format
    from sim.figures.material import Material
    from sim.results.manifest import Manifest
    from sim.results.store import Study as Stored


class Tables:
    """Manifest and tables of a study.

    Attributes:
        store: the tables as they are kept.
    """

    def __init__(self, store: Stored) -> None:
        self.store = store

    @property
    def manifest(self) -> Manifest:
        """Everything needed to know, and to repeat, the study: scenarios, seed, versions, fingerprints."""
        return self.store.manifest

    @property
    def name(self) -> str:
        """What its folder is called."""
        return self.manifest.study

    @property
    def kind(self) -> str:
        """Which command makes such a study: run, compare, sweep and so on."""
        return self.manifest.kind

    @property
    def scenarios(self) -> tuple[str, ...]:
        """Names of the scenarios, the one others are compared with first."""
        return self.manifest.names

    @property
    def worlds(self) -> int:
        """Worlds behind each answer: those finished in all scenarios."""
        return self.material.worlds

    @property
    def path(self) -> Path | None:
        """The folder it was read from; None when it is in memory."""
        return None if isinstance(self.store, Held) else self.store.path

    @cached_property
    def material(self) -> Material:
        """What views and figures are made from."""
        if not isinstance(self.store, Held):
            return stored(self.store)
        import pyarrow as pa

        made = analysed(self.store)
        fresh = {name: frame for name, frame in made.tables.items() if not self.store.has(name)}
        self.store.add({name: pa.Table.from_pandas(frame, preserve_index=False) for name, frame in fresh.items()})
        return made

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the tables there are.

        Example:
            >>> import sim
            >>> "levels" in sim.run("status_quo", replicates=5).tables
            True
        """
        _ = self.material  # those of the analysis are made when they are first asked for
        return self.store.names

    def table(self, name: str) -> pd.DataFrame:
        """A table as a frame, which says in `attrs` what it holds: `meaning`, and by column `units` and `labels`.

        Args:
            name: of the table, one of `tables`.

        Raises:
            InputError: the study has no such table.

        Example:
            >>> import sim
            >>> frame = sim.run("status_quo", replicates=5).table("countries")
            >>> frame.attrs["units"]["effort"], frame.attrs["labels"]["effort"]
            ('percent_of_gdp', 'defence effort')
        """
        if name not in self.tables:
            raise refuse("table", name, self.tables)
        frame = self.store.table(name).copy()
        described = known_tables()[name]
        frame.attrs["meaning"] = described.meaning
        frame.attrs["units"] = {column.name: column.unit for column in described.columns}
        frame.attrs["labels"] = {column.name: column.meaning for column in described.columns}
        return frame

    def to_folder(
        self,
        results: str | Path = "results",
        *,
        figures: bool = True,
        format: Literal["parquet", "csv"] = "parquet",  # noqa: A002  the word of the command line
    ) -> Path:
        """Write the study as the command line would: tables, figures, summary and manifest.

        Args:
            results: folder of all studies.
            figures: whether to draw any.
            format: of the tables.

        Returns:
            The study's folder.

        Raises:
            InputError: the folder cannot hold it.
            RunFailed: the disk refuses.

        Example:
            >>> import sim
            >>> folder = sim.run("us_retreat", replicates=5).to_folder("mine", figures=False)
            >>> sorted(path.name for path in folder.iterdir())
            ['manifest.json', 'summary.md', 'tables']
        """
        from sim.api.folder import write

        return write(self.store, Path(results), figures=figures, form=format)

    def export(self, folder: str | Path, format: Format = "csv", tables: tuple[str, ...] = ()) -> list[Path]:  # noqa: A002
        """Write the tables for other programs, with a codebook of every variable.

        Args:
            folder: where to; made when it does not exist.
            format: csv, parquet, stata or excel.
            tables: names of those wanted; by default all there are.

        Returns:
            The files written.

        Raises:
            InputError: there is no such table, or one is larger than the format can hold.

        Example:
            >>> import sim
            >>> study = sim.run("us_retreat", replicates=5)
            >>> [path.name for path in study.export("for_stata", "stata", ("levels",))]
            ['levels.dta', 'codebook.csv', 'codebook.md']
        """
        from sim.export.write import export

        _ = self.material
        return export(self.store, Path(folder), format, tables)
