"""Scenario A against each other scenario, world by world: the same replicate of both has the same draws."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from sim.analysis.samples import Samples
from sim.analysis.statistics import Array, mean_interval, paired, spread
from sim.errors import Address, InputError, Problem
from sim.results.outcomes import Outcome
from sim.results.wording import MINUS, change

NAMED = 3
"""How many countries or flashpoints are named as driving a difference."""


def compare(samples: Samples, a: int, b: int) -> pd.DataFrame:
    """Compare two scenarios.

    Args:
        samples: outcomes of worlds.
        a: position of the scenario compared with.
        b: position of the other.

    Returns:
        The table `comparison` of this pair.

    Raises:
        InputError: when no world was finished in both.
    """
    both = pairs(samples, a, b)
    before, after = (np.compress(both, samples.values[k], axis=1) for k in (a, b))
    difference = paired(before, after)
    falls_short = np.array([samples.table[series.outcome].better == "lower" for series in samples.series])
    spread_a, spread_b = spread(before), spread(after)
    drivers = _drivers(contributions(samples, a, b), samples.table)
    return pd.DataFrame(
        {
            "a": samples.scenarios[a],
            "b": samples.scenarios[b],
            "outcome": [series.outcome for series in samples.series],
            "kind": [series.kind for series in samples.series],
            "scope": [series.scope for series in samples.series],
            "level_a": before.mean(axis=1),
            "low_a": spread_a[0],
            "high_a": spread_a[1],
            "level_b": after.mean(axis=1),
            "low_b": spread_b[0],
            "high_b": spread_b[1],
            "difference": difference.difference,
            "ci_low": difference.ci_low,
            "ci_high": difference.ci_high,
            "spread_low": difference.spread_low,
            "spread_high": difference.spread_high,
            "p_better": np.where(falls_short, 1 - difference.p_above, difference.p_above),
            "worlds": int(both.sum()),
            "drivers": [drivers.get(series.outcome, "") if series.kind == "all" else "" for series in samples.series],
        }
    )


def contributions(samples: Samples, a: int, b: int) -> pd.DataFrame:
    """The part of each country or flashpoint in the difference of the outcomes that add up over them.

    Args:
        samples: outcomes of worlds.
        a: position of the scenario compared with.
        b: position of the other.

    Returns:
        The table `contributions` of this pair; the parts of an outcome sum to its difference, and rank 1 is the
        largest part by size.
    """
    both = pairs(samples, a, b)
    before, after = (np.compress(both, samples.parts[k], axis=1) for k in (a, b))
    mean, low, high = mean_interval(after - before)
    frame = pd.DataFrame(
        {
            "a": samples.scenarios[a],
            "b": samples.scenarios[b],
            "outcome": [series.outcome for series in samples.part_series],
            "kind": [series.kind for series in samples.part_series],
            "scope": [series.scope for series in samples.part_series],
            "difference": mean,
            "ci_low": low,
            "ci_high": high,
        }
    )
    size = -frame["difference"].abs()
    frame["rank"] = size.groupby(frame["outcome"]).rank(method="first").astype("int32")
    return frame


def pairs(samples: Samples, a: int, b: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which worlds were finished in both scenarios; InputError when none was."""
    both = samples.both(a, b)
    if not both.any():
        names = f"{samples.scenarios[a]} and {samples.scenarios[b]}"
        raise InputError([Problem(Address("tables"), "replicate", f"no world was finished in both {names}")])
    return both.reshape(-1)


def _drivers(parts: pd.DataFrame, table: Mapping[str, Outcome]) -> dict[str, str]:
    """The largest parts of each outcome as text, largest first; parts that round to nothing are not named."""
    texts: dict[str, list[str]] = {}
    named = parts[parts["rank"] <= NAMED].sort_values(["outcome", "rank"])
    for outcome, scope, difference in zip(named["outcome"], named["scope"], named["difference"], strict=True):
        size = change(table[outcome], difference, finer=1)
        if size.strip(f"+{MINUS}0."):
            texts.setdefault(str(outcome), []).append(f"{scope} {size}")
    return {outcome: ", ".join(words) for outcome, words in texts.items()}


def outcome_differences(samples: Samples, a: int, b: int, rows: np.ndarray[tuple[int], np.dtype[np.intp]]) -> Array:
    """Paired differences of some series; shape (rows, worlds finished in both)."""
    both = pairs(samples, a, b)
    before, after = (np.compress(both, samples.values[k][rows], axis=1) for k in (a, b))
    return np.asarray(after - before)
