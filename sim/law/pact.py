"""The life of a collective-defence pact: expectation, ratification, entry into force, notice, lapse."""

from __future__ import annotations

from sim.law.arithmetic import where


def expected_member(member: float, signed: float, invited: float, expectation: float) -> float:
    """Weight with which a state counts another as a fellow member.

    Args:
        member: 1 if it is a member of the pact in force.
        signed: 1 if it has signed.
        invited: 1 if it may join now.
        expectation: probability given to an invited state that has not signed, seeds `pact_expectation`.
    """
    return max(member, max(signed, invited * expectation))


def enters_into_force(in_force: float, ratified: float, quorum: float) -> float:
    """1 once enough signatories have ratified (or it is in force already), else 0."""
    return max(in_force, where(ratified >= quorum, 1.0, 0.0) * where(quorum > 0.0, 1.0, 0.0))


def lapses(in_force: float, members: float, minimum: float) -> float:
    """1 if a pact in force has fallen below its minimum of members."""
    return in_force * where(members < minimum, 1.0, 0.0)


def constant(ally: float, step: float, rungs: float) -> float:
    """Calibrated constant of a posture never held, % of GDP a year.

    One unexplained step is charged for each rung above the highest one that the country has held: an ally needs one
    to the pact, a networked partner two. A step that is a bonus is given once.

    Args:
        ally: constant of the highest posture that was observed or open.
        step: unexplained worth of a rung never taken (fitted to the prior on the pact).
        rungs: rungs above that posture.
    """
    return ally + step + min(0.0, step) * (rungs - 1.0)
