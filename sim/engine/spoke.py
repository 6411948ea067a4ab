"""A spoke's life: its state, what it sees, what changes it each step, and what its declarations bring about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mesa import Agent

from sim.law import burden, choice, decision, demography, deterrence, economy, nuclear, threat, trust
from sim.law.arithmetic import TINY, exp_, happens, logistic, logit
from sim.law.pact import expected_member
from sim.law.types import Situation

if TYPE_CHECKING:
    from sim.engine.mesa_model import PactModel

WINDOW, CHOICE, TURNOVER, RATIFY = range(4)  # the four uniforms of `Purpose.REVIEW`


class Spoke(Agent):  # type: ignore[misc]
    """State and life of a spoke; `Country` adds how it decides.

    Attributes:
        index: position in the world's sequences.
        posture: index of the posture in force.
        declared: index of the posture last chosen; it differs from `posture` while a signed pact is not in force
            and during a notice of withdrawal.
        former: posture in force before the pact.
        signed, ratified, member, leaving: standing towards the pact.
        trust_logit: trust in the hub, logit units.
        effort: defence effort, % of GDP; capability: bn mixed USD a year; output: GDP at mixed prices, bn.
        success, strength: chance of standing firm and strength on its side, at the posture in force.
    """

    model: PactModel

    def __init__(self, model: PactModel, index: int) -> None:
        super().__init__(model)
        world = model.world
        self.index = index
        self.row = row = world.spokes[index]
        self.posture = self.declared = world.observed[index]
        self.signed = self.ratified = self.member = self.leaving = False
        self.notice = 0
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
        self.turnover = happens(row.turnover, model.dt)
        self.latent = self.pact_latent = 0.0
        self.perceived = 1.0
        self.nuclear = row.nuclear_armed > 0.0
        self.at_hand = deterrence.presence(row.troops, model.w.presence_floor, model.w.presence_half)
        self.bases = deterrence.share_of_presence(row.troops, model.w.presence_half)
        self.success = self.strength = 0.0
        self.next = self.changed_from = self.former = self.posture
        self.coercion_loss = self.tariff_loss = 0.0

    def grow(self) -> None:
        """Demography, output, government, drifting preferences, troops on the soil."""
        m, row, w, i = self.model, self.row, self.model.w, self.index
        t, years = m.t, m.t * m.dt
        self.workers = exp_(self.workers_rate * years)
        grown = demography.growth_factor(row.growth, self.workers_rate, years)
        self.output, self.market_gdp = row.output * grown, row.market_gdp * grown
        self.new_government = m.luck.review[t][i][TURNOVER] < self.turnover
        if self.new_government:
            self.orientation = choice.government(row.government_spread, m.luck.government[t][i])
        pace = m.pace
        self.latent = choice.drift(self.latent, pace.memory, pace.innovation, m.luck.drift[t][i])
        self.pact_latent = choice.drift(self.pact_latent, pace.memory, pace.pact_innovation, m.luck.pact_drift[t][i])
        self.perceived = threat.perceived(1.0, w.perception_noise, m.luck.perception[t][i])
        troops = row.troops * m.lever.troops[i]
        self.at_hand = deterrence.presence(troops, w.presence_floor, w.presence_half)
        self.bases = deterrence.share_of_presence(troops, w.presence_half)

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
            affinity_hub=likeness / camp if camp > 0.0 else 0.0,
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

    def open_to(self, posture: int) -> bool:
        """Whether a posture is available: a treaty in force for `ally`, an offer for `pact`."""
        needs = self.model.world.needs[posture]
        if needs == "treaty":
            return self.model.world.treaty[self.index]
        return needs == "none" or self.member or self.model.may_join(self.index)

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
                self.leaving, self.notice = True, m.notice_steps
        else:
            self.signed = self.ratified = False
            self.posture = self.former = new

    def ratify(self) -> None:
        """A signature gets through the legislature at the country's own rate."""
        m = self.model
        if self.signed and not self.ratified:
            self.ratified = m.luck.review[m.t][self.index][RATIFY] < happens(self.row.ratification_rate, m.dt)

    def release(self) -> None:
        """Leave the pact, or its signature, for the posture declared; for the former one when the pact is gone."""
        self.member = self.signed = self.ratified = self.leaving = False
        if self.model.ladder[self.declared].is_pact:
            self.declared = self.former
        self.posture = self.declared

    def join(self, pact: int) -> None:
        """Become a member: the pact is now the posture in force."""
        self.member, self.posture = True, pact

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
        self.coercion_loss = lost + economy.shock_loss(self.exports_challenger, w.trade_diversion, self.shock)
        self.shock = economy.coercion_shock(self.shock, pace.retaliation)
        self.tariff_loss = economy.tariff_loss(self.exports_hub, levied, w.tariff_incidence)
        base = trust.baseline(
            self.trust_base,
            m.trust_push,
            w.trust_tariff,
            added,
            w.trust_troops,
            (lever.troops[i] - 1.0) * deterrence.share_of_presence(row.troops, w.presence_half),
            w.trust_commitment,
            m.commitment - 1.0,
        )
        push = lever.trust_push[i] * dt + lever.trust_shock[i] + m.crisis_push[i]
        self.trust_logit = trust.next_trust(self.trust_logit, base, pace.trust_falling, pace.trust_rising, push)
        self.trust = logistic(self.trust_logit)
        self.view_now = self.see()
        self.measure(self.view_now)
        cost = burden.ageing(row.median_age, w.reference_age, w.ageing_burden, self.workers)
        stake = m.anchor.stakes[i] * m.assertiveness
        gain = burden.marginal_security(stake, w.decisiveness, self.success, self.strength, self.output)
        self.effort = burden.next_effort(
            self.effort,
            gain,
            m.anchor.other_motives[i],
            cost * self.effort / max(row.effort, w.effort_floor, TINY),
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
        self.strength = decision.strength_of(view, m.ladder[self.posture], m.w)
        self.success = deterrence.success(self.strength, view.threat, m.w.decisiveness)

    def expected(self) -> float:
        """Weight with which others count this country as a fellow member of the pact."""
        m = self.model
        invited = float(m.may_join(self.index)) if not m.in_force else 0.0
        return expected_member(float(self.member), float(self.signed), invited, m.w.pact_expectation)
