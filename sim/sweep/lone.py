"""One world of a sweep by the readable engine: for machines without a compiler, and to say why a world failed."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.engine.ensemble.tally import Floats, Tally
from sim.engine.mesa_model import PactModel
from sim.engine.processes import in_a_line, written
from sim.engine.worlds import Factory


def lone(factory: Factory, place: int, replicate: int, given: Mapping[str, float], tally: Tally) -> Floats | str:
    """Run and measure one world.

    Args:
        factory: makes its models.
        place: position of its scenario.
        replicate: its number.
        given: numbers it is given instead of those drawn, by full name.
        tally: what to measure.

    Returns:
        What it came to, shape (K,); or what went wrong, in a line.
    """
    try:
        fixed = factory.frames[place]
        row = {**factory.row(replicate), **given}
        world = factory.world(fixed, row, *factory.anchor(fixed, row))
        model = PactModel(world, factory.luck(world, replicate), factory.levers[place])
        model.run()
        return tally.lone(np.concatenate([block.ravel() for block in written(model)]))
    except Exception as error:  # whatever it is, it fails this world alone
        return in_a_line(error)
