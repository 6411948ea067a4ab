"""Sections of the summary of a comparison or a run."""

from __future__ import annotations

from sim.figures.material import Material, Row, rows, whole
from sim.figures.splits import NAMES, PACT_SPLIT
from sim.report.findings import countries
from sim.report.markdown import table
from sim.results.outcomes import Outcome
from sim.results.wording import change, interval, level, listed, percent, plain, signed

_SPLIT_OUTCOMES = ("pact_in_force.end", "hazard.mean", "flashpoint_deterrence.mean", "trade_loss.mean")
_DRIVEN = ("pact_in_force.end", "side.end", "hazard.mean", "flashpoint_deterrence.mean", "trade_loss.mean")
_NAMED = 4


def country_section(material: Material, b: str) -> list[str]:
    """Posture, side and membership of each country in both scenarios of a pair."""
    a, last = material.title(material.scenarios[0]), whole(material.years[-1])
    body = []
    for row in countries(material, b):
        modal = (f"{posture} {percent(share)}" for posture, share in row.modal)
        side = f"{row.side.size} ({row.side.interval})"
        body.append((material.manifest.country(row.code), row.observed, *modal, side, percent(row.member)))
    head = ("country", "observed", f"{a} {last}", f"{material.title(b)} {last}", "side, difference", "member")
    return [f"### Countries under {material.title(b)}", "", *table(head, body), ""]


def flashpoint_section(material: Material, b: str) -> list[str]:
    """Deterrence, crises and wars at each flashpoint; nothing when the study has none."""
    names = ("flashpoint_deterrence.mean", "crises.sum", "wars.sum")
    found = {name: material.compared(name, b, "flashpoint") for name in names}
    body = []
    for scope in found["crises.sum"]:
        cells = [material.manifest.flashpoint(scope)]
        for name in names:
            outcome, row = material.outcomes[name], found[name][scope]
            cells.append(f"{level(outcome, row['level_a'])} to {level(outcome, row['level_b'])}")
            cells.append(_difference(outcome, row))
        body.append(cells)
    if not body:
        return []
    head = ["flashpoint"]
    for name in names:
        head += [material.outcomes[name].label.lower(), "difference"]
    return ["### Flashpoints", "", *table(head, body), ""]


def disputed_section(material: Material, b: str) -> list[str]:
    """The differences in thirds of the disputed numbers, and with and without a pact."""
    told = [name for name in _SPLIT_OUTCOMES if material.groups(name, b, PACT_SPLIT)]
    body = []
    for split, name in NAMES.items():
        found = [material.groups(outcome, b, split) for outcome in told]
        if not found or len(found[0]) < 2:
            continue
        for groups in zip(*found, strict=True):
            first = groups[0]
            span = "" if split == PACT_SPLIT else f" ({plain(first['group_low'])} to {plain(first['group_high'])})"
            cells = [f"{name}: {first['group'].split(' ', 1)[-1]}{span}", str(first["worlds"])]
            cells += [_split_cell(material.outcomes[row["outcome"]], row) for row in groups]
            body.append(cells)
    if not body:
        return ["### Disputed numbers", "", "No disputed number was drawn, so none can be shown to matter.", ""]
    head = ["worlds in which", "worlds", *(material.outcomes[name].label.lower() for name in told)]
    note = (
        "Authors disagree most on these numbers; each was drawn from a wide range. The share of worlds with a pact is "
        f"that under {material.title(b)}; the other columns are differences."
    )
    return ["### How this hangs on disputed numbers", "", note, "", *table(head, body), ""]


def sensitivity_section(material: Material, b: str) -> list[str]:
    """The drawn parameters that the main differences go with."""
    frame = material.tables.get("sensitivity")
    if frame is None:
        return []
    lines = []
    for name in _DRIVEN:
        found = rows(frame[(frame["b"] == b) & (frame["outcome"] == name)].sort_values("rank"))
        if not found:
            continue
        strong = [row for row in found if abs(row["correlation"]) > row["chance"]][:_NAMED]
        named = listed([f"`{row['parameter']}` ({signed(row['correlation'])})" for row in strong])
        chance = plain(found[0]["chance"])
        weak = f"no parameter stands out; all stay below {chance}, which unrelated ones would reach by chance"
        lines.append(f"- **{material.outcomes[name].label}**: {named or weak}")
    if not lines:
        return []
    note = "Rank correlation over worlds of the difference with each drawn parameter, where it is beyond chance."
    return ["### What the differences hang on", "", note, "", *lines, ""]


def level_section(material: Material, scenario: str) -> list[str]:
    """The headline outcomes of one scenario."""
    body = []
    for name, outcome in material.outcomes.items():
        found = material.level(scenario, name)
        if outcome.headline and found:
            row = found["all"]
            between = f"{level(outcome, row['low'])} to {level(outcome, row['high'])}"
            body.append((outcome.label, level(outcome, row["mean"]), between, outcome.unit))
    return [f"## {material.title(scenario)}", "", *table(("outcome", "mean", "nine worlds in ten", "unit"), body), ""]


def baseline_section(material: Material) -> list[str]:
    """Naive rules beside the model."""
    frame = material.tables.get("baselines")
    if frame is None:
        note = "The manifest holds no facts of countries, so no naive rule could be set beside the model."
        return ["## Naive baselines", "", note, ""]
    found = {(row["scenario"], row["country"]): row for row in rows(frame)}
    first = [row for row in found.values() if row["scenario"] == material.scenarios[0]]
    body = []
    for row in first:
        own = [found[name, row["country"]] for name in material.scenarios]
        modal = [f"{one['modal']} {percent(one['modal_share'])}" for one in own]
        naive = (row["persistence"], row["nearest_power"], row["trade_partner"])
        body.append((material.manifest.country(row["country"]), row["observed"], *modal, *naive))
    titles = [material.title(name) for name in material.scenarios]
    head = ("country", "observed", *titles, "persistence", "nearest power", "bigger customer")
    right = {name: sum(row[name] for row in first) for name in ("nearest_agrees", "trade_agrees", "model_agrees")}
    score = (
        f"Camp as observed at the start: nearest power {right['nearest_agrees']} of {len(first)}, bigger customer "
        f"{right['trade_agrees']} of {len(first)}; {titles[0]} ends with {right['model_agrees']} of {len(first)} in "
        "the camp they were observed in. Persistence says nothing changes, so it agrees by construction, and the model "
        "was calibrated to the same postures: neither agreement is a success in forecasting."
    )
    return ["## Naive baselines", "", score, "", *table(head, body), ""]


def _difference(outcome: Outcome, row: Row, finer: int = 0) -> str:
    between = interval(outcome, row["ci_low"], row["ci_high"], finer)
    return f"{change(outcome, row['difference'], finer)} ({between})"


def _split_cell(outcome: Outcome, row: Row) -> str:
    return level(outcome, row["level_b"]) if outcome.name == "pact_in_force.end" else _difference(outcome, row, 1)
