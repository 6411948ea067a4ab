"""Worlds of the compiled engine: a store brought to the year, which then weighs eight memberships side by side."""

from __future__ import annotations

import numpy as np

from sim.coalitions.stage import Floats, Stage, Treaty, Weighed
from sim.engine.ensemble import layout as field
from sim.engine.ensemble.drive import Ensemble, in_blocks, layout_in
from sim.engine.ensemble.kernel import blocks
from sim.engine.ensemble.layout import Layout, written
from sim.engine.ensemble.membership import WIDE_WORTH
from sim.engine.ensemble.membership_kernel import begun, weighed
from sim.engine.ensemble.plan import Plan, Words
from sim.engine.ensemble.store import WIDTH
from sim.law import pact

_OF_CHANCE = (field.LATENT, field.PACT_LATENT, field.MISJUDGEMENT)


class CompiledWorld:
    """One world in a store of the compiled engine; see `sim.coalitions.stage.World`."""

    def __init__(self, plan: Plan, step: int, ids: Words, arrived: Floats, *, chance: bool) -> None:
        """Take a world up.

        Args:
            plan: of the scenario.
            step: index of the step looked at.
            ids: id of the world in every lane, shape (1, lanes).
            arrived: its store at the end of the step before, the same in every lane, shape (rows, lanes).
            chance: whether the year's drifting preferences and misjudgements count.
        """
        self._plan, self._step, self._at = plan, step, layout_in(plan)
        self._ids, self._arrived, self._chance = ids, arrived, chance
        self._begun: dict[float | None, Floats] = {}
        store = self._store(None).copy()
        self._run(np.full((1, self._at.n), pact.OUT), Treaty(least=1), store)
        state = self._spokes(store)[..., 0]
        self.held = tuple(state[:, field.POSTURE].astype(np.int64).tolist())
        self.output = state[:, field.MARKET_GDP].copy()

    def weigh(self, standings: Floats, treaty: Treaty, commitment: float | None = None) -> Weighed:
        """Weigh memberships; see `sim.coalitions.stage.World.weigh`."""
        return self._run(standings, treaty, self._store(commitment).copy())

    def _run(self, standings: Floats, treaty: Treaty, store: Floats) -> Weighed:
        """Weigh memberships in a store, which then holds the last of them."""
        at, given = self._at, in_blocks(standings)
        rows = at.n * WIDE_WORTH + at.f
        out = np.empty((len(given) * rows, WIDTH))
        terms = np.array([treaty.least, treaty.stood], dtype=np.float64)
        setting = self._plan.setting
        weighed(setting, self._step, store, given.reshape(-1, WIDTH), terms, out, len(given), at.n, rows)
        found = out.reshape(-1, rows, WIDTH).transpose(0, 2, 1).reshape(-1, rows)[: len(standings)]
        split = at.n * WIDE_WORTH
        return Weighed(found[:, :split].reshape(-1, at.n, WIDE_WORTH), found[:, split:])

    def _store(self, commitment: float | None) -> Floats:
        """Its rows once the step has begun."""
        if commitment not in self._begun:
            plan, store = self._plan, self._arrived.copy()
            if commitment is not None:
                lever = plan.setting.lever.copy()
                lever[self._step, self._at.commitment] = commitment
                plan = plan._replace(setting=plan.setting._replace(lever=lever))
            begun(plan, self._step, self._ids, store)
            if not self._chance:
                self._spokes(store)[:, _OF_CHANCE] = 0.0
            self._begun = {None: self._begun.get(None, store), commitment: store}
        return self._begun[commitment]

    def _spokes(self, store: Floats) -> Floats:
        """The state of the spokes in a store, shape (N, state, lanes); a view."""
        first, n = self._at.state, self._at.n
        return store[first : first + n * field.WIDE_STATE].reshape(n, field.WIDE_STATE, -1)


class Compiled:
    """Brings worlds of a stage to the year."""

    def __init__(self, stage: Stage, *, chance: bool) -> None:
        ensemble = Ensemble.of(stage.factory)
        (self._plan,), self._fitted = ensemble.plans, ensemble.fitted
        rows = self._plan.setting.rows.copy()
        rows[Layout._fields.index("steps")] = stage.step  # it stops where the step looked at begins
        self._short = self._plan._replace(setting=self._plan.setting._replace(rows=rows))
        self._step, self._chance = stage.step, chance

    def __call__(self, replicate: int) -> CompiledWorld:
        """Bring one world, by its id.

        Raises:
            ArithmeticError: something in it came to what is not a number.
        """
        at, none = layout_in(self._short), np.empty((0, WIDTH))
        worlds = replicate, self._fitted(np.array([replicate])).ids[0]
        (ids, fitted), store = np.empty((2, 1, WIDTH), np.uint64), np.zeros((at.rows, WIDTH))
        ids[:], fitted[:] = worlds
        out = np.empty((max(1, written(at)), WIDTH))  # without any row it would solve the base year alone
        failed = np.zeros((1, WIDTH))
        blocks(self._short, ids, fitted, none, store, out, failed, 0, 1, len(out))
        if failed.any():
            raise ArithmeticError(f"world {replicate}: something is not a number")
        return CompiledWorld(self._plan, self._step, ids, store, chance=self._chance)
