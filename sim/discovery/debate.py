"""Two claims over the same worlds: in which of them each is right, and which drawn numbers decide it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.sensitivity import chance_correlation, ranks
from sim.claims.board import author
from sim.claims.entries import Trial
from sim.claims.judge import Answer as Judged
from sim.claims.judge import Finding, answers
from sim.claims.run import Worlds, run_trials
from sim.discovery.boxes import BOXES, MASS, cover
from sim.discovery.prim import Cases
from sim.discovery.search import Answer
from sim.discovery.space import FEWEST, Dimension, Space
from sim.discovery.tree import grow
from sim.errors import Address, InputError, Problem
from sim.evidence import Evidence
from sim.policy.setting import path_of
from sim.results.manifest import Engine
from sim.results.wording import named, percent, unit_words
from sim.world.table import Table

KEPT = 10
"""Drawn numbers at most in which boxes are sought: those that go with a claim beyond chance, the closest first."""

CELLS = 5
"""Parts of a number's range on the map, each with as many worlds."""

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Debate:
    """Two claims over the same worlds.

    Attributes:
        trials: their experiments.
        worlds: of both.
        evidence: the seeds.
        seed: of the worlds.
        meets: by claim, whether the world meets every expectation; shape (2, W).
        idle: by claim, whether both scenarios of its experiment came to the same in the world; shape (2, W).
        replicates: which worlds are behind it, those finished in all scenarios; shape (W,).
        mass: share of the worlds that a box holds at least; most: boxes of each claim.
    """

    trials: tuple[Trial, Trial]
    worlds: Worlds
    evidence: Evidence
    seed: int
    meets: Flags
    idle: Flags
    replicates: NDArray[np.int64]
    mass: float = MASS
    most: int = BOXES

    @property
    def ids(self) -> tuple[str, str]:
        """Ids of the claims."""
        first, second = self.trials
        return first.claim.id, second.claim.id

    @property
    def called(self) -> tuple[str, str]:
        """The claims as a reader calls them: by id, and by their authors where these differ."""
        names = [author(self.evidence, one.claim.document) for one in self.trials]
        if names[0] == names[1]:
            return self.ids
        first, second = (f"{name} ({own})" for name, own in zip(names, self.ids, strict=True))
        return first, second

    @property
    def says(self) -> list[str]:
        """What each claim says, in a sentence after its id and who makes it."""
        told = []
        for claim in (one.claim for one in self.trials):
            names, (speaker, _, rest) = author(self.evidence, claim.document), claim.text.partition(": ")
            who, text = (speaker, rest) if speaker in names.split(", ") else (names, claim.text)
            told.append(f"{claim.id} ({who}): {text}")
        return told

    @property
    def draws(self) -> NDArray[np.float64]:
        """Drawn numbers of the worlds, shape (W, K)."""
        return self.worlds.draws[self.replicates]

    @cached_property
    def closeness(self) -> NDArray[np.float64]:
        """Size of the rank correlation of each claim with each number, 0 where chance explains it; shape (2, K)."""
        moving = np.ptp(self.draws, axis=0) > 0
        found = np.zeros((2, len(moving)))
        for k, meets in enumerate(self.meets):
            if 0 < meets.sum() < len(meets):
                own = ranks(meets[None].astype(np.float64)) @ ranks(self.draws[:, moving].T).T
                found[k, moving] = np.abs(own[0])
        found[found <= chance_correlation(int(moving.sum()), len(self.replicates))] = 0.0
        return found

    @property
    def kept(self) -> list[int]:
        """Positions of the numbers that go with a claim, the closest first."""
        most = self.closeness.max(axis=0)
        order = np.argsort(-most, kind="stable")[:KEPT]
        return [int(k) for k in order if most[k] > 0]

    @property
    def axes(self) -> list[int]:
        """Positions of two numbers for the map: the closest to each claim, or the two closest to one; fewer if none."""
        first = [int(np.argmax(row)) for row in self.closeness if row.max() > 0]
        return list(dict.fromkeys([*first, *self.kept]))[:2]

    def dimension(self, k: int) -> Dimension:
        """What a reader calls a drawn number."""
        name = self.worlds.names[k]
        path, figure = path_of(name), Table.of(self.evidence).figures[name]
        return Dimension(path, named(path), unit_words(figure.unit), figure.meaning)

    def answers(self) -> list[Answer]:
        """Boxes of the worlds that meet each claim; of a claim that too few, or too few do not, there are none."""
        kept, found = self.kept, []
        number = len(self.replicates)
        keys = pd.DataFrame({"point": self.replicates})
        for k, (name, called) in enumerate(zip(self.ids, self.called, strict=True)):
            if not kept or min(self.meets[k].sum(), number - self.meets[k].sum()) < FEWEST:
                continue
            columns = [self.draws[:, position] for position in kept]
            cases = Cases(columns, [0] * len(kept), self.meets[k], np.arange(number))
            space = Space([self.dimension(position) for position in kept], cases, keys, "world", 0, [])
            boxes, tree = cover(cases, self.seed, self.mass, self.most), grow(cases, self.mass, self.seed)
            found.append(Answer(name, f"{called} is right", space, boxes, tree))
        return found

    def cells(self) -> list[dict[str, object]]:
        """The map: how many worlds of each part meet the first claim alone, the second alone, both or neither."""
        axes = self.axes
        if len(axes) < 2:
            return []
        values = [self.draws[:, k] for k in axes]
        ends = [np.quantile(column, np.linspace(0, 1, CELLS + 1)) for column in values]
        place = [np.searchsorted(edge[1:-1], column, side="right") for edge, column in zip(ends, values, strict=True)]
        found: list[dict[str, object]] = []
        for i in range(CELLS):
            for j in range(CELLS):
                first, second = self.meets[:, (place[0] == i) & (place[1] == j)]
                found.append(
                    {
                        "column": i + 1, "row": j + 1, "first": int((first & ~second).sum()),
                        "second": int((second & ~first).sum()), "both": int((first & second).sum()),
                        "neither": int((~first & ~second).sum()),
                        "x_low": float(ends[0][i]), "x_high": float(ends[0][i + 1]),
                        "y_low": float(ends[1][j]), "y_high": float(ends[1][j + 1]),
                    }
                )  # fmt: skip
        return found

    def sums(self) -> list[str]:
        """How often each claim, both or neither is met, in sentences."""
        first, second = self.meets
        one, other = self.called
        right = [f"{called} is right in {_share(own)}" for called, own in zip(self.called, self.meets, strict=True)]
        parts = f"{one} alone in {_share(first & ~second)}, {other} alone in {_share(second & ~first)}"
        idle = [
            f"The experiment on {called} makes no difference at all in {_share(own)} of worlds."
            for called, own in zip(self.called, self.idle, strict=True)
            if own.any()
        ]
        both = f"both in {_share(first & second)}, neither in {_share(~first & ~second)}"
        return [f"{right[0]} of worlds, {right[1]}.", f"{parts}, {both}.", *idle]


