"""The look all figures share, and how they are saved: the same figure always gives the same bytes."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from sim.figures.palette import FAINT, INK, SOFT
from sim.figures.png import encoded
from sim.results.manifest import Manifest
from sim.results.wording import MINUS, PERCENT, cut

DPI = 150
MARGIN = 0.3
"""Inches left free at the left and right edge."""

_RC: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "text.color": INK,
    "axes.labelcolor": SOFT,
    "axes.edgecolor": FAINT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.labelsize": 9,
    "axes.titlesize": 10,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titley": 1.0,  # stated, for else every draw looks for what the title could cover
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "xtick.labelsize": 8.5,
    "ytick.labelsize": 8.5,
    "axes.unicode_minus": True,
    "svg.fonttype": "path",
    "svg.hashsalt": "pactsim",
    "path.simplify": True,
}
HEADING, READING, SOURCE = "heading", "reading", "source"
"""Ids of the texts of a sheet."""

STILL = "still"
"""Begins the ids of what has the same colours on dark paper, as a scale of which light is said to be high."""

_TITLE, _SUBTITLE, _SOURCE = 13.5, 9.5, 7.5
_PANEL_WIDTH = 0.1
"""Inches a character of a panel's title takes at most, on average."""

_HANDLE = 0.75
"""Inches a legend takes for each entry beside its text."""

_TITLE_WIDTH, _TEXT_WIDTH, _SOURCE_WIDTH = 0.116, 0.0755, 0.0605
"""Inches a character takes on average at those sizes."""


@contextmanager
def look() -> Iterator[None]:
    """Draw with the shared look, whatever the user's own settings."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_RC)
        yield


def wrap(text: str, inches: float, per_character: float = _TEXT_WIDTH) -> str:
    """Break text into lines that fit a width, never between a number and its per cent sign."""
    text = text.replace(" %", PERCENT)
    return "\n".join(textwrap.wrap(text, max(10, int(inches / per_character)), break_long_words=False))


def broken(text: str, longest: int) -> str:
    """Break a short label into lines of at most `longest` characters, within a word only when it is longer."""
    return "\n".join(textwrap.wrap(text, longest)) or text


def head(axes: Axes, title: str, pad: float, beyond: float = 0.0) -> None:
    """Put a title above axes, cut where it would leave its room.

    Args:
        axes: to name.
        title: its name.
        pad: points between axes and title.
        beyond: inches free to the right of the axes.
    """
    most = int((axes.bbox.width / DPI + beyond) / _PANEL_WIDTH)
    axes.set_title(cut(title, most), pad=pad)


def minus(value: float, _place: float = 0.0) -> str:
    """A number at a tick, with a true minus sign; formats ticks where it is given as a formatter."""
    return f"{value:g}".replace("-", MINUS)


def side_by_side(labels: Sequence[str], inches: float) -> int:
    """How many columns of a legend fit into a width."""
    widest = max(map(len, labels)) * _TEXT_WIDTH + _HANDLE
    return max(1, min(len(labels), int(inches / widest)))


class Sheet:
    """A figure with a title that states the finding, a line that says how to read it, and a source line.

    Attributes:
        figure: to draw on.
        width: inches.
        height: inches.
        top: inches from the upper edge that the titles take.
        bottom: inches from the lower edge that the source line takes.
    """

    def __init__(self, width: float, height: float, title: str, reading: str, source: str) -> None:
        """Set a figure up; `height` is that of the drawing, to which the texts' height is added."""
        inner = width - 2 * MARGIN
        heading = wrap(title, inner, _TITLE_WIDTH)
        note = wrap(reading, inner)
        line = wrap(source, inner, _SOURCE_WIDTH)
        heading_height = 0.235 * (heading.count("\n") + 1)
        note_height = 0.175 * (note.count("\n") + 1)
        self.top = 0.22 + heading_height + 0.1 + note_height + 0.12
        self.bottom = 0.2 + 0.14 * (line.count("\n") + 1)
        self.width = width
        self.height = height + self.top + self.bottom
        self.figure = Figure(figsize=(self.width, self.height), dpi=DPI, facecolor="white")
        left = MARGIN / width
        put = self.figure.text
        top = 1 - 0.22 / self.height
        put(left, top, heading, size=_TITLE, weight="bold", va="top", linespacing=1.2, gid=HEADING)
        put(
            left,
            1 - (0.32 + heading_height) / self.height,
            note,
            size=_SUBTITLE,
            color=SOFT,
            va="top",
            linespacing=1.25,
            gid=READING,
        )
        put(left, 0.12 / self.height, line, size=_SOURCE, color=SOFT, va="bottom", linespacing=1.25, gid=SOURCE)

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Axes placed in inches, `left` from the left edge and `top` below the titles."""
        lower = self.height - self.top - top - height
        return self.figure.add_axes((left / self.width, lower / self.height, width / self.width, height / self.height))


def quiet(axes: Axes, *, x: bool = True, y: bool = True) -> None:
    """Take ticks' marks away, and the axis lines asked for."""
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(not y)
    axes.spines["bottom"].set_visible(not x)


def save(figure: Figure, folder: Path, stem: str, manifest: Manifest) -> list[Path]:
    """Save a figure of a study, stamped with program, commit and inputs; as `write` does.

    Args:
        figure: to save.
        folder: must exist.
        stem: file name without its ending.
        manifest: of the study shown.

    Returns:
        The two files.
    """
    commit = manifest.commit or "none"
    text = f"pactsim {manifest.version}; commit {commit}; inputs {manifest.inputs_fingerprint}; seed {manifest.seed}"
    return write(figure, folder, stem, manifest.version, text)


def write(figure: Figure, folder: Path, stem: str, version: str, text: str) -> list[Path]:
    """Save a figure as PNG and SVG, without a date.

    Args:
        figure: to save.
        folder: must exist.
        stem: file name without its ending.
        version: of the program.
        text: stamp that says what the figure was made from.

    Returns:
        The two files.
    """
    png, svg = folder / f"{stem}.png", folder / f"{stem}.svg"
    undated = {"Date": None, "Creator": f"pactsim {version}"}
    stamped = {"Description": text, "Software": f"pactsim {version}"}
    # the canvases themselves, for savefig would lay everything out twice
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    opaque = np.asarray(canvas.buffer_rgba())[:, :, :3]
    png.write_bytes(encoded(opaque, DPI, stamped))
    canvas = FigureCanvasSVG(figure)
    canvas.print_svg(svg, metadata={**undated, "Description": text})
    return [png, svg]
