"""The comparison in the terminal, at 80 columns, and the same as data."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from sim.figures.material import Material, whole
from sim.report.findings import NEGLIGIBLE, TOTAL, Finding, countries, findings, flip_sentence
from sim.results.wording import MINUS, PERCENT, counted, level, percent, plain, signed

_STYLES = {"better": "green", "worse": "red", "higher": "bold", "lower": "bold", "unclear": "dim"}
_NEUTRAL = "*"
_LONGEST = 16


def view(material: Material) -> RenderableType:
    """What the terminal shows of a study: comparisons, else a choice explained, else levels.

    Args:
        material: of the study.
    """
    parts: list[RenderableType] = []
    if "choice_postures" in material.tables:
        parts += _choices(material)
    elif "comparison" in material.tables:
        for b in material.scenarios[1:]:
            parts += [_comparison(material, b), _countries(material, b)]
        parts.append(Text(_note(), style="dim"))
    elif "levels" in material.tables:
        parts += [_levels(material, name) for name in material.scenarios]
    return Group(*parts)


def as_data(material: Material) -> dict[str, Any]:
    """The same as plain data for a machine; what is not a number is null.

    Args:
        material: of the study.
    """
    made = material.manifest
    data: dict[str, Any] = {
        "study": made.study, "kind": made.kind, "scenarios": list(material.scenarios), "worlds": material.worlds,
        "failures": made.failures, "seed": made.seed, "version": made.version, "inputs_fingerprint": made.inputs_fingerprint,
    }  # fmt: skip
    if "comparison" in material.tables:
        data["outcomes"] = {
            name: {"label": row.label, "unit": row.unit, "better": row.better}
            for name, row in material.outcomes.items()
        }
    for name in (
        "comparison",
        "contributions",
        "conditional",
        "sensitivity",
        "baselines",
        "choice_postures",
        "choice_gaps",
    ):
        if name in material.tables:
            data[name] = records(material.tables[name])
    if "comparison" not in material.tables and "levels" in material.tables:
        data["levels"] = records(material.tables["levels"])
    return data


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of a frame as plain mappings; what is not a finite number is None."""
    rows: list[dict[str, Any]] = frame.astype(object).to_dict(orient="records")
    return [{str(key): _plain_value(value) for key, value in row.items()} for row in rows]


def _plain_value(value: Any) -> Any:
    if hasattr(value, "item"):
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _comparison(material: Material, b: str) -> Table:
    a = material.scenarios[0]
    years = f"{whole(material.years[0])}\N{EN DASH}{whole(material.years[-1])}"
    title = f"A {material.title(a)}  B {material.title(b)}  ({years}, {counted(material.worlds, 'paired world')})"
    table = _table(title)
    table.add_column("Outcome", ratio=1)
    table.add_column("A", justify="right", no_wrap=True)
    table.add_column("B", justify="right", no_wrap=True)
    table.add_column(f"B {MINUS} A (90{PERCENT} interval)", justify="right", no_wrap=True)
    table.add_column("better", justify="right", no_wrap=True)
    for group, found in findings(material, b).items():
        if found:
            table.add_row(Text(group, style="bold cyan"))
        for finding in found:
            table.add_row(*_cells(finding))
    return table


def _cells(finding: Finding) -> tuple[RenderableType, ...]:
    outcome, row = finding.outcome, finding.row
    mark = _NEUTRAL if outcome.better == "neither" else ""
    return (
        Text(f"{outcome.label}{mark}"),
        level(outcome, float(row["level_a"])),
        level(outcome, float(row["level_b"])),
        Text(f"{finding.size} [{finding.interval.replace(' to ', ', ')}]", style=_STYLES[finding.verdict]),
        plain(float(row["p_better"])),
    )


def _countries(material: Material, b: str) -> Table:
    last = whole(material.years[-1])
    table = _table(None)
    table.add_column("Country", max_width=_LONGEST, no_wrap=True)
    table.add_column("Observed", no_wrap=True)
    table.add_column(f"{_short(material.title(material.scenarios[0]))} {last}", max_width=16)
    table.add_column(f"{_short(material.title(b))} {last}", max_width=16)
    table.add_column("Side", justify="right", no_wrap=True)
    table.add_column("Pact", justify="right", no_wrap=True)
    for row in countries(material, b):
        before, after = (f"{posture} {percent(share)}" for posture, share in row.modal)
        side = Text(signed(float(row.side.row["difference"])), style="bold" if row.side.verdict != "unclear" else "dim")
        table.add_row(material.manifest.country(row.code), row.observed, before, after, side, percent(row.member))
    return table


