"""A against B for each country: mean side at the end with its spread over worlds, and the difference in numbers."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.transforms import ScaledTranslation, Transform

from sim.figures.material import Material, whole
from sim.figures.palette import FAINT, INK, PALE, SOFT, scenario_colour
from sim.figures.style import MARGIN, Sheet, quiet, side_by_side
from sim.figures.tips import points
from sim.results.wording import change, interval, level, listed

OUTCOME = "side.end"
_ROW = 0.21
_GAP = 0.17
_NAMES = 1.25
_LETTER = 0.088
"""Inches a letter of a country's name takes at most, on average."""

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
    first = material.level(material.scenarios[0], OUTCOME, "country")
    order = sorted(first, key=lambda code: (-first[code]["mean"], code))
    scenarios = len(material.scenarios)
    band = scenarios * _ROW + _GAP
    titles = [material.title(name) for name in material.scenarios]
    columns = side_by_side(titles, 8.5)
    head = 0.53 + 0.22 * -(-len(titles) // columns)
    height = head + len(order) * band + 0.3
    compared = "comparison" in material.tables
    reading = (
        f"Side taken in {whole(material.years[-1])}, -1 with the challenger to +1 in the pact. "
        "Dots: mean over worlds. Lines: nine worlds in ten.".replace("-1", "\N{MINUS SIGN}1")
        + (" Numbers: mean difference from the first scenario with its 90 % interval." if compared else "")
    )
    sheet = Sheet(10.5, height, _title(material), reading, material.source())
    right = _NUMBERS if compared else 0.2
    left = MARGIN + max(_NAMES, _LETTER * max(len(material.manifest.country(code)) for code in order))
    axes = sheet.axes(left, head, sheet.width - left - right - MARGIN, len(order) * band)
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
    above = axes.transAxes + ScaledTranslation(0, 0.32, sheet.figure.dpi_scale_trans)
    _legend(axes, titles, columns, above)
    return {"sides": sheet.figure}


def _heights(scenario: int, countries: int, band: float) -> list[float]:
    """Where the line of a scenario runs in each country's band."""
    return [country * band + _GAP / 2 + (scenario + 0.5) * _ROW for country in range(countries)]


def _dots(axes: Axes, material: Material, order: list[str], band: float) -> None:
    for s, scenario in enumerate(material.scenarios):
        found = material.level(scenario, OUTCOME, "country")
        mean, low, high = ([found[code][name] for code in order] for name in ("mean", "low", "high"))
        y = _heights(s, len(order), band)
        colour = scenario_colour(s)
        axes.hlines(y, low, high, color=colour, linewidth=2.2, alpha=0.45)
        axes.scatter(mean, y, s=42, color=colour, edgecolors="white", linewidths=0.7, zorder=3)
        points(axes, mean, y, [_said(material, scenario, code) for code in order])


def _said(material: Material, scenario: str, code: str) -> str:
    outcome = material.outcomes[OUTCOME]
    row = material.level(scenario, OUTCOME, "country")[code]
    text = (
        f"{material.manifest.country(code)}, {material.title(scenario)}: side {level(outcome, row['mean'])}, "
        f"nine worlds in ten {level(outcome, row['low'])} to {level(outcome, row['high'])}"
    )
    if scenario == material.scenarios[0] or "comparison" not in material.tables:
        return text
    found = material.compared(OUTCOME, scenario, "country")[code]
    between = interval(outcome, found["ci_low"], found["ci_high"])
    return f"{text}; difference {change(outcome, found['difference'])} ({between})"


def _numbers(axes: Axes, material: Material, order: list[str], band: float) -> None:
    outcome = material.outcomes[OUTCOME]
    for s, scenario in enumerate(material.scenarios[1:], start=1):
        found, moved = material.compared(OUTCOME, scenario, "country"), material.moved(OUTCOME, scenario)
        for y, code in zip(_heights(s, len(order), band), order, strict=True):
            place = y if len(material.scenarios) > 2 else y - _ROW / 2
            low, high = found[code]["ci_low"], found[code]["ci_high"]
            weight = "bold" if code in moved else "normal"
            size = change(outcome, found[code]["difference"])
            axes.text(1.1, place, size, va="center", size=8.5, color=scenario_colour(s), weight=weight)
            axes.text(1.28, place, f"({interval(outcome, low, high)})", va="center", size=8.5, color=SOFT)


def _ladder(axes: Axes, material: Material) -> None:
    """Name the rungs above the scale, and draw a line through each."""
    for posture, side in material.sides.items():
        axes.axvline(side, color=FAINT, linewidth=0.7, zorder=1)
        axes.annotate(posture, (side, 0), xytext=(0, 4), textcoords="offset points", ha="center", size=8.5, color=SOFT)


def _legend(axes: Axes, titles: list[str], columns: int, above: Transform) -> None:
    """Name the scenarios above the names of the rungs."""
    handles = [
        Line2D([], [], marker="o", markersize=6, linewidth=2.2, color=scenario_colour(s), label=title)
        for s, title in enumerate(titles)
    ]
    axes.legend(
        handles=handles, ncols=columns, frameon=False, fontsize=9.5, loc="lower left", borderaxespad=0,
        borderpad=0, bbox_to_anchor=(0, 1, 1, 1), bbox_transform=above, columnspacing=1.6,
    )  # fmt: skip


def _title(material: Material) -> str:
    """The finding: who moves towards the hub and who away from it, beyond chance."""
    if "comparison" in material.tables:
        return "; ".join(_finding(material, b) for b in material.scenarios[1:3])
    name = material.scenarios[0]
    means = [row["mean"] for row in material.level(name, OUTCOME, "country").values()]
    hub, other = sum(mean > 0 for mean in means), sum(mean < 0 for mean in means)
    return (
        f"{material.title(name)}: on average {hub} of {len(means)} countries lean to the hub, {other} to the challenger"
    )


def _finding(material: Material, b: str) -> str:
    found = material.moved(OUTCOME, b)
    up = sorted((code for code in found if found[code]["ci_low"] > 0), key=lambda code: -found[code]["difference"])
    down = sorted((code for code in found if found[code]["ci_high"] < 0), key=lambda code: found[code]["difference"])
    if not up and not down:
        return f"{material.title(b)} moves no country by more than chance"
    most = 3 if len(material.scenarios) == 2 else 2
    parts = []
    for codes, where in ((up, "towards the hub"), (down, "away from it" if up else "away from the hub")):
        named = [material.manifest.country(code) for code in codes[:most]]
        named += [f"{len(codes) - most} more"] if len(codes) > most else []
        parts += [f"{listed(named)} {where}"] if named else []
    return f"{material.title(b)} moves {', '.join(parts)}"
