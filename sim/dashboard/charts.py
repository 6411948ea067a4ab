"""What is drawn in the browser, as options of ECharts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.dashboard.paired import Course, Paired
from sim.figures.palette import FAINT, INK, SOFT, posture_colour, scenario_colour
from sim.results.wording import cut, percent

Option = dict[str, Any]

_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"
_MUCH, _LONGEST = 100, 34


def _shared(title: str, description: str) -> Option:
    return {
        "animation": False,
        "aria": {"enabled": True, "label": {"description": description}},
        "textStyle": {"fontFamily": _FONT, "color": INK},
        "title": {"text": title, "left": 0, "top": 0, "textStyle": {"fontSize": 14, "fontWeight": 600, "color": INK}},
        "tooltip": {"trigger": "axis", "confine": True, "valueFormatter": None},
    }


def _colours(found: Paired) -> list[str]:
    ladder = found.evidence.postures
    return [posture_colour(name, float(ladder[name].attributes["side"].value)) for name in found.postures]


def titles(found: Paired) -> tuple[str, str]:
    """What the two scenarios are called."""
    first, second = (scenario.title or scenario.name for scenario in found.scenarios)
    return first, second


def course(found: Paired, own: Course, title: str) -> Option:
    """A number over the years: a line and a band for each scenario, in per cent.

    Args:
        found: what came of both.
        own: the number.
        title: what it is.
    """
    series: list[Option] = []
    years = [f"{year:g}" for year in found.years]
    for k, name in enumerate(titles(found)):
        colour = scenario_colour(k)
        line = [round(_MUCH * float(v), 2) for v in own.mean[k]]
        low = [round(_MUCH * max(0.0, float(v)), 2) for v in own.low[k]]
        wide = [round(_MUCH * float(h) - v, 2) for h, v in zip(own.high[k], low, strict=True)]
        band = {"type": "line", "stack": f"band{k}", "symbol": "none", "lineStyle": {"opacity": 0}, "silent": True,
                "tooltip": {"show": False}}  # fmt: skip
        series += [
            {**band, "data": low, "name": f"low{k}"},
            {**band, "data": wide, "name": f"band{k}", "areaStyle": {"color": colour, "opacity": 0.16}},
            {"type": "line", "name": name, "data": line, "symbolSize": 5, "color": colour, "lineStyle": {"width": 2}},
        ]
    end = [f"{percent(float(own.mean[k][-1]))} in {name}" for k, name in enumerate(titles(found))]
    return {
        **_shared(title, f"{title}, by year. At the end {' and '.join(end)}."),
        "legend": {"data": list(titles(found)), "top": 22, "left": 0, "itemWidth": 16, "textStyle": {"color": INK}},
        "grid": {"left": 44, "right": 12, "top": 56, "bottom": 28},
        "xAxis": {"type": "category", "data": years, "axisLabel": {"color": SOFT}, "axisTick": {"show": False}},
        "yAxis": {"type": "value", "min": 0, "axisLabel": {"formatter": "{value} %", "color": SOFT},
                  "splitLine": {"lineStyle": {"color": FAINT}}},
        "series": series,
    }  # fmt: skip


def country(found: Paired, code: str) -> Option:
    """Share of worlds in which a country holds each posture, by year, one panel for each scenario."""
    u = found.countries.index(code)
    name = found.evidence.countries[code].name
    years = [f"{year:g}" for year in found.years]
    series = []
    for k in range(2):
        for p, (posture, colour) in enumerate(zip(found.postures, _colours(found), strict=True)):
            series.append(
                {"type": "bar", "name": posture, "stack": f"side{k}", "xAxisIndex": k, "yAxisIndex": k, "color": colour,
                 "barCategoryGap": "8%", "data": [round(_MUCH * float(v), 1) for v in found.shares[k, :, u, p]]}
            )  # fmt: skip
    ends = []
    for k, title in enumerate(titles(found)):
        last = found.shares[k, -1, u]
        ends.append(f"in {title} {found.postures[int(last.argmax())]} in {percent(float(last.max()))}")
    head = [
        {
            "text": cut(title, _LONGEST),
            "left": f"{4 + 50 * k}%",
            "top": 48,
            "textStyle": {"fontSize": 12, "color": SOFT},
        }
        for k, title in enumerate(titles(found))
    ]
    shared = _shared(f"{name}: postures over the years", f"{name} at the end: {' and '.join(ends)} of worlds.")
    grids = ({"left": "6%", "width": "42%"}, {"left": "56%", "width": "42%"})
    return {
        **shared,
        "title": [shared["title"], *head],
        "tooltip": {"trigger": "axis", "confine": True, "axisPointer": {"type": "shadow"}},
        "legend": {"data": list(found.postures), "top": 22, "left": 0, "itemWidth": 14, "textStyle": {"color": INK}},
        "grid": [{**own, "top": 76, "bottom": 26} for own in grids],
        "xAxis": [
            {"type": "category", "gridIndex": k, "data": years, "axisLabel": {"color": SOFT},
             "axisTick": {"show": False}} for k in range(2)
        ],
        "yAxis": [
            {"type": "value", "gridIndex": k, "min": 0, "max": 100, "axisLabel": {"color": SOFT},
             "splitLine": {"lineStyle": {"color": FAINT}}} for k in range(2)
        ],
        "series": series,
    }  # fmt: skip


def ends(found: Paired) -> Option:
    """Share of worlds in each posture in the last year, a pair of bars for each country."""
    names = [found.evidence.countries[code].name for code in found.countries]
    series = []
    for k in range(2):
        for p, (posture, colour) in enumerate(zip(found.postures, _colours(found), strict=True)):
            shares = found.shares[k, -1, :, p][::-1]
            series.append(
                {"type": "bar", "name": posture, "stack": f"side{k}", "color": colour, "barWidth": 8, "barGap": "30%",
                 "itemStyle": {"opacity": 0.75 if k == 0 else 1.0},
                 "data": [round(_MUCH * float(v), 1) for v in shares]}
            )  # fmt: skip
    year = f"{found.years[-1]:g}"
    first, second = titles(found)
    said = f"Share of worlds in each posture in {year}, for {len(names)} countries, in {first} and in {second}."
    return {
        **_shared(f"Postures in {year}", said),
        "tooltip": {"trigger": "item", "confine": True},
        "legend": {"data": list(found.postures), "top": 22, "left": 0, "itemWidth": 14, "textStyle": {"color": INK}},
        "grid": {"left": 96, "right": 18, "top": 50, "bottom": 28},
        "xAxis": {"type": "value", "max": 100, "axisLabel": {"formatter": "{value} %", "color": SOFT},
                  "splitLine": {"lineStyle": {"color": FAINT}}},
        "yAxis": {"type": "category", "data": names[::-1], "axisTick": {"show": False}, "axisLabel": {"color": INK},
                  "inverse": False},
        "series": series,
    }  # fmt: skip


def legend(found: Paired) -> Sequence[tuple[str, str]]:
    """Postures with their colours."""
    return [*zip(found.postures, _colours(found), strict=True)]
