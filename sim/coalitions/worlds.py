"""Worlds of a stage by the engine asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from sim.coalitions.stage import Stage, World
from sim.results.manifest import Engine


def bringer(stage: Stage, engine: Engine, *, chance: bool) -> Callable[[int], World]:
    """What brings worlds to the year, given their ids; both engines give the same to the last bit.

    Args:
        stage: the scenario.
        engine: which brings and weighs them.
        chance: whether the year's drifting preferences and misjudgements count.
    """
    if engine == "ensemble":
        from sim.coalitions.compiled import Compiled

        return Compiled(stage, chance=chance)
    from sim.coalitions.readable import ReadableWorld

    return partial(ReadableWorld, stage, chance=chance)
