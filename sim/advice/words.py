"""What was found, in sentences."""

from __future__ import annotations

import numpy as np

from sim.advice.findings import LETTERS, Findings
from sim.advice.regret import ALL, State
from sim.advice.space import told
from sim.results.wording import counted, listed, percent

CAVEAT = (
    "Others' rules are fixed: nobody in the model anticipates these levers, bargains over them or answers them "
    "otherwise than by its rule, and no actor but this one chooses its policies anew. What pulling a lever costs the "
    "one who pulls it counts only as far as it is named a cost. Advice holds inside the model, whose numbers are in "
    "good part assumptions."
)
"""What every answer ends with."""


def sentences(found: Findings) -> list[str]:
    """What was found, a sentence a line; the caveat last."""
    return [_searched(found), _fresh(found), _choice(found), _beaten(found), _fails(found), CAVEAT]


def heading(found: Findings) -> str:
    """What was looked for, in a line."""
    wanted = [one.text for one in found.objectives]
    return f"{found.maker.baseline().title}. {found.maker.space.title}: {', '.join(wanted)}"


def _searched(found: Findings) -> str:
    question, space = found.question, found.maker.space
    tried = len(found.tried)
    way = f"All {tried:,} settings of" if tried == space.size else f"{counted(tried, 'setting')} of"
    said = (
        f"{way} {counted(len(space.levers), 'lever')} were tried in {counted(question.replicates, 'world')} each; "
        f"none of the others beats {len(found.whole):,} of them in everything: the front."
    )
    if found.refused:
        said += f" The model refused {found.refused:,}; the first: {found.refusal}."
    if found.lost:
        said += f" {counted(found.lost, 'run')} of a world failed and {'is' if found.lost == 1 else 'are'} left out."
    if found.interrupted:
        said += f" The search was stopped after {tried:,} of {question.evaluations:,}."
    return said


def _fresh(found: Findings) -> str:
    """What became of the front in worlds that the search had not seen."""
    worlds, members = found.fresh.shape[2], len(found.members)
    gone = [LETTERS[k] for k in range(members) if not found.holds[k]]
    held = (
        "none is beaten by another"
        if not gone
        else f"{listed(gone)} {'is' if len(gone) == 1 else 'are'} beaten by another"
    )
    before = (found.means[list(found.members)] - found.before) * found.signs
    after = found.moves[0, :, :, 0] * found.signs
    lost = (before - after).mean(axis=0)
    moved = [
        f"{one.said(abs(float(step)))} {'smaller' if step > 0.0 else 'larger'} in {one.inside}"
        for one, step in zip(found.objectives, lost, strict=True)
        if one.outcome is not None
    ]
    looked = (
        f"{counted(members, 'member')} of the front {'was' if members == 1 else 'were'} run in {worlds:,} fresh worlds"
    )
    said = f"{looked}, where {held}." if members > 1 else f"{looked}."
    if not moved:
        return said
    return f"{said} The lead over the scenario as it is, as the search saw it, is there on average {listed(moved)}."


def _choice(found: Findings) -> str:
    k = found.choice
    levers = zip(found.maker.space.levers, found.tried[found.members[k]], strict=True)
    pulled = "; ".join(f"{lever.label} {told(value)}" for lever, value in levers if value is not None)
    if len(found.members) == 1:
        return f"The front is a single setting, A: {pulled}."
    blurred = [one.inside for one, told in zip(found.objectives, found.apart, strict=True) if not told]
    if len(blurred) == len(found.objectives):
        return f"These worlds tell the members apart in no objective; the first is {LETTERS[k]}: {pulled}."
    worst = found.relative[k]
    o, s = np.unravel_index(int(worst.argmax()), worst.shape)
    where = state_words(found.states[int(s)])
    said = (
        f"Least regretted is {LETTERS[k]}: {pulled}. Wherever the disputed numbers lie, it falls short of the best "
        f"member by at most {percent(float(worst.max()))} of the range along the front; most in "
        f"{found.objectives[int(o)].inside}, {where}."
    )
    if blurred:
        said += f" The members cannot be told apart in {listed(blurred)}, which decided nothing."
    return said


def _beaten(found: Findings) -> str:
    """Where the scenario as it is stands."""
    measured = [o for o, one in enumerate(found.objectives) if one.outcome is not None]
    over = [k for k in range(len(found.members)) if found.better[k, measured, 0].all()]
    k = found.choice
    moves = [
        f"{found.objectives[o].inside} {found.objectives[o].moved(float(found.moves[0, k, o, 0]))} "
        f"({found.objectives[o].moved(float(found.moves[1, k, o, 0]))} to "
        f"{found.objectives[o].moved(float(found.moves[2, k, o, 0]))})"
        for o in measured
    ]
    named = listed([LETTERS[member] for member in over])
    many = (
        "Nothing on the front surely beats" if not over else f"{named} surely {'beats' if len(over) == 1 else 'beat'}"
    )
    return f"{many} the scenario as it is in every outcome. {LETTERS[k]} differs from it by {listed(moves)}."


def _fails(found: Findings) -> str:
    """Where the choice is no longer surely better than the scenario as it is."""
    k = found.choice
    sure = [o for o in range(len(found.objectives)) if found.better[k, o, 0]]
    if not sure:
        return f"{LETTERS[k]} is surely better than the scenario as it is in no objective."
    places = []
    for o in sure:
        several = [state_words(found.states[s]) for s in np.flatnonzero(found.fails[k, o])]
        if several:
            places.append(f"in {found.objectives[o].inside} {listed(several)}")
    what = listed([found.objectives[o].inside for o in sure])
    said = f"{LETTERS[k]} is surely better than the scenario as it is in {what}"
    if places:
        return f"{said}, but not so {'; '.join(places)}."
    if len(found.states) == 1:
        return f"{said}, over all worlds."
    if found.better[k, sure].all():
        return f"{said}, in every third of every disputed number."
    return f"{said}, over all worlds; no third of a disputed number surely differs, though some show no lead."


def state_words(state: State) -> str:
    """A state of the world in words."""
    if state.number == ALL:
        return "over all worlds"
    number = state.number.removeprefix("law.").replace("_", " ")
    return f"where {number} is {state.third.split()[-1]} ({state.low:.3g} to {state.high:.3g})"
