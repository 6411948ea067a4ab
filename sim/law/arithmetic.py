"""Arithmetic that gives the same bits as plain Python and compiled: no libm, no numpy, no branching on state.

The rules of the law use only `+ - * /`, comparisons as the condition of `where`, `min` and `max` of two numbers, and
the helpers here. `where`, `clip`, `scaled` and `split` are the primitives: a compiler that works on vectors gives these
four its own form and takes everything else as it stands.
"""

from __future__ import annotations

from math import frexp, ldexp, log

LOG2_E = 1.4426950408889634  # 1 / ln 2
LN2_HIGH = 0.6931471803691238  # ln 2 in two parts (Cody & Waite), so that x - n ln 2 keeps its last bits
LN2_LOW = 1.9082149292705877e-10
LN2 = log(2.0)
HALF = 0.5
SQRT_HALF = 0.7071067811865476
SQRT_3 = 1.7320508075688772
RANGE = 1010.0  # largest exponent of 2 that is told apart: beyond it lies the end of a double
LEAST = -RANGE  # and the smallest
LARGEST, SMALLEST = ldexp(1.0, 1010), ldexp(1.0, -1010)
TINY = 1e-12
BITS_32 = 2.3283064365386963e-10  # 2**-32
ROUNDER = 6755399441055744.0  # 1.5 x 2**52: adding and taking it away leaves the nearest whole number

# minimax polynomials, of (exp(r) - 1 - r) / (r r) in r on |r| <= ln 2 / 2, of artanh(s) / s - 1 in s s on |s| <= 0.172
E2, E3, E4 = 0.49999999999998335, 0.16666666666611776, 0.041666666668130584
E5, E6, E7 = 0.008333333370757588, 0.0013888888517349194, 0.00019841185405436985
E8, E9, E10 = 2.4801931026191514e-05, 2.763491302427185e-06, 2.7476878001900825e-07
L1, L2, L3 = 0.3333333333329358, 0.2000000002615143, 0.14285708562361407
L4, L5, L6 = 0.11111686032177313, 0.09061814832735474, 0.08409991631801188


def where(condition: bool, yes: float, no: float) -> float:
    """`yes` where the condition holds, else `no` (both are already computed)."""
    return yes if condition else no


def clip(x: float, low: float, high: float) -> float:
    """`x` held inside [low, high]."""
    return low if x < low else (high if x > high else x)


def scaled(x: float, exponent: float) -> float:
    """A number near one times 2 to the power of a whole number; 2**1010 or 2**-1010 beyond these exponents."""
    if exponent == 0.0:
        return x
    return SMALLEST if exponent < LEAST else (LARGEST if exponent > RANGE else ldexp(x, int(exponent)))


def split(x: float) -> tuple[float, float]:
    """A positive number as mantissa in [1/2, 1) and exponent of 2."""
    return frexp(x)


def whole(x: float) -> float:
    """Largest whole number not above `x`, for |x| below 2**51."""
    nearest = (x + ROUNDER) - ROUNDER
    return nearest - where(nearest > x, 1.0, 0.0)


def exp_(x: float) -> float:
    """Exponential by argument reduction and a polynomial, without a division; relative error below 1e-15.

    With x = n ln 2 + r, exp(r) = 1 + r + r r (E2 + E3 r + ... + E10 r**8), put together in pairs.

    Args:
        x: exponent; beyond +-700 the result is held at the ends of the range of a double.
    """
    n = (x * LOG2_E + ROUNDER) - ROUNDER
    r = (x - n * LN2_HIGH) - n * LN2_LOW
    z = r * r
    p = (E2 + r * E3) + z * ((E4 + r * E5) + z * ((E6 + r * E7) + z * ((E8 + r * E9) + z * E10)))
    return scaled(1.0 + (r + z * p), n)


def log_(x: float) -> float:
    """Natural logarithm of a positive number by its exponent and artanh; error below 1e-15, relative beyond 1.

    The mantissa is taken relative to the middle of its range, the root of a half, so that no case is told apart.

    Args:
        x: a number above zero; smaller ones are read as 1e-12.
    """
    m, e = split(where(x < TINY, TINY, x))
    s = (m - SQRT_HALF) / (m + SQRT_HALF)
    z = s * s
    p = L1 + z * (L2 + z * (L3 + z * (L4 + z * (L5 + z * L6))))
    return (e - HALF) * LN2 + (s + s) * (1.0 + z * p)


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


def mean(total: float, weights: float) -> float:
    """Mean: the parts added up over their weights, or over their number."""
    return total / weights
