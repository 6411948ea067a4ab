"""The readable engine: one world as a Mesa model whose agents are the spokes.

A step has five phases, in this order:

1. world: administrations, demography, growth, governments, drifting preferences, the challenger's pressure;
2. perceive: every spoke sees capabilities, threats, postures and signatures as the last step left them;
3. decide: at a decision window each spoke weighs the postures open and the bodies it is in or asked into; all at once;
4. interact: declarations, the pact's life, ties, crises and help, then trade, trust, effort and forces;
5. record.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.draws.streams import Luck
from sim.engine.accords import counted, settle, take_part
from sim.engine.country import Country
from sim.engine.pace import Pace
from sim.engine.record import Journal
from sim.engine.theatre import Theatre
from sim.engine.treaty import settled
from sim.law import deterrence, pact, ties
from sim.law.arithmetic import happens
from sim.world.records import Anchor, World

if TYPE_CHECKING:
    from sim.engine.lever_rows import LeverRow


class PactModel(Theatre):
    """One world of spokes, hub and challenger.

    Attributes:
        world: the numbers; w: its coefficients; ladder: its postures.
        t: index of the step; dt: its length in years.
        countries: the agents in the order of the world's names.
        journal: what has been recorded.
        keep_terms: weigh every posture every step, so that each choice can be explained.
        listeners: called with each country after it has weighed its postures.
    """

    def __init__(
        self,
        world: World,
        luck: Luck,
        levers: list[LeverRow],
        *,
        keep_terms: bool = False,
        agent: type[Country] = Country,
    ) -> None:
        super().__init__(rng=0)
        self.luck, self.levers, self.keep_terms, self.dt = luck, levers, keep_terms, world.step
        self.take_numbers(world)
        self.anchor: Anchor = world.anchor or self.no_anchor(world)
        self.t = 0
        self.lever = levers[0]
        self.epochs = dict(world.epochs)
        self.in_force = False
        self.newly_in_force = False
        self.preparedness = self.pact_age = 0.0
        n = len(world.countries)
        self.ties = [list(line) for line in world.ties]
        self.links = [
            [deterrence.link(tie, arriving) for tie, arriving in zip(*lines, strict=True)]
            for lines in zip(world.ties, world.pair_arriving, strict=True)
        ]
        worked = self.anchor.cooperation
        self.depths = [[ties.depth(world.ties[i][j], worked[i][j]) for j in range(i)] for i in range(n)]
        self.root()
        self.bound = [set() for _ in range(n)]
        self.crisis_push = [0.0] * n
        self.alarmed = [False] * n
        self.countries = [agent(self, i) for i in range(n)]
        self.asked = counted(self)
        take_part(self.countries)
        self.journal = Journal()
        self.listeners: list[Callable[[Country], None]] = []
        self.open_theatre()

    def take_numbers(self, world: World) -> None:
        """Read the numbers of a world, and what follows from them all the time they hold."""
        self.world = world
        self.w, self.ladder, self.steady = world.weights, world.ladder, world.steady
        self.pact = settled(world.levers.pact, self.w)
        self.notice_steps = int(pact.notice_steps(self.pact.notice, self.dt))
        self.window = happens(self.w.window_rate, self.dt)
        self.pace = Pace.of(self.w, self.dt)

    def renumber(self, world: World) -> None:
        """Go on in the state that has come about, with the numbers of another world."""
        self.take_numbers(world)
        self.regard_places()
        self.regard_hub(self.lever.hub_democracy)
        self.loosen()
        for c in self.countries:
            c.regard()

    @staticmethod
    def no_anchor(world: World) -> Anchor:
        """An anchor of zeros, under which the base year is measured before it is fitted."""
        n, f = len(world.countries), len(world.flashpoints)
        flat = ((0.0,) * len(world.postures),) * n
        cooperation = tuple(
            tuple(ties.joint(world.ladder[a].cooperation, world.ladder[b].cooperation) for b in world.observed)
            for a in world.observed
        )
        belonging = ((1.0,) * n,) * len(world.bodies)
        return Anchor((0.0,) * n, (0.0,) * n, flat, (0.0,) * f, (0.0,) * f, cooperation, belonging)

    # --- rules of the pact that need the whole region -------------------------------------------------------------
    def may_join(self, i: int) -> bool:
        """Whether the pact is open to country i now: founders before entry into force, others after it."""
        lever = self.lever
        return lever.pact_invited[i] or (self.in_force and lever.pact_open[i])

    def must_decide(self, country: Country) -> bool:
        """Whether an event forces a decision: an offer, a treaty made or ended, entry into force, crisis, election."""
        i = country.index
        if self.new_administration or self.alarmed[i] or country.treaty_moved:
            return True
        if self.newly_in_force and self.may_join(i):
            return True
        if not self.lever.pact_invited[i]:
            return False
        return self.t == 0 or not self.levers[self.t - 1].pact_invited[i]

    def begin(self) -> None:
        """The first phase of a step: the world moves on before anybody looks at it."""
        self.lever = self.levers[self.t]
        if self.t in self.epochs:
            self.renumber(self.epochs[self.t])
        self.move_powers()
        for c in self.countries:
            c.grow()

    def step(self) -> None:
        """One step of the world, in the five phases named above."""
        self.begin()
        self.perceive()
        for c in self.countries:
            c.decide()
        if self.world.bodies:
            settle(self)
        for c in self.countries:
            c.commit()
        self.advance_pact()
        if self.standing() != self.seen:
            self.perceive()
        self.advance_ties()
        self.assess_flashpoints()
        self.break_out()
        for c in self.countries:
            c.live()
        self.journal.record(self)
        self.t += 1

    def run(self) -> Journal:
        """All steps of the world."""
        for _ in range(self.world.steps):
            self.step()
        return self.journal

    def advance_pact(self) -> None:
        """Offer, signature, ratification, entry into force, accession, withdrawal and lapse."""
        self.newly_in_force = False
        offered = any(self.lever.pact_invited)
        if not offered and not self.in_force:
            for c in self.countries:
                if c.signed:
                    c.release()
            return
        for c in self.countries:
            c.ratify()
        ratified = sum(c.ratified for c in self.countries)
        in_force = pact.enters_into_force(float(self.in_force), float(ratified), float(self.pact.quorum)) > 0.0
        self.newly_in_force = in_force and not self.in_force
        self.in_force = in_force
        if not in_force:
            return
        self.preparedness = self.pact.preparedness
        bound = next(o for o, row in enumerate(self.ladder) if row.is_pact)
        for c in self.countries:
            if c.leaving:
                c.notice -= 1
                if c.notice < 0:
                    c.release()
            elif c.ratified and not c.member:
                c.join(bound)
        members = sum(c.member for c in self.countries)
        if pact.lapses(1.0, float(members), float(self.pact.minimum)) > 0.0:
            self.in_force = False
            for c in self.countries:
                if c.signed:
                    c.release()
