"""The same differences in parts of the worlds: where the pact came into force or not, and by the disputed numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.compare import pairs
from sim.analysis.samples import Samples, Worlds, sample
from sim.analysis.statistics import mean_interval
from sim.results.outcomes import DISPUTED

PACT_SPLIT = "pact_in_force_b"
_EVER = "pact_in_force.ever"
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


def conditional(samples: Samples, a: int, b: int, groups: Sequence[Group]) -> pd.DataFrame:
    """Differences of the overall outcomes, and of those at flashpoints, group by group.

    Args:
        samples: outcomes of worlds.
        a: position of the scenario compared with.
        b: position of the other.
        groups: of the same worlds, as `groups` splits them.

    Returns:
        The table `conditional` of this pair; a group without worlds has no row.
    """
    rows = samples.rows("all", "flashpoint")
    series = [samples.series[row] for row in rows]
    frames = []
    for group in groups:
        before, after = (np.compress(group.chosen, samples.values[k][rows], axis=1) for k in (a, b))
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
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()


def groups(worlds: Worlds, a: int, b: int, disputed: Sequence[str] = DISPUTED) -> list[Group]:
    """Split the worlds finished in two scenarios: by whether a pact came into force, and by thirds of disputed numbers.

    Args:
        worlds: of the study.
        a: position of the scenario compared with.
        b: position of the other.
        disputed: parameters to split by; one that was not drawn, or did not vary, is left out.
    """
    samples = next(sample(worlds, (_EVER,)), None) or next(sample(worlds))
    both = pairs(samples, a, b)
    found: list[Group] = []
    if _EVER in samples.table:
        formed = samples.values[b, 0] > 0
        found += [Group(PACT_SPLIT, name, np.nan, np.nan, one) for name, one in (("no", ~formed), ("yes", formed))]
    for parameter in disputed:
        drawn = worlds.drawn(parameter).reindex(samples.replicates).to_numpy(dtype=np.float64)
        known = both & ~np.isnan(drawn)
        if not known.any() or np.ptp(drawn[known]) == 0:
            continue
        third = np.full(len(drawn), -1)
        third[known] = thirds(drawn[known])
        for position, name in enumerate(THIRDS):
            chosen = third == position
            if chosen.any():
                found.append(Group(parameter, name, float(drawn[chosen].min()), float(drawn[chosen].max()), chosen))
    return [replace(group, chosen=group.chosen & both) for group in found if (group.chosen & both).any()]


def thirds(values: NDArray[np.float64]) -> NDArray[np.int64]:
    """Third of each value: 0 low, 1 middle, 2 high; equal values share a third.

    Args:
        values: shape (worlds,).

    Returns:
        The thirds, cut at the 1/3 and 2/3 quantiles; a value at a cut belongs below it.
    """
    cuts = np.quantile(values, (1 / 3, 2 / 3))
    return np.searchsorted(cuts, values, side="left").astype(np.int64)
