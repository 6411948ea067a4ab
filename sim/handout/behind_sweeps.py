"""The table behind each figure that draws a table of its study as it stands: those of sweeps and of claims."""

from __future__ import annotations

from collections.abc import Callable

from sim.figures.axis import called
from sim.figures.indices import analysed
from sim.figures.indices_by_year import analysed_by_year
from sim.figures.material import Material, rows
from sim.figures.scoreboard import deciding
from sim.handout.parts import Grid
from sim.handout.stored import table
from sim.results.measure import ALL

_INDICES = ("scenario", "outcome", "scope", "index", "dimension", "value", "low", "high")
_CLAIM = ("claim", "outcome", "scope", "expected", "mean", "ci_low", "ci_high", "verdict")
Make = Callable[[Material, str], Grid | None]
"""Makes the table behind a sheet of a study, by its stem."""


def whole_table(name: str) -> Make:
    """A table of a study as it stands."""

    def make(material: Material, stem: str) -> Grid | None:
        frame = material.tables.get(name)
        return None if frame is None else table(material, name, rows(frame), [str(column) for column in frame.columns])

    return make


def swept(name: str, *columns: str) -> Make:
    """Rows of a table of a sweep on the region as a whole, of the outcomes that are drawn."""

    def make(material: Material, stem: str) -> Grid | None:
        found = [row for row in rows(material.tables[name]) if row["scope"] == ALL]
        shown = material.headlines({row["outcome"] for row in found})
        own = _sheet(material, stem)
        found = [row for row in found if row["outcome"] in shown and row["scenario"] in own]
        if "number" in columns:
            known = {row["number"]: called(row) for row in rows(material.tables["dimensions"])}
            found = [{**row, "number": known[row["number"]]} for row in found]
        return table(material, name, found, columns)

    return make


def heatmap(material: Material, stem: str) -> Grid | None:
    """Means at every point of a grid."""
    paths = [row["path"] for row in rows(material.tables["dimensions"])]
    merged = material.tables["summary"].merge(material.tables["points"], on="point")
    placed = Material(material.manifest, {**material.tables, "summary": merged})
    return swept("summary", "scenario", *paths, "outcome", "mean", "low", "high")(placed, stem)


def indices(material: Material, stem: str) -> Grid | None:
    """Indices of each dimension for the outcomes that are drawn."""
    found = analysed(material)
    own = [row for scenario in _sheet(material, stem) for row in found[scenario]]
    shown = material.headlines({row["outcome"] for row in own})
    return table(material, "indices", [row for row in own if row["outcome"] in shown], _INDICES)


def indices_by_year(material: Material, stem: str) -> Grid | None:
    """The index that decides, of each dimension, measured up to one year after another."""
    found = analysed_by_year(material)
    every = [(material.headlines(found[scenario]), found[scenario]) for scenario in _sheet(material, stem)]
    told = [row for names, own in every for name in names for row in own[name].values()]
    return table(material, "indices", told, _INDICES)


def scoreboard(material: Material, stem: str) -> Grid | None:
    """Of each claim on a sheet the expectation that decides."""
    own = [row for members in deciding(material)[stem].values() for row in members]
    return table(material, "scoreboard", own, _CLAIM)


def _sheet(material: Material, stem: str) -> tuple[str, ...]:
    """Scenarios that a sheet shows: the one that its stem ends in, or all."""
    one = stem.partition("-")[2]
    return (one,) if one else material.scenarios
