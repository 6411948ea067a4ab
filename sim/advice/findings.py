"""What the search found, held against fresh worlds: front, regret, where it fails, and the scenario as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.advice.candidates import Maker
from sim.advice.front import beaten, front, spread_out
from sim.advice.objectives import Objective
from sim.advice.regret import State, apart, least, regrets, relative, shortfalls, states
from sim.advice.search import Tried, explore
from sim.advice.space import Setting
from sim.advice.worlds import Ground
from sim.analysis.statistics import difference_interval, mean_interval, shared_level
from sim.engine.quantities import Array
from sim.engine.runner import Patience
from sim.errors import InputError, RunFailed
from sim.results.outcomes import DISPUTED

LETTERS = "ABCDEFGH"
"""What the members of a front are called, from the best in the first goal on."""


@dataclass(frozen=True)
class Question:
    """What is asked.

    Attributes:
        replicates: worlds in which every candidate is tried, ids from 0 on.
        verify: fresh worlds on which the front is seen again, ids after those.
        evaluations: candidates tried at most.
        members: of the front that are looked at closely, at most.
        seed: of the worlds and of the search.
    """

    replicates: int
    verify: int
    evaluations: int
    members: int
    seed: int


@dataclass(frozen=True)
class Findings:
    """What was found; M members of the front, O objectives, W fresh worlds finished by all, S states.

    Attributes:
        maker: of the candidates; question: what was asked; objectives: goals, then costs.
        tried: settings in the order in which they were tried; means: their objectives over the worlds of the search,
            shape (C, O), not a number where the setting was refused; before: those of the scenario as it is, (O,).
        refusal: what was wrong with the first setting refused, or an empty text.
        whole: positions of all settings on the front of the search.
        members: positions of those looked at closely, from the best in the first goal on.
        fresh: objectives of the members, and last of the scenario as it is, in fresh worlds, shape (M + 1, O, W).
        states: all worlds, and thirds of disputed numbers.
        lost: runs of a world that failed.
        interrupted: whether the user stopped the search.
    """

    maker: Maker
    question: Question
    objectives: tuple[Objective, ...]
    tried: tuple[Setting, ...]
    means: Array
    before: Array
    refusal: str
    whole: tuple[int, ...]
    members: tuple[int, ...]
    fresh: Array
    states: tuple[State, ...]
    lost: int
    interrupted: bool

    @property
    def signs(self) -> Array:
        """+1 where higher is better, -1 where lower is; shape (O,)."""
        return np.array([one.sign for one in self.objectives])

    @property
    def refused(self) -> int:
        """Settings that the model refused."""
        return int((~np.isfinite(self.means)).any(axis=1).sum())

    @cached_property
    def gains(self) -> Array:
        """Objectives of the members in fresh worlds, more being better; shape (M, O, W)."""
        return np.asarray(self.fresh[:-1] * self.signs[:, None])

    @cached_property
    def levels(self) -> tuple[Array, Array, Array]:
        """Means of members and scenario as it is with their intervals, each of shape (M + 1, O)."""
        return mean_interval(self.fresh)

    @cached_property
    def moves(self) -> Array:
        """Differences of the members from the scenario as it is: mean, lower and upper end, shape (3, M, O, S)."""
        change = self.fresh[:-1] - self.fresh[-1]
        parts = [np.stack(mean_interval(change[:, :, state.chosen])) for state in self.states]
        return np.stack(parts, axis=3)

    @cached_property
    def leads(self) -> Array:
        """Gains of the members over the scenario as it is; shape (M, O, W)."""
        return np.asarray((self.fresh[:-1] - self.fresh[-1]) * self.signs[:, None])

    @cached_property
    def better(self) -> NDArray[np.bool_]:
        """Where a member is surely better than the scenario as it is, all members looked at; shape (M, O, S)."""
        level = shared_level(self.leads.shape[0] * self.leads.shape[1])
        lower = [mean_interval(self.leads[:, :, state.chosen], level)[1] for state in self.states]
        return np.asarray(np.stack(lower, axis=2) > 0.0)

    @cached_property
    def fails(self) -> NDArray[np.bool_]:
        """Where a member that is surely better over all worlds is not, and leads surely less than elsewhere; (M, O, S).

        A third has few worlds, so that not to be sure in it is no finding: its lead must differ from that in the other
        worlds by more than chance moves the largest of as many differences as there are thirds.
        """
        level = shared_level(len(self.states) - 1)
        less = np.zeros(self.better.shape, dtype=np.bool_)
        for s, state in enumerate(self.states[1:], start=1):
            _, _, high = difference_interval(self.leads[:, :, ~state.chosen], self.leads[:, :, state.chosen], level)
            less[:, :, s] = high < 0.0
        return np.asarray(self.better[:, :, :1] & ~self.better & less)

    @cached_property
    def holds(self) -> NDArray[np.bool_]:
        """Members that no other member beats in everything on fresh worlds; shape (M,)."""
        return np.asarray(~beaten(-self.gains.mean(axis=2)))

    @cached_property
    def regrets(self) -> Array:
        """Regret of the members world by world; shape (M, O, W)."""
        return regrets(self.gains)

    @cached_property
    def shortfalls(self) -> Array:
        """Shortfall of the members' means in each state; shape (M, O, S)."""
        return shortfalls(self.gains, self.states)

    @cached_property
    def apart(self) -> NDArray[np.bool_]:
        """Objectives in which the members can be told apart; shape (O,)."""
        return apart(self.gains)

    @cached_property
    def relative(self) -> Array:
        """The same by the range of each objective along the front; shape (M, O, S)."""
        return relative(self.shortfalls, self.gains)

    @cached_property
    def choice(self) -> int:
        """The member least regretted."""
        return least(self.relative)


