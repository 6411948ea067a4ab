"""Crises at the flashpoints: hazard, severity, help, and what a state's own choice does to them.

The two disputed coefficients live here: `deterrence_effect` (Ratner: deterrence keeps the peace) and
`provocation_effect` (Rust, Goldstein: encirclement breeds crises).
"""

from __future__ import annotations

from sim.law.arithmetic import exp_, where


def involvement(claim: float, duty: float, exposure: float, interoperable: float) -> float:
    """Share of a spoke's arriving forces that stands at a flashpoint.

    Args:
        claim: share of the flashpoint's stakes that is the country's own.
        duty: duty to others of its posture.
        exposure: harm a crisis there does to it, share.
        interoperable: how well it fights beside the claimants, share.
    """
    return claim + (1.0 - claim) * duty * exposure * interoperable


def contribution(forces: float, involved: float, claim: float, promised: float, ready: float, hub: float) -> float:
    """Strength that a spoke brings to a flashpoint: its own forces, and the hub's help for its claim.

    Args:
        forces: own capability that arrives there, bn mixed USD a year.
        involved: `involvement`.
        claim: share of the flashpoint's stakes that is the country's own.
        promised: promise of hub support, share.
        ready: `deterrence.readiness`.
        hub: `deterrence.hub_strength`, bn mixed USD a year.
    """
    return forces * involved + claim * promised * ready * hub


def provocation(side: float, weight: float, pact: float, is_pact: float) -> float:
    """A spoke's part in what the challenger sees as encirclement: side, and more for a pact member."""
    return weight * (max(0.0, side) + pact * is_pact)


def troops_provocation(weight: float, effect: float, bases: float, change: float) -> float:
    """What a change of the hub's troops on a spoke's soil adds to the provocation at a flashpoint (C029).

    Args:
        weight: the spoke's part in the flashpoint.
        effect: seeds `provocation_troops`.
        bases: share of the hub's presence that is on its soil.
        change: relative change of the troops since the base year.
    """
    return weight * effect * bases * change


def guarantee_provocation(claim: float, effect: float, guarantee: float) -> float:
    """What a guarantee made clearer to a claimant adds to the provocation (C120), seeds `provocation_guarantee`."""
    return claim * effect * guarantee


def hazard(
    base: float,
    deterrence_effect: float,
    deterrence: float,
    deterrence_base: float,
    provocation_effect: float,
    provoked: float,
    provoked_base: float,
    dialogue: float,
) -> float:
    """Yearly rate of a crisis: h0 exp(-k_d (D - D0) + k_p (P - P0)) (1 - dialogue).

    Args:
        base: h0 per year.
        deterrence_effect: k_d; Benson (2011) has x0.82 for conditional deterrent pacts.
        deterrence: D at the flashpoint.
        deterrence_base: D in the base year.
        provocation_effect: k_p; Benson has x3.49 for unconditional compellent pacts.
        provoked: P at the flashpoint.
        provoked_base: P in the base year.
        dialogue: share of the hazard taken away.
    """
    tilt = provocation_effect * (provoked - provoked_base) - deterrence_effect * (deterrence - deterrence_base)
    return base * exp_(tilt) * (1.0 - dialogue)


def own_effect(
    deterrence_effect: float, slope: float, strength_change: float, provocation_effect: float, provoked_change: float
) -> float:
    """Factor by which a state's own choice changes the hazard (pivotal deterrence), to first order in strength.

    Args:
        deterrence_effect: k_d.
        slope: change of D per unit of strength, m D (1 - D) / S.
        strength_change: change of its contribution at the flashpoint.
        provocation_effect: k_p.
        provoked_change: change of its part in the provocation.
    """
    return exp_(provocation_effect * provoked_change - deterrence_effect * slope * strength_change)


def expected_harm(serious: float, war: float, harm_minor: float, harm_serious: float, harm_war: float) -> float:
    """Mean harm of a crisis at full exposure, % of GDP: severities weighted by their shares."""
    return (1.0 - serious - war) * harm_minor + serious * harm_serious + war * harm_war


def participation(claim: float, duty: float, basing: float, promised: float, bases: float) -> float:
    """Probability of being drawn in: own claim, duty to others, and the hub's bases on the soil (C007).

    Args:
        claim: share of the stakes that is its own.
        duty: duty to others of the posture.
        basing: weight of bases, seeds `basing_entrapment`.
        promised: promise of hub support (how close the military tie is).
        bases: share of the hub's presence that is on its soil, 0..1.
    """
    drawn = duty + basing * promised * bases
    return claim + (1.0 - claim) * min(1.0, drawn)


def exposed_loss(rate: float, harm: float, exposure: float, collateral: float, drawn_in: float) -> float:
    """Expected yearly loss to crises at one flashpoint, % of GDP: bystanders suffer the collateral share."""
    return rate * harm * exposure * (collateral + (1.0 - collateral) * drawn_in)


def severity(u: float, serious: float, war: float) -> float:
    """Severity of a crisis from a uniform: 1 minor, 2 serious, 3 war."""
    return 1.0 + where(u < serious + war, 1.0, 0.0) + where(u < war, 1.0, 0.0)


def help_probability(promised: float, reliability: float) -> float:
    """Probability that the hub helps: its promise to the claimants x how often promises are kept."""
    return promised * reliability
