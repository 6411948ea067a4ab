"""Verdicts on claims: how far each effect lies on the side that its author expects, and how surely."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.figures.material import Material, Row, rows
from sim.figures.palette import FAINT, GAIN, INK, LOSS, PALE, SOFT
from sim.figures.style import MARGIN, Sheet, broken, minus, quiet
from sim.figures.tips import area
from sim.results.wording import counted, named, plain

LOOKS = {
    "supported": (GAIN, "o"),
    "contradicted": (LOSS, "X"),
    "depends": ("#7a4fa3", "D"),
    "undecided": (SOFT, "s"),
}
"""Colour and marker of each verdict."""

THEORY = "theory"
"""Stands for a document where what is tested is no claim of an essay; not counted in the title."""

_TOLD = {"depends": "hanging on a drawn number"}
_DEEP = 62  # claims that a sheet should hold at most
_ROW, _HEAD, _BETWEEN, _FOOT, _LEGEND = 0.225, 0.24, 0.12, 0.6, 0.3
_LEFT, _RIGHT, _WIDTH = 4.75, 2.15, 11.5
_LONGEST, _NUMBER = 60, 26  # characters of a line of a claim's words, and of the number that it hangs on
_SIZE, _SMALL = 8.0, 7.0  # points of words in a single line, and in several
_CLAIM = 38  # points for the id of a claim
_LINEAR = 0.1
_TICKS = (0.1, 0.3, 1.0, 3.0)


def draw(material: Material) -> dict[str, Figure]:
    """Draw the scoreboard.

    Args:
        material: of verdicts on claims.

    Returns:
        As many sheets as the claims need, by stem; none when the study holds no verdicts.
    """
    sheets = deciding(material)
    decisive = [row for groups in sheets.values() for own in groups.values() for row in own]
    claims = [row for row in decisive if row["document"] != THEORY]
    return {stem: _sheet(material, groups, claims or decisive) for stem, groups in sheets.items()}


def deciding(material: Material) -> dict[str, dict[str, list[Row]]]:
    """What each sheet shows: of each claim the expectation that decides.

    Args:
        material: of verdicts on claims.

    Returns:
        Rows of the table `scoreboard` by document, by the stem of their sheet.
    """
    if "scoreboard" not in material.tables:
        return {}
    groups: dict[str, list[Row]] = {}
    for row in rows(material.tables["scoreboard"]):
        if row["deciding"]:
            groups.setdefault(row["document"], []).append(row)
    sheets = spread({name: len(groups[name]) for name in groups})
    stems = ["scoreboard", *(f"scoreboard-{number}" for number in range(2, len(sheets) + 1))]
    return {stem: {name: groups[name] for name in names} for stem, names in zip(stems, sheets, strict=True)}


def spread(sizes: Mapping[str, int]) -> list[list[str]]:
    """Spread groups over as few sheets as hold them, in their order and about evenly.

    Args:
        sizes: rows of each group.

    Returns:
        Names of the groups on each sheet.
    """
    total = sum(sizes.values())
    many = max(1, math.ceil(total / _DEEP))
    sheets: list[list[str]] = [[] for _ in range(many)]
    before = 0
    for name, size in sizes.items():
        sheets[int((before + size / 2) * many / total)].append(name)
        before += size
    return [sheet for sheet in sheets if sheet]


def _sheet(material: Material, groups: dict[str, list[Row]], decisive: Sequence[Row]) -> Figure:
    kinds = [row["verdict"] for row in decisive]
    told = ", ".join(f"{kinds.count(kind)} {_TOLD.get(kind, kind)}" for kind in LOOKS if kinds.count(kind))
    what = "claim" if decisive[0]["document"] != THEORY else "expectation"
    of = "" if what == "claim" else " of theory"
    title = f"What the model says of {counted(len(decisive), what)}{of}: {told}"
    reading = (
        "One row a claim: of its expectations the one that holds least. Right of the line is what its author expects. "
        "Marker: mean effect beyond the edge of what is expected, in standard deviations of the outcome over worlds "
        f"(linear to {_LINEAR:g}, then logarithmic); bar: its 95 % interval. Small open markers: the outer thirds of "
        "the number that the answer depends on, with wider intervals. What is expected was stated before the run."
    )
    tall = sum(_HEAD + _ROW * len(members) + _BETWEEN for members in groups.values())
    source = f"{counted(material.worlds, 'paired world')} each; pactsim {material.manifest.version}."
    sheet = Sheet(_WIDTH, _LEGEND + tall + _FOOT, title, reading, source)
    reach = _reach([row for members in groups.values() for row in members])
    top = _LEGEND
    for position, (name, members) in enumerate(groups.items()):
        last = position == len(groups) - 1
        height = _ROW * len(members)
        axes = sheet.axes(_LEFT, top + _HEAD, sheet.width - _LEFT - _RIGHT, height)
        _panel(axes, members, material, reach, last=last)
        lift = 3 / 72 / height
        axes.text(
            -(_LEFT - MARGIN) / (sheet.width - _LEFT - _RIGHT), 1 + lift, _named(name), size=10, weight="bold",
            transform=axes.transAxes, va="bottom",
        )  # fmt: skip
        top += _HEAD + height + _BETWEEN
    _legend(sheet, [kind for kind in LOOKS if kind in kinds])
    return sheet.figure


def _panel(axes: Axes, members: Sequence[Row], material: Material, reach: float, *, last: bool) -> None:
    """The claims of one document."""
    quiet(axes, x=True, y=True)
    axes.set_xscale("symlog", linthresh=_LINEAR, linscale=0.8)
    axes.set_xlim(-reach, reach)
    axes.set_ylim(len(members) - 0.5, -0.5)
    for line in range(0, len(members), 2):
        axes.axhspan(line - 0.5, line + 0.5, color=PALE, linewidth=0, zorder=0)
    axes.axvline(0, color=INK, linewidth=0.9, zorder=1)
    for line, row in enumerate(members):
        colour, marker = LOOKS[row["verdict"]]
        for end in ("low", "high") if row["depends_on"] else ():
            mean, low, high = (row[f"third_{end}_{name}"] for name in ("mean", "ci_low", "ci_high"))
            part = _placed(row, mean, low, high, reach)
            off = -0.2 if end == "low" else 0.2
            axes.plot(part[1:], (line + off, line + off), color=colour, linewidth=0.7, alpha=0.8, zorder=2)
            axes.plot(
                part[0], line + off, color=colour, marker="<" if end == "low" else ">", markersize=4.5,
                markerfacecolor="white", zorder=3,
            )  # fmt: skip
        mean, low, high = _placed(row, row["mean"], row["ci_low"], row["ci_high"], reach)
        axes.plot((low, high), (line, line), color=colour, linewidth=2.2, alpha=0.55, solid_capstyle="butt", zorder=3)
        size = 7.5 if marker == "X" else 6
        axes.plot(mean, line, color=colour, marker=marker, markersize=size, markeredgecolor="white", zorder=4)
        text = f"{_label(row, material)}   {row['claim']}: {row['verdict']}; mean {plain(row['mean'], 3)} "
        text += f"({plain(row['ci_low'], 3)} to {plain(row['ci_high'], 3)})"
        area(axes, axes.get_xlim(), (line - 0.5, line + 0.5), text)
        said = row["verdict"] if not row["depends_on"] else f"on {_number(row['depends_on'])}"
        _beside(axes, line, broken(said, _NUMBER), 6, colour)
        _beside(axes, line, broken(_label(row, material), _LONGEST), -6 - _CLAIM, INK)
        _beside(axes, line, row["claim"], -6, INK)
    axes.set_yticks([])
    ticks = [tick for tick in _TICKS if tick <= reach]
    places = [*(-tick for tick in reversed(ticks)), 0.0, *ticks]
    axes.set_xticks(places, [minus(tick) for tick in places] if last else [])
    axes.set_xticks([], minor=True)
    axes.grid(axis="x", color=FAINT, linewidth=0.5, zorder=0)
    axes.set_axisbelow(True)
    if last:
        axes.set_xlabel("effect beyond the edge of what is expected, standard deviations", labelpad=4)
        for place, side, words in ((0.0, "left", "against the author"), (1.0, "right", "as the author expects")):
            axes.annotate(
                words, (place, 0), xycoords="axes fraction", xytext=(0, -34), textcoords="offset points", size=8.5,
                color=INK, ha=side, va="top",
            )  # fmt: skip


def _placed(row: Row, mean: float, low: float, high: float, reach: float) -> tuple[float, float, float]:
    """A mean and its interval as distances from the edge of what is expected, in spreads, expected side positive."""
    edges = [edge for edge in (row["edge_low"], row["edge_high"]) if not math.isnan(edge)]
    edge = min(edges, key=lambda place: abs(mean - place))
    sign = 1.0 if edge == row["edge_low"] else -1.0
    scale = row["spread"]
    found = []
    for value in (mean, low, high):
        off = sign * ((mean if math.isnan(value) else value) - edge)
        found.append(math.copysign(reach, off) if off and not scale else off / (scale or 1.0))
    clipped = np.clip(found, -reach * 0.97, reach * 0.97)
    return float(clipped[0]), float(clipped[1]), float(clipped[2])


def _reach(members: Sequence[Row]) -> float:
    """Half the width of the axis: as far as any interval goes."""
    ends = [abs(end) for row in members for end in _placed(row, row["mean"], row["ci_low"], row["ci_high"], 30.0)]
    return max(1.2, 1.15 * max(ends))


def _label(row: Row, material: Material) -> str:
    """Outcome, place and what is expected."""
    places = [material.manifest.facts.flashpoints.get(name) for name in row["scope"].split(", ")]
    named = ", ".join(place.name for place in places if place) or row["scope"]
    place = "" if row["scope"] == "all" or " over " in row["scope"] else f" ({named})"
    return f"{material.outcomes[row['outcome']].label}{place}: {row['expected']}"


def _number(full: str) -> str:
    """What a reader calls a number of the evidence, in few words."""
    return named(full.removeprefix("law."))


def _beside(axes: Axes, line: int, words: str, aside: float, colour: str) -> None:
    """Words to the right of a row, or to its left where they stand at so many points below 0."""
    left = aside < 0
    axes.annotate(
        words, (0 if left else 1, line), xycoords=axes.get_yaxis_transform(), xytext=(aside, 0),
        textcoords="offset points", size=_SMALL if "\n" in words else _SIZE, color=colour, va="center",
        ha="right" if left else "left", linespacing=1.0,
    )  # fmt: skip


def _named(document: str) -> str:
    return {"jimbo-ratner": "Jimbo, Ratner", "economist": "The Economist", "doc004": "Unsigned essay"}.get(
        document, document.capitalize()
    )


def _legend(sheet: Sheet, kinds: Sequence[str]) -> None:
    handles = [
        Line2D(
            [], [], color=LOOKS[kind][0], marker=LOOKS[kind][1], markersize=7, markeredgecolor="white", linewidth=2.2
        )
        for kind in kinds
    ]
    box = (MARGIN / sheet.width, 1 - (sheet.top + 0.02) / sheet.height)
    sheet.figure.legend(
        handles, list(kinds), loc="upper left", bbox_to_anchor=box, ncols=len(kinds), frameon=False, borderaxespad=0,
        handlelength=1.8, fontsize=9,
    )  # fmt: skip
