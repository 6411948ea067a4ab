"""Demography and growth: output follows the working-age population and its productivity (C072)."""

from __future__ import annotations

from sim.law.arithmetic import TINY, exp_, log_

PERCENT = 100.0


def working_age_rate(change: float, span: float) -> float:
    """Log change a year of the working-age population, steady over the projection.

    Args:
        change: change over the span, %, UN projections.
        span: years the change is spread over, seeds `projection_span`.
    """
    return log_(1.0 + change / PERCENT) / max(span, TINY)


def output_rate(growth: float, workers_rate: float) -> float:
    """Log change a year of GDP: output per worker and number of workers grow together.

    Args:
        growth: trend growth of output per person of working age, % a year.
        workers_rate: `working_age_rate`.
    """
    return growth / PERCENT + workers_rate


def grown(rate: float, years: float) -> float:
    """Size relative to the base year after years of a steady log change a year."""
    return exp_(rate * years)


def size(base: float, grown_: float) -> float:
    """Size now: the base year's x `grown`."""
    return base * grown_


def mixed_prices(market: float, parity: float, parity_weight: float) -> float:
    """GDP between market prices and purchasing-power parity, bn: geometric mean with the weight of parity."""
    return exp_((1.0 - parity_weight) * log_(market) + parity_weight * log_(parity))
