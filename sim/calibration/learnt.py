"""Learn about the coefficients: draw them, try the draws against what was seen, weigh and sample them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.calibration.crossed import Left, crossed
from sim.calibration.fit import Before
from sim.calibration.learn import Lesson, Weights, lessons, log_likelihood, weigh
from sim.calibration.past import Origin
from sim.calibration.tried import Progress, Tried, attempt, key
from sim.draws.ranges import Keys
from sim.engine.calibrated import Calibrated
from sim.engine.posterior import ALL, Posterior
from sim.errors import Address, InputError, Problem
from sim.evidence import Evidence, Parameter
from sim.evidence.reader import shorten
from sim.history import load_history
from sim.scenario.past import AHEAD
from sim.validation.hindcast import PAST
from sim.validation.surveys import FIT, unlike
from sim.world.table import Table

Floats = NDArray[np.float64]
Ids = NDArray[np.int64]
KEPT = 1000  # ids in a sample
KINDS = ("past", "surveys")


@dataclass(frozen=True)
class Learnt:
    """What was learnt.

    Attributes:
        tried: the draws and what came of them.
        figures: the coefficients by full name.
        seed: of all draws; worlds: of each past year for each draw.
        rate: of changes a year, of the naive forecast.
    """

    tried: Tried
    figures: Mapping[str, Parameter]
    seed: int
    worlds: int
    rate: float

    @property
    def targets(self) -> tuple[str, ...]:
        """Targets that the coefficients were fitted to."""
        return (PAST, *FIT)

    @cached_property
    def values(self) -> dict[str, Floats]:
        """Every coefficient by draw, shape (S,)."""
        keys, names = Keys(self.seed, np.arange(self.tried.draws)), tuple(self.figures)
        columns = Table(self.figures).drawn(keys, keys, names).T
        return dict(zip(names, columns, strict=True))

    @cached_property
    def weights(self) -> dict[str, Weights]:
        """Weights of the draws by the name of the sample: all targets, or what had been seen by some year."""
        found = {ALL: weigh(log_likelihood(self.tried))}
        years = sorted(self.tried.chances)
        for k, year in enumerate(years, 1):
            found[str(year + AHEAD)] = weigh(log_likelihood(self.tried, years[:k], surveys=False))
        return found

    @cached_property
    def samples(self) -> dict[str, Ids]:
        """Ids of draws, each as often as it weighs."""
        return {name: weights.sample(KEPT) for name, weights in self.weights.items()}

    @property
    def posterior(self) -> Posterior:
        """What worlds of today draw their coefficients from."""
        return Posterior(self.seed, self.samples[ALL])

    def known_by(self, year: int) -> Posterior | None:
        """What worlds of an edition draw their coefficients from, as `engine.posterior.learnt`; None for the ranges."""
        years = [int(name) for name in self.samples if name != ALL and int(name) <= year]
        return Posterior(self.seed, self.samples[str(max(years))]) if years else None

    @cached_property
    def lessons(self) -> dict[str, Lesson]:
        """What was learnt of every coefficient."""
        past = weigh(log_likelihood(self.tried, surveys=False))
        surveys = weigh(log_likelihood(self.tried, ()))
        return lessons(self.values, self.weights[ALL], dict(zip(KINDS, (past, surveys), strict=True)))

    @cached_property
    def crossed(self) -> list[Left]:
        """Each country and period left out, foreseen by the rest."""
        return list(crossed(self.tried, self.rate))


def fitted_years(evidence: Evidence) -> list[int]:
    """Editions whose ten years are fitted to.

    Raises:
        InputError: targets.yaml does not say, or nothing lies within.
    """
    target = evidence.targets.get(PAST)
    last = target.given.get("last") if target else None
    years = [] if last is None else [year for year in evidence.editions if year + AHEAD <= last]
    wrong = [
        ("", f"'{name}' is missing; the coefficients are fitted to it") for name in FIT if name not in evidence.targets
    ]
    wrong += [(f"{name}.values", sentence) for name, sentence in unlike(evidence, FIT)]
    if not years:
        sentence = f"'{PAST}' must give the last year that is fitted to, and an edition before it be there"
        wrong.append(("", sentence))
    if wrong:
        where = Address(shorten(evidence.root / "targets.yaml"))
        raise InputError(Problem(where, key, sentence) for key, sentence in wrong)
    return years


def learn(
    evidence: Evidence,
    before: Before,
    draws: int,
    worlds: int,
    seed: int,
    home: Path,
    workers: int | None = None,
    progress: Progress | None = None,
) -> tuple[Learnt, Path]:
    """Learn about the coefficients.

    Args:
        evidence: the seeds of today.
        before: what was fitted with coefficients from their ranges.
        draws: how many are tried.
        worlds: of each past year for each draw.
        seed: of all draws.
        home: folder in which the folder of unfinished parts is made.
        workers: threads and processes; by default one per core.
        progress: told how many draws were just done.

    Returns:
        What was learnt, and the folder of its parts, which nothing needs once it is written down.
    """
    years, history = fitted_years(evidence), load_history(evidence)
    ratios = {year: before.editions[year][0] for year in years}
    origins: Sequence[Origin] = [
        Origin.of(
            evidence, history, year, Calibrated(ratios[year], before.curve, (tuple(evidence.at(year).countries),)), seed
        )
        for year in years
    ]
    folder = home / f".calibrate-{key(evidence, origins, worlds, seed)}"
    tried = attempt(evidence, origins, folder, draws, worlds, seed, workers, progress)
    table = Table.of(evidence)
    figures = {name: table.figures[name] for name in table.coefficients}
    return Learnt(tried, figures, seed, worlds, evidence.law["posture_change_rate"].value), folder
