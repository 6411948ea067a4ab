"""What compiled code is handed of a scenario: three arrays, small enough to be passed on from call to call."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.engine.ensemble.layout import Layout
from sim.engine.ensemble.store import record

# of the words; after countries flashpoints, then parties to bodies
SEED, FITTED, RANGES_KEY, LUCK_KEY, ZERO, HUB, COUNTRIES = range(7)


class Setting(NamedTuple):
    """A scenario, or the base year, as arrays.

    Attributes:
        rows: the layout, then the facts that it points to: needs, treaties, observed postures, claims, adversaries,
            founders, duties, bodies that the hub takes part in, and those known.
        lever: (T, columns) every lever step by step, by the columns of the layout.
        word: words of keys and counters.
    """

    rows: NDArray[np.int64]
    lever: NDArray[np.float64]
    word: NDArray[np.uint64]


def layout_of(frame: Any) -> Any:
    """The layout of a setting."""
    return record(frame.rows, 0, Layout)
