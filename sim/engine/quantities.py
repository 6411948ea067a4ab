"""Numbers of worlds: scenarios run over the same worlds, and of each world only what is asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.engine.engines import batches
from sim.engine.harvest import Failure, cells
from sim.engine.worlds import Factory
from sim.results.manifest import Engine
from sim.results.measure import Cells, measure
from sim.results.outcomes import Outcome, outcomes

Array = NDArray[np.float64]


class Quantity(NamedTuple):
    """A number of a world: an outcome of the region, or its mean over some countries or flashpoints."""

    outcome: str
    scopes: tuple[str, ...] = ()


Values = dict[tuple[int, Quantity], Array]


def measure_worlds(
    factory: Factory,
    asked: Sequence[Collection[Quantity]],
    ids: Sequence[int],
    engine: Engine,
    workers: int | None = None,
    progress: Callable[[int], object] | None = None,
) -> tuple[Values, list[Failure]]:
    """Run worlds and measure them, a batch at a time.

    Args:
        factory: makes the worlds.
        asked: what is to be measured in each of its scenarios.
        ids: of the worlds, in ascending order, R of them.
        engine: which one runs them; the numbers do not depend on it.
        workers: threads or processes; by default one per core.
        progress: told how many worlds were just finished.

    Returns:
        Each quantity by the position of its scenario, shape (R,), not a number in worlds that failed; and the failures.
    """
    table = outcomes(factory.evidence.postures)
    values = {(k, one): np.full(len(ids), np.nan) for k, several in enumerate(asked) for one in several}
    known, failed = np.asarray(ids, dtype=np.int64), list[Failure]()
    with closing(batches(factory, ids, engine, workers)) as stream:
        for batch, failures in stream:
            failed += failures
            places = np.searchsorted(known, batch.replicates)
            for k in range(len(asked)) if len(batch) else ():
                of = cells(factory, batch, k)
                for one in asked[k]:
                    outcome = table[one.outcome]
                    values[k, one][places] = _measured(outcome, one, of[outcome.table])
            if progress is not None:
                progress((len(batch) + len({failure.replicate for failure in failures})) * len(asked))
    return values, failed


def _measured(outcome: Outcome, quantity: Quantity, of: Cells) -> Array:
    """One quantity of the worlds of a batch; shape (W,)."""
    found = measure(outcome, of)
    if not quantity.scopes:
        return found.total
    rows = [of.units.index(scope) for scope in quantity.scopes]
    return np.asarray(found.own[rows].mean(axis=0))
