"""What was found of tipping points, in sentences."""

from __future__ import annotations

from itertools import pairwise

from sim.analysis.crossings import Crossing, spans
from sim.results.wording import counted, listed
from sim.tipping.condition import Estimate
from sim.tipping.study import Findings, Line
from sim.tipping.vary import Varied


def sentences(found: Findings) -> list[str]:
    """What is to be said, the most important first."""
    if len(found.question.varied) == 1:
        (line,) = found.lines
        return [*threshold(found, line), today(found), *(ends(found, line) if line.crossings else [])]
    return [*frontier(found), today(found)]


def threshold(found: Findings, line: Line) -> list[str]:
    """Where the condition holds along the first number, and how surely that is known."""
    question, one = found.question, found.question.varied[0]
    what, crossed = question.condition.words, line.crossings
    whole = f"between {one.told(one.low)} and {one.told(one.high)}{one.after}"
    if line.flat:
        said = f"{one.path} changes nothing here: at every value {told(found, line.points[0].estimate)}"
        return [f"{said}; '{what}' {'holds' if line.points[0].holds else 'does not hold'}."]
    if not crossed:
        verb = "holds everywhere" if line.points[0].holds else "holds nowhere"
        first, last = (told(found, line.points[k].estimate) for k in (0, -1))
        low, high = (f"{one.told(end)}{one.after}" for end in (one.low, one.high))
        said = f"{what}: {verb} for {one.path} {whole}; {first} at {low}, {last} at {high}."
        return [said, *_doubt(found, line)]
    if len(crossed) == 1:
        (only,) = crossed
        how = f"once {one.path} reaches" if only.rises else f"up to {one.path} of"
        return [f"{what}: {how} {one.told(only.value)}{one.after} ({interval(one, only)})."]
    where = listed([span(one, low, high) for low, high in spans(line.points, crossed)])
    at = listed([f"{one.told(c.value)}{one.after} ({interval(one, c)})" for c in crossed])
    alike = [c for c, d in pairwise(crossed) if (c.low, c.high) == (d.low, d.high)]
    same = " Thresholds with the same interval are one as far as these worlds can tell." if alike else ""
    return [f"{what}: for {one.path} {where}. It changes at {at}.{same}"]


def interval(one: Varied, crossing: Crossing) -> str:
    """A threshold's interval; open where the worlds set no limit inside the range."""
    low, high = one.told(crossing.low), one.told(crossing.high)
    if crossing.low_open and crossing.high_open:
        return "90 % interval: the whole range"
    if crossing.low_open:
        return f"90 % interval up to {high}, without a lower limit in the range"
    if crossing.high_open:
        return f"90 % interval from {low} on, without an upper limit in the range"
    return f"90 % interval {low} to {high}"


def span(one: Varied, low: float | None, high: float | None) -> str:
    """A part of the range."""
    if low is None and high is None:
        return "throughout"
    if low is None:
        return f"up to {one.told(high or 0.0)}{one.after}"
    if high is None:
        return f"from {one.told(low)}{one.after} on"
    return f"from {one.told(low)} to {one.told(high)}{one.after}"


def told(found: Findings, estimate: Estimate) -> str:
    """A share or mean with its interval."""
    condition = found.question.condition
    low, high = condition.told(estimate.low), condition.told(estimate.high)
    what = " of the worlds" if condition.over == "P" else ""
    return f"{condition.told(estimate.value)}{what} ({low} to {high})"


def today(found: Findings) -> str:
    """What the worlds say of the scenario as it stands."""
    values = listed([now(one) for one in found.question.varied])
    holds = "it holds" if found.now.holds else "it does not hold"
    doubt = "" if found.now.decided else ", which so many worlds leave open"
    return f"As the scenario stands ({values}): {told(found, found.now.estimate)}, so that {holds}{doubt}."


def now(one: Varied) -> str:
    """What a number is in the scenario."""
    if one.drawn:
        low, high = (f"{end:g}" for end in one.drawn)
        return f"{one.path} drawn from {low} to {high}{one.after}"
    return f"{one.path} not set" if one.now is None else f"{one.path} {one.now:g}{one.after}"


def ends(found: Findings, line: Line) -> list[str]:
    """What the worlds say at both ends of the range."""
    one = found.question.varied[0]
    first, last = (told(found, line.points[k].estimate) for k in (0, -1))
    return [f"At {one.told(one.low)}{one.after}: {first}; at {one.told(one.high)}{one.after}: {last}."]


def _doubt(found: Findings, line: Line) -> list[str]:
    """Where the intervals do not leave out the opposite, though no threshold was seen."""
    one = found.question.varied[0]
    open_ = [point.value for point in line.points if not point.decided]
    if not open_:
        return []
    where = one.told(open_[0]) if len(open_) == 1 else f"{one.told(open_[0])} to {one.told(open_[-1])}"
    return [f"The opposite cannot be left out at {where}{one.after}: the 90 % interval holds the limit."]


def frontier(found: Findings) -> list[str]:
    """How the threshold of the first number moves along the second."""
    question = found.question
    one, other = question.varied
    what, lines = question.condition.words, found.lines
    crossed = [line for line in lines if line.crossings]
    if all(line.flat for line in lines):
        return [f"{one.path} changes nothing here, whatever {other.path} is."]
    if not crossed:
        verb = "holds everywhere" if all(line.points[0].holds for line in lines) else "holds nowhere"
        if len({line.points[0].holds for line in lines}) > 1:
            verb = f"depends on {other.path} alone"
        return [f"{what}: {verb} in the ranges looked at."]
    several = f"{len(crossed)} of {counted(len(lines), 'value')} of {other.path}"
    single = [line for line in crossed if len(line.crossings) == 1]
    moved = ""
    if len(single) > 1:
        first, last = (
            f"{one.told(x.crossings[0].value)}{one.after} at {other.told(x.second)}{other.after}"
            for x in (single[0], single[-1])
        )
        moved = f", going from {first} to {last}"
    said = [f"{what}: {one.path} has a threshold at {several}{moved}."]
    return [*said, *(f"At {other.path} {other.told(line.second)}{other.after}: {along(one, line)}." for line in lines)]


def along(one: Varied, line: Line) -> str:
    """Where the condition holds on one line of a frontier."""
    if not line.crossings:
        return "holds throughout" if line.points[0].holds else "holds nowhere"
    where = listed([span(one, low, high) for low, high in spans(line.points, line.crossings)])
    return f"holds {where} ({'; '.join(interval(one, c) for c in line.crossings)})"
