"""A spoke's life: its state, what it sees, and what changes it each step."""

from __future__ import annotations

from operator import mul
from typing import TYPE_CHECKING

from mesa import Agent

from sim.law import (
    accord,
    burden,
    choice,
    decision,
    demography,
    deterrence,
    economy,
    nuclear,
    politics,
    threat,
    trust,
)
from sim.law.arithmetic import TINY, happens, logistic
from sim.law.types import Situation, Support

if TYPE_CHECKING:
    from sim.engine.mesa_model import PactModel

WINDOW, CHOICE, TURNOVER, RATIFY = range(4)  # the four uniforms of `Purpose.REVIEW`


class Spoke(Agent):  # type: ignore[misc]
    """State and life of a spoke; `Party` adds what it declares and `Country` how it decides.

    Attributes:
        index: position in the world's sequences; row: the base year; traits: what stays the same all run long.
        posture: index of the posture in force.
        declared: index of the posture last chosen; it differs from `posture` while a signed pact is not in force
            and during a notice of withdrawal.
        former: posture in force before the pact.
        signed, ratified, member, leaving: standing towards the pact.
        trust_logit: trust in the hub, logit units.
        effort: defence effort, % of GDP; stock: the forces it has built, capability: what they are worth, bn mixed USD
            a year; output: GDP at mixed prices, bn.
        fear: rise of the stake after crises, share.
        standing: towards each body of security work, see `accord.expected`; engaged: depths of those joined added up,
            less those of the base year; joined: how many.
        driven_away: exports to the hub that added duties have driven away, % of GDP.
        success, strength, given: chance of standing firm, strength on its side and the hub's promise, at the posture
            in force.
    """

    model: PactModel

    def __init__(self, model: PactModel, index: int) -> None:
        super().__init__(model)
        world = model.world
        self.index = index
        row, fixed = world.spokes[index], model.steady.spokes[index]
        self.posture = self.declared = world.observed[index]
        self.signed = self.ratified = self.member = self.leaving = False
        self.notice = 0
        self.trust_logit = fixed.trust_logit
        self.trust = row.trust
        self.effort = row.effort
        self.output = row.output
        self.market_gdp = row.market_gdp
        self.workers = 1.0
        self.stock = self.capability = burden.forces(row.effort, row.output)
        self.arms = 1.0
        self.fear = 0.0
        self.standing = [1.0 if body.founded[index] else -1.0 for body in world.bodies]
        self.engaged, self.joined = 0.0, 0.0
        self.exports_hub = row.exports_hub
        self.exports_challenger = row.exports_challenger
        self.driven_away = self.shock = 0.0
        self.orientation = row.orientation
        self.new_government = False
        self.latent = self.pact_latent = 0.0
        self.misjudgement = 0.0
        self.nuclear = row.nuclear_armed > 0.0
        self.troops = 1.0
        self.success = self.strength = self.given = 0.0
        self.next = self.changed_from = self.former = self.posture
        self.coercion_loss = self.tariff_loss = 0.0
        self.regard()

    def regard(self) -> None:
        """Read the numbers that hold from now on."""
        m = self.model
        self.row, self.traits = m.world.spokes[self.index], m.steady.spokes[self.index]
        self.ageing = burden.ageing(self.traits.age_cost, self.workers)
        self.settle_troops()

    def settle_troops(self) -> None:
        """What the hub's troops on the soil are worth."""
        row, w = self.row, self.model.w
        self.bases = deterrence.share_of_presence(deterrence.troops_now(row.troops, self.troops), w.presence_half)
        self.at_hand = deterrence.presence(self.bases, w.presence_floor)
        self.troops_push = trust.troops_push(w.trust_troops, self.troops, self.traits.base_presence)

    def grow(self) -> None:
        """Demography, output, government, drifting preferences, troops on the soil."""
        m, row, i, fixed = self.model, self.row, self.index, self.traits
        luck, t, pace = m.luck, m.t, m.pace
        if t > 0:  # the first step shows the base year
            self.workers = demography.size(self.workers, fixed.workers_growth)
            self.output = demography.size(self.output, fixed.output_growth)
            self.market_gdp = demography.size(self.market_gdp, fixed.output_growth)
            self.ageing = burden.ageing(fixed.age_cost, self.workers)
        lever = m.lever
        if lever.government_fixed[i]:
            self.orientation, last = lever.government[i], m.levers[max(t - 1, 0)]
            held = float(t > 0 and last.government_fixed[i])
            self.new_government = choice.installed(held, last.government[i], self.orientation) > 0.0
        else:
            self.new_government = luck.review[t][i][TURNOVER] < fixed.turnover
            if self.new_government:
                self.orientation = choice.government(row.government_spread, luck.government[t][i])
        self.latent = choice.drift(self.latent, pace.memory, pace.innovation, luck.drift[t][i])
        self.pact_latent = choice.drift(self.pact_latent, pace.memory, pace.pact_innovation, luck.pact_drift[t][i])
        self.misjudgement = luck.perception[t][i]
        if lever.arms[i] != self.arms:
            self.arms = lever.arms[i]
            self.capability = burden.worth(self.stock, self.arms)
        if lever.troops[i] != self.troops:
            self.troops = lever.troops[i]
            self.settle_troops()

    def muster(self) -> Support:
        """Who would stand with the country and against what, by capabilities, postures and ties of the last step."""
        m, i = self.model, self.index
        links, joint_planning, haste = m.links[i], m.preparedness, m.w.haste_loss
        ties = ties_of_members = members = 0.0
        offered, bound = m.offered, m.bound[i]
        if bound:  # else nobody brings more than it offers to all
            offered = [accord.promised(1.0, own, m.sworn[j]) if j in bound else own for j, own in enumerate(m.offered)]
        for brought in map(mul, links, offered):  # there is no link to oneself
            ties += brought
        for j, expected, pledged, _ in m.fellows:
            if j != i:
                ties_of_members += expected * deterrence.tie_support(links[j], offered[j])
                joint = deterrence.interoperability(m.ties[i][j], joint_planning, haste)
                members += deterrence.pact_support(joint, m.world.pair_arriving[i][j], pledged)
        return Support(  # by position: it is built often
            threat.perceived(m.massed, self.traits.bearing, m.w.perception_noise, self.misjudgement),
            self.capability,
            deterrence.hub_strength(self.trust, self.at_hand, m.theatre_capability),
            ties,
            ties_of_members,
            members,
            self.row.guarantee + m.lever.guarantee[i],
        )

    def see(self) -> Situation:
        """What the country sees when it looks around before it weighs its postures."""
        m, row, i, lever = self.model, self.row, self.index, self.model.lever
        propensity, mistrust = m.world.propensity[i], m.world.mistrust[i]
        camp = m.theatre_capability
        likeness = camp * m.hub_propensity[i]
        for j, weight in m.camp:
            if j != i:
                camp += weight
                likeness += weight * propensity[j]
        doubt = company = 0.0
        for j, _, _, weight in m.fellows:
            if j != i:
                company += weight
                doubt += weight * mistrust[j]
        return Situation(  # by position: it is built often
            self.muster(),
            deterrence.stake_now(m.anchor.stakes[i], m.assertiveness, self.fear),
            self.exports_challenger,
            self.exports_hub,
            row.tariff,
            lever.tariff[i],
            lever.coercion,
            lever.inducement,
            self.ageing,
            self.effort,
            lever.burden_target[i],
            lever.burden_penalty[i],
            politics.camp_mean(likeness, camp),
            politics.camp_mean(doubt, company),
            self.orientation,
            row.opinion,
            self.trust,
            1.0 if self.member else 0.0,
            m.pact.exit_price,
            self.latent,
            self.pact_latent,
        )

    def live(self) -> None:
        """Trade, trust, effort and forces follow."""
        self.trade()
        self.learn()
        support = self.muster()
        self.measure(support)
        self.arm()

    def trade(self) -> None:
        """The hub's duty and the challenger's retaliation: exports, and what both take."""
        m, row, w, i, pace = self.model, self.row, self.model.w, self.index, self.model.pace
        levied = economy.duty(row.tariff, m.lever.tariff[i], m.lever.exemption[self.posture])
        self.duty_added = economy.duty_added(levied, row.tariff)
        self.exports_hub = economy.exports_to_hub(
            self.exports_hub, row.exports_hub, m.lever.access[i], self.duty_added, w.tariff_elasticity, pace.tariff
        )
        self.exports_challenger = economy.exports_to_challenger(
            row.exports_challenger, row.exports_hub, self.exports_hub, w.tariff_diversion
        )
        intensity = m.steady.moves[self.posture][self.posture].intensity
        if self.engaged:  # else it adds exactly nothing
            side = accord.side_taken(w.minilateral_side, self.engaged)
            intensity = accord.drawing(intensity, w.retaliation_level, side)
        self.coercion_loss = economy.coercion_loss(
            self.exports_challenger, w.trade_diversion, m.lever.coercion, intensity, self.shock
        )
        self.shock = economy.coercion_shock(self.shock, pace.retaliation)
        self.driven_away = economy.driven_away(
            self.driven_away, row.exports_hub, m.lever.access[i], self.duty_added, w.tariff_elasticity, pace.tariff
        )
        self.tariff_loss = economy.tariff_loss(self.exports_hub, levied, w.tariff_incidence) + economy.forgone(
            self.driven_away, row.tariff, self.duty_added, w.tariff_elasticity, w.tariff_incidence
        )

    def learn(self) -> None:
        """Trust in the hub moves with what it does in the theatre, on the soil, in trade and in crises."""
        m, w, i, fixed = self.model, self.model.w, self.index, self.traits
        lever, pace = m.lever, m.pace
        base = trust.baseline(fixed.trust_logit, m.trust_push, w.trust_tariff, self.duty_added, self.troops_push)
        push = trust.pushes(lever.trust_push[i], m.dt, lever.trust_shock[i], m.crisis_push[i])
        self.trust_logit = trust.next_trust(self.trust_logit, base, pace.trust_falling, pace.trust_rising, push)
        self.trust = logistic(self.trust_logit)

    def arm(self) -> None:
        """Effort follows its worth, forces follow effort; fear of being left alone may lead to the bomb."""
        m, row, w, i, pace, fixed = self.model, self.row, self.model.w, self.index, self.model.pace, self.traits
        stake = deterrence.stake_now(m.anchor.stakes[i], m.assertiveness, self.fear)
        gain = burden.marginal_security(stake, w.decisiveness, self.success, self.strength, self.output)
        self.effort = burden.next_effort(
            self.effort,
            gain,
            m.anchor.other_motives[i],
            burden.marginal_cost(self.ageing, self.effort, fixed.resistance),
            w.effort_adjustment,
            burden.least(row.effort, w.effort_floor),
            m.lever.burden_target[i],
            pace.effort,
            m.dt,
        )
        self.stock = burden.next_stock(self.stock, self.effort, self.output, pace.capability)
        self.capability = burden.worth(self.stock, self.arms)
        if not self.nuclear:
            afraid = self.given, self.trust, self.success
            rate = nuclear.nuclear_rate(w.nuclear_rate, row.latency, row.nuclear_support, *afraid)
            u = m.luck.nuclear[m.t][i]
            self.nuclear = u < rate * m.dt + TINY and u < happens(rate, m.dt)  # a chance is never above rate x time

    def measure(self, support: Support) -> None:
        """Strength on the country's side and its chance of standing firm, at the posture in force."""
        m, row = self.model, self.model.ladder[self.posture]
        self.given, _, self.strength = decision.stand(support, row, m.ready[self.posture])
        self.success = deterrence.success(self.strength, support.log_threat, m.w.decisiveness)
