"""The compiled kernel: blocks of worlds, eight side by side."""

from __future__ import annotations

from typing import Any

from sim.engine.ensemble import (
    accords,
    anchor,
    base,
    choose,
    draw,
    life,
    region,
    rules,
    setting,
    sight,
    start,
    world,
    write,
)
from sim.engine.ensemble.cache import compiled
from sim.engine.ensemble.store import INLINE
from sim.world import derive

CALLED = {**INLINE, "forceinline": False}  # phases are compiled once and called; only rules are put in place

for _module in (accords, anchor, base, choose, derive, draw, life, region, setting, sight, start, world, write):
    for _function in rules.functions_of(_module):
        rules.as_it_stands(_function, CALLED)


@compiled(_nrt=False)
def blocks(
    plan: Any, ids: Any, given: Any, store: Any, out: Any, failed: Any, first: int, last: int, rows: int
) -> None:
    """Run blocks `first` .. `last` - 1; block b writes from row (b - first) x rows of `out` on; see `world.run`."""
    for b in range(first, last):
        world.run(plan, ids, given, b, store, out, (b - first) * rows, failed)
