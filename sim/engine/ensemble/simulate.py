"""Many worlds at once: one call for parameter rows x replicates, with as much of the outcome as is wanted.

worlds = simulate(factory, range(1_000_000), keep="summary")
worlds.of("countries", "trust").mean  # (T, N)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from threading import local
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from sim.engine.ensemble.drive import Ensemble, Floats, Ids, Written, layout_in
from sim.engine.ensemble.layout import Layout
from sim.engine.ensemble.reduce import Grid, Sums
from sim.engine.record import COUNTRY_COLUMNS, PLACE_COLUMNS, THEATRE_COLUMNS

if TYPE_CHECKING:
    from sim.engine.worlds import Factory

Keep = Literal["trajectories", "end", "summary"]
PILOT = 64  # worlds that tell the range of every row before a summary begins; the same ones whatever ids are asked for
TABLES: Mapping[str, tuple[str, ...]] = {
    "countries": COUNTRY_COLUMNS,
    "theatre": THEATRE_COLUMNS,
    "flashpoints": PLACE_COLUMNS,
}


def block(at: Layout, table: str, values: NDArray[Any], steps: int) -> NDArray[Any]:
    """The part of rows (..., rows) that a table wrote: (..., T, N or F, columns), without units for the theatre."""
    sizes = [steps * at.n * len(COUNTRY_COLUMNS), steps * len(THEATRE_COLUMNS), steps * at.f * len(PLACE_COLUMNS)]
    ends = np.cumsum([0, *sizes])
    k = list(TABLES).index(table)
    own = values[..., ends[k] : ends[k + 1]]
    units = {"countries": (at.n,), "theatre": (), "flashpoints": (at.f,)}[table]
    return own.reshape(*values.shape[:-1], steps, *units, len(TABLES[table]))


@dataclass(frozen=True)
class Worlds:
    """Outcomes of finished worlds.

    Attributes:
        ids: replicates that were finished, shape (R,); failed: those with a value that was not finite.
        rows: what they wrote down, shape (R, rows): all steps, or the last one.
        at: layout; steps: how many steps `rows` hold.
    """

    ids: Ids
    failed: Ids
    rows: Floats
    at: Layout
    steps: int

    def of(self, table: str, column: str) -> Floats:
        """Values of a column: (R, steps, N or F), or (R, steps) of the theatre."""
        return block(self.at, table, self.rows, self.steps)[..., TABLES[table].index(column)]


@dataclass(frozen=True)
class Spread:
    """What the worlds say together of one column; shapes (T, N or F), or (T,) of the theatre."""

    mean: Floats
    sd: Floats
    low: Floats
    median: Floats
    high: Floats


@dataclass(frozen=True)
class Summary:
    """Outcomes of finished worlds together, in memory that does not grow with their number.

    Attributes:
        finished: how many; failed: replicates with a value that was not finite.
        sums: accumulators of every row.
        at: layout; postures: share of worlds in which a country holds a posture, shape (T, N, P).
    """

    finished: int
    failed: Ids
    sums: Sums
    at: Layout
    postures: Floats

    def of(self, table: str, column: str, outer: float = 0.05) -> Spread:
        """Mean, standard deviation and quantiles (`outer`, a half, 1 - `outer`) of a column over worlds."""
        several = (self.sums.mean, self.sums.sd, *(self.sums.quantile(q) for q in (outer, 1 / 2, 1 - outer)))
        k = TABLES[table].index(column)
        return Spread(*(block(self.at, table, values, self.at.steps)[..., k] for values in several))


def simulate(
    factory: Factory,
    replicates: Iterable[int],
    *,
    scenario: int = 0,
    numbers: Mapping[str, Floats] | None = None,
    keep: Keep = "trajectories",
    threads: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> Worlds | Summary:
    """Run worlds of one scenario.

    Args:
        factory: the study; its first scenario's seed and draws hold.
        replicates: ids of the worlds, R of them; an id gives the same luck and draws in every call.
        scenario: position of the scenario in the study.
        numbers: by full name (`law.decisiveness`, `countries.JPN.hub_trust` ...) the value in each world, shape (R,),
            instead of the drawn or the central one; the base year is anchored with it.
        keep: all steps of every world, the last step, or a summary over worlds.
        threads: by default one per core; the result does not depend on it.
        progress: told how many worlds were just finished.

    Returns:
        `Worlds`, or a `Summary` when that is what is kept. Worlds with a value that is not finite are in neither, but
        named in `failed`.

    Raises:
        KeyError: when there is no number of a name given.
        ValueError: when no worlds are asked for, or there are not as many values as worlds.
        KeyboardInterrupt: when it is interrupted; a summary or table of part of the worlds is not given.
    """
    ids, given = np.array(list(replicates), dtype=np.int64), dict(numbers or {})
    ensemble = Ensemble.of(factory, tuple(given))
    if keep == "summary":
        return _summary(ensemble, ids, scenario, given, threads, progress)
    return _worlds(ensemble.run(ids, scenario, given, threads), ids, keep, progress)


def _grid(ensemble: Ensemble, scenario: int, given: Floats, threads: int | None) -> Grid:
    """How to measure what worlds write down, from a pilot whose numbers are spread evenly over those given (R, G)."""
    finite = given[np.isfinite(given).all(axis=1)]
    rows = finite[np.lexsort(finite.T)] if finite.size else np.zeros((1, given.shape[1]))  # in whatever order they came
    own = rows[np.linspace(0, len(rows) - 1, PILOT).astype(np.int64)]
    values = dict(zip(ensemble.given, own.T, strict=True))
    parts = list(ensemble.run(np.arange(PILOT), scenario, values, threads))
    worlds = np.concatenate([part.worlds()[part.sound] for part in parts])
    return Grid.of(worlds if len(worlds) else np.zeros((1, parts[0].rows.shape[1])))


def _worlds(parts: Iterator[Written], ids: Ids, keep: Keep, progress: Callable[[int], None] | None) -> Worlds:
    sound, done, at = np.zeros(len(ids), np.bool_), 0, None
    rows = np.empty((0, 0))
    for part in parts:
        at, values = part.at, part.worlds()
        if keep == "end":
            last = [block(at, table, values, at.steps)[:, -1] for table in TABLES]
            values = np.concatenate([one.reshape(len(values), -1) for one in last], axis=1)
        if not rows.size:
            rows = np.empty((len(ids), values.shape[1]))  # at once: joining parts in the end would take twice as much
        here = slice(done, done + len(values))
        rows[here], sound[here] = values, part.sound
        done += len(values)
        if progress:
            progress(len(values))
    if at is None:
        raise ValueError("no replicates were asked for")
    finished = rows if sound.all() else rows[sound]
    return Worlds(ids[sound], ids[~sound], finished, at, 1 if keep == "end" else at.steps)


def _summary(
    ensemble: Ensemble,
    ids: Ids,
    scenario: int,
    given: Mapping[str, Floats],
    threads: int | None,
    progress: Callable[[int], None] | None,
) -> Summary:
    if not len(ids):
        raise ValueError("no replicates were asked for")
    grid = _grid(ensemble, scenario, ensemble.table(given, len(ids)), threads)
    own, several = local(), list[Sums]()

    def count(part: Written) -> NDArray[np.bool_]:
        if not hasattr(own, "sums"):
            own.sums = Sums.empty(grid)
            several.append(own.sums)
        own.sums.add(part.rows, part.failed)
        return part.sound

    sound = []
    for fine in ensemble.each(ids, scenario, count, given, threads):
        sound.append(fine)
        if progress:
            progress(len(fine))
    sums, *others = several
    for other in others:
        sums.merge(other)
    at = layout_in(ensemble.plans[scenario])
    held = block(at, "countries", np.arange(len(grid.scale)), at.steps)[..., COUNTRY_COLUMNS.index("posture")]
    postures = sums.shares(held.ravel(), at.p).reshape(at.steps, at.n, at.p)
    return Summary(sums.worlds, ids[~np.concatenate(sound)], sums, at, postures)
