"""The alignment network on the map: sides, capability and ties at the end, one panel per scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PatchCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Patch, Wedge
from numpy.typing import NDArray

from sim.figures.atlas import Box, loosen, project, radii, spread_out
from sim.figures.material import Material, rows, whole
from sim.figures.palette import INK, SOFT, posture_colour, readable_on, side_colour
from sim.figures.style import MARGIN, Sheet, head
from sim.figures.tips import area
from sim.results.manifest import Place
from sim.results.wording import level, listed, percent

LEAST: Mapping[str, float] = {"tie": 0.15, "hub": 0.05, "pact": 0.05}
"""Depth of cooperation, or share of worlds, from which a link of each kind is drawn."""

_MOST = 4
_WIDE, _TALL = 5.7, 4.9
_SMALLEST, _LARGEST, _POLE = 0.185, 0.42, 0.29
_LETTER, _LINE = 0.068, 0.16
_RING = 0.3
_KINDS: Mapping[str, tuple[str, float]] = {"tie": ("#b9bec5", 2.2), "hub": ("#5a9fd0", 2.6), "pact": ("#102a4c", 4.0)}


@dataclass(frozen=True, slots=True)
class _Layout:
    """Centres in inches and radii, by code; the poles are among them."""

    centre: Mapping[str, NDArray[np.float64]]
    radius: Mapping[str, float]
    names: Mapping[str, str]
    poles: tuple[str, ...]


def draw(material: Material) -> dict[str, Figure]:
    """Draw the network.

    Args:
        material: of the study.

    Returns:
        The figure by its stem; nothing when the manifest does not say where the countries are.
    """
    facts = material.manifest.facts
    codes = [code for code in material.countries if code in facts.countries]
    if "levels" not in material.tables or len(codes) < 2:
        return {}
    scenarios = material.scenarios[:_MOST]
    layout = _layout(material, codes)
    columns = min(2, len(scenarios))
    lines = -(-len(scenarios) // columns)
    reading = (
        f"In {whole(material.years[-1])}. Disc: mean side over worlds; ring: share of worlds in each posture; area: "
        "capability. Lines are as wide as the share of worlds that have them, or the depth of cooperation; those below "
        f"{percent(LEAST['hub'])} of worlds or a depth of {LEAST['tie']} are left out. Places are rough, moved apart "
        "to be read."
    )
    width = max(2 * MARGIN + columns * _WIDE + (columns - 1) * 0.2, 8.6)
    sheet = Sheet(width, lines * (_TALL + 0.35) + 0.72, _title(material), reading, material.source())
    indent = (width - columns * _WIDE - (columns - 1) * 0.2) / 2
    for position, scenario in enumerate(scenarios):
        row, column = divmod(position, columns)
        axes = sheet.axes(indent + column * (_WIDE + 0.2), 0.35 + row * (_TALL + 0.35), _WIDE, _TALL)
        axes.set_axis_off()
        axes.set_xlim(0, _WIDE)
        axes.set_ylim(0, _TALL)
        head(axes, material.title(scenario), 4)
        _panel(axes, material, scenario, layout)
    _legend(sheet.axes(MARGIN, lines * (_TALL + 0.35) + 0.12, sheet.width - 2 * MARGIN, 0.48), material)
    return {"network": sheet.figure}


def _layout(material: Material, codes: list[str]) -> _Layout:
    facts = material.manifest.facts
    largest = dict.fromkeys(codes, 0.0)
    for scenario in material.scenarios:
        path = material.path(scenario, "countries.capability")
        last = path[path["year"] == path["year"].max()].set_index("scope")["mean"]
        largest = {code: max(value, float(last[code])) for code, value in largest.items()}
    radius = radii(largest, _SMALLEST, _LARGEST)
    places = {code: facts.countries[code] for code in codes}
    names = {code: facts.countries[code].name for code in codes}
    everyone: dict[str, Place] = dict(places)
    poles = [pole for pole in (facts.challenger, facts.hub) if pole is not None]
    for pole in poles:
        everyone[pole.code], names[pole.code], radius[pole.code] = pole, pole.name, _POLE
    if facts.hub is not None:  # drawn at the edge of the ocean, for its own coast would push the region together
        middle = sum(place.latitude for place in places.values()) / len(places)
        edge = max(place.longitude for place in places.values())
        everyone[facts.hub.code] = Place(name=facts.hub.name, latitude=middle + 6, longitude=min(180, edge + 8))
    latitudes = [place.latitude for place in everyone.values()]
    longitudes = [place.longitude for place in everyone.values()]
    start = loosen(project(latitudes, longitudes, _WIDE, _TALL, 0.45))
    boxes = [_box(names[code], radius[code]) for code in everyone]
    found = spread_out(start, boxes, _WIDE, _TALL)
    return _Layout(dict(zip(everyone, found, strict=True)), radius, names, tuple(pole.code for pole in poles))


def _box(name: str, radius: float) -> Box:
    half = max(radius, len(name) * _LETTER / 2)
    return Box(half, half, radius + _LINE, radius)


def _panel(axes: Axes, material: Material, scenario: str, layout: _Layout) -> None:
    _lines(axes, material, scenario, layout)
    side = material.level(scenario, "side.end", "country")
    end = material.tables["postures"]
    end = end[(end["scenario"] == scenario) & (end["year"] == material.years[-1])]
    shares = end.pivot(index="country", columns="posture", values="share")[list(material.ladder)]
    discs, rings, colours, ring_colours = [], [], [], []
    for code, centre in layout.centre.items():
        x, y = float(centre[0]), float(centre[1])
        radius = layout.radius[code]
        if code in layout.poles:
            colour = side_colour(
                1.0 if material.manifest.facts.hub and code == material.manifest.facts.hub.code else -1.0
            )
            axes.add_patch(_diamond(x, y, radius, colour))
        else:
            colour = side_colour(side[code]["mean"])
            begin = 90.0
            for posture, share in zip(material.ladder, shares.loc[code], strict=True):
                if share > 0:
                    rings.append(Wedge((x, y), radius, begin - 360 * share, begin))
                    ring_colours.append(posture_colour(posture, material.sides.get(posture, 0)))
                begin -= 360 * share
            area(axes, (x - radius, x + radius), (y - radius, y + radius), _said(material, scenario, code, shares))
            discs.append(Circle((x, y), radius * (1 - _RING) + 0.012))
            colours.append(colour)
        axes.text(
            x, y, code, size=7.2, weight="bold", color=readable_on(colour), ha="center", va="center_baseline", zorder=6
        )
        axes.text(
            x, y - radius - 0.035, layout.names[code], size=8, color=INK, ha="center", va="top", zorder=6,
            bbox={"facecolor": "white", "alpha": 0.75, "edgecolor": "none", "pad": 0.4},
        )  # fmt: skip
    axes.add_collection(PatchCollection(rings, facecolors=ring_colours, edgecolors="white", linewidths=0.4, zorder=4))
    axes.add_collection(PatchCollection(discs, facecolors=colours, edgecolors="white", linewidths=1.0, zorder=5))


def _said(material: Material, scenario: str, code: str, shares: pd.DataFrame) -> str:
    own = [f"{p} {percent(float(s))}" for p, s in zip(material.ladder, shares.loc[code], strict=True) if s > 0]
    mean = level(material.outcomes["side.end"], material.level(scenario, "side.end", "country")[code]["mean"])
    where = f"{material.manifest.country(code)}, {material.title(scenario)}, {whole(material.years[-1])}"
    return f"{where}: mean side {mean}; {', '.join(reversed(own))}"


def _diamond(x: float, y: float, radius: float, colour: str) -> Patch:
    from matplotlib.patches import RegularPolygon

    return RegularPolygon((x, y), 4, radius=radius, facecolor=colour, edgecolor="white", linewidth=1, zorder=5)


def _lines(axes: Axes, material: Material, scenario: str, layout: _Layout) -> None:
    if "links" not in material.tables:
        return
    frame = material.tables["links"]
    frame = frame[frame["scenario"] == scenario]
    for order, (kind, (colour, widest)) in enumerate(_KINDS.items()):
        known = [
            row
            for row in rows(frame[(frame["kind"] == kind) & (frame["value"] >= LEAST[kind])])
            if row["first"] in layout.centre and row["second"] in layout.centre
        ]
        ends = [[tuple(layout.centre[row[end]]) for end in ("first", "second")] for row in known]
        wide = [widest * row["value"] for row in known]
        alpha = 0.55 if kind == "tie" else 0.8
        axes.add_collection(
            LineCollection(ends, colors=colour, linewidths=wide, alpha=alpha, zorder=1 + order, capstyle="round")
        )


def _legend(axes: Axes, material: Material) -> None:
    axes.set_axis_off()
    postures = [
        Patch(facecolor=posture_colour(posture, material.sides.get(posture, 0)), label=posture)
        for posture in reversed(material.ladder)
    ]
    texts = {
        "hub": "treaty with the hub",
        "pact": "members of the same pact",
        "tie": "security cooperation in the base year",
    }
    lines = [
        Line2D([], [], color=_KINDS[kind][0], linewidth=_KINDS[kind][1], label=text) for kind, text in texts.items()
    ]
    look = {"frameon": False, "borderaxespad": 0, "borderpad": 0, "fontsize": 9, "columnspacing": 1.6}
    first = axes.legend(
        handles=postures, loc="upper left", ncols=len(postures), handlelength=1.1, handleheight=1, **look
    )
    axes.add_artist(first)
    axes.legend(handles=lines, loc="lower left", ncols=len(lines), handlelength=1.8, **look)
    axes.text(1, 1, "diamonds: the two poles", size=9, color=SOFT, ha="right", va="top", transform=axes.transAxes)


def _title(material: Material) -> str:
    """The finding: how the region's mean side and the hub camp's share of capability differ."""
    shares = {name: material.level(name, "hub_side.end")["all"]["mean"] for name in material.scenarios}
    parts = [f"{percent(share)} under {material.title(name)}" for name, share in shares.items()]
    parts[0] = parts[0].replace(" under", " of the region's capability under", 1)
    return f"By {whole(material.years[-1])} the hub's side holds {listed(parts)}"
