"""The study in plain language: summary.md."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from sim.figures.catalogue import caption
from sim.figures.disputed import NAMES, PACT
from sim.figures.material import Material, stamp, whole
from sim.report.brief import in_short
from sim.report.choices import choice_sections
from sim.report.findings import countries, drivers, findings
from sim.results.outcomes import Outcome
from sim.results.schema import known_tables
from sim.results.wording import change, counted, interval, level, listed, percent, plain, signed

_SPLIT_OUTCOMES = ("pact_in_force.end", "hazard.mean", "flashpoint_deterrence.mean", "trade_loss.mean")
_DRIVEN = ("side.end", "hazard.mean", "flashpoint_deterrence.mean", "trade_loss.mean", "pact_in_force.end")


def summary(material: Material, figures: Sequence[Path] = ()) -> str:
    """Write the study up.

    Args:
        material: of the study.
        figures: files drawn, for the list at the end.

    Returns:
        The text of summary.md.
    """
    lines = [f"# {heading(material)}", "", *_what(material)]
    if "comparison" in material.tables:
        for b in material.scenarios[1:]:
            lines += _compared(material, b)
    elif "levels" in material.tables:
        for name in material.scenarios:
            lines += _levels(material, name)
    lines += choice_sections(material)
    lines += [*_baselines(material), *_caveats(material), *_files(material, figures)]
    return "\n".join(lines).rstrip() + "\n"


def heading(material: Material) -> str:
    """What the study is, in a line."""
    titles = [material.title(name) for name in material.scenarios]
    if "choice_postures" in material.tables:
        frame = material.tables["choice_postures"]
        return f"Why {material.manifest.country(frame['country'].iloc[0])} chooses as it does in {whole(frame['year'].iloc[0])}"
    if len(titles) == 1:
        return titles[0]
    return f"{listed(titles[1:])} against {titles[0]}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A Markdown table; the first column is text, the others numbers."""
    rule = ["---", *("---:" for _ in head[1:])]
    return ["| " + " | ".join(row) + " |" for row in (head, rule, *rows)]


def _what(material: Material) -> list[str]:
    made = material.manifest
    years = f" over {whole(material.years[0])} to {whole(material.years[-1])}" if material.years else ""
    scenarios = listed([f"{material.title(name)} (`{name}`)" for name in material.scenarios])
    text = f"{counted(material.worlds, 'world')} of {scenarios}{years}, seed {made.seed}."
    if len(material.scenarios) > 1:
        text += (
            " World by world the scenarios share every random draw and every uncertain parameter, so that a difference is the"
            " work of the scenario and not of chance."
        )
    if "comparison" in material.tables:
        text += (
            f" All differences are from {material.title(material.scenarios[0])}, and every interval is the 90 % interval of a"
            " mean over worlds."
        )
    if made.failures:
        text += f" {counted(made.failures, 'world')} could not be finished and {'is' if made.failures == 1 else 'are'} left out;"
        text += " see the table `failures`."
    return [text, ""]


def _compared(material: Material, b: str) -> list[str]:
    title = material.title(b)
    lines = [
        f"## {title} in short",
        "",
        *(f"- {line}" for line in in_short(material, b)),
        "",
        f"## What {title} changes",
        "",
    ]
    within: list[str] = []
    for group, found in findings(material, b).items():
        clear = [finding for finding in found if finding.verdict != "unclear"]
        within += [finding.outcome.label for finding in found if finding.verdict == "unclear"]
        if clear:
            lines += [
                f"**{group}**",
                "",
                *(f"- {one.sentence(drivers(material, b, one.outcome))}" for one in clear),
                "",
            ]
    if within:
        lines += [f"No difference beyond chance: {'; '.join(within)}.", ""]
    lines += [f"### Countries under {title}", "", *_country_table(material, b), ""]
    lines += [*_flashpoints(material, b), *_disputed(material, b), *_drivers(material, b)]
    return lines


