"""Advice: candidates between what is wanted and what it costs, and the levers of those that nobody beats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from sim.figures.material import Material, Row, rows, stamp
from sim.figures.palette import FAINT, GAIN, INK, LOSS, SOFT, gain_colour, readable_on
from sim.figures.style import DPI, MARGIN, Sheet, broken, quiet
from sim.results.advice import AS_IT_IS
from sim.results.wording import MINUS, counted, percent

_WIDTH, _PANEL, _HEAD, _SIDE, _FOOT, _LETTER = 9.0, 3.3, 0.3, 0.55, 0.8, 0.073
_LABELS, _ROW, _LINE = 2.3, 0.27, 0.125  # inches of the matrix below: names of levers, a row, a further line in it
_CELL, _SMALL = 1.3, 0.068  # inches: a cell of the matrix at most, and a letter in it
_MOST = 3  # panels
_DISC, _PAD = 15.0, 0.28  # points across a disc; how far it reaches beyond its letter, in sizes of the letter
_STEPS = (0.0, *(side * 18.0 * k for k in range(1, 9) for side in (1, -1)), 1e3)
"""Points to the side at which a disc may stand; the last, far away, is always free."""


def draw(material: Material) -> dict[str, Figure]:
    """Draw the front.

    Args:
        material: of a study of advice.

    Returns:
        The figure by its stem; none when the study is of something else.
    """
    if material.manifest.kind != "advise":
        return {}
    front = rows(material.tables["front"])
    letters = sorted({row["member"] for row in front} - {AS_IT_IS})
    objectives = sorted({row["order"]: row["objective"] for row in front}.items())
    names = [name for _, name in objectives]
    cell = min(_CELL, (_WIDTH - 2 * MARGIN - _LABELS) / len(letters))
    levers = _levers(material, front, letters, int((cell - 0.06) / _SMALL))
    heights = [_ROW + _LINE * (max(cell.count("\n") for cell, _ in cells) if cells else 0) for _, cells in levers]
    panels = min(_MOST, len(names) - 1)
    foot = _FOOT if panels > 1 else _FOOT - 0.25  # names of axes take more lines where there is little room
    matrix = sum(heights) + 2 * _ROW
    height = _HEAD + _PANEL + foot + matrix
    sheet = Sheet(_WIDTH, height, _title(front, letters), _reading(material), stamp(material.manifest))
    wide = (_WIDTH - 2 * MARGIN - panels * _SIDE) / panels
    tried = {str(name): own for name, own in material.tables["tried"].groupby("objective")}
    for panel in range(panels):
        left = MARGIN + _SIDE * (panel + 1) + wide * panel
        axes = sheet.axes(left, _HEAD, wide, _PANEL)
        _scatter(axes, tried, front, names[0], names[panel + 1], material, first=panel == 0)
    below = sheet.axes(MARGIN + _LABELS, _HEAD + _PANEL + foot, cell * len(letters), matrix)
    _matrix(below, levers, heights, front, letters)
    return {"advice": sheet.figure}


def _title(front: Sequence[Row], letters: Sequence[str]) -> str:
    """What the front says, in a line."""
    chosen = next(row["member"] for row in front if row["chosen"])
    if len(letters) == 1:
        return "One setting of the levers beats all others in everything"
    worst = max(row["worst"] for row in front if row["chosen"])
    return f"{chosen} is least regretted: {percent(worst)} of the front's range forgone at worst"


def _reading(material: Material) -> str:
    made = material.manifest
    return (
        f"{material.title(made.names[0])}. Differences from the scenario as it is (diamond). Dots: candidates over "
        f"{counted(made.replicates, 'world')} of the search, darker where no other beats them in everything. Letters: "
        f"members of that front over {made.options['verify']:,} fresh worlds, with 90 % intervals where these show; "
        "ringed: least regretted. Below: their levers, darker the further along the range. Others' rules are fixed."
    )


def _scatter(
    axes: Axes,
    tried: Mapping[str, pd.DataFrame],
    front: Sequence[Row],
    up: str,
    across: str,
    material: Material,
    *,
    first: bool,
) -> None:
    """All candidates and the front, one objective upwards and another across; the first names what is upwards."""
    frames = {name: tried[name].set_index("candidate").sort_index() for name in (across, up)}
    shown = {name: frame["mean"] - _zero(frame) for name, frame in frames.items()}
    x, y, free = shown[across], shown[up], frames[up]["front"]
    others, best = x.index[(x.index > 0) & ~free], x.index[free]
    axes.scatter(x[others], y[others], s=9, color=FAINT, linewidth=0, zorder=1)
    axes.scatter(x[best], y[best], s=11, color=SOFT, linewidth=0, zorder=2)
    own = {(row["member"], row["objective"]): row for row in front if row["member"] != AS_IT_IS}
    letters = sorted({letter for letter, _ in own})
    members = [(letter, _reach(own[letter, across]), _reach(own[letter, up])) for letter in letters]
    for _, here, there in members:
        axes.plot(here[:2], [there[2]] * 2, color=INK, linewidth=1.0, zorder=3)
        axes.plot([here[2]] * 2, there[:2], color=INK, linewidth=1.0, zorder=3)
    levels = [np.isnan(frame["mean"][0]) for frame in frames.values()]
    if not any(levels):
        axes.plot([0.0], [0.0], "D", markersize=8, color=LOSS, markeredgecolor="white", zorder=4)
    axes.margins(0.08)
    axes.grid(color=FAINT, linewidth=0.4, alpha=0.6)
    axes.set_axisbelow(True)
    axes.set_xlabel(broken(_axis(own[letters[0], across], material), int(axes.bbox.width / DPI / _LETTER)))
    if first:
        said = _axis(own[letters[0], up], material)
        axes.set_title(said, size=9, weight="normal", color=SOFT, pad=7, x=-0.02)
    quiet(axes)
    for axis, name in ((axes.xaxis, across), (axes.yaxis, up)):
        if _shares(own[letters[0], name], material):
            axis.set_major_formatter(lambda value, place: f"{100 * value:.3g}".replace("-", MINUS))
    chosen = next(row["member"] for row in front if row["chosen"])
    _discs(axes, members, chosen, () if any(levels) else ((0.0, 0.0),))


def _zero(frame: pd.DataFrame) -> float:
    """What an objective is counted from: the scenario as it is, or nothing where that has no such number."""
    base = float(frame["mean"][0])
    return 0.0 if np.isnan(base) else base


def _reach(row: Row) -> tuple[float, float, float]:
    """Lower end, upper end and mean of what a member's row shows."""
    if np.isnan(row["difference"]):
        return row["low"], row["high"], row["mean"]
    return row["difference_low"], row["difference_high"], row["difference"]


