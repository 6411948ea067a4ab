"""Two claims on a map: in which worlds each is met, over the two drawn numbers that decide most."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from sim.figures.material import Material, Row, rows
from sim.figures.palette import INK
from sim.figures.style import MARGIN, Sheet, broken, quiet
from sim.results.wording import MINUS, percent

_WIDTH, _LEFT, _SIDE, _FOOT, _LEGEND = 9.0, 1.1, 6.0, 0.75, 0.75
_COLOURS: Mapping[str, str] = {"first": "#0072b2", "both": "#7cc3ec", "neither": "#e3e4e6", "second": "#d55e00"}
"""Of what a world meets, in the order in which they stand in a cell."""

_CLEAR = 1.645
"""Standard errors by which the most frequent must exceed the next to be told apart, nineteen times of twenty."""

_GAP = 0.05


def draw(material: Material) -> dict[str, Figure]:
    """Draw the map of a debate.

    Args:
        material: with its table `debate`.

    Returns:
        A sheet; none where fewer than two numbers decide.
    """
    if "debate" not in material.tables:
        return {}
    cells = rows(material.tables["debate"])
    told = material.manifest.options
    first, second = told["called"]
    reading = (
        f"{' '.join(told['says'])} "
        "Each cell is a part of the worlds by the two drawn numbers that go most closely with the claims, its strips "
        "the shares that meet one, both or neither. Hatched: which of them is the most frequent may be chance. "
        "Columns and rows hold as many worlds each, so that the scales are uneven."
    )
    title = _finding(cells, first, second)
    sheet = Sheet(_WIDTH, _LEGEND + _SIDE + _FOOT, title, reading, material.source())
    axes = sheet.axes(MARGIN + _LEFT, _LEGEND, _WIDTH - 2 * MARGIN - _LEFT, _SIDE)
    for cell in cells:
        _cell(axes, cell)
    _scales(axes, cells, told["axes"])
    words = {"first": f"{first} alone", "second": f"{second} alone", "both": "both", "neither": "neither"}
    handles = [Patch(color=colour) for colour in _COLOURS.values()]
    handles.append(Patch(facecolor="white", edgecolor=INK, hatch="////", linewidth=0.5))
    sheet.figure.legend(
        handles, [*(words[name] for name in _COLOURS), "not told apart"], loc="upper left", frameon=False, ncols=3,
        bbox_to_anchor=(MARGIN / sheet.width, 1 - sheet.top / sheet.height), borderaxespad=0, fontsize=9,
    )  # fmt: skip
    return {"debate": sheet.figure}


def _finding(cells: Sequence[Row], first: str, second: str) -> str:
    """In which share of the worlds each claim is right, both and neither."""
    count = {name: sum(int(cell[name]) for cell in cells) for name in _COLOURS}
    total = sum(count.values())
    alone, other, both, neither = (
        percent(many / total)
        for many in (count["first"] + count["both"], count["second"] + count["both"], count["both"], count["neither"])
    )
    return f"{first} is right in {alone} of worlds, {second} in {other}; both in {both}, neither in {neither}"


def _cell(axes: Axes, cell: Row) -> None:
    counts = {name: int(cell[name]) for name in _COLOURS}
    total = sum(counts.values())
    if not total:
        return
    x, y, wide = cell["column"] + _GAP / 2, cell["row"] + _GAP / 2, 1 - _GAP
    left = x
    for name, count in counts.items():
        part = wide * count / total
        axes.add_patch(Rectangle((left, y), part, wide, facecolor=_COLOURS[name], linewidth=0))
        left += part
    most, following = sorted(counts.values(), reverse=True)[:2]
    if most - following < _CLEAR * math.sqrt(most + following):
        axes.add_patch(Rectangle((x, y), wide, wide, fill=False, hatch="////", edgecolor="#00000066", linewidth=0))


def _scales(axes: Axes, cells: list[dict[str, object]], names: list[str]) -> None:
    parts = max(int(str(cell["column"])) for cell in cells)
    for axis, place, put, name in (
        ("x", "column", axes.set_xticks, axes.set_xlabel),
        ("y", "row", axes.set_yticks, axes.set_ylabel),
    ):
        ends = {cell[place]: (cell[f"{axis}_low"], cell[f"{axis}_high"]) for cell in cells}
        edges = [ends[1][0], *(ends[part][1] for part in range(1, parts + 1))]
        put(range(1, parts + 2), [f"{float(str(edge)):.3g}".replace("-", MINUS) for edge in edges])
        name(broken(names[0 if axis == "x" else 1], 60), labelpad=4)
    axes.set_xlim(1, parts + 1)
    axes.set_ylim(1, parts + 1)
    quiet(axes)
    axes.tick_params(pad=7)
