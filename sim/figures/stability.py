"""Stability against war: alliances, and who could be attacked with success."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.figures.balance import network
from sim.figures.material import Material, rows, stamp
from sim.figures.palette import LOSS, SOFT
from sim.figures.ring import around, discs, lines, radius, sized
from sim.figures.style import MARGIN, Sheet
from sim.results.wording import counted

_WIDTH, _LEGEND = 8.6, 0.35
_SAFE, _LENT = "#1c7ab8", "#f0b98d"
_NEEDED, _IDLE = "#102a4c", "#8f969e"


def draw(material: Material) -> dict[str, Figure]:
    """Draw the network.

    Args:
        material: of a study of stability.

    Returns:
        The figure by its stem; none when the study is of something else.
    """
    if material.manifest.kind != "stability":
        return {}
    actors = sorted(rows(material.tables["actors"]), key=lambda row: row["order"])
    ties = rows(material.tables["pairs"]) if "pairs" in material.tables else []
    attacks = rows(material.tables["attacks"]) if "attacks" in material.tables else []
    vulnerable = {row["target"] for row in attacks if row["succeeds"]}
    outside = {row["target"] for row in attacks if row["succeeds"] and not row["allied"]}
    bound = {row[end] for row in ties for end in ("first", "second")}
    # allies side by side, so that no line runs behind another country
    names = sorted((row["actor"] for row in actors), key=lambda name: name not in bound)
    reach = radius(len(names), 1.9)
    places = around(names, 90, 450, reach)
    idle = [row for row in ties if row["against"]]
    title = f"{len(vulnerable)} of {counted(len(names), 'country', 'countries')} vulnerable to attack"
    gamma = material.manifest.options["gamma"]
    more = "stronger than" if gamma == 1.0 else f"more than {gamma:g} times as strong as"
    reading = (
        f"{network(material)}. A country is vulnerable if another with its allies is {more} it and those of its allies "
        "that do not join the attack (Jackson and Nei 2015). Area: strength. "
        f"{counted(len(ties), 'alliance')}; one of the two would gain by ending {len(idle)}."
    )
    height = 2 * reach + 1.1
    sheet = Sheet(_WIDTH, height + _LEGEND, title, reading, stamp(material.manifest))
    axes = sheet.axes(MARGIN, _LEGEND, _WIDTH - 2 * MARGIN, height)
    axes.set_axis_off()
    half = (_WIDTH - 2 * MARGIN) / 2
    axes.set_xlim(-half, half)
    axes.set_ylim(-height / 2, height / 2)
    for against, colour, style in ((False, _NEEDED, "-"), (True, _IDLE, "--")):
        among = [(row["first"], row["second"]) for row in ties if row["against"] == against]
        lines(axes, places, among, colour, 1.8, style, 2)
    colours = {name: LOSS if name in outside else _LENT if name in vulnerable else _SAFE for name in names}
    discs(
        axes,
        places,
        {row["actor"]: row["name"] for row in actors},
        sized({row["actor"]: row["strength"] for row in actors}),
        colours,
    )
    handles = [
        Line2D([], [], color=LOSS, marker="o", linestyle="", markersize=8, label="vulnerable"),
        Line2D([], [], color=_LENT, marker="o", linestyle="", markersize=8, label="to allies only"),
        Line2D([], [], color=_SAFE, marker="o", linestyle="", markersize=8, label="not vulnerable"),
        Line2D([], [], color=_NEEDED, linewidth=1.8, label="alliance both need"),
        Line2D([], [], color=_IDLE, linewidth=1.8, linestyle="--", label="alliance one would end"),
    ]
    box = (MARGIN / sheet.width, 1 - sheet.top / sheet.height)
    sheet.figure.legend(
        handles=handles, loc="upper left", bbox_to_anchor=box, ncols=len(handles), frameon=False, borderaxespad=0,
        fontsize=9, handlelength=1.8, columnspacing=1.4, labelcolor=SOFT,
    )  # fmt: skip
    return {"stability": sheet.figure}
