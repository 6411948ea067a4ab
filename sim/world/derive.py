"""From the numbers of the evidence to those the law reads: the base year of a spoke and of a power."""

from __future__ import annotations

from sim.law.demography import mixed_prices
from sim.law.economy import exports_value
from sim.law.politics import opinion
from sim.law.threat import decay
from sim.law.types import Weights
from sim.world.raw import RawPower, RawSpoke
from sim.world.records import PowerRow, SpokeRow


def spoke(raw: RawSpoke, w: Weights) -> SpokeRow:
    """A spoke in the base year."""
    return SpokeRow(
        output=mixed_prices(raw.gdp, raw.gdp_ppp, w.ppp_weight),
        market_gdp=raw.gdp,
        growth=raw.growth_per_worker,
        working_age_change=raw.working_age_change,
        median_age=raw.median_age,
        effort=raw.defence_effort,
        exports_challenger=exports_value(raw.exports_gdp, raw.export_share_challenger),
        exports_hub=exports_value(raw.exports_gdp, raw.export_share_hub),
        tariff=raw.hub_tariff,
        troops=raw.hub_troops,
        arriving=decay(raw.distance_challenger, w.distance_scale),
        dispute=raw.dispute,
        other_threat=raw.other_threat,
        trust=raw.hub_trust,
        guarantee=raw.guarantee,
        regime=raw.regime,
        opinion=opinion(raw.challenger_unfavourable),
        nonalignment=raw.nonalignment,
        control_sensitivity=raw.control_sensitivity,
        duty_ceiling=raw.duty_ceiling,
        orientation=raw.government_orientation,
        government_spread=raw.government_spread,
        turnover=raw.government_turnover,
        latency=raw.nuclear_latency,
        nuclear_support=raw.nuclear_support,
        nuclear_armed=raw.nuclear_armed,
        ratification_rate=raw.ratification_rate,
    )


def power(raw: RawPower, w: Weights) -> PowerRow:
    """A power in the base year."""
    return PowerRow(
        output=mixed_prices(raw.gdp, raw.gdp_ppp, w.ppp_weight),
        growth=raw.growth_per_worker,
        working_age_change=raw.working_age_change,
        effort=raw.defence_effort,
        regime=raw.regime,
        theatre_share=raw.theatre_share,
    )
