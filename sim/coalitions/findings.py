"""What is found of a stage: every membership judged in one world or several, and one of them looked at closely."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.coalitions.accession import Accession
from sim.coalitions.commitment import Commitment, needed
from sim.coalitions.game import Game, play
from sim.coalitions.shares import pivotal, shapley, worth
from sim.coalitions.stability import Exit, judge, moves, unravelled
from sim.coalitions.stage import Floats, Stage, World
from sim.coalitions.worlds import worlds
from sim.law import pact
from sim.law.types import UNEXPLAINED, Terms
from sim.results.manifest import Engine

NOTIONS = ("internal", "external", "stable", "joint", "strong", "core")
"""What may hold of a membership, see `sim.coalitions.stability.Verdict`."""


@dataclass(frozen=True)
class Question:
    """What is asked of a stage.

    Attributes:
        replicates: ids of the worlds.
        chance: whether the year's drifting preferences and misjudgements count.
        law_alone: leave out what holds a country where it is seen.
        accession: who has to agree to a new member.
        close: number of the membership looked at closely.
    """

    replicates: tuple[int, ...]
    chance: bool
    law_alone: bool
    accession: Accession
    close: int


@dataclass(frozen=True)
class Findings:
    """What was found, R worlds of n candidates; means are over worlds.

    Attributes:
        stage: looked at; question: what was asked.
        held: name of the posture that each candidate holds without a pact, in the first world.
        output: GDP at market exchange rates, bn USD, mean, (n,).
        holds: share of worlds in which each notion holds of each membership, by name, (2^n,).
        payoffs: mean worth to each candidate of each membership over no pact, % of GDP a year, (2^n, n).
        moves: mean gain by leaving or joining alone, % of GDP a year, (2^n, n).
        worth: mean worth of each membership, bn USD a year, (2^n,); crises: mean yearly rate, (2^n,).
        shapley: value of each candidate, bn USD a year, (R, n); pivotal: how often it is the one that matters, (R, n).
        grand: share of worlds in which the membership of all is in the core.
        first: share of worlds in which each is the first to leave the membership looked at, (n,).
        exits: who leaves it one after another, in the first world.
        reasons: mean of what changes for each candidate when it leaves or joins it, term by term, % of GDP a year,
            shape (n, terms).
        commitments: at which the hub makes it hold together, of each world.
    """

    stage: Stage
    question: Question
    held: tuple[str, ...]
    output: Floats
    holds: dict[str, Floats]
    payoffs: Floats
    moves: Floats
    worth: Floats
    crises: Floats
    shapley: Floats
    pivotal: Floats
    grand: float
    first: Floats
    exits: tuple[Exit, ...]
    reasons: Floats
    commitments: tuple[Commitment, ...]


def find(stage: Stage, question: Question, engine: Engine, progress: Callable[[int], object] | None = None) -> Findings:
    """Look at every membership in every world asked for.

    Args:
        stage: the scenario.
        question: what is asked.
        engine: which brings and weighs the worlds; both give the same.
        progress: told how many memberships were just weighed.
    """
    n, count = len(stage.candidates), len(question.replicates)
    ladder = stage.factory.frames[0].grid.postures
    holds = {name: np.zeros(1 << n) for name in NOTIONS}
    payoffs, gains = np.zeros((1 << n, n)), np.zeros((1 << n, n))
    money, crises, output = np.zeros(1 << n), np.zeros(1 << n), np.zeros(n)
    values, swings, reasons = np.empty((count, n)), np.empty((count, n)), np.zeros((n, len(Terms._fields)))
    first, grand, commitments = np.zeros(n), 0.0, list[Commitment]()
    held, exits = tuple[str, ...](), tuple[Exit, ...]()
    for r, world in enumerate(worlds(stage, question.replicates, engine, chance=question.chance)):
        game = play(stage, world, engine, law_alone=question.law_alone, progress=progress)
        verdict, total = judge(game, question.accession), worth(game)
        for name in NOTIONS:
            holds[name] += getattr(verdict, name)
        payoffs += game.payoffs - game.payoffs[0]
        gains += moves(game)
        money += total
        crises += game.crises
        output += world.output[stage.places]
        values[r], swings[r] = shapley(total), pivotal(total)
        grand += float(verdict.grand)
        leaving = unravelled(game, question.close)
        if leaving:
            first[leaving[0].who] += 1.0
        if not r:
            exits, held = tuple(leaving), tuple(ladder[world.held[int(i)]] for i in stage.places)
        reasons += why(stage, world, game, question)
        commitments.append(needed(stage, world, game, question.close, question.accession, law_alone=question.law_alone))
    return Findings(
        stage=stage,
        question=question,
        held=held,
        output=output / count,
        holds={name: total / count for name, total in holds.items()},
        payoffs=payoffs / count,
        moves=gains / count,
        worth=money / count,
        crises=crises / count,
        shapley=values,
        pivotal=swings,
        grand=grand / count,
        first=first / count,
        exits=exits,
        reasons=reasons / count,
        commitments=tuple(commitments),
    )


def why(stage: Stage, world: World, game: Game, question: Question) -> Floats:
    """What changes for each candidate when it alone leaves or joins the membership looked at, % of GDP a year.

    Returns:
        Term by term, shape (n, terms); they add up to `stability.moves`.
    """
    n, close, places = game.count, question.close, stage.places
    own = np.arange(n)
    standings = stage.standings(np.array([close, *(close ^ (1 << k) for k in range(n))]))
    if stage.treaty.in_force:
        for k, i in enumerate(places):
            standings[1 + k, i] = pact.LEFT if close >> k & 1 else pact.JOINED
    terms = world.weigh(standings, stage.treaty).terms[:, places]
    change: Floats = terms[1 + own, own] - terms[0, own]
    if question.law_alone:
        change[:, [Terms._fields.index(name) for name in UNEXPLAINED]] = 0.0
    return change
