"""Which drawn parameters the difference of an outcome goes with, by rank correlation over worlds."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import pandas as pd

from sim.analysis.compare import outcome_differences, pairs
from sim.analysis.samples import Samples, Worlds
from sim.analysis.statistics import Array

LISTED = 8
"""Parameters listed for each outcome."""

DIGITS = 12
"""Decimals of a correlation; what is beyond them depends on the order of sums, and would part equal ones."""

COLUMNS = ("a", "b", "outcome", "parameter", "correlation", "chance", "rank")
_DOUBT = 0.05


def sensitivity(worlds: Worlds, samples: Samples, a: int, b: int) -> pd.DataFrame:
    """Rank correlations of the overall differences with the draws.

    Args:
        worlds: the study's panels.
        samples: outcomes of the worlds held in full, the only ones of which every draw is known.
        a: position of the scenario compared with.
        b: position of the other.

    Returns:
        The table `sensitivity` of this pair: the parameters with the largest correlation for each outcome that
        differs in some world; `chance` is what the largest of as many unrelated parameters would exceed in one
        study of twenty, so smaller correlations mean nothing.
    """
    both = pairs(samples, a, b)
    drawn = worlds.draws.reindex(samples.replicates[both])
    drawn = drawn.dropna(axis=1)
    drawn = drawn.loc[:, np.ptp(drawn.to_numpy(dtype=np.float64), axis=0) > 0]
    rows = samples.rows("all")
    differences = outcome_differences(samples, a, b, rows)
    varied = np.flatnonzero(np.ptp(differences, axis=1) > 0) if differences.shape[1] else np.array([], np.intp)
    if drawn.empty or not varied.size:
        return pd.DataFrame(columns=list(COLUMNS))
    products = ranks(differences[varied]) @ ranks(drawn.to_numpy(dtype=np.float64).T).T
    correlations = np.round(products, DIGITS)
    chance = chance_correlation(drawn.shape[1], differences.shape[1])
    order = np.argsort(-np.abs(correlations), axis=1, kind="stable")[:, :LISTED]
    found = []
    for position, row in enumerate(varied):
        for rank, parameter in enumerate(order[position], start=1):
            value = float(np.clip(correlations[position, parameter], -1, 1))
            name = samples.series[rows[row]].outcome
            found.append(
                (samples.scenarios[a], samples.scenarios[b], name, drawn.columns[parameter], value, chance, rank)
            )
    return pd.DataFrame(found, columns=list(COLUMNS))


def chance_correlation(parameters: int, worlds: int) -> float:
    """Size that the largest rank correlation of unrelated parameters exceeds in one study of twenty.

    Args:
        parameters: how many are looked at.
        worlds: how many worlds the correlation is taken over, at least 2.

    Returns:
        The two-sided normal quantile over sqrt(worlds - 1), shared out over the parameters (Bonferroni), at most 1.
    """
    return min(1.0, NormalDist().inv_cdf(1 - _DOUBT / (2 * parameters)) / math.sqrt(worlds - 1))


def ranks(values: Array) -> Array:
    """Ranks of each row with ties averaged, centred and of length one; shape (rows, worlds)."""
    ranked = pd.DataFrame(values.T).rank().to_numpy().T
    centred = ranked - ranked.mean(axis=1, keepdims=True)
    return np.asarray(centred / np.linalg.norm(centred, axis=1, keepdims=True))
