"""How far each dimension of a sweep moves each outcome: bars from low to high, the longest first."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.figures.axis import called, sources
from sim.figures.material import Material, Row, rows
from sim.figures.palette import FAINT, INK, SOFT, scenario_colour
from sim.figures.style import MARGIN, Sheet, broken, quiet
from sim.figures.tips import area
from sim.results.measure import ALL
from sim.results.outcomes import Outcome
from sim.results.wording import MINUS, change, interval

_DIMENSIONS, _OUTCOMES, _ACROSS = 8, 6, 2
_WIDTH, _LEFT, _GAP = 11.0, 2.55, 0.35
_HEAD, _FOOT, _ROW = 0.42, 0.52, 0.22
_LONGEST = 34


def draw(material: Material) -> dict[str, Figure]:
    """Draw how far dimensions move outcomes.

    Args:
        material: of a sweep.

    Returns:
        A sheet, where there are more than two dimensions.
    """
    if "effects" not in material.tables or len(material.tables["dimensions"]) < 3:
        return {}
    found: dict[str, dict[int, list[Row]]] = {}
    for row in rows(material.tables["effects"]):
        if row["scope"] == ALL:
            found.setdefault(row["outcome"], {}).setdefault(row["number"], []).append(row)
    names = [name for name in material.outcomes if name in found]
    chosen = ([name for name in names if material.outcomes[name].headline] or names)[:_OUTCOMES]
    return {"effects": _sheet(material, {name: found[name] for name in chosen})}


def _sheet(material: Material, found: dict[str, dict[int, list[Row]]]) -> Figure:
    many = max(min(len(own), _DIMENSIONS) for own in found.values())
    total = len(material.tables["dimensions"])
    told = f"the {many} that move it most, of {total}" if many < total else "the longest first"
    reading = (
        "Difference of each outcome between the high and the low end of a dimension (outer thirds of its values where "
        f"there are many), {told}, with its 90 % interval. The rest varies as the design says."
    )
    bars = len(material.scenarios)
    deep = _HEAD + many * _ROW * (1 + 0.6 * (bars - 1)) + _FOOT
    lines = -(-len(found) // _ACROSS)
    extra = 0.3 if bars > 1 else 0.0
    sheet = Sheet(_WIDTH, lines * deep + extra, str(material.manifest.options["title"]), reading, sources(material))
    wide = (_WIDTH - 2 * MARGIN - _ACROSS * _LEFT - (_ACROSS - 1) * _GAP) / _ACROSS
    names = {row["number"]: called(row) for row in rows(material.tables["dimensions"])}
    for k, (name, own) in enumerate(found.items()):
        line, column = divmod(k, _ACROSS)
        left = MARGIN + _LEFT + column * (wide + _LEFT + _GAP)
        axes = sheet.axes(left, extra + line * deep + _HEAD, wide, deep - _HEAD - _FOOT)
        order = sorted(own, key=lambda number: -max(abs(row["difference"]) for row in own[number]))[:_DIMENSIONS]
        _panel(axes, material, material.outcomes[name], [own[number] for number in order], [names[n] for n in order])
    if bars > 1:
        _legend(sheet, material)
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
            text = f"{outcome.label}{under}, {names[place]} from {row['from']} to {row['to']}: {said}"
            area(axes, (0.0, factor * row["difference"]), (y - tall / 2, y + tall / 2), text)
    quiet(axes, x=True, y=True)
    axes.axvline(0, color=SOFT, linewidth=0.8, zorder=1)
    axes.set_ylim(len(own) - 0.5, -0.5)
    labels = [
        name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}" for name in names
    ]
    axes.set_yticks(range(len(own)), labels)
    axes.tick_params(axis="y", labelsize=8, labelcolor=INK)
    axes.locator_params(axis="x", nbins=6)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:g}".replace("-", MINUS))
    axes.grid(axis="x", color=FAINT, linewidth=0.5, zorder=0)
    axes.set_axisbelow(True)
    unit = "points" if outcome.display == "percent" else outcome.unit
    axes.set_xlabel(f"difference, {unit}", labelpad=2, size=8)
    axes.set_title(broken(outcome.label, 32), size=9.5, pad=5)


def cut(name: str) -> str:
    """A name that fits beside its bar."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"


def _legend(sheet: Sheet, material: Material) -> None:
    from matplotlib.patches import Patch

    handles = [Patch(color=scenario_colour(k)) for k in range(len(material.scenarios))]
    sheet.figure.legend(
        handles, [material.title(name) for name in material.scenarios], loc="upper left", frameon=False,
        bbox_to_anchor=(MARGIN / sheet.width, 1 - sheet.top / sheet.height), ncols=len(handles), borderaxespad=0,
        fontsize=9,
    )  # fmt: skip
