"""Batches of finished worlds for a study, and its failed ones as data."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.engine.ensemble.drive import Ensemble, Floats, Written
from sim.engine.ensemble.layout import COUNTRY_OUT, PLACE_OUT, THEATRE_OUT
from sim.engine.ensemble.store import WIDTH
from sim.engine.harvest import Batch, Failure
from sim.engine.processes import NotFiniteError, in_a_line, run_replicate

if TYPE_CHECKING:
    from sim.engine.worlds import Factory

TASKS = 4  # tasks that each thread finds in a batch


def batches(
    factory: Factory, replicates: Sequence[int], threads: int | None, chunk: int
) -> Iterator[tuple[Batch, list[Failure]]]:
    """Run replicates of every scenario.

    Args:
        factory: makes the worlds.
        replicates: ids in ascending order.
        threads: by default one per core; the worlds do not depend on it.
        chunk: replicates in a batch.

    Yields:
        Batches in the order of the ids, with what failed among them.
    """
    ensemble = Ensemble.of(factory)
    count = threads or os.cpu_count() or 1
    for first in range(0, len(replicates), chunk):
        ids = np.array(replicates[first : first + chunk], dtype=np.int64)
        task = max(1, -(-len(ids) // (WIDTH * count * TASKS)))
        done = [list(ensemble.run(ids, k, threads=count, task=task)) for k in range(len(ensemble.plans))]
        sound = np.all([np.concatenate([part.sound for part in parts]) for parts in done], axis=0)
        failures = [failure for replicate in ids[~sound] for failure in why(factory, int(replicate))]
        tables = [unpacked(parts, sound) for parts in done]
        yield Batch(ids[sound], *(tuple(part) for part in zip(*tables, strict=True))), failures


def unpacked(parts: Sequence[Written], sound: np.ndarray) -> tuple[Floats, Floats, Floats]:
    """What sound worlds wrote down: countries (R, T, N, C), theatre (R, T, C) and flashpoints (R, T, F, C)."""
    at = parts[0].at
    rows = np.concatenate([part.worlds() for part in parts])[sound]
    ends = np.cumsum([at.steps * at.n * COUNTRY_OUT, at.steps * THEATRE_OUT])
    countries, theatre, places = np.split(rows, ends, axis=1)
    return (
        countries.reshape(-1, at.steps, at.n, COUNTRY_OUT),
        theatre.reshape(-1, at.steps, THEATRE_OUT),
        places.reshape(-1, at.steps, at.f, PLACE_OUT),
    )


def why(factory: Factory, replicate: int) -> list[Failure]:
    """What went wrong in a replicate, as the readable engine tells it when it runs it again."""
    told = run_replicate(factory, replicate)
    if not isinstance(told, Batch):
        return told
    error = NotFiniteError("a value on the way was not finite")
    return [Failure(factory.scenarios[0].name, replicate, in_a_line(error), in_a_line(error))]
