"""Bodies of security work among spokes: each that is asked in joins by what it is worth, and its members stay by it.

A body deepens the ties among its members (Jimbo's flexible network), it counts as taking a part of a side, and it may
carry a duty. It lasts as long as it stands and its members find it worth while. Those of the base year (the Quad, the
Five Power arrangements ...) carry a part of the ties that are there; new ones are offered by the scenario.
"""

from __future__ import annotations

from sim.law.arithmetic import TINY, logistic, where


def expected(standing: float, expectation: float) -> float:
    """Weight with which a state counts another as a partner.

    Args:
        standing: 1 if it has accepted, 0 if it has refused, below zero if it has not decided yet.
        expectation: probability given to one that has not, seeds `pact_expectation`.
    """
    return where(standing < 0.0, expectation, standing)


def side_taken(side: float, depth: float) -> float:
    """How much of a full side it counts for to belong to a body.

    Args:
        side: part of a side that one of full depth counts for, seeds `minilateral_side`.
        depth: depth of one, or of several added up, less what a spoke belonged to in the base year.
    """
    return side * depth


def depth_now(depth: float, standing_: float) -> float:
    """Depth of a body as it stands: its own, times what the scenario makes of it (1 as in the base year)."""
    return depth * standing_


def marked(led: float, depth: float) -> float:
    """Depth of a body as far as it marks its members as of the hub's side.

    Args:
        led: 1 for a body that the hub takes part in and for a new one, 0 for one of others (FPDA, Laos and Vietnam).
        depth: `depth_now`.
    """
    return led * depth


def carried(resting: float, tie: float, depth: float, rooted: float) -> float:
    """Depth of a tie that rests on a body of the base year in which both take part: its part by depth.

    Args:
        resting: share of a tie that rests on the bodies both belong to, seeds `tie_resting`.
        tie: depth of the tie.
        depth: depth of the body.
        rooted: depths of all bodies that held the two together in the base year, added up.
    """
    return where(rooted > 0.0, resting * tie * depth / max(rooted, TINY), 0.0)


def adding(depth: float, resting: float, known: float) -> float:
    """Depth that a body adds to the tie of two spokes that it did not hold together before.

    Args:
        depth: depth of the body.
        resting: as for `carried`.
        known: 1 for a body of the base year, of whose depth that share shows in ties; 0 for a new one, whose depth is
            what it adds.
    """
    return depth * where(known > 0.0, resting, 1.0)


def promised(bound_: float, offered: float, sworn: float) -> float:
    """What a spoke is expected to bring another: what it offers anyway, or what a duty binds it to.

    Args:
        bound_: `bound`.
        offered: `deterrence.offered`, bn mixed USD a year.
        sworn: `deterrence.pledged` of one that is certain to be bound, bn mixed USD a year.
    """
    return max(offered, bound_ * sworn)


def drawn_in(rate: float, harm: float, exposure: float) -> float:
    """What a duty to stand by another costs at one flashpoint, % of GDP a year.

    Args:
        rate: crises there a year.
        harm: `crisis.harm_drawn` of the spoke that would have to come.
        exposure: of the other, share.
    """
    return rate * harm * exposure


def worth(
    stake: float,
    slope: float,
    cooperation: float,
    support: float,
    risked: float,
    level: float,
    pull: float,
    price: float,
    nonalignment: float,
    side: float,
    doubt: float,
    depth: float,
    entrapment: float,
) -> float:
    """What it is worth to belong rather than not, % of GDP a year.

    Args:
        stake: `deterrence.stake_now`.
        slope: `deterrence.slope` at the posture in force, per bn mixed USD a year.
        cooperation: of the posture in force, share.
        support: what the expected partners bring because of it, bn mixed USD a year (`deterrence.tie_support`).
        risked: `economy.at_risk`, % of GDP a year.
        level: share of exports lost for standing fully on the other side, seeds `retaliation_level`.
        pull: `politics.pull` of a full side.
        price: price of a full side to a fully non-aligned country, seeds `nonalignment_cost`.
        nonalignment: strength of the tradition, share.
        side: `side_taken`.
        doubt: `politics.distrust` of those asked, each as far as it is expected to accept, % of GDP a year.
        depth: depth of the body.
        entrapment: `drawn_in` over partners, as far as each is expected, and flashpoints; 0 without a duty.
    """
    gain = stake * slope * cooperation * support
    return gain + (pull - risked * level - price * nonalignment) * side - doubt * depth - entrapment