def debate(
    trials: tuple[Trial, Trial],
    evidence: Evidence,
    replicates: int,
    seed: int,
    engine: Engine,
    workers: int | None = None,
    progress: Callable[[int], None] | None = None,
    *,
    mass: float = MASS,
    most: int = BOXES,
) -> Debate:
    """Run the experiments on two claims over the same worlds.

    Args:
        trials: the experiments.
        evidence: the seeds.
        replicates: worlds of each scenario.
        seed: of all draws.
        engine: which one runs the worlds.
        workers: threads or processes; by default one per core.
        progress: told how many worlds were just finished.
        mass: share of the worlds that a box holds at least.
        most: boxes of each claim.

    Raises:
        InputError: both are about different years, whose worlds cannot be paired.
        RunFailed: no world was finished.
    """
    if len({trial.with_.scenario.edition for trial in trials}) > 1:
        said = "are about different years, so that their worlds cannot be paired"
        raise InputError([Problem(Address("--debate"), "", said)])
    worlds = run_trials(trials, evidence, replicates, seed, engine, workers, progress)
    judged = answers(trials, worlds)
    both = np.logical_and.reduce([one.finished for one in judged])
    meets, idle = (np.stack([of(one, both) for one in judged]) for of in (_met, _idle))
    return Debate(trials, worlds, evidence, seed, meets, idle, np.flatnonzero(both), mass, most)


def _share(which: Flags) -> str:
    return percent(float(which.mean()))


def _idle(judged: Judged, both: Flags) -> Flags:
    """In which of these worlds the two scenarios of an experiment do not differ in what is expected to change."""
    shared = both[judged.finished]
    paired = [one.values[shared] == 0 for one in judged.findings if one.expectation.paired]
    return np.asarray(np.all(paired, axis=0)) if paired else np.zeros(int(shared.sum()), dtype=np.bool_)


def _met(judged: Judged, both: Flags) -> Flags:
    """Which of the worlds finished in both experiments meet every expectation of one."""
    shared = both[judged.finished]
    return np.asarray(np.all([within(one)[shared] for one in judged.findings], axis=0))


def within(one: Finding) -> Flags:
    """Which worlds go the expected way, as `Ask.share` counts them: beyond the edge, a margin being one of means."""
    margin = one.expectation.by if one.expectation.change in ("higher", "lower") else 0.0
    return np.asarray((one.values > one.low - margin) & (one.values < one.high + margin))


def sentences(found: Sequence[Answer]) -> list[str]:
    """One for each box of each claim."""
    return [text for one in found for text in one.sentences]
