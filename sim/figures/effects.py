"""How far each dimension of a sweep moves each outcome: bars from low to high, the longest first."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from sim.figures.axis import called
from sim.figures.material import Material, Row, rows
from sim.figures.moves import left_out, most, still
from sim.figures.palette import INK, SOFT, scenario_colour
from sim.figures.swept import BAR, LEFT, barred, beside, chosen, flat, laid
from sim.figures.tips import area
from sim.results.measure import ALL
from sim.results.outcomes import Outcome
from sim.results.wording import change, interval

_DIMENSIONS = 8


def draw(material: Material) -> dict[str, Figure]:
    """Draw how far dimensions move outcomes.

    Args:
        material: of a sweep.

    Returns:
        A sheet, where there are more than two dimensions and one of them moves something.
    """
    if "effects" not in material.tables or len(material.tables["dimensions"]) < 3:
        return {}
    found: dict[str, dict[int, list[Row]]] = {}
    for row in rows(material.tables["effects"]):
        if row["scope"] == ALL:
            found.setdefault(row["outcome"], {}).setdefault(row["number"], []).append(row)
    idle = still(material, material.headlines(found), material.scenarios)
    names = chosen(material, [name for name in found if name not in idle])
    return {"effects": _sheet(material, {name: found[name] for name in names}, idle)} if names else {}


def _sheet(material: Material, found: dict[str, dict[int, list[Row]]], idle: Sequence[str]) -> Figure:
    many = max(min(len(own), _DIMENSIONS) for own in found.values())
    total = len(material.tables["dimensions"])
    told = f"the {many} that move it most, of {total}" if many < total else "the longest first"
    reading = (
        "Difference of each outcome between the high and the low end of a dimension (outer thirds of its values where "
        f"there are many), {told}, with its 90 % interval. The rest varies as the design says."
        f"{left_out(material, idle)}"
    )
    bars = len(material.scenarios)
    dimensions = rows(material.tables["dimensions"])
    told_names, row = beside([called(one) for one in dimensions])
    names = dict(zip((one["number"] for one in dimensions), told_names, strict=True))
    tall = many * max(row, BAR * (1 + 0.6 * (bars - 1)))
    titles = {name: material.outcomes[name].label for name in found}
    several = [(Patch(color=scenario_colour(k)), material.title(name)) for k, name in enumerate(material.scenarios)]
    finding, key = most(material, list(found), material.scenarios), several if bars > 1 else ()
    sheet, drawn = laid(material, None, finding, titles, LEFT, tall, reading, key)
    for name, axes in drawn.items():
        own = found[name]
        order = sorted(own, key=lambda number: -max(abs(row["difference"]) for row in own[number]))[:_DIMENSIONS]
        _panel(axes, material, material.outcomes[name], [own[number] for number in order], [names[n] for n in order])
    return sheet.figure


def _panel(
    axes: Axes, material: Material, outcome: Outcome, own: Sequence[Sequence[Row]], names: Sequence[str]
) -> None:
    factor = 100.0 if outcome.display == "percent" else 1.0
    several = len(material.scenarios)
    tall = 0.72 / several
    for place, several_rows in enumerate(own):
        for row in several_rows:
            which = material.scenarios.index(row["scenario"])
            y = place + (which - (several - 1) / 2) * tall
            colour = scenario_colour(which if several > 1 else 1)
            axes.barh(y, factor * row["difference"], height=tall * 0.86, color=colour, linewidth=0, zorder=2)
            ends = [factor * row["ci_low"], factor * row["ci_high"]]
            axes.plot(ends, [y, y], color=INK, linewidth=1.0, zorder=3)
            said = f"{change(outcome, row['difference'])} ({interval(outcome, row['ci_low'], row['ci_high'])})"
            under = f", {material.title(row['scenario'])}" if several > 1 else ""
            text = f"{outcome.label}{under}, {flat(names[place])} from {row['from']} to {row['to']}: {said}"
            area(axes, (0.0, factor * row["difference"]), (y - tall / 2, y + tall / 2), text)
    axes.axvline(0, color=SOFT, linewidth=0.8, zorder=1)
    barred(axes, names)
    unit = "points" if outcome.display == "percent" else outcome.unit
    axes.set_xlabel(f"difference, {unit}", labelpad=2, size=8)
