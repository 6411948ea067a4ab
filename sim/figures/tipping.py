"""Tipping points: the response to a number with its thresholds, or the frontier along a second number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter

from sim.figures.material import Material, Row, rows
from sim.figures.palette import FAINT, GAIN, INK, LOSS, SOFT
from sim.figures.style import MARGIN, Sheet, broken, quiet
from sim.results.wording import MINUS, PERCENT, bare, counted, unit_words

_WIDTH, _LEFT, _TALL, _LEGEND, _FOOT = 8.6, 0.8, 3.9, 0.4, 0.5
_HOLDS, _BAND = "#dcebf6", "#a9cfe6"
_UPRIGHT = 46  # characters of a line of the upright label
_FINE = 401  # places along the first number at which a frontier is shaded
_PERCENT = FuncFormatter(lambda value, _: f"{round(100.0 * value, 6):g}{PERCENT}")

Options = Mapping[str, Any]


def draw(material: Material) -> dict[str, Figure]:
    """Draw the response or the frontier.

    Args:
        material: of a study of tipping points.

    Returns:
        The figure by its stem; none when the study is of something else.
    """
    if material.manifest.kind != "tipping":
        return {}
    options = material.manifest.options
    response = rows(material.tables["response"])
    found = rows(material.tables["thresholds"]) if "thresholds" in material.tables else []
    several = len(options["vary"]) > 1
    sheet = Sheet(
        _WIDTH,
        _LEGEND + _TALL + _FOOT,
        _title(found, options, holds=bool(response[0]["holds"])),
        _reading(material),
        material.source(),
    )
    axes = sheet.axes(MARGIN + _LEFT, _LEGEND, _WIDTH - 2 * MARGIN - _LEFT - 0.1, _TALL)
    handles = _frontier(axes, response, found, options) if several else _response(axes, response, found, options)
    quiet(axes)
    sheet.figure.legend(
        handles=handles, loc="upper left", bbox_to_anchor=(MARGIN / _WIDTH, 1 - sheet.top / sheet.height),
        ncols=len(handles), frameon=False, borderaxespad=0, fontsize=8.5, handlelength=1.6, columnspacing=1.3,
        labelcolor=SOFT,
    )  # fmt: skip
    return {"tipping": sheet.figure}


def _title(found: Sequence[Row], options: Options, *, holds: bool) -> str:
    words, one = options["condition"]["words"], options["vary"][0]
    if len(options["vary"]) > 1:
        return f"{words}: where {_short(one)} tips it, along {_short(options['vary'][1])}"
    if not found:
        where = "everywhere" if holds else "nowhere"
        return f"{words}: {where} for {_short(one)} {_told(one, one['low'])} to {_told(one, one['high'])}"
    if len(found) > 1:
        return f"{words}: {len(found)} thresholds of {_short(one)}"
    (only,) = found
    how = f"once {_short(one)} reaches" if only["above"] else f"up to {_short(one)} of"
    return f"{words}: {how} {_told(one, only['threshold'])}"


def _reading(material: Material) -> str:
    options = material.manifest.options
    named = " against ".join(
        (material.title(material.scenarios[0]), *([options["against"]["title"]] if "against" in options else []))
    )
    meant = "; ".join(f"{_short(one)}: {one['meaning']}" for one in options["vary"] if one["meaning"])
    if len(options["vary"]) > 1:
        other = _short(options["vary"][1])
        how = f"Dots: thresholds measured; between the {options['lines']} values of {other} interpolated."
    else:
        how = "Line: share of worlds or mean over them, with its 90 % interval; blue: the condition holds."
    worlds = counted(material.manifest.replicates, "world")
    return f"{named}, the same {worlds} at every value. {how}{f' {meant}.' if meant else ''}"


def _response(axes: Axes, response: Sequence[Row], found: Sequence[Row], options: Options) -> list[Any]:
    """The response curve, its band, the limit, thresholds and the present value."""
    condition, one = options["condition"], options["vary"][0]
    x, mean, low, high = (np.array([row[name] for row in response], float) for name in _COLUMNS)
    edges = [one["low"], *(row["threshold"] for row in found), one["high"]]
    holds = bool(response[0]["holds"])
    for k, (first, second) in enumerate(pairwise(edges)):
        if holds == (k % 2 == 0):
            axes.axvspan(first, second, color=_HOLDS, linewidth=0, zorder=0)
    axes.fill_between(x, low, high, color=_BAND, linewidth=0, zorder=1)
    axes.plot(x, mean, color=GAIN, linewidth=1.8, zorder=3)
    axes.axhline(condition["bound"], color=INK, linewidth=1.0, linestyle="--", zorder=2)
    for row in found:
        axes.hlines(condition["bound"], row["low"], row["high"], color=INK, linewidth=4.0, zorder=4)
        axes.plot(row["threshold"], condition["bound"], "o", color=INK, markeredgecolor="white", markersize=7, zorder=5)
    handles = [
        Line2D([], [], color=GAIN, linewidth=1.8, label="worlds"),
        Patch(color=_BAND, label="90 % interval"),
        Line2D([], [], color=INK, linewidth=1.0, linestyle="--", label=f"limit: {condition['limit']}"),
    ]
    if found:
        handles.append(Line2D([], [], color=INK, linewidth=3.5, marker="o", markersize=6, label="threshold, interval"))
    inside = one["now"] is not None and one["low"] <= one["now"] <= one["high"]
    if inside:
        axes.axvline(one["now"], color=LOSS, linewidth=1.4, linestyle=":", zorder=2)
        drawn = ", central value" if one["drawn"] else ""
        label = f"now: {_told(one, one['now'])}{drawn}"
        handles.append(Line2D([], [], color=LOSS, linewidth=1.4, linestyle=":", label=label))
    axes.set_xlim(one["low"], one["high"])
    span = [*low[np.isfinite(low)], *high[np.isfinite(high)], *mean, condition["bound"]]
    room = 0.06 * ((max(span) - min(span)) or 1.0)
    axes.set_ylim(min(span) - room, max(span) + room)
    if condition["shares"]:
        axes.yaxis.set_major_formatter(_PERCENT)
    axes.set_xlabel(_axis(one))
    axes.set_ylabel(_upright(condition))
    return handles


def _frontier(axes: Axes, response: Sequence[Row], found: Sequence[Row], options: Options) -> list[Any]:
    """Where the condition holds over both numbers, and the thresholds with their intervals."""
    one, other = options["vary"]
    bound = options["condition"]["bound"]
    lines: dict[int, list[Row]] = {}
    for row in response:
        lines.setdefault(row["line"], []).append(row)
    seconds = np.array([line[0]["second"] for line in lines.values()])
    fine = np.linspace(one["low"], one["high"], _FINE)
    mean, low, high = (
        np.array([np.interp(fine, [r["value"] for r in line], [r[name] for r in line]) for line in lines.values()]).T
        for name in _COLUMNS[1:]
    )
    margin = (mean - bound) * (1.0 if options["condition"]["above"] else -1.0)
    doubt = np.minimum(bound - low, high - bound)
    far = 2.0 * float(np.abs([margin, doubt]).max()) or 1.0
    axes.contourf(seconds, fine, margin, levels=[0.0, far], colors=[_HOLDS], zorder=0)
    axes.contourf(seconds, fine, doubt, levels=[0.0, far], colors=[FAINT], alpha=0.6, zorder=1)
    if found:
        axes.contour(seconds, fine, margin, levels=[0.0], colors=[INK], linewidths=1.6, zorder=3)
    places = [row["second"] for row in found], [row["threshold"] for row in found]
    axes.plot(*places, "o", color=INK, markeredgecolor="white", markersize=6, zorder=4, clip_on=False)
    handles: list[Any] = [
        Patch(color=_HOLDS, label="the condition holds"),
        Patch(facecolor=FAINT, alpha=0.6, label="the 90 % interval leaves it open"),
        Line2D([], [], color=INK, linewidth=1.6, marker="o", markersize=5, label="threshold"),
    ]
    now = [one["now"], other["now"]]
    ends = [(one["low"], one["high"]), (other["low"], other["high"])]
    if all(value is not None and low <= value <= high for value, (low, high) in zip(now, ends, strict=True)):
        look: Any = {"color": LOSS, "markersize": 9, "markeredgewidth": 1.4, "markeredgecolor": "white"}
        axes.plot(now[1], now[0], "D", **look, zorder=6, clip_on=False)
        label = "now, drawn numbers at central values" if one["drawn"] or other["drawn"] else "now"
        handles.append(Line2D([], [], linestyle="", marker="D", **look, label=label))
    axes.set_xlim(other["low"], other["high"])
    axes.set_ylim(one["low"], one["high"])
    axes.set_xlabel(_axis(other))
    axes.set_ylabel(_axis(one))
    axes.tick_params(pad=6)
    return handles


_COLUMNS = ("value", "estimate", "ci_low", "ci_high")


def _short(one: Mapping[str, Any]) -> str:
    """A path without its section: `JPN.hub_trust`, `pact.preparedness`."""
    return bare(str(one["path"])).replace("_", " ")


def _told(one: Mapping[str, Any], value: float) -> str:
    return f"{value:.0f}" if one["whole"] else f"{value:.3g}".replace("-", MINUS)


def _axis(one: Mapping[str, Any]) -> str:
    return f"{_short(one)}, {unit_words(one['unit'])}" if one["unit"] else _short(one)


def _upright(condition: Mapping[str, Any]) -> str:
    return broken(f"{condition['measured']}, {condition['unit']}", _UPRIGHT)
