"""Arithmetic that gives the same bits as plain Python and compiled: no libm, no numpy, no branching on state.

The rules of the law use only `+ - * /`, comparisons, `min`, `max` and the helpers here.
"""

from __future__ import annotations

from math import floor, frexp, ldexp, log

LOG2_E = 1.4426950408889634  # 1 / ln 2
LN2_HIGH = 0.6931471803691238  # ln 2 in two parts (Cody & Waite), so that x - n ln 2 keeps its last bits
LN2_LOW = 1.9082149292705877e-10
HALF = 0.5
SQRT_HALF = 0.7071067811865476
SQRT_3 = 1.7320508075688772
LIMIT = 700.0  # |x| beyond which exp leaves the range of a double
TINY = 1e-12
BITS_32 = 2.3283064365386963e-10  # 2**-32

# coefficients of the series: 1/n! for exp, 1/n for artanh
E2, E3, E4, E5, E6, E7 = 1 / 2, 1 / 6, 1 / 24, 1 / 120, 1 / 720, 1 / 5040
E8, E9, E10, E11, E12 = 1 / 40320, 1 / 362880, 1 / 3628800, 1 / 39916800, 1 / 479001600
L3, L5, L7, L9, L11, L13, L15, L17, L19 = 1 / 3, 1 / 5, 1 / 7, 1 / 9, 1 / 11, 1 / 13, 1 / 15, 1 / 17, 1 / 19
LN2 = log(2.0)


def where(condition: bool, yes: float, no: float) -> float:
    """`yes` where the condition holds, else `no` (both are already computed)."""
    return yes if condition else no


def clip(x: float, low: float, high: float) -> float:
    """`x` held inside [low, high]."""
    return low if x < low else (high if x > high else x)


def exp_(x: float) -> float:
    """Exponential by argument reduction and a Taylor polynomial; relative error below 1e-15.

    Args:
        x: exponent; held inside +-700.
    """
    x = clip(x, -LIMIT, LIMIT)
    n = floor(x * LOG2_E + HALF)
    r = (x - n * LN2_HIGH) - n * LN2_LOW
    p = E9 + r * (E10 + r * (E11 + r * E12))
    p = E4 + r * (E5 + r * (E6 + r * (E7 + r * (E8 + r * p))))
    return ldexp(1.0 + r * (1.0 + r * (E2 + r * (E3 + r * p))), n)


def log_(x: float) -> float:
    """Natural logarithm of a positive number by its exponent and the series of artanh.

    Args:
        x: a number above zero; smaller ones are read as 1e-12.
    """
    m, e = frexp(max(x, TINY))
    small = m < SQRT_HALF
    m = where(small, m + m, m)
    n = where(small, e - 1.0, e + 0.0)
    s = (m - 1.0) / (m + 1.0)
    z = s * s
    p = L11 + z * (L13 + z * (L15 + z * (L17 + z * L19)))
    return n * LN2 + (s + s) * (1.0 + z * (L3 + z * (L5 + z * (L7 + z * (L9 + z * p)))))


def logistic(x: float) -> float:
    """1 / (1 + exp(-x))."""
    return 1.0 / (1.0 + exp_(-x))


def logit(p: float) -> float:
    """ln(p / (1 - p)), the inverse of `logistic`."""
    return log_(p) - log_(1.0 - p)


def normal(u1: float, u2: float, u3: float, u4: float) -> float:
    """A nearly normal deviate, mean 0 and variance 1, from four uniforms (Irwin-Hall); within +-3.5."""
    return (u1 + u2 + u3 + u4 - 2.0) * SQRT_3


def happens(rate: float, dt: float) -> float:
    """Probability of at least one event of a Poisson process: rate per year, dt in years."""
    return 1.0 - exp_(-rate * dt)


def kept(speed: float, dt: float) -> float:
    """Share of a gap that is left after dt years of closing it at `speed` per year: exp(-speed dt)."""
    return exp_(-speed * dt)


def approach(now: float, target: float, left: float) -> float:
    """Move `now` towards `target` until the share `left` of the gap remains (exact solution of a linear equation)."""
    return target + (now - target) * left
