"""How much of each outcome hangs on each dimension of a sweep: indices with their intervals, the largest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.figures.axis import called
from sim.figures.material import Material, Row, rows
from sim.figures.palette import GAIN, INK, LOSS, SOFT
from sim.figures.style import broken
from sim.figures.swept import DIMENSIONS, LEFT, barred, beside, chosen, flat, laid, stem
from sim.figures.tips import area
from sim.results.measure import ALL
from sim.results.outcomes import Outcome
from sim.results.wording import counted, plain

_LABEL = 40  # characters of a line below an axis
_ASIDE = 0.17  # of a row, between two indices

Panels = Mapping[str, Mapping[tuple[str, str], Row]]
"""By outcome the rows of the table `indices`, by index and dimension."""


class Look(NamedTuple):
    """How the indices of a method are shown: names in legend and axis, and how the sheet is read."""

    shown: Mapping[str, str]
    axis: str
    reading: str


LOOKS: Mapping[str, Look] = {
    "sobol": Look(
        {"total": "total", "first": "first order"},
        "share of the variance over points",
        "Sobol' indices of the {many}: what goes with a dimension by itself (first order) and with all that it does "
        "together with others (total), with 90 % intervals. Dashes: below this a dimension does not matter.",
    ),
    "morris": Look(
        {"mu_star": "mu*, mean size of the effect"},
        "mean size of the effect",
        "Elementary effects (Morris) of the {many}: mean size of the change over the whole range of a dimension, with "
        "90 % intervals. Dashes: 5 % of the largest, below which a dimension does not matter.",
    ),
    "pawn": Look(
        {"median": "PAWN, median over slices"},
        "distance of distributions, 0 to 1",
        "PAWN indices of the {many}: how far the distribution of an outcome moves when a dimension is held in a slice "
        "of its values, with 90 % intervals. Dashes: what dimensions without any effect reach by chance.",
    ),
}
"""By method, the one that a design is made for first."""


def draw(material: Material) -> dict[str, Figure]:
    """Draw indices.

    Args:
        material: of a sweep.

    Returns:
        A sheet for each scenario that was analysed; none before, or where one dimension moved at a time.
    """
    return {
        stem(material, "indices", scenario): _sheet(material, scenario, own)
        for scenario, own in analysed(material).items()
    }


def analysed(material: Material) -> dict[str, list[Row]]:
    """What is shown of the table `indices`: one method, the indices named in its look, of dimensions by themselves.

    Args:
        material: of a sweep.

    Returns:
        Rows by scenario, of each outcome those of one scope; none of a scenario that was not analysed.
    """
    if "indices" not in material.tables:
        return {}
    every = [row for row in rows(material.tables["indices"]) if not row["other"]]
    found: dict[str, list[Row]] = {}
    for scenario in material.scenarios:
        own = [row for row in every if row["scenario"] == scenario]
        method = next((name for name in LOOKS if any(row["method"] == name for row in own)), None)
        if method is not None:
            own = [row for row in own if row["method"] == method and row["index"] in LOOKS[method].shown]
            first = {row["outcome"]: row["scope"] for row in reversed(own)}  # all, unless only countries were asked
            found[scenario] = [row for row in own if row["scope"] == first[row["outcome"]]]
    return found


def _sheet(material: Material, scenario: str, own: Sequence[Row]) -> Figure:
    panels: dict[str, dict[tuple[str, str], Row]] = {}
    scopes = {row["outcome"]: row["scope"] for row in own}
    for row in own:
        panels.setdefault(row["outcome"], {})[row["index"], row["dimension"]] = row
    method = own[0]["method"]
    look = LOOKS[method]
    total = len(material.tables["dimensions"])
    many = min(total, DIMENSIONS)
    told = f"{many} largest of {total} dimensions" if many < total else "dimensions, the largest first"
    titles = {name: material.outcomes[name].label for name in chosen(material, list(panels))}
    titles = {name: label if scopes[name] == ALL else f"{label}, {scopes[name]}" for name, label in titles.items()}
    handles = [Patch(color=GAIN), Line2D([], [], color=LOSS, marker="o", linestyle="")]
    key = [*zip(handles, look.shown.values(), strict=False)]
    dimensions = rows(material.tables["dimensions"])
    names, deep = beside([called(row) for row in dimensions])
    labels = dict(zip((row["path"] for row in dimensions), names, strict=True))
    finding = _finding(material, method, titles, panels)
    sheet, drawn = laid(
        material, scenario, finding, titles, LEFT, many * deep, look.reading.format(many=told), key
    )  # fmt: skip
    for name, axes in drawn.items():
        _panel(axes, material.outcomes[name], panels[name], method, labels)
    return sheet.figure


def amount(method: str, outcome: Outcome, value: float) -> str:
    """An index in words: effects of shares in points, all others as they are."""
    factor, unit = (100.0, " points") if method == "morris" and outcome.display == "percent" else (1.0, "")
    return f"{plain(factor * value)}{unit}"


def _finding(material: Material, method: str, titles: Mapping[str, str], panels: Panels) -> str:
    """What the first outcome that hangs on something hangs on most, and how many dimensions matter to none."""
    decides, shown = next(iter(LOOKS[method].shown.items()))
    names = {row["path"]: called(row) for row in rows(material.tables["dimensions"])}
    matter = {
        outcome: [row for (index, _), row in panels[outcome].items() if index == decides and row["matters"] == "yes"]
        for outcome in titles
    }
    outcome = next((outcome for outcome, several in matter.items() if several), None)
    if outcome is None:
        return "No outcome shown hangs on any dimension as far as this sample tells"
    first = max(matter[outcome], key=lambda row: float(row["value"]))
    told = material.outcomes[outcome]
    value, low, high = (amount(method, told, float(first[name])) for name in ("value", "low", "high"))
    idle = len(names) - len({row["dimension"] for several in matter.values() for row in several})
    rest = f"; {idle} of {counted(len(names), 'dimension')} cannot be told to matter to any" if idle else ""
    return f"{titles[outcome]} hangs most on {names[first['dimension']]} ({shown} {value}, {low} to {high}){rest}"


def _panel(
    axes: Axes,
    outcome: Outcome,
    own: Mapping[tuple[str, str], Row],
    method: str,
    labels: Mapping[str, str],
) -> None:
    look = LOOKS[method]
    decides = next(iter(look.shown))
    factor = 100.0 if method == "morris" and outcome.display == "percent" else 1.0
    ranked = sorted((path for index, path in own if index == decides), key=lambda path: -own[decides, path]["value"])
    paths = ranked[:DIMENSIONS]
    middle = (len(look.shown) - 1) / 2
    for position, (index, colour) in enumerate(zip(look.shown, (GAIN, LOSS), strict=False)):
        for place, path in enumerate(paths):
            row = own[index, path]
            y = place + 2 * _ASIDE * (position - middle)
            if index == decides:
                height = 2 * _ASIDE if middle else 0.6
                axes.barh(y, factor * max(0.0, row["value"]), height=height, color=colour, linewidth=0, zorder=2)
            else:
                axes.plot(factor * row["value"], y, "o", color=colour, markersize=4, zorder=3)
            axes.plot([factor * row["low"], factor * row["high"]], [y, y], color=INK, linewidth=0.9, zorder=3)
            ends = [plain(factor * row[name], 3) for name in ("value", "low", "high")]
            text = f"{outcome.label}, {flat(labels[path])}, {look.shown[index]}: {ends[0]} ({ends[1]} to {ends[2]})"
            area(axes, (0.0, factor * max(0.0, row["value"])), (y - _ASIDE, y + _ASIDE), text)
    for place, path in enumerate(paths):
        least = factor * own[decides, path]["least"]
        axes.plot(
            [least, least], [place - 0.5, place + 0.5], color=SOFT, linewidth=0.9, linestyle=(0, (3, 2)), zorder=1
        )
    axes.axvline(0, color=SOFT, linewidth=0.8, zorder=1)
    barred(axes, [labels[path] for path in paths])
    unit = ("points" if outcome.display == "percent" else outcome.unit) if method == "morris" else ""
    axes.set_xlabel(broken(f"{look.axis}, {unit}" if unit else look.axis, _LABEL), labelpad=2, size=8)