def _country_table(material: Material, b: str) -> list[str]:
    a, last = material.title(material.scenarios[0]), whole(material.years[-1])
    rows = [
        (
            material.manifest.country(row.code), row.observed, *(f"{posture} {percent(share)}" for posture, share in row.modal),
            f"{row.side.size} ({row.side.interval})", percent(row.member),
        )
        for row in countries(material, b)
    ]  # fmt: skip
    head = (
        "country",
        "observed",
        f"{a} {last}",
        f"{material.title(b)} {last}",
        "side, difference (90 % interval)",
        "member",
    )
    return table(head, rows)


def _flashpoints(material: Material, b: str) -> list[str]:
    crises = material.compared("crises.sum", b, "flashpoint")
    if crises.empty:
        return []
    outcomes = {name: material.outcomes[name] for name in ("flashpoint_deterrence.mean", "crises.sum", "wars.sum")}
    rows = []
    for scope in crises.index:
        cells = [material.manifest.flashpoint(scope)]
        for name, outcome in outcomes.items():
            row = material.compared(name, b, "flashpoint").loc[scope]
            cells.append(f"{level(outcome, row['level_a'])} to {level(outcome, row['level_b'])}")
            cells.append(f"{change(outcome, row['difference'])} ({interval(outcome, row['ci_low'], row['ci_high'])})")
        rows.append(cells)
    head = ["flashpoint"]
    for outcome in outcomes.values():
        head += [outcome.label.lower(), "difference"]
    return ["### Flashpoints", "", *table(head, rows), ""]


def _disputed(material: Material, b: str) -> list[str]:
    """The same differences in thirds of the disputed numbers, and with and without a pact."""
    frame = material.tables.get("conditional")
    if frame is None:
        return []
    frame = frame[(frame["b"] == b) & (frame["kind"] == "all")]
    rows = []
    for split, name in NAMES.items():
        groups = frame[frame["split"] == split].sort_values("group")
        for group in groups["group"].drop_duplicates() if groups["group"].nunique() > 1 else ():
            here = groups[groups["group"] == group].set_index("outcome")
            first = here.iloc[0]
            span = "" if split == PACT else f" ({plain(first['group_low'])} to {plain(first['group_high'])})"
            cells = [f"{name}: {group.split(' ', 1)[-1]}{span}", str(int(first["worlds"]))]
            for outcome in _SPLIT_OUTCOMES:
                cells.append(
                    _split_cell(material.outcomes[outcome], here.loc[outcome]) if outcome in here.index else ""
                )
            rows.append(cells)
    if not rows:
        return ["### Disputed numbers", "", "No disputed number was drawn, so none can be shown to matter.", ""]
    head = ["worlds in which", "worlds", *(material.outcomes[name].label.lower() for name in _SPLIT_OUTCOMES)]
    note = (
        "Authors disagree most on these numbers; each was drawn from a wide range. The first of the outcomes is its level under "
        f"{material.title(b)}, the others are differences."
    )
    return ["### How this hangs on disputed numbers", "", note, "", *table(head, rows), ""]


def _split_cell(outcome: Outcome, row: pd.Series) -> str:
    if outcome.name == "pact_in_force.end":
        return level(outcome, float(row["level_b"]))
    between = interval(outcome, float(row["ci_low"]), float(row["ci_high"]), 1)
    return f"{change(outcome, float(row['difference']), 1)} ({between})"


def _drivers(material: Material, b: str) -> list[str]:
    frame = material.tables.get("sensitivity")
    if frame is None:
        return []
    lines = []
    for name in _DRIVEN:
        rows = frame[(frame["b"] == b) & (frame["outcome"] == name)].sort_values("rank")
        if rows.empty:
            continue
        strong = rows[rows["correlation"].abs() > rows["chance"]][:4]
        named = [f"`{row.parameter}` ({signed(row.correlation)})" for row in strong.itertuples()]
        chance = plain(float(rows["chance"].iloc[0]))
        said = listed(named) if named else f"no parameter stands out (all below {chance}, what chance alone would show)"
        lines.append(f"- **{material.outcomes[name].label}**: {said}")
    if not lines:
        return []
    note = "Rank correlation over worlds of the difference with each drawn parameter; only those beyond what chance would show."
    return ["### What the differences hang on", "", note, "", *lines, ""]


