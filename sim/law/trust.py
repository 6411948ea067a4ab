"""Trust in the hub, in logit space: a slow pull to a baseline, quick losses, slow recovery (C020, C154)."""

from __future__ import annotations

from sim.law.arithmetic import approach, clip, where

TEN = 10.0
LIMIT = 4.0  # trust stays inside 0.018 .. 0.982


def baseline(
    base: float,
    administration_push: float,
    tariff_push: float,
    tariff_added: float,
    troops_push: float,
    troops_change: float,
    commitment_push: float,
    commitment_change: float,
) -> float:
    """Level that trust is pulled to, in logit units.

    Args:
        base: logit of trust in the base year.
        administration_push: push of the administration in office.
        tariff_push: loss per ten points of duty added, seeds `trust_tariff`.
        tariff_added: points of duty added since the base year.
        troops_push: push per unit of relative change of troops on the soil, seeds `trust_troops`.
        troops_change: relative change of troops, weighted by what the base-year presence was worth.
        commitment_push: push per unit of relative change of the theatre commitment, seeds `trust_commitment`.
        commitment_change: relative change of the commitment.
    """
    return (
        base
        + administration_push
        - tariff_push * tariff_added / TEN
        + troops_push * troops_change
        + commitment_push * commitment_change
    )


def next_trust(now: float, target: float, left_falling: float, left_rising: float, push: float) -> float:
    """Trust after a step, logit units: falls and rises at different speeds, and is pushed by the step's events.

    Args:
        now: logit of trust.
        target: `baseline`.
        left_falling: share of the gap left after a step of falling, at the speed `trust_loss`.
        left_rising: share left after a step of rising, at the speed `trust_recovery`.
        push: sum of the step's one-time pushes (help given or refused, reassurance, shocks).
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
