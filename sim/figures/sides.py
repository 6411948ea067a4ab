"""A against B for each country: mean side at the end with its spread over worlds, and the difference in numbers."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.figures.material import Material, whole
from sim.figures.palette import FAINT, INK, PALE, SOFT, scenario_colour
from sim.figures.style import MARGIN, Sheet, quiet
from sim.results.wording import change, interval, listed

OUTCOME = "side.end"
_ROW = 0.21
_GAP = 0.17
_NAMES = 1.25
_NUMBERS = 2.15


def draw(material: Material) -> dict[str, Figure]:
    """Draw the sides taken.

    Args:
        material: of the study.

    Returns:
        The figure by its stem; nothing without the table `levels`.
    """
    if "levels" not in material.tables:
        return {}
    first = material.level(material.scenarios[0], OUTCOME, "country")["mean"]
    order = sorted(first.index, key=lambda code: (-first[code], code))
    scenarios = len(material.scenarios)
    band = scenarios * _ROW + _GAP
    height = 0.75 + len(order) * band + 0.3
    compared = "comparison" in material.tables
    reading = (
        f"Side taken in {whole(material.years[-1])}, -1 with the challenger to +1 in the pact. "
        "Dots: mean over worlds. Lines: nine worlds in ten.".replace("-1", "\N{MINUS SIGN}1")
        + (" Numbers: mean difference from the first scenario with its 90 % interval." if compared else "")
    )
    sheet = Sheet(10.5, height, _title(material), reading, material.source())
    right = _NUMBERS if compared else 0.2
    left = MARGIN + _NAMES
    axes = sheet.axes(left, 0.75, sheet.width - left - right - MARGIN, len(order) * band)
    axes.set_xlim(-1.06, 1.06)
    axes.set_ylim(len(order) * band, 0)
    quiet(axes, x=True, y=True)
    axes.set_yticks([])
    axes.set_xticks([-1, -0.5, 0, 0.5, 1])
    _ladder(axes, material)
    for position, code in enumerate(order):
        if position % 2 == 0:
            axes.axhspan(position * band, (position + 1) * band, color=PALE, linewidth=0, zorder=0)
        middle = (position + 0.5) * band
        axes.text(-1.1, middle, material.manifest.country(code), ha="right", va="center", size=9.5, color=INK)
    _dots(axes, material, order, band)
    if compared:
        _numbers(axes, material, order, band)
    _legend(axes, material)
    return {"sides": sheet.figure}


def _heights(scenario: int, countries: int, band: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Where the line of a scenario runs in each country's band."""
    return np.arange(countries) * band + _GAP / 2 + (scenario + 0.5) * _ROW


def _dots(axes: Axes, material: Material, order: list[str], band: float) -> None:
    for s, scenario in enumerate(material.scenarios):
        rows = material.level(scenario, OUTCOME, "country").loc[order]
        y = _heights(s, len(order), band)
        colour = scenario_colour(s)
        axes.hlines(y, rows["low"], rows["high"], color=colour, linewidth=2.2, alpha=0.45)
        axes.scatter(rows["mean"], y, s=42, color=colour, edgecolors="white", linewidths=0.7, zorder=3)


def _numbers(axes: Axes, material: Material, order: list[str], band: float) -> None:
    outcome = material.outcomes[OUTCOME]
    for s, scenario in enumerate(material.scenarios[1:], start=1):
        rows = material.compared(OUTCOME, scenario, "country").loc[order]
        for y, row in zip(_heights(s, len(order), band), rows.itertuples(), strict=True):
            place = y if len(material.scenarios) > 2 else y - _ROW / 2
            sure = row.ci_low > 0 or row.ci_high < 0
            axes.text(
                1.1, place, change(outcome, float(row.difference)), ha="left", va="center", size=8.5,
                color=scenario_colour(s), weight="bold" if sure else "normal",
            )  # fmt: skip
            between = f"({interval(outcome, float(row.ci_low), float(row.ci_high))})"
            axes.text(1.28, place, between, ha="left", va="center", size=8.5, color=SOFT)


def _ladder(axes: Axes, material: Material) -> None:
    """Name the rungs above the scale, and draw a line through each."""
    for posture, side in material.sides.items():
        axes.axvline(side, color=FAINT, linewidth=0.7, zorder=1)
        axes.annotate(posture, (side, 0), xytext=(0, 4), textcoords="offset points", ha="center", size=8.5, color=SOFT)


def _legend(axes: Axes, material: Material) -> None:
    handles = [
        axes.plot(
            [], [], marker="o", markersize=6, linewidth=2.2, color=scenario_colour(s), label=material.title(name)
        )[0]
        for s, name in enumerate(material.scenarios)
    ]
    axes.legend(
        handles=handles, ncols=len(handles), frameon=False, fontsize=9.5, loc="lower left", borderaxespad=0, borderpad=0,
        bbox_to_anchor=(0, 1, 1, 1), bbox_transform=_above(axes), columnspacing=1.6,
    )  # fmt: skip


def _above(axes: Axes) -> object:
    """Coordinates of the axes, moved up past the names of the rungs."""
    from matplotlib.transforms import ScaledTranslation

    figure = axes.get_figure(root=True)
    if figure is None:
        raise ValueError("the axes belong to no figure")
    return axes.transAxes + ScaledTranslation(0, 0.32, figure.dpi_scale_trans)


def _title(material: Material) -> str:
    """The finding: who moves towards the hub and who away from it, beyond chance."""
    if "comparison" not in material.tables:
        rows = material.level(material.scenarios[0], OUTCOME, "country")
        hub, other = int((rows["mean"] > 0).sum()), int((rows["mean"] < 0).sum())
        return (
            f"{material.title(material.scenarios[0])}: on average {hub} of {len(rows)} countries lean to the hub, "
            f"{other} to the challenger"
        )
    return "; ".join(_finding(material, b) for b in material.scenarios[1:3])


def _finding(material: Material, b: str) -> str:
    rows = material.compared(OUTCOME, b, "country")
    up = rows[(rows["ci_low"] > 0)].sort_values("difference", ascending=False)
    down = rows[(rows["ci_high"] < 0)].sort_values("difference")
    if up.empty and down.empty:
        return f"{material.title(b)} moves no country by more than chance"
    parts = []
    most = 3 if len(material.scenarios) == 2 else 2
    for found, where in ((up, "towards the hub"), (down, "away from it" if len(up) else "away from the hub")):
        if len(found):
            named = [material.manifest.country(code) for code in found.index[:most]]
            more = len(found) - len(named)
            named += [f"{more} more"] if more else []
            parts.append(f"{listed(named)} {where}")
    return f"{material.title(b)} moves {', '.join(parts)}"
