"""A tornado: each outcome at the low and the high end of each dimension of a sweep, the widest on top."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from sim.figures.axis import called
from sim.figures.material import Material, Row, rows
from sim.figures.moves import left_out, most, still
from sim.figures.palette import GAIN, INK, LOSS, SOFT
from sim.figures.swept import DIMENSIONS, LEFT, barred, beside, chosen, flat, laid, stem
from sim.figures.tips import area
from sim.results.measure import ALL
from sim.results.outcomes import Outcome
from sim.results.wording import level


def draw(material: Material) -> dict[str, Figure]:
    """Draw tornadoes.

    Args:
        material: of a sweep.

    Returns:
        A sheet for each scenario that was analysed; none before.
    """
    if "sufficiency" not in material.tables or "effects" not in material.tables:
        return {}
    told = rows(material.tables["sufficiency"])
    moved = [row for row in told if row["scope"] == ALL and row["spread"] > 0]
    centres = {(row["scenario"], row["outcome"]): float(row["centre"]) for row in moved}
    effects = [row for row in rows(material.tables["effects"]) if row["scope"] == ALL]
    sheets = {}
    for scenario in material.scenarios:
        found: dict[str, list[Row]] = {}
        for row in effects:
            if row["scenario"] == scenario and (scenario, row["outcome"]) in centres:
                found.setdefault(row["outcome"], []).append(row)
        idle = still(material, material.headlines(found), [scenario])
        names = chosen(material, [name for name in found if name not in idle])
        if names:
            panels = {name: (centres[scenario, name], found[name]) for name in names}
            sheets[stem(material, "tornado", scenario)] = _sheet(material, scenario, panels, idle)
    return sheets


def _sheet(
    material: Material, scenario: str, panels: dict[str, tuple[float, list[Row]]], idle: Sequence[str]
) -> Figure:
    alone = material.manifest.options["design"]["type"] == "one_at_a_time"
    total = len(material.tables["dimensions"])
    many = min(total, DIMENSIONS)
    rest = "while all others stay at the centre" if alone else "while the rest varies as the design says"
    middle = "where all are at the centre" if alone else "mean over all points"
    reading = (
        "Mean of each outcome at the low and the high end of a dimension (outer thirds of its values where there are "
        f"many; words: the first, and the one that differs most), {rest}. Line: {middle}."
        f"{left_out(material, idle)}"
    )
    titles = {name: material.outcomes[name].label for name in panels}
    ends = "at the low end, or first word", "at the high end, or another word"
    key = [*zip((Patch(color=LOSS), Patch(color=GAIN)), ends, strict=True)]
    dimensions = rows(material.tables["dimensions"])
    names, deep = beside([called(row) for row in dimensions])
    labels = dict(zip((row["number"] for row in dimensions), names, strict=True))
    finding = most(material, list(panels), [scenario])
    sheet, drawn = laid(material, scenario, finding, titles, LEFT, many * deep, reading, key)
    for name, axes in drawn.items():
        centre, own = panels[name]
        ranked = sorted(own, key=lambda row: (math.isnan(row["difference"]), -abs(row["difference"])))[:many]
        _panel(axes, material.outcomes[name], centre, ranked, [labels[row["number"]] for row in ranked])
    return sheet.figure


def _panel(axes: Axes, outcome: Outcome, centre: float, own: Sequence[Row], labels: Sequence[str]) -> None:
    factor = 100.0 if outcome.display == "percent" else 1.0
    for place, row in enumerate(own):
        ends = [(row["mean_from"], LOSS), (row["mean_to"], GAIN)]
        for end, colour in sorted(ends, key=lambda one: -abs(one[0] - centre)):  # the shorter one stays visible
            axes.barh(place, factor * (end - centre), left=factor * centre, height=0.62, color=colour, linewidth=0)
        for name in ("from", "to"):
            end = float(row[f"mean_{name}"])
            text = f"{outcome.label}, {flat(labels[place])} at {row[name]}: {level(outcome, end)}"
            area(axes, (factor * centre, factor * end), (place - 0.31, place + 0.31), text)
    axes.axvline(factor * centre, color=INK, linewidth=0.9, zorder=3)
    axes.margins(x=0.06)
    barred(axes, labels)
    unit = "%" if outcome.display == "percent" else outcome.unit
    axes.set_xlabel(unit, labelpad=2, size=8, color=SOFT)
