"""All figures of a study: which there are, what each shows, and drawing and saving one."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.figures.material import Material

FIGURES: Mapping[str, str] = {
    "postures": "share of worlds in each posture, by country, over time",
    "sides": "side each country takes at the end, scenario against scenario",
    "pact": "how likely the pact is in force, and who is a member, over time",
    "network": "alignment network on the map at the end",
    "flashpoints": "deterrence and crises at each flashpoint",
    "timeline": "policies of a scenario, and what follows, year by year",
    "disputed": "how the comparison hangs on disputed numbers",
    "choice": "what speaks for the leading posture and what against it",
    "scoreboard": "what the worlds say of each claim that an experiment tests",
    "landscape": "energy of every division into two camps, and its minima",
    "balance": "friends and rivals in the two camps with fewest ties against them",
    "stability": "alliances, and who could be attacked with success",
    "coalitions": "memberships of a pact that hold together, worth to each candidate, and who matters",
    "tipping": "the response to a number, and where a condition begins or ceases to hold",
    "advice": "candidates between what is wanted and what it costs, and the levers of those that nobody beats",
    "posterior": "what the past and the surveys say of the coefficients",
    "validation": "the model among naive rivals, and against what was seen",
    "heatmap": "outcomes over a grid of two dimensions",
    "effects": "how far each dimension of a sweep moves each outcome",
    "response": "outcomes as a function of each dimension of a sweep",
    "indices": "how much of each outcome hangs on each dimension of a sweep",
    "indices_by_year": "how much of each outcome hangs on each dimension, up to one year after another",
    "tornado": "each outcome at the low and the high end of each dimension of a sweep",
    "boxes": "where cases of interest are dense: limits, and the two that decide most",
    "debate": "where each of two claims is met, over the two numbers that decide most",
    "tradeoff": "density against coverage on the way down to each box",
}
"""Each figure: its name, which is that of its module and begins its files' names, and what it shows."""

DISCOVERED = ("boxes", "tradeoff")
"""Figures of what was discovered in a study."""

_OF_KIND: Mapping[str, tuple[str, ...]] = {
    "explain": ("choice",),
    "claims": ("scoreboard",),
    "landscape": ("landscape",),
    "balance": ("balance",),
    "stability": ("stability",),
    "coalitions": ("coalitions",),
    "tipping": ("tipping",),
    "advise": ("advice",),
    "validate": ("validation",),
    "calibrate": ("posterior",),
    "debate": ("debate", *DISCOVERED),
    "sweep": ("heatmap", "effects", "response", "indices", "indices_by_year", "tornado", *DISCOVERED),
}
"""Figures of the kinds of study that have their own; all others share the rest."""


def figures_of(kind: str) -> tuple[str, ...]:
    """Names of the figures that a study of that kind may hold the data for."""
    special = {name for names in _OF_KIND.values() for name in names}
    return _OF_KIND.get(kind, tuple(name for name in FIGURES if name not in special))


def caption(stem: str) -> str:
    """What the figure of that file name shows."""
    return FIGURES[stem.split("-")[0]]


def draw(name: str, material: Material) -> dict[str, Figure]:
    """Draw a figure, in as many sheets as the study needs.

    Args:
        name: of the figure.
        material: of the study.

    Returns:
        Sheets by the stem of their files; none when the study has not the data.
    """
    sheets: dict[str, Figure] = import_module(f"sim.figures.{name}").draw(material)
    return sheets


def draw_to(folder: Path, name: str, material: Material) -> list[Path]:
    """Draw a figure and save its sheets.

    Args:
        folder: must exist.
        name: of the figure.
        material: of the study.

    Returns:
        The files written.
    """
    from sim.figures.style import look, save

    with look():
        sheets = draw(name, material)
        return [file for stem, sheet in sheets.items() for file in save(sheet, folder, stem, material.manifest)]
