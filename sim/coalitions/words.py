"""What was found of coalitions in words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.coalitions.findings import Findings
from sim.coalitions.stability import TINY, numbers_of
from sim.law.types import Terms
from sim.results.coalitions import MOST_COMMITMENT
from sim.results.wording import NEGLIGIBLE, counted, listed, percent, plain, signed

_FEW = 4  # memberships named in a sentence
_TERMS = 3  # terms named as a reason


def sentences(found: Findings) -> list[str]:
    """What holds together, who leaves first and why, who matters, and what the hub would have to commit."""
    said = [held_together(found), unravelling(found), *reasons(found), worths(found), mattering(found), bought(found)]
    return [line[:1].upper() + line[1:] for line in said]


def named(found: Findings, number: int) -> str:
    """A membership as a list of codes; all or nobody in a word where that is shorter."""
    members, count = found.stage.members(number), len(found.stage.candidates)
    return f"all {count} candidates" if len(members) == count > _FEW else listed(members) or "nobody"


def several(found: Findings) -> bool:
    """Whether more than one world was looked at."""
    return len(found.question.replicates) > 1


def held_together(found: Findings) -> str:
    """Which memberships hold together, or most often do."""
    stable = found.holds["stable"].copy()
    stable[0] = 0.0
    numbers = numbers_of(stable > 0.0).tolist()
    if several(found):
        numbers.sort(key=lambda number: -float(stable[number]))
        if not numbers:
            return "No pact holds together in any of the worlds."
        most = [f"{named(found, number)} ({percent(float(stable[number]))})" for number in numbers[:_FEW]]
        more = f", and {len(numbers) - _FEW} more less often" if len(numbers) > _FEW else ""
        return f"Pacts that hold together, in a share of the worlds: {'; '.join(most)}{more}."
    if not numbers:
        return "No pact holds together: of each somebody inside gains by leaving, or somebody outside by joining."
    told = "; ".join(named(found, number) for number in numbers[:_FEW])
    more = f"; and {len(numbers) - _FEW:,} more" if len(numbers) > _FEW else ""
    noun = counted(len(numbers), "pact holds", "pacts hold")
    strong = [number for number in numbers if found.holds["strong"][number] > 0.0]
    groups = " Nor would any group by moving together." if len(strong) == len(numbers) else ""
    return f"{noun} together, as nobody would gain by leaving or joining alone: {told}{more}.{groups}"


def unravelling(found: Findings) -> str:
    """Who leaves the membership looked at first, and what is left in the end."""
    close, stage = found.question.close, found.stage
    whole = f"From {named(found, close)}"
    if close.bit_count() < stage.treaty.least:
        return f"{named(found, close)} are fewer than the {stage.treaty.least} that the pact needs."
    if several(found):
        order = np.argsort(-found.first, kind="stable")
        who = [f"{stage.candidates[k]} ({percent(float(found.first[k]))})" for k in order if found.first[k] > 0.0]
        nobody = percent(max(0.0, 1.0 - float(found.first.sum())))
        return f"{whole} the first to leave is, in a share of the worlds: {', '.join([*who, f'nobody ({nobody})'])}."
    if not found.exits:
        gains = {k: float(found.moves[close, k]) for k in range(len(stage.candidates)) if close >> k & 1}
        nearest = max(gains, key=lambda k: gains[k])
        return f"{whole} nobody gains by leaving; {stage.candidates[nearest]} would lose least, {_gdp(gains[nearest])}."
    chain = [f"{stage.candidates[one.who]} ({signed(one.gain)})" for one in found.exits[1:]]
    first = f"{stage.candidates[found.exits[0].who]} leaves first, to gain {_gdp(found.exits[0].gain)}"
    end = found.exits[-1].number ^ (1 << found.exits[-1].who)
    left = f"nobody leaves {named(found, end)}"
    if end.bit_count() < stage.treaty.least:
        left = f"fewer are left than the {stage.treaty.least} that the pact needs"
    then = f", then {', then '.join(chain)}" if chain else ""
    return f"{whole} {first}{then}; {left}."


def reasons(found: Findings) -> list[str]:
    """Why the one nearest to leaving the membership looked at would, or would not."""
    close, stage = found.question.close, found.stage
    inside = [k for k in range(len(stage.candidates)) if close >> k & 1]
    if close.bit_count() < stage.treaty.least:
        return []
    who = max(inside, key=lambda k: (found.first[k], found.moves[close, k])) if several(found) else None
    who = found.exits[0].who if who is None and found.exits else who
    who = max(inside, key=lambda k: float(found.moves[close, k])) if who is None else who
    change = found.reasons[who]
    for_, against = (_terms(sign * change, sign) for sign in (1.0, -1.0))
    mean = ", mean over worlds" if several(found) else ""
    return [
        f"{stage.candidates[who]} outside instead of in it, % of GDP a year{mean}: {for_ or 'nothing'} speak for it; "
        f"{against or 'nothing'} against."
    ]


def _terms(change: Sequence[float], sign: float) -> str:
    """The largest terms of those above nothing, with their own sign."""
    order = np.argsort(-np.asarray(change), kind="stable")[:_TERMS]
    return ", ".join(f"{Terms._fields[c]} {signed(sign * change[c])}" for c in order if change[c] >= NEGLIGIBLE)


def worths(found: Findings) -> str:
    """What the membership looked at is worth to its members, and what it does to crises."""
    close = found.question.close
    mean = " on average" if several(found) else ""
    calm, now = plain(float(found.crises[0])), plain(float(found.crises[close]))
    best = int(np.argmax(found.worth))
    most = f" Worth most: {named(found, best)}, {_money(found.worth[best])}." if best not in (0, close) else ""
    return (
        f"{named(found, close)} gain {_money(found.worth[close])}{mean} together over no pact; crises go from "
        f"{calm} to {now} a year.{most}"
    )


def mattering(found: Findings) -> str:
    """Who is pivotal, and who brings most."""
    swings, values = found.pivotal.mean(axis=0), found.shapley.mean(axis=0)
    names, low = found.stage.candidates, values.min()
    order = np.argsort(-values, kind="stable")
    most = f"{names[order[0]]} ({_money(values[order[0]])})"
    least = f"{names[order[-1]]} ({_money(values[order[-1]])})"
    if values.max() - low <= TINY:
        shares = f"Every one brings the same by the Shapley value, {_money(low)}."
    else:
        shares = f"By the Shapley value {most} brings most, {least} least."
    if not swings.any():
        return f"No pact among them is worth anything to its members together, so nobody is pivotal. {shares}"
    pivots = [k for k in np.argsort(-swings, kind="stable")[:_FEW] if swings[k] > TINY]
    told = ", ".join(f"{names[k]} {percent(float(swings[k]))}" for k in pivots)
    return f"Pivotal for half of the most a pact is worth, in a share of the orders of arrival: {told}. {shares}"


def bought(found: Findings) -> str:
    """At which commitments of the hub the membership looked at holds together."""
    whole, now = named(found, found.question.close), plain(found.stage.commitment)
    most = f"up to {MOST_COMMITMENT:g} times the base year's"
    least = np.array([one.least for one in found.commitments])
    enough = np.isfinite(least)
    if several(found):
        told = f"{whole} hold together at some commitment of the hub {most} in"
        share = f"{told} {percent(float(enough.mean()))} of the worlds"
        if not enough.any():
            return f"{share}."
        low, middle, high = (plain(float(q)) for q in np.quantile(least[enough], [0.05, 0.5, 0.95]))
        return f"{share}; the smallest is {middle} there (5 to 95 %: {low} to {high})."
    (one,) = found.commitments
    if one.stable == ((0.0, MOST_COMMITMENT),):
        return f"{whole} hold together at any commitment of the hub {most} (now {now})."
    if one.stable:
        return f"{whole} hold together where the hub commits {_spans(one.stable)} times the base year's (now {now})."
    if one.internal:
        spans = _spans(one.internal)
        return (
            f"No commitment of the hub {most} makes {whole} hold together; nobody leaves "
            f"at {spans}, but others join (now {now})."
        )
    return f"No commitment of the hub {most} makes {whole} hold together (now {now})."


def _spans(spans: Sequence[tuple[float, float]]) -> str:
    return listed([f"{plain(low)} to {plain(high)}" for low, high in spans])


def _gdp(value: float) -> str:
    return f"{signed(value)} % of GDP a year"


def _money(value: float) -> str:
    return f"{signed(float(value), 1)} bn USD a year"