def _discs(
    axes: Axes,
    members: Sequence[tuple[str, tuple[float, float, float], tuple[float, float, float]]],
    chosen: str,
    others: Sequence[tuple[float, float]],
) -> None:
    """Discs with letters; one that would hide another, or what else is shown, stands aside with a line to its place."""
    axes.set_xlim(axes.get_xlim())
    axes.set_ylim(axes.get_ylim())
    scale = 72 / DPI  # points of a pixel
    taken = [np.asarray(axes.transData.transform(place)) * scale for place in others]
    for letter, (*_, x), (*_, y) in members:
        place = np.asarray(axes.transData.transform((x, y))) * scale
        stands = [place + np.array([step, 0.0]) for step in _STEPS]
        at = next(here for here in stands if all(np.hypot(*(here - other)) > _DISC for other in taken))
        taken.append(at)
        end = axes.transData.inverted().transform(at / scale)
        axes.plot([x, end[0]], [y, y], color=INK, linewidth=0.8, zorder=3, clip_on=False)
        disc = {"boxstyle": f"circle,pad={_PAD}", "facecolor": GAIN, "edgecolor": "white", "linewidth": 0.8}
        if letter == chosen:
            disc |= {"edgecolor": LOSS, "linewidth": 2.2}
        axes.annotate(
            letter, (x, y), xytext=(float(at[0] - place[0]), 0), textcoords="offset points", color="white", size=7.5,
            weight="bold", ha="center", va="center", zorder=5, bbox=disc,
        )  # fmt: skip


def _axis(row: Row, material: Material) -> str:
    """Name of an axis, with its unit and which way is better."""
    way = str(row["objective"]).split()[0]
    unit = "points" if _shares(row, material) else row["unit"]
    return f"{row['label']} ({unit}; {way} is better)"


def _shares(row: Row, material: Material) -> bool:
    """Whether an objective is a share that is shown as per cent."""
    outcome = material.outcomes.get(str(row["objective"]).split()[1])
    return outcome is not None and outcome.display == "percent"


def _levers(
    material: Material, front: Sequence[Row], letters: Sequence[str], longest: int
) -> list[tuple[str, list[tuple[str, float]]]]:
    """Names of the levers, and of each its value at every member, in lines, with its place in the range."""
    member = {row["member"]: row["candidate"] for row in front}
    frame = material.tables["settings"]
    own = {(row["candidate"], row["order"]): row for row in rows(frame[frame["candidate"].isin(member.values())])}
    count = 1 + max(order for _, order in own)
    found = []
    for order in range(count):
        several = [own[member[letter], order] for letter in letters]
        cells = [(broken(str(row["value"]), longest), float(row["place"])) for row in several]
        found.append((str(several[0]["label"]), cells))
    return found


def _matrix(
    axes: Axes,
    levers: Sequence[tuple[str, list[tuple[str, float]]]],
    heights: Sequence[float],
    front: Sequence[Row],
    letters: Sequence[str],
) -> None:
    """Levers of the members, and what is forgone with each at worst."""
    total = sum(heights) + 2 * _ROW
    axes.set_xlim(0, len(letters))
    axes.set_ylim(total, 0)
    axes.set_axis_off()
    chosen = {row["member"] for row in front if row["chosen"]}
    worst = {letter: max(row["worst"] for row in front if row["member"] == letter) for letter in letters}
    for place, letter in enumerate(letters):
        colour = LOSS if letter in chosen else INK
        axes.text(place + 0.5, _ROW / 2, letter, size=9, weight="bold", color=colour, ha="center", va="center")
    top = _ROW
    for (label, cells), high in zip(levers, heights, strict=True):
        axes.text(-0.08, top + high / 2, label, size=8.5, color=INK, ha="right", va="center")
        for place, (text, part) in enumerate(cells):
            colour = gain_colour(part) if part == part else "#ffffff"
            axes.add_patch(Rectangle((place + 0.03, top + 0.02), 0.94, high - 0.04, facecolor=colour, linewidth=0))
            axes.text(
                place + 0.5, top + high / 2, text, size=7.5, color=readable_on(colour), ha="center", va="center",
                linespacing=1.1,
            )  # fmt: skip
        top += high
    axes.text(-0.08, top + _ROW / 2, "forgone at worst, of the range", size=8.5, color=SOFT, ha="right", va="center")
    for place, letter in enumerate(letters):
        said = percent(worst[letter])
        colour = LOSS if letter in chosen else SOFT
        axes.text(place + 0.5, top + _ROW / 2, said, size=8, color=colour, ha="center", va="center")
    axes.add_line(Line2D([0, len(letters)], [top, top], color=FAINT, linewidth=0.8))
