"""Inversion of the law at the base year: the stake behind observed effort, the constant behind observed posture."""

from __future__ import annotations

from sim.law.arithmetic import HALF, clip, log_, where
from sim.law.deterrence import slope

PERCENT = 100.0


def stake(
    cost: float,
    strength: float,
    decisiveness: float,
    deterrence: float,
    output: float,
    exposure: float,
    floor_: float,
    ceiling: float,
) -> float:
    """Stake at which observed defence effort is the best reply, % of GDP a year (revealed preference).

    First-order condition of effort: stake x m D (1 - D) / S x Y / 100 = cost, held inside a plausible range because
    small and distant states arm for other reasons too.

    Args:
        cost: `burden.age_cost`.
        strength: S at the observed posture, bn mixed USD a year.
        decisiveness: m.
        deterrence: D at the observed posture.
        output: GDP at mixed prices, bn.
        exposure: greatest exposure of the country to a flashpoint, share; it scales the ceiling.
        floor_: least stake, % of GDP a year.
        ceiling: greatest stake, of a country that would be fought over, % of GDP a year.
    """
    wanted = cost * PERCENT / (slope(decisiveness, deterrence, strength) * output)
    return clip(wanted, floor_, floor_ + (ceiling - floor_) * exposure)


def other_motives(cost: float, gain: float) -> float:
    """Marginal worth of effort for other reasons than security: what of its cost `gain` leaves unexplained."""
    return cost - gain


def exit_share(ratio: float, rate: float) -> float:
    """Share of base-year windows that end in another posture: the fitted ratio x the yearly rate of changes, <= 1/2."""
    return min(ratio * rate, HALF)


def stay_share(exit_share_: float) -> float:
    """Share of base-year windows that end in the posture observed."""
    return 1.0 - exit_share_


def farther(frequency: float, reach: float) -> float:
    """Relative frequency of a change over one rung more; of a change over one rung it is 1.

    Args:
        frequency: of a change over one rung less.
        reach: frequency of a change of two rungs relative to one, seeds `exit_reach`.
    """
    return frequency * reach


def exit_part(exit_share_: float, weight: float, total: float) -> float:
    """Share of base-year windows that end in one other posture: exits shared out by their frequencies (`farther`)."""
    return exit_share_ * weight / total


def constant(
    share: float, share_observed: float, sharpness: float, utility: float, utility_observed: float, distance: float
) -> float:
    """Alternative-specific constant by logit inversion, % of GDP a year (Train 2009).

    Changes of one rung are what history shows, so their constant is exact. A leap over several rungs was not seen: its
    wanted share is an upper bound, and where the structure finds the leap rarer still, the structure stands.

    Args:
        share: wanted choice probability of the posture.
        share_observed: wanted choice probability of the observed one.
        sharpness: lambda.
        utility: structural utility of the posture, % of GDP a year.
        utility_observed: of the observed one.
        distance: rungs between the two.
    """
    exact = (log_(share) - log_(share_observed)) / sharpness - (utility - utility_observed)
    return where(distance > 1.0, min(0.0, exact), exact)


def carried_ratio(own: float, stored: float, central: float) -> float:
    """A stored value carried over to a world with drawn parameters, in proportion to its own inversion."""
    return own * stored / central


def carried_difference(own: float, stored: float, central: float) -> float:
    """A stored value carried over to a world with drawn parameters, by the difference to the central inversion."""
    return own + (stored - central)


def between(x: float, x0: float, y0: float, x1: float, y1: float) -> float:
    """Value at x of the line through two points."""
    return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
