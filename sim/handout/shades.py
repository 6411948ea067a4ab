"""Colours of drawings on light and on dark paper: each has a twin whose lightness is turned round.

Lightness is that of Oklab (Ottosson 2020, "A perceptual color space for image processing"), so that what is dark on
white becomes light on black, hues stay, and text on a coloured ground stays readable.
"""

from __future__ import annotations

import math

from sim.figures.palette import FAINT, INK, PALE, SCENARIOS, SOFT

PAPER, DARK_PAPER = "#ffffff", "#15171b"
_PALE_DARK = "#23272e"
READABLE = 4.5
"""Contrast of text, after WCAG 2.2."""

_GIVEN = {
    PAPER: DARK_PAPER, INK: "#e9ebee", SOFT: "#aab0b8", FAINT: "#4b515a", PALE: _PALE_DARK,
    **dict(zip(SCENARIOS, ("#c6cbd2", "#4aa6e0", "#f0803c", "#dc93bb", "#2bb68c", "#e6b800", "#56b4e9", "#ab89d0"),
               strict=True)),
}  # fmt: skip
"""Twins that are chosen: of paper and ink, and of lines that no text stands on."""

_PALEST, _TURN = 0.36, 0.74
"""Lightness that white would have on dark paper, were it no paper, and what is gained for what is lost."""

Triple = tuple[float, float, float]


def twin(colour: str) -> str:
    """The colour on dark paper of one that is meant for white paper, as `#rrggbb`."""
    if colour in _GIVEN:
        return _GIVEN[colour]
    light, a, b = _oklab(colour)
    return _hex((_PALEST + (1 - light) * _TURN, a, b))


def legible(colour: str, paper: str) -> str:
    """The nearest lightness of a colour at which text in it can be read on paper."""
    ground = _oklab(paper)[0]
    light, a, b = _oklab(colour)
    step = 0.01 if ground < 0.5 else -0.01
    while contrast(colour, paper) < READABLE and 0 <= light + step <= 1:
        light += step
        colour = _hex((light, a, b))
    return colour


def written(colour: str) -> tuple[str, str]:
    """A colour of text on light and on dark paper; white and near black, which stand on grounds, keep their turn."""
    if colour in (PAPER, INK):
        return colour, twin(colour)
    return legible(colour, PALE), legible(twin(colour), _PALE_DARK)


def contrast(first: str, second: str) -> float:
    """Contrast of two colours, 1 to 21, after WCAG 2.2."""
    lights = sorted(0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in map(_linear, (first, second)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _linear(colour: str) -> Triple:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def _oklab(colour: str) -> Triple:
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _rgb(lab: Triple) -> Triple:
    light, a, b = lab
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _hex(lab: Triple) -> str:
    """The colour, paler where a screen cannot show it."""
    light, a, b = lab
    rgb = _rgb(lab)
    while not all(-0.001 <= part <= 1.001 for part in rgb) and abs(a) + abs(b) > 0.001:
        a, b = 0.95 * a, 0.95 * b
        rgb = _rgb((light, a, b))
    clipped = (min(1.0, max(0.0, part)) for part in rgb)
    bent = (12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in clipped)
    return "#" + "".join(f"{round(255 * part):02x}" for part in bent)
