"""The search for settings: all of them where they are few, else by evolution (NSGA-II, Deb and others 2002)."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, product
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.advice.space import Lever, Setting, Space, Value
from sim.errors import need

if TYPE_CHECKING:
    from optuna.distributions import BaseDistribution

LIBRARY = "optuna"

POPULATION = 16
"""Settings of a generation; results are asked for so many at a time.

On a problem of seven levers with a known front, the best of 400 settings dominate 0.80 of the 0.83 that there is, with
16 and blended crossover (BLX-alpha, Eshelman and Schaffer 1993); 0.65 with 24 and without it; those of 800 all of it.
"""

_IN_VAIN = 40  # generations without anything new after which there is nothing left to find

Array = NDArray[np.float64]
Tried = dict[Setting, Array]
"""Losses by setting, in the order in which they were tried; not a number where a setting was refused."""

Try = Callable[[Sequence[Setting], int], Array]


def check_library(space: Space, evaluations: int) -> None:
    """See that what searches is there, where not all settings can be tried.

    Raises:
        InputError: it is missing.
    """
    if space.size > evaluations:
        need("advise", {LIBRARY: LIBRARY}, "advise")


def explore(
    space: Space, evaluate: Try, objectives: int, evaluations: int, seed: int, stop: Callable[[], bool]
) -> Tried:
    """Look for settings that are good in one way or another.

    Args:
        space: the levers.
        evaluate: gives what each of some settings loses, shape (settings, objectives), less being better; not a
            number where the model refuses a setting. It is also told how many were tried before.
        objectives: how many there are.
        evaluations: settings tried at most, each counted once.
        seed: of the search.
        stop: asked after each generation whether to leave it at that.

    Returns:
        What was tried.
    """
    tried: Tried = {}
    generations = _all(space) if space.size <= evaluations else _bred(space, tried, objectives, seed)
    for generation in generations:
        fresh = [one for one in dict.fromkeys(generation) if one not in tried][: evaluations - len(tried)]
        if fresh:
            tried |= dict(zip(fresh, evaluate(fresh, len(tried)), strict=True))
        if len(tried) >= evaluations or stop():
            break
    return tried


def _all(space: Space) -> Iterator[list[Setting]]:
    """Every setting there is, so many at a time."""
    settings = product(*(lever.values for lever in space.levers))
    while several := [space.canonical(one) for one in islice(settings, POPULATION)]:
        yield several


def _bred(space: Space, tried: Tried, objectives: int, seed: int) -> Iterator[list[Setting]]:
    """Generations, each bred from the best of those before, until breeding gives nothing new."""
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    with warnings.catch_warnings():  # called experimental since it came in 2022
        warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)
        blended = optuna.samplers.nsgaii.BLXAlphaCrossover()
    sampler = optuna.samplers.NSGAIISampler(population_size=POPULATION, crossover=blended, seed=seed)
    study = optuna.create_study(directions=["minimize"] * objectives, sampler=sampler)
    ranges = {lever.path: _distribution(lever) for lever in space.levers}
    vain = 0
    while vain < _IN_VAIN:
        trials = [study.ask(ranges) for _ in range(POPULATION)]
        settings = [
            space.canonical(tuple(_value(lever, trial.params[lever.path]) for lever in space.levers))
            for trial in trials
        ]
        before = len(tried)
        yield settings
        vain = 0 if len(tried) > before else vain + 1
        for trial, setting in zip(trials, settings, strict=True):
            losses = tried[setting] if setting in tried else np.full(objectives, np.nan)
            if np.isfinite(losses).all():
                study.tell(trial, losses.tolist())
            else:
                study.tell(trial, state=optuna.trial.TrialState.FAIL)


def _distribution(lever: Lever) -> BaseDistribution:
    """What the search draws for a lever: a number of its range, or the position of a value."""
    from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution

    if not lever.values:
        return FloatDistribution(lever.low, lever.high)
    if lever.rising:
        return IntDistribution(0, len(lever.values) - 1)
    return CategoricalDistribution(range(len(lever.values)))


def _value(lever: Lever, drawn: float) -> Value:
    """The value meant by what was drawn."""
    return lever.values[int(drawn)] if lever.values else drawn
