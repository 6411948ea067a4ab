"""Worlds of a study: the same replicate has the same parameters and the same luck in every scenario."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from sim.draws.ranges import Keys
from sim.draws.streams import Luck, luck
from sim.engine.calibrated import Calibrated
from sim.engine.lever_rows import LeverRow, lever_rows
from sim.engine.posterior import Posterior, learnt
from sim.evidence import Evidence
from sim.scenario import Scenario
from sim.world.build import Frame, base_frame, build, frame
from sim.world.records import Anchor, World
from sim.world.table import Row, Table

if TYPE_CHECKING:  # Mesa takes a second to import: only a process that makes worlds pays for it
    from sim.engine.anchor import Middle
    from sim.engine.country import Country
    from sim.engine.mesa_model import PactModel


@dataclass(frozen=True)
class Factory:
    """Makes the models of one study.

    Attributes:
        evidence: the seeds.
        scenarios: the scenarios compared; the first one's seed and draws hold for all.
        calibrated: stored calibration.
        agent: class of the spokes in the readable engine, other than `Country`.
    """

    evidence: Evidence
    scenarios: tuple[Scenario, ...]
    calibrated: Calibrated
    agent: type[Country] | None = None

    def settled(self) -> Self:
        """This factory with what is fixed worked out, so that a mistake in it is told before any world is made.

        Raises:
            InputError: a type of policy of the user's own fails, or the scenario draws from a posterior and the seeds
                hold none.
        """
        _ = self.frames, self.fitted(np.zeros(1, np.int64))
        return self

    @cached_property
    def table(self) -> Table:
        """All numbers of the evidence."""
        return Table.of(self.evidence)

    @cached_property
    def frames(self) -> tuple[Frame, ...]:
        """What is fixed in each scenario."""
        return tuple(frame(self.evidence, s) for s in self.scenarios)

    @cached_property
    def levers(self) -> tuple[list[LeverRow], ...]:
        """The levers of each scenario, step by step."""
        return tuple(lever_rows(fixed.levers) for fixed in self.frames)

    @cached_property
    def bases(self) -> tuple[Frame, ...]:
        """What is fixed in the worlds that were calibrated."""
        first, everyone = self.scenarios[0], self.calibrated.base_years
        frames = (frame(self.evidence, first.model_copy(update={"include": names})) for names in everyone)
        return tuple(replace(fixed, overrides={}) for fixed in frames)

    @cached_property
    def middle(self) -> Middle:
        """Inversion of the central worlds that were calibrated, each country from the first that holds it."""
        from sim.engine.anchor import Middle

        central = (build(self.evidence, base_frame(self.evidence, fixed), self.table.central) for fixed in self.bases)
        return Middle.of(tuple(central), self.calibrated.exit_ratio)

    def fitted(self, replicates: NDArray[np.int64]) -> Keys:
        """Worlds whose draws of the coefficients some worlds have: their own, or under a posterior others.

        Args:
            replicates: ids of the worlds, shape (R,).

        Raises:
            InputError: the scenario draws from a posterior, and the seeds hold none.
        """
        own = Keys(self.scenarios[0].seed, replicates)
        if self.scenarios[0].draws != "posterior" or self.posterior is None:
            return own
        return self.posterior.of(own)

    @cached_property
    def posterior(self) -> Posterior | None:
        """What a scenario that draws from a posterior draws its coefficients from: see `learnt`."""
        return self.calibrated.posterior or learnt(self.evidence)

    def row(self, replicate: int) -> Row:
        """Numbers of one world."""
        if self.scenarios[0].draws == "central":
            return self.table.central
        ids = np.array([replicate])
        return self.table.row(Keys(self.scenarios[0].seed, ids), self.fitted(ids))

    def drawn(self, replicates: NDArray[np.int64], names: Sequence[str]) -> NDArray[np.float64]:
        """Some uncertain numbers of many worlds by full name, as in `row`; shape (worlds, names)."""
        return self.table.drawn(Keys(self.scenarios[0].seed, replicates), self.fitted(replicates), names)

    def anchor(self, fixed: Frame, row: Row) -> tuple[World, Anchor]:
        """The base-year world of a frame's countries and its anchor."""
        from sim.engine.anchor import anchored

        base = build(self.evidence, base_frame(self.evidence, fixed), row)
        return base, anchored(base, self.middle, self.calibrated)

    def world(self, fixed: Frame, row: Row, base: World, anchor: Anchor) -> World:
        """The world of a scenario on top of its anchored base year."""
        if fixed.overrides or fixed.postures != tuple(base.postures[o] for o in base.observed):
            world = build(self.evidence, fixed, row)
        else:
            world = replace(base, levers=fixed.levers, steps=len(fixed.grid.starts), treaty=fixed.treaty)
        epochs = tuple(
            (t, replace(build(self.evidence, replace(fixed, overrides={**fixed.overrides, **now}), row), anchor=anchor))
            for t, now in fixed.epochs
        )
        return replace(world, anchor=anchor, epochs=epochs)

    def luck(self, world: World, replicate: int) -> Luck:
        """The draws of a world."""
        seed, bodies = self.scenarios[0].seed, tuple(body.name for body in world.levers.bodies)
        return luck(seed, replicate, world.steps, world.countries, world.flashpoints, bodies)

    def models(self, replicate: int) -> Sequence[PactModel]:
        """The models of one replicate, one per scenario, sharing parameters and luck."""
        from sim.engine.country import Country
        from sim.engine.mesa_model import PactModel

        row, made = self.row(replicate), []
        anchors: dict[tuple[object, ...], tuple[World, Anchor]] = {}
        chances: dict[tuple[object, ...], Luck] = {}
        for fixed, levers in zip(self.frames, self.levers, strict=True):
            company = fixed.grid.countries, *fixed.levers.bodies
            based = company, *base_frame(self.evidence, fixed).overrides.items()
            if based not in anchors:
                anchors[based] = self.anchor(fixed, row)
            world = self.world(fixed, row, *anchors[based])
            same = (*company, world.steps)
            if same not in chances:
                chances[same] = self.luck(world, replicate)
            made.append(PactModel(world, chances[same], levers, agent=self.agent or Country))
        return made
