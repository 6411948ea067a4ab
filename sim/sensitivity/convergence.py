"""Whether a sample was enough: the indices from half and a quarter of it, and how wide their intervals are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.sensitivity.methods import DECIDES, METHODS, Estimate, Found
from sim.sensitivity.sample import Floats, Sample

NARROW = 0.05
"""Half an interval, told on the scale of the index, that is called narrow."""

FEWEST = 4
"""Samples without which nothing is computed."""

PARTS = (4, 2)
"""A quarter and half of the sample are looked at by themselves."""


@dataclass(frozen=True)
class Settled:
    """How an index settles.

    Attributes:
        parts: the index that decides by number of samples, the whole last.
        half: half the widest interval on the scale of the index.
        steady: whether in all parts the same dimensions count in the same order; False where there are no parts.
        needed: samples at which the widest interval would be narrow, by the root of their number.
    """

    parts: Sequence[tuple[int, Estimate]]
    half: float
    steady: bool
    needed: float

    @property
    def enough(self) -> bool:
        """Whether the sample was enough."""
        return self.half <= NARROW or self.steady


def settled(sample: Sample, method: str, inputs: Floats, values: Floats, found: Found) -> Settled:
    """Look at parts of a sample.

    Args:
        sample: where it comes from.
        method: by which.
        inputs: shape (N, T, D), in an order in which any first part is a sample itself.
        values: shape (N, T).
        found: from all of it.
    """
    several = len(values)
    parts, orders = [], []
    for part in PARTS:
        some = several // part
        if some >= FEWEST and np.ptp(values[:some]) > 0:
            own = METHODS[method](sample, inputs[:some], values[:some], False)
            parts.append((some, own.indices[DECIDES[method]]))
            orders.append(_order(own, method))
    whole = _order(found, method)
    steady = len(orders) == len(PARTS) and bool(whole) and all(order == whole for order in orders)
    return settle(parts, found, method, steady, several)


def settle(
    parts: Sequence[tuple[int, Estimate]],
    found: Found,
    method: str,
    steady: bool,
    several: int,
    worlds: int | None = None,
) -> Settled:
    """Judge the intervals of a whole sample.

    Args:
        parts: the index from parts of it.
        found: from the whole sample.
        method: by which.
        steady: whether the order of those that count is.
        several: samples.
        worlds: at each point, where more of them and not of samples would make intervals narrower.
    """
    _, low, high = found.indices[DECIDES[method]]
    wide = (high - low)[~np.isnan(high - low)]
    half = float(wide.max()) / 2 / found.scale if len(wide) else math.nan
    needed = (worlds or several) * max(1.0, (half / NARROW) ** 2)
    if math.isfinite(needed):  # a Sobol' design has a power of two
        needed = 2.0 ** math.ceil(math.log2(needed)) if method == "sobol" else float(math.ceil(needed))
    return Settled([*parts, (several, found.indices[DECIDES[method]])], half, steady, needed)


def _order(found: Found, method: str) -> list[int]:
    """Dimensions that count, the largest first."""
    value = np.abs(found.indices[DECIDES[method]].value)
    return [int(d) for d in np.argsort(-value, kind="stable") if value[d] >= found.least[d]]
