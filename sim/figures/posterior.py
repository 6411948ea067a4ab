"""What the targets say of the coefficients: ranges before and after, of those they say most about."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.figures.material import Material, Row, rows
from sim.figures.palette import FAINT, GAIN, INK, LOSS, PALE, SOFT
from sim.figures.style import MARGIN, Sheet, quiet
from sim.results.wording import grouped, signed

MOST = 28  # coefficients shown
_ROW, _WIDTH, _HEAD, _AXIS = 0.24, 11.0, 0.34, 0.55
_LEFT, _MIDDLE, _RIGHT, _BETWEEN = 3.7, 3.6, 0.3, 0.9


def draw(material: Material) -> dict[str, Figure]:
    """Draw prior and posterior ranges.

    Args:
        material: of a calibration.

    Returns:
        One sheet; none when the study holds no coefficients.
    """
    if "coefficients" not in material.tables:
        return {}
    every = list(rows(material.tables["coefficients"]))
    shown = sorted(every, key=lambda row: -abs(row["shift"]))[:MOST]
    told = sum(bool(row["told"]) for row in every)
    title = f"The past and the surveys say something of {told} of {len(every)} coefficients"
    reading = (
        "Left: the middle nine tenths of the draws from a coefficient's range (grey) and of those that agree with what "
        "was seen (blue, pale where it says little), with the medians, between the ends of the range in the seeds. "
        "Right: how far the mean moves, in standard deviations of the draws from the range, by past postures alone, by "
        f"the surveys alone, and by both. The {len(shown)} that move most; disputed ones in bold."
    )
    tall = _ROW * len(shown)
    sheet = Sheet(_WIDTH, _HEAD + tall + _AXIS, title, reading, f"pactsim {material.manifest.version}.")
    _ranges(sheet.axes(_LEFT, _HEAD, _MIDDLE, tall), shown)
    left = _LEFT + _MIDDLE + _BETWEEN
    _moves(sheet.axes(left, _HEAD, sheet.width - left - _RIGHT, tall), shown)
    return {"posterior": sheet.figure}


def _ranges(axes: Axes, shown: Sequence[Row]) -> None:
    quiet(axes)
    _striped(axes, shown)
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 1], ["low end of\nthe range", "high end"])
    axes.set_title("Coefficient", pad=6)
    for place, row in enumerate(shown):
        wide = row["high"] - row["low"]
        for kind, colour, offset in (("prior", SOFT, -0.17), ("posterior", GAIN, 0.17)):
            strong = 0.35 if kind == "posterior" and not row["told"] else 0.8
            low, median, high = ((row[f"{kind}_{end}"] - row["low"]) / wide for end in ("low", "median", "high"))
            at = (place + offset,) * 2
            axes.plot((low, high), at, color=colour, alpha=strong, linewidth=2.6, solid_capstyle="butt")
            axes.plot(median, place + offset, "o", color=colour, alpha=strong, markersize=4.2)
        name = str(row["coefficient"]).removeprefix("law.").replace("_", " ").replace(".", ": ")
        axes.annotate(
            name, ((MARGIN - _LEFT) * 72, place), xycoords=("axes points", "data"), size=8.5, va="center",
            color=INK, weight="bold" if row["disputed"] else "normal", annotation_clip=False,
        )  # fmt: skip
    _ends(axes, shown)


def _ends(axes: Axes, shown: Sequence[Row]) -> None:
    for place, row in enumerate(shown):
        for at, value, side in ((0, row["low"], "right"), (1, row["high"], "left")):
            axes.annotate(
                grouped(value), (at, place), xytext=(-4 if at == 0 else 4, 0), textcoords="offset points", size=7.5,
                color=SOFT, va="center", ha=side, annotation_clip=False,
            )  # fmt: skip


def _moves(axes: Axes, shown: Sequence[Row]) -> None:
    quiet(axes)
    _striped(axes, shown)
    axes.axvline(0, color=FAINT, linewidth=1)
    for kind, marker, colour, label in (
        ("shift_past", "D", GAIN, "past postures alone"), ("shift_surveys", "s", LOSS, "surveys alone"),
        ("shift", "o", INK, "both"),
    ):  # fmt: skip
        values = np.array([row[kind] for row in shown], dtype=float)
        axes.plot(values, np.arange(len(shown)), marker, color=colour, markersize=4.8, label=label, alpha=0.9)
    most = max(max(abs(row[kind]) for kind in ("shift", "shift_past", "shift_surveys")) for row in shown) * 1.12
    axes.set_xlim(-most, most)
    ticks = [tick for tick in axes.get_xticks() if abs(tick) <= most]
    axes.set_xticks(ticks, [signed(tick, 1) for tick in ticks])
    axes.set_title("How far its mean moves", pad=6)
    axes.legend(
        loc="upper right", bbox_to_anchor=(1.04, -0.28 / (_ROW * len(shown))), ncols=3, fontsize=8, frameon=False,
        handletextpad=0.2, columnspacing=1.2, borderpad=0,
    )  # fmt: skip


def _striped(axes: Axes, shown: Sequence[Row]) -> None:
    axes.set_ylim(len(shown) - 0.5, -0.5)
    axes.set_yticks([])
    for place in range(0, len(shown), 2):
        axes.axhspan(place - 0.5, place + 0.5, color=PALE, linewidth=0, zorder=0)
