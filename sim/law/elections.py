"""The hub's politics: its calendar of inaugurations, who wins, and what an administration changes."""

from __future__ import annotations

from sim.law.arithmetic import HALF, where, whole


def inauguration(start: float, step: float, dt: float, first: float, cycle: float) -> float:
    """1 if a new term has begun by the middle of a step, else 0.

    The administration known is that of the base year, whatever year a run starts in: its first step always begins one.

    Args:
        start: year in which the run starts.
        step: number of the step, from 0.
        dt: years in a step.
        first: an inauguration, seeds `inauguration_year`; there are no elections before it.
        cycle: years between two of them, seeds `inauguration_cycle`; not less than a step.
    """
    middle = start + (step + HALF) * dt
    length = max(cycle, dt)
    term = whole((middle - first) / length)
    before = where(step > 0.0, whole((middle - dt - first) / length), -1.0)
    return where(term > before, where(term >= 0.0, 1.0, 0.0), 0.0)


def winner(u: float, america_first_wins: float) -> float:
    """Index of the administration elected: 0 America first, 1 internationalist."""
    return where(u < america_first_wins, 0.0, 1.0)


def holder(now: float, fixed: float, inaugurated: float, elected: float) -> float:
    """Index of the administration in a step: the one fixed (if not below 0), the one elected, or the one before.

    Args:
        now: that of the last step.
        fixed: that of a scenario, -1 where it fixes none.
        inaugurated: `inauguration`.
        elected: `winner`.
    """
    return where(fixed >= 0.0, fixed, where(inaugurated > 0.0, elected, now))


def first(base: float) -> float:
    """Index of the administration in office in the base year, seeds `base_administration`: 0 or 1."""
    return where(base > 0.0, 1.0, 0.0)


def under(administration: float, america_first: float, internationalist: float) -> float:
    """What holds under an administration."""
    return where(administration > 0.0, internationalist, america_first)


def ratio_under(administration: float, base: float, internationalist: float) -> float:
    """What an administration stands for, relative to that of the base year.

    Args:
        administration: index of the one in office.
        base: `first`.
        internationalist: an internationalist administration relative to America First.
    """
    return under(administration, 1.0, internationalist) / under(base, 1.0, internationalist)


def push_under(administration: float, base: float, internationalist: float) -> float:
    """What an administration adds to trust's level against that of the base year, logit units; see `ratio_under`."""
    return under(administration, 0.0, internationalist) - under(base, 0.0, internationalist)


def commitment(lever: float, own: float) -> float:
    """Commitment to the theatre relative to the base year: the scenario's lever x the administration's own."""
    return lever * own


def years(step: float, dt: float) -> float:
    """Years since the base year at the beginning of a step."""
    return step * dt
