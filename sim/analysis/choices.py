"""Why a country chooses as it does: the terms of each posture open to it, and what would have to change to flip it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.statistics import spread
from sim.results.store import Study

TOTAL = "total"
"""Stands for the sum of all terms where a term is named."""

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """The decision of one country in one year of one scenario.

    Attributes:
        scenario: name.
        year: of the decision.
        country: code.
        postures: names; P of them.
        terms: names; K of them.
        values: % of GDP a year, shape (worlds, P, K); not a number where a posture has no terms.
        available: shape (worlds, P).
        replicates: number of each world.
    """

    scenario: str
    year: float
    country: str
    postures: tuple[str, ...]
    terms: tuple[str, ...]
    values: Array
    available: NDArray[np.bool_]
    replicates: NDArray[np.int64]

    @property
    def utility(self) -> Array:
        """Sum of the terms; shape (worlds, P)."""
        return np.asarray(self.values.sum(axis=2))

    @property
    def best(self) -> NDArray[np.int64]:
        """Position of the best posture open in each world."""
        return np.asarray(np.where(self.available, self.utility, -np.inf).argmax(axis=1), dtype=np.int64)

    @property
    def leading(self) -> int:
        """Position of the posture that is best in most worlds."""
        return int(np.bincount(self.best, minlength=len(self.postures)).argmax())

    def others(self) -> list[int]:
        """Positions of the other postures open in some world, closest to the leading one first."""
        lead = self.leading
        gaps = {}
        for p in range(len(self.postures)):
            both = self.available[:, p] & self.available[:, lead]
            if p != lead and both.any():
                gaps[p] = float((self.utility[both, lead] - self.utility[both, p]).mean())
        return sorted(gaps, key=lambda p: gaps[p])


def choices(study: Study, ladder: tuple[str, ...]) -> list[Choice]:
    """Read the decisions a study explains.

    Args:
        study: with a table `terms`.
        ladder: order of the postures.

    Returns:
        One choice per scenario, country and year, in that order.
    """
    frame = study.table("terms")
    order = {name: position for position, name in enumerate(ladder)}
    found = []
    for scenario in study.scenarios:
        own = frame[frame["scenario"] == scenario]
        for country, year in own[["country", "year"]].drop_duplicates().itertuples(index=False, name=None):
            rows = own[(own["country"] == country) & (own["year"] == year)]
            names = sorted(rows["posture"].unique(), key=lambda name: (order.get(name, len(order)), name))
            wide = rows.pivot(index="replicate", columns=["posture", "term"], values="value")
            terms = tuple(rows["term"].drop_duplicates())
            values = np.stack([wide.loc[:, [(name, term) for term in terms]].to_numpy() for name in names], axis=1)
            open_to = (
                rows[rows["available"]].groupby(["replicate", "posture"], observed=True).size().unstack(fill_value=0)
            )
            available = open_to.reindex(index=wide.index, columns=names, fill_value=0).to_numpy() > 0
            worlds = wide.index.to_numpy()
            found.append(Choice(scenario, float(year), str(country), tuple(names), terms, values, available, worlds))
    return found


def choice_postures(study: Study, made: list[Choice]) -> pd.DataFrame:
    """The table `choice_postures`: how good, how often open, best and taken each posture is."""
    rows = []
    for choice in made:
        taken = _taken(study, choice)
        for p, posture in enumerate(choice.postures):
            values = choice.utility[choice.available[:, p], p]
            low, high = spread(values)
            rows.append(
                {
                    **_where(choice),
                    "posture": posture,
                    "available": float(choice.available[:, p].mean()),
                    "best": float((choice.best == p).mean()),
                    "chosen": float((taken == posture).mean()) if len(taken) else np.nan,
                    "mean": float(values.mean()) if len(values) else np.nan,
                    "low": float(low),
                    "high": float(high),
                }
            )
    return pd.DataFrame(rows)


def choice_terms(made: list[Choice]) -> pd.DataFrame:
    """The table `choice_terms`: mean and spread of each term of each posture open in some world, and their total."""
    rows = []
    for choice in made:
        for p, posture in enumerate(choice.postures):
            open_to = choice.available[:, p]
            if not open_to.any():
                continue
            for term, values in _with_total(choice, choice.values[open_to, p]):
                rows.append({**_where(choice), "posture": posture, "term": term, **_summary(values)})
    return pd.DataFrame(rows)


def choice_gaps(made: list[Choice]) -> pd.DataFrame:
    """The table `choice_gaps`: the leading posture against each other one open, term by term.

    `flip` is the factor on a term's difference that would by itself make the two postures equal: 1 - gap / difference.
    """
    rows = []
    for choice in made:
        lead = choice.leading
        for p in choice.others():
            both = choice.available[:, p] & choice.available[:, lead]
            gaps = choice.values[both, lead] - choice.values[both, p]
            total = float(gaps.sum(axis=1).mean())
            for term, values in _with_total(choice, gaps):
                mean = float(values.mean())
                flip = 1 - total / mean if term != TOTAL and mean != 0 else np.nan
                pair = {"leading": choice.postures[lead], "other": choice.postures[p]}
                rows.append(
                    {
                        **_where(choice),
                        **pair,
                        "term": term,
                        **_summary(values),
                        "flip": flip,
                        "worlds": int(both.sum()),
                    }
                )
    return pd.DataFrame(rows)


def _with_total(choice: Choice, values: Array) -> list[tuple[str, Array]]:
    """Each term's values over worlds, then their sum; values of shape (worlds, K)."""
    return [*((term, values[:, k]) for k, term in enumerate(choice.terms)), (TOTAL, values.sum(axis=1))]


def _where(choice: Choice) -> dict[str, str | float]:
    return {"scenario": choice.scenario, "year": choice.year, "country": choice.country}


def _summary(values: Array) -> dict[str, float]:
    low, high = spread(values)
    return {"mean": float(values.mean()), "low": float(low), "high": float(high)}


def _taken(study: Study, choice: Choice) -> NDArray[np.str_]:
    """Posture the country took that year in each world; empty when the study does not hold it."""
    if not study.has("countries"):
        return np.array([], dtype=np.str_)
    frame = study.table("countries")
    here = (
        (frame["scenario"] == choice.scenario) & (frame["country"] == choice.country) & (frame["year"] == choice.year)
    )
    return frame.loc[here, "posture"].to_numpy(dtype=np.str_)
