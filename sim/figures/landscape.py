"""A landscape of alignments: the energy of every division into two camps, and who stands where in its minima."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from sim.figures.balance import network
from sim.figures.material import Material, Row, rows, stamp
from sim.figures.palette import FAINT, INK, SOFT, readable_on
from sim.figures.style import MARGIN, Sheet, quiet
from sim.results.wording import counted, grouped, percent

_MOST = 10  # minima shown
_WIDTH, _LEFT, _ROW, _BETWEEN, _LEGEND = 9.4, 2.0, 0.27, 0.7, 0.1
_CLOUD = 1.9
_CAMPS = {"1": "#1c7ab8", "2": "#e08e4f"}
_LETTER = 0.07


def draw(material: Material) -> dict[str, Figure]:
    """Draw the landscape.

    Args:
        material: of a study of a landscape.

    Returns:
        The figure by its stem; none when the study is of something else.
    """
    if material.manifest.kind != "landscape":
        return {}
    actors = sorted(rows(material.tables["actors"]), key=lambda row: row["order"])
    found = rows(material.tables["minima"])
    shown = found[:_MOST]
    exact = "samples" not in material.manifest.options
    count = len(material.tables["landscape"])
    minima = counted(len(found), "local minimum", "local minima")
    title = f"{minima} in {counted(count, 'division')} into two camps"
    if not exact:
        title = f"{minima} found from {counted(count, 'random division')} into two camps"
    reading = (
        f"{network(material)}. Energy: strength times strength times propensity, summed over pairs in different camps "
        "(Axelrod and Bennett 1993). In a minimum nobody lowers it by changing camp alone; its basin is the share of "
        "divisions from which steepest descent ends there."
    )
    names = [row["name"] for row in actors]
    tall = max(map(len, names)) * _LETTER * 0.8 + 0.1
    grid = len(shown) * _ROW
    sheet = Sheet(_WIDTH, _CLOUD + _BETWEEN + tall + grid + _LEGEND + 0.1, title, reading, stamp(material.manifest))
    width = _WIDTH - MARGIN
    _cloud(sheet.axes(MARGIN + 0.75, 0.1, width - MARGIN - 0.75, _CLOUD), material, shown)
    cell = min(0.55, (width - MARGIN - _LEFT) / len(actors))
    top = 0.1 + _CLOUD + _BETWEEN + tall
    _camps(sheet.axes(MARGIN + _LEFT, top, cell * len(actors), grid), actors, shown)
    handles = [Patch(facecolor=colour, label=f"camp {camp}") for camp, colour in _CAMPS.items()]
    box = (MARGIN / sheet.width, 1 - (sheet.top + top - tall) / sheet.height)
    sheet.figure.legend(
        handles=handles, loc="upper left", bbox_to_anchor=box, frameon=False, borderaxespad=0, fontsize=9,
        handlelength=1.1, handleheight=1, labelcolor=SOFT,
    )  # fmt: skip
    return {"landscape": sheet.figure}


def _cloud(axes: Axes, material: Material, shown: Sequence[Row]) -> None:
    """Histogram of all energies, with the minima below it."""
    energies = material.tables["landscape"]["energy"].to_numpy()
    low, high = float(energies.min()), float(energies.max())
    edges = np.linspace(low, high if high > low else low + 1.0, min(80, max(8, round(len(energies) ** 0.5))) + 1)
    counts, _ = np.histogram(energies, edges)
    axes.bar(edges[:-1], counts, np.diff(edges), align="edge", color=FAINT, edgecolor="white", linewidth=0.4)
    most = float(counts.max())
    for row in shown:
        axes.plot(row["energy"], -0.07 * most, marker="^", color=INK, markersize=6, clip_on=False, zorder=4)
    axes.set_ylim(-0.14 * most, 1.05 * most)
    axes.set_xlabel("energy (triangles: the minima below)")
    axes.set_ylabel("divisions")
    axes.xaxis.set_major_formatter(lambda value, _: grouped(value))
    axes.yaxis.set_major_formatter(lambda value, _: grouped(value) if value >= 0 else "")
    quiet(axes, y=False)


def _camps(axes: Axes, actors: Sequence[Row], shown: Sequence[Row]) -> None:
    """Rows of minima, columns of actors."""
    axes.set_xlim(0, len(actors))
    axes.set_ylim(len(shown), 0)
    quiet(axes)
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_visible(False)
    for line, row in enumerate(shown):
        second = row["camp_2"].split(", ")
        for place, actor in enumerate(actors):
            camp = "2" if actor["actor"] in second else "1"
            axes.add_patch(Rectangle((place, line), 1, 1, facecolor=_CAMPS[camp], edgecolor="white", linewidth=1.5))
            axes.text(place + 0.5, line + 0.52, camp, size=8, color=readable_on(_CAMPS[camp]), ha="center", va="center")
    axes.set_yticks(
        [line + 0.5 for line in range(len(shown))],
        [f"{grouped(row['energy'])}, basin {percent(row['basin'])}" for row in shown],
    )
    axes.xaxis.tick_top()
    axes.set_xticks([place + 0.5 for place in range(len(actors))], [str(row["name"]) for row in actors], rotation=60)
    labels: Any = axes.get_xticklabels()
    for label in labels:
        label.set_ha("left")
        label.set_rotation_mode("anchor")
