"""Defence effort and its burden: what a posture asks, what ageing costs, and what allies' effort saves."""

from __future__ import annotations

from sim.law.arithmetic import approach, clip, exp_
from sim.law.deterrence import slope

DECADE = 10.0
PERCENT = 100.0


def ageing(median_age: float, reference_age: float, weight: float, working_age: float) -> float:
    """Cost of one % of GDP of effort, 1 for a young society (C072).

    Args:
        median_age: years.
        reference_age: age up to which a society counts as young, seeds `reference_age`.
        weight: added cost per decade above it, seeds `ageing_burden`.
        working_age: working-age population relative to the base year.
    """
    return (1.0 + weight * max(0.0, median_age - reference_age) / DECADE) / working_age


def burden(cost: float, ask: float, effort: float, free_riding: float, others: float) -> float:
    """Yearly cost of the effort a posture asks above present effort, % of GDP (Olson & Zeckhauser 1966).

    Args:
        cost: `ageing`.
        ask: effort asked by the posture, % of GDP.
        effort: present effort, % of GDP.
        free_riding: how far others' strength stands in for own effort, seeds `free_riding`.
        others: share of the strength on its side that others bring.
    """
    return cost * max(0.0, ask * (1.0 - free_riding * others) - effort)


def penalty(rate: float, target: float, effort: float, promised: float) -> float:
    """What the hub's demand costs those it protects and who fall short, % of GDP a year (C118)."""
    return rate * max(0.0, target - effort) * promised


def marginal_security(stake: float, decisiveness: float, deterrence: float, strength: float, output: float) -> float:
    """Security bought by one more % of GDP of effort, % of GDP: stake x dD/dS x Y / 100.

    Args:
        stake: eta V now, % of GDP a year.
        decisiveness: m.
        deterrence: D.
        strength: S, bn mixed USD a year.
        output: GDP at mixed prices, bn.
    """
    return stake * slope(decisiveness, deterrence, strength) * output / PERCENT


def next_effort(
    effort: float,
    gain: float,
    other_motives: float,
    cost: float,
    speed: float,
    floor_: float,
    target: float,
    left: float,
    dt: float,
) -> float:
    """Defence effort after a step: it grows while its marginal worth exceeds its cost, % of GDP.

    Args:
        effort: present effort, % of GDP.
        gain: `marginal_security`.
        other_motives: marginal worth of effort for other reasons (calibrated).
        cost: marginal cost of effort: `ageing` x effort over base-year effort (budgets resist in proportion).
        speed: proportional adjustment per year at a gap of 100 %, seeds `effort_adjustment`.
        floor_: least effort, % of GDP, seeds `effort_floor`.
        target: effort the hub demands, % of GDP (0 = none).
        left: share of the gap to that demand left after the step, at the same speed.
        dt: years.
    """
    gap = clip((gain + other_motives) / cost - 1.0, -1.0, 1.0)
    wanted = max(floor_, effort * exp_(speed * gap * dt))
    return approach(wanted, max(target, wanted), left)


def next_capability(capability: float, effort: float, output: float, left: float) -> float:
    """Capability follows spending with a lag, bn mixed USD a year: forces are built and worn out over years."""
    return approach(capability, effort * output / PERCENT, left)
