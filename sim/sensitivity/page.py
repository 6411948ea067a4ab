"""The page of a sensitivity analysis: a sentence and a table for each outcome, and how to read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import NormalDist

from sim.analysis.statistics import LEVEL
from sim.figures.catalogue import caption
from sim.figures.material import Material, Row, rows
from sim.report.markdown import table
from sim.results.measure import ALL
from sim.results.outcomes import AT
from sim.results.wording import NOTHING, percent, plain
from sim.sensitivity.findings import Finding, findings, idle

MOST = 12
"""Dimensions listed for an outcome."""

_PAIRS, _LEADING = 3, 5

_READING: Mapping[str, str] = {
    "sobol": (
        "First: share of the variance of an outcome over the points that goes with a dimension alone. Total: the same "
        "with everything that it does together with others. A dimension does not matter where the upper end of its "
        "total lies below 5 %. What is chance within points enters the totals; it is told, and nothing is taken off."
    ),
    "morris": (
        "mu\\*: mean size of the change of an outcome over the whole range of a dimension, in units of the outcome; "
        "mu: the same with its sign; sigma: how much it differs from place to place, by interactions or curves. A "
        "dimension does not matter where the upper end of its mu\\* lies below 5 % of the largest. Words and whole "
        "numbers change by more than the step of the design, and look larger by up to its inverse."
    ),
    "pawn": (
        "Median: how far the distribution of an outcome over the points moves when a dimension is held in a slice of "
        "its values (Kolmogorov-Smirnov distance, median over slices). It is above zero by chance as well: a dimension "
        "matters where it lies above what as many dimensions without any effect stay below in nineteen samples of "
        "twenty. It is said not to matter only where the upper end of its interval lies less than 0.05 above what a "
        "dimension without effect has on average, and its maximum over slices does not stand out either; small samples "
        "seldom allow that."
    ),
    "swing": (
        "Difference of an outcome between the ends of a dimension, all others at the centre of the design. A dimension "
        "does not matter where it is surely below 5 % of the largest. What dimensions do together is not seen."
    ),
}


def page(material: Material, words: Mapping[str, Sequence[str]], drawn: Sequence[Path]) -> str:
    """The text of sensitivity.md.

    Args:
        material: of an analysed sweep.
        words: of the dimensions whose values are words.
        drawn: its figures.
    """
    found = findings(material)
    told = material.manifest.options
    kind = str(told["design"]["type"]).replace("_", " ")
    lines = [f"# {told['title']}: what matters", ""]
    methods = dict.fromkeys(finding.method for finding in found)
    lines += [f"{_READING[method]}\n" for method in methods]
    lines += [f"Design: {kind}. The response at a point is the mean over its worlds. Intervals are of 90 %.", ""]
    if words:
        said = "; ".join(f"`{path}`: {', '.join(own)}" for path, own in words.items())
        lines += [f"Words were numbered in alphabetical order ({said}).", ""]
    lost = max((int(finding.told["dropped"]) for finding in found), default=0)
    if lost:
        lines += [f"Left out, because all worlds of a point failed: up to {lost} samples of an outcome.", ""]
    none = idle(found)
    if none:
        lines += [f"To no outcome do these matter: {', '.join(f'`{path}`' for path in none)}.", ""]
    for scenario in dict.fromkeys(finding.scenario for finding in found):
        own = [finding for finding in found if finding.scenario == scenario]
        lines += [f"## {material.manifest.title(scenario)}", ""] if len(material.scenarios) > 1 else []
        for finding in (one for one in own if one.outcome.until is None):
            lines += [*_section(material, finding), *_years(finding, own)]
    pictures = [path for path in drawn if path.suffix == ".png"]
    lines += ["## Figures", "", *(f"- `{path.name}`: {caption(path.stem)}" for path in pictures)] if pictures else []
    return "\n".join(lines).rstrip("\n") + "\n"


def _section(material: Material, finding: Finding) -> list[str]:
    lines = [f"### {finding.label}", "", finding.sentence, ""]
    if not finding.indices:
        return lines
    own = [row for row in rows(material.tables["indices"]) if _of(row, finding)]
    several = {(row["method"], row["index"], row["dimension"]): row for row in own if not row["other"]}
    decides, path = finding.indices[0]["index"], finding.indices[0]["dimension"]
    others = {"sobol": ("first",), "morris": ("mu", "sigma"), "pawn": ("maximum",)}.get(finding.method, ())
    also = finding.method == "sobol" and ("pawn", "median", path) in several
    beside = f"PAWN (by chance to {plain(several['pawn', 'median', path]['least'])})" if also else ""
    head = ["dimension", f"{decides} (90 %)", *others, *([beside] if also else []), "matters"]
    body = []
    for row in finding.indices[:MOST]:
        path = row["dimension"]
        cells = [_told(finding, several[finding.method, name, path]) for name in others]
        cells += [plain(several["pawn", "median", path]["value"])] if also else []
        body.append([f"`{path}`", finding.amount(row), *cells, row["matters"]])
    lines += table(head, body)
    if len(finding.indices) > MOST:
        lines.append(f"\n{len(finding.indices) - MOST} more stand in the table `indices`.")
    told = _pairs([row for row in own if row["other"]])
    if told:
        lines += ["", f"Pairs that surely do something beyond what each does alone: {told}."]
    return [*lines, ""]


def _years(finding: Finding, found: Sequence[Finding]) -> list[str]:
    """The indices of an outcome up to one year after another, for the dimensions that matter most in any of them."""
    base = f"{finding.outcome.name}{AT}"
    own = [one for one in found if one.outcome.name.startswith(base) and one.scope == finding.scope]
    if not own:
        return []
    every = [*own, finding]
    value = [{str(row["dimension"]): abs(float(row["value"])) for row in one.indices} for one in every]
    matter = {str(row["dimension"]) for one in every for row in one.matter}
    leading = sorted(matter, key=lambda path: (-max(one.get(path, 0.0) for one in value), path))[:_LEADING]
    head = ["dimension", *(f"to {one.outcome.until}" for one in own), "all years"]
    told = [{str(row["dimension"]): one.amount(row, ends=False) for row in one.indices} for one in every]
    body = [[f"`{path}`", *(one.get(path, NOTHING) for one in told)] for path in leading]
    return ["As if the run had ended in each year:", "", *table(head, body), ""]


def _pairs(own: Sequence[Row]) -> str:
    """The largest second indices beyond chance, with intervals widened for all the pairs looked at."""
    if not own:
        return ""
    tail = (1 - LEVEL) / 2
    wider = NormalDist().inv_cdf(1 - tail / len(own)) / NormalDist().inv_cdf(1 - tail)
    sure = [row for row in own if row["value"] > wider * (row["high"] - row["value"])]
    most = sorted(sure, key=lambda row: -row["value"])[:_PAIRS]
    return "; ".join(f"`{row['dimension']}` with `{row['other']}` ({percent(row['value'])})" for row in most)


def _of(row: Row, finding: Finding) -> bool:
    return (row["scenario"], row["outcome"], row["scope"]) == (finding.scenario, finding.outcome.name, finding.scope)


def _told(finding: Finding, row: Row) -> str:
    value = float(row["value"])
    if value != value:
        return NOTHING
    if finding.method == "pawn":
        return plain(value)
    return percent(max(0.0, value)) if finding.method == "sobol" else finding.amount(row, ends=False)


def headlines(found: Sequence[Finding]) -> list[Finding]:
    """Those that belong in a short table; all of them when none does."""
    whole = [one for one in found if one.outcome.until is None]
    return [one for one in whole if one.outcome.headline or one.scope != ALL] or whole or list(found)
