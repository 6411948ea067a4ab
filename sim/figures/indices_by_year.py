"""How much of each outcome hangs on each dimension of a sweep, measured up to one year after another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.figures.axis import called
from sim.figures.indices import LOOKS, amount, analysed
from sim.figures.material import Material, Row, rows
from sim.figures.palette import FAINT, SCENARIOS
from sim.figures.style import broken, minus, quiet
from sim.figures.swept import chosen, laid, stem
from sim.figures.tips import points
from sim.results.measure import ALL
from sim.results.outcomes import AT, Outcome
from sim.results.wording import plain

_LEFT, _TALL = 0.75, 1.55
_LINES = len(SCENARIOS) - 2
_COLOURS = SCENARIOS[1:]  # the grey of the first is kept for what others are held against

Series = Mapping[tuple[str, int], Row]
"""Rows of the table `indices` by dimension and year."""


def draw(material: Material) -> dict[str, Figure]:
    """Draw indices over the years.

    Args:
        material: of a sweep.

    Returns:
        A sheet for each scenario that was analysed; none where outcomes were measured over all years only.
    """
    return {
        stem(material, "indices_by_year", scenario): _sheet(material, scenario, found)
        for scenario, found in analysed_by_year(material).items()
    }


def analysed_by_year(material: Material) -> dict[str, dict[str, Series]]:
    """The index that decides, of outcomes that were measured up to several years.

    Args:
        material: of a sweep.

    Returns:
        By scenario and outcome, without its year, the rows of each dimension and year; none without several years.
    """
    found = {scenario: _series(material, scenario, own) for scenario, own in analysed(material).items()}
    return {scenario: series for scenario, series in found.items() if series}


def _series(material: Material, scenario: str, own: Sequence[Row]) -> dict[str, Series]:
    """By outcome, those that were measured up to several years."""
    years = material.manifest.options["years"]
    last = int(years[1] if years else material.manifest.scenarios[scenario]["horizon"]["end"])
    found: dict[str, dict[tuple[str, int], Row]] = {}
    for row in own:
        if row["scope"] == ALL and row["index"] == next(iter(LOOKS[row["method"]].shown)):
            base, _, year = str(row["outcome"]).partition(AT)
            found.setdefault(base, {})[str(row["dimension"]), int(year or last)] = row
    return {name: rows for name, rows in found.items() if len({year for _, year in rows}) > 1}


def _sheet(material: Material, scenario: str, found: Mapping[str, Series]) -> Figure:
    names = chosen(material, list(found))
    method = next(iter(found[names[0]].values()))["method"]
    largest: dict[str, float] = {}
    for name in names:
        top = max(row["value"] for row in found[name].values()) or 1.0
        for (path, _), row in found[name].items():
            largest[path] = max(largest.get(path, 0.0), row["value"] / top)
    order = [row["path"] for row in rows(material.tables["dimensions"])]
    several = sorted(order, key=lambda path: -largest.get(path, 0.0))[:_LINES]
    colours = dict(zip(sorted(several, key=order.index), _COLOURS, strict=False))
    some = f"the {len(several)} of {len(order)} dimensions that reach furthest" if len(several) < len(order) else "each"
    look = LOOKS[method]
    reading = (
        f"{next(iter(look.shown.values())).capitalize()} index of {some}, {look.axis}, as if the run had ended in each "
        "year. Bands: 90 % intervals."
    )
    titles = {name: material.outcomes[name].lasting for name in names}
    words = {row["path"]: called(row) for row in rows(material.tables["dimensions"])}
    key = [(Line2D([], [], color=colour, marker="o", markersize=3.5), words[path]) for path, colour in colours.items()]
    finding = _finding(material, method, {name: found[name] for name in names}, words)
    sheet, drawn = laid(material, scenario, finding, titles, _LEFT, _TALL, reading, key)
    for name, axes in drawn.items():
        _panel(axes, material.outcomes[name], found[name], colours, method)
    return sheet.figure


def _finding(material: Material, method: str, found: Mapping[str, Series], names: Mapping[str, str]) -> str:
    """What the first outcome that hangs on something in the last year hangs on then, and how far it did at first."""
    for name, own in found.items():
        outcome = material.outcomes[name]
        years = sorted({year for _, year in own})
        last = [(path, row) for (path, year), row in own.items() if year == years[-1] and row["matters"] == "yes"]
        if last:
            path, row = max(last, key=lambda one: float(one[1]["value"]))
            before = own.get((path, years[0]))
            since = f", {amount(method, outcome, float(before['value']))} up to {years[0]}" if before else ""
            value = amount(method, outcome, float(row["value"]))
            return f"{outcome.lasting} hangs most on {names[path]}: index {value} up to {years[-1]}{since}"
    return "No outcome shown hangs on any dimension as far as this sample tells"


def _panel(axes: Axes, outcome: Outcome, own: Series, colours: Mapping[str, str], method: str) -> None:
    factor = 100.0 if method == "morris" and outcome.display == "percent" else 1.0
    years = sorted({year for _, year in own})
    for path, colour in colours.items():
        line = [own[path, year] for year in years if (path, year) in own]
        at = [year for year in years if (path, year) in own]
        values, low, high = ([factor * row[name] for row in line] for name in ("value", "low", "high"))
        axes.fill_between(at, low, high, color=colour, alpha=0.13, linewidth=0)
        axes.plot(at, values, color=colour, linewidth=1.5, marker="o", markersize=3)
        ends = zip(at, values, low, high, strict=True)
        said = [
            f"{outcome.lasting}, {path}, to {year}: {plain(v, 3)} ({plain(a, 3)} to {plain(b, 3)})"
            for year, v, a, b in ends
        ]
        points(axes, at, values, said)
    quiet(axes, x=False, y=True)
    if method == "sobol":  # an interval may reach beyond all of the variance
        axes.set_ylim(top=min(1.05, axes.get_ylim()[1]))
    axes.set_ylim(bottom=min(0.0, axes.get_ylim()[0]) if method == "morris" else 0.0)
    axes.set_xticks(years, [str(year) for year in years])
    axes.locator_params(axis="y", nbins=5)
    axes.yaxis.set_major_formatter(minus)
    axes.grid(axis="y", color=FAINT, linewidth=0.5)
    axes.set_axisbelow(True)
    if method == "morris":
        axes.set_ylabel(broken("points" if outcome.display == "percent" else outcome.unit, 24), size=8)
