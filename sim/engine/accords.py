"""How spokes look at the minilaterals on offer: all at once, by what they saw of each other in the last step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.law import accord, decision, deterrence, economy, politics

if TYPE_CHECKING:
    from sim.engine.country import Country


def settle(countries: Sequence[Country]) -> None:
    """Every spoke looks at what is on offer to it; then all answers hold at once."""
    for c, standing in [(c, considered(c)) for c in countries]:
        c.standing = standing
        c.engaged = c.joined = 0.0
        for depths, towards in zip(c.model.lever.offers, standing, strict=True):
            c.engaged += accord.engagement(depths[c.index], towards)
            c.joined += accord.belongs(towards)


def considered(c: Country) -> list[float]:
    """Standing of a spoke towards each minilateral after it has looked at those on offer to it."""
    m, i, review = c.model, c.index, float(c.window)
    found = []
    worth: Worth | None = None
    for k, (depths, standing) in enumerate(zip(m.lever.offers, c.standing, strict=True)):
        answer = 0.0
        if depths[i] > 0.0 and (c.window or standing < 0.0):  # else it is not asked for
            worth = worth or Worth(c)
            answer = accord.accepts(m.luck.accord[k][i], m.w.choice_sharpness, worth.of(k))
        found.append(accord.decided(standing, depths[i], review, answer))
    return found


class Worth:
    """What belonging to a minilateral is worth to a spoke, with all that is the same for each of them."""

    def __init__(self, c: Country) -> None:
        m, w, row = c.model, c.model.w, c.model.ladder[c.posture]
        self.country, self.view = c, c.see()
        _, _, strength = decision.stand(self.view.support, row, m.ready[c.posture])
        success = deterrence.success(strength, self.view.support.log_threat, w.decisiveness)
        self.slope = deterrence.slope(w.decisiveness, success, strength)
        self.cooperation = row.cooperation
        self.risked = economy.at_risk(self.view.exports_challenger, w.trade_diversion, self.view.coercion)
        self.pull = politics.pull(w.government_weight, self.view.orientation, w.opinion_weight, self.view.opinion)

    def of(self, k: int) -> float:
        """Of one of them, % of GDP a year."""
        c, m, w = self.country, self.country.model, self.country.model.w
        i, depths = c.index, m.lever.offers[k]
        depth = depths[i]
        support = doubt = company = 0.0
        for other in m.countries:
            j = other.index
            if j != i and depths[j] > 0.0:
                expected = accord.expected(other.standing[k], w.pact_expectation)
                link = deterrence.link(depth, m.world.pair_arriving[i][j])
                support += expected * deterrence.tie_support(link, m.offered[j])
                company += other.capability
                doubt += politics.member_weight(expected, other.capability) * m.world.mistrust[i][j]
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
            accord.side_taken(w.minilateral_side, depth),
            politics.distrust(w.mistrust_weight, politics.camp_mean(doubt, company)),
            depth,
        )
