"""A spoke as a Mesa agent: it sees, weighs every posture open to it, chooses, and lives with the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mesa import Agent

from sim.law import burden, choice, crisis, decision, demography, deterrence, economy, nuclear, threat, trust
from sim.law.arithmetic import exp_, happens, logistic, logit
from sim.law.pact import expected_member
from sim.law.types import PostureRow, Situation, Terms

if TYPE_CHECKING:
    from sim.engine.mesa_model import PactModel

WINDOW, CHOICE, TURNOVER, RATIFY = range(4)  # the four uniforms of `Purpose.REVIEW`


class Country(Agent):  # type: ignore[misc]
    """One spoke. Subclass and override `see`, `weigh` or `choose` to try another behaviour.

    Attributes:
        index: position in the world's sequences.
        posture: index of the posture in force.
        declared: index of the posture last chosen; it differs from `posture` while a signed pact is not in force
            and during a notice of withdrawal.
        signed, ratified, member, leaving: standing towards the pact.
        trust_logit: trust in the hub, logit units.
        effort: defence effort, % of GDP; capability: bn mixed USD a year; output: GDP at mixed prices, bn.
        terms: terms of each posture weighed at the last decision, by posture index.
    """

    model: PactModel

    def __init__(self, model: PactModel, index: int) -> None:
        super().__init__(model)
        world = model.world
        self.index = index
        self.row = row = world.spokes[index]
        self.posture = self.declared = world.observed[index]
        self.signed = self.ratified = self.member = self.leaving = False
        self.notice = 0.0
        self.trust_base = self.trust_logit = logit(row.trust)
        self.trust = row.trust
        self.effort = row.effort
        self.output = row.output
        self.market_gdp = row.market_gdp
        self.workers = 1.0
        self.workers_rate = demography.working_age_rate(row.working_age_change, model.w.projection_span)
        self.capability = row.effort * row.output / economy.PERCENT
        self.exports_hub = row.exports_hub
        self.exports_challenger = row.exports_challenger
        self.shock = 0.0
        self.orientation = row.orientation
        self.new_government = False
        self.latent = self.pact_latent = 0.0
        self.perceived = 1.0
        self.nuclear = row.nuclear_armed > 0.0
        self.at_hand = deterrence.presence(row.troops, model.w.presence_floor, model.w.presence_half)
        self.bases = row.troops / (row.troops + model.w.presence_half)
        self.terms: dict[int, Terms] = {}
        self.utilities: dict[int, float] = {}
        self.probabilities: dict[int, float] = {}
        self.view: Situation | None = None
        self.success = 0.0
        self.strength = 0.0

    # --- 1. world -------------------------------------------------------------------------------------------------
    def grow(self) -> None:
        """Demography, output, government, drifting preferences, troops on the soil."""
        m, row, w, i = self.model, self.row, self.model.w, self.index
        t, dt, years = m.t, m.dt, m.t * m.dt
        self.workers = exp_(self.workers_rate * years)
        grown = demography.growth_factor(row.growth, self.workers_rate, years)
        self.output, self.market_gdp = row.output * grown, row.market_gdp * grown
        self.new_government = m.luck.review[t][i][TURNOVER] < happens(row.turnover, dt)
        if self.new_government:
            self.orientation = choice.government(row.government_spread, m.luck.government[t][i])
        pace = m.pace
        self.latent = choice.drift(self.latent, pace.memory, pace.innovation, m.luck.drift[t][i])
        self.pact_latent = choice.drift(self.pact_latent, pace.memory, pace.pact_innovation, m.luck.pact_drift[t][i])
        self.perceived = threat.perceived(1.0, w.perception_noise, m.luck.perception[t][i])
        troops = row.troops * m.lever.troops[i]
        self.at_hand = deterrence.presence(troops, w.presence_floor, w.presence_half)
        self.bases = troops / (troops + w.presence_half)

    # --- 2. perceive ----------------------------------------------------------------------------------------------
    def see(self) -> Situation:
        """What the country sees: capabilities, threats and others' postures of the last step."""
        m, row, w, i = self.model, self.row, self.model.w, self.index
        ties_row, arriving, mistrust, propensity = (
            m.ties[i],
            m.world.pair_arriving[i],
            m.world.mistrust[i],
            m.world.propensity[i],
        )
        ties = ties_of_members = members = doubt = company = 0.0
        camp = m.theatre_capability
        likeness = camp * m.world.hub_propensity[i]
        for j in m.others[i]:
            strength = m.capability[j]
            tie = deterrence.tie_support(w.spoke_support, ties_row[j], m.cooperation[j], strength, arriving[j])
            ties += tie
            weight = m.side_up[j] * strength
            camp += weight
            likeness += weight * propensity[j]
            expected = m.expected[j]
            if expected > 0.0:
                ties_of_members += expected * tie
                joint = deterrence.interoperability(ties_row[j], m.preparedness)
                members += expected * deterrence.pact_support(w.pact_reliability, joint, strength, arriving[j])
                company += expected * strength
                doubt += expected * strength * mistrust[j]
        standing = m.ladder[self.declared]
        lever = m.lever
        return Situation(
            stake=m.anchor.stakes[i] * m.assertiveness,
            threat=threat.threat(m.challenger_capability, row.arriving, w.offence_share, row.other_threat)
            * self.perceived,
            other_threat=row.other_threat,
            own=self.capability,
            hub=deterrence.hub_strength(self.trust, self.at_hand, m.theatre_capability),
            ties=ties,
            ties_of_members=ties_of_members,
            members=members,
            guarantee=row.guarantee + lever.guarantee[i],
            exports_challenger=self.exports_challenger,
            exports_hub=self.exports_hub,
            tariff=row.tariff,
            tariff_added=lever.tariff[i],
            coercion=lever.coercion,
            inducement=lever.inducement,
            ageing=burden.ageing(row.median_age, w.reference_age, w.ageing_burden, self.workers),
            effort=self.effort,
            burden_target=lever.burden_target[i],
            burden_penalty=lever.burden_penalty[i],
            control_sensitivity=row.control_sensitivity,
            nonalignment=row.nonalignment,
            affinity_hub=likeness / camp,
            affinity_challenger=m.world.challenger_propensity[i],
            mistrust=doubt / company if company > 0.0 else 0.0,
            orientation=self.orientation,
            opinion=row.opinion,
            duty_ceiling=row.duty_ceiling,
            dispute=row.dispute,
            trust=self.trust,
            preparedness=m.preparedness,
            side_now=standing.side,
            rung_now=standing.rung,
            in_pact=float(self.member),
            exit_price=m.pact.exit_price,
            latent=self.latent,
            pact_latent=self.pact_latent,
        )

    # --- 3. decide ------------------------------------------------------------------------------------------------
    def open_to(self, posture: int) -> bool:
        """Whether a posture is available: a treaty in force for `ally`, an offer for `pact`."""
        needs = self.model.world.needs[posture]
        if needs == "treaty":
            return self.model.world.treaty[self.index]
        return needs == "none" or self.member or self.model.may_join(self.index)

    def crisis_loss(self, view: Situation, posture: PostureRow) -> float:
        """Expected loss to crises if this posture were taken, counting what taking it does to peace."""
        m, w, i = self.model, self.model.w, self.index
        now = m.ladder[self.posture]
        given, given_now = decision.promised(view, posture), decision.promised(view, now)
        ready = deterrence.readiness(w.bilateral_readiness, view.preparedness, posture.is_pact)
        ready_now = deterrence.readiness(w.bilateral_readiness, view.preparedness, now.is_pact)
        total = 0.0
        for f, place in enumerate(m.world.places):
            exposure, claim = place.exposure[i], place.claims[i]
            if exposure == 0.0:
                continue
            joint = m.joint_pact[f][i] if posture.is_pact else m.joint[f][i]
            joint_now = m.joint_pact[f][i] if self.member else m.joint[f][i]
            forces = self.capability * place.arriving[i]
            change = forces * (
                crisis.involvement(claim, posture.duty, exposure, joint)
                - crisis.involvement(claim, now.duty, exposure, joint_now)
            ) + view.hub * claim * (given * ready - given_now * ready_now)
            provoked = crisis.provocation(
                posture.side, place.weight[i], w.provocation_pact, posture.is_pact
            ) - crisis.provocation(now.side, place.weight[i], w.provocation_pact, now.is_pact)
            rate = m.hazard[f] * crisis.own_effect(
                w.deterrence_effect, m.slope[f], change, w.provocation_effect, provoked * m.calm
            )
            drawn_in = crisis.participation(claim, posture.duty, w.basing_entrapment, given, self.bases)
            total += crisis.exposed_loss(rate, m.harm[f], exposure, w.collateral, drawn_in)
        return total

    def weigh(self, view: Situation) -> None:
        """Score every posture that is open: terms, utilities and choice probabilities."""
        m, constants = self.model, self.model.anchor.constants[self.index]
        self.view = view
        self.terms = {
            o: decision.terms(view, row, m.w, m.lever.exemption[o], self.crisis_loss(view, row), constants[o])
            for o, row in enumerate(m.ladder)
            if self.open_to(o)
        }
        self.utilities = {o: decision.utility(terms) for o, terms in self.terms.items()}
        best = max(self.utilities.values())
        weights = {o: choice.weight(m.w.choice_sharpness, u, best) for o, u in self.utilities.items()}
        total = 0.0
        for value in weights.values():
            total += value
        self.probabilities = {o: value / total for o, value in weights.items()}

    def choose(self) -> int:
        """The posture drawn from the choice probabilities, in the order of the ladder."""
        u = self.model.luck.review[self.model.t][self.index][CHOICE]
        reached = 0.0
        for o, p in self.probabilities.items():
            reached += p
            if u < reached:
                return o
        return o

    def decide(self) -> None:
        """Weigh the postures if a decision window opens, and choose one."""
        m = self.model
        u = m.luck.review[m.t][self.index][WINDOW]
        forced = self.new_government or m.must_decide(self)
        self.window = choice.window_opens(u, m.window, float(forced)) > 0.0
        self.next = self.declared
        if self.window or m.keep_terms:
            self.weigh(self.see())
            for listen in m.listeners:
                listen(self)
        if self.window:
            self.next = self.choose()

    # --- 4. interact ----------------------------------------------------------------------------------------------
    def commit(self) -> None:
        """Declare the posture chosen; it takes effect at once unless a pact must first come about or be left."""
        m = self.model
        new, old = self.next, self.declared
        self.changed_from = self.posture
        if new != old:
            rise = m.ladder[new].side - m.ladder[old].side
            self.shock += m.w.retaliation_shock * m.lever.coercion * max(0.0, rise)
        self.declared = new
        if m.ladder[new].is_pact:
            self.signed = True
            self.leaving = False
        elif self.member:
            if not self.leaving:
                self.leaving, self.notice = True, m.pact.notice
        else:
            self.signed = self.ratified = False
            self.posture = new

    def ratify(self) -> None:
        """A signature gets through the legislature at the country's own rate."""
        m = self.model
        if self.signed and not self.ratified:
            self.ratified = m.luck.review[m.t][self.index][RATIFY] < happens(self.row.ratification_rate, m.dt)

    def release(self) -> None:
        """Leave the pact for the posture declared, or for the highest one open when the pact is gone."""
        m = self.model
        self.member = self.signed = self.ratified = self.leaving = False
        if m.ladder[self.declared].is_pact:
            self.declared = max(o for o in range(len(m.ladder)) if m.world.needs[o] != "pact" and self.open_to(o))
        self.posture = self.declared

    def live(self) -> None:
        """Trade, trust, effort and forces follow."""
        m, row, w, i, dt = self.model, self.row, self.model.w, self.index, self.model.dt
        lever, pace = m.lever, m.pace
        levied = economy.duty(row.tariff, lever.tariff[i], lever.exemption[self.posture])
        added = levied - row.tariff
        self.exports_hub = economy.exports_after_tariff(
            self.exports_hub, row.exports_hub, added, w.tariff_elasticity, pace.tariff
        )
        self.exports_challenger = economy.exports_to_challenger(
            row.exports_challenger, row.exports_hub, self.exports_hub, w.tariff_diversion
        )
        standing = m.ladder[self.posture]
        lost = economy.retaliation(
            self.exports_challenger,
            w.trade_diversion,
            lever.coercion,
            w.retaliation_level,
            w.retaliation_shock,
            w.retaliation_pact,
            standing.side,
            standing.side,
            standing.is_pact,
        )
        self.coercion_loss = lost + self.exports_challenger * (1.0 - w.trade_diversion) * self.shock
        self.shock = economy.coercion_shock(self.shock, pace.retaliation)
        self.tariff_loss = economy.tariff_loss(self.exports_hub, levied, w.tariff_incidence)
        base = trust.baseline(
            self.trust_base,
            m.trust_push,
            w.trust_tariff,
            added,
            w.trust_troops,
            (lever.troops[i] - 1.0) * row.troops / (row.troops + w.presence_half),
            w.trust_commitment,
            m.commitment - 1.0,
        )
        push = lever.trust_push[i] * dt + lever.trust_shock[i] + m.crisis_push[i]
        self.trust_logit = trust.next_trust(self.trust_logit, base, pace.trust_falling, pace.trust_rising, push)
        self.trust = logistic(self.trust_logit)
        self.measure(self.see())
        cost = burden.ageing(row.median_age, w.reference_age, w.ageing_burden, self.workers)
        stake = m.anchor.stakes[i] * m.assertiveness
        gain = burden.marginal_security(stake, w.decisiveness, self.success, self.strength, self.output)
        self.effort = burden.next_effort(
            self.effort,
            gain,
            m.anchor.other_motives[i],
            cost * self.effort / row.effort,
            w.effort_adjustment,
            w.effort_floor,
            lever.burden_target[i],
            pace.effort,
            dt,
        )
        self.capability = burden.next_capability(self.capability, self.effort, self.output, pace.capability)
        given = decision.promised(self.view_now, standing)
        rate = nuclear.nuclear_rate(w.nuclear_rate, row.latency, row.nuclear_support, given, self.trust, self.success)
        self.nuclear = self.nuclear or m.luck.nuclear[m.t][i] < happens(rate, dt)

    def measure(self, view: Situation) -> None:
        """Strength on the country's side and its chance of standing firm, at the posture in force."""
        m = self.model
        self.view_now = view
        self.strength = decision.strength_of(view, m.ladder[self.posture], m.w)
        self.success = deterrence.success(self.strength, view.threat, m.w.decisiveness)

    def expected(self) -> float:
        """Weight with which others count this country as a fellow member of the pact."""
        m = self.model
        invited = float(m.may_join(self.index)) if not m.in_force else 0.0
        return expected_member(float(self.member), float(self.signed), invited, m.w.pact_expectation)
