"""The scorecard: the model among its naive rivals, and its intervals around what was seen."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.figures.material import Material, Row, rows
from sim.figures.palette import FAINT, GAIN, INK, LOSS, PALE, SOFT
from sim.figures.style import Sheet, quiet
from sim.results.wording import MINUS

LOOKS: Mapping[str, str] = {"ahead": GAIN, "met": GAIN, "behind": LOSS, "missed": LOSS}
_ROW, _HEAD, _FOOT, _LEFT, _RIGHT, _WIDTH = 0.23, 0.45, 0.35, 4.9, 1.2, 11.0
_LONGEST = 62
RACES, SIGHTS = ("ahead", "level", "behind"), ("met", "missed", "undecided")


def draw(material: Material) -> dict[str, Figure]:
    """Draw the scorecard.

    Args:
        material: of a validation.

    Returns:
        One sheet; none when the study holds no scorecard.
    """
    if "scorecard" not in material.tables:
        return {}
    every = list(rows(material.tables["scorecard"]))
    rivals: dict[int, list[float]] = {}
    for row in rows(material.tables["rivals"]):
        rivals.setdefault(int(row["number"]), []).append(float(row["value"]))
    raced = [row for row in every if row["verdict"] in RACES]
    seen = [row for row in every if row["verdict"] in SIGHTS and not math.isnan(row["seen"]) and row["seen"]]
    won = sum(row["verdict"] == "ahead" for row in raced)
    title = f"The model beats every naive rival in {won} of {len(raced)} comparisons"
    reading = (
        "Above: on each line the best naive rival stands at 1 and the worst at 0; small marks are rivals, the large "
        "one is the model, green where it is ahead of all and red where one is ahead of it. Below: the model's figure "
        "as a multiple of what was seen, with its 90 % interval over worlds."
    )
    tall = _HEAD + _ROW * len(raced) + (_FOOT + _HEAD + _ROW * len(seen) if seen else 0.0) + _FOOT
    sheet = Sheet(_WIDTH, tall, title, reading, f"pactsim {material.manifest.version}.")
    axes = sheet.axes(_LEFT, _HEAD, sheet.width - _LEFT - _RIGHT, _ROW * len(raced))
    _races(axes, raced, rivals)
    if seen:
        top = _HEAD + _ROW * len(raced) + _FOOT + _HEAD
        _sights(sheet.axes(_LEFT, top, sheet.width - _LEFT - _RIGHT, _ROW * len(seen)), seen)
    return {"validation": sheet.figure}


def _races(axes: Axes, raced: Sequence[Row], rivals: Mapping[int, Sequence[float]]) -> None:
    """The model among its rivals."""
    _lined(axes, raced, "Beside naive rivals")
    axes.set_xlim(-0.35, 1.6)
    axes.set_xticks([0.0, 1.0], ["worst rival", "best rival"])
    for place in (0.0, 1.0):
        axes.axvline(place, color=FAINT, linewidth=0.9, zorder=1)
    for line, row in enumerate(raced):
        others = rivals[int(row["number"])]
        best = float(row["rival_value"])
        worst = max(others, key=lambda value: abs(value - best))
        scale = best - worst or 1.0
        for value in others:
            axes.plot((value - worst) / scale, line, "|", color=SOFT, markersize=8, zorder=2)
        place = min(max((row["model"] - worst) / scale, -0.3), 1.55)
        axes.plot(
            place, line, "o", color=LOOKS.get(row["verdict"], SOFT), markersize=7, markeredgecolor="white", zorder=3
        )
        _said(axes, line, f"{row['model']:.2f}, rival {best:.2f}")


def _sights(axes: Axes, seen: Sequence[Row]) -> None:
    """The model's figures around what was seen."""
    _lined(axes, seen, "Against what was seen")
    axes.axvline(1.0, color=INK, linewidth=0.9, zorder=1)
    parts = [row[name] / row["seen"] for row in seen for name in ("model", "low", "high") if not math.isnan(row[name])]
    axes.set_xlim(min(-0.1, *parts) - 0.1, max(1.2, *parts) * 1.1)
    axes.set_xlabel("multiple of what was seen", labelpad=2)
    for line, row in enumerate(seen):
        colour = LOOKS.get(row["verdict"], SOFT)
        if not math.isnan(row["low"]):
            span = [row["low"] / row["seen"], row["high"] / row["seen"]]
            axes.plot(span, (line, line), color=colour, linewidth=2.2, alpha=0.55, solid_capstyle="butt", zorder=2)
        axes.plot(row["model"] / row["seen"], line, "o", color=colour, markersize=7, markeredgecolor="white", zorder=3)
        unit = f" {row['unit']}" if row["unit"] else ""
        _said(axes, line, f"{row['model']:.1f}, seen {row['seen']:.1f}{unit}")


def _lined(axes: Axes, members: Sequence[Row], title: str) -> None:
    quiet(axes, x=True, y=True)
    axes.set_ylim(len(members) - 0.5, -0.5)
    axes.set_title(title, pad=8)
    for line in range(0, len(members), 2):
        axes.axhspan(line - 0.5, line + 0.5, color=PALE, linewidth=0, zorder=0)
    axes.set_yticks(range(len(members)), [_label(row) for row in members])
    axes.tick_params(axis="y", labelsize=8, labelcolor=INK, pad=6)


def _label(row: Row) -> str:
    text = f"{row['test']}: {row['measure']}"
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"


def _said(axes: Axes, line: int, text: str) -> None:
    axes.annotate(
        text.replace("-", MINUS), (1, line), xycoords=axes.get_yaxis_transform(), xytext=(6, 0),
        textcoords="offset points", size=8, color=INK, va="center",
    )  # fmt: skip
