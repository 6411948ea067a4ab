"""Structural balance: the two camps with fewest ties against them, and the ties."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.figures.material import Material, rows, stamp
from sim.figures.palette import FAINT, GAIN, LOSS, SOFT
from sim.figures.ring import around, discs, lines, radius, sized
from sim.figures.style import MARGIN, Sheet
from sim.results.wording import counted

_WIDTH, _NAMES, _LEGEND = 8.6, 1.7, 0.35
_GAP = 14  # degrees left free between the camps on either end
_CAMPS = {1: "#1c7ab8", 2: "#d55e00", 0: "#c9ccd1"}
_PALE = {1: "#a9cfe6", -1: "#efbf9a"}


def draw(material: Material) -> dict[str, Figure]:
    """Draw the network.

    Args:
        material: of a study of balance.

    Returns:
        The figure by its stem; none when the study is of something else.
    """
    if material.manifest.kind != "balance":
        return {}
    actors = sorted(rows(material.tables["actors"]), key=lambda row: row["order"])
    ties = rows(material.tables["pairs"])
    camp = {row["actor"]: int(row["camp"]) for row in actors}
    left = [row["actor"] for row in actors if row["camp"] != 2]
    right = [row["actor"] for row in actors if row["camp"] == 2]
    share = 180 - 2 * _GAP
    # an arc for each camp as long as it has members, for camps can be very unlike
    arc = 2 * share * len(left) / len(actors) if right else 360.0
    reach = radius(len(actors), 1.9)
    places = around(left, 180 - arc / 2, 180 + arc / 2, reach)
    if right:
        places |= around(right, -(2 * share - arc) / 2, (2 * share - arc) / 2, reach)
    wrong = sum(row["against"] for row in ties)
    bound = "at most " if material.manifest.options.get("samples") else ""
    title = f"{bound}{wrong} of {counted(len(ties), 'tie')} {'stand' if wrong != 1 else 'stands'} against two camps"
    triads = rows(material.tables["triads"]) if "triads" in material.tables else []
    uneven = sum(not row["balanced"] for row in triads)
    reading = (
        f"{network(material)}. Two camps with the fewest ties against them: the frustration index. "
        f"{counted(len(triads), 'triad')}, {uneven} unbalanced. Area: strength, where it is known."
    )
    height = 2 * reach + 1.1
    sheet = Sheet(_WIDTH, height + _LEGEND, title[:1].upper() + title[1:], reading, stamp(material.manifest))
    axes = sheet.axes(MARGIN, _LEGEND, _WIDTH - 2 * MARGIN, height)
    axes.set_axis_off()
    half = (_WIDTH - 2 * MARGIN) / 2
    axes.set_xlim(-half, half)
    axes.set_ylim(-height / 2, height / 2)
    for sign, against, colour, width, style in (
        (1, False, _PALE[1], 1.0, "-"),
        (-1, False, _PALE[-1], 1.0, "--"),
        (1, True, GAIN, 2.6, "-"),
        (-1, True, LOSS, 2.6, "--"),
    ):
        told = [row for row in ties if row["value"] == sign and row["against"] == against]
        lines(axes, places, [(row["first"], row["second"]) for row in told], colour, width, style, 2 + against)
    discs(
        axes,
        places,
        {row["actor"]: row["name"] for row in actors},
        sized({row["actor"]: row["strength"] for row in actors}),
        {name: _CAMPS[number] for name, number in camp.items()},
    )
    _legend(sheet, alone=0 in camp.values())
    return {"balance": sheet.figure}


def network(material: Material) -> str:
    """The network in a line: its scenario and year, or its files."""
    made = material.manifest
    year = made.options.get("year")
    when = "" if year is None else f", {year:g}"
    if made.names:
        return f"{material.title(made.names[0])}{when}, world {made.options['world']} with central numbers"
    files = ", ".join(entry["file"].replace("\\", "/").split("/")[-1] for entry in made.options["files"].values())
    return f"{files}{when}"


def _legend(sheet: Sheet, *, alone: bool) -> None:
    handles = [
        Line2D([], [], color=_CAMPS[1], marker="o", linestyle="", markersize=8, label="camp 1"),
        Line2D([], [], color=_CAMPS[2], marker="o", linestyle="", markersize=8, label="camp 2"),
        Line2D([], [], color=_PALE[1], linewidth=1.4, label="friends"),
        Line2D([], [], color=_PALE[-1], linewidth=1.4, linestyle="--", label="rivals"),
        Line2D([], [], color=GAIN, linewidth=2.6, label="friends apart"),
        Line2D([], [], color=LOSS, linewidth=2.6, linestyle="--", label="rivals together"),
    ]
    if alone:
        handles.append(Line2D([], [], color=_CAMPS[0], marker="o", linestyle="", markersize=8, label="no ties"))
    box = (MARGIN / sheet.width, 1 - sheet.top / sheet.height)
    sheet.figure.legend(
        handles=handles, loc="upper left", bbox_to_anchor=box, ncols=len(handles), frameon=False, borderaxespad=0,
        fontsize=9, handlelength=1.8, columnspacing=1.4, labelcolor=SOFT, edgecolor=FAINT,
    )  # fmt: skip
