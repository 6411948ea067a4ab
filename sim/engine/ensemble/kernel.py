"""The compiled kernel: blocks of worlds, eight side by side."""

from __future__ import annotations

from typing import Any

from sim.engine.ensemble import world
from sim.engine.ensemble.native import Compiled


@Compiled
def blocks(
    plan: Any, ids: Any, fitted: Any, given: Any, store: Any, out: Any, failed: Any, first: int, last: int, rows: int
) -> None:
    """Run blocks `first` .. `last` - 1; block b writes from row (b - first) x rows of `out` on; see `world.run`."""
    for b in range(first, last):
        world.run(plan, ids, fitted, given, b, store, out, (b - first) * rows, failed)
