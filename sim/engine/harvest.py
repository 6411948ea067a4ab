"""What engines give: finished worlds in batches, failed ones as data, gathered without holding more than is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.engine.record import COUNTRY_COLUMNS, PLACE_COLUMNS, THEATRE_COLUMNS
from sim.results.measure import ALL, Block, Cells
from sim.world.records import ADMINISTRATIONS

if TYPE_CHECKING:
    from sim.engine.worlds import Factory
    from sim.results.ledger import Ledger

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Failure:
    """A world that failed: its key, the error in one line, and the traceback."""

    scenario: str
    replicate: int
    error: str
    traceback: str


@dataclass(frozen=True)
class Batch:
    """Finished replicates, R of them, in every scenario of a study.

    Attributes:
        replicates: ids in ascending order, shape (R,).
        countries: per scenario, shape (R, T, N, columns of `sim.engine.record`).
        theatre: per scenario, shape (R, T, columns).
        places: per scenario, shape (R, T, F, columns).
    """

    replicates: NDArray[np.int64]
    countries: tuple[Floats, ...]
    theatre: tuple[Floats, ...]
    places: tuple[Floats, ...]

    def __len__(self) -> int:
        return len(self.replicates)

    def first(self, count: int) -> Batch:
        """Its first replicates, held apart from the others."""
        parts = (tuple(block[:count].copy() for block in part) for part in (self.countries, self.theatre, self.places))
        return Batch(self.replicates[:count].copy(), *parts)


def joined(factory: Factory, batches: Iterable[Batch]) -> Batch:
    """Batches one after another; without any, a batch of no world."""
    held = [nothing(factory), *batches]

    def together(part: str) -> tuple[Floats, ...]:
        return tuple(np.concatenate(blocks) for blocks in zip(*(getattr(b, part) for b in held), strict=True))

    parts = (together(one.name) for one in fields(Batch)[1:])
    return Batch(np.concatenate([b.replicates for b in held]), *parts)


def nothing(factory: Factory) -> Batch:
    """A batch of no world."""
    grids = [frame.grid for frame in factory.frames]
    steps = [len(grid.starts) for grid in grids]
    return Batch(
        np.empty(0, dtype=np.int64),
        tuple(np.empty((0, t, len(g.countries), len(COUNTRY_COLUMNS))) for t, g in zip(steps, grids, strict=True)),
        tuple(np.empty((0, t, len(THEATRE_COLUMNS))) for t in steps),
        tuple(np.empty((0, t, len(g.flashpoints), len(PLACE_COLUMNS))) for t, g in zip(steps, grids, strict=True)),
    )


def cells(factory: Factory, batch: Batch, scenario: int) -> dict[str, Cells]:
    """The tables of a batch's worlds in one scenario, ready to be measured."""
    grid = factory.frames[scenario].grid
    words: dict[str, Sequence[str]] = {"posture": grid.postures, "administration": ADMINISTRATIONS}
    parts = {
        "countries": (batch.countries[scenario], COUNTRY_COLUMNS, grid.countries),
        "theatre": (batch.theatre[scenario][:, :, None], THEATRE_COLUMNS, (ALL,)),
        "flashpoints": (batch.places[scenario], PLACE_COLUMNS, grid.flashpoints),
    }
    return {name: Block(values, columns, units, grid.starts, words) for name, (values, columns, units) in parts.items()}


@dataclass
class Harvest:
    """What the replicates of a study gave, in the order of their ids.

    Attributes:
        factory: made the worlds.
        keep: finished replicates to hold in full, the first ones; None for all.
        ledger: what each world came to is written there, when given.
        batches: replicates held in full; one that failed in any scenario is left out of all, so that pairs stay pairs.
        replicates: ids of all finished replicates, batch by batch.
        failures: what failed.
        interrupted: whether the user stopped the run before all replicates were done.
    """

    factory: Factory
    keep: int | None = None
    ledger: Ledger | None = None
    batches: list[Batch] = field(default_factory=list)
    replicates: list[NDArray[np.int64]] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    interrupted: bool = False

    @property
    def finished(self) -> int:
        """Replicates finished in every scenario."""
        return sum(map(len, self.replicates))

    @property
    def ended(self) -> int:
        """Replicates finished or failed."""
        return self.finished + len({failure.replicate for failure in self.failures})

    @property
    def held(self) -> int:
        """Replicates held in full."""
        return sum(map(len, self.batches))

    def take(self, batch: Batch, failures: Iterable[Failure] = ()) -> None:
        """Take in the next replicates."""
        self.failures += sorted(failures, key=lambda failure: (failure.replicate, failure.scenario))
        if not len(batch):
            return
        if self.ledger is not None:
            worlds = [cells(self.factory, batch, k) for k in range(len(self.factory.scenarios))]
            self.ledger.add(batch.replicates, worlds)
        room = len(batch) if self.keep is None else min(self.keep - self.held, len(batch))
        if room > 0:
            self.batches.append(batch if room == len(batch) else batch.first(room))
        self.replicates.append(batch.replicates)

    def whole(self) -> Batch:
        """The replicates held in full as one batch."""
        return joined(self.factory, self.batches)
