"""Experiments judged: expectations put to the worlds, and what came of each claim."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sim.claims.entries import Trial
from sim.claims.form import Expectation
from sim.claims.rule import Ask, Interval, Verdict, judge
from sim.claims.run import Worlds, quantities
from sim.engine.quantities import Quantity
from sim.errors import RunFailed

Array = NDArray[np.float64]

LISTED = 5
"""Numbers told that a result goes with."""


@dataclass(frozen=True)
class Finding:
    """One expectation and what the worlds say of it.

    Attributes:
        expectation: as stated.
        pair: the two places of an order, or the two outcomes, that are compared, higher first; empty otherwise.
        low, high: edges of the range expected.
        interval: of the mean that is expected there.
        without, with_: mean levels; `without` is not a number when there is no such scenario.
        spread: standard deviation of the outcome over worlds, both scenarios pooled.
        share: share of worlds that go the expected way, among those not exactly at the edge.
        values: the difference or level in each paired world; shape (R,).
    """

    expectation: Expectation
    pair: tuple[str, ...]
    low: float
    high: float
    interval: Interval
    without: float
    with_: float
    spread: float
    share: float
    values: Array = field(repr=False)


@dataclass(frozen=True)
class Answer:
    """What the model says of a claim.

    Attributes:
        trial: the experiment.
        verdict: on all expectations together.
        findings: one for each expectation; an order has one for each pair of neighbours, and there is one for each
            outcome to be exceeded.
        finished: which worlds are behind it, those finished in both scenarios; shape (R,).
    """

    trial: Trial
    verdict: Verdict
    findings: tuple[Finding, ...]
    finished: NDArray[np.bool_] = field(repr=False)

    @property
    def worlds(self) -> int:
        """How many worlds are behind it."""
        return int(self.finished.sum())

    @property
    def deciding(self) -> Finding:
        """The expectation that holds least, or that turns."""
        return self.findings[self.verdict.deciding]


def answers(trials: Sequence[Trial], worlds: Worlds) -> list[Answer]:
    """Judge experiments.

    Args:
        trials: whose worlds were run.
        worlds: what they came to.

    Raises:
        RunFailed: no world was finished in both scenarios of an experiment.
    """
    return [_answer(trial, worlds) for trial in trials]


@dataclass(frozen=True)
class _Levels:
    """Numbers of the paired worlds, without and with; those without equal those with where there is no such arm."""

    without: Array
    with_: Array


def _answer(trial: Trial, worlds: Worlds) -> Answer:
    levels = [[_levels(trial, worlds, quantity) for quantity in quantities(one)] for one in trial.expect]
    finished = np.logical_and.reduce([~np.isnan(x.without + x.with_) for row in levels for x in row])
    if not finished.any():
        raise RunFailed(f"no world of {trial.claim.id} was finished in both scenarios")
    asks: list[Ask] = []
    told: list[tuple[Expectation, tuple[str, ...], _Levels]] = []
    for one, row in zip(trial.expect, levels, strict=True):
        kept = [_Levels(x.without[finished], x.with_[finished]) for x in row]
        if len(row) == 1:
            asks.append(ask(one, kept[0].without, kept[0].with_))
            told.append((one, (), kept[0]))
            continue
        for pair, (first, second) in _pairs(one, kept):
            gap = _Levels(first.without - second.without, first.with_ - second.with_)
            asks.append(Ask(gap.with_ - gap.without if one.of == "change" else gap.with_, low=0.0))
            told.append((one, pair, gap))
    verdict = judge(asks, worlds.draws[finished], worlds.thirds[finished], worlds.names)
    findings = tuple(
        Finding(
            one, pair, put.low, put.high, interval,
            float(numbers.without.mean()) if trial.without is not None else math.nan, float(numbers.with_.mean()),
            float(np.sqrt((numbers.without.var() + numbers.with_.var()) / 2)), put.share, put.values,
        )
        for (one, pair, numbers), put, interval in zip(told, asks, verdict.intervals, strict=True)
    )  # fmt: skip
    return Answer(trial, verdict, findings, finished)


def sensitivity(answer: Answer, worlds: Worlds) -> list[tuple[str, float]]:
    """Drawn numbers that the deciding difference or level goes with beyond chance.

    Args:
        answer: on one claim.
        worlds: behind it.

    Returns:
        Names with rank correlations, the largest first; at most `LISTED`.
    """
    from sim.analysis.sensitivity import chance_correlation, ranks

    values = answer.deciding.values
    if len(values) < 2 or np.ptp(values) == 0:
        return []
    found = (ranks(worlds.draws[answer.finished].T) @ ranks(values[None]).T)[:, 0]
    chance = chance_correlation(len(worlds.names), len(values))
    order = [k for k in np.argsort(-np.abs(found), kind="stable")[:LISTED].tolist() if abs(found[k]) > chance]
    return [(worlds.names[k], float(found[k])) for k in order]


def ask(one: Expectation, without: Array, with_: Array) -> Ask:
    """The number and the range that a change or a level is about.

    Args:
        one: an expectation that is no order.
        without: shape (R,).
        with_: the same worlds with what the claim is about.
    """
    if one.level is not None:
        above, below = one.level.above, one.level.below
        return Ask(with_, -math.inf if above is None else above, math.inf if below is None else below)
    difference = with_ - without
    if one.change == "higher":
        return Ask(difference, low=one.by, margin=one.by)
    if one.change == "lower":
        return Ask(difference, high=-one.by, margin=one.by)
    return Ask(difference, -one.by, one.by)


def _pairs(one: Expectation, kept: Sequence[_Levels]) -> list[tuple[tuple[str, str], tuple[_Levels, _Levels]]]:
    """What is compared, higher first: neighbours of an order, or an outcome with each that it should exceed."""
    if one.order is not None:
        return list(zip(pairwise(one.order), pairwise(kept), strict=True))
    first, *others = kept
    return [((one.outcome, name), (first, other)) for name, other in zip(one.exceeds or (), others, strict=True)]


def _levels(trial: Trial, worlds: Worlds, quantity: Quantity) -> _Levels:
    with_ = worlds.of(trial.with_.scenario, quantity)
    without = with_ if trial.without is None else worlds.of(trial.without.scenario, quantity)
    return _Levels(without, with_)
