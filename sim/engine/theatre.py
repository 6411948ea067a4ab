"""The region as a whole: the powers, what everybody can see, ties between spokes, flashpoints and crises."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mesa import Model

from sim.law import burden, crisis, demography, deterrence, threat, ties, trust
from sim.law.arithmetic import happens
from sim.world.records import AMERICA_FIRST, INTERNATIONALIST, PowerRow

if TYPE_CHECKING:
    from sim.draws.streams import Luck
    from sim.engine.country import Country
    from sim.engine.lever_rows import LeverRow
    from sim.engine.pace import Pace
    from sim.law.types import PostureRow, Weights
    from sim.world.records import Anchor, World

OUTBREAK, SEVERITY, HELP = range(3)  # uniforms of `Purpose.CRISIS`


def power_capability(power: PowerRow, years: float, span: float) -> float:
    """Military effort of a power, bn mixed USD a year: its share of a growing output."""
    rate = demography.working_age_rate(power.working_age_change, span)
    return power.effort * power.output * demography.growth_factor(power.growth, rate, years) / burden.PERCENT


class Pact(NamedTuple):
    """Terms of the pact on offer in one world; units as in `PactTerms`."""

    quorum: int
    minimum: int
    preparedness: float
    exit_price: float
    notice: float


class Theatre(Model):  # type: ignore[misc]
    """State and phases of the region: what `PactModel` adds its steps to.

    Attributes:
        administration: index of the hub's administration; `new_administration` if it took office this step.
        theatre_capability: hub capability committed to the theatre; challenger_capability: bn mixed USD a year.
        commitment, leadership: relative to the base year; reliability: probability that a full promise is kept.
        assertiveness: how hard the challenger presses, 1 in the base year.
        capability, cooperation, side_up, expected: what is seen of each spoke.
        deterrence, hazard, slope, provocation, severity, helped: of each flashpoint.
    """

    world: World
    w: Weights
    ladder: tuple[PostureRow, ...]
    anchor: Anchor
    luck: Luck
    lever: LeverRow
    pace: Pace
    pact: Pact
    t: int
    dt: float
    in_force: bool
    preparedness: float
    countries: list[Country]
    ties: list[list[float]]
    crisis_push: list[float]
    alarmed: list[bool]

    def open_theatre(self) -> None:
        """Set the region to the base year."""
        self.administration = AMERICA_FIRST
        self.new_administration = False
        self.severity = [0.0] * len(self.world.places)
        self.helped = [False] * len(self.world.places)
        self.harm = [
            crisis.expected_harm(p.serious, p.war, self.w.harm_minor, self.w.harm_serious, self.w.harm_war)
            for p in self.world.places
        ]
        self.claimants = [[(k, c) for k, c in enumerate(p.claims) if c > 0.0] for p in self.world.places]
        self.provocation = list(self.anchor.provocation)
        self.settle_powers(AMERICA_FIRST)
        self.perceive()
        self.assess_flashpoints()

    # --- 1. world -------------------------------------------------------------------------------------------------
    def move_powers(self) -> None:
        """Elections in the hub, growth of both powers, the challenger's pressure."""
        w, holder = self.w, self.administration
        middle = self.world.start + (self.t + 1.0 / 2.0) * self.dt
        cycle = max(w.inauguration_cycle, self.dt)
        terms, before = ((at - w.inauguration_year) // cycle for at in (middle, middle - self.dt))
        if self.t == 0:
            before = -1.0  # the administration known is that of the base year, whatever year a run starts in
        if self.lever.administration >= 0:
            holder = self.lever.administration
        elif terms > before and terms >= 0.0:
            holder = AMERICA_FIRST if self.luck.election[self.t] < w.america_first_wins else INTERNATIONALIST
        self.new_administration = holder != self.administration
        self.administration = holder
        self.settle_powers(holder)

    def settle_powers(self, holder: int) -> None:
        """Capabilities of the powers in this step, and what the administration changes."""
        w, years = self.w, self.t * self.dt
        steady = holder == INTERNATIONALIST
        self.commitment = self.lever.commitment * (w.commitment_internationalist if steady else 1.0)
        self.leadership = w.leadership_internationalist if steady else 1.0
        self.trust_push = w.trust_internationalist if steady else 0.0
        self.reliability = w.reliability_internationalist if steady else w.reliability_america_first
        hub = power_capability(self.world.hub, years, w.projection_span)
        self.theatre_capability = hub * self.world.hub.theatre_share * self.commitment
        self.challenger_capability = power_capability(self.world.challenger, years, w.projection_span)
        places = len(self.provocation)
        now, base = sum(self.provocation) / places, sum(self.anchor.provocation) / places
        self.assertiveness = threat.assertiveness(years, w.assertiveness_drift, w.assertiveness_reaction, now, base)

    # --- 2. perceive ----------------------------------------------------------------------------------------------
    def perceive(self) -> None:
        """What every spoke can see of the others: forces, cooperation, side, expected membership."""
        rows = [self.ladder[c.posture] for c in self.countries]
        self.capability = [c.capability for c in self.countries]
        self.cooperation = [row.cooperation for row in rows]
        self.side_up = [max(0.0, row.side) for row in rows]
        self.expected = [c.expected() for c in self.countries]
        if not self.in_force:
            self.preparedness = self.pact.preparedness if any(self.lever.pact_invited) else 0.0

    # --- 4. interact ----------------------------------------------------------------------------------------------
    def advance_ties(self) -> None:
        """Ties between spokes move towards what leadership, joint work and the pact make of them."""
        w, pace, base, cooperation = self.w, self.pace, self.world.ties, self.anchor.cooperation
        gain = self.lever.tie_gain
        for i, first in enumerate(self.countries):
            for j in range(i):
                bound = float(first.member and self.countries[j].member)
                joint = self.cooperation[i] * self.cooperation[j]
                goal = ties.target(base[i][j], self.leadership, gain[i][j], joint, cooperation[i][j], bound, w.tie_pact)
                tie = ties.next_tie(self.ties[i][j], goal, pace.tie_growing, pace.tie_decaying)
                self.ties[i][j] = self.ties[j][i] = tie

    def promise_to(self, c: Country) -> float:
        """Promise of hub support that a country's posture and guarantees bring it, share."""
        posture = self.ladder[c.posture]
        guarantee = c.row.guarantee + self.lever.guarantee[c.index]
        return deterrence.promise(posture.promise, guarantee, posture.cooperation)

    def assess_flashpoints(self) -> None:
        """Deterrence, provocation and hazard at each flashpoint, given postures now."""
        w, lever = self.w, self.lever
        self.joint: list[list[float]] = []
        self.joint_pact: list[list[float]] = []
        self.deterrence: list[float] = []
        self.hazard: list[float] = []
        self.slope: list[float] = []
        self.provocation = []
        self.calm = 1.0 - lever.reassurance
        postures = [self.ladder[c.posture] for c in self.countries]
        given = [self.promise_to(c) for c in self.countries]
        ready = [deterrence.readiness(w.bilateral_readiness, self.preparedness, p.is_pact) for p in postures]
        hub = [deterrence.hub_strength(c.trust, c.at_hand, self.theatre_capability) for c in self.countries]
        for f, place in enumerate(self.world.places):
            joint: list[float] = []
            joint_pact: list[float] = []
            strength = provoked = 0.0
            for c in self.countries:
                i = c.index
                posture = postures[i]
                plain = bound = 0.0
                for k, share in self.claimants[f]:
                    tie = 1.0 if k == i else self.ties[i][k]
                    plain += share * tie
                    bound += share * deterrence.interoperability(tie, self.expected[k] * self.preparedness)
                joint.append(plain)
                joint_pact.append(bound)
                forces = c.capability * place.arriving[i]
                claim, exposure = place.claims[i], place.exposure[i]
                involved = crisis.involvement(claim, posture.duty, exposure, bound if c.member else plain)
                strength += crisis.contribution(forces, involved, claim, given[i], ready[i], hub[i])
                provoked += crisis.provocation(posture.side, place.weight[i], w.provocation_pact, posture.is_pact)
                change = lever.troops[i] - 1.0
                provoked += crisis.troops_provocation(place.weight[i], w.provocation_troops, c.bases, change)
                provoked += crisis.guarantee_provocation(claim, w.provocation_guarantee, lever.guarantee[i])
            provoked = max(0.0, provoked) * self.calm
            pressed = self.challenger_capability * self.assertiveness
            against = pressed if place.by_challenger else place.other_capability
            success = deterrence.success(
                strength, threat.threat(against, place.adversary_arriving, w.offence_share, 0.0), w.decisiveness
            )
            self.joint.append(joint)
            self.joint_pact.append(joint_pact)
            self.deterrence.append(success)
            self.slope.append(deterrence.slope(w.decisiveness, success, strength))
            self.provocation.append(provoked)
            self.hazard.append(
                crisis.hazard(
                    place.hazard,
                    w.deterrence_effect,
                    success,
                    self.anchor.deterrence[f],
                    w.provocation_effect,
                    provoked,
                    self.anchor.provocation[f],
                    lever.dialogue[f],
                )
            )

    def break_out(self) -> None:
        """Crises break out or not; the hub helps or not; those who look on learn from it."""
        n = len(self.countries)
        self.crisis_push, self.alarmed = [0.0] * n, [False] * n
        for f, place in enumerate(self.world.places):
            luck = self.luck.crisis[self.t][f]
            broke = luck[OUTBREAK] < happens(self.hazard[f], self.dt)
            level = crisis.severity(luck[SEVERITY], place.serious, place.war) if broke else 0.0
            promised = 0.0
            for c in self.countries:
                promised += place.claims[c.index] * self.promise_to(c)
            helped = broke and luck[HELP] < crisis.help_probability(promised, self.reliability)
            self.severity[f], self.helped[f] = level, helped
            if level > 1.0:
                for c in self.countries:
                    self.crisis_push[c.index] += trust.crisis_push(
                        float(helped), self.w.trust_help, self.w.trust_refusal, place.exposure[c.index], level
                    )
                    self.alarmed[c.index] = self.alarmed[c.index] or place.claims[c.index] > 0.0 or c.member