def advise(
    maker: Maker,
    ground: Ground,
    question: Question,
    progress: Callable[[int], None],
    interrupted: Callable[[], None],
) -> Findings:
    """Search, and hold what was found against fresh worlds.

    Args:
        maker: makes the candidates.
        ground: where they are tried.
        question: what is asked.
        progress: told how many worlds were just finished.
        interrupted: told when the user stops the search.

    Raises:
        RunFailed: the model refused every candidate, or every fresh world failed.
        KeyboardInterrupt: when it is stopped before any candidate was tried, or twice.
    """
    objectives, refusals = ground.objectives, list[str]()
    signs = np.array([one.sign for one in objectives])
    ids, fresh = range(question.replicates), range(question.replicates, question.replicates + question.verify)
    base = maker.baseline()

    def losses(settings: Sequence[Setting], first: int) -> Array:
        found = _tried(maker, ground, settings, first, asis, refusals, progress)
        patience.waits = True
        return np.asarray(-signs * found)

    with Patience() as patience:
        asis = ground.measure([base], ids, progress)[0]
        tried: Tried = explore(
            maker.space, losses, len(objectives), question.evaluations, question.seed, lambda: patience.asked
        )
    if patience.asked:
        interrupted()
    settings = tuple(tried)
    lost = np.stack(list(tried.values()))
    whole = front(lost)
    if not whole:
        raise RunFailed(f"none of {len(settings)} candidates could be run; the first: {refusals[0]}")
    members = [whole[row] for row in spread_out(lost[whole], question.members)]
    scenarios = [maker.candidate(settings[member], LETTERS[k]) for k, member in enumerate(members)]
    seen = ground.measure([*scenarios, base], fresh, progress)
    for o, objective in enumerate(objectives):
        if objective.lever is not None:
            seen[:-1, o] = [[objective.chosen(settings[member])] for member in members]
    measured = np.array([objective.lever is None for objective in objectives])
    sound = np.isfinite(seen[:, measured]).all(axis=(0, 1))
    if not sound.any():
        raise RunFailed(f"all {len(fresh)} fresh worlds failed; the first: {ground.failures[0].error}")
    kept = np.asarray(fresh)[sound].tolist()
    return Findings(
        maker, question, objectives, settings, np.asarray(-signs * lost), _means(asis),
        refusals[0] if refusals else "", tuple(whole), tuple(members), seen[:, :, sound],
        tuple(states(_disputed(maker, ground, kept), len(kept))), len(ground.failures), patience.asked,
    )  # fmt: skip


def _tried(
    maker: Maker,
    ground: Ground,
    settings: Sequence[Setting],
    first: int,
    asis: Array,
    refusals: list[str],
    progress: Callable[[int], None],
) -> Array:
    """Means of settings over worlds, shape (settings, objectives); not a number where one is refused.

    A world that one of them could not finish is missing from those run beside it, not from all. Each is therefore
    measured by its difference from the scenario as it is, in the worlds it shares with that: an easy world less, or a
    hard one, then moves no candidate against another.

    Args:
        maker: as for `advise`.
        ground: as for `advise`.
        settings: tried.
        first: how many were tried before.
        asis: objectives of the scenario as it is, shape (objectives, worlds).
        refusals: to which those of the model are added.
        progress: told how many worlds were just finished.
    """
    made, ids = {}, range(asis.shape[1])
    for k, setting in enumerate(settings):
        try:
            made[k] = maker.candidate(setting, f"candidate_{first + k + 1}")
        except InputError as error:
            refusals.append(str(error.problems[0]))
            progress(len(ids))
    found = np.full((len(settings), len(ground.objectives)), np.nan)
    if made:
        found[list(made)] = _means(asis) + _means(ground.measure(list(made.values()), ids, progress) - asis)
    for o, objective in enumerate(ground.objectives):
        if objective.lever is not None:
            for k in made:
                found[k, o] = objective.chosen(settings[k])
    return found


def _means(values: Array) -> Array:
    """Means over the worlds that did not fail; shape (..., worlds) to (...)."""
    sound = np.isfinite(values)
    count = sound.sum(axis=-1)
    total = np.where(sound, values, 0.0).sum(axis=-1)
    return np.asarray(np.where(count > 0, total / np.maximum(count, 1), np.nan))


def _disputed(maker: Maker, ground: Ground, ids: Sequence[int]) -> dict[str, Array]:
    """Disputed numbers of worlds by name, as far as they are drawn in this scenario."""
    base = maker.baseline()
    fixed = {f"law.{name}" for name in base.parameters}
    names = [name for name in DISPUTED if name not in fixed and base.draws != "central"]
    return dict(zip(names, ground.drawn(base, ids, names).T, strict=True)) if names else {}
