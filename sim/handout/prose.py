"""Markdown as HTML: the same sentences as in the pages of a study, with links to the evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from sim.handout.parts import Prose

Link = Callable[[str], str | None]
"""The address on the page of a number of the evidence, by its path; None where there is none."""

LEFT_OUT = ("Figures", "Files")
"""Sections of a study's pages that say which files its folder holds."""


def prose(lines: Sequence[str], link: Link, level: int = 3) -> Prose:
    """Lines of Markdown as a part of a page.

    Args:
        lines: of text without raw HTML.
        link: where the numbers of the evidence stand.
        level: of the highest heading among the lines.
    """
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse("\n".join(lines))
    levels = sorted({int(token.tag[1]) for token in tokens if token.type == "heading_open"})
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, level + levels.index(int(token.tag[1])))}"
    markdown.add_render_rule("table_open", _table_open)
    markdown.add_render_rule("table_close", lambda *_: "</table></div>\n")
    markdown.add_render_rule("code_inline", _linked(link))
    return Prose(Markup(markdown.renderer.render(tokens, markdown.options, {})))


def paragraph(text: str) -> Prose:
    """A sentence or more as a paragraph; what is Markup stays it."""
    return Prose(Markup("<p>{}</p>").format(text))


def without(lines: Sequence[str], heads: Sequence[str] = LEFT_OUT) -> list[str]:
    """Lines of a page without its title, and without sections of some names."""
    kept: list[str] = []
    gone = False
    for line in lines:
        if line.startswith("#"):
            gone = line.lstrip("# ") in heads
        if not gone and not line.startswith("# "):
            kept.append(line)
    return kept


def _table_open(*_: Any) -> str:
    return '<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>\n'


def _linked(link: Link) -> Callable[..., str]:
    def code(self: Any, tokens: Sequence[Any], place: int, options: Any, env: Any) -> str:
        text = tokens[place].content
        address = link(text)
        told = f"<code>{escape(text)}</code>"
        return told if address is None else f'<a href="#{address}">{told}</a>'

    return code
