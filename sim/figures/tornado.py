"""A tornado: each outcome at the low and the high end of each dimension of a sweep, the widest on top."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.figures.axis import called, sources
from sim.figures.effects import cut
from sim.figures.indices import chosen
from sim.figures.material import Material, Row, rows
from sim.figures.palette import FAINT, GAIN, INK, LOSS, SOFT
from sim.figures.style import MARGIN, Sheet, broken, quiet
from sim.results.measure import ALL
from sim.results.outcomes import Outcome
from sim.results.wording import MINUS

_DIMENSIONS, _ACROSS = 12, 2
_WIDTH, _LEFT, _GAP = 11.0, 2.55, 0.35
_HEAD, _FOOT, _ROW, _LEGEND = 0.42, 0.52, 0.22, 0.3


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
        if found:
            names = chosen(material, list(found))
            stem = "tornado" if len(material.scenarios) == 1 else f"tornado-{scenario}"
            panels = {name: (centres[scenario, name], found[name]) for name in names}
            sheets[stem] = _sheet(material, scenario, panels)
    return sheets


def _sheet(material: Material, scenario: str, panels: dict[str, tuple[float, list[Row]]]) -> Figure:
    alone = material.manifest.options["design"]["type"] == "one_at_a_time"
    total = len(material.tables["dimensions"])
    many = min(total, _DIMENSIONS)
    rest = "while all others stay at the centre" if alone else "while the rest varies as the design says"
    middle = "where all are at the centre" if alone else "mean over all points"
    reading = (
        "Mean of each outcome at the low and the high end of a dimension (outer thirds of its values where there are "
        f"many; words: the first, and the one that differs most), {rest}. Line: {middle}."
    )
    title = str(material.manifest.options["title"])
    if len(material.scenarios) > 1:
        title = f"{title}: {material.title(scenario)}"
    across = min(_ACROSS, len(panels))
    deep = _HEAD + many * _ROW + _FOOT
    lines = -(-len(panels) // across)
    sheet = Sheet(_WIDTH, _LEGEND + lines * deep, title, reading, sources(material))
    wide = (_WIDTH - 2 * MARGIN - across * _LEFT - (across - 1) * _GAP) / across
    labels = {row["number"]: cut(called(row)) for row in rows(material.tables["dimensions"])}
    for k, (name, (centre, own)) in enumerate(panels.items()):
        line, column = divmod(k, across)
        axes = sheet.axes(
            MARGIN + _LEFT + column * (wide + _LEFT + _GAP), _LEGEND + line * deep + _HEAD, wide, many * _ROW
        )
        ranked = sorted(own, key=lambda row: (math.isnan(row["difference"]), -abs(row["difference"])))[:many]
        _panel(axes, material.outcomes[name], centre, ranked, [labels[row["number"]] for row in ranked])
    _legend(sheet)
    return sheet.figure


def _panel(axes: Axes, outcome: Outcome, centre: float, own: Sequence[Row], labels: Sequence[str]) -> None:
    factor = 100.0 if outcome.display == "percent" else 1.0
    for place, row in enumerate(own):
        ends = [(row["mean_from"], LOSS), (row["mean_to"], GAIN)]
        for end, colour in sorted(ends, key=lambda one: -abs(one[0] - centre)):  # the shorter one stays visible
            axes.barh(place, factor * (end - centre), left=factor * centre, height=0.62, color=colour, linewidth=0)
    axes.axvline(factor * centre, color=INK, linewidth=0.9, zorder=3)
    quiet(axes, x=True, y=True)
    axes.set_ylim(len(own) - 0.5, -0.5)
    axes.set_yticks(range(len(own)), labels)
    axes.tick_params(axis="y", labelsize=8, labelcolor=INK)
    axes.margins(x=0.06)
    axes.locator_params(axis="x", nbins=6)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:g}".replace("-", MINUS))
    axes.grid(axis="x", color=FAINT, linewidth=0.5)
    axes.set_axisbelow(True)
    unit = "%" if outcome.display == "percent" else outcome.unit
    axes.set_xlabel(unit, labelpad=2, size=8, color=SOFT)
    axes.set_title(broken(outcome.label, 32), size=9.5, pad=5)


def _legend(sheet: Sheet) -> None:
    from matplotlib.patches import Patch

    sheet.figure.legend(
        [Patch(color=LOSS), Patch(color=GAIN)], ["at the low end, or first word", "at the high end, or another word"],
        loc="upper left", ncols=2, frameon=False, borderaxespad=0, fontsize=9,
        bbox_to_anchor=(MARGIN / sheet.width, 1 - sheet.top / sheet.height),
    )  # fmt: skip
