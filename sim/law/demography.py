"""Demography and growth: output follows the working-age population and its productivity (C072)."""

from __future__ import annotations

from sim.law.arithmetic import exp_, log_

PERCENT = 100.0


def working_age(change: float, years: float, span: float) -> float:
    """Working-age population relative to the base year, at a steady rate.

    Args:
        change: change over the span, %, UN projections.
        years: years since the base year.
        span: years the change is spread over, seeds `projection_span`.
    """
    return exp_(log_(1.0 + change / PERCENT) * years / span)


def output(base: float, growth: float, workers: float, years: float) -> float:
    """GDP, bn: base x exp(growth of output per worker) x working-age population relative to the base year.

    Args:
        base: GDP in the base year, bn.
        growth: trend growth of output per person of working age, % a year.
        workers: `working_age`.
        years: years since the base year.
    """
    return base * exp_(growth / PERCENT * years) * workers


def mixed_prices(market: float, parity: float, parity_weight: float) -> float:
    """GDP between market prices and purchasing-power parity, bn: geometric mean with the weight of parity."""
    return exp_((1.0 - parity_weight) * log_(market) + parity_weight * log_(parity))
