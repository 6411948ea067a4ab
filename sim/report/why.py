"""The explanation of a choice in the terminal: terms by posture, chances, what would flip it, and the difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sim.analysis.choices import TOTAL
from sim.figures.material import Material, whole
from sim.report.choices import places, rivals
from sim.results.wording import MINUS, NOTHING, counted, listed, percent, plain, signed

if TYPE_CHECKING:
    import pandas as pd

_LOW, _HIGH = 0.05, 0.95
_SHARES = ("probability", "share")  # units shown as they are; others have at most one decimal


def view(material: Material) -> RenderableType:
    """What the terminal shows of an explanation.

    Args:
        material: of the study, with its tables `terms`, `choices` and `flips`.
    """
    if len(_countries(material)) > 1:
        return Group(*(_every(material, name) for name in material.scenarios))
    parts: list[RenderableType] = []
    for scenario in material.scenarios[:1]:
        parts += [_terms(material, scenario), *_flips(material, scenario)]
    for other in material.scenarios[1:]:
        parts += [_difference(material, material.scenarios[0], other), *_flips(material, other)]
    return Group(*parts)


def as_data(material: Material) -> dict[str, Any]:
    """The same for a machine.

    Args:
        material: of the study, with its tables `terms`, `choices` and `flips`.
    """
    from sim.report.table import as_data as common

    data = common(material)
    data["choice_terms"] = material.tables["choice_terms"].to_dict("records")
    data["flips"] = material.tables["flips"].to_dict("records")
    several = _countries(material)
    told = {code: _odds(_of(material, code)) for code in several}
    return {**data, **told[several[0]]} if len(several) == 1 else {**data, "countries": told}


def _countries(material: Material) -> list[str]:
    """Countries that are explained."""
    return [str(code) for code in material.tables["choice_postures"]["country"].drop_duplicates()]


def _of(material: Material, code: str) -> Material:
    """The same with the choices of one country only."""
    own = {name: frame[frame["country"] == code] for name, frame in material.tables.items() if "country" in frame}
    return replace(material, tables={**material.tables, **own})


def _odds(material: Material) -> dict[str, Any]:
    """Chances of each posture and differences between scenarios, of one country."""
    data: dict[str, Any] = {}
    data["chances"] = {
        name: {posture: float(value) for posture, value in chances(material, name).items()}
        for name in material.scenarios
    }
    if len(material.scenarios) > 1:
        first, *others = material.scenarios
        data["differences"] = {
            other: {posture: rows.to_dict("index") for posture, rows in differences(material, first, other).items()}
            for other in others
        }
    return data


def chances(material: Material, scenario: str) -> pd.Series[float]:
    """Mean chance over worlds of each posture at a decision window, lowest posture first; closed counts as zero."""
    frame = material.tables["choices"]
    rows = frame[frame["scenario"] == scenario]
    sums = rows.groupby("posture")["probability"].sum() / rows["replicate"].nunique()
    return sums.reindex([posture for posture in material.ladder if posture in sums.index])


def differences(material: Material, scenario: str, other: str) -> dict[str, pd.DataFrame]:
    """How much more each term is worth in one scenario than in another, over worlds where the posture is open in both.

    Args:
        material: of the study.
        scenario: the one explained.
        other: the one it is set against.

    Returns:
        By posture a frame with a row per term and one for their total, columns mean, low and high.
    """
    frame = material.tables["terms"]
    order = list(frame["term"].drop_duplicates())
    found = {}
    for posture in material.ladder:
        both = [
            frame[(frame["scenario"] == name) & (frame["posture"] == posture) & frame["available"]].pivot(
                index="replicate", columns="term", values="value"
            )
            for name in (scenario, other)
        ]
        gaps = (both[0] - both[1]).dropna()
        if len(gaps):
            gaps = gaps[order]
            gaps[TOTAL] = gaps.sum(axis=1)
            found[posture] = gaps.agg(["mean"]).T.assign(low=gaps.quantile(_LOW), high=gaps.quantile(_HIGH))
    return found


def _every(material: Material, scenario: str) -> Table:
    """A line for each country: what leads, by how much over its nearest rival, and what speaks loudest for it."""
    found = [place for place in places(material) if place[0] == scenario]
    look: dict[str, Any] = {"box": box.SIMPLE_HEAD, "pad_edge": False, "title_justify": "left", "title_style": "bold"}
    title = f"{material.title(scenario)} {whole(found[0][2])}, % of GDP a year"
    table = Table(title=title, padding=(0, 1, 0, 0), **look)
    for name in ("Country", "Leads", "over", "by", "nine worlds in ten", "most by"):
        table.add_column(name, justify="right" if name in ("by", "nine worlds in ten") else "left")
    for place in found:
        nearest = rivals(material, place)
        if not nearest:
            table.add_row(material.manifest.country(place[1]), "", "nothing else is open")
            continue
        terms, total = nearest[0][:-1], nearest[0][-1]
        most = max(terms, key=lambda row: float(row["mean"]))
        between = f"{signed(total['low'])} to {signed(total['high'])}"
        loudest = f"{most['term'].replace('_', ' ')} {signed(most['mean'])}"
        name = material.manifest.country(place[1])
        table.add_row(name, total["leading"], total["other"], signed(total["mean"]), between, loudest)
    return table


def _terms(material: Material, scenario: str) -> RenderableType:
    frame = material.tables["choice_terms"]
    frame = frame[frame["scenario"] == scenario]
    cells = {str(posture): rows.set_index("term") for posture, rows in frame.groupby("posture", sort=False)}
    postures = [posture for posture in material.ladder if posture in cells]
    held = _held(material, scenario)
    grid, left_out = _grid(_title(material, scenario), {posture: cells[posture] for posture in postures}, held)
    odds = chances(material, scenario)
    rows = material.tables["choice_postures"]
    states = rows[rows["scenario"] == scenario].set_index("posture")[["best", "available"]].astype(float)
    grid.add_row("chance", *map(percent, odds[postures]), style="bold")
    grid.add_row("best in", *map(percent, states.loc[postures, "best"]))
    grid.add_row("open in", *map(percent, states.loc[postures, "available"]))
    note = (
        "Mean over worlds ± half the span of nine worlds in ten; terms that set postures apart most come first. "
        "Chance of being chosen at a decision window; best in, open in: share of worlds. * declared in most worlds."
    )
    return Group(grid, Text(f"{note}{left_out}", style="dim"))


def _difference(material: Material, scenario: str, other: str) -> RenderableType:
    title = f"\nDifference to {material.title(other)}, % of GDP a year"
    cells = differences(material, scenario, other)
    if not cells:
        return Text(f"{title}\nNo posture is open in both.")
    grid, left_out = _grid(title, cells, "")
    here, there = chances(material, scenario), chances(material, other)
    moved = [100 * (float(here.get(posture, 0.0)) - float(there.get(posture, 0.0))) for posture in cells]
    grid.add_row("chance", *(f"{signed(points, 0)} points" for points in moved), style="bold")
    note = f"{material.title(scenario)} {MINUS} {material.title(other)}, world by world."
    return Group(grid, Text(f"{note}{left_out}", style="dim"))


def _grid(title: str, cells: dict[str, pd.DataFrame], held: str) -> tuple[Table, str]:
    """Terms by posture, and a sentence on the terms left out because they read as nothing in every posture."""
    look: dict[str, Any] = {"box": box.SIMPLE_HEAD, "pad_edge": False, "title_justify": "left", "title_style": "bold"}
    grid = Table(title=title, padding=(0, 1, 0, 0), **look)
    grid.add_column("Term", no_wrap=True)
    for posture in cells:
        grid.add_column(f"{posture}{'*' if posture == held else ''}", justify="right", no_wrap=True)
    terms = [term for term in next(iter(cells.values())).index if term != TOTAL]
    told = {term: [_cell(rows.loc[term]) for rows in cells.values()] for term in [*terms, TOTAL]}
    silent = [term for term in terms if not "".join(told[term]).strip("0. ±")]
    means = {term: [float(rows.loc[term, "mean"]) for rows in cells.values()] for term in terms}
    shown = sorted((term for term in terms if term not in silent), key=lambda t: min(means[t]) - max(means[t]))
    for term in [*shown, TOTAL]:
        grid.add_row(
            term.replace("_", " "), *told[term], style="bold" if term == TOTAL else "", end_section=term == TOTAL
        )
    left_out = listed([term.replace("_", " ") for term in silent])
    return grid, f" Nothing in any posture: {left_out}." if silent else ""


def _cell(row: pd.Series[float]) -> str:
    return f"{signed(float(row['mean']))} ±{plain((float(row['high']) - float(row['low'])) / 2)}"


def _flips(material: Material, scenario: str) -> Sequence[RenderableType]:
    frame = material.tables["flips"]
    frame = frame[frame["scenario"] == scenario]
    if frame.empty:
        return []
    best = str(frame["posture"].iloc[0])
    title = f"\nWhat would have to change for {best} to lose first place ({material.title(scenario)})"
    flipping = frame[frame["rival"] != ""]
    idle = [str(text).removesuffix(", times") for text in frame.loc[frame["rival"] == "", "meaning"]]
    parts: list[RenderableType] = [Text(title, style="bold")]
    if len(flipping):
        grid = Table.grid(padding=(0, 2))
        for row in flipping.to_dict("records"):
            now, needed = (_setting(float(row[key]), str(row["unit"])) for key in ("now", "needed"))
            grid.add_row(f"  {row['meaning']}", f"from {now}", f"to {needed}", f"then {row['rival']}")
        parts.append(grid)
    if idle:
        parts.append(Padding(Text(f"No setting tried would do it alone: {listed(idle)}."), (0, 0, 0, 2), expand=False))
    return parts


def _setting(value: float, unit: str) -> str:
    return NOTHING if value != value else plain(value, 2 if unit in _SHARES else 1)


def _held(material: Material, scenario: str) -> str:
    """The posture declared in most worlds when the country weighed."""
    frame = material.tables["choices"]
    rows = frame[(frame["scenario"] == scenario) & frame["held"]]
    return "" if rows.empty else str(rows["posture"].mode().iloc[0])


def _title(material: Material, scenario: str) -> str:
    first = material.tables["choice_postures"].iloc[0]
    where = f"{material.manifest.country(str(first['country']))} {whole(float(first['year']))}"
    worlds = counted(material.tables["choices"]["replicate"].nunique(), "world")
    return f"{where}, {material.title(scenario)}\n% of GDP a year, {worlds}"
