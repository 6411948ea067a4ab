"""What is found of a stage: every membership judged in one world or several, and one of them looked at closely."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from sim.coalitions.accession import Accession
from sim.coalitions.commitment import Commitment, needed
from sim.coalitions.game import Game, play
from sim.coalitions.shares import pivotal, shapley, worth
from sim.coalitions.stability import Exit, judge, moves, unravelled
from sim.coalitions.stage import Floats, Stage, World
from sim.coalitions.worlds import bringer
from sim.errors import RunFailed
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
        stage: looked at; question: what was asked, of the worlds that did not fail; failed: ids of those that did.
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
    failed: tuple[int, ...]
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


@dataclass(frozen=True)
class _Look:
    """What one world adds: tables over memberships by name, and what is kept of it."""

    tables: dict[str, Floats]
    held: tuple[str, ...]
    output: Floats
    shapley: Floats
    pivotal: Floats
    grand: bool
    exits: tuple[Exit, ...]
    reasons: Floats
    commitment: Commitment


def find(stage: Stage, question: Question, engine: Engine, progress: Callable[[int], object] | None = None) -> Findings:
    """Look at every membership in every world asked for.

    Args:
        stage: the scenario.
        question: what is asked.
        engine: which brings and weighs the worlds; both give the same.
        progress: told how many memberships were just weighed.

    Raises:
        RunFailed: there is no world in which every membership is worth a number.
    """
    bring = bringer(stage, engine, chance=question.chance)
    looks, failed, totals = dict[int, _Look](), list[int](), dict[str, Floats]()
    for replicate in question.replicates:
        try:
            look = _looked(stage, bring(replicate), engine, question, progress)
        except ArithmeticError:
            failed.append(replicate)
            continue
        for name, values in look.tables.items():
            totals[name] = totals[name] + values if name in totals else values
        looks[replicate] = replace(look, tables={})
    if not looks:
        raise RunFailed("no world could be looked at: a membership is worth something that is not a number")
    several, count = list(looks.values()), len(looks)
    means = {name: total / count for name, total in totals.items()}
    first = np.zeros(len(stage.candidates))
    for look in several:
        if look.exits:
            first[look.exits[0].who] += 1.0
    return Findings(
        stage=stage,
        question=replace(question, replicates=tuple(looks)),
        failed=tuple(failed),
        held=several[0].held,
        output=np.mean([look.output for look in several], axis=0),
        holds={name: means[name] for name in NOTIONS},
        payoffs=means["payoffs"],
        moves=means["moves"],
        worth=means["worth"],
        crises=means["crises"],
        shapley=np.array([look.shapley for look in several]),
        pivotal=np.array([look.pivotal for look in several]),
        grand=float(np.mean([look.grand for look in several])),
        first=first / count,
        exits=several[0].exits,
        reasons=np.mean([look.reasons for look in several], axis=0),
        commitments=tuple(look.commitment for look in several),
    )


def _looked(
    stage: Stage, world: World, engine: Engine, question: Question, progress: Callable[[int], object] | None
) -> _Look:
    """Look at every membership in one world."""
    game = play(stage, world, engine, law_alone=question.law_alone, progress=progress)
    verdict, money = judge(game, question.accession), worth(game)
    ladder = stage.factory.frames[0].grid.postures
    tables = {name: np.asarray(getattr(verdict, name), dtype=np.float64) for name in NOTIONS}
    tables |= {"payoffs": game.payoffs - game.payoffs[0], "moves": moves(game), "worth": money, "crises": game.crises}
    return _Look(
        tables=tables,
        held=tuple(ladder[world.held[int(i)]] for i in stage.places),
        output=world.output[stage.places],
        shapley=shapley(money),
        pivotal=pivotal(money),
        grand=verdict.grand,
        exits=tuple(unravelled(game, question.close)),
        reasons=why(stage, world, game, question),
        commitment=needed(stage, world, game, question.close, question.accession, law_alone=question.law_alone),
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
