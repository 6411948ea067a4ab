"""Cross-validation: what is left out of the fit is foreseen by the rest, beside the prior and the naive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.calibration.learn import Weights, even, log_likelihood, weigh
from sim.calibration.tried import Tried
from sim.validation.against import line, share
from sim.validation.rivals import unchanged

Floats = NDArray[np.float64]
POSTURES, SURVEY = "log score of postures", "error of the survey"
UNITS = {POSTURES: "nats", SURVEY: "points"}


@dataclass(frozen=True)
class Left:
    """What was left out, and how well it was foreseen; less is better throughout.

    Attributes:
        kind: country or period; name: which.
        measure: a key of `UNITS`.
        cases: countries and origins, or surveys of a country.
        prior, fitted: by draws from the ranges, and by those weighed without it.
        naive: nothing changes; or, of a survey, the mean of the others.
        effective: draws of equal weight behind `fitted`.
    """

    kind: str
    name: str
    measure: str
    cases: int
    prior: float
    fitted: float
    naive: float
    effective: float


def crossed(tried: Tried, rate: float) -> Iterator[Left]:
    """Leave out each country, then each period.

    Args:
        tried: what came of the draws.
        rate: of changes a year, by which the naive forecast fades.
    """
    prior = even(tried.draws)
    codes = sorted({code for names in tried.countries.values() for code in names} | set(tried.asked))
    for code in codes:
        fitted = weigh(log_likelihood(tried, without=code))
        years = [year for year in tried.chances if _known(tried, year, code)]
        if years:
            yield _postures(tried, "country", code, [(year, code) for year in years], prior, fitted, rate)
        if code in tried.asked:
            yield _survey(tried, code, prior, fitted)
    for year in tried.chances:
        others = [other for other in tried.chances if other != year]
        fitted = weigh(log_likelihood(tried, others))
        cases = [(year, code) for code in tried.countries[year] if _known(tried, year, code)]
        yield _postures(tried, "period", str(year), cases, prior, fitted, rate)


def _known(tried: Tried, year: int, code: str) -> bool:
    names = tried.countries[year]
    return code in names and bool(tried.known[year][:, names.index(code)].any())


def _postures(
    tried: Tried, kind: str, name: str, cases: list[tuple[int, str]], prior: Weights, fitted: Weights, rate: float
) -> Left:
    scores = np.array([_score(tried, year, code, prior, fitted, rate) for year, code in cases])
    before, after, naive = scores.mean(axis=0).tolist()
    return Left(kind, name, POSTURES, len(cases), before, after, naive, fitted.effective)


def _score(
    tried: Tried, year: int, code: str, prior: Weights, fitted: Weights, rate: float
) -> tuple[float, float, float]:
    """Mean over the years ahead of minus the log probability of what was seen."""
    i = tried.countries[year].index(code)
    known = tried.known[year][:, i]
    chances = tried.chances[year][:, known, i]
    before, after = (-float(np.log(w.shares @ chances).mean()) for w in (prior, fitted))
    kept, other = unchanged(1 + np.flatnonzero(known), tried.postures, rate)
    naive = np.where(tried.stayed[year][known, i], kept, other)
    return before, after, -float(np.log(naive).mean())


def _survey(tried: Tried, code: str, prior: Weights, fitted: Weights) -> Left:
    """Distance of the share foreseen by a line through the others, points."""
    k = tried.asked.index(code)
    others = np.arange(len(tried.asked)) != k
    intercept, slope = line(tried.worths[:, others], tried.shares[others], least=0.0)
    said = intercept + slope * tried.worths[:, k]
    foreseen = share(np.array([prior.shares @ said, fitted.shares @ said, tried.shares[others].mean()]))
    before, after, naive = np.abs(foreseen - share(tried.shares[k])).tolist()
    return Left("country", code, SURVEY, 1, before, after, naive, fitted.effective)
