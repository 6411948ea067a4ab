"""Crises at the flashpoints: hazard, severity, help, and what a state's own choice does to them.

The two disputed coefficients live here: `deterrence_effect` (Ratner: deterrence keeps the peace) and
`provocation_effect` (Rust, Goldstein: encirclement breeds crises).
"""

from __future__ import annotations

from sim.law.arithmetic import TINY, exp_, kept, where


def home(arriving: float, claim: float) -> float:
    """Share of a spoke's capability that stands at a flashpoint for its own claim.

    Args:
        arriving: share of its capability that arrives there.
        claim: share of the flashpoint's stakes that is its own.
    """
    return arriving * claim


def reach(arriving: float, claim: float, exposure: float) -> float:
    """Share of a spoke's capability that a full duty would bring to the claims of others there.

    Args:
        arriving: share of its capability that arrives there.
        claim: share of the flashpoint's stakes that is its own.
        exposure: harm a crisis there does to it, share.
    """
    return arriving * (1.0 - claim) * exposure


def at_call(capability: float, reach_: float, interoperable: float) -> float:
    """Forces that a full duty would bring to the claims of others, bn mixed USD a year.

    Args:
        capability: bn mixed USD a year.
        reach_: `reach`.
        interoperable: how well it fights beside the claimants, share: the ties to them weighted by their claims.
    """
    return capability * (reach_ * interoperable)


def backing(promised: float, ready: float, hub: float) -> float:
    """The hub's help that a spoke's posture brings to its claims, bn mixed USD a year.

    Args:
        promised: promise of hub support, share.
        ready: `deterrence.readiness`.
        hub: `deterrence.hub_strength`, bn mixed USD a year.
    """
    return promised * ready * hub


def contribution(
    capability: float, home_: float, reach_: float, interoperable: float, duty: float, claim: float, backing_: float
) -> float:
    """Strength that a spoke brings to a flashpoint, bn mixed USD a year: forces for its own claim and for others, help.

    Args:
        capability: bn mixed USD a year.
        home_: `home`.
        reach_: `reach`.
        interoperable: as for `at_call`.
        duty: duty to others of its posture.
        claim: share of the flashpoint's stakes that is its own.
        backing_: `backing`.
    """
    return capability * (home_ + duty * (reach_ * interoperable)) + claim * backing_


def standing_by(duty: float, at_call_: float) -> float:
    """Forces that a posture's duty brings to the claims of others, bn mixed USD a year."""
    return duty * at_call_


def weight(exposure: float, total: float) -> float:
    """A spoke's weight in what the challenger sees as encirclement at a flashpoint: its exposure over that of all."""
    return where(total > 0.0, exposure / max(total, TINY), 0.0)


def stance(side: float, pact: float, is_pact: float) -> float:
    """How much of the challenger's sense of encirclement a posture arouses: its side, and more for a pact member."""
    return max(0.0, side) + pact * is_pact


def presence_felt(stance_: float, effect: float, bases: float, multiplier: float) -> float:
    """A posture's stance and what a change of the hub's troops on the soil adds to it (C029).

    Args:
        stance_: `stance` of the posture in force.
        effect: seeds `provocation_troops`.
        bases: share of the hub's presence that is on its soil.
        multiplier: troops relative to the base year.
    """
    return stance_ + effect * bases * (multiplier - 1.0)


def guarantee_provocation(claim: float, effect: float, guarantee: float) -> float:
    """What a guarantee made clearer to a claimant adds to the provocation (C120), seeds `provocation_guarantee`."""
    return claim * effect * guarantee


def calm(reassurance: float) -> float:
    """Share of the provocation that reassuring the challenger leaves."""
    return 1.0 - reassurance


def provoked(total: float, calm_: float) -> float:
    """Provocation at a flashpoint: the parts added up, never below nothing, less what is calmed."""
    return max(0.0, total) * calm_


def hazard(
    base: float,
    deterrence_effect: float,
    deterrence: float,
    deterrence_base: float,
    provocation_effect: float,
    provoked: float,
    provoked_base: float,
    tested_: float,
    dialogue: float,
) -> float:
    """Yearly rate of a crisis: h0 exp(-k_d (D - D0) + k_p (P - P0) + tested) (1 - dialogue).

    Args:
        base: h0 per year.
        deterrence_effect: k_d; Benson (2011) has x0.82 for conditional deterrent pacts.
        deterrence: D at the flashpoint.
        deterrence_base: D in the base year.
        provocation_effect: k_p; Benson has x3.49 for unconditional compellent pacts.
        provoked: P at the flashpoint.
        provoked_base: P in the base year.
        tested_: `tested`.
        dialogue: share of the hazard taken away.
    """
    tilt = provocation_effect * (provoked - provoked_base) - deterrence_effect * (deterrence - deterrence_base)
    return base * exp_(tilt + tested_) * (1.0 - dialogue)


