"""The page as a reader's machine sees it: one file, well formed, linked, named, the same every time."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest

from sim.evidence import load_evidence
from sim.figures.material import Material
from sim.handout.again import again
from sim.handout.chapters import Chapter
from sim.handout.document import document
from sim.handout.parts import Code, Prose
from sim.results.wording import grouped

VOID = {"meta", "br", "link", "img", "input", "hr"}
DRAWN = {"path", "rect", "use", "image", "circle", "line", "g", "defs", "text"}


class Page(HTMLParser):
    """Elements in order, with the text in them, and whatever is not closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str]] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts.append((self.open[-1], data))


@pytest.fixture(scope="module")
def page(reported: SimpleNamespace) -> Page:
    found = Page()
    found.feed(reported.html)
    return found


def test_it_is_well_formed(page: Page) -> None:
    assert page.wrong == []
    assert page.open == []


def test_ids_are_unique_and_links_lead_somewhere(page: Page) -> None:
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    within = [a["href"][1:] for _, a in page.elements if a.get("href", "").startswith("#")]
    assert len(within) > 500
    assert set(within) <= set(ids)
    named = {name for _, a in page.elements for name in a.get("aria-labelledby", "").split()}
    assert named <= set(ids)
    clips = {match for _, a in page.elements for value in a.values() for match in re.findall(r"url\(#([^)]+)\)", value)}
    assert clips <= set(ids)


def test_nothing_is_fetched(page: Page, reported: SimpleNamespace) -> None:
    for tag, attributes in page.elements:
        assert tag not in ("link", "iframe", "object", "embed", "img")
        assert not (tag == "script" and "src" in attributes)
        for key in ("src", "href", "xlink:href", "action"):
            assert re.match(r"^(#|data:image/png;base64,|$)", attributes.get(key, "")), attributes[key]
    assert "@import" not in reported.html
    assert "url(http" not in reported.html


def test_headings_skip_no_level(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_drawing_has_a_text_in_its_place(page: Page) -> None:
    drawings = [attributes for tag, attributes in page.elements if tag == "svg"]
    assert len(drawings) > 15
    assert all(len(attributes["aria-label"]) > 20 for attributes in drawings)
    labels = [attributes["aria-label"] for attributes in drawings]
    assert len(set(labels)) == len(labels)


def test_a_table_stands_behind_every_drawing(reported: SimpleNamespace) -> None:
    figures = re.findall(r"<figure.*?</figure>", reported.html, re.DOTALL)
    assert len(figures) > 15
    for figure in figures:  # which values: test_behind
        (table,) = re.findall(r"<table>.*?</table>", figure, re.DOTALL)
        assert re.search(r"<td[^>]*>[^<]*\d[^<]*</td>", table), table[:300]


def test_each_drawing_is_entered_by_one_stop(reported: SimpleNamespace) -> None:
    groups = re.findall(r'<g class="spots">(.*?)</g>', reported.html, re.DOTALL)
    assert groups
    for group in groups:
        assert group.count('tabindex="0"') == 1
        assert group.count("<title>") == group.count("<rect")


def test_what_a_scenario_says_is_text(reported: SimpleNamespace) -> None:
    assert "A pact &lt;offered&gt;." in reported.html


def test_the_same_study_gives_the_same_bytes(reported: SimpleNamespace) -> None:
    chapter = reported.chapter
    again = document([Chapter(chapter.folder, chapter.material, chapter.why, load_evidence())])
    assert again == reported.html


def test_neither_date_nor_place_is_told(reported: SimpleNamespace) -> None:
    assert str(reported.chapter.folder.parent) not in reported.html
    assert reported.material.manifest.created not in reported.html


def test_without_the_evidence_of_the_study_none_is_shown(reported: SimpleNamespace) -> None:
    chapter = Chapter(reported.chapter.folder, reported.material)
    html = document([chapter])
    assert "is not shown" in html
    assert 'id="number-' not in html


def checked(html: str) -> Page:
    """A page whose ids are unique, whose links lead somewhere, and whose headings skip nothing."""
    found = Page()
    found.feed(html)
    ids = [attributes["id"] for _, attributes in found.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {a["href"][1:] for _, a in found.elements if a.get("href", "").startswith("#")} <= set(ids)
    levels = [int(tag[1]) for tag, _ in found.elements if re.fullmatch("h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    return found


def test_two_studies_are_two_chapters(reported: SimpleNamespace) -> None:
    chapter = Chapter(reported.chapter.folder, reported.material, evidence=load_evidence())
    html = document([chapter, chapter])
    found = checked(html)
    heads = [text for tag, text in found.texts if tag == "h2"]
    assert heads[-2:] == ["What it rests on", "How to do it again"]
    assert len(heads) == 4
    assert html.count("<summary>What is assumed about Japan</summary>") == 1
    assert html.count('What is assumed about Japan: <a href="#s1-country-JPN">as above</a>') == 1


def test_each_chapter_rests_on_the_evidence_of_its_year(reported: SimpleNamespace) -> None:
    today = load_evidence()
    then = today.at(1990)
    chapters = [Chapter(reported.chapter.folder, reported.material, evidence=one) for one in (today, then, None, then)]
    html = document(chapters)
    found = checked(html)
    heads = [text for tag, text in found.texts if tag == "h2"]
    assert heads[-4:-1] == ["What it rests on, today", "What it rests on, 1990", "What it rests on, unknown"]
    for name, evidence in (("today", today), ("1990", then)):
        row = re.search(rf'<tr id="number-{name}-countries-JPN-gdp">.*?</tr>', html, re.DOTALL)
        item = evidence.countries["JPN"].parameters["gdp"]
        assert row is not None
        assert f">{grouped(item.value)}</td>" in row[0]
    assert grouped(today.countries["JPN"].parameters["gdp"].value) != grouped(
        then.countries["JPN"].parameters["gdp"].value
    )
    first, second, third, fourth = (html.split(f'<section id="study-{number}"')[1] for number in range(1, 5))
    assert 'href="#number-today-' in first.split('<section id="study-2"')[0]
    assert 'href="#number-1990-' in second
    assert '<a href="#s2-country-JPN">as above</a>' in fourth
    assert "What is assumed about" not in third.split('<section id="study-4"')[0]


def test_what_was_made_from_python_is_told_without_a_command(reported: SimpleNamespace) -> None:
    made = reported.material.manifest
    own = {"agent": {"name": "Wary", "sha256": "0" * 64}}
    told = {}
    for name, update in {
        "typed": {"command": ("pactsim", "compare", "a", "b")}, "called": {"command": ()},
        "own": {"command": (), "options": own}, "swept": {"command": (), "kind": "sweep"},
    }.items():  # fmt: skip
        material = Material(made.model_copy(update=update), reported.material.tables)
        section = again([material])
        codes = [part.text for part in section.body if isinstance(part, Code) and not part.caption]
        told[name] = (codes, "".join(str(part.html) for part in section.body if isinstance(part, Prose)))
    repeat = f"pactsim run --from {made.study}/manifest.json"
    assert told["typed"][0] == [f"pactsim compare a b\n{repeat}"]
    assert "Python" not in told["typed"][1]
    assert told["called"][0] == [repeat]
    assert "It was made from Python." in told["called"][1]
    assert told["own"][0] == []
    assert "made from Python, with spokes that decide as the class Wary says." in told["own"][1]
    assert told["swept"][0] == []
