"""The compiled kernel of memberships: one world under blocks of them, eight side by side."""

from __future__ import annotations

from typing import Any

from sim.engine.ensemble import membership, world
from sim.engine.ensemble.native import Compiled
from sim.engine.ensemble.store import at


@Compiled
def begun(plan: Any, t: int, ids: Any, store: Any) -> None:
    """Begin a step of worlds that have come to it; see `world.begin`."""
    world.begin(plan, t, store, at(ids, 0))


@Compiled
def weighed(
    frame: Any, t: int, store: Any, standings: Any, treaty: Any, out: Any, blocks: int, spokes: int, rows: int
) -> None:
    """Weigh blocks of memberships; block b reads from row b x spokes and writes from row b x rows on; see `weigh`."""
    for b in range(blocks):
        membership.weigh(frame, t, store, standings, b * spokes, treaty, out, b * rows)
