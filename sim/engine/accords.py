"""How spokes look at bodies of security work: all at once, by what they saw of each other in the last step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.law import accord, decision, deterrence, economy, politics

if TYPE_CHECKING:
    from sim.engine.country import Country
    from sim.engine.mesa_model import PactModel


def settle(m: PactModel) -> None:
    """Every spoke looks at the bodies that it belongs to and at those that ask it in; then all answers hold at once."""
    before = m.levers[m.t - 1].offers if m.t and m.t not in m.epochs else None
    moved = m.lever.offers != before
    if moved:
        m.asked = counted(m)
    looking = m.countries if moved else [c for c in m.countries if c.window]
    answers = [(c, considered(c)) for c in looking]
    if moved or any(c.standing != standing for c, standing in answers):  # else all stays as it was
        for c, standing in answers:
            c.standing = standing
        take_part(m.countries)


def take_part(countries: Sequence[Country]) -> None:
    """What follows from where spokes stand: how far each is engaged, and to whom a duty binds it."""
    for c in countries:
        m, i = c.model, c.index
        depth = rooted = c.joined = 0.0
        m.bound[i] = set()
        for k, (body, made, standing) in enumerate(zip(m.world.bodies, m.lever.offers, c.standing, strict=True)):
            if made[i] or body.founded[i]:  # else it adds exactly nothing
                depth += accord.marked(body.led, accord.depth_now(body.depth, accord.part(made[i], standing)))
                rooted += accord.marked(body.led, accord.depth_now(body.depth, body.founded[i]))
            if standing > 0.0 and not alone(m, k, i):
                c.joined += accord.belongs(standing)
        c.engaged = depth - rooted
    for k, body in enumerate(m.world.bodies):
        if body.duty:
            made = m.lever.offers[k]
            parts = {c.index: accord.part(made[c.index], c.standing[k]) for c in countries if made[c.index]}
            for i, own in parts.items():
                m.bound[i] |= {j for j, other in parts.items() if j != i and accord.bound(body.duty, own, other)}


def considered(c: Country) -> list[float]:
    """Standing of a spoke towards each body after it has looked at those that stand."""
    m, i = c.model, c.index
    found = []
    worth: Worth | None = None
    for k, (made, standing) in enumerate(zip(m.lever.offers, c.standing, strict=True)):
        answer = 0.0
        if made[i] > 0.0:
            review = float(c.window and not alone(m, k, i))
            if review or standing < 0.0:  # else it is not asked for
                worth = worth or Worth(c)
                known = m.anchor.belonging[k][i]
                answer = accord.accepts(m.luck.accord[k][i], known, m.w.choice_sharpness, worth.of(k))
            found.append(accord.decided(standing, made[i], review, answer))
        else:
            found.append(-1.0)
    return found


def counted(m: PactModel) -> list[int]:
    """How many spokes each body asks in."""
    return [len([depth for depth in made if depth > 0.0]) for made in m.lever.offers]


def alone(m: PactModel, k: int, i: int) -> bool:
    """Whether no other spoke is asked into a body: then there is nothing to think over with anybody."""
    return m.asked[k] == (m.lever.offers[k][i] > 0.0)


class Worth:
    """What belonging to a body is worth to a spoke, with all that is the same for each of them."""

    def __init__(self, c: Country) -> None:
        m, w, row = c.model, c.model.w, c.model.ladder[c.posture]
        self.country = c
        self.view = c.view if c.window and c.view else c.see()  # it has looked around already to weigh its postures
        _, _, strength = decision.stand(self.view.support, row, m.ready[c.posture])
        success = deterrence.success(strength, self.view.support.log_threat, w.decisiveness)
        self.slope = deterrence.slope(w.decisiveness, success, strength)
        self.cooperation = row.cooperation
        self.risked = economy.at_risk(self.view.exports_challenger, w.trade_diversion, self.view.coercion)
        self.pull = politics.pull(w.government_weight, self.view.orientation, w.opinion_weight, self.view.opinion)

    def of(self, k: int) -> float:
        """Of one of them, % of GDP a year."""
        c, m, w = self.country, self.country.model, self.country.model.w
        i, made, body = c.index, m.lever.offers[k], m.world.bodies[k]
        adding = accord.adding(body.depth, w.tie_resting, body.known)
        support = doubt = company = entrapment = 0.0
        resting_share, rooted, ties, reached = w.tie_resting, m.rooted[i], m.ties[i], m.world.pair_arriving[i]
        for j in m.parties[k]:
            if j != i and made[j] > 0.0:
                other = m.countries[j]
                expected = accord.expected(other.standing[k], w.pact_expectation)
                tie, arriving = ties[j], reached[j]
                held = accord.held(body.founded[i], body.founded[j], made[i], made[j])
                resting = accord.carried(resting_share, tie, body.depth, rooted[j]) * held
                link = deterrence.link(resting + accord.shared(adding, made[i], made[j], held), arriving)
                brought = accord.promised(body.duty, m.offered[j], m.sworn[j])
                beyond = deterrence.tie_support(deterrence.link(tie, arriving), brought - m.offered[j])
                support += expected * (deterrence.tie_support(link, brought) + beyond)
                company += other.capability
                doubt += politics.member_weight(expected, other.capability) * m.world.mistrust[i][j]
                if body.duty:  # else it costs exactly nothing
                    for ground, place, rate in zip(c.traits.grounds, m.world.places, m.hazard, strict=True):
                        entrapment += expected * accord.drawn_in(rate, ground.drawn, place.exposure[j])
        depth = accord.depth_now(body.depth, made[i])
        return accord.worth(
            self.view.stake,
            self.slope,
            self.cooperation,
            support,
            self.risked,
            w.retaliation_level,
            self.pull,
            w.nonalignment_cost,
            c.row.nonalignment,
            accord.side_taken(w.minilateral_side, accord.marked(body.led, depth)),
            politics.distrust(w.mistrust_weight, politics.camp_mean(doubt, company)),
            depth,
            entrapment,
        )
