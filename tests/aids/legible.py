"""Whether every text of a figure can be read."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.legend import Legend
from matplotlib.text import Text

SLACK, OVERLAP = 1, 2
"""Pixels that a text may stand out over the edge, and that two texts may share."""


def cut_off(figure: Any) -> list[str]:
    """Texts that stand out over the edge of the figure."""
    wide, tall = figure.canvas.get_width_height()
    return [
        text
        for text, box in boxes(figure)
        if min(box.x0, box.y0) < -SLACK or box.x1 > wide + SLACK or box.y1 > tall + SLACK
    ]


def covered(figure: Any) -> list[str]:
    """Pairs of texts that cover each other."""
    found = []
    for (text, box), (other, rival) in combinations(boxes(figure), 2):
        across = min(box.x1, rival.x1) - max(box.x0, rival.x0)
        along = min(box.y1, rival.y1) - max(box.y0, rival.y0)
        if across > OVERLAP and along > OVERLAP:
            found.append(f"'{text}' and '{other}'")
    return found


def boxes(figure: Any) -> list[tuple[str, Any]]:
    """Every text that can be read, with its box in pixels."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    texts = list(figure.texts)
    for axes in figure.axes:
        texts += axes.texts
        texts += [text for text in axes.findobj(Text) if text.get_text() in _titles(axes)]
        for legend in axes.findobj(Legend):
            texts += legend.get_texts()
        if axes.axison:
            texts += [axes.xaxis.label, axes.yaxis.label]
            for axis in (axes.xaxis, axes.yaxis):
                low, high = sorted(axis.get_view_interval())
                ticks = zip(axis.get_majorticklocs(), axis.get_majorticklabels(), strict=True)
                texts += [label for place, label in ticks if low - 1e-9 <= place <= high + 1e-9]
    unique = {id(text): text for text in texts if text.get_text().strip() and text.get_visible()}
    return [(text.get_text(), text.get_window_extent(canvas.get_renderer())) for text in unique.values()]


def _titles(axes: Any) -> set[str]:
    return {axes.get_title(loc=place) for place in ("left", "center", "right")} - {""}
