"""The region as a whole: the powers, what everybody can see, ties between spokes, flashpoints and crises."""

from __future__ import annotations

from operator import mul
from typing import TYPE_CHECKING, NamedTuple

from sim.engine.bonds import Bonds
from sim.law import accord, burden, crisis, demography, deterrence, elections, pact, politics, threat, trust
from sim.law.arithmetic import happens, mean

if TYPE_CHECKING:
    from sim.draws.streams import Luck
    from sim.engine.treaty import Pact
    from sim.law.types import PostureRow
    from sim.world.records import Anchor, PowerRow
    from sim.world.steady import Steady

# whether the pact is in force, and each spoke's posture, signature and membership
Standing = tuple[bool, list[tuple[int, bool, bool]]]

OUTBREAK, SEVERITY, HELP = range(3)  # uniforms of `Purpose.CRISIS`


class Fellow(NamedTuple):
    """A spoke that others count as a member of the pact: its index and weight, and what it pledges and weighs."""

    spoke: int
    expected: float
    pledged: float
    weight: float


class Theatre(Bonds):
    """State and phases of the region: what `PactModel` adds its steps to.

    Attributes:
        administration: index of the hub's administration; `new_administration` if it took office this step.
        theatre_capability: hub capability committed to the theatre; challenger_capability: bn mixed USD a year.
        commitment, leadership: relative to the base year; reliability: probability that a full promise is kept.
        assertiveness: how hard the challenger presses, 1 in the base year.
        company: side and cooperation of each posture; cooperation, offered, sworn: what is seen of each spoke.
        camp: index and weight of each spoke on the hub's side; fellows: those counted as members of the pact.
        ready: share of the hub's help that arrives in time under each posture.
        given: promise of the hub to each spoke as it stands.
        pact_age: years since the pact entered into force; trial: `crisis.trial` of it, or of the one on offer.
        hub_democracy: change of the hub's democracy since the base year; hub_propensity: of each spoke to the hub.
        planned: whether fellow members of a pact are expected to plan together.
        deterrence, hazard, easing, provocation, tested, severity, helped: of each flashpoint.
    """

    ladder: tuple[PostureRow, ...]
    steady: Steady
    anchor: Anchor
    luck: Luck
    pact: Pact
    t: int
    dt: float
    in_force: bool
    preparedness: float
    pact_age: float
    crisis_push: list[float]
    alarmed: list[bool]

    def open_theatre(self) -> None:
        """Set the region to the base year."""
        places = self.world.places
        self.administration = int(elections.first(self.w.base_administration))
        self.new_administration = False
        self.severity = [0.0] * len(places)
        self.helped = [False] * len(places)
        self.regard_places()
        self.open_bonds()
        self.provocation = list(self.anchor.provocation)
        self.provocation_base = self.mean_provocation()
        self.regard_hub(self.lever.hub_democracy)
        self.settle_powers(self.administration)
        self.perceive()
        self.assess_flashpoints()

    # --- 1. world -------------------------------------------------------------------------------------------------
    def move_powers(self) -> None:
        """Elections in the hub, growth of both powers, the challenger's pressure."""
        w, t = self.w, self.t
        begun = elections.inauguration(self.world.start, float(t), self.dt, w.inauguration_year, w.inauguration_cycle)
        elected = elections.winner(self.luck.election[t], w.america_first_wins)
        holder = int(elections.holder(float(self.administration), float(self.lever.administration), begun, elected))
        self.new_administration = holder != self.administration
        self.administration = holder
        self.pact_age = pact.age(float(self.in_force), self.pact_age, self.dt)
        if self.lever.hub_democracy != self.hub_democracy:
            self.regard_hub(self.lever.hub_democracy)
        self.settle_powers(holder)

    def regard_places(self) -> None:
        """What every spoke is to each flashpoint, and what is seen of a posture."""
        places = self.world.places
        self.grounds = [
            [(g.claim, g.home, g.reach) for g in (s.grounds[f] for s in self.steady.spokes)] for f in range(len(places))
        ]
        self.claimants = [[(k, c) for k, c in enumerate(p.claims) if c > 0.0] for p in places]
        self.company = [(row.side, row.cooperation) for row in self.ladder]

    def regard_hub(self, change: float) -> None:
        """How well every spoke gets on with the hub as a state, at its democracy now."""
        self.hub_democracy, now = change, politics.democracy(self.world.hub.regime, change)
        self.hub_propensity = [politics.propensity(s.regime, now, 0.0) for s in self.world.spokes]

    def settle_powers(self, holder: int) -> None:
        """Capabilities of the powers in this step, and what the administration changes."""
        w, who, hub, challenger = self.w, float(holder), self.world.hub, self.world.challenger
        self.years = elections.years(float(self.t), self.dt)
        base = elections.first(w.base_administration)
        commitment = elections.ratio_under(who, base, w.commitment_internationalist)
        self.commitment = elections.commitment(self.lever.commitment, commitment)
        self.leadership = elections.ratio_under(who, base, w.leadership_internationalist)
        self.reliability = elections.under(who, w.reliability_america_first, w.reliability_internationalist)
        push = elections.push_under(who, base, w.trust_internationalist)
        self.trust_push = trust.theatre_push(push, w.trust_commitment, self.commitment)
        strength = self.power(hub, self.steady.hub_rate, self.lever.hub_output)
        self.theatre_capability = deterrence.theatre_capability(strength, hub.theatre_share, self.commitment)
        self.challenger_capability = self.power(challenger, self.steady.challenger_rate, self.lever.challenger_output)
        self.massed = threat.massed(self.challenger_capability)
        self.assertiveness = threat.assertiveness(
            self.years,
            w.assertiveness_drift,
            w.assertiveness_reaction,
            self.mean_provocation(),
            self.provocation_base,
            self.lever.assertiveness,
        )

    def power(self, power: PowerRow, rate: float, boost: float) -> float:
        """Military effort of a power in this step, bn mixed USD a year."""
        output = demography.size(power.output, demography.grown(rate, self.years))
        return burden.forces(power.effort, demography.size(output, boost))

    def mean_provocation(self) -> float:
        """Mean provocation over the flashpoints, as the last step left them."""
        total = 0.0
        for provoked in self.provocation:
            total += provoked
        return mean(total, float(len(self.provocation)))

    # --- 2. perceive ----------------------------------------------------------------------------------------------
    def standing(self) -> Standing:
        """What declarations and the pact's life may have changed since everybody looked around."""
        return self.in_force, [(c.posture, c.signed, c.member) for c in self.countries]

    def perceive(self) -> None:
        """What every spoke can see of the others: forces, cooperation, side, expected membership."""
        w, countries, self.seen = self.w, self.countries, self.standing()
        support, strengths, cooperation, offered, camp = w.spoke_support, [], [], [], []
        sworn = []
        for j, c in enumerate(countries):
            side, works = self.company[c.posture]
            own = c.capability
            strengths.append(own)
            cooperation.append(works)
            offered.append(deterrence.offered(support, works, own))
            sworn.append(deterrence.pledged(1.0, w.pact_reliability, own))
            if side > 0.0:
                camp.append((j, politics.camp_weight(side, own)))
        self.cooperation, self.offered, self.sworn, self.camp = cooperation, offered, sworn, camp
        invited = any(self.lever.pact_invited)
        signed = [c.signed for c in countries]
        if invited or self.in_force or any(signed):
            self.expected = [c.expected() for c in countries]
        else:
            self.expected = [0.0] * len(countries)
        self.fellows = [
            Fellow(
                j,
                expected,
                deterrence.pledged(expected, w.pact_reliability, strengths[j]),
                politics.member_weight(expected, strengths[j]),
            )
            for j, expected in enumerate(self.expected)
            if expected > 0.0
        ]
        if not self.in_force:
            self.preparedness = self.pact.preparedness if invited else 0.0
        pact_near = invited or self.in_force  # else nobody can take its posture
        self.trial = (
            crisis.trial(w.commitment_hazard, self.preparedness, w.commitment_settling, self.pact_age)
            if pact_near
            else 0.0
        )
        self.ready = [deterrence.readiness(w.bilateral_readiness, self.preparedness, p.is_pact) for p in self.ladder]

    # --- 4. interact ----------------------------------------------------------------------------------------------
    def assess_flashpoints(self) -> None:
        """Deterrence, provocation and hazard at each flashpoint, given postures now."""
        w, lever, countries = self.w, self.lever, self.countries
        self.calm = crisis.calm(lever.reassurance)
        self.given, backing, felt, duties = [], [], [], []
        guarantees, stances, committed = lever.guarantee, self.steady.stances, self.theatre_capability
        effect, ready, troops, ladder = w.provocation_troops, self.ready, lever.troops, self.ladder
        for i, c in enumerate(countries):
            o = c.posture
            posture = ladder[o]
            given = deterrence.promise(posture.promise, c.row.guarantee + guarantees[i], posture.cooperation)
            self.given.append(given)
            duties.append(posture.duty)
            backing.append(crisis.backing(given, ready[o], deterrence.hub_strength(c.trust, c.at_hand, committed)))
            seen = crisis.presence_felt(stances[o], effect, c.bases, troops[i])
            felt.append(accord.felt(seen, accord.side_taken(w.minilateral_side, c.engaged)) if c.engaged else seen)
        pressed = threat.pressed(self.challenger_capability, self.assertiveness)
        self.planned = bool(self.fellows) and self.preparedness > 0.0
        if self.planned:
            self.planning = [pact.planning(self.preparedness, expected) for expected in self.expected]
        self.deterrence, self.easing, self.provocation, self.tested = [], [], [], []
        for f, (place, plain) in enumerate(zip(self.world.places, self.joint, strict=True)):
            strength = provoked = protected = 0.0
            if self.in_force:
                for c, weight in zip(countries, place.weight, strict=True):
                    protected += weight * c.member
            self.tested.append(crisis.tested(self.trial, protected))
            for stirred in map(mul, place.weight, felt):
                provoked += stirred
            for i, (claim, home, reach) in enumerate(self.grounds[f]):
                duty = duties[i]
                if claim or duty:  # else it brings exactly nothing
                    c = countries[i]
                    joint = self.interoperability_in_pact(f, i) if self.planned and c.member else plain[i]
                    strength += crisis.contribution(c.capability, home, reach, joint, duty, claim, backing[i])
            for k, claim in self.claimants[f]:
                provoked += crisis.guarantee_provocation(claim, w.provocation_guarantee, lever.guarantee[k])
            against = pressed if place.by_challenger else threat.massed(place.other_capability)
            success = deterrence.success(strength, threat.threat(against, self.steady.bearings[f]), w.decisiveness)
            self.deterrence.append(success)
            slope = deterrence.slope(w.decisiveness, success, strength)
            self.easing.append(crisis.easing(w.deterrence_effect, slope))
            self.provocation.append(crisis.provoked(provoked, self.calm))
        self.rate_crises()

    def rate_crises(self) -> None:
        """Yearly rate of crises at each flashpoint, from its deterrence and provocation."""
        w, anchor, dialogue = self.w, self.anchor, self.lever.dialogue
        self.hazard = [
            crisis.hazard(
                place.hazard,
                w.deterrence_effect,
                self.deterrence[f],
                anchor.deterrence[f],
                w.provocation_effect,
                self.provocation[f],
                anchor.provocation[f],
                self.tested[f],
                dialogue[f],
            )
            for f, place in enumerate(self.world.places)
        ]

    def break_out(self) -> None:
        """Crises break out or not; the hub helps or not; those who look on learn from it."""
        n = len(self.countries)
        self.crisis_push, self.alarmed = [0.0] * n, [False] * n
        frights = [0.0] * n
        for f, place in enumerate(self.world.places):
            luck = self.luck.crisis[self.t][f]
            broke = luck[OUTBREAK] < happens(self.hazard[f], self.dt)
            level = crisis.severity(luck[SEVERITY], place.serious, place.war) if broke else 0.0
            promised = 0.0
            for k, claim in self.claimants[f]:
                promised += claim * self.given[k]
            helped = broke and luck[HELP] < crisis.help_probability(promised, self.reliability)
            self.severity[f], self.helped[f] = level, helped
            if level > 1.0:
                for c in self.countries:
                    self.crisis_push[c.index] += trust.crisis_push(
                        float(helped), self.w.trust_help, self.w.trust_refusal, place.exposure[c.index], level
                    )
                    frights[c.index] += threat.fright(self.w.crisis_fear, place.exposure[c.index], level)
                    self.alarmed[c.index] = self.alarmed[c.index] or place.claims[c.index] > 0.0 or c.member
        for c in self.countries:
            if c.fear or frights[c.index]:  # else it stays at exactly nothing
                c.fear = threat.fear(c.fear, self.pace.fear, frights[c.index])
