"""What is told about a step: shares of the camps, means and spreads over the spokes, added up in their order."""

from __future__ import annotations

from sim.law.arithmetic import where


def share(part: float, total: float) -> float:
    """Part of a whole."""
    return part / total


def spread(capability: float, side: float, mean: float) -> float:
    """A spoke's part in the polarisation of the region: its capability x the squared distance to the mean side."""
    gap = side - mean
    return capability * (gap * gap)


def hub_share(parts: float) -> float:
    """Share of the hub's camp, held below one."""
    return min(1.0, parts)


def challenger_share(parts: float, hub_share_: float) -> float:
    """Share of the challenger's camp, held to what the hub's camp leaves."""
    return min(1.0 - hub_share_, parts)


def unaligned_share(hub_share_: float, challenger_share_: float) -> float:
    """Share of those on neither side."""
    return 1.0 - hub_share_ - challenger_share_


def mean_tie(total: float, spokes: float) -> float:
    """Mean depth over the pairs of spokes, from the sum over pairs; 0 where there is no pair."""
    return where(spokes > 1.0, 2.0 * total / max(spokes * (spokes - 1.0), 1.0), 0.0)


def trade_loss(coercion: float, tariff: float) -> float:
    """Loss to both markets, % of GDP a year."""
    return coercion + tariff
