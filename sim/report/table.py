"""The study in the terminal, at 80 columns, and the same as data."""

from __future__ import annotations

import math
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from sim.analysis.choices import TOTAL
from sim.figures.material import Material, rows, whole
from sim.report.choices import Place, at, places, posture_cells, rivals
from sim.report.findings import Finding, countries, findings, flip_sentence
from sim.results.wording import MINUS, PERCENT, counted, level, percent, plain, signed

_STYLES = {"better": "green", "worse": "red", "higher": "bold", "lower": "bold", "unclear": "dim"}
_NEUTRAL = "*"
_LONGEST = 16
_DATA = ("comparison", "contributions", "conditional", "sensitivity", "baselines", "choice_postures", "choice_gaps")


def view(material: Material) -> RenderableType:
    """What the terminal shows of a study: choices explained, else comparisons, else levels.

    Args:
        material: of the study.
    """
    parts: list[RenderableType] = []
    if places(material):
        for place in places(material):
            parts += _choice(material, place)
    elif "comparison" in material.tables:
        for b in material.scenarios[1:]:
            parts += [_comparison(material, b), _countries(material, b)]
        parts.append(Text(_note(material), style="dim"))
    elif "levels" in material.tables:
        parts += [_levels(material, name) for name in material.scenarios]
    if material.partly:
        parts.append(Text(material.partly, style="dim"))
    return Group(*parts)


def as_data(material: Material) -> dict[str, Any]:
    """The same as plain data for a machine; what is not a finite number is null.

    Args:
        material: of the study.

    Returns:
        Study, scenarios and worlds, the meaning of each outcome, and the analysis tables as lists of rows.
    """
    made = material.manifest
    data: dict[str, Any] = {
        "study": made.study,
        "kind": made.kind,
        "scenarios": list(material.scenarios),
        "worlds": material.worlds,
        "failures": made.failures,
        "overrides": made.model_dump(mode="json")["overrides"],
        "seed": made.seed,
        "version": made.version,
        "inputs_fingerprint": made.inputs_fingerprint,
    }
    if "levels" in material.tables:
        data["outcomes"] = {
            name: {"label": outcome.label, "unit": outcome.unit, "better": outcome.better}
            for name, outcome in material.outcomes.items()
        }
    wanted = _DATA if "comparison" in material.tables else ("levels", *_DATA)
    for name in wanted:
        if name in material.tables:
            data[name] = [
                {column: _finite(value) for column, value in row.items()} for row in rows(material.tables[name])
            ]
    return data


def _finite(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _comparison(material: Material, b: str) -> Table:
    years = f"{whole(material.years[0])}\N{EN DASH}{whole(material.years[-1])}"
    letters = _letters(material, b)
    pair = "  ".join(f"{letter} {material.title(name)}" for letter, name in letters.items())
    table = _table(f"{pair}  ({years}, {counted(material.worlds, 'paired world')})")
    table.add_column("Outcome", ratio=1)
    for head in (*letters, f"{f' {MINUS} '.join(reversed(letters))} (90{PERCENT} interval)", "better"):
        table.add_column(head, justify="right", no_wrap=True)
    for group, found in findings(material, b).items():
        if found:
            table.add_row(Text(group, style="bold cyan"))
        for finding in found:
            table.add_row(*_cells(finding))
    return table


def _letters(material: Material, b: str) -> dict[str, str]:
    """The two scenarios of a comparison by their letters."""
    return {material.manifest.letter(name): name for name in (material.scenarios[0], b)}


def _cells(finding: Finding) -> tuple[RenderableType, ...]:
    outcome, row = finding.outcome, finding.row
    mark = _NEUTRAL if outcome.better == "neither" else ""
    difference = f"{finding.size} [{finding.interval.replace(' to ', ', ')}]"
    return (
        Text(f"{outcome.label}{mark}"),
        level(outcome, row["level_a"]),
        level(outcome, row["level_b"]),
        Text(difference, style=_STYLES[finding.verdict]),
        plain(row["p_better"]),
    )


def _countries(material: Material, b: str) -> Table:
    last = whole(material.years[-1])
    table = _table(None)
    table.add_column("Country", max_width=_LONGEST, no_wrap=True)
    table.add_column("Observed", no_wrap=True)
    for letter in _letters(material, b):
        table.add_column(f"{letter} {last}", no_wrap=True)
    table.add_column("Side", justify="right", no_wrap=True)
    table.add_column("Pact", justify="right", no_wrap=True)
    for row in countries(material, b):
        before, after = (f"{posture} {percent(share)}" for posture, share in row.modal)
        side = Text(signed(row.side.row["difference"]), style="bold" if row.side.verdict != "unclear" else "dim")
        table.add_row(material.manifest.country(row.code), row.observed, before, after, side, percent(row.member))
    return table


def _note(material: Material) -> str:
    other = "B" if len(material.scenarios) == 2 else "the later scenario"
    return (
        f"better: probability that {other} is better, ties counted half; {_NEUTRAL} that {other} is higher, where "
        "neither direction is called better. Shares differ in points. Green is better, red worse, dim within chance. "
        "Side: mean difference at the end. Pact: share of worlds as a member."
    )


def _levels(material: Material, scenario: str) -> Table:
    years = f"{whole(material.years[0])}\N{EN DASH}{whole(material.years[-1])}"
    table = _table(f"{material.title(scenario)}, {years}, {counted(material.worlds, 'world')}")
    for head in ("Outcome", "Mean", "Nine worlds in ten", "Unit"):
        table.add_column(head, justify="left" if head in ("Outcome", "Unit") else "right", no_wrap=head != "Unit")
    for name, outcome in material.outcomes.items():
        found = material.level(scenario, name)
        if outcome.headline and found:
            row = found["all"]
            between = f"{level(outcome, row['low'])} to {level(outcome, row['high'])}"
            table.add_row(outcome.label, level(outcome, row["mean"]), between, outcome.unit)
    return table


def _choice(material: Material, place: Place) -> list[RenderableType]:
    """Value of each posture, then the terms of the leading one against its nearest rival and the pact."""
    scenario, country, year = place
    where = f"{material.manifest.country(country)} {whole(year)}, {material.title(scenario)}"
    table = _table(f"{where}: value in % of GDP a year")
    for head in ("Posture", "Open", "Best", "Taken", "Mean", "Nine worlds in ten"):
        table.add_column(head, justify="left" if head == "Posture" else "right")
    for row in at(material, "choice_postures", place):
        table.add_row(*posture_cells(row))
    parts: list[RenderableType] = [table]
    for position, gaps in enumerate(rivals(material, place)):
        if position and gaps[0]["other"] != material.ladder[-1]:
            continue
        terms = _table(f"{gaps[0]['leading']} over {gaps[0]['other']}")
        for head in ("Term", "Mean", "Nine worlds in ten"):
            terms.add_column(head, justify="left" if head == "Term" else "right")
        for row in gaps:
            style = "bold" if row["term"] == TOTAL else ""
            between = f"{signed(row['low'])} to {signed(row['high'])}"
            terms.add_row(row["term"].replace("_", " "), signed(row["mean"]), between, style=style)
        parts += [terms, Text(flip_sentence(gaps) + "\n")]
    return parts


def _table(title: str | None) -> Table:
    """An empty table in the look all of them share."""
    look: dict[str, Any] = {"box": box.SIMPLE_HEAD, "title_justify": "left", "title_style": "bold", "pad_edge": False}
    return Table(title=title, padding=(0, 1, 0, 0), **look)