def trial(effect: float, preparedness: float, settling: float, age: float) -> float:
    """Log change of the hazard where a pact takes in all who are exposed: a young promise is put to the test (C043).

    It fades as the promise has been seen to hold, and is the smaller the better the members have prepared (C049).

    Args:
        effect: of a pact just in force without any preparation, seeds `commitment_hazard`.
        preparedness: joint planning and command of the pact, share of full integration.
        settling: speed at which it fades per year, seeds `commitment_settling`.
        age: years since the pact entered into force.
    """
    return effect * (1.0 - preparedness) * kept(settling, age)


def tested(trial_: float, share: float) -> float:
    """Log change of the hazard at a flashpoint: `trial` x the `weight` of the pact's members there added up."""
    return trial_ * share


def tempting(trial_: float, is_pact: float, is_pact_now: float) -> float:
    """`trial` that a spoke brings on by taking a posture instead of the one in force."""
    return trial_ * (is_pact - is_pact_now)


def pressing(effect: float, weight_: float) -> float:
    """Log change of the hazard per unit of a spoke's own stance: k_p x its weight in the flashpoint."""
    return effect * weight_


def easing(effect: float, slope: float) -> float:
    """Log change of the hazard per unit of strength taken away: k_d x m D (1 - D) / S."""
    return effect * slope


def stirring(stance_: float, stance_now: float, calm_: float) -> float:
    """Change of a spoke's `stance` by taking a posture instead of the one in force, less what is calmed."""
    return (stance_ - stance_now) * calm_


def rallying(backing_: float, backing_now: float) -> float:
    """Change of the hub's `backing` by taking a posture instead of the one in force, bn mixed USD a year."""
    return backing_ - backing_now


def expected_harm(serious: float, war: float, harm_minor: float, harm_serious: float, harm_war: float) -> float:
    """Mean harm of a crisis at full exposure, % of GDP: severities weighted by their shares."""
    return (1.0 - serious - war) * harm_minor + serious * harm_serious + war * harm_war


def drawn_in(duty: float, basing: float, promised: float, bases: float) -> float:
    """Probability of being drawn into others' quarrels: duty to them, and the hub's bases on the soil (C007).

    Args:
        duty: duty to others of the posture.
        basing: weight of bases, seeds `basing_entrapment`.
        promised: promise of hub support (how close the military tie is).
        bases: share of the hub's presence that is on its soil, 0..1.
    """
    chance = duty + basing * promised * bases
    return where(chance < 1.0, chance, 1.0)


def harm_aside(harm: float, exposure: float, collateral: float, claim: float) -> float:
    """Harm of a crisis to a country that stays out of others' quarrels, % of GDP: its claim, and the collateral share.

    Args:
        harm: `expected_harm`.
        exposure: harm a crisis there does to it, share.
        collateral: share of it that bystanders suffer, seeds `collateral`.
        claim: share of the stakes that is its own; it is a party to that.
    """
    return harm * exposure * (collateral + (1.0 - collateral) * claim)


def harm_drawn(harm: float, exposure: float, collateral: float, claim: float) -> float:
    """Further harm of a crisis to a country drawn into the claims of others, % of GDP; arguments as `harm_aside`."""
    return harm * exposure * (1.0 - collateral) * (1.0 - claim)


def kept_loss(rate: float, aside: float, drawn: float, drawn_in_: float) -> float:
    """Expected yearly loss to crises at one flashpoint if the posture in force is kept, % of GDP.

    Args:
        rate: crises a year as things are.
        aside: `harm_aside`.
        drawn: `harm_drawn`.
        drawn_in_: `drawn_in`.
    """
    return rate * (aside + drawn * drawn_in_)


def exposed_loss(
    rate: float,
    aside: float,
    drawn: float,
    drawn_in_: float,
    pressing_: float,
    stirring_: float,
    easing_: float,
    duty: float,
    at_call_: float,
    standing: float,
    claim: float,
    rallying_: float,
    weight_: float,
    tempting_: float,
) -> float:
    """The same under another posture: a state's own choice changes the hazard (pivotal deterrence).

    The hazard changes by the factor exp(pressing x stirring + weight x tempting - easing x change of strength), to
    first order in strength.

    Args:
        rate: crises a year as things are.
        aside: `harm_aside`.
        drawn: `harm_drawn`.
        drawn_in_: `drawn_in` under the posture weighed.
        pressing_: `pressing`.
        stirring_: `stirring`.
        easing_: `easing`.
        duty: duty to others of the posture weighed.
        at_call_: `at_call` under it, bn mixed USD a year.
        standing: `standing_by` of the posture in force, bn mixed USD a year.
        claim: share of the flashpoint's stakes that is the country's own.
        rallying_: `rallying`.
        weight_: `weight`.
        tempting_: `tempting`.
    """
    tilt = pressing_ * stirring_ + weight_ * tempting_ - easing_ * (duty * at_call_ - standing + claim * rallying_)
    return rate * (aside + drawn * drawn_in_) * exp_(tilt)


def severity(u: float, serious: float, war: float) -> float:
    """Severity of a crisis from a uniform: 1 minor, 2 serious, 3 war."""
    return 1.0 + where(u < serious + war, 1.0, 0.0) + where(u < war, 1.0, 0.0)


def help_probability(promised: float, reliability: float) -> float:
    """Probability that the hub helps: its promise to the claimants x how often promises are kept."""
    return promised * reliability
