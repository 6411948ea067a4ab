"""The same differences in parts of the worlds: where the pact came into force or not, and by the disputed numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.compare import pairs
from sim.analysis.samples import Samples, Worlds
from sim.analysis.statistics import mean_interval

DISPUTED = ("law.pact_formation_prior", "law.deterrence_effect", "law.provocation_effect")
"""Drawn parameters on which authors disagree most; answers are shown as a function of each."""

PACT_SPLIT = "pact_in_force_b"
THIRDS = ("1 low", "2 middle", "3 high")

Chosen = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Group:
    """Some of the worlds: which split, which group of it, the range of the parameter in it, and who belongs."""

    split: str
    name: str
    low: float
    high: float
    chosen: Chosen


def conditional(worlds: Worlds, samples: Samples, a: int, b: int, disputed: tuple[str, ...] = DISPUTED) -> pd.DataFrame:
    """Differences of the overall outcomes, and of those at flashpoints, group by group.

    Args:
        worlds: the study's panels.
        samples: outcomes of worlds.
        a: position of the scenario compared with.
        b: position of the other.
        disputed: parameters to split by; one that was not drawn, or did not vary, is left out.

    Returns:
        The table `conditional` of this pair; a group without worlds has no row.
    """
    both = pairs(samples, a, b)
    rows = samples.rows("all", "flashpoint")
    series = [samples.series[row] for row in rows]
    frames = []
    for group in _groups(worlds, samples, b, both, disputed):
        before = samples.values[a][rows][:, group.chosen]
        after = samples.values[b][rows][:, group.chosen]
        level_b, level_low, level_high = mean_interval(after)
        difference, low, high = mean_interval(after - before)
        frames.append(
            pd.DataFrame(
                {
                    "a": samples.scenarios[a],
                    "b": samples.scenarios[b],
                    "outcome": [one.outcome for one in series],
                    "kind": [one.kind for one in series],
                    "scope": [one.scope for one in series],
                    "split": group.split,
                    "group": group.name,
                    "group_low": group.low,
                    "group_high": group.high,
                    "level_a": before.mean(axis=1),
                    "level_b": level_b,
                    "level_b_low": level_low,
                    "level_b_high": level_high,
                    "difference": difference,
                    "ci_low": low,
                    "ci_high": high,
                    "worlds": int(group.chosen.sum()),
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def thirds(values: NDArray[np.float64]) -> NDArray[np.int64]:
    """Third of each value: 0 low, 1 middle, 2 high; equal values share a third.

    Args:
        values: shape (worlds,).

    Returns:
        The thirds, cut at the 1/3 and 2/3 quantiles; a value at a cut belongs below it.
    """
    cuts = np.quantile(values, (1 / 3, 2 / 3))
    return np.searchsorted(cuts, values, side="left").astype(np.int64)


def _groups(worlds: Worlds, samples: Samples, b: int, both: Chosen, disputed: tuple[str, ...]) -> Iterator[Group]:
    if "theatre" in {outcome.table for outcome in samples.table.values()}:
        formed = worlds.panel("theatre").cube("pact_in_force")[b, :, :, 0].max(axis=1) > 0
        for name, chosen in (("no", both & ~formed), ("yes", both & formed)):
            if chosen.any():
                yield Group(PACT_SPLIT, name, np.nan, np.nan, chosen)
    for parameter in disputed:
        if parameter not in worlds.draws.columns:
            continue
        drawn = worlds.draws[parameter].reindex(samples.replicates).to_numpy(dtype=np.float64)
        known = both & ~np.isnan(drawn)
        if not known.any() or np.ptp(drawn[known]) == 0:
            continue
        third = np.full(len(drawn), -1)
        third[known] = thirds(drawn[known])
        for position, name in enumerate(THIRDS):
            chosen = third == position
            if chosen.any():
                yield Group(parameter, name, float(drawn[chosen].min()), float(drawn[chosen].max()), chosen)
