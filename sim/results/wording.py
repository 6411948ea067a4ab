"""Numbers and lists as a reader sees them: the same wording in tables, figures and summary."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sim.results.outcomes import Outcome

MINUS = "\N{MINUS SIGN}"
NOTHING = "\N{EM DASH}"
PERCENT = "\N{NO-BREAK SPACE}%"

BARE = ("", "ratio", "relative", "share")
"""Units that add nothing to a name."""

NEGLIGIBLE = 0.005
"""% of GDP a year below which a term of a choice is told as nothing: it rounds to none of the decimals written."""

_SECTIONS = ("parameters", "policies", "countries", "powers", "flashpoints", "institutions", "postures")


def plain(value: float, decimals: int = 2) -> str:
    """A number with a true minus sign and no minus zero; a dash when there is none."""
    if math.isnan(value):
        return NOTHING
    text = f"{value:.{decimals}f}"
    if float(text) == 0:
        text = text.lstrip("-")
    return text.replace("-", MINUS)


def signed(value: float, decimals: int = 2) -> str:
    """A number with its sign; zero has none."""
    text = plain(value, decimals)
    return text if math.isnan(value) or float(text.replace(MINUS, "-")) <= 0 else f"+{text}"


def grouped(value: float) -> str:
    """A number of any size with a true minus sign: thousands apart, at most four digits where it is no integer."""
    text = f"{value:,.0f}" if value == round(value) or abs(value) >= 1000 else f"{value:.4g}"
    return text.replace("-", MINUS)


def level(outcome: Outcome, value: float) -> str:
    """A level of an outcome, shares as per cent."""
    if outcome.display == "percent":
        return percent(value, outcome.decimals)
    return plain(value, outcome.decimals)


def change(outcome: Outcome, value: float, finer: int = 0) -> str:
    """A difference of an outcome with its sign; of shares in percentage points, without the unit.

    Args:
        outcome: whose difference it is.
        value: the difference.
        finer: decimals beyond those of the outcome.
    """
    factor = 100 if outcome.display == "percent" else 1
    return signed(factor * value, outcome.decimals + finer)


def interval(outcome: Outcome, low: float, high: float, finer: int = 0) -> str:
    """An interval of a difference, as `-0.12 to +0.30`; a dash when there is none."""
    if math.isnan(low) or math.isnan(high):
        return NOTHING
    return f"{change(outcome, low, finer)} to {change(outcome, high, finer)}"


def percent(share: float, decimals: int = 0) -> str:
    """A share as per cent; what is not zero or one is never rounded to it."""
    if math.isnan(share):
        return NOTHING
    step = 10.0**-decimals
    value = 100 * share
    if 0 < value <= step / 2:
        return f"<{plain(step, decimals)}{PERCENT}"
    if 100 - step / 2 <= value < 100:
        return f">{plain(100 - step, decimals)}{PERCENT}"
    return f"{plain(value, decimals)}{PERCENT}"


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence: `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def bare(path: str) -> str:
    """A path without the section of a scenario that it is in, which its own name tells."""
    section, _, rest = path.partition(".")
    return rest if section in _SECTIONS else path


def named(path: str) -> str:
    """What a reader calls an entry of a scenario: `JPN: hub trust`."""
    return bare(path).replace("_", " ").replace(".", ": ")


def unit_words(unit: str) -> str:
    """A unit of the evidence in words: `% of GDP`, `per year`."""
    return unit.replace("_", " ").replace("percent", "%").replace("gdp", "GDP").replace("usd", "US dollars")


def with_unit(name: str, unit: str) -> str:
    """A name with its unit, where that adds something."""
    return name if unit in BARE else f"{name}, {unit}"


def cut(text: str, longest: int) -> str:
    """A text of at most so many characters, the last of them an ellipsis where something is left out."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip(', ')}\N{HORIZONTAL ELLIPSIS}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: `1 world`, `1,200 worlds`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def figure(value: float, unit: str) -> str:
    """A figure of a test in as many digits as it bears, without its unit; a dash where there is none."""
    if not math.isfinite(value):
        return NOTHING
    if abs(value) >= 100 or unit.startswith("of "):
        return plain(value, 0)
    return plain(value, 1 if abs(value) >= 10 or unit in ("points", "%") else 2 if abs(value) >= 1 else 3)


def wanted(seen: float, least: float, most: float, unit: str) -> str:
    """What a figure of a test is held to: a value, `above 0`, `45 to 55`; empty where it is held to nothing."""
    low, high = math.isfinite(least), math.isfinite(most)
    if low and high:
        return f"{plain(least, 0)} to {plain(most, 0)}"
    if low or high:
        return f"above {least + 0.0:g}" if low else f"below {most + 0.0:g}"
    return figure(seen, unit) if math.isfinite(seen) else ""
