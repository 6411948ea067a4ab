"""Expectations and results in words, the same in the terminal and in scoreboard.md."""

from __future__ import annotations

import math
from collections.abc import Mapping

from sim.claims.form import Expectation
from sim.claims.judge import Answer, Finding
from sim.claims.rule import Interval
from sim.results.outcomes import Outcome
from sim.results.wording import PERCENT, percent, plain, signed

POINTS = "\N{NO-BREAK SPACE}pt"
"""Unit of a difference of shares: percentage points."""

_FINEST = 6


def expected(one: Expectation, outcome: Outcome, pair: tuple[str, ...] = ()) -> str:
    """What is expected, without the outcome's name: `lower by 0.01`, `above 50 %`, `AUS above KOR`, `above network`."""
    if one.exceeds is not None:
        return f"above {' and '.join(_other(name, one.outcome) for name in pair[1:] or one.exceeds)}"
    if one.order is not None:
        what = " above ".join(pair or one.order)
        return f"change of {what}" if one.of == "change" else what
    if one.level is not None:
        word, edge = ("above", one.level.above) if one.level.above is not None else ("below", one.level.below)
        return f"{word} {_edge(edge or 0.0, outcome, PERCENT)}"
    margin = _edge(one.by, outcome, POINTS)
    if one.change == "unchanged":
        return f"unchanged within {margin}"
    return f"{one.change} by {margin}" if one.by else str(one.change)


def _other(name: str, than: str) -> str:
    """The part in which the name of an outcome differs from another's: `network` of `posture.network.end`."""
    parts, others = name.split("."), than.split(".")
    unlike = [part for part, other in zip(parts, others, strict=False) if part != other]
    return ".".join(unlike) if len(parts) == len(others) and unlike else name


def _edge(value: float, outcome: Outcome, unit: str) -> str:
    """A threshold as the outcome is told: shares in per cent or points."""
    return f"{100 * value:g}{unit}" if outcome.display == "percent" else f"{value:g}"


def scope(one: Expectation, pair: tuple[str, ...] = ()) -> str:
    """Where it is measured, `all` for the region."""
    return " over ".join(pair) if one.order is not None and pair else ", ".join(one.scopes) or "all"


def stated(finding: Finding, outcome: Outcome, places: Mapping[str, str]) -> str:
    """Outcome, place and what is expected, in a line.

    Args:
        finding: on the expectation.
        outcome: that it is about.
        places: names of flashpoints.
    """
    one = finding.expectation
    place = f" ({', '.join(places.get(name, name) for name in one.scopes)})" if one.scopes else ""
    return f"{outcome.label}{place}: {expected(one, outcome, finding.pair)}"


def is_level(finding: Finding) -> bool:
    """Whether what is expected is a level rather than a difference."""
    return finding.expectation.level is not None


def result(found: Interval, outcome: Outcome, *, level: bool) -> str:
    """A mean with its interval, with as many decimals as the interval needs: `+0.04 [+0.03, +0.06]`.

    Shares are told in per cent; a difference of shares in points.
    """
    factor = 100 if outcome.display == "percent" else 1
    digits = decimals(found, factor)
    say = plain if level else signed
    unit = "" if outcome.display == "number" else PERCENT if level else POINTS
    mean = f"{say(factor * found.mean, digits)}{unit}"
    if math.isnan(found.low):
        return mean
    return f"{mean} [{say(factor * found.low, digits)}, {say(factor * found.high, digits)}]"


def decimals(found: Interval, factor: float = 1) -> int:
    """Decimals in which half the interval's width is two units or more; of a mean without one, two digits."""
    width = factor * (found.high - found.low) / 2
    size = width / 2 if width > 0 and not math.isnan(width) else abs(factor * found.mean) / 10
    return min(_FINEST, max(0, -math.floor(math.log10(size)))) if size > 0 else 0


def verdict_line(answer: Answer, outcome: Outcome) -> str:
    """The verdict in a sentence, for the page of a claim.

    Args:
        answer: on the claim.
        outcome: of the deciding expectation.
    """
    finding, turn = answer.deciding, answer.verdict.turn
    kind = answer.verdict.kind
    if turn is not None:
        low, high = (result(part.interval, outcome, level=is_level(finding)) for part in (turn.low, turn.high))
        return (
            f"It depends on {turn.number}: {low} where that is low ({turn.low.least:.3g} to {turn.low.most:.3g}), "
            f"{high} where it is high ({turn.high.least:.3g} to {turn.high.most:.3g}); intervals widened for all "
            "numbers looked at."
        )
    if kind == "undecided":
        return f"Undecided: the interval holds the edge of what is expected; {small(finding)}"
    if kind == "supported":
        return "Supported: every interval lies wholly where it is expected."
    return "Contradicted: an interval lies wholly outside what is expected."


def turned(answer: Answer, outcome: Outcome) -> str:
    """The two results of a claim that depends on a number, in a line."""
    turn = answer.verdict.turn
    if turn is None:
        return ""
    factor = 100 if outcome.display == "percent" else 1
    say = plain if is_level(answer.deciding) else signed
    low, high = (say(factor * part.interval.mean, decimals(part.interval, factor)) for part in (turn.low, turn.high))
    return f"{turn.number.removeprefix('law.')} low: {low}, high: {high}"


def small(finding: Finding) -> str:
    """How small an effect is that cannot be told from none."""
    edges = [edge for edge in (finding.low, finding.high) if math.isfinite(edge)]
    off = max(abs(end - edge) for edge in edges for end in (finding.interval.low, finding.interval.high))
    if off == 0:
        return "no world shows any difference."
    if not finding.spread or math.isnan(off):
        return "there are too few worlds to say more."
    return f"it is off the edge by at most {percent(off / finding.spread, 1)} of the spread over worlds."


def went(finding: Finding) -> str:
    """Share of worlds that go the expected way."""
    return percent(finding.share)
