"""Inversion of the law at the base year: the stake behind observed effort, the constant behind observed posture."""

from __future__ import annotations

from sim.law.arithmetic import clip, log_, where
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
        cost: marginal cost of effort (`burden.ageing`).
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


def closeness(rungs: int, reach: float) -> float:
    """Relative frequency of a change over so many rungs (at least one): reach to the power of rungs - 1.

    Args:
        rungs: distance on the ladder.
        reach: frequency of a change of two rungs relative to one, seeds `exit_reach`.
    """
    frequency = 1.0
    for _ in range(rungs - 1):
        frequency = frequency * reach
    return frequency


def exit_part(exit_share: float, weight: float, total: float) -> float:
    """Share of base-year windows that end in one other posture: the share of exits, split by `closeness`."""
    return exit_share * weight / total


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
