"""Postures of all countries over time: small multiples of stacked shares of worlds, one row per scenario."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from numpy.typing import NDArray

from sim.figures.material import Material, whole
from sim.figures.palette import FAINT, INK, SOFT, posture_colour
from sim.figures.style import MARGIN, Sheet, broken
from sim.figures.tips import area
from sim.results.wording import listed, percent

Array = NDArray[np.float64]
Shares = dict[tuple[str, str], Array]

_COLUMNS = 6
_GAP_X, _GAP_Y = 0.16, 0.14
_BLOCK = 0.62
_TALL = 1.0
_TICK, _NAME = 0.043, 0.315  # inches from a panel to the labels of its scale, and to the name of its row
_NOTABLE = 0.01
_SEEN = 1e-9  # share above which a posture is told: sums of shares are not exact


def draw(material: Material) -> dict[str, Figure]:
    """Draw the postures.

    Args:
        material: of the study.

    Returns:
        The figure by its stem; nothing without the table `postures`.
    """
    if "postures" not in material.tables:
        return {}
    shares = _shares(material)
    countries = _order(material, shares)
    columns = min(_COLUMNS, len(countries))
    blocks = math.ceil(len(countries) / columns)
    rows = len(material.scenarios)
    height = 0.4 + blocks * (rows * _TALL + _BLOCK)
    reading = (
        f"Share of worlds in each posture, {whole(material.years[0])} to {whole(material.years[-1])}. "
        + _layout(rows, len(countries))
        + "the thickness of a band is the probability of that posture in that year."
    )
    sheet = Sheet(11.5, height, _title(material, shares, countries), reading, material.source())
    left = 1.55
    axes = sheet.axes(left, 0.0, sheet.width - left - MARGIN, height)
    axes.set_axis_off()
    axes.set_xlim(0, columns * (1 + _GAP_X) - _GAP_X)
    axes.set_ylim(-(blocks * (rows * _TALL + _BLOCK)) / _TALL, 0.4 / _TALL)
    inch = (columns * (1 + _GAP_X) - _GAP_X) / (sheet.width - left - MARGIN)
    _cells(axes, material, shares, countries, columns, inch)
    handles = [Patch(facecolor=_colour(material, posture), label=posture) for posture in reversed(material.ladder)]
    axes.legend(
        handles=handles, ncols=len(handles), loc="upper left", bbox_to_anchor=(0, 1.0), frameon=False, borderaxespad=0,
        borderpad=0, handlelength=1.1, handleheight=1.0, columnspacing=1.6, fontsize=9.5,
    )  # fmt: skip
    return {"postures": sheet.figure}


def _alone(material: Material, shares: Shares, country: str) -> str:
    """The finding on a single country: its likeliest posture in the end."""
    ends = []
    for name in material.scenarios:
        share = shares[name, country][-1]
        likely = material.ladder[int(share.argmax())]
        ends.append(f"{likely} in {percent(float(share.max()))} of worlds under {material.title(name)}")
    return f"{material.manifest.country(country)} in {whole(material.years[-1])}: {'; '.join(ends)}"


def _layout(rows: int, countries: int) -> str:
    """Which panel is which."""
    if countries == 1:
        return "Each row is a scenario; " if rows > 1 else ""
    return "Each column is a country, each row a scenario; " if rows > 1 else "Each panel is a country; "


def _shares(material: Material) -> Shares:
    """Years x postures for each scenario and country."""
    frame = material.tables["postures"]
    wide = frame.pivot(index=["scenario", "country", "year"], columns="posture", values="share")
    wide = wide[list(material.ladder)]
    return {
        (str(scenario), str(country)): rows.to_numpy(dtype=np.float64)
        for (scenario, country), rows in wide.groupby(level=["scenario", "country"])
    }


def _order(material: Material, shares: Shares) -> list[str]:
    """Countries from the hub's side to the challenger's, by their mean rung at the end of the first scenario."""
    first = material.scenarios[0]

    def rung(country: str) -> float:
        return float(shares[first, country][-1] @ np.arange(len(material.ladder)))

    return sorted(material.countries, key=lambda country: (-rung(country), country))


def _title(material: Material, shares: Shares, countries: list[str]) -> str:
    """The finding: whose posture differs most, or how the only scenario ends."""
    last = whole(material.years[-1])
    if len(countries) == 1:
        return _alone(material, shares, countries[0])
    if len(material.scenarios) == 1:
        scenario = material.scenarios[0]
        steady = [c for c in countries if shares[scenario, c][0].argmax() == shares[scenario, c][-1].argmax()]
        return (
            f"{material.title(scenario)}: {len(steady)} of {len(countries)} countries most often end {last} "
            "in the posture they begin with"
        )
    a = material.scenarios[0]
    moves = {
        name: {c: float(np.abs(shares[name, c][-1] - shares[a, c][-1]).sum() / 2) for c in countries}
        for name in material.scenarios[1:]
    }
    b = max(moves, key=lambda name: sum(moves[name].values()))
    moved = moves[b]
    most = [c for c in sorted(countries, key=lambda c: -moved[c]) if moved[c] >= _NOTABLE][:3]
    if not most:
        return f"{listed([material.title(name) for name in material.scenarios])} lead to nearly the same postures"
    named = [
        f"{material.manifest.country(c)} ({percent(moved[c])}{'' if i else ' of worlds'})" for i, c in enumerate(most)
    ]
    return f"By {last} {material.title(b)} shifts postures most in {listed(named)}"


def _cells(axes: Axes, material: Material, shares: Shares, countries: list[str], columns: int, inch: float) -> None:
    """Draw every panel into one axes: a panel is one unit wide and, with its gap, one unit high."""
    years = np.array(material.years, dtype=float)
    span = max(float(np.ptp(years)), 1e-9)
    x = (years - years[0]) / span if len(years) > 1 else np.array([0.0, 1.0])
    rows = len(material.scenarios)
    polygons: dict[str, list[Array]] = {p: [] for p in material.ladder}
    guides: list[list[tuple[float, float]]] = []
    for position, country in enumerate(countries):
        block, column = divmod(position, columns)
        x0 = column * (1 + _GAP_X)
        top = -block * (rows + _BLOCK / _TALL) - 0.28
        axes.text(x0, top + 0.06, material.manifest.country(country), weight="bold", size=10, va="bottom")
        for row, scenario in enumerate(material.scenarios):
            y0 = top - (row + 1) + _GAP_Y
            tall = 1 - _GAP_Y
            heights = shares[scenario, country]
            heights = heights if len(years) > 1 else np.repeat(heights, 2, axis=0)
            edges = np.concatenate([np.zeros((len(heights), 1)), np.cumsum(heights, axis=1)], axis=1) * tall + y0
            for p, posture in enumerate(material.ladder):
                outline = np.concatenate([edges[:, p], edges[::-1, p + 1]])
                polygons[posture].append(np.column_stack([np.concatenate([x, x[::-1]]) + x0, outline]))
            _say(axes, material, (country, scenario), heights, x + x0, (y0, y0 + tall))
            guides += [[(x0, y0 + part * tall), (x0 + 1, y0 + part * tall)] for part in (0.25, 0.5, 0.75)]
            if column == 0:
                _row_labels(axes, material, row, scenario, y0, tall, inch)
            if row == rows - 1:
                axes.text(x0, y0 - 0.04, whole(years[0]), size=8, color=SOFT, va="top", ha="left")
                axes.text(x0 + 1, y0 - 0.04, whole(years[-1]), size=8, color=SOFT, va="top", ha="right")
    for posture, shapes in polygons.items():
        axes.add_collection(PolyCollection(shapes, facecolors=_colour(material, posture), edgecolors="none"))
    axes.add_collection(LineCollection(guides, colors="white", linewidths=0.5, alpha=0.55))


def _say(
    axes: Axes, material: Material, place: tuple[str, str], heights: Array, x: Array, y: tuple[float, float]
) -> None:
    """Let each year of a panel say its shares."""
    where = f"{material.manifest.country(place[0])}, {material.title(place[1])}"
    between = [x[0], *((x[1:] + x[:-1]) / 2), x[-1]]
    for t, year in enumerate(material.years):
        span = (between[t], between[t + 1]) if len(material.years) > 1 else (x[0], x[-1])
        shares = [
            f"{name} {percent(float(heights[t, p]))}" for p, name in enumerate(material.ladder) if heights[t, p] > _SEEN
        ]
        area(axes, span, y, f"{where}, {whole(year)}: {', '.join(reversed(shares))}")


def _row_labels(axes: Axes, material: Material, row: int, scenario: str, y0: float, tall: float, inch: float) -> None:
    for part, text in ((0.0, "0 %"), (0.5, "50"), (1.0, "100")):
        axes.text(-_TICK * inch, y0 + part * tall, text, size=7, color=SOFT, ha="right", va="center")
    if len(material.scenarios) > 1:
        axes.text(
            -_NAME * inch,
            y0 + tall / 2,
            broken(material.title(scenario), 12),
            size=9,
            ha="right",
            va="center",
            color=INK,
            weight="bold" if row else "normal",
        )
    axes.plot([-_TICK / 2 * inch, 0], [y0, y0], color=FAINT, linewidth=0.5)


def _colour(material: Material, posture: str) -> str:
    rungs = len(material.ladder)
    fallback = 2 * material.ladder.index(posture) / max(rungs - 1, 1) - 1
    return posture_colour(posture, material.sides.get(posture, fallback))
