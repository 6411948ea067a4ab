"""Memberships of a pact: which hold together, what each is worth to whom, who matters, and what the hub commits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Ellipse, Patch

from sim.figures.material import Material, Row, rows, stamp
from sim.figures.palette import FAINT, GAIN, INK, LOSS, PALE, SOFT, gain_colour, readable_on
from sim.figures.style import MARGIN, Sheet, quiet
from sim.results.coalitions import MOST_COMMITMENT as _MOST
from sim.results.wording import counted, percent, plain, signed

_STABLE, _ROWS = 10, 6  # memberships shown because they hold together, and at least in all
_CELL, _LEFT, _RIGHT, _LEAST = 0.62, 1.55, 2.0, 9.0
_LETTER, _HEAD, _GAP, _BARS, _SPAN = 0.056, 0.2, 0.34, 1.15, 0.75
_BAR = 0.4  # inches that a bar is wide at most
_RADIUS = 0.42  # of a member's disc, in cells
_HELD, _STAYED = "#102a4c", "#a9cfe6"


def draw(material: Material) -> dict[str, Figure]:
    """Draw the memberships.

    Args:
        material: of a study of coalitions.

    Returns:
        The figure by its stem; none when the study is of something else.
    """
    if material.manifest.kind != "coalitions":
        return {}
    candidates = sorted(rows(material.tables["candidates"]), key=lambda row: row["order"])
    found = rows(material.tables["memberships"])
    worths: dict[int, dict[str, Row]] = {}
    for row in rows(material.tables["worths"]):
        worths.setdefault(row["membership"], {})[row["country"]] = row
    shown = _shown(found, worths, material)
    n = len(candidates)
    tall = max(len(row["name"]) for row in candidates) * _LETTER + 0.15
    grid = len(shown) * _CELL * 0.72
    width = max(_LEAST, 2 * MARGIN + _LEFT + n * _CELL + _RIGHT)
    height = _HEAD + tall + grid + _GAP + _BARS + _GAP + 0.45 + _SPAN + 0.35
    sheet = Sheet(width, height, _title(found, material), _reading(material), stamp(material.manifest))
    left, top = MARGIN + _LEFT, _HEAD + tall
    cells = (width - 2 * MARGIN - _LEFT - _RIGHT) / n
    _matrix(sheet.axes(left, top, cells * n, grid), candidates, shown, worths, material)
    _totals(sheet.axes(left + cells * n + 0.15, top, _RIGHT - 0.3, grid), shown)
    _values(sheet, sheet.axes(left, top + grid + _GAP, cells * n, _BARS), candidates, min(0.5, _BAR / cells))
    spans = rows(material.tables["commitments"]) if "commitments" in material.tables else []
    strip = sheet.axes(left, top + grid + 2 * _GAP + 0.45 + _BARS, width - MARGIN - left, _SPAN)
    _commitments(strip, spans, material)
    return {"coalitions": sheet.figure}


def _shown(found: Sequence[Row], worths: Mapping[int, object], material: Material) -> list[Row]:
    """Memberships in order: those that hold together, most often first, the one looked at, others of great worth."""
    pacts = [row for row in found if row["size"] and row["membership"] in worths]
    close = ", ".join(material.manifest.options["membership"])
    first = [row for row in pacts if row["stable"] > 0.0]
    first.sort(key=lambda row: (-row["stable"], -row["size"], row["membership"]))
    chosen = {row["membership"]: row for row in first[:_STABLE]}
    chosen |= {row["membership"]: row for row in pacts if row["members"] == close}
    for row in sorted(pacts, key=lambda row: -row["worth"]):
        if len(chosen) < _ROWS:
            chosen.setdefault(row["membership"], row)
    return list(chosen.values())


def _title(found: Sequence[Row], material: Material) -> str:
    pacts = [row for row in found if row["size"]]
    stable = [row for row in pacts if row["stable"] > 0.0]
    among = counted(len(pacts), "possible pact")
    if not stable:
        return f"None of {among} holds together" if len(pacts) > 1 else "The one possible pact does not hold together"
    if material.manifest.replicates > 1:
        best = max(stable, key=lambda row: row["stable"])
        return f"Most often {best['members']} hold together: in {percent(best['stable'])} of the worlds"
    return f"{len(stable)} of {among} {'holds' if len(stable) == 1 else 'hold'} together"


def _reading(material: Material) -> str:
    made = material.manifest
    options, worlds = made.options, made.replicates
    finished = counted(worlds - made.failures, "world")
    who = f"world {options['world']} with central numbers" if worlds == 1 else f"means over {finished}"
    state = "at signing" if options["in_force"] is None else f"in force for {options['in_force']:g} years"
    alone = ", by the law alone" if options["law_alone"] else ""
    lines = " Lines: 5 to 95 % of the worlds." if worlds > 1 else ""
    return (
        f"{material.title(made.names[0])}, {options['year']:g}, pact {state}, {who}{alone}. A pact holds together if "
        "nobody gains by leaving and nobody by joining. Discs: members; numbers: worth over no pact, % of GDP a year, "
        f"to members and to those outside.{lines}"
    )


def _matrix(
    axes: Axes,
    candidates: Sequence[Row],
    shown: Sequence[Row],
    worths: Mapping[int, Mapping[str, Row]],
    material: Material,
) -> None:
    """Rows of memberships, columns of candidates."""
    most = max([abs(one["worth"]) for row in shown for one in worths[row["membership"]].values()] or [1.0]) or 1.0
    axes.set_xlim(0, len(candidates))
    axes.set_ylim(len(shown), 0)
    quiet(axes)
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_visible(False)
    box = axes.get_window_extent()
    flat = (box.width / len(candidates)) / (box.height / len(shown))  # a cell's width by its height
    for line, row in enumerate(shown):
        if line % 2 == 0:
            axes.axhspan(line, line + 1, color=PALE, linewidth=0, zorder=0)
        for place, candidate in enumerate(candidates):
            one = worths[row["membership"]][candidate["country"]]
            colour = gain_colour(one["worth"] / most)
            if one["member"]:
                axes.add_patch(_disc(place + 0.5, line + 0.5, flat, colour))
            style: Any = {"color": readable_on(colour), "weight": "bold"} if one["member"] else {"color": SOFT}
            said = signed(one["worth"], 2 if abs(one["worth"]) < 9.995 else 1)
            axes.text(place + 0.5, line + 0.52, said, size=7.2, ha="center", va="center", zorder=3, **style)
    several = material.manifest.replicates > 1
    axes.set_yticks([line + 0.5 for line in range(len(shown))], [_label(row, several=several) for row in shown])
    labels: Any = axes.get_yticklabels()
    for label, row in zip(labels, shown, strict=True):
        label.set_color(INK if row["stable"] > 0.0 else SOFT)
    axes.xaxis.tick_top()
    names = [str(row["name"]) for row in candidates]
    axes.set_xticks([place + 0.5 for place in range(len(candidates))], names, rotation=55)
    labels = axes.get_xticklabels()
    for label in labels:
        label.set_ha("left")
        label.set_rotation_mode("anchor")
        label.set_color(INK)


def _disc(x: float, y: float, flat: float, colour: str) -> Patch:
    """A disc that looks round in cells of that shape."""
    wide, high = 2 * _RADIUS * min(1.0, 1.0 / flat), 2 * _RADIUS * min(1.0, flat)
    return Ellipse((x, y), wide, high, facecolor=colour, edgecolor=SOFT, linewidth=0.7, zorder=2)


def _label(row: Row, *, several: bool) -> str:
    if several:
        return f"holds in {percent(row['stable'])}"
    if row["stable"] > 0.0:
        return "holds together"
    return "somebody leaves" if not row["internal"] else "somebody joins"


def _totals(axes: Axes, shown: Sequence[Row]) -> None:
    """Bars of what members gain together, beside the memberships."""
    places = np.arange(len(shown)) + 0.5
    values = [float(row["worth"]) for row in shown]
    colours = [GAIN if value >= 0.0 else LOSS for value in values]
    axes.barh(places, values, height=0.55, color=colours, zorder=2)
    axes.axvline(0.0, color=FAINT, linewidth=0.8, zorder=1)
    axes.set_ylim(len(shown), 0)
    low, high = min(0.0, *values), max(0.0, *values)
    span = (high - low) or 1.0
    axes.set_xlim(low - 0.36 * span * (low < 0.0), high + 0.36 * span * (high > 0.0))
    for place, value in zip(places, values, strict=True):
        side = "left" if value >= 0.0 else "right"
        gap = 0.03 * span * (1 if value >= 0.0 else -1)
        axes.text(value + gap, place, signed(value, 1), size=7.5, color=SOFT, ha=side, va="center")
    axes.set_yticks([])
    axes.set_xticks([])
    quiet(axes)
    axes.spines["bottom"].set_visible(False)
    axes.set_title("gain of the members,\nbn USD a year", size=8.5, weight="normal", color=SOFT, pad=6)


def _values(sheet: Sheet, axes: Axes, candidates: Sequence[Row], wide: float) -> None:
    """Bars of Shapley values under the candidates' columns, and how often each is pivotal."""
    values = np.array([row["shapley"] for row in candidates], dtype=np.float64)
    places = np.arange(len(candidates)) + 0.5
    axes.bar(places, values, width=wide, color=[GAIN if v >= 0.0 else LOSS for v in values], zorder=2)
    reach = [(row["shapley_low"], row["shapley_high"]) for row in candidates]
    if any(low < high for low, high in reach):
        axes.vlines(places, [low for low, _ in reach], [high for _, high in reach], color=INK, linewidth=1.0, zorder=3)
    axes.axhline(0.0, color=FAINT, linewidth=0.8, zorder=1)
    low = min(0.0, float(values.min()), *(low for low, _ in reach))
    high = max(0.0, float(values.max()), *(high for _, high in reach))
    span = (high - low) or 1.0
    axes.set_xlim(0, len(candidates))
    axes.set_ylim(low - 0.22 * span, high + 0.22 * span)
    for place, row in zip(places, candidates, strict=True):
        up = row["shapley"] >= 0.0
        end = row["shapley_high"] if up else row["shapley_low"]
        end = max(end, row["shapley"]) if up else min(end, row["shapley"])
        at = end + (0.04 if up else -0.04) * span
        axes.text(place, at, signed(row["shapley"], 1), size=7.5, color=SOFT, ha="center", va="bottom" if up else "top")
    told = [f"{row['country']}\n{percent(row['pivotal'])}" for row in candidates]
    axes.set_xticks(places, told)
    axes.set_yticks([])
    quiet(axes)
    axes.spines["bottom"].set_visible(False)
    box = axes.get_position()
    sheet.figure.text(
        box.x0 - 0.1 / sheet.width, (box.y0 + box.y1) / 2, "Shapley value,\nbn USD a year\n"
        "(below: orders in\nwhich it is pivotal)", size=8.5, color=SOFT, ha="right", va="center",
    )  # fmt: skip


