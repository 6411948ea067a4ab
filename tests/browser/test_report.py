"""The report in a real browser: nothing fetched, nothing broken, at every width, by keyboard, in the dark, on paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sim.handout.shades import contrast

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
_TEXT = """
() => {
  const seen = [];
  const solid = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (colour !== "rgba(0, 0, 0, 0)") return colour;
    }
    return getComputedStyle(document.body).backgroundColor;
  };
  const texts = "p, li, a, th, td, h1, h2, h3, h4, caption, summary, code, strong, span";
  for (const node of document.querySelectorAll(texts)) {
    if (node.textContent.trim() && node.checkVisibility()) seen.push([getComputedStyle(node).color, solid(node)]);
  }
  return [...new Set(seen.map((pair) => pair.join("|")))];
}
"""
_DRAWN = """
() => [...new Set([...document.querySelectorAll(".drawing text")].map((node) => getComputedStyle(node).fill))]
"""


@pytest.fixture
def opened(page: Callable[..., Any], file: Path) -> Open:
    """Opens the report, which asks for nothing but itself."""
    asked: list[str] = []

    def enter(width: int = 1024, scheme: str = "light") -> Any:
        one = page(width, 900, color_scheme=scheme)
        one.on("request", lambda request: asked.append(request.url))
        one.goto(file.as_uri())
        assert asked == [file.as_uri()] * len(asked)
        return one

    return enter


def _hex(colour: str) -> str:
    """A computed colour as `#rrggbb`."""
    parts = colour[colour.index("(") + 1 : -1].split(",")
    return "#" + "".join(f"{int(float(part)):02x}" for part in parts[:3])


@pytest.mark.parametrize("width", [390, 1024, 1600])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_opens_without_a_sound_and_fits(opened: Open, width: int, scheme: str) -> None:
    page = opened(width, scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.body.scrollWidth") <= width
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("figure svg").count() > 15


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read(opened: Open, scheme: str) -> None:
    page = opened(1024, scheme)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    pairs = [tuple(map(_hex, pair.split("|"))) for pair in page.evaluate(_TEXT)]
    assert pairs
    assert min(contrast(*pair) for pair in pairs) >= 4.5, sorted(pairs, key=lambda pair: contrast(*pair))[:3]
    paper = _hex(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert (contrast(paper, "#ffffff") < 1.1) == (scheme == "light")
    drawn = [colour for colour in map(_hex, page.evaluate(_DRAWN)) if contrast(colour, paper) > 1.05]
    assert drawn  # what has the colour of paper stands on a ground of its own
    assert min(contrast(colour, paper) for colour in drawn) >= 4.5


def test_by_keyboard_every_figure_says_its_values(opened: Open) -> None:
    page = opened(1600)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    figures = page.evaluate("[...document.querySelectorAll('figure:has(.spots)')].map((one) => one.id)")
    reached: list[str] = []
    for _ in range(1500):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "(() => { const at = document.activeElement; return [at.closest('.spots') ? at.closest('figure').id : '', "
            "document.getElementById('tip').hidden, document.getElementById('tip').textContent, at.tagName] })()"
        )
        if found[3] == "BODY":
            break
        if found[0]:
            reached.append(found[0])
            assert found[1] is False
            assert found[2]
    assert reached == figures


def test_arrows_walk_through_the_values_of_a_figure(opened: Open) -> None:
    page = opened(1600)
    page.evaluate("document.querySelector('#figure-sides .spots rect').focus()")
    said = [page.locator("#tip").text_content()]
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "End", "Home"):
        page.keyboard.press(key)
        said.append(page.locator("#tip").text_content())
    assert said[1] == said[3]
    assert said[0] == said[5]
    assert len(set(said)) == 4
    assert page.locator("#figure-sides .spots rect[tabindex='0']").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("#tip").is_hidden()


def test_pointing_and_tapping_show_a_value_on_the_screen(opened: Open) -> None:
    page = opened(390)
    mark = page.locator("#figure-sides .spots rect").first
    mark.scroll_into_view_if_needed()
    mark.hover()
    tip = page.locator("#tip")
    assert tip.is_visible()
    assert "side" in str(tip.text_content())
    box = tip.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    page.mouse.move(1, 1)
    assert tip.is_hidden()
    mark.click()
    assert tip.is_visible()


def test_a_link_to_a_folded_number_unfolds_it(opened: Open) -> None:
    page = opened()
    row = page.locator("[id='number-law-deterrence_effect']")
    assert not row.is_visible()
    page.evaluate("location.hash = '#number-law-deterrence_effect'")
    row.wait_for(state="visible")


def test_on_paper_everything_is_open_and_light(opened: Open) -> None:
    page = opened(695, "dark")  # A4 without its margins; what is wider would shrink all of the page
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("document.documentElement.scrollWidth") <= 695
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = false")
    assert _hex(page.evaluate("getComputedStyle(document.body).backgroundColor")) == "#ffffff"
    content = page.pdf(prefer_css_page_size=True, print_background=True)
    assert content.startswith(b"%PDF")
    widest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('.drawing svg')].map((one) => one.getBoundingClientRect().width))"
    )
    assert widest <= 695
    assert page.evaluate("document.querySelectorAll('details:not([open])').length") > 10  # as it was before
