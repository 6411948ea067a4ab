"""Ties between spokes: how deep they are, what they move to, and how well those they bind fight side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mesa import Model

from sim.law import accord, deterrence, ties
from sim.law.arithmetic import approach

if TYPE_CHECKING:
    from sim.engine.country import Country
    from sim.engine.lever_rows import LeverRow
    from sim.engine.pace import Pace
    from sim.law.types import Weights
    from sim.world.records import World

Table = list[list[float]]
Causes = tuple[float, list[float], list[bool], Table, Table, Table]  # what the goals of ties follow from
Goal = tuple[int, int, float, float]  # two spokes, the depth that their tie moves to, and what a step leaves of the gap


class Bonds(Model):  # type: ignore[misc]
    """The web of ties, as a part of the region.

    Attributes:
        ties: depth of the tie of every two spokes; links: share of what one offers that gets through to the other.
        depths: see `ties.depth`, of each spoke with those before it.
        parties: indices of the spokes that each body asks in at some time, or held together in the base year.
        asked: how many spokes each body asks in now.
        rooted: depths of the bodies that held every two spokes together in the base year, added up; common: indices of
            the bodies that ask in both at some time.
        bound: indices of those to whom a duty binds each spoke.
        moving: ties that have not come to rest; tie_causes: what their goals followed from.
        claimants: index and claim of those with a claim to each flashpoint.
        joint: of each flashpoint, how well each spoke fights beside the claimants outside a pact.
        planning: how far each spoke is expected to plan with fellow members of a pact, share.
    """

    world: World
    w: Weights
    lever: LeverRow
    pace: Pace
    countries: list[Country]
    leadership: float
    cooperation: list[float]
    ties: list[list[float]]
    links: list[list[float]]
    depths: list[list[float]]
    parties: list[list[int]]
    asked: list[int]
    rooted: list[list[float]]
    common: list[list[list[int]]]
    bound: list[set[int]]
    planning: list[float]

    def open_bonds(self) -> None:
        """Set the web to the base year."""
        self.tie_causes: Causes | None = None
        self.moving: list[Goal] = []
        self.planning = [0.0] * len(self.countries)
        self.joint = [self.interoperability(f) for f in range(len(self.claimants))]

    def root(self) -> None:
        """See which bodies may hold every two spokes together, and how far those of the base year do."""
        n = len(self.world.countries)
        self.rooted = [[0.0] * n for _ in range(n)]
        self.common = [[[] for _ in range(n)] for _ in range(n)]
        self.parties = []
        for k, body in enumerate(self.world.bodies):
            asked: list[bool] = (self.world.levers.offers[:, k] > 0.0).max(axis=0).tolist()
            parties = [i for i in range(n) if asked[i] or body.founded[i]]
            self.parties.append(parties)
            for i in parties:
                for j in parties:
                    self.common[i][j].append(k)
                    self.rooted[i][j] += body.depth * body.founded[i] * body.founded[j]

    def loosen(self) -> None:
        """Forget what followed from numbers that have changed."""
        self.tie_causes = None
        self.root()
        for own, depths, arriving in zip(self.links, self.ties, self.world.pair_arriving, strict=True):
            own[:] = map(deterrence.link, depths, arriving)

    def advance_ties(self) -> None:
        """Ties between spokes move towards what leadership, joint work and the pact make of them."""
        all_ties, links, arriving = self.ties, self.links, self.world.pair_arriving
        anew = self.tie_causes is None
        causes = (
            self.leadership,
            self.cooperation,
            [c.member for c in self.countries],
            self.lever.tie_gain,
            self.lever.offers,
            [c.standing for c in self.countries],
        )
        if causes != self.tie_causes:
            self.tie_causes, self.moving = causes, self.goals(*causes)
        still: list[Goal] = []
        for moving in self.moving:
            i, j, goal, left = moving
            own = all_ties[i]
            tie = approach(own[j], goal, left)
            if tie != own[j]:  # else it has come to rest, until something changes its goal
                own[j] = all_ties[j][i] = tie
                links[i][j] = links[j][i] = deterrence.link(tie, arriving[i][j])
                still.append(moving)
        if still or anew:
            self.joint = [self.interoperability(f) for f in range(len(self.claimants))]
        self.moving = still

    def goals(
        self,
        leadership: float,
        cooperation: list[float],
        members: list[bool],
        gains: Table,
        offers: Table,
        standings: Table,
    ) -> list[Goal]:
        """Depth that the tie of every two spokes moves to, and how fast."""
        pace, resting = (self.pace.tie_growing, self.pace.tie_decaying), self.w.tie_resting
        bodies = self.world.bodies
        outside, inside = ties.floor_of(0.0, self.w.tie_pact), ties.floor_of(1.0, self.w.tie_pact)
        found = []
        for i, depths in enumerate(self.depths):
            works, gain, member = cooperation[i], gains[i], members[i]
            for j, depth in enumerate(depths):
                floor = inside if member and members[j] else outside
                added, upheld, common = gain[j], 1.0, self.common[i][j]
                if common:  # else bodies add exactly nothing
                    shared = kept = 0.0
                    for k in common:
                        body, made = bodies[k], offers[k]
                        mine, theirs = accord.part(made[i], standings[i][k]), accord.part(made[j], standings[j][k])
                        held = accord.held(body.founded[i], body.founded[j], mine, theirs)
                        kept += body.depth * held
                        shared += accord.shared(accord.adding(body.depth, resting, body.known), mine, theirs, held)
                    added = ties.gained(added, leadership, shared)
                    upheld = accord.upheld(resting, self.rooted[i][j], kept)
                apart = (
                    ties.estranged(self.w.alienation, float(member), float(members[j])) if member != members[j] else 1.0
                )
                goal = ties.target(depth, leadership, works, cooperation[j], apart, upheld, added, floor)
                found.append((i, j, goal, ties.left(self.ties[i][j], goal, *pace)))
        return found

    def interoperability(self, f: int) -> list[float]:
        """How well each spoke fights beside the claimants of a flashpoint, shares."""
        found = [0.0] * len(self.ties)
        for k, claim in self.claimants[f]:
            for i, tie in enumerate(self.ties[k]):  # ties are mutual
                found[i] += claim * (1.0 if k == i else tie)
        return found

    def interoperability_in_pact(self, f: int, i: int) -> float:
        """The same for one spoke in a pact, whose members plan together, share."""
        own, found = self.ties[i], 0.0
        for k, claim in self.claimants[f]:
            tie = 1.0 if k == i else own[k]
            found += claim * deterrence.interoperability(tie, self.planning[k], self.w.haste_loss)
        return found
