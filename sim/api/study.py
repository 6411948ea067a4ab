"""A study as Python sees it: its tables, answers and figures, in memory until somebody asks for a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.api.lookup import meant, refuse, scope_of
from sim.api.tables import Tables
from sim.errors import Address, InputError, Problem
from sim.results.schema import RUN_TABLES
from sim.results.wording import counted

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure
    from rich.console import RenderableType


class Study(Tables):
    """Worlds of one scenario or several, and what follows from them.

    `sim.run` makes one, and `sim.open_study` reads one from a folder.

    Example:
        >>> import sim
        >>> study = sim.run("us_retreat", replicates=20)
        >>> study
        <sim.Study run of us_retreat: 20 worlds, seed 2026>
        >>> study.levels("trust.mean").attrs["unit"]
        'probability'
        >>> study.table("countries")["country"].nunique()
        12
    """

    def levels(self, outcome: str, of: str | None = None) -> pd.DataFrame:
        """An outcome in each scenario by itself.

        Args:
            outcome: name of an outcome as `sim.outcomes` lists it, or as much of it as leaves one.
            of: a country or flashpoint, by code or name; by default the whole region.

        Returns:
            A row per scenario; columns mean, low and high (nine worlds in ten lie between) and worlds. `attrs` holds
            `outcome`, `label` and `unit`.

        Raises:
            InputError: there is no such outcome, country or flashpoint.

        Example:
            >>> import sim
            >>> frame = sim.compare("status_quo", "us_retreat", replicates=20).levels("trust.mean", of="Japan")
            >>> list(frame.index), list(frame.columns)
            (['status_quo', 'us_retreat'], ['mean', 'low', 'high', 'worlds'])
        """
        found, kind, scope = meant(self.material, outcome, of)
        frame = self.table("levels")
        frame = frame[(frame["outcome"] == found.name) & (frame["kind"] == kind) & (frame["scope"] == scope)]
        rows = frame.set_index("scenario").reindex(self.scenarios)[["mean", "low", "high", "worlds"]]
        rows.attrs = {"outcome": found.name, "label": found.label, "unit": found.unit}
        return rows

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
            frame = frame[frame["scope"] == scope_of(self.manifest, of, set(frame["scope"]), name)]
        described = RUN_TABLES[table].column(column)
        found = frame.reset_index(drop=True)
        found.attrs = {"quantity": name, "label": described.meaning, "unit": described.unit}
        return found

    # --- figures --------------------------------------------------------------------------------------------------
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
