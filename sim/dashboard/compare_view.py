"""What came of both scenarios: figures, and the numbers behind them."""

from __future__ import annotations

import html
from collections.abc import Sequence

import solara

from sim.dashboard import charts
from sim.dashboard.paired import Line, Paired
from sim.results.wording import change, interval, level

_CHARTS = {"style": "height: 300px; width: 100%;"}


@solara.component
def Comparison(found: Paired, country: solara.Reactive[str]) -> None:
    """Headlines, the pact and trust over the years, postures at the end, and one country."""
    first, second = charts.titles(found)
    code = country.value if country.value in found.countries else found.countries[0]
    names = {found.evidence.countries[one].name: one for one in found.countries}
    with solara.Column(gap="10px"):
        solara.HTML(tag="h2", unsafe_innerHTML=html.escape(f"{second} against {first}"))
        solara.HTML(tag="div", classes=["scroll"], unsafe_innerHTML=table(found, found.lines))
        with solara.ColumnsResponsive(default=[12], large=[6, 6]):
            solara.FigureEcharts(charts.course(found, found.pact, "Pact in force"), attributes=_CHARTS, responsive=True)
            solara.FigureEcharts(
                charts.course(found, found.trust, "Trust in the hub"), attributes=_CHARTS, responsive=True
            )
        tall = {"style": f"height: {110 + 34 * len(found.countries)}px; width: 100%;"}
        solara.FigureEcharts(charts.ends(found), attributes=tall, responsive=True)
        said = f"Share of worlds; of each pair of bars the upper is {first}, the lower {second}."
        solara.HTML(tag="p", classes=["note"], unsafe_innerHTML=html.escape(said))
        solara.HTML(tag="h2", unsafe_innerHTML=html.escape(found.evidence.countries[code].name))
        solara.Select(
            "Country", list(names), found.evidence.countries[code].name,
            on_value=lambda name: country.set(names[name]), dense=True,
        )  # fmt: skip
        solara.FigureEcharts(charts.country(found, code), attributes=_CHARTS, responsive=True)
        solara.HTML(tag="div", classes=["scroll"], unsafe_innerHTML=table(found, found.own[code]))


def table(found: Paired, lines: Sequence[Line]) -> str:
    """Outcomes of both scenarios as HTML, differences beyond chance in bold."""
    head = ["", *charts.titles(found), "difference", "90 % interval"]
    rows = ["<tr>" + "".join(f'<th scope="col">{html.escape(one)}</th>' for one in head) + "</tr>"]
    for line in lines:
        outcome = line.outcome
        points = " points" if outcome.display == "percent" else ""
        told = [level(outcome, line.a), level(outcome, line.b), change(outcome, line.difference) + points]
        told.append(interval(outcome, line.low, line.high))
        unit = "" if outcome.display == "percent" else f' <span class="note">{html.escape(outcome.unit)}</span>'
        cells = [f"{html.escape(outcome.label)}{unit}", *map(html.escape, told)]
        sure = ["", "", "", ' class="sure"' if line.sure else "", ""]
        body = "".join(f"<td{mark}>{cell}</td>" for mark, cell in zip(sure, cells, strict=True))
        rows.append(f"<tr{'' if line.sure else ' class=idle'}>{body}</tr>")
    said = f"Means over {found.worlds:,} paired worlds; bold: beyond chance."
    return f'<table class="lines"><caption class="note">{said}</caption>{"".join(rows)}</table>'
