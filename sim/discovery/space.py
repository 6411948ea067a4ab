"""The cases of a sweep: its points, or its worlds, with what was varied and whether they are of interest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from sim.discovery.prim import Cases
from sim.discovery.where import OPTION, Term
from sim.errors import Address, InputError, Problem
from sim.figures.material import rows
from sim.results.conditions import CHANGE
from sim.results.measure import ALL
from sim.results.outcomes import outcomes
from sim.results.store import Study
from sim.results.wording import counted, listed, named, unit_words
from sim.sweep.levels import KEEPS

SCENARIO = "scenario"
"""Path of the dimension that tells the scenarios of a sweep apart."""

FEWEST = 10
"""Cases of interest, and cases that are not, below which nothing is sought."""


class Dimension(NamedTuple):
    """What cases differ in.

    Attributes:
        path: of the entry; name: what a reader calls it.
        unit, meaning: of its values.
        words: that it takes, in the order of their positions; empty for numbers.
    """

    path: str
    name: str
    unit: str = ""
    meaning: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Space:
    """Cases with what they are called.

    Attributes:
        dimensions: D of them.
        cases: N of them.
        keys: columns `scenario`, `point` and `replicate` of each case, as far as it has them; shape (N,).
        noun: what a case is called.
        left_out: cases without a value.
        ranges: smallest and largest value that each term compares, in words.
    """

    dimensions: Sequence[Dimension]
    cases: Cases
    keys: pd.DataFrame
    noun: str
    left_out: int
    ranges: Sequence[str]

    def refuse(self) -> None:
        """Say so where there is too little to seek.

        Raises:
            InputError: all cases are of interest, none is, or too few are or are not.
        """
        total, found = len(self.cases), int(self.cases.interest.sum())
        said, runs = "", listed(self.ranges)
        if found == 0:
            said = f"holds at none of {counted(total, self.noun)}; values run from {runs}"
        elif found == total:
            said = f"holds at all {counted(total, self.noun)}; values run from {runs}"
        elif min(found, total - found) < FEWEST:
            few = f"holds at {found:,} of {counted(total, self.noun)}"
            said = f"{few}; at least {FEWEST} must be so, and {FEWEST} not; values run from {runs}"
        if said:
            raise InputError([Problem(Address(OPTION), "", said)])


def space(study: Study, terms: Sequence[Term], *, worlds: bool) -> Space:
    """The cases of a sweep.

    Args:
        study: of a sweep.
        terms: what makes a case one of interest.
        worlds: let each world be a case, instead of each point with its mean over worlds.

    Raises:
        InputError: there is one scenario only, and a difference is asked for; or nothing was varied.
    """
    values = _values(study, terms, worlds=worlds)
    points = study.table("points").set_index("point")
    told = rows(study.table("dimensions"))
    several = values[SCENARIO].unique().tolist()
    if not told and len(several) < 2:
        raise InputError([Problem(Address(str(study.path)), "", "nothing was varied, so there is nothing to discover")])
    at = points.loc[values["point"]]
    dimensions, columns = [], []
    for row in told:
        words: tuple[str, ...] = ()
        column = at[row["path"]]
        if not pd.api.types.is_numeric_dtype(column):
            column = column.fillna(KEEPS)
            words = tuple(sorted(column.unique()))
            column = column.map({word: k for k, word in enumerate(words)})
        unit = unit_words(row["unit"])
        dimensions.append(Dimension(row["path"], named(row["path"]), unit, row["meaning"], words))
        columns.append(column.to_numpy(dtype=np.float64))
    if len(several) > 1:
        titles = tuple(" ".join(study.manifest.title(name).split()) for name in several)
        dimensions.append(Dimension(SCENARIO, "scenario", words=titles))
        columns.append(values[SCENARIO].map({name: k for k, name in enumerate(several)}).to_numpy(dtype=np.float64))
    measured = values[[str(k) for k in range(len(terms))]].to_numpy(dtype=np.float64)
    whole = ~np.isnan(np.column_stack([measured, *columns])).any(axis=1)
    interest = np.logical_and.reduce([term.holds(measured[:, k]) for k, term in enumerate(terms)])
    places = values.groupby([SCENARIO, "point"], sort=False).ngroup().to_numpy().astype(np.int64)
    cases = Cases(columns, [len(one.words) for one in dimensions], interest, places).taken(whole)
    keys = values[[name for name in (SCENARIO, "point", "replicate") if name in values]][whole].reset_index(drop=True)
    if not len(cases):
        raise InputError([Problem(Address(str(study.path)), "", "has no case in which every value is known")])
    ladder = [posture.name for posture in study.manifest.facts.postures]
    known = outcomes(ladder)
    ranges = [term.span(known[term.outcome], column) for term, column in zip(terms, measured[whole].T, strict=True)]
    return Space(dimensions, cases, keys, "world" if worlds else "point", int((~whole).sum()), ranges)


def _values(study: Study, terms: Sequence[Term], *, worlds: bool) -> pd.DataFrame:
    """What each term compares, in columns called by the position of the term, beside the keys of the cases."""
    keys = [SCENARIO, "point", *(["replicate"] if worlds else [])]
    frame = study.table("worlds" if worlds else "summary")
    found: pd.DataFrame | None = None
    first = study.scenarios[0]
    for k, term in enumerate(terms):
        own = _column(frame, term, keys, worlds=worlds).rename(str(k))
        if term.change:
            if len(study.scenarios) < 2:
                said = f"{CHANGE} compares with the first scenario of a sweep, and this one has no other"
                raise InputError([Problem(Address(OPTION), "", said)])
            own = own - own.unstack(SCENARIO)[first].reindex(own.reset_index(SCENARIO).index).to_numpy()
        found = own.to_frame() if found is None else found.join(own)
    if found is None:
        raise ValueError("no term")
    if any(term.change for term in terms):
        found = found.drop(first, level=SCENARIO)
    return found.reset_index()


def _column(frame: pd.DataFrame, term: Term, keys: list[str], *, worlds: bool) -> pd.Series:
    """What one term compares, by case."""
    frame = frame.astype({SCENARIO: str})
    if worlds:
        name = term.outcome if term.scope == ALL else f"{term.outcome}.{term.scope}"
        return frame.set_index(keys)[name]
    chosen = frame[(frame["outcome"] == term.outcome) & (frame["scope"] == term.scope)]
    return chosen.set_index(keys)["mean"]
