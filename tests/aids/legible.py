"""Whether every text of a figure can be read."""

from __future__ import annotations

from functools import cached_property
from itertools import combinations
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.legend import Legend
from matplotlib.text import Text

SLACK, OVERLAP = 1, 2
"""Pixels that a text may stand out over the edge, and that two texts may share."""


class Seen:
    """A figure as drawn."""

    def __init__(self, figure: Any) -> None:
        """Draw it; what it says is found out where it is asked for."""
        self._figure, self._canvas = figure, FigureCanvasAgg(figure)
        self._canvas.draw()

    @cached_property
    def boxes(self) -> list[tuple[str, Any]]:
        """Every text that can be read, with its box in pixels."""
        texts = list(self._figure.texts)
        for axes in self._figure.axes:
            titles = {axes.get_title(loc=place) for place in ("left", "center", "right")} - {""}
            texts += axes.texts
            texts += [text for text in axes.findobj(Text) if text.get_text() in titles]
            for legend in axes.findobj(Legend):
                texts += legend.get_texts()
            if axes.axison:
                texts += [axes.xaxis.label, axes.yaxis.label]
                for axis in (axes.xaxis, axes.yaxis):
                    low, high = sorted(axis.get_view_interval())
                    ticks = zip(axis.get_majorticklocs(), axis.get_majorticklabels(), strict=True)
                    texts += [label for place, label in ticks if low - 1e-9 <= place <= high + 1e-9]
        unique = {id(text): text for text in texts if text.get_text().strip() and text.get_visible()}
        renderer = self._canvas.get_renderer()
        return [(text.get_text(), text.get_window_extent(renderer)) for text in unique.values()]

    @property
    def cut_off(self) -> list[str]:
        """Texts that stand out over the edge of the figure."""
        wide, tall = self._figure.canvas.get_width_height()
        return [
            text
            for text, box in self.boxes
            if min(box.x0, box.y0) < -SLACK or box.x1 > wide + SLACK or box.y1 > tall + SLACK
        ]

    @property
    def covered(self) -> list[str]:
        """Pairs of texts that cover each other."""
        found = []
        for (text, box), (other, rival) in combinations(self.boxes, 2):
            across = min(box.x1, rival.x1) - max(box.x0, rival.x0)
            along = min(box.y1, rival.y1) - max(box.y0, rival.y0)
            if across > OVERLAP and along > OVERLAP:
                found.append(f"'{text}' and '{other}'")
        return found
