"""What taking sides is worth to the states of ASEAN under other draws of the coefficients, for the surveys to judge."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.draws.ranges import Keys
from sim.engine.calibrated import Calibrated
from sim.engine.worlds import Factory
from sim.evidence import Evidence, load_evidence
from sim.results.processes import crewed, deaf
from sim.scenario import load_scenario
from sim.validation.against import log_odds
from sim.validation.forced_choice import at_rest
from sim.validation.surveys import FIT, blind
from sim.world.build import base_frame, build

Floats = NDArray[np.float64]
SCENARIO = "whole_theatre"
STILL = {"law.perception_noise": 0.0}
MOST = 1.0 - 1e-9  # a correlation beyond it tells no more


def surveyed(evidence: Evidence) -> tuple[str, ...]:
    """Countries whose elites were asked, in alphabetical order."""
    return tuple(sorted(evidence.targets[FIT[0]].values))


class Sides:
    """Worths of the hub's side over the challenger's in the base year, every other number at its central value.

    No figure of a country rests on the surveys themselves; see `surveys.blind`.
    """

    def __init__(self, evidence: Evidence, seed: int) -> None:
        """Prepare the worlds of today, of a calibration with that seed."""
        scenario = load_scenario(SCENARIO, blind(evidence), evidence)
        self._seed, self._asked = seed, surveyed(evidence)
        told = scenario.model_copy(update={"seed": seed, "draws": "prior"})
        self._factory = Factory(evidence, (told,), Calibrated(1.0, ((0.0, 0.0),), (told.include,)))
        self._fixed = self._factory.frames[0]
        self._names = self._factory.table.coefficients

    @property
    def told(self) -> dict[str, Any]:
        """The scenario of these worlds, with all that it inherits."""
        return self._factory.scenarios[0].resolved()

    def worths(self, draws: Sequence[int]) -> Floats:
        """Worth to each country asked, % of GDP a year; shape (S, countries)."""
        keys = Keys(self._seed, np.asarray(draws, np.int64))
        values = self._factory.table.drawn(keys, keys, self._names)
        return np.array([self._worth(dict(zip(self._names, row, strict=True))) for row in values.tolist()])

    def _worth(self, coefficients: dict[str, float]) -> list[float]:
        evidence = self._factory.evidence
        row = {**self._factory.table.central, **coefficients, **STILL}
        world = build(evidence, self._fixed, row)
        found = at_rest(build(evidence, base_frame(evidence, self._fixed), row), world)
        return [found[world.countries.index(code)] for code in self._asked]


_sides: Sides | None = None


def _prepare(root: Path, seed: int) -> None:
    global _sides
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    _sides = Sides(load_evidence(root), seed)


def _worths(draws: Sequence[int]) -> Floats:
    if _sides is None:
        raise RuntimeError("the process was not prepared")
    return _sides.worths(draws)


class Crew:
    """Processes that weigh sides."""

    def __init__(self, pool: Any, count: int) -> None:
        """A pool of that many processes."""
        self._pool, self._count = pool, count

    def worths(self, draws: Sequence[int]) -> Floats:
        """As `Sides.worths`, shared out."""
        shares = [draws[k :: self._count] for k in range(self._count)]
        with deaf():  # the first jobs start the processes
            running = [self._pool.submit(_worths, share) for share in shares if len(share)]
        found = np.empty((len(draws), 0))
        for k, job in enumerate(running):
            part = job.result()
            found = np.empty((len(draws), part.shape[1])) if not k else found
            found[k :: self._count] = part
        return found


@contextmanager
def crew(evidence: Evidence, seed: int, workers: int) -> Iterator[Crew]:
    """Processes that weigh sides, ended with the block."""
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _prepare, (evidence.root, seed))
    try:
        with crewed():
            yield Crew(pool, workers)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def logits(*surveys: Mapping[str, float]) -> Floats:
    """Mean logit over surveys of the share for the hub, by country in alphabetical order."""
    shares = np.array([[survey[code] for code in sorted(survey)] for survey in surveys])
    return np.asarray(log_odds(shares).mean(axis=0))


def agreement(worths: Floats, seen: Floats) -> Floats:
    """Log likelihood of the surveys by draw, that of worths which say nothing being 0; shape (S,).

    A straight line leads from worth to the logit of a share, and of it nothing is known but that it does not fall. Its
    height, its slope per standard deviation of the worths (flat priors, that of the slope from 0 on) and the scatter
    about it (1 / sigma) are integrated out. With nu = n - 2 and t = r sqrt(nu / (1 - r^2)) what is left is
    (1 - r^2)^(-nu / 2) F(t), F being the distribution function of Student's t of nu degrees (Zellner 1971, chapter 3):
    order and spacing of the worths count, and not their size.

    Args:
        worths: shape (S, n), n > 2.
        seen: mean logits, shape (n,).
    """
    from scipy.stats import t as student

    x, y = worths - worths.mean(axis=1, keepdims=True), seen - seen.mean()
    spread, nu = np.sqrt((x**2).sum(axis=1) * (y @ y)), len(y) - 2
    r = np.divide(x @ y, spread, out=np.zeros(len(x)), where=spread > 0.0)
    rest = 1.0 - np.minimum(np.abs(r), MOST) ** 2
    return np.asarray(-nu / 2 * np.log(rest) + student.logcdf(r * np.sqrt(nu / rest), nu) + np.log(2.0))