def _note() -> str:
    return (
        f"better: probability that B is better, ties counted half; {_NEUTRAL} that B is higher, where neither direction is called "
        "better. Shares differ in points. Green is better, red worse, dim within chance. Side: mean difference at the end. "
        "Pact: share of worlds as a member."
    )


def _levels(material: Material, scenario: str) -> Table:
    years = f"{whole(material.years[0])}\N{EN DASH}{whole(material.years[-1])}"
    title = f"{material.title(scenario)}, {years}, {counted(material.worlds, 'world')}"
    table = _table(title)
    for name, side in (("Outcome", "left"), ("Mean", "right"), ("Nine worlds in ten", "right"), ("Unit", "left")):
        table.add_column(name, justify="right" if side == "right" else "left")
    frame = material.tables["levels"]
    rows = frame[(frame["scenario"] == scenario) & (frame["kind"] == "all")].set_index("outcome")
    for name, outcome in material.outcomes.items():
        if outcome.headline and name in rows.index:
            row = rows.loc[name]
            between = f"{level(outcome, float(row['low']))} to {level(outcome, float(row['high']))}"
            table.add_row(outcome.label, level(outcome, float(row["mean"])), between, outcome.unit)
    return table


def _choices(material: Material) -> list[RenderableType]:
    """Value of each posture, then the terms of the leading one against its nearest rival."""
    parts: list[RenderableType] = []
    postures, gaps = material.tables["choice_postures"], material.tables.get("choice_gaps", pd.DataFrame())
    for (scenario, country, year), rows in postures.groupby(["scenario", "country", "year"], sort=False):
        title = (
            f"{material.manifest.country(country)} {whole(year)}, {material.title(scenario)}: value in % of GDP a year"
        )
        table = _table(title)
        for name in ("Posture", "Open", "Best", "Taken", "Mean", "Nine worlds in ten"):
            table.add_column(name, justify="left" if name == "Posture" else "right")
        for row in rows.itertuples():
            shares = [percent(float(value)) for value in (row.available, row.best, row.chosen)]
            between = "\N{EM DASH}" if math.isnan(row.low) else f"{plain(row.low)} to {plain(row.high)}"
            table.add_row(str(row.posture), *shares, plain(float(row.mean)), between)
        parts.append(table)
        if len(gaps):
            here = (gaps["scenario"] == scenario) & (gaps["country"] == country) & (gaps["year"] == year)
            rivals = gaps[here & (gaps["term"] == TOTAL)].sort_values("mean")["other"]
            shown = dict.fromkeys([*rivals.iloc[:1], *rivals[rivals == material.ladder[-1]]])
            for other in shown:
                parts += [
                    _gap_table(gaps[here & (gaps["other"] == other)]),
                    Text(flip_sentence(gaps[here & (gaps["other"] == other)])),
                ]
    return parts


def _gap_table(rows: pd.DataFrame) -> Table:
    leading, other = rows["leading"].iloc[0], rows["other"].iloc[0]
    table = _table(f"{leading} over {other}")
    for name in ("Term", "Mean", "Nine worlds in ten"):
        table.add_column(name, justify="left" if name == "Term" else "right")
    terms = rows[rows["term"] != TOTAL].sort_values("mean", key=abs, ascending=False)
    terms = terms[(terms[["low", "high"]].abs().max(axis=1) >= NEGLIGIBLE)]
    for row in pd.concat([terms, rows[rows["term"] == TOTAL]]).itertuples():
        style = "bold" if row.term == TOTAL else ""
        name = Text(str(row.term).replace("_", " "), style=style)
        table.add_row(name, Text(signed(row.mean), style=style), f"{signed(row.low)} to {signed(row.high)}")
    return table


def _table(title: str | None) -> Table:
    """An empty table in the look all of them share."""
    look: dict[str, Any] = {"box": box.SIMPLE_HEAD, "title_justify": "left", "title_style": "bold", "pad_edge": False}
    return Table(title=title, padding=(0, 1, 0, 0), **look)


def _short(title: str) -> str:
    """A scenario's title where there is little room."""
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}\N{HORIZONTAL ELLIPSIS}"
