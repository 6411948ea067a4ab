"""The page as a whole: chapters, evidence and reproduction, put into one file of HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sim.figures.material import stamp
from sim.handout.again import again
from sim.handout.chapters import Chapter, sections
from sim.handout.drawings import Artist
from sim.handout.grounds import Grounds
from sim.handout.parts import Section
from sim.results.wording import listed

_FOLDER = "page"
_HEADING = re.compile(r"<(/?)h([1-6])>")


def document(chapters: Sequence[Chapter]) -> str:
    """A report.

    Args:
        chapters: the studies, in the order in which they are told.

    Returns:
        HTML that needs no other file; the same for the same studies.
    """
    grounds = _grounds(chapters)
    artist = Artist()
    several = len(chapters) > 1
    told = [
        Section(f"study-{number}", chapter.title, sections(chapter, own, artist, f"s{number}-" if several else ""))
        for number, (chapter, own) in enumerate(zip(chapters, grounds, strict=True), start=1)
    ]
    rest = [own.section() for own in dict.fromkeys(grounds)]
    body = [*(told if several else told[0].body), *rest, again([chapter.material for chapter in chapters])]
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


def _grounds(chapters: Sequence[Chapter]) -> list[Grounds]:
    """What each chapter rests on: the same for those with the same evidence."""
    years = [None if chapter.evidence is None else (chapter.evidence.year,) for chapter in chapters]
    found = {}
    for year, chapter in zip(years, chapters, strict=True):
        if year not in found:
            codes = {
                code for own, other in zip(years, chapters, strict=True) if own == year for code in other.countries
            }
            found[year] = Grounds(chapter.evidence, sorted(codes), alone=len(set(years)) == 1)
    return [found[year] for year in years]


def _deeper(html: Markup, levels: int) -> Markup:
    """Prose with its headings some levels down."""
    shifted = _HEADING.sub(lambda match: f"<{match[1]}h{min(6, int(match[2]) + levels)}>", str(html))
    return Markup(shifted)


def _text(name: str) -> str:
    return files("sim.handout").joinpath(_FOLDER, name).read_text(encoding="utf-8")