def _commitments(axes: Axes, spans: Sequence[Row], material: Material) -> None:
    """Share of worlds in which the membership looked at holds together, over the hub's commitment."""
    made = material.manifest
    options, worlds = made.options, made.replicates - made.failures
    grid = np.linspace(0.0, _MOST, 801)
    for notion, colour in (("internal", _STAYED), ("stable", _HELD)):
        share = np.zeros(len(grid))
        for row in spans:
            if row["notion"] == notion:
                share += (grid >= row["low"]) & (grid <= row["high"])
        axes.fill_between(grid, share / worlds, step="mid", color=colour, linewidth=0)
    now = options["commitment_now"]
    axes.axvline(now, color=LOSS, linewidth=1.6, linestyle=":")
    axes.set_xlim(0.0, _MOST)
    axes.set_ylim(0.0, 1.0)
    several = made.replicates > 1
    axes.set_yticks([0.0, 1.0] if several else [], ["", "all worlds"] if several else [])
    axes.set_xlabel(f"commitment of the hub to the theatre, relative to the base year (dotted: {plain(now)} now)")
    quiet(axes, y=not several, x=False)
    members = ", ".join(options["membership"])
    whole = members if len(options["membership"]) < 8 else f"all {len(options['membership'])}"
    none = "" if spans else f": at none up to {_MOST:g}"
    axes.set_title(f"{whole} hold together{none}", size=9, loc="left", pad=5)
    if spans:
        handles = [Patch(color=_STAYED, label="nobody leaves"), Patch(color=_HELD, label="nor does anybody join")]
        axes.legend(
            handles=handles, loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=2, frameon=False, borderaxespad=0.2,
            fontsize=8, labelcolor=SOFT, handlelength=1.1, handleheight=0.9,
        )  # fmt: skip