def accepting(sharpness: float, worth_: float) -> float:
    """Probability that a spoke belongs: quantal response of two choices.

    Args:
        sharpness: lambda per % of GDP, seeds `choice_sharpness`.
        worth_: `worth`.
    """
    return logistic(sharpness * worth_)


def accepts(u: float, known: float, sharpness: float, worth_: float) -> float:
    """1 if a spoke belongs.

    The uniform belongs to the spoke and the body for good: what it came to once changes only with what it is worth, and
    not by the dice of a year. Of a member in the base year it is known to lie below what was then probable, so that it
    stays as long as it is worth no less to it, and leaves with a probability that grows with the fall.

    Args:
        u: uniform.
        known: `accepting` in the base year for a member then, else 1.
        sharpness: as for `accepting`.
        worth_: `worth`.
    """
    return where(u * known < accepting(sharpness, worth_), 1.0, 0.0)


def decided(standing: float, depth: float, review: float, answer: float) -> float:
    """Standing towards a body after a step: undecided where it does not stand, else as answered when it is looked at.

    Args:
        standing: as for `expected`.
        depth: what the scenario makes of it for the spoke, 0 where it does not stand or ask.
        review: 1 if a decision window opened and another spoke is asked in too.
        answer: `accepts`.
    """
    looks = where(standing < 0.0, 1.0, review)
    return where(depth > 0.0, where(looks > 0.0, answer, standing), -1.0)


def belongs(standing: float) -> float:
    """1 for a member, else 0."""
    return max(0.0, standing)


def held(founded_i: float, founded_j: float, standing_i: float, standing_j: float) -> float:
    """Share of a body of the base year that still holds two founders together.

    Args:
        founded_i: 1 if one was a member in the base year.
        founded_j: 1 if the other was.
        standing_i: what the scenario makes of the body for one, times `belongs`.
        standing_j: for the other.
    """
    return founded_i * founded_j * min(1.0, min(standing_i, standing_j))


def upheld(resting: float, rooted: float, kept: float) -> float:
    """Share of a tie that is left, as bodies that carried a part of it in the base year dissolve or are left (C064).

    Args:
        resting: as for `carried`.
        rooted: depths of the bodies that held the two together in the base year, added up.
        kept: the same, each times `held`.
    """
    return where(rooted > 0.0, 1.0 - resting * (1.0 - kept / max(rooted, TINY)), 1.0)


def shared(added: float, standing_i: float, standing_j: float, held_: float) -> float:
    """Depth that a body adds to the tie of two spokes: nothing unless both belong, nor what was there already.

    Args:
        added: `adding`.
        standing_i: as for `held`.
        standing_j: for the other.
        held_: `held`.
    """
    return added * max(0.0, min(standing_i, standing_j) - held_)


def part(made: float, standing: float) -> float:
    """What the scenario makes of a body for a spoke that belongs to it, else 0."""
    return made * max(0.0, standing)


def bound(duty: float, standing_i: float, standing_j: float) -> float:
    """1 where a body with a duty stands and both belong to it.

    Args:
        duty: 1 if it carries one.
        standing_i: `part` of one.
        standing_j: `part` of the other.
    """
    return where(duty * standing_i * standing_j > 0.0, 1.0, 0.0)


def drawing(intensity: float, level: float, side: float) -> float:
    """Share of exports to the challenger at risk: through the posture (`economy.intensity`) and through bodies.

    Args:
        intensity: of the posture in force.
        level: as for `worth`.
        side: `side_taken` by all that a spoke belongs to, beyond those of the base year.
    """
    return max(0.0, intensity + level * side)


def felt(presence: float, side: float) -> float:
    """What the challenger sees of encirclement: `crisis.presence_felt`, and `side_taken` by what a spoke joined."""
    return presence + side
