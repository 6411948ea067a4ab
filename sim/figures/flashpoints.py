"""Deterrence and crises at each flashpoint: levels with their spread, crises by severity, and the difference."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from numpy.typing import NDArray

from sim.figures.material import Material, Row, whole
from sim.figures.palette import FAINT, INK, PALE, SEVERITY, SOFT, scenario_colour
from sim.figures.style import MARGIN, Sheet, broken, head, quiet
from sim.figures.tips import area, points
from sim.results.wording import change, interval, level, listed, plain

Array = NDArray[np.float64]
_ROW = 0.26
_GAP = 0.26
_KINDS = {"minor": "crises_minor.sum", "serious": "crises_serious.sum", "war": "wars.sum"}


def draw(material: Material) -> dict[str, Figure]:
    """Draw deterrence and crises.

    Args:
        material: of the study.

    Returns:
        The figure by its stem; nothing when the study has no flashpoints.
    """
    if "levels" not in material.tables:
        return {}
    levels = material.level(material.scenarios[0], "flashpoint_deterrence.mean", "flashpoint")
    if not levels:
        return {}
    order = sorted(levels, key=lambda name: (levels[name]["mean"], name))
    compared = "comparison" in material.tables
    band = len(material.scenarios) * _ROW + _GAP
    tall = band * len(order)
    years = f"{whole(material.years[0])} to {whole(material.years[-1])}"
    reading = (
        f"Over {years}. Deterrence: dots mean over worlds, lines nine worlds in ten. Crises: mean number over all "
        "years. "
        + ("Difference: mean over paired worlds with its 90 % interval." if compared else "")
    )  # fmt: skip
    above = 0.3 + 0.2 * len(material.scenarios)
    sheet = Sheet(11.5, above + tall + 0.5, _title(material, compared), reading, material.source())
    left, gap = MARGIN + 1.25, 0.35
    panels = 3 if compared else 2
    wide = (sheet.width - left - MARGIN - gap * (panels - 1)) / panels
    axes = [sheet.axes(left + i * (wide + gap), above, wide, tall) for i in range(panels)]
    for one in axes:
        one.set_ylim(tall, 0)
        one.set_yticks([])
        quiet(one, x=False)
        for position in range(0, len(order), 2):
            one.axhspan(position * band, (position + 1) * band, color=PALE, linewidth=0, zorder=0)
        one.grid(axis="x", color=FAINT, linewidth=0.5, zorder=0.5)
        one.set_axisbelow(True)
    for position, name in enumerate(order):
        label = broken(material.manifest.flashpoint(name), 16)
        axes[0].annotate(
            label, (0, (position + 0.5) * band), xycoords=axes[0].get_yaxis_transform(), xytext=(-8, 0),
            textcoords="offset points", ha="right", va="center", size=9.5, color=INK,
        )  # fmt: skip
    _deterrence(axes[0], material, order, band)
    _crises(axes[1], material, order, band)
    if compared:
        _differences(axes[2], material, order, band)
    return {"flashpoints": sheet.figure}


def _heights(scenario: int, rows: int, band: float) -> Array:
    return np.array([row * band + _GAP / 2 + (scenario + 0.5) * _ROW for row in range(rows)])


def _column(found: Mapping[str, Row], order: list[str], name: str) -> Array:
    return np.array([found[scope][name] for scope in order], dtype=np.float64)


def _deterrence(axes: Axes, material: Material, order: list[str], band: float) -> None:
    handles: list[Artist] = []
    for s, scenario in enumerate(material.scenarios):
        found = material.level(scenario, "flashpoint_deterrence.mean", "flashpoint")
        y = _heights(s, len(order), band)
        colour = scenario_colour(s)
        axes.hlines(
            y, _column(found, order, "low"), _column(found, order, "high"), color=colour, linewidth=2.4, alpha=0.45
        )
        axes.scatter(_column(found, order, "mean"), y, s=42, color=colour, edgecolors="white", linewidths=0.7, zorder=3)
        outcome = material.outcomes["flashpoint_deterrence.mean"]
        said = [
            f"{material.manifest.flashpoint(name)}, {material.title(scenario)}: deterrence "
            f"{level(outcome, found[name]['mean'])}, nine worlds in ten {level(outcome, found[name]['low'])} to "
            f"{level(outcome, found[name]['high'])}"
            for name in order
        ]
        points(axes, _column(found, order, "mean"), y, said)
        handles.append(axes.plot([], [], marker="o", linewidth=2.4, color=colour, label=material.title(scenario))[0])
    axes.set_xlabel("chance that the defenders prevail")
    _named(axes, "Deterrence", handles, 1, len(material.scenarios))


def _crises(axes: Axes, material: Material, order: list[str], band: float) -> None:
    handles: list[Artist] = [Patch(facecolor=SEVERITY[kind], label=kind) for kind in _KINDS]
    most = 0.0
    ends = []
    for s, scenario in enumerate(material.scenarios):
        y = _heights(s, len(order), band)
        start = np.zeros(len(order))
        for kind, outcome in _KINDS.items():
            size = _column(material.level(scenario, outcome, "flashpoint"), order, "mean")
            axes.barh(y, size, left=start, height=_ROW * 0.78, color=SEVERITY[kind], linewidth=0)
            for place, (name, left, wide) in enumerate(zip(order, start, size, strict=True)):
                many = f"{kind} {'crises' if kind != 'war' else 'crises that become war'} {plain(float(wide))}"
                text = f"{material.manifest.flashpoint(name)}, {material.title(scenario)}: {many}"
                reach = (float(y[place]) - _ROW * 0.39, float(y[place]) + _ROW * 0.39)
                area(axes, (float(left), float(left + wide)), reach, text)
            start = start + size
        most = max(most, float(start.max()))
        ends.append((y, start, scenario_colour(s)))
    axes.set_xlim(0, most * 1.22 or 1)
    for y, start, colour in ends:
        for place, total in zip(y, start, strict=True):
            axes.text(total + most * 0.02, place, f"{total:.2f}", size=8.5, va="center", color=colour, weight="bold")
    axes.set_xlabel("crises over all years")
    _named(axes, "Crises by severity", handles, 3, len(material.scenarios))


def _differences(axes: Axes, material: Material, order: list[str], band: float) -> None:
    """Differences of B by severity; of all crises, scenario by scenario, where there are more than two."""
    others = material.scenarios[1:]
    if len(others) == 1:
        series = [("all crises", "crises.sum", others[0], "#4a4e54")]
        series += [(kind, _KINDS[kind], others[0], SEVERITY[kind]) for kind in ("serious", "war")]
        title = f"Difference: {material.title(others[0])}"
    else:
        series = [
            (material.title(name), "crises.sum", name, scenario_colour(s)) for s, name in enumerate(others, start=1)
        ]
        title = "Difference in all crises"
    handles: list[Artist] = []
    step = (band - _GAP) / len(series)
    for position, (label, outcome, scenario, colour) in enumerate(series):
        y = np.arange(len(order)) * band + _GAP / 2 + (position + 0.5) * step
        found = material.compared(outcome, scenario, "flashpoint")
        low, high = _column(found, order, "ci_low"), _column(found, order, "ci_high")
        axes.hlines(y, low, high, color=colour, linewidth=2.4, alpha=0.6)
        axes.scatter(
            _column(found, order, "difference"), y, s=30, color=colour, zorder=3, edgecolors="white", linewidths=0.5
        )
        told = material.outcomes[outcome]
        said = [
            f"{material.manifest.flashpoint(name)}, {label}: difference {change(told, found[name]['difference'])} "
            f"({interval(told, found[name]['ci_low'], found[name]['ci_high'])})"
            for name in order
        ]
        points(axes, _column(found, order, "difference"), y, said)
        handles.append(axes.plot([], [], marker="o", linewidth=2.4, color=colour, label=label)[0])
    reach = max(abs(limit) for limit in axes.get_xlim())
    axes.set_xlim(-reach, reach)
    axes.axvline(0, color=SOFT, linewidth=0.9)
    axes.set_xlabel("fewer  \N{LEFTWARDS ARROW}  crises over all years  \N{RIGHTWARDS ARROW}  more")
    axes.locator_params(axis="x", nbins=5)
    _named(axes, title, handles, 3 if len(others) == 1 else 1, len(material.scenarios))


def _named(axes: Axes, title: str, handles: list[Artist], columns: int, rows: int) -> None:
    head(axes, title, 8 + 13 * rows)
    axes.legend(
        handles=handles, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=columns, frameon=False, fontsize=8.5,
        borderpad=0, borderaxespad=0.2, handlelength=1.2, columnspacing=1.0, labelspacing=0.25,
    )  # fmt: skip


def _title(material: Material, compared: bool) -> str:
    """The finding: where deterrence and crises differ beyond chance."""
    if not compared:
        return f"{material.title(material.scenarios[0])}: where deterrence is weakest and crises most frequent"
    return "; ".join(_finding(material, b) for b in material.scenarios[1:3])


def _finding(material: Material, b: str) -> str:
    deterrence = material.compared("flashpoint_deterrence.mean", b)["all"]
    crises = material.compared("crises.sum", b)["all"]
    said = []
    if deterrence["ci_low"] > 0 or deterrence["ci_high"] < 0:
        verb = "raises" if deterrence["difference"] > 0 else "lowers"
        said.append(f"{verb} deterrence by {plain(abs(deterrence['difference']), 3)}")
    if crises["ci_low"] > 0 or crises["ci_high"] < 0:
        more = "more" if crises["difference"] > 0 else "fewer"
        said.append(f"brings {plain(abs(crises['difference']))} {more} crises by {whole(material.years[-1])}")
    if not said:
        return f"{material.title(b)} changes neither deterrence nor the number of crises by more than chance"
    return f"{material.title(b)} {listed(said)}"
