"""The chapters of a report: one for each study, made of the sections that its kind allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from sim.evidence import Evidence
from sim.figures.catalogue import DISCOVERED, figures_of
from sim.figures.material import Material, whole
from sim.handout.differences import differences, policy
from sim.handout.drawings import Artist
from sim.handout.grounds import Grounds
from sim.handout.nations import nations
from sim.handout.parts import Grid, Part, Section
from sim.handout.prose import paragraph, prose, without
from sim.handout.unexplained import unexplained
from sim.report.brief import in_short
from sim.report.choices import choice_sections, places
from sim.report.findings import findings
from sim.report.sections import (
    country_section,
    disputed_section,
    flashpoint_section,
    level_section,
    sensitivity_section,
)
from sim.report.summary import change_section, heading, what
from sim.report.sweep import page
from sim.results.overrides import changes
from sim.results.wording import level, plain

_ANALYSES = (("sensitivity.md", "What it hangs on", ("tornado", "indices", "indices_by_year")),
             ("discovery.md", "Where it happens", DISCOVERED))  # fmt: skip
_SWEPT = ("heatmap", "effects", "response")


@dataclass(frozen=True)
class Chapter:
    """A study in a report.

    Attributes:
        folder: of the study.
        material: of the study.
        why: of an explanation of every country in the same scenarios, where there is one.
        evidence: the seeds that it was made with, as of its year; None where these are no longer at hand.
    """

    folder: Path
    material: Material
    why: Material | None = None
    evidence: Evidence | None = None

    @property
    def countries(self) -> tuple[str, ...]:
        """Codes of the countries that take part."""
        included = (scenario.get("include", ()) for scenario in self.material.manifest.scenarios.values())
        return tuple(sorted({*self.material.countries, *chain.from_iterable(included)}))

    @property
    def title(self) -> str:
        """What the chapter is called."""
        told = self.material.manifest.options.get("title")
        pages = [] if told else sorted(self.folder.glob("*.md"))
        simulated = "levels" in self.material.tables or places(self.material)
        if told or simulated or not pages:
            return str(told or heading(self.material))
        first = next((line for line in _lines(pages[0]) if line.startswith("# ")), "")
        return first.removeprefix("# ") or self.material.manifest.study


def sections(chapter: Chapter, grounds: Grounds, artist: Artist, own: str) -> list[Section]:
    """Sections of a chapter.

    Args:
        chapter: the study.
        grounds: the evidence.
        artist: draws.
        own: beginning of the ids of its sections, unless it is the only chapter.
    """
    made = chapter.material
    if made.manifest.kind == "sweep":
        return list(_sweep(chapter, grounds, artist, own))
    if "levels" in made.tables:
        return list(_simulated(chapter, grounds, artist, own))
    return list(_other(chapter, grounds, artist, own))


def _simulated(chapter: Chapter, grounds: Grounds, artist: Artist, own: str) -> Iterator[Section]:
    made = chapter.material
    yield Section(f"{own}question", "The question", tuple(_question(made, grounds)))
    compared = "comparison" in made.tables
    if compared:
        parts: list[Part] = []
        for b in made.scenarios[1:]:
            lines = [f"**{made.title(b)}**, against {made.title(made.scenarios[0])}:", ""]
            parts.append(prose([*lines, *differences(made, b, grounds)], grounds.link))
        yield Section(f"{own}compared", "What was compared", tuple(parts))
    yield Section(f"{own}results", "Results", tuple(_results(made, grounds, artist)))
    maps = artist.drawings(made, ("network", "timeline"))
    if maps:
        yield Section(f"{own}maps", "Maps and timelines", tuple(maps))
    yield Section(f"{own}places", "Countries and flashpoints", tuple(_places(made, grounds, artist)))
    if compared:
        parts = [*artist.drawings(made, ("disputed",))]
        for b in made.scenarios[1:]:
            lines = [*disputed_section(made, b), *sensitivity_section(made, b)]
            parts.append(prose(lines, grounds.link))
        yield Section(f"{own}disputed", "What the answer hangs on", tuple(parts))
    found = nations(made, chapter.why, grounds, artist, f"{own}country-")
    jump = paragraph("One section for each country; values stand behind every figure.")
    yield Section(f"{own}countries", "Country by country", (jump, *found))
    yield unexplained(made, grounds, own)


def _question(made: Material, grounds: Grounds) -> Iterator[Part]:
    for name in made.scenarios:
        description = str(made.manifest.scenarios[name].get("description", ""))
        yield prose([f"**{made.title(name)}.** {description}"], grounds.link)
    first = made.manifest.scenarios[made.scenarios[0]]
    if len(made.scenarios) == 1 or first.get("policies"):
        lines = [f"- {policy(entry, made)}" for entry in first.get("policies", ())]
        yield prose([f"Policies of {made.title(made.scenarios[0])}:", "", *lines] if lines else [], grounds.link)
    yield prose(what(made), grounds.link)


def _results(made: Material, grounds: Grounds, artist: Artist) -> Iterator[Part]:
    if "comparison" not in made.tables:
        for name in made.scenarios:
            yield prose(level_section(made, name), grounds.link)
        return
    for b in made.scenarios[1:]:
        several = len(made.scenarios) > 2
        lines = [f"## {made.title(b)} in short", ""] if several else []
        yield prose([*lines, *(f"- {line}" for line in in_short(made, b))], grounds.link)
        yield _headlines(made, b)
        yield prose(change_section(made, b), grounds.link)


def _headlines(made: Material, b: str) -> Grid:
    years = f"{whole(made.years[0])} to {whole(made.years[-1])}"
    body = [
        (finding.outcome.label, finding.outcome.unit, level(finding.outcome, finding.row["level_a"]),
         level(finding.outcome, finding.row["level_b"]), finding.size, finding.interval,
         plain(finding.row["p_better"]), finding.verdict if finding.verdict != "unclear" else "within chance")
        for found in findings(made, b).values() for finding in found
    ]  # fmt: skip
    head = ("Outcome", "Unit", made.title(made.scenarios[0]), made.title(b), "Difference", "90 % interval",
            "Better or higher in", "Reading")  # fmt: skip
    return Grid(f"{made.title(b)} against {made.title(made.scenarios[0])}, {years}", head, tuple(body), folded=False)


def _places(made: Material, grounds: Grounds, artist: Artist) -> Iterator[Part]:
    yield from artist.drawings(made, ("sides", "postures"))
    for b in made.scenarios[1:] if "comparison" in made.tables else ():
        yield prose(country_section(made, b), grounds.link)
    yield from artist.drawings(made, ("pact", "flashpoints"))
    for b in made.scenarios[1:] if "comparison" in made.tables else ():
        yield prose(flashpoint_section(made, b), grounds.link)


def _sweep(chapter: Chapter, grounds: Grounds, artist: Artist, own: str) -> Iterator[Section]:
    made = chapter.material
    text = prose(without(page(made, []).split("\n")), grounds.link)
    yield Section(f"{own}question", "The question and the answer", (text,))
    drawn = artist.drawings(made, _SWEPT)
    if drawn:
        yield Section(f"{own}results", "Results", tuple(drawn))
    for number, (name, title, figures) in enumerate(_ANALYSES):
        if (chapter.folder / name).is_file():
            body = prose(without(_lines(chapter.folder / name)), grounds.link)
            yield Section(f"{own}analysis-{number}", title, (body, *artist.drawings(made, figures)))


def _other(chapter: Chapter, grounds: Grounds, artist: Artist, own: str) -> Iterator[Section]:
    """A study of a kind without sections of its own: its pages, then its figures."""
    made = chapter.material
    if places(made):
        head = [f"{line}.\n" for line in changes(made.manifest, "`")]
        yield Section(f"{own}choices", "Why", (prose([*head, *choice_sections(made)], grounds.link),))
    else:
        for number, path in enumerate(sorted(chapter.folder.glob("*.md"))):
            body = prose(without(_lines(path)), grounds.link)
            yield Section(f"{own}page-{number}", "What was found" if number == 0 else path.stem.capitalize(), (body,))
    drawn = artist.drawings(made, figures_of(made.manifest.kind))
    if drawn:
        yield Section(f"{own}figures", "Figures", tuple(drawn))


def _lines(path: Path) -> Sequence[str]:
    return path.read_text(encoding="utf-8").split("\n")
