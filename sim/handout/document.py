"""The page as a whole: chapters, evidence and reproduction, put into one file of HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sim.evidence import Evidence
from sim.figures.material import Material, stamp
from sim.handout.again import again
from sim.handout.chapters import Chapter, sections
from sim.handout.drawings import Artist
from sim.handout.grounds import Grounds
from sim.handout.parts import Section
from sim.results.wording import listed

_FOLDER = "page"
_HEADING = re.compile(r"<(/?)h([1-6])>")


def document(chapters: Sequence[Chapter], evidence: Evidence | None) -> str:
    """A report.

    Args:
        chapters: the studies, in the order in which they are told.
        evidence: the seeds that they were made with; None where these are no longer at hand.

    Returns:
        HTML that needs no other file; the same for the same studies.
    """
    codes = dict.fromkeys(code for chapter in chapters for code in _codes(chapter.material))
    grounds = Grounds(evidence, tuple(codes))
    artist = Artist()
    several = len(chapters) > 1
    told = [
        Section(f"study-{number}", chapter.title, sections(chapter, grounds, artist, f"s{number}-" if several else ""))
        for number, chapter in enumerate(chapters, start=1)
    ]
    shown = {code for chapter in chapters if "levels" in chapter.material.tables for code in chapter.material.countries}
    body = [*(told if several else told[0].body), grounds.section(sorted(shown)), again([c.material for c in chapters])]
    environment = Environment(
        loader=PackageLoader("sim.handout", _FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=StrictUndefined, keep_trailing_newline=True,
    )  # fmt: skip
    environment.tests["section"] = lambda part: isinstance(part, Section)
    environment.filters |= {"deeper": _deeper, "kind": lambda part: type(part).__name__}
    title = told[0].title if not several else listed([section.title for section in told])
    page: str = environment.get_template("report.html.j2").render(
        title=title,
        sections=body,
        stamp="; ".join(dict.fromkeys(stamp(chapter.material.manifest) for chapter in chapters)),
        style=Markup(_text("style.css")) + artist.styles(),
        script=Markup(_text("script.js")),
    )
    return page


def _codes(material: Material) -> Sequence[str]:
    """Countries that take part in a study."""
    found: dict[str, None] = dict.fromkeys(material.countries)
    for scenario in material.manifest.scenarios.values():
        found |= dict.fromkeys(scenario.get("include", ()))
    return sorted(found)


def _deeper(html: Markup, levels: int) -> Markup:
    """Prose with its headings some levels down."""
    shifted = _HEADING.sub(lambda match: f"<{match[1]}h{min(6, int(match[2]) + levels)}>", str(html))
    return Markup(shifted)


def _text(name: str) -> str:
    return files("sim.handout").joinpath(_FOLDER, name).read_text(encoding="utf-8")
