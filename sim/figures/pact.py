"""The pact through the years: whether it is in force, and who is a member, as probabilities over worlds."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, PowerNorm
from matplotlib.figure import Figure

from sim.analysis.statistics import share_interval
from sim.figures.material import Material, whole
from sim.figures.palette import FAINT, INK, SOFT, scenario_colour
from sim.figures.style import MARGIN, Sheet, head, quiet
from sim.figures.tips import area, points
from sim.results.wording import listed, percent

_INK_SCALE = LinearSegmentedColormap.from_list("membership", ["#f4f6f8", "#7cc3ec", "#1c7ab8", "#102a4c"])
_QUANTITY = "theatre.pact_in_force"
_MOST_MAPS = 3
_MAP, _LINES = 4.3, 4.1
_ROW = 0.27
_PAD = 23
_LINE_OF_LABELS = 44


def draw(material: Material) -> dict[str, Figure]:
    """Draw the pact.

    Args:
        material: of the study.

    Returns:
        The figure by its stem; nothing when no world of any scenario has a pact in force.
    """
    if "paths" not in material.tables:
        return {}
    with_pact = [name for name in material.scenarios if material.path(name, _QUANTITY)["mean"].max() > 0][:_MOST_MAPS]
    if not with_pact:
        return {}
    labels = [_label(material, name) for name in material.scenarios]
    rows = 1 if sum(map(len, labels)) <= _LINE_OF_LABELS else len(labels)
    above = 0.31 + 0.19 * rows
    tall = max(2.6, _ROW * len(material.countries)) - 0.05
    height = above + tall + 0.45
    reading = (
        "Left: share of worlds with a pact in force, with its 90 % interval. "
        "Right: share of worlds in which a country is a member; numbers give the last year."
    )
    width = MARGIN + 0.45 + _LINES + sum(1.25 + _MAP * 0.8 + 0.55 for _ in with_pact) + 0.1
    sheet = Sheet(
        max(width, 10.0),
        height,
        _title(material, max(with_pact, key=lambda name: _ever(material, name))),
        reading,
        material.source(),
    )
    lines = sheet.axes(MARGIN + 0.45, above, _LINES - 0.6, tall)
    _in_force(lines, material, labels, rows)
    left = MARGIN + 0.45 + _LINES
    room = (sheet.width - left - 0.1) / len(with_pact)
    for position, scenario in enumerate(with_pact):
        axes = sheet.axes(left + position * room + 1.0, above, room - 1.75, tall)
        _members(axes, material, scenario, rows)
    return {"pact": sheet.figure}


def _label(material: Material, scenario: str) -> str:
    end = material.level(scenario, "pact_in_force.end")["all"]["mean"]
    return f"{material.title(scenario)} {percent(end)}"


def _in_force(axes: Axes, material: Material, labels: list[str], rows: int) -> None:
    highest = 0.05
    quiet(axes, x=False)
    handles: list[Artist] = []
    for s, scenario in enumerate(material.scenarios):
        path = material.path(scenario, _QUANTITY).sort_values("year")
        share = path["mean"].to_numpy(dtype=float)
        worlds = int(path["worlds"].iloc[0])
        low, high = share_interval(share * worlds, worlds)
        years = path["year"].to_numpy(dtype=float)
        colour = scenario_colour(s)
        axes.fill_between(years, 100 * low, 100 * high, color=colour, alpha=0.18, linewidth=0)
        handles += axes.plot(years, 100 * share, color=colour, linewidth=2.2, label=labels[s])
        highest = max(highest, float(high.max()))
        said = [
            f"{material.title(scenario)}, {whole(year)}: pact in force in {percent(mean)} of worlds "
            f"({percent(least)} to {percent(most)})"
            for year, mean, least, most in zip(years.tolist(), share, low, high, strict=True)
        ]
        points(axes, years, 100 * share, said)
    axes.set_ylim(0, 100 * min(1.0, highest * 1.12))
    axes.margins(x=0)
    axes.set_ylabel("% of worlds")
    axes.grid(axis="y", color=FAINT, linewidth=0.5)
    axes.set_axisbelow(True)
    axes.set_title("Pact in force", pad=_PAD + 13 * (rows - 1))
    _year_ticks(axes, material)
    axes.legend(
        handles=handles, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=len(labels) if rows == 1 else 1,
        frameon=False, borderaxespad=0.1, borderpad=0, handlelength=1.2, columnspacing=1.0, fontsize=8.5,
        labelspacing=0.3,
    )  # fmt: skip


def _members(axes: Axes, material: Material, scenario: str, rows: int) -> None:
    path = material.path(scenario, "countries.member")
    wide = path.pivot(index="scope", columns="year", values="mean")
    order = sorted(wide.index, key=lambda code: (-wide.loc[code].iloc[-1], -wide.loc[code].max(), code))
    values = wide.loc[order].to_numpy(dtype=float)
    years = np.array(material.years, dtype=float)
    half = (years[1] - years[0]) / 2 if len(years) > 1 else 0.5
    axes.imshow(
        values, aspect="auto", cmap=_INK_SCALE, norm=PowerNorm(0.5, 0, 1), interpolation="nearest",
        extent=(years[0] - half, years[-1] + half, len(order) - 0.5, -0.5),
    )  # fmt: skip
    axes.set_yticks(range(len(order)), [material.manifest.country(code) for code in order], color=INK, size=9)
    axes.hlines(np.arange(1, len(order)) - 0.5, years[0] - half, years[-1] + half, color="white", linewidth=1)
    quiet(axes)
    axes.spines[["left", "bottom"]].set_visible(False)
    _year_ticks(axes, material)
    head(axes, f"Members, {material.title(scenario)}", _PAD + 13 * (rows - 1), beyond=0.7)
    axes.annotate(
        f"% of worlds, year by year and in {whole(material.years[-1])}", (0, 1), xycoords="axes fraction",
        xytext=(0, 6), textcoords="offset points", size=8.5, color=SOFT,
    )  # fmt: skip
    for (position, t), share in np.ndenumerate(values):
        place = f"{material.manifest.country(order[position])}, {whole(material.years[t])}"
        x, y = (float(years[t] - half), float(years[t] + half)), (position - 0.5, position + 0.5)
        area(axes, x, y, f"{place}: a member in {percent(float(share))} of worlds, {material.title(scenario)}")
    edge = float(years[-1] + half + 0.02 * (np.ptp(years) + 1))
    for position, share in enumerate(values[:, -1].tolist()):
        axes.text(edge, position, percent(share), size=9, va="center", color=INK if share > 0 else SOFT)


def _year_ticks(axes: Axes, material: Material) -> None:
    """First and last year, and the decades and half-decades between them that leave room."""
    first, last = material.years[0], material.years[-1]
    near = 0.12 * (last - first)
    between = [year for year in range(int(first), int(last) + 1) if year % 5 == 0 and first + near < year < last - near]
    if len(between) > 4:
        between = [year for year in between if year % 10 == 0]
    ticks = sorted({first, *map(float, between), last})
    axes.set_xticks(ticks, [whole(year) for year in ticks])
    axes.tick_params(axis="x", pad=7)


def _ever(material: Material, scenario: str) -> float:
    return float(material.level(scenario, "pact_in_force.ten_years")["all"]["mean"])


def _title(material: Material, scenario: str) -> str:
    """The finding: how likely the pact is in the end, and its likeliest members."""
    end = material.level(scenario, "pact_in_force.end")["all"]["mean"]
    members = material.level(scenario, "members.end", "country")
    order = sorted(members, key=lambda code: (-members[code]["mean"], code))
    likely = [material.manifest.country(code) for code in order[:3] if members[code]["mean"] > 0]
    last = whole(material.years[-1])
    text = (
        f"{material.title(scenario)}: a pact is in force within ten years in {percent(_ever(material, scenario))} of "
        f"worlds, in {last} in {percent(end)}"
    )
    return text + (f", most often with {listed(likely)}" if likely else "")
