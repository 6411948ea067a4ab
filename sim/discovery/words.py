"""Boxes in words: one plain sentence for each, and the page that goes with them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sim.discovery.boxes import CHANCE, LEAST, RESTRICTED, Found
from sim.discovery.prim import Box, Count, Limit
from sim.discovery.space import Dimension
from sim.figures.axis import label
from sim.results.wording import BARE, PERCENT, counted, listed, percent

_BARE = (*BARE, "probability", "index")
"""Units that add nothing to a number."""

_SURE, _MOSTLY = 0.95, 0.6
"""Densities from which a box is said to hold, or mostly to."""

NOTHING = (
    "No dimension matters: no box holds such cases more densely than boxes found among shuffled cases do. More points, "
    "more worlds at each, or other dimensions may tell."
)


def limit_words(dimension: Dimension, limit: Limit) -> str:
    """A limit as part of a sentence."""
    if dimension.words:
        held = [word for k, word in enumerate(dimension.words) if k not in limit.without]
        return f"{dimension.name} is {' or '.join(held)}"
    unit = "" if dimension.unit in _BARE else PERCENT if dimension.unit == "%" else f" {dimension.unit}"
    low, high = label(limit.low), label(limit.high)
    if math.isinf(limit.high):
        return f"{dimension.name} is at least {low}{unit}"
    if math.isinf(limit.low):
        return f"{dimension.name} is at most {high}{unit}"
    return f"{dimension.name} is between {low} and {high}{unit}"


def box_words(dimensions: Sequence[Dimension], box: Box) -> str:
    """The limits of a box as part of a sentence; `always` without any."""
    return listed([limit_words(dimensions[d], limit) for d, limit in sorted(box.limits.items())]) or "always"


def sentence(condition: str, dimensions: Sequence[Dimension], found: Found, noun: str, *, first: bool) -> str:
    """What a box says, in one sentence.

    Args:
        condition: what makes a case one of interest.
        dimensions: of the cases.
        found: the box.
        noun: what a case is called.
        first: whether no box stands before it.
    """
    density = found.count.density
    where = "wherever" if density >= _SURE else "mostly where" if density >= _MOSTLY else "more often where"
    cases = counted(found.count.cases, noun if first else f"further {noun}")
    before = f"{percent(found.offered.density)} of {'all' if first else 'the rest'}"
    return (
        f"{condition} {where} {box_words(dimensions, found.box)} ({cases}, of which {percent(density)} are such, "
        f"against {before}; they cover {percent(found.coverage)} of all such {noun}s)."
    )


def tree_words(leaves: Sequence[tuple[Box, Count]], right: float, plain: float, noun: str, total: int) -> str:
    """What the tree says of the same, in one or two sentences."""
    of_interest = [count for _, count in leaves if count.density > 0.5]
    better = (
        f"calls {percent(right)} of {noun}s that it has not seen rightly; the more frequent answer {percent(plain)}"
    )
    if not of_interest or len(leaves) == 1:
        return f"A classification tree finds no part in which most {noun}s are such; it {better}."
    cases, found = sum(count.cases for count in of_interest), sum(count.found for count in of_interest)
    parts = counted(len(of_interest), "leaf", "leaves")
    return (
        f"A classification tree has {parts} in which most {noun}s are such: together {percent(found / cases)} of the "
        f"{counted(cases, noun)} there, {percent(found / total)} of all such {noun}s. It {better}."
    )


READING = (
    "Coverage is the share of all such cases that a box holds, density the share of its cases that are such. Of the "
    f"boxes on the way with at most {RESTRICTED} limits the one with the largest product of both was taken; limits "
    f"that chance explains (quasi-p above {CHANCE:g}) were dropped. A further box is sought among the cases that those "
    f"before it do not hold, and must hold {percent(LEAST)} of all such cases. A box is told only if at most "
    f"{percent(CHANCE)} of shuffled cases do as well; `again` is the share of draws of the cases, with replacement, in "
    "which a dimension is limited too. A box says what goes together in these runs, as the design drew them: not how "
    "likely that place is."
)
