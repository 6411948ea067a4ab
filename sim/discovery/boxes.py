"""Boxes that tell: chosen on the way down, rid of limits that chance explains, tried on shuffled and drawn anew cases.

Tests of limits and of reproducibility are those of Bryant and Lempert (2010).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.discovery.prim import Box, Cases, Count, paste, peel

MASS = 0.05
"""Share of the cases that a box holds at least."""

RESTRICTED = 4
"""Dimensions that a box may limit: more than a reader can bear in mind explain nothing."""

BOXES = 3
LEAST = 0.05
"""Share of all cases of interest that a further box must hold."""

CHANCE = 0.05
"""Quasi-p above which a limit is dropped, and share of shuffled cases that may do as well as a box."""

SHUFFLED, DRAWN = 39, 40
"""Times that cases are shuffled, and drawn anew."""

TRIED = 10_000
"""Cases at most in which that is done."""


@dataclass(frozen=True)
class Found:
    """A box that tells.

    Attributes:
        box: its limits.
        path: every box on the way down, with what it held; chosen: position of the one that was taken.
        count: what the box holds of the cases that no box before it holds.
        offered: what there was of them in all; total: cases of interest before the first box.
        p: by dimension, chance of so many cases of interest were the limit not there (quasi-p).
        again: by dimension, share of draws of the cases in which it is limited as well; shape (D,).
        chance: share of sets of cases, the true one among those shuffled, that do as well.
    """

    box: Box
    path: list[tuple[Box, Count]]
    chosen: int
    count: Count
    offered: Count
    total: int
    p: dict[int, float]
    again: NDArray[np.float64]
    chance: float

    @property
    def coverage(self) -> float:
        """Share of all cases of interest that it holds and no box before it."""
        return self.count.found / self.total


def cover(cases: Cases, seed: int, mass: float = MASS, most: int = BOXES) -> list[Found]:
    """Find boxes one after the other, each among the cases that those before it do not hold.

    Args:
        cases: some of interest, some not.
        seed: of shuffles and draws.
        mass: share of all cases that a box holds at least.
        most: boxes.

    Returns:
        Boxes that do better than shuffled cases; none when no dimension matters.
    """
    found: list[Found] = []
    total, rest = int(cases.interest.sum()), cases
    rng = np.random.default_rng(seed)
    while len(found) < most and 0 < (left := int(rest.interest.sum())) < len(rest):
        share = min(1.0, mass * len(cases) / len(rest))
        path = peel(rest, share)
        chosen = choose(path, left)
        box = paste(rest, pruned(rest, path[chosen][0]))
        count = rest.count(box)
        if not box.limits or count.found < LEAST * total or count.density <= left / len(rest):
            break
        chance = _chance(rest, share, rng)
        if chance > CHANCE:
            break
        p = {d: quasi_p(rest, box, d) for d in box.limits}
        again = _again(rest, share, rng)
        found.append(Found(box, path, chosen, count, path[0][1], total, p, again, chance))
        rest = rest.taken(~box.holds(rest.columns))
    return found


def choose(path: list[tuple[Box, Count]], total: int) -> int:
    """Position of the box with the largest product of coverage and density that limits few enough dimensions."""
    few = [k for k, (box, _) in enumerate(path) if len(box.limits) <= RESTRICTED]
    return max(few, key=lambda k: path[k][1].score(total))


def pruned(cases: Cases, box: Box) -> Box:
    """A box without limits that chance explains, the one it explains best dropped first."""
    while box.limits:
        p = {d: quasi_p(cases, box, d) for d in box.limits}
        worst = max(p, key=lambda d: p[d])
        if p[worst] <= CHANCE:
            break
        box = box.freed(worst)
    return box


def quasi_p(cases: Cases, box: Box, d: int) -> float:
    """Chance that as many cases of a box were of interest, were they drawn from the box without one of its limits.

    The binomial tail P(X >= k) of n draws with success p is the regularised incomplete beta function I_p(k, n - k + 1).
    Cases at the same place count as one, which errs on the side of chance.
    """
    from scipy.special import betainc

    inside, wider = box.holds(cases.columns), cases.count(box.freed(d))
    places = len(np.unique(cases.groups[inside]))
    found = places * float(cases.interest[inside].mean()) if places else 0.0
    return float(betainc(found, places - found + 1, wider.density)) if found else 1.0


def _some(cases: Cases, rng: np.random.Generator) -> Cases:
    return cases if len(cases) <= TRIED else cases.taken(rng.choice(len(cases), TRIED, replace=False))


def _best(cases: Cases, mass: float) -> float:
    path = peel(cases, mass)
    total = path[0][1].found
    return path[choose(path, total)][1].score(total)


def _chance(cases: Cases, mass: float, rng: np.random.Generator) -> float:
    """Share of shuffles in which a box as good is found where there is nothing to find."""
    some = _some(cases, rng)
    true = _best(some, mass)
    _, first, place = np.unique(some.groups, return_index=True, return_inverse=True)
    as_good = 1
    for _ in range(SHUFFLED):
        where = first[rng.permutation(len(first))[place]]  # all cases of a place move to another one
        as_good += _best(replace(some, columns=[column[where] for column in some.columns]), mass) >= true
        if as_good > CHANCE * (SHUFFLED + 1):
            break
    return as_good / (SHUFFLED + 1)


def _again(cases: Cases, mass: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """Share of draws of places with replacement in which each dimension is limited; shape (D,)."""
    some = _some(cases, rng)
    times = np.zeros(len(cases.columns))
    order = np.argsort(some.groups, kind="stable")
    members = np.split(order, np.flatnonzero(np.diff(some.groups[order])) + 1)
    for _ in range(DRAWN):
        drawn = some.taken(np.concatenate([members[k] for k in rng.integers(len(members), size=len(members))]))
        path = peel(drawn, mass)
        box = pruned(drawn, path[choose(path, path[0][1].found)][0])
        times[list(box.limits)] += 1
    return times / DRAWN
