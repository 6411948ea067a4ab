"""The explanation of a choice in plain language."""

from __future__ import annotations

import math
from collections.abc import Mapping

from sim.analysis.choices import TOTAL
from sim.figures.material import Material, Row, rows, whole
from sim.report.findings import flip_sentence
from sim.report.markdown import table
from sim.results.wording import NEGLIGIBLE, NOTHING, percent, plain, signed

Place = tuple[str, str, float]
"""A choice: scenario, country, year."""


def places(material: Material) -> list[Place]:
    """The choices a study explains, in the order of its scenarios."""
    frame = material.tables.get("choice_postures")
    if frame is None:
        return []
    found = dict.fromkeys((row["scenario"], row["country"], row["year"]) for row in rows(frame))
    return sorted(found, key=lambda place: (material.scenarios.index(place[0]), *place[1:]))


def at(material: Material, name: str, place: Place) -> list[Row]:
    """Rows of a table of choices that belong to one choice."""
    if name not in material.tables:
        return []
    return [row for row in rows(material.tables[name]) if (row["scenario"], row["country"], row["year"]) == place]


def rivals(material: Material, place: Place) -> list[list[Row]]:
    """The leading posture against each other one that is open, nearest first; its terms largest first, total last."""
    gaps = at(material, "choice_gaps", place)
    totals = sorted((row for row in gaps if row["term"] == TOTAL), key=lambda row: float(row["mean"]))
    found = []
    for total in totals:
        terms = [row for row in gaps if row["other"] == total["other"] and row["term"] != TOTAL]
        seen = [row for row in terms if max(abs(row["mean"]), abs(row["low"]), abs(row["high"])) >= NEGLIGIBLE]
        found.append([*sorted(seen, key=lambda row: -abs(row["mean"])), total])
    return found


def by_terms(gaps: Mapping[str, float], total: float, most: int | None = None) -> str:
    """What each term gives one posture over another, the largest first, as `security +0.80, burden \N{MINUS SIGN}0.40`.

    Args:
        gaps: of the terms, by name, in % of GDP a year.
        total: that all terms add up to.
        most: terms that are named; all of them by default.

    Returns:
        The terms that count and, where these do not add up to the total, what the others give together.
    """
    seen = sorted((name for name in gaps if abs(gaps[name]) >= NEGLIGIBLE), key=lambda name: -abs(gaps[name]))[:most]
    told = [f"{name.replace('_', ' ')} {signed(gaps[name])}" for name in seen]
    rest = total - sum(gaps[name] for name in seen)
    return ", ".join([*told, f"others {signed(rest)}"] if abs(rest) >= NEGLIGIBLE else told)


def posture_cells(row: Row) -> tuple[str, ...]:
    """A row of the table `choice_postures` as text: posture, open, best, taken, mean, nine worlds in ten."""
    between = NOTHING if math.isnan(row["low"]) else f"{plain(row['low'])} to {plain(row['high'])}"
    shares = (percent(row[name]) for name in ("available", "best", "chosen"))
    return (row["posture"], *shares, plain(row["mean"]), between)


def choice_sections(material: Material) -> list[str]:
    """Sections of the summary on each choice explained; none when the study explains none.

    Args:
        material: of the study.

    Returns:
        Lines of Markdown.
    """
    lines: list[str] = []
    head = ("posture", "open", "best", "taken", "mean", "nine worlds in ten")
    for place in places(material):
        scenario, country, year = place
        lines += [f"## {material.manifest.country(country)} in {whole(year)} under {material.title(scenario)}", ""]
        lines += ["What each posture is worth, in % of GDP a year.", ""]
        lines += [*table(head, map(posture_cells, at(material, "choice_postures", place))), ""]
        flips = _flips(material, place)
        lines += [_rival(terms, closing=not flips) for terms in rivals(material, place)]
        lines += ["", *flips]
    return lines


def _flips(material: Material, place: Place) -> list[str]:
    """What would have to differ for another posture to become the best, where the study tried that."""
    found = at(material, "flips", place)
    flipping = [row for row in found if row["rival"]]
    idle = [row["meaning"].removesuffix(", times") for row in found if not row["rival"]]
    lines = [
        f"- {row['meaning']}: from {plain(row['now'])} to {plain(row['needed'])}, then {row['rival']}"
        for row in flipping
    ]
    if idle:
        lines.append(f"- No setting tried would do it alone: {', '.join(idle)}")
    return ["What would have to differ for another posture to become the best:", "", *lines, ""] if lines else []


def _rival(gaps: list[Row], *, closing: bool) -> str:
    """One rival in a sentence; `closing` adds which term alone would close the gap."""
    total = gaps[-1]
    named = by_terms({row["term"]: row["mean"] for row in gaps[:-1]}, total["mean"])
    return (
        f"- **{total['leading']} over {total['other']}: {signed(total['mean'])} % of GDP a year** "
        f"({signed(total['low'])} to {signed(total['high'])} in nine worlds of ten): {named}."
        + (f" {flip_sentence(gaps)}" if closing else "")
    )
