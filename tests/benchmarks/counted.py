"""How many operations worlds ask for: the kernel's own functions in plain Python, on numbers that count.

Counted are the operations on what differs between worlds: the law's, the draws', and the sums of the phases. Levers,
indices and addresses are the same for all worlds and count for nothing, like the check of what is written.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import lanes_in_python as lanes
import numpy as np

import sim.law
from sim.draws import philox, ranges
from sim.engine.ensemble import store, world, write
from sim.engine.ensemble.drive import Ensemble, layout_in
from sim.engine.ensemble.layout import written
from sim.engine.ensemble.store import put
from sim.engine.worlds import Factory
from sim.law import arithmetic
from sim.world import derive

PHASES = ("anchor", "base", "choose", "draw", "life", "region", "setting", "sight", "start", "store", "world", "write")
REPLACED = {
    arithmetic.where: lanes.where,
    arithmetic.clip: lanes.clip,
    arithmetic.scaled: lanes.scaled,
    arithmetic.split: lanes.split,
    ranges.root: lanes.root,
    philox.as_number: lanes.as_number,
    philox.rounds: lanes.rounds,
    store.alike: lanes.alike,
    store.somewhere: lanes.somewhere,
    store.of: lanes.of,
}


def _modules() -> list[ModuleType]:
    law = [importlib.import_module(f"sim.law.{info.name}") for info in pkgutil.iter_modules(sim.law.__path__)]
    phases = [importlib.import_module(f"sim.engine.ensemble.{name}") for name in PHASES]
    return [*law, *phases, philox, ranges, derive]


@contextmanager
def on_lanes() -> Iterator[None]:
    """Let the kernel's functions find the counting primitives under the names they use."""
    undo: list[tuple[ModuleType, str, Any]] = []
    for module in _modules():
        for name, held in list(vars(module).items()):
            if inspect.isfunction(held) and held in REPLACED:
                undo.append((module, name, held))
                setattr(module, name, REPLACED[held])
        vars(module).update(max=lanes.largest, min=lanes.smallest)
    undo.append((write, "tell", write.tell))
    write.tell = unchecked
    try:
        yield
    finally:
        for module, name, held in undo:
            setattr(module, name, held)
        for module in _modules():
            del module.max, module.min  # type: ignore[attr-defined]


def unchecked(store: Any, theatre: int, out: Any, k: int, value: Any) -> None:
    """Write a value down as `write.tell` does, without looking whether it is finite."""
    put(out, k, value)


def operations(factory: Factory, replicates: Sequence[int]) -> Counter[str]:
    """Operations of a block of worlds side by side; one replicate alone gives those of one world.

    Raises:
        ValueError: when the worlds are not those of the compiled kernel to the last bit.
    """
    ensemble = Ensemble.of(factory)
    ids = np.array(replicates, dtype=np.int64)
    (compiled,) = ensemble.run(ids, 0)
    plan = ensemble.plans[0]
    at = layout_in(plan)
    rows, out, failed = (lanes.Store([lanes.Lane(0.0)] * size) for size in (at.rows, written(at), 1))
    own, fitted = [ids.astype(np.uint64)], [factory.fitted(ids).ids.astype(np.uint64)]
    lanes.counts.clear()
    with on_lanes():
        world.run(plan, own, fitted, lanes.Store(), 0, rows, out, 0, failed)
    found = Counter(lanes.counts)
    values = np.array([np.broadcast_to(value.x, len(ids)) for value in out]).T
    if not np.array_equal(values, compiled.worlds()):
        raise ValueError("worlds run in plain Python differ from the compiled ones: the operations counted are not its")
    return found
