"""Trust in the hub, in logit space: a slow pull to a baseline, quick losses, slow recovery (C020, C154)."""

from __future__ import annotations

from sim.law.arithmetic import approach, clip, where

TENTH = 0.1
LIMIT = 4.0  # trust stays inside 0.018 .. 0.982


def theatre_push(administration_push: float, commitment_push: float, commitment: float) -> float:
    """What the hub does in the whole theatre to the level that trust is pulled to, logit units.

    Args:
        administration_push: push of the administration in office.
        commitment_push: push per unit of relative change of the theatre commitment, seeds `trust_commitment`.
        commitment: commitment relative to the base year.
    """
    return administration_push + commitment_push * (commitment - 1.0)


def troops_push(effect: float, multiplier: float, base_presence: float) -> float:
    """What a change of the troops on the soil does to that level, logit units.

    Args:
        effect: push per unit of relative change of troops, seeds `trust_troops`.
        multiplier: troops relative to the base year.
        base_presence: what the base-year presence was worth, `deterrence.share_of_presence`.
    """
    return effect * ((multiplier - 1.0) * base_presence)


def baseline(base: float, theatre: float, tariff_push: float, tariff_added: float, troops: float) -> float:
    """Level that trust is pulled to, in logit units.

    Args:
        base: logit of trust in the base year.
        theatre: `theatre_push`.
        tariff_push: loss per ten points of duty added, seeds `trust_tariff`.
        tariff_added: points of duty added since the base year.
        troops: `troops_push`.
    """
    return base + theatre - tariff_push * tariff_added * TENTH + troops


def pushes(rate: float, dt: float, shock: float, lesson: float) -> float:
    """A step's one-time pushes on trust, logit units: reassurance at a rate per year, shocks, lessons of crises."""
    return rate * dt + shock + lesson


def next_trust(now: float, target: float, left_falling: float, left_rising: float, push: float) -> float:
    """Trust after a step, logit units: falls and rises at different speeds, and is pushed by the step's events.

    Args:
        now: logit of trust.
        target: `baseline`.
        left_falling: share of the gap left after a step of falling, at the speed `trust_loss`.
        left_rising: share left after a step of rising, at the speed `trust_recovery`.
        push: `pushes`.
    """
    left = where(target < now, left_falling, left_rising)
    return clip(approach(now, target, left) + push, -LIMIT, LIMIT)


def crisis_push(helped: float, help_gain: float, refusal_loss: float, exposure: float, level: float) -> float:
    """Push on trust from a crisis: help raises it, refusal lowers it, more so for the exposed and the grave.

    Args:
        helped: 1 if the hub helped, else 0.
        help_gain: seeds `trust_help`, logit units at full exposure and war.
        refusal_loss: seeds `trust_refusal`.
        exposure: harm a crisis there does to the country, share.
        level: severity 0..3; a minor crisis teaches little.
    """
    lesson = max(0.0, level - 1.0) * exposure / 2.0
    return lesson * (helped * help_gain - (1.0 - helped) * refusal_loss)
