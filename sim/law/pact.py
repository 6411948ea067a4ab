"""The life of a collective-defence pact: expectation, ratification, entry into force, notice, lapse."""

from __future__ import annotations

from sim.law.arithmetic import where, whole

ROUNDING = 1e-9  # of a step: twelve twelfths of a year are a year

# standing towards a pact whose members are given; the last two have just left or joined one that is in force
OUT, IN, LEFT, JOINED = 0.0, 1.0, 2.0, 3.0


def treaty(said: float, base: float) -> float:
    """1 while a bilateral treaty with the hub is in force or on offer: as the scenario says, else as in the base year.

    Args:
        said: 1 or 0; below zero where the scenario says nothing.
        base: 1 if a treaty was in force in the base year.
    """
    return where(said >= 0.0, said, base)


def expected_member(member: float, signed: float, invited: float, expectation: float) -> float:
    """Weight with which a state counts another as a fellow member.

    Args:
        member: 1 if it is a member of the pact in force.
        signed: 1 if it has signed.
        invited: 1 if it may join now.
        expectation: probability given to an invited state that has not signed, seeds `pact_expectation`.
    """
    return max(member, max(signed, invited * expectation))


def planning(preparedness: float, expected: float) -> float:
    """How far others count on planning and fighting together with a state as a member, share.

    Args:
        preparedness: joint planning and command of the pact, share of full integration.
        expected: `expected_member`.
    """
    return preparedness * expected


def notice_steps(notice: float, dt: float) -> float:
    """Whole steps for which a withdrawing member stays bound: a part of a step binds for all of it.

    Args:
        notice: years.
        dt: years in a step.
    """
    return -whole(ROUNDING - notice / dt)


def enters_into_force(in_force: float, ratified: float, quorum: float) -> float:
    """1 once enough signatories have ratified (or it is in force already), else 0."""
    return max(in_force, where(ratified >= quorum, 1.0, 0.0) * where(quorum > 0.0, 1.0, 0.0))


def age(in_force: float, before: float, dt: float) -> float:
    """Years since a pact entered into force, 0 while none is in force; dt in years."""
    return where(in_force > 0.0, before + dt, 0.0)


def lapses(in_force: float, members: float, minimum: float) -> float:
    """1 if a pact in force has fallen below its minimum of members."""
    return in_force * where(members < minimum, 1.0, 0.0)


def constant(top: float, step: float, reluctance: float, rungs: float) -> float:
    """Calibrated constant of a posture never held, % of GDP a year.

    Args:
        top: constant of the highest posture that was observed or open.
        step: unexplained worth of the step to a pact (fitted to the prior on the pact).
        reluctance: price of each further rung to a country that never had a treaty, seeds `treaty_reluctance`.
        rungs: rungs above that highest posture: one for an ally looking at the pact, two for a networked partner.
    """
    return top + step - reluctance * (rungs - 1.0)


def is_member(standing: float) -> float:
    """1 for a member by its standing (`IN`, `JOINED`), else 0."""
    return where(standing == IN, 1.0, where(standing == JOINED, 1.0, 0.0))


def is_settled(standing: float) -> float:
    """1 for a member that has been one since the pact entered into force, else 0."""
    return where(standing == IN, 1.0, 0.0)


def has_left(standing: float) -> float:
    """1 for a spoke that has just left, else 0."""
    return where(standing == LEFT, 1.0, 0.0)


def founded(members: float, least: float) -> float:
    """1 if the members given are enough for the pact, else 0."""
    return where(members >= least, 1.0, 0.0)
