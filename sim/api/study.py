"""A study as Python sees it: its tables, answers and figures, in memory until somebody asks for a folder."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sim.errors import Address, InputError, Problem, nearest
from sim.report.study import analysed, stored
from sim.results.held import Held
from sim.results.measure import ALL, UNITS
from sim.results.outcomes import Outcome
from sim.results.schema import RUN_TABLES, known_tables
from sim.results.wording import counted

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure
    from rich.console import RenderableType

    from sim.export.write import Format
    from sim.figures.material import Material
    from sim.results.manifest import Manifest
    from sim.results.store import Study as Stored


class Study:
    """Worlds of one scenario or several, and what follows from them.

    `sim.run` makes one, and `sim.open_study` reads one from a folder.

    Attributes:
        store: the study's tables as they are kept.

    Example:
        >>> import sim
        >>> study = sim.run("us_retreat", replicates=20)
        >>> study
        <sim.Study run of us_retreat: 20 worlds, seed 2026>
        >>> study.levels("trust").attrs["unit"]
        'probability'
        >>> study.table("countries")["country"].nunique()
        12
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

    # --- answers --------------------------------------------------------------------------------------------------
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

    def levels(self, outcome: str, of: str | None = None) -> pd.DataFrame:
        """An outcome in each scenario by itself.

        Args:
            outcome: name of an outcome as `sim.outcomes` lists it, or how it begins.
            of: a country or flashpoint, by code or name; by default the whole region.

        Returns:
            A row per scenario; columns mean, low and high (nine worlds in ten lie between) and worlds. `attrs` holds
            `outcome`, `label` and `unit`.

        Raises:
            InputError: there is no such outcome, country or flashpoint.

        Example:
            >>> import sim
            >>> frame = sim.compare("status_quo", "us_retreat", replicates=20).levels("trust", of="Japan")
            >>> list(frame.index), list(frame.columns)
            (['status_quo', 'us_retreat'], ['mean', 'low', 'high', 'worlds'])
        """
        meant, kind, scope = self._meant(outcome, of)
        frame = self.table("levels")
        frame = frame[(frame["outcome"] == meant.name) & (frame["kind"] == kind) & (frame["scope"] == scope)]
        found = frame.set_index("scenario").reindex(self.scenarios)[["mean", "low", "high", "worlds"]]
        found.attrs = {"outcome": meant.name, "label": meant.label, "unit": meant.unit}
        return found

    def paths(self, quantity: str, of: str | None = None) -> pd.DataFrame:
        """A quantity through the years, over worlds.

        Args:
            quantity: table and column, as `countries.side`, or the column alone; the table `paths` names all.
            of: a country or flashpoint, by code or name; by default all there are.

        Returns:
            Columns scenario, scope, year, mean, low, high (nine worlds in ten lie between) and worlds. `attrs` holds
            `quantity`, `label` and `unit`.

        Raises:
            InputError: there is no such quantity, country or flashpoint.

        Example:
            >>> import sim
            >>> path = sim.run("us_retreat", replicates=20).paths("trust", of="JPN")
            >>> path[["year", "mean"]].iloc[0].round(1).to_list()
            [2026.0, 0.5]
        """
        frame = self.table("paths")
        every = list(dict.fromkeys(frame["quantity"]))
        name = next((one for one in every if quantity in (one, one.partition(".")[2])), "")
        if not name:
            raise refuse("quantity", quantity, [*every, *(one.partition(".")[2] for one in every)])
        table, _, column = name.partition(".")
        frame = frame[frame["quantity"] == name].drop(columns="quantity")
        if of is not None:
            frame = frame[frame["scope"] == self._scope(of, set(frame["scope"]), name)]
        described = RUN_TABLES[table].column(column)
        found = frame.reset_index(drop=True)
        found.attrs = {"quantity": name, "label": described.meaning, "unit": described.unit}
        return found

    def _meant(self, outcome: str, of: str | None) -> tuple[Outcome, str, str]:
        """The outcome that somebody means, with kind and scope of what it is measured in."""
        known = self.material.outcomes
        found = known.called(outcome)
        if found is None:
            raise refuse("outcome", outcome, [*known, *(name.rpartition(".")[0] for name in known)])
        kind = UNITS[found.table] or ALL
        if of is None:
            return found, ALL, ALL
        rows = self.material.level(self.scenarios[0], found.name, kind)
        return found, kind, self._scope(of, set(rows) - {ALL}, found.name)

    def _scope(self, of: str, known: set[str], what: str) -> str:
        """The code of a country or flashpoint."""
        facts = self.manifest.facts
        codes = {
            place.name.casefold(): code
            for places in (facts.countries, facts.flashpoints)
            for code, place in places.items()
        }
        found = next((code for code in (of, of.upper(), codes.get(of.casefold(), "")) if code in known), None)
        if found is None and not known - {ALL}:
            raise InputError([Problem(Address("of"), "", f"{what} is of the whole region, not of '{of}'")])
        if found is None:
            raise refuse("part of the region", of, known)
        return found

    # --- figures and files ----------------------------------------------------------------------------------------
    @property
    def figures(self) -> tuple[str, ...]:
        """Names of the figures that such a study may have."""
        from sim.figures.catalogue import figures_of

        return figures_of(self.kind)

    def figure(self, name: str, sheet: int = 0) -> Figure:
        """A figure of the study.

        Args:
            name: of the figure, one of `figures`.
            sheet: which of its sheets, where it has several (one per scenario, say), from 0.

        Raises:
            InputError: there is no such figure or sheet, or the study has not what it is drawn from.

        Example:
            >>> import sim
            >>> sim.run("us_retreat", replicates=20).figure("postures").savefig("postures.png")
        """
        from sim.api.display import as_picture
        from sim.figures.catalogue import draw
        from sim.figures.style import look

        if name not in self.figures:
            raise refuse("figure", name, self.figures)
        with look():
            sheets = list(draw(name, self.material).values())
        if sheet not in range(len(sheets)):
            said = f"'{name}' has {counted(len(sheets), 'sheet')} in this study, so none of number {sheet}"
            raise InputError([Problem(Address("figure"), "", said)])
        return as_picture(sheets[sheet])

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

    # --- how it is shown ------------------------------------------------------------------------------------------
    def _view(self) -> RenderableType:
        from sim.report.table import view

        return view(self.material)

    def _about(self) -> str:
        names = ", ".join(self.scenarios)
        worlds = counted(self.manifest.replicates, "world")
        return f"{self.kind}{f' of {names}' if names else ''}: {worlds}, seed {self.manifest.seed}"

    def __repr__(self) -> str:
        return f"<sim.{type(self).__name__} {self._about()}>"

    def __str__(self) -> str:
        from sim.api.display import as_text

        return as_text(self._view()) or repr(self)

    def _repr_html_(self) -> str:
        from sim.api.display import levels

        if "levels" not in self.material.tables:
            from html import escape

            return f"<p>{escape(repr(self))}</p>"
        return "".join(levels(self.material, name) for name in self.scenarios)


def refuse(what: str, name: str, known: Iterable[str]) -> InputError:
    """What to raise where a study has nothing of a name.

    Args:
        what: is asked for.
        name: that was given.
        known: names there are.
    """
    return InputError([Problem(Address("study"), "", f"has no {what} '{name}'", nearest(name, known))])
