"""Worlds of a stage by the engine asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.coalitions.stage import Stage, World
from sim.results.manifest import Engine


def worlds(stage: Stage, replicates: Sequence[int], engine: Engine, *, chance: bool) -> Iterator[World]:
    """Bring worlds to the year, in the order of their ids; both engines give the same to the last bit.

    Args:
        stage: the scenario.
        replicates: ids of the worlds.
        engine: which brings and weighs them.
        chance: whether the year's drifting preferences and misjudgements count.
    """
    if engine == "ensemble":
        from sim.coalitions.compiled import compiled_worlds

        yield from compiled_worlds(stage, replicates, chance=chance)
    else:
        from sim.coalitions.readable import ReadableWorld

        for replicate in replicates:
            yield ReadableWorld(stage, replicate, chance=chance)
