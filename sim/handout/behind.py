"""The table behind each figure: the rows that it shows, named by the schema of a study's tables."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from sim.figures.axis import called
from sim.figures.material import Material, rows, whole
from sim.figures.splits import NAMES
from sim.figures.timeline import STRIPS
from sim.handout.parts import Grid
from sim.results.measure import ALL
from sim.results.schema import known_tables
from sim.results.wording import NOTHING, change, grouped, interval, level, percent, plain, signed

MOST = 300
"""Rows at most; a figure of more is shown by its first ones, and the folder of the study holds all."""

_SPLIT = ("pact_in_force.end", "hazard.mean", "flashpoint_deterrence.mean", "trade_loss.mean")
_EVERY = 5  # years between two rows of a table of many years
Make = Callable[[Material, str], Grid | None]


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


def table(material: Material, name: str, frame: pd.DataFrame, columns: Sequence[str]) -> Grid:
    """Rows of a table of a study with the meaning of its columns above them.

    Args:
        material: of the study.
        name: of the table.
        frame: the rows.
        columns: that are shown.
    """
    described = known_tables()[name]
    known = {column.name: column for column in described.columns}
    head = [_named(known[column].meaning, known[column].unit) if column in known else column for column in columns]
    body = [tuple(_cell(material, column, row) for column in columns) for row in rows(frame[list(columns)].head(MOST))]
    more = f" (the first {MOST} of {len(frame):,}; all are in the study's table {name})" if len(frame) > MOST else ""
    return Grid(f"{described.meaning.capitalize()}{more}", tuple(head), tuple(body))


def _named(meaning: str, unit: str) -> str:
    told = unit.replace("_", " ")
    words = meaning[:1].upper() + meaning[1:]
    return f"{words} ({told})" if told and told not in ("own", "outcome", "count", "year", "share") else words


def _cell(material: Material, column: str, row: Mapping[str, Any]) -> str:
    value = row[column]
    if isinstance(value, bool):
        return "yes" if value else "no"
    if column in ("scenario", "a", "b") and value in material.scenarios:
        return material.title(str(value))
    if column == "country":
        return material.manifest.country(str(value))
    if column == "outcome" and value in material.outcomes:
        return material.outcomes[str(value)].label
    if column == "year":
        return whole(float(value))
    if isinstance(value, float):
        return NOTHING if math.isnan(value) else grouped(value)
    return str(value).replace("_", " ") if column in ("split", "term") else str(value)


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
    for row in rows(frame[frame["value"] >= 0.15]):
        wide.setdefault((row["kind"], row["first"], row["second"]), {})[row["scenario"]] = row["value"]
    words = {"hub": "treaty with the hub", "pact": "both members of a pact", "tie": "cooperation in the base year"}
    body = [
        (words[kind], material.manifest.country(first), material.manifest.country(second),
         *(plain(found[name]) if name in found else NOTHING for name in material.scenarios))
        for (kind, first, second), found in wide.items()
    ]  # fmt: skip
    head = ("Link", "First", "Second", *(material.title(name) for name in material.scenarios))
    return Grid("Links at the end: share of worlds, or depth of cooperation, 0.15 and more", head, tuple(body))


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


def _swept(name: str, *columns: str) -> Make:
    """Rows of a table of a sweep on the region as a whole, headline outcomes first."""

    def make(material: Material, stem: str) -> Grid | None:
        frame = material.tables.get(name)
        if frame is None:
            return None
        if "scope" in frame and (frame["scope"] == ALL).any():
            frame = frame[frame["scope"] == ALL]
        if "-" in stem and "scenario" in frame and stem.split("-", 1)[1] in set(frame["scenario"]):
            frame = frame[frame["scenario"] == stem.split("-", 1)[1]]
        if "number" in frame and "number" in columns:
            known = {row["number"]: called(row) for row in rows(material.tables["dimensions"])}
            frame = frame.assign(number=[known[number] for number in frame["number"]])
        shown = {name for name, outcome in material.outcomes.items() if outcome.headline}
        if "outcome" in frame and shown & set(frame["outcome"]):
            frame = frame[frame["outcome"].isin(shown)]
        return table(material, name, frame, [column for column in columns if column in frame])

    return make


def _heatmap(material: Material, stem: str) -> Grid | None:
    points = material.tables["points"]
    frame = material.tables["summary"].merge(points, on="point")
    kept = {**material.tables, "summary": frame[frame["scope"] == ALL]}
    paths = [row["path"] for row in rows(material.tables["dimensions"])]
    return _swept("summary", "scenario", *paths, "outcome", "mean", "low", "high")(
        Material(material.manifest, kept), stem
    )


def _whole(name: str) -> Make:
    """A table of a study as it stands."""

    def make(material: Material, stem: str) -> Grid | None:
        frame = material.tables.get(name)
        return None if frame is None else table(material, name, frame, list(frame.columns))

    return make


_MADE: Mapping[str, Make] = {
    "postures": _postures, "sides": _sides, "pact": _pact, "network": _network, "flashpoints": _flashpoints,
    "timeline": _timeline, "disputed": _disputed, "choice": _choice, "heatmap": _heatmap,
    "effects": _swept("effects", "scenario", "outcome", "number", "from", "to", "difference", "ci_low", "ci_high"),
    "tornado": _swept("effects", "scenario", "outcome", "number", "from", "mean_from", "to", "mean_to"),
    "response": _swept("responses", "scenario", "number", "outcome", "value", "middle", "mean", "ci_low", "ci_high"),
    "indices": _swept("indices", "scenario", "outcome", "method", "index", "dimension", "value", "low", "high"),
    "indices_by_year": _swept("indices", "scenario", "outcome", "method", "index", "dimension", "value", "low", "high"),
    "boxes": _whole("limits"), "tradeoff": _whole("peeling"), "debate": _whole("debate"), "tipping": _whole("response"),
    "advice": _whole("front"), "coalitions": _whole("candidates"), "landscape": _whole("landscape"),
    "balance": _whole("actors"), "stability": _whole("attacks"), "validation": _whole("scorecard"),
    "posterior": _whole("coefficients"),
    "scoreboard": _swept("scoreboard", "claim", "outcome", "scope", "expected", "mean", "ci_low", "ci_high", "verdict"),
}  # fmt: skip
