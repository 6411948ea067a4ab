"""Figures as drawings inside a page: real text, colours that follow the paper, marks that say their value."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup
from matplotlib import rc_context
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from sim.figures.catalogue import draw
from sim.figures.material import Material
from sim.figures.style import HEADING, READING, SOURCE, STILL, look
from sim.figures.tips import Spot, spots
from sim.handout.behind import behind
from sim.handout.parts import Drawing
from sim.handout.shades import twin, written

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")
_FONT = re.compile(r"font: ([^;]*?)px [^;]*")
_LONG = re.compile(r"-?\d+\.\d{2,}")
_ID = re.compile(r"url\(#([^)]+)\)")
_PAD = 5.0  # points kept around what is drawn
_FIGURES = "DejaVu Sans, Verdana, sans-serif"


class Artist:
    """Draws figures for one page, and knows which colours they use and which ids are taken."""

    def __init__(self) -> None:
        self._colours: set[str] = set()
        self._taken: set[str] = set()

    def drawings(self, material: Material, names: Iterable[str], only: str = "") -> list[Drawing]:
        """Figures of a study.

        Args:
            material: of the study.
            names: of the figures.
            only: what the stem of a sheet has to begin with.

        Returns:
            Their sheets, in order; none of a figure that the study has not the data for.
        """
        found = []
        for name in names:
            with look():
                sheets = draw(name, material)
                for stem, sheet in sheets.items():
                    if stem.startswith(only):
                        found.append(self._drawing(material, name, stem, sheet))
        return found

    def styles(self) -> Markup:
        """Values of all colours used, on light paper and on dark."""
        light, dark = [], []
        for colour in sorted(self._colours):
            text = written(colour)
            light.append(f"--k{colour[1:]}:{colour};--t{colour[1:]}:{text[0]}")
            dark.append(f"--k{colour[1:]}:{twin(colour)};--t{colour[1:]}:{text[1]}")
        return Markup(
            f":root{{{';'.join(light)}}}\n@media screen and (prefers-color-scheme: dark){{:root{{{';'.join(dark)}}}}}"
        )

    def _drawing(self, material: Material, name: str, stem: str, figure: Figure) -> Drawing:
        own = self._name(f"figure-{re.sub(r'[^A-Za-z0-9_-]+', '_', stem)}")
        texts = {text.get_gid(): text for text in figure.texts if text.get_gid() in (HEADING, READING, SOURCE)}
        said = {str(gid): " ".join(text.get_text().split("\n")) for gid, text in texts.items()}
        for text in texts.values():
            text.set_visible(False)
        marks = spots(figure)
        told = f"{said[HEADING]}. {said[READING]}"
        svg = self._inline(figure, own, told, marks)
        return Drawing(own, said[HEADING], said[READING], said[SOURCE], svg, behind(material, name, stem))

    def _name(self, wanted: str) -> str:
        """An id that nothing else on the page has."""
        found, number = wanted, 1
        while found in self._taken:
            number += 1
            found = f"{wanted}-{number}"
        self._taken.add(found)
        return found

    def _inline(self, figure: Figure, own: str, told: str, marks: Sequence[Spot]) -> Markup:
        with rc_context({"svg.fonttype": "none", "svg.id": None}):
            canvas: Any = FigureCanvasSVG(figure)
            file = io.StringIO()
            canvas.print_svg(file, metadata={"Date": None})
            box = figure.get_tightbbox()
        root = ET.fromstring(re.sub(r"<!DOCTYPE.*?>", "", file.getvalue(), count=1, flags=re.DOTALL))
        for node in root.findall(f"{{{_SVG}}}metadata"):
            root.remove(node)
        for defs in root.findall(f"{{{_SVG}}}defs"):
            for style in defs.findall(f"{{{_SVG}}}style"):
                defs.remove(style)
        drawn = ET.Element("g", {"aria-hidden": "true"})
        drawn.extend(list(root))
        self._tidy(drawn, own)
        tall = 72 * float(figure.get_figheight())
        left, top = 72 * box.x0 - _PAD, tall - 72 * box.y1 - _PAD
        wide, deep = 72 * (box.x1 - box.x0) + 2 * _PAD, 72 * (box.y1 - box.y0) + 2 * _PAD
        made = ET.Element(
            "svg",
            {
                "viewBox": f"{left:.1f} {top:.1f} {wide:.1f} {deep:.1f}",
                "role": "group" if marks else "img",
                "aria-label": told,
                "style": f"--wide:{wide:.0f}px",
            },
        )
        made.append(drawn)
        if marks:
            made.append(_spots(marks))
        return Markup(ET.tostring(made, encoding="unicode", short_empty_elements=True))

    def _tidy(self, tree: ET.Element, own: str) -> None:
        """Plain names, ids of the page's own, colours by name, and no more digits than can be seen."""
        used = {match for node in tree.iter() for value in node.attrib.values() for match in _references(value)}
        still = {
            inner for node in tree.iter() if node.get("id", "").startswith(STILL) for inner in (node, *node.iter())
        }
        for node in tree.iter():
            node.tag = node.tag.removeprefix(f"{{{_SVG}}}")
            attributes: dict[str, str] = {}
            for key, value in node.attrib.items():
                plain = key.removeprefix(f"{{{_XLINK}}}")
                attributes[plain] = self._value(plain, value, "" if node in still else node.tag, own, used)
            if node in still:
                attributes["class"] = STILL
            node.attrib.clear()
            node.attrib.update({key: value for key, value in attributes.items() if value})
            if node.tail:
                node.tail = None
            if node.text and not node.text.strip():
                node.text = None

    def _value(self, key: str, value: str, tag: str, own: str, used: set[str]) -> str:
        if key == "id":
            return f"{own}-{value}" if value in used else ""
        if key == "href":
            return f"#{own}-{value[1:]}" if value.startswith("#") else value
        value = _ID.sub(lambda match: f"url(#{own}-{match[1]})", value)
        if key in ("style", "fill", "stroke"):
            value = _FONT.sub(lambda match: f"font: {match[1]}px {_FIGURES}", value)
            if not tag:  # as it was drawn
                return value
            kind = "t" if tag == "text" else "k"
            return _COLOUR.sub(lambda match: self._shade(match[0].lower(), kind), value)
        return _LONG.sub(lambda match: _short(match[0]), value)

    def _shade(self, colour: str, kind: str) -> str:
        self._colours.add(colour)
        return f"var(--{kind}{colour[1:]})"


def _references(value: str) -> list[str]:
    return [*_ID.findall(value), *([value[1:]] if value.startswith("#") else [])]


def _short(number: str) -> str:
    """A number with as many digits as can be seen."""
    return f"{float(number):.2f}".rstrip("0").rstrip(".")


def _spots(marks: Sequence[Spot]) -> ET.Element:
    """Marks that say their value: one of them is reached by the tabulator, the others from there by arrows."""
    group = ET.Element("g", {"class": "spots"})
    for number, spot in enumerate(marks):
        place: Mapping[str, float] = {"x": spot.left, "y": spot.top, "width": spot.width, "height": spot.height}
        box = {key: _short(f"{value:.4f}") for key, value in place.items()}
        rect = ET.SubElement(group, "rect", {**box, "role": "img", "tabindex": "-1" if number else "0"})
        ET.SubElement(rect, "title").text = spot.text
    return group
