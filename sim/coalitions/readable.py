"""Worlds of the readable engine: a Mesa model brought to the year, whose agents weigh each membership in turn."""

from __future__ import annotations

import numpy as np

from sim.coalitions.stage import SIGNING, Floats, Stage, Treaty, Weighed
from sim.engine.membership import weigh
from sim.law import pact


class ReadableWorld:
    """One world as a Mesa model; see `sim.coalitions.stage.World`."""

    def __init__(self, stage: Stage, replicate: int, *, chance: bool) -> None:
        """Bring a world to the year.

        Args:
            stage: the scenario.
            replicate: id of the world.
            chance: whether the year's drifting preferences and misjudgements count.
        """
        (self.model,) = stage.factory.models(replicate)
        for _ in range(stage.step):
            self.model.step()
        self.model.begin()
        if not chance:
            for c in self.model.countries:
                c.latent = c.pact_latent = c.misjudgement = 0.0
        self.provocation = list(self.model.provocation)
        self.offered = self.model.lever.commitment
        weigh(self.model, [pact.OUT] * len(self.model.countries), 1.0, SIGNING)
        self.held = tuple(c.posture for c in self.model.countries)
        self.output = np.array([c.market_gdp for c in self.model.countries])

    def weigh(self, standings: Floats, treaty: Treaty, commitment: float | None = None) -> Weighed:
        """Weigh memberships; see `sim.coalitions.stage.World.weigh`."""
        model = self.model
        model.lever = model.lever._replace(commitment=self.offered if commitment is None else commitment)
        model.provocation = list(self.provocation)  # to which the challenger has reacted, not to a membership
        model.settle_powers(model.administration)
        found = [weigh(model, row, treaty.least, treaty.stood) for row in standings.tolist()]
        return Weighed(np.array([terms for terms, _ in found]), np.array([crises for _, crises in found]))
