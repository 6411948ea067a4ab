"""Inversion of the law at the base year: the stake behind observed effort, the constant behind observed posture."""

from __future__ import annotations

from sim.law.arithmetic import clip, log_, where

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
    wanted = cost * strength * PERCENT / (decisiveness * deterrence * (1.0 - deterrence) * output)
    return clip(wanted, floor_, floor_ + (ceiling - floor_) * exposure)


def target_shares(observed: int, open_: tuple[bool, ...], exit_share: float, reach: float) -> tuple[float, ...]:
    """Choice probabilities wanted at a base-year window: stay, or leave for rungs weighted by closeness.

    Args:
        observed: index of the observed posture.
        open_: which postures are available.
        exit_share: probability of leaving, shared out over the others open.
        reach: weight of a rung two away relative to one next door, and so on geometrically.

    Returns:
        One probability per posture, 0 where it is not available.
    """
    weights = []
    for o, available in enumerate(open_):
        w = 0.0
        if available and o != observed:
            w = 1.0
            for _ in range(max(o - observed, observed - o) - 1):
                w = w * reach
        weights.append(w)
    total = sum(weights)
    return tuple(1.0 - exit_share if o == observed else exit_share * w / total for o, w in enumerate(weights))


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