def _levels(material: Material, scenario: str) -> list[str]:
    frame = material.tables["levels"]
    rows = frame[(frame["scenario"] == scenario) & (frame["kind"] == "all")].set_index("outcome")
    body = [
        (
            outcome.label,
            level(outcome, row["mean"]),
            f"{level(outcome, row['low'])} to {level(outcome, row['high'])}",
            outcome.unit,
        )
        for name, outcome in material.outcomes.items()
        if outcome.headline and name in rows.index
        for row in (rows.loc[name],)
    ]
    return [f"## {material.title(scenario)}", "", *table(("outcome", "mean", "nine worlds in ten", "unit"), body), ""]


def _baselines(material: Material) -> list[str]:
    frame = material.tables.get("baselines")
    if "levels" not in material.tables:
        return []
    if frame is None:
        return [
            "## Naive baselines",
            "",
            "The manifest holds no facts of countries, so no naive rule could be set beside the model.",
            "",
        ]
    first = frame[frame["scenario"] == material.scenarios[0]]
    total = len(first)
    rows = []
    for code, facts in first.set_index("country").iterrows():
        here = frame[frame["country"] == code].set_index("scenario")
        modal = [
            f"{here.loc[name, 'modal']} {percent(float(here.loc[name, 'modal_share']))}" for name in material.scenarios
        ]
        naive = (facts["persistence"], facts["nearest_power"], facts["trade_partner"])
        rows.append((material.manifest.country(str(code)), str(facts["observed"]), *modal, *naive))
    head = (
        "country",
        "observed",
        *(material.title(name) for name in material.scenarios),
        "persistence",
        "nearest power",
        "bigger customer",
    )
    score = (
        f"Camp as observed at the start: nearest power {int(first['nearest_agrees'].sum())} of {total}, bigger customer "
        f"{int(first['trade_agrees'].sum())} of {total}; {material.title(material.scenarios[0])} ends with "
        f"{int(first['model_agrees'].sum())} of {total} in the camp they were observed in. Persistence says nothing changes, so it "
        "agrees by construction, and the model was calibrated to the same postures: neither agreement is a success in forecasting."
    )
    return ["## Naive baselines", "", score, "", *table(head, rows), ""]


def _caveats(material: Material) -> list[str]:
    lines = [
        "- Constants for each country and posture were fitted so that the model starts at the observed postures and changes them at "
        "about the historical rate. They stand for what the model does not explain.",
        "- No pact was ever observed. How likely one is to form when offered is a prior, an input and not a finding; read every answer "
        "about the pact beside the table of disputed numbers.",
        "- How far deterrence prevents crises, and how far alignment provokes them, is disputed; both are drawn from wide ranges.",
        "- Intervals cover chance and the ranges of the parameters given the model. They do not cover the model being wrong.",
    ]
    if material.worlds < 30:
        lines.append(
            f"- {counted(material.worlds, 'world')}: too few for the intervals to be trusted; run at least 100."
        )
    return ["## How to read this", "", *lines, ""]


def _files(material: Material, figures: Sequence[Path]) -> list[str]:
    described = known_tables()
    stems = dict.fromkeys(path.stem for path in figures)
    lines = [f"- `figures/{stem}.png` and `.svg`: {caption(stem)}" for stem in stems]
    ending = material.manifest.format
    names = sorted({*material.manifest.tables, *material.tables})
    lines += [f"- `tables/{name}.{ending}`: {described[name].meaning}" for name in names]
    lines.append(
        "- `manifest.json`: scenarios as resolved, seeds, versions and checksums; enough to run the study again"
    )
    return ["## Files", "", *lines, "", stamp(material.manifest) + "."]
