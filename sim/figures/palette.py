"""Colours that people with any colour vision can tell apart (after Okabe and Ito 2008), ordered by lightness."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

INK = "#1a1a1a"
SOFT = "#5f6368"
FAINT = "#c9ccd1"
PALE = "#eef0f2"
GAIN = "#0072b2"
LOSS = "#d55e00"

POSTURES: Mapping[str, str] = {
    "accommodate": "#d55e00",
    "hedge": "#dcd5c3",
    "network": "#7cc3ec",
    "ally": "#1c7ab8",
    "pact": "#102a4c",
}
"""The five rungs of the shipped ladder, from the challenger's side (vermilion) over neutral to the pact (navy)."""

SCENARIOS = ("#4a4e54", "#0072b2", "#d55e00", "#cc79a7", "#009e73", "#e6b800", "#56b4e9", "#7a4fa3")
"""Scenarios in the order of the study; the first, which others are compared with, is grey."""

SEVERITY: Mapping[str, str] = {"minor": "#f6d58a", "serious": "#e69f00", "war": "#a8361a"}

_SCALE = (
    (-1.0, (213, 94, 0)),
    (0.0, (220, 213, 195)),
    (0.45, (124, 195, 236)),
    (0.8, (28, 122, 184)),
    (1.0, (16, 42, 76)),
)


def scenario_colour(position: int) -> str:
    """Colour of a scenario by its place in the study."""
    return SCENARIOS[position % len(SCENARIOS)]


def side_colour(side: float) -> str:
    """Colour of a side between -1 (challenger) and +1 (hub), blended between the rungs of the ladder."""
    side = min(1.0, max(-1.0, side))
    for (low, first), (high, second) in pairwise(_SCALE):
        if side <= high:
            part = (side - low) / (high - low)
            mixed = (round(a + part * (b - a)) for a, b in zip(first, second, strict=True))
            return "#" + "".join(f"{channel:02x}" for channel in mixed)
    return POSTURES["pact"]


def gain_colour(part: float) -> str:
    """Colour of a gain between -1 (a loss as large as any) and +1, pale where there is neither."""
    part = min(1.0, max(-1.0, part))
    ends = (238, 240, 242), (0, 114, 178) if part >= 0.0 else (213, 94, 0)
    mixed = (round(a + abs(part) * (b - a)) for a, b in zip(*ends, strict=True))
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def posture_colour(posture: str, side: float) -> str:
    """Colour of a posture: its own when it is on the shipped ladder, else that of its side."""
    return POSTURES.get(posture) or side_colour(side)


def readable_on(colour: str) -> str:
    """Ink or white, whichever is easier to read on a colour."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return INK if 0.299 * red + 0.587 * green + 0.114 * blue > 140 else "#ffffff"
