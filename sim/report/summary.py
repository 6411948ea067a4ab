"""The study in plain language: summary.md."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sim.figures.catalogue import caption
from sim.figures.material import Material, stamp, whole
from sim.report.brief import in_short
from sim.report.choices import choice_sections, places
from sim.report.findings import drivers, findings
from sim.report.sections import (
    baseline_section,
    country_section,
    disputed_section,
    flashpoint_section,
    level_section,
    sensitivity_section,
)
from sim.results.overrides import changes
from sim.results.schema import known_tables
from sim.results.wording import counted, listed

_FEW = 30


def summary(material: Material, figures: Sequence[Path] = ()) -> str:
    """Write the study up.

    Args:
        material: of the study.
        figures: files drawn, for the list at the end.

    Returns:
        The text of summary.md.
    """
    lines = [f"# {heading(material)}", "", *what(material)]
    if "comparison" in material.tables:
        for b in material.scenarios[1:]:
            lines += [f"## {material.title(b)} in short", "", *(f"- {line}" for line in in_short(material, b)), ""]
            lines += [*change_section(material, b), *country_section(material, b), *flashpoint_section(material, b)]
            lines += [*disputed_section(material, b), *sensitivity_section(material, b)]
    elif "levels" in material.tables:
        for name in material.scenarios:
            lines += level_section(material, name)
    lines += choice_sections(material)
    if "levels" in material.tables:
        lines += baseline_section(material)
    lines += ["## How to read this", "", *caveats(material), *_files(material, figures)]
    return "\n".join(lines).rstrip() + "\n"


def heading(material: Material) -> str:
    """What the study is, in a line."""
    explained = places(material)
    if explained:
        _, country, year = explained[0]
        several = dict.fromkeys(place[1] for place in explained)
        if len(several) > 1:
            return f"Why {len(several)} countries choose as they do in {whole(year)}"
        return f"Why {material.manifest.country(country)} chooses as it does in {whole(year)}"
    titles = [material.title(name) for name in material.scenarios]
    return titles[0] if len(titles) == 1 else f"{listed(titles[1:])} against {titles[0]}"


def what(material: Material) -> list[str]:
    """Which worlds of which scenarios a study holds, what was changed in these, and how they are compared."""
    made = material.manifest
    years = f" over {whole(material.years[0])} to {whole(material.years[-1])}" if material.years else ""
    scenarios = listed([f"{material.title(name)} (`{name}`)" for name in material.scenarios])
    text = f"{counted(material.worlds, 'world')} of {scenarios}{years}, seed {made.seed}."
    if len(material.scenarios) > 1:
        text += (
            " World by world the scenarios share every random draw and every uncertain parameter, so that a difference"
            " is the work of the scenario and not of chance."
        )
    if "comparison" in material.tables:
        text += (
            f" All differences are from {material.title(material.scenarios[0])}, and every interval is the 90 %"
            " interval of a mean over worlds."
        )
    if material.partly:
        text += f" {material.partly}"
    if made.failures:
        text += f" {counted(made.failures, 'world')} could not be finished: see the table `failures`."
    return [text, "", *(part for line in changes(made, "`") for part in (f"{line}.", ""))]


def change_section(material: Material, b: str) -> list[str]:
    """What a scenario changes beyond chance, in sentences, and the outcomes that stay within it."""
    lines = [f"## What {material.title(b)} changes", ""]
    within: list[str] = []
    for group, found in findings(material, b).items():
        clear = [finding for finding in found if finding.verdict != "unclear"]
        within += [finding.outcome.label for finding in found if finding.verdict == "unclear"]
        if clear:
            told = (f"- {finding.sentence(drivers(material, b, finding.outcome))}" for finding in clear)
            lines += [f"**{group}**", "", *told, ""]
    return [*lines, f"No difference beyond chance: {'; '.join(within)}.", ""] if within else lines


def caveats(material: Material) -> list[str]:
    """What a reader has to keep in mind, as a list."""
    lines = [
        "- Constants for each country and posture were fitted so that the model starts at the observed postures and"
        " changes them at about the historical rate. They stand for what the model does not explain.",
        "- No pact was ever observed. How likely one is to form when offered is a prior, an input and not a finding;"
        " read every answer about the pact beside the disputed numbers.",
        "- How far deterrence prevents crises, and how far alignment provokes them, is disputed; both are drawn from"
        " wide ranges.",
        "- Intervals cover chance and the ranges of the parameters, given the model. They do not cover the model being"
        " wrong.",
    ]
    if material.worlds < _FEW:
        lines.append(f"- {counted(material.worlds, 'world')}: too few for intervals to be trusted; run at least 100.")
    return [*lines, ""]


def _files(material: Material, figures: Sequence[Path]) -> list[str]:
    described = known_tables()
    stems = dict.fromkeys(path.stem for path in figures)
    lines = [f"- `figures/{stem}.png` and `.svg`: {caption(stem)}" for stem in stems]
    ending = material.manifest.format
    names = sorted({*material.manifest.tables, *material.tables})
    lines += [f"- `tables/{name}.{ending}`: {described[name].meaning}" for name in names]
    lines.append("- `manifest.json`: scenarios as resolved, seeds, versions, checksums; enough to run the study again")
    return ["## Files", "", *lines, "", stamp(material.manifest) + "."]
