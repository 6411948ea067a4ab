"""All figures of a study: which there are, what each shows, and drawing and saving them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from matplotlib.figure import Figure

from sim.figures import choice, disputed, flashpoints, network, pact, postures, sides
from sim.figures.material import Material
from sim.figures.style import look, save

Draw = Callable[[Material], dict[str, Figure]]

FIGURES: tuple[tuple[Draw, str, str], ...] = (
    (postures.draw, "postures", "share of worlds in each posture, by country, over time"),
    (sides.draw, "sides", "side each country takes at the end, scenario against scenario"),
    (pact.draw, "pact", "how likely the pact is in force, and who is a member, over time"),
    (network.draw, "network", "alignment network on the map at the end"),
    (flashpoints.draw, "flashpoints", "deterrence and crises at each flashpoint"),
    (disputed.draw, "disputed", "how the comparison hangs on disputed numbers"),
    (choice.draw, "choice", "what speaks for the leading posture and what against it"),
)
"""Each figure: the function that draws it, the beginning of its file name, and what it shows."""


def caption(stem: str) -> str:
    """What the figure of that file name shows."""
    return next(text for _, start, text in FIGURES if stem.split("-")[0] == start)


def draw_all(material: Material, folder: Path, progress: Callable[[str, int, int], None] | None = None) -> list[Path]:
    """Draw every figure the study has the data for.

    Args:
        material: of the study.
        folder: where they are saved; made when it does not exist.
        progress: told what is drawn, how many are done and how many there are to do.

    Returns:
        The files written, in the order of the catalogue.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    with look():
        for done, (draw, name, _) in enumerate(FIGURES):
            if progress is not None:
                progress(f"figure {name}", done, len(FIGURES))
            for stem, figure in draw(material).items():
                written += save(figure, folder, stem, material.manifest)
    return written
