"""Defence effort and its burden: what a posture asks, what ageing costs, and what allies' effort saves."""

from __future__ import annotations

from sim.law.arithmetic import TINY, approach, clip, exp_, where
from sim.law.deterrence import slope

DECADE = 10.0
PER_CENT = 0.01


def forces(effort: float, output: float) -> float:
    """Military effort, bn mixed USD a year: a share (%) of output (bn mixed USD a year)."""
    return effort * output * PER_CENT


def worth(stock: float, arms: float) -> float:
    """Capability: the forces that spending has built x what arms and technology make them worth, 1 in the base year."""
    return stock * arms


def age_cost(median_age: float, reference_age: float, weight: float) -> float:
    """Cost of one % of GDP of effort in the base year, 1 for a young society (C072).

    Args:
        median_age: years.
        reference_age: age up to which a society counts as young, seeds `reference_age`.
        weight: added cost per decade above it, seeds `ageing_burden`.
    """
    return 1.0 + weight * max(0.0, median_age - reference_age) / DECADE


def ageing(age_cost_: float, working_age: float) -> float:
    """Cost of one % of GDP of effort now: `age_cost` over the working-age population relative to the base year."""
    return age_cost_ / working_age


def burden(cost: float, ask: float, effort: float, free_riding: float, own: float, strength: float) -> float:
    """Yearly cost of the effort a posture asks above present effort, % of GDP (Olson & Zeckhauser 1966).

    Args:
        cost: `ageing`.
        ask: effort asked by the posture, % of GDP.
        effort: present effort, % of GDP.
        free_riding: how far others' strength stands in for own effort, seeds `free_riding`.
        own: own capability, bn mixed USD a year.
        strength: strength on its side, S, of which others bring the rest, bn mixed USD a year.
    """
    missing = ask * (1.0 - free_riding * (1.0 - own / max(strength, TINY))) - effort
    return cost * where(missing > 0.0, missing, 0.0)


def shortfall(price: float, times: float, target: float, effort: float) -> float:
    """What falling short of the hub's demand would cost with a full promise at stake, % of GDP a year (C118).

    Args:
        price: % of GDP a year per % of GDP short, seeds `burden_penalty`.
        times: multiplier on that price.
        target: effort the hub demands, % of GDP (0 = none).
        effort: present effort, % of GDP.
    """
    return price * times * max(0.0, target - effort)


def marginal_security(stake: float, decisiveness: float, deterrence: float, strength: float, output: float) -> float:
    """Security bought by one more % of GDP of effort, % of GDP: stake x dD/dS x Y / 100.

    Args:
        stake: eta V now, % of GDP a year.
        decisiveness: m.
        deterrence: D.
        strength: S, bn mixed USD a year.
        output: GDP at mixed prices, bn.
    """
    return stake * slope(decisiveness, deterrence, strength) * output * PER_CENT


def least(base: float, common: float) -> float:
    """Least effort of a country, % of GDP: the common least, or its own base-year effort where it spends less.

    Args:
        base: base-year effort, % of GDP; a country that spends nothing at all is lifted to the common least.
        common: seeds `effort_floor`, % of GDP.
    """
    return where(base > 0.0, min(base, common), common)


def resistance(base: float, floor_: float) -> float:
    """How budgets resist: cost of the next % of GDP per % spent already, 1 in all at base-year effort (or the least).

    Args:
        base: base-year effort, % of GDP.
        floor_: `least`, % of GDP.
    """
    return 1.0 / max(base, max(floor_, TINY))


def marginal_cost(cost: float, effort: float, resistance_: float) -> float:
    """Cost of one more % of GDP of effort: budgets resist in proportion to what is spent already.

    Args:
        cost: `ageing`.
        effort: present effort, % of GDP.
        resistance_: `resistance`.
    """
    return cost * effort * resistance_


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
        cost: `marginal_cost`.
        speed: proportional adjustment per year at a gap of 100 %, seeds `effort_adjustment`.
        floor_: `least`, % of GDP.
        target: effort the hub demands, % of GDP (0 = none).
        left: share of the gap to that demand left after the step, at the same speed.
        dt: years.
    """
    gap = clip((gain + other_motives) / max(cost, TINY) - 1.0, -1.0, 1.0)
    course = effort * exp_(speed * gap * dt)
    wanted = where(course > floor_, course, floor_)
    return approach(wanted, where(target > wanted, target, wanted), left)


def next_stock(stock: float, effort: float, output: float, left: float) -> float:
    """Forces follow spending with a lag, bn mixed USD a year: they are built and worn out over years."""
    return approach(stock, forces(effort, output), left)
