"""A section on each country: what it does in each scenario, why, and what is assumed about it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from sim.figures.material import Material, whole
from sim.handout.drawings import Artist
from sim.handout.grounds import Grounds
from sim.handout.parts import Part, Section
from sim.handout.prose import paragraph, prose
from sim.report.choices import choice_sections
from sim.report.findings import countries
from sim.results.wording import listed, percent


def nations(material: Material, why: Material | None, grounds: Grounds, artist: Artist, own: str) -> list[Section]:
    """Sections on the countries of a comparison or a run.

    Args:
        material: of the study.
        why: of an explanation of the same scenarios; None where there is none.
        grounds: the evidence.
        artist: draws.
        own: beginning of the ids of the sections.
    """
    order = sorted(material.countries, key=material.manifest.country)
    return [_nation(material, why, grounds, artist, code, own) for code in order]


def _nation(material: Material, why: Material | None, grounds: Grounds, artist: Artist, code: str, own: str) -> Section:
    parts: list[Part] = [*_found(material, grounds, code)]
    parts += artist.drawings(_alone(material, code), ("postures",))
    if why is not None:
        lines = choice_sections(_alone(why, code))
        parts += [prose(lines, grounds.link)] if lines else []
        parts += artist.drawings(_alone(why, code), ("choice",), only=f"choice-{code}-")
    if grounds.evidence is not None and code in grounds.evidence.countries:
        parts.append(grounds.country(code, f"{own}{code}"))
    return Section(f"{own}{code}", material.manifest.country(code), tuple(parts), listed=False)


def _alone(material: Material, code: str) -> Material:
    """The same study with the choices and postures of one country only."""
    names = ("postures", "choice_postures", "choice_terms", "choice_gaps", "flips")
    own = {name: _of(material.tables[name], code) for name in names if name in material.tables}
    return replace(material, tables={**material.tables, **own})


def _of(frame: pd.DataFrame, code: str) -> pd.DataFrame:
    found: pd.DataFrame = frame[frame["country"] == code]
    return found


def _found(material: Material, grounds: Grounds, code: str) -> list[Part]:
    """Posture, side and membership in each scenario, in a list."""
    e = grounds.evidence
    parts: list[Part] = []
    if e is not None and code in e.countries:
        parts.append(paragraph("Observed posture: " + grounds.observed(e.countries[code].posture) + "."))
    last = whole(material.years[-1])
    if "comparison" not in material.tables:
        return parts
    lines = []
    for b in material.scenarios[1:]:
        row = next(row for row in countries(material, b) if row.code == code)
        ends = [f"{posture} ({percent(share)} of worlds)" for posture, share in row.modal]
        said = listed(
            [f"{end} under {material.title(n)}" for end, n in zip(ends, (material.scenarios[0], b), strict=True)]
        )
        lines.append(f"- Most often in {last}: {said}.")
        lines.append(
            f"- {material.title(b)} moves its mean side by {row.side.size} ({row.side.interval}); it is a member of "
            f"the pact in {percent(row.member)} of worlds."
        )
    return [*parts, prose(lines, grounds.link)]
