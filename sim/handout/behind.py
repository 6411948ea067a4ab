"""The table behind each figure: the rows that it shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from sim.figures.material import Material, rows, whole
from sim.figures.network import LEAST
from sim.figures.splits import NAMES
from sim.figures.timeline import STRIPS
from sim.handout.behind_sweeps import Make, heatmap, indices, indices_by_year, scoreboard, swept, whole_table
from sim.handout.parts import Grid
from sim.results.wording import NOTHING, change, interval, level, percent, plain, signed

_SPLIT = ("pact_in_force.end", "hazard.mean", "flashpoint_deterrence.mean", "trade_loss.mean")
_EVERY = 5  # years between two rows of a table of many years


def behind(material: Material, name: str, stem: str) -> Grid | None:
    """The numbers that a figure shows.

    Args:
        material: of the study.
        name: of the figure.
        stem: of its sheet.

    Returns:
        The table; None where the study holds no table of what is drawn.
    """
    made = _MADE.get(name)
    return made(material, stem) if made else None


def years(material: Material) -> list[float]:
    """First and last year, and those between them that end in five or nought."""
    ends = (material.years[0], material.years[-1])
    return [year for year in material.years if year in ends or year % _EVERY == 0]


def _postures(material: Material, stem: str) -> Grid:
    frame = material.tables["postures"]
    frame = frame[frame["year"].isin(years(material))]
    share = {(row["country"], row["scenario"], row["year"], row["posture"]): row["share"] for row in rows(frame)}
    body = []
    for country in material.countries:
        for name in material.scenarios:
            cells = []
            for year in years(material):
                found = {posture: share[country, name, year, posture] for posture in reversed(material.ladder)}
                cells.append(", ".join(f"{posture} {percent(part)}" for posture, part in found.items() if part > 0))
            body.append((material.manifest.country(country), material.title(name), *cells))
    head = ("Country", "Scenario", *map(whole, years(material)))
    return Grid("Share of worlds in each posture, every five years", head, tuple(body))


def _sides(material: Material, stem: str) -> Grid:
    outcome = material.outcomes["side.end"]
    body = []
    for code in material.level(material.scenarios[0], outcome.name, "country"):
        for name in material.scenarios:
            row = material.level(name, outcome.name, "country")[code]
            cells = [material.manifest.country(code), material.title(name), level(outcome, row["mean"])]
            cells.append(f"{level(outcome, row['low'])} to {level(outcome, row['high'])}")
            found = material.compared(outcome.name, name, "country") if "comparison" in material.tables else {}
            cells += _moved(outcome, found.get(code))
            body.append(tuple(cells))
    head = ("Country", "Scenario", "Mean side", "Nine worlds in ten", "Difference", "90 % interval")
    return Grid(f"{outcome.label} ({outcome.unit})", head, tuple(body))


def _moved(outcome: Any, row: Mapping[str, Any] | None) -> list[str]:
    if row is None:
        return [NOTHING, NOTHING]
    return [change(outcome, row["difference"], 1), interval(outcome, row["ci_low"], row["ci_high"], 1)]


def _pact(material: Material, stem: str) -> Grid:
    body = []
    for name in material.scenarios:
        force = material.path(name, "theatre.pact_in_force").set_index("year")["mean"]
        path = rows(material.path(name, "countries.member"))
        member = {(row["year"], row["scope"]): row["mean"] for row in path}
        for year in years(material):
            shares = (percent(member[year, code]) for code in material.countries)
            body.append((material.title(name), whole(year), percent(float(force[year])), *shares))
    head = ("Scenario", "Year", "In force", *material.countries)
    return Grid("Share of worlds with a pact in force, and in which each country is a member", head, tuple(body))


def _network(material: Material, stem: str) -> Grid:
    frame = material.tables.get("links", pd.DataFrame(columns=["scenario", "kind", "first", "second", "value"]))
    wide: dict[tuple[str, str, str], dict[str, float]] = {}
    for row in rows(frame[frame["value"] >= frame["kind"].map(LEAST)]):
        wide.setdefault((row["kind"], row["first"], row["second"]), {})[row["scenario"]] = row["value"]
    words = {"hub": "treaty with the hub", "pact": "both members of a pact", "tie": "cooperation in the base year"}
    body = [
        (words[kind], material.manifest.country(first), material.manifest.country(second),
         *(plain(found[name]) if name in found else NOTHING for name in material.scenarios))
        for (kind, first, second), found in wide.items()
    ]  # fmt: skip
    head = ("Link", "First", "Second", *(material.title(name) for name in material.scenarios))
    caption = f"Links at the end: share of worlds from {LEAST['hub']}, or depth of cooperation from {LEAST['tie']}"
    return Grid(caption, head, tuple(body))


def _flashpoints(material: Material, stem: str) -> Grid:
    names = ("flashpoint_deterrence.mean", "crises_minor.sum", "crises_serious.sum", "wars.sum", "crises.sum")
    body = []
    for scope in material.level(material.scenarios[0], names[0], "flashpoint"):
        for name in material.scenarios:
            for told in names:
                outcome, row = material.outcomes[told], material.level(name, told, "flashpoint")[scope]
                between = f"{level(outcome, row['low'])} to {level(outcome, row['high'])}"
                found = material.compared(told, name, "flashpoint") if "comparison" in material.tables else {}
                cells = (material.manifest.flashpoint(scope), material.title(name), outcome.label)
                body.append((*cells, level(outcome, row["mean"]), between, *_moved(outcome, found.get(scope))))
    head = ("Flashpoint", "Scenario", "Outcome", "Mean", "Nine worlds in ten", "Difference", "90 % interval")
    return Grid("Deterrence and crises at each flashpoint", head, tuple(body))


def _timeline(material: Material, stem: str) -> Grid:
    name = stem.removeprefix("timeline-")
    body = []
    for strip in STRIPS:
        path = material.path(name, strip.quantity)
        means = path.groupby("year")["mean"].sum() if strip.summed else path.set_index("year")["mean"]
        if len(means):
            body.append((strip.label, *(plain(strip.factor * float(means[year])) for year in years(material))))
    return Grid("Means over worlds", ("Quantity", *map(whole, years(material))), tuple(body))


def _disputed(material: Material, stem: str) -> Grid:
    b = stem.removeprefix("disputed-") if stem != "disputed" else material.scenarios[-1]
    told = [name for name in _SPLIT if any(material.groups(name, b, split) for split in NAMES)]
    body = []
    for split, words in NAMES.items():
        for groups in zip(*(material.groups(name, b, split) for name in told), strict=True):
            cells = [f"{words}: {str(groups[0]['group']).split(' ', 1)[-1]}", str(groups[0]["worlds"])]
            for name, row in zip(told, groups, strict=True):
                difference, between = _moved(material.outcomes[name], row)
                cells += [level(material.outcomes[name], row["level_b"]), f"{difference} ({between})"]
            body.append(tuple(cells))
    pairs = [(f"{material.outcomes[name].label}, {material.title(b)}", "Difference (90 % interval)") for name in told]
    head = ("Worlds where", "Worlds", *(word for pair in pairs for word in pair))
    return Grid("Outcomes in parts of the worlds", head, tuple(body))


def _choice(material: Material, stem: str) -> Grid:
    _, code, year, leading, other = stem.split("-", 4)
    body = []
    for row in rows(material.tables["choice_gaps"]):
        if (row["country"], whole(row["year"])) == (code, year) and {row["leading"], row["other"]} == {leading, other}:
            turn = 1 if row["leading"] == leading else -1
            ends = sorted((turn * row["low"], turn * row["high"]))
            cells = (material.title(row["scenario"]), row["term"].replace("_", " "), signed(turn * row["mean"]))
            body.append((*cells, f"{signed(ends[0])} to {signed(ends[1])}"))
    head = ("Scenario", "Term", f"{leading} over {other}, % of GDP a year", "Nine worlds in ten")
    return Grid("What each term gives one posture over the other", head, tuple(body))


_MADE: Mapping[str, Make] = {
    "postures": _postures, "sides": _sides, "pact": _pact, "network": _network, "flashpoints": _flashpoints,
    "timeline": _timeline, "disputed": _disputed, "choice": _choice, "heatmap": heatmap,
    "effects": swept("effects", "scenario", "outcome", "number", "from", "to", "difference", "ci_low", "ci_high"),
    "tornado": swept("effects", "scenario", "outcome", "number", "from", "mean_from", "to", "mean_to"),
    "response": swept("responses", "scenario", "number", "outcome", "value", "middle", "mean", "ci_low", "ci_high"),
    "indices": indices, "indices_by_year": indices_by_year, "scoreboard": scoreboard,
    "boxes": whole_table("limits"), "tradeoff": whole_table("peeling"), "debate": whole_table("debate"),
    "tipping": whole_table("response"), "advice": whole_table("front"), "coalitions": whole_table("candidates"),
    "landscape": whole_table("landscape"), "balance": whole_table("actors"), "stability": whole_table("attacks"),
    "validation": whole_table("scorecard"), "posterior": whole_table("coefficients"),
}  # fmt: skip
