"""A scenario through the years: its policies, and below them pact, sides, trust and crises as they follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.figures.material import Material, whole
from sim.figures.palette import FAINT, INK, SCENARIOS, SOFT, scenario_colour
from sim.figures.style import Sheet, broken, minus, quiet
from sim.figures.tips import area, points
from sim.results.wording import cut, percent, plain
from sim.years import year_of

_WIDTH, _LEFT, _RIGHT = 10.5, 2.0, 0.45
_BAR, _LINE, _APART, _FOOT = 0.3, 0.78, 0.2, 0.42
_LONGEST = 96  # characters of a policy's words
_LETTER = 0.074  # inches of one of them
_NAMELESS = ("type", "id", "start", "end")


@dataclass(frozen=True, slots=True)
class Strip:
    """A quantity through the years: name of its path, label, factor, whether flashpoints are added up."""

    quantity: str
    label: str
    factor: float = 1.0
    summed: bool = False


STRIPS = (
    Strip("theatre.pact_in_force", "Pact in force, % of worlds", 100.0),
    Strip("theatre.hub_side_share", "Capability on the hub's side, %", 100.0),
    Strip("theatre.mean_trust", "Trust in the hub, 0 to 1"),
    Strip("flashpoints.hazard", "Rate of crises, a year", summed=True),
)


def draw(material: Material) -> dict[str, Figure]:
    """Draw timelines.

    Args:
        material: of the study.

    Returns:
        A figure for each scenario, by its stem; nothing without the table `paths`, or where there is but one year.
    """
    if "paths" not in material.tables or len(material.years) < 2:
        return {}
    return {f"timeline-{name}": _sheet(material, name) for name in material.scenarios}


def words(policy: Mapping[str, Any]) -> str:
    """A policy of a resolved scenario in a line: its type, then what it sets."""
    own = [(key, value) for key, value in policy.items() if key not in _NAMELESS and value not in ({}, [], None)]
    parts = [f"{key.replace('_', ' ')} {_value(value)}" for key, value in own]
    kind = str(policy["type"]).replace("_", " ")
    text = f"{kind[:1].upper()}{kind[1:]}{': ' if parts else ''}{', '.join(parts)}"
    return cut(text, _LONGEST)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_value(one)}" for key, one in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return " ".join(map(str, value))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return minus(value)
    return str(value).replace("_", " ")


def _sheet(material: Material, scenario: str) -> Figure:
    policies = material.manifest.scenarios[scenario].get("policies", [])
    first = material.scenarios[0]
    strips = [strip for strip in STRIPS if len(material.path(scenario, strip.quantity))]
    above = 0.1 + _BAR * max(1, len(policies)) + 0.15
    height = above + len(strips) * (_LINE + _APART) + _FOOT
    reading = "Above: policies and the years in which they are in force. Below: mean over worlds" + (
        f"; bands: nine worlds in ten; grey: {material.title(first)}." if scenario != first else "; bands: nine in ten."
    )
    count = len(policies)
    said = f"{count} {'policy' if count == 1 else 'policies'}" if count else "no new policy"
    sheet = Sheet(
        _WIDTH, height, f"{material.title(scenario)}: {said}; {_found(material, scenario)}", reading, material.source()
    )
    wide = _WIDTH - _LEFT - _RIGHT
    axes = sheet.axes(_LEFT, 0.1, wide, _BAR * max(1, count))
    _policies(axes, material, policies, scenario_colour(material.scenarios.index(scenario)))
    for position, strip in enumerate(strips):
        own = sheet.axes(_LEFT, above + position * (_LINE + _APART), wide, _LINE)
        _strip(own, material, scenario, strip)
        _years(own, material, named=position == len(strips) - 1)
    return sheet.figure


def _found(material: Material, scenario: str) -> str:
    """The finding: how likely a pact is in the last year."""
    share = _path(material, scenario, STRIPS[0])["mean"]
    last = f"in {whole(material.years[-1])}"
    return f"a pact is in force in {percent(float(share.iloc[-1]))} of worlds {last}" if share.max() > 0 else "no pact"


def _policies(axes: Axes, material: Material, policies: Sequence[Mapping[str, Any]], colour: str) -> None:
    quiet(axes)
    begin, last = material.years[0], material.years[-1]
    axes.set_xlim(begin, last)
    axes.set_ylim(max(1, len(policies)) - 0.5, -0.5)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.annotate("Policies", (0, 1), xycoords="axes fraction", xytext=(-38, -4), textcoords="offset points",
                  ha="right", va="top", size=9, color=INK)  # fmt: skip
    if not policies:
        axes.text(begin, 0, "as things stand", size=9, color=SOFT, va="center")
    for row, policy in enumerate(policies):
        start = min(max(year_of(_when(policy["start"])), begin), last)
        end = min(year_of(_when(policy["end"]), closing=True), last) if policy.get("end") else last
        axes.barh(row, max(end - start, 0.1), left=start, height=0.72, color=colour, alpha=0.22, linewidth=0)
        axes.vlines(start, row - 0.36, row + 0.36, color=colour, linewidth=2.5)
        room = start - begin < 0.45 * (last - begin)
        place, side = (start, "left") if room else (end, "right")
        free = (last - start if room else end - begin) / (last - begin) * (_WIDTH - _LEFT - _RIGHT)
        axes.annotate(cut(f"{policy['start']}  {words(policy)}", min(_LONGEST, int(free / _LETTER))), (place, row),
                      xytext=(7 if room else -4, 0), textcoords="offset points", size=8.5, va="center", ha=side,
                      color=INK)  # fmt: skip
        span = f"{policy['start']} to {policy.get('end') or 'the end'}"
        area(axes, (start, max(end, start + 0.1)), (row - 0.36, row + 0.36), f"{words(policy)}, {span}")


def _when(moment: int | str) -> int | date:
    """A year, or a date, which a manifest holds as text."""
    return date.fromisoformat(moment) if isinstance(moment, str) else moment


def _strip(axes: Axes, material: Material, scenario: str, strip: Strip) -> None:
    quiet(axes)
    first = material.scenarios[0]
    if scenario != first:
        other = _path(material, first, strip)
        axes.plot(other["year"], strip.factor * other["mean"], color=SCENARIOS[0], linewidth=1.2, zorder=2)
    own = _path(material, scenario, strip)
    colour = scenario_colour(material.scenarios.index(scenario))
    years, mean = own["year"].to_numpy(dtype=float), strip.factor * own["mean"].to_numpy(dtype=float)
    chance = strip.quantity == "theatre.pact_in_force"  # a yes or no has a share, and no spread
    if "low" in own and not chance:
        axes.fill_between(
            years, strip.factor * own["low"], strip.factor * own["high"], color=colour, alpha=0.16, linewidth=0
        )
    axes.plot(years, mean, color=colour, linewidth=2.0, zorder=3)
    said = [
        f"{material.title(scenario)}, {whole(y)}: {strip.label} {plain(m)}" for y, m in zip(years, mean, strict=True)
    ]
    points(axes, years, mean, said)
    low, high = axes.get_ylim()
    axes.set_ylim(max(0.0, low) if low < 0 <= mean.min() else low, max(high, low + (5.0 if strip.factor > 1 else 0.05)))
    axes.locator_params(axis="y", nbins=3)
    axes.grid(axis="both", color=FAINT, linewidth=0.5)
    axes.set_axisbelow(True)
    axes.annotate(broken(strip.label, 20), (0, 0.5), xycoords="axes fraction", xytext=(-38, 0),
                  textcoords="offset points", ha="right", va="center", size=9, color=INK)  # fmt: skip


def _path(material: Material, scenario: str, strip: Strip) -> pd.DataFrame:
    """Mean and spread by year; of flashpoints added up the mean alone, for spreads do not add."""
    found = material.path(scenario, strip.quantity)
    if strip.summed:
        return found.groupby("year")[["mean"]].sum().reset_index()
    return found.sort_values("year")


def _years(axes: Axes, material: Material, *, named: bool) -> None:
    first, last = material.years[0], material.years[-1]
    axes.set_xlim(first, last)
    step = max(1, round((last - first) / 10))
    ticks = np.unique([first, *np.arange(np.ceil(first), last + 1e-9, step), last])
    ticks = ticks[(ticks == last) | (last - ticks >= 0.6 * step)]
    axes.set_xticks(ticks, [whole(float(year)) for year in ticks] if named else [])
