"""The records that the rules of a decision read: named tuples of floats, which compiled code takes as they are."""

from __future__ import annotations

from typing import NamedTuple


class PostureRow(NamedTuple):
    """A posture's attributes, from `seeds/postures.yaml`; rung counts from 0, is_pact is 1 for the pact."""

    side: float
    promise: float
    duty: float
    hazard_multiplier: float
    cooperation: float
    insurance: float
    effort_ask: float
    control: float
    rung: float
    is_pact: float


class Weights(NamedTuple):
    """Every coefficient of the law, by the names of `seeds/law/*.yaml`, where unit, range and source stand."""

    ppp_weight: float
    capability_adjustment: float
    projection_span: float
    distance_scale: float
    offence_share: float
    perception_noise: float
    assertiveness_drift: float
    assertiveness_reaction: float
    presence_floor: float
    presence_half: float
    bilateral_readiness: float
    spoke_support: float
    pact_reliability: float
    decisiveness: float
    stake_floor: float
    stake_ceiling: float
    retaliation_level: float
    retaliation_shock: float
    retaliation_pact: float
    retaliation_fading: float
    trade_diversion: float
    wedge: float
    market_pull: float
    tariff_incidence: float
    prohibitive_tariff: float
    tariff_elasticity: float
    tariff_adjustment: float
    tariff_diversion: float
    collateral: float
    basing_entrapment: float
    harm_minor: float
    harm_serious: float
    harm_war: float
    deterrence_effect: float
    provocation_effect: float
    provocation_pact: float
    provocation_troops: float
    provocation_guarantee: float
    commitment_hazard: float
    commitment_settling: float
    crisis_fear: float
    fear_fading: float
    ageing_burden: float
    reference_age: float
    free_riding: float
    effort_adjustment: float
    effort_floor: float
    burden_penalty: float
    control_cost: float
    nonalignment_cost: float
    affinity_weight: float
    mistrust_weight: float
    government_weight: float
    opinion_weight: float
    ceiling_weight: float
    sovereignty_price: float
    dispute_price: float
    hedging_value: float
    switch_up: float
    switch_down: float
    choice_sharpness: float
    window_rate: float
    posture_change_rate: float
    exit_reach: float
    latent_half_life: float
    latent_spread: float
    pact_latent_spread: float
    trust_loss: float
    trust_recovery: float
    trust_tariff: float
    trust_troops: float
    trust_commitment: float
    trust_internationalist: float
    trust_help: float
    trust_refusal: float
    reliability_america_first: float
    reliability_internationalist: float
    commitment_internationalist: float
    leadership_internationalist: float
    america_first_wins: float
    base_administration: float
    inauguration_year: float
    inauguration_cycle: float
    tie_growth: float
    tie_decay: float
    tie_pact: float
    minilateral_side: float
    tie_resting: float
    alienation: float
    haste_loss: float
    treaty_reluctance: float
    pact_expectation: float
    pact_preparedness: float
    pact_exit_price: float
    pact_notice: float
    pact_formation_prior: float
    nuclear_rate: float


class Support(NamedTuple):
    """Who would stand with a country, and against what; bn mixed USD a year, the threat as its logarithm.

    Attributes:
        log_threat: see `threat.perceived`.
        own: own capability; hub: see `deterrence.hub_strength`.
        ties: `deterrence.tie_support` added up; ties_of_members: that part of it that comes from expected members.
        members: `deterrence.pact_support` added up.
        guarantee: promise of the hub outside any treaty, share.
    """

    log_threat: float
    own: float
    hub: float
    ties: float
    ties_of_members: float
    members: float
    guarantee: float


class Situation(NamedTuple):
    """What a country sees when it looks around, the same for every posture it weighs. Units: see the rules."""

    support: Support
    stake: float
    exports_challenger: float
    exports_hub: float
    tariff: float
    tariff_added: float
    coercion: float
    inducement: float
    ageing: float
    effort: float
    burden_target: float
    burden_penalty: float
    affinity_hub: float
    mistrust: float
    orientation: float
    opinion: float
    trust: float
    in_pact: float
    exit_price: float
    latent: float
    pact_latent: float


# what is made for every look and every posture stands by position: a record costs more to make than the rules inside it

# see `decision.outlook`
Outlook = tuple[float, float, float, float, float, float, float, float, float, float, float, float, float]
# worth of the hub's market to those fully on its side, and loss to its duty, % of GDP a year
Market = tuple[float, float]
# of a posture, term by term: the fields of `Terms`
Worth = tuple[float, float, float, float, float, float, float, float, float, float, float, float, float, float, float]


class Move(NamedTuple):
    """What it means to go from one posture to another in a world; see the rules of the same names."""

    intensity: float
    reward: float
    climbing: float


class Lasting(NamedTuple):
    """What a posture is worth to a country whatever happens in a run, % of GDP a year; relief is a share."""

    relief: float
    autonomy: float
    near: float
    far: float
    ceiling: float
    sovereignty: float


class Terms(NamedTuple):
    """The value of each term for one posture, % of GDP a year, in the order in which they are added up."""

    security: float
    retaliation: float
    inducement: float
    market: float
    tariff: float
    entrapment: float
    burden: float
    autonomy: float
    affinity: float
    domestic: float
    sovereignty: float
    hedging: float
    inertia: float
    drift: float
    constant: float


UNEXPLAINED = ("inertia", "drift", "constant")
"""Terms that hold a country where it is seen, rather than say what a posture is worth to it."""
