"""Choice: quantal response over the postures open, at decision windows, with preferences that drift slowly."""

from __future__ import annotations

from sim.law.arithmetic import HALF, LN2, TINY, exp_, log_, where


def weight(sharpness: float, utility: float, best: float) -> float:
    """Unnormalised choice weight exp(lambda (U - max U)) (McFadden 1974; McKelvey & Palfrey 1995).

    Args:
        sharpness: lambda per % of GDP, seeds `choice_sharpness`.
        utility: U of the posture, % of GDP a year.
        best: largest U among the postures open.
    """
    return exp_(sharpness * (utility - best))


def probability(weight_: float, total: float) -> float:
    """Choice probability: a posture's `weight` over that of all postures open."""
    return weight_ / total


def window_opens(u: float, probability: float, forced: float) -> float:
    """1 if a decision window opens: a review by chance, or an event that forces one (election, crisis, offer)."""
    return where(u < probability, 1.0, forced)


def memory(half_life: float, dt: float) -> float:
    """Share of a deviation that is left after dt years, half of it after the half-life (years)."""
    return exp_(-LN2 * dt / max(half_life, TINY))


def innovation(spread: float, left: float) -> float:
    """Standard deviation of a step's innovation that keeps the stationary `spread`, in the unit of the spread."""
    return spread * root(1.0 - left * left)


def drift(now: float, left: float, innovation_: float, deviate: float) -> float:
    """Unobserved preference after a step, % of GDP a year: an autoregressive process.

    Args:
        now: present value.
        left: `memory`.
        innovation_: `innovation`.
        deviate: standard normal deviate.
    """
    return left * now + innovation_ * deviate


def root(x: float) -> float:
    """Square root of a positive number by two Newton steps from exp(ln(x) / 2)."""
    guess = exp_(HALF * log_(x))
    guess = HALF * (guess + x / guess)
    return HALF * (guess + x / guess)


def government(spread: float, deviate: float) -> float:
    """Leaning of a new government, held inside -1..1."""
    return max(-1.0, min(1.0, spread * deviate))


def installed(held: float, before: float, now: float) -> float:
    """1 if a scenario puts another government into office: it begins to say who governs, or the leaning changes side.

    Args:
        held: 1 if the scenario said so in the last step.
        before: the leaning then, -1..1.
        now: the leaning now.
    """
    return 1.0 - held * where(before * now < 0.0, 0.0, 1.0)
