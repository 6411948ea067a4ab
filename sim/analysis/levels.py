"""Each outcome of each scenario by itself."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.analysis.samples import Samples
from sim.analysis.statistics import spread


def levels(samples: Samples) -> pd.DataFrame:
    """Mean and spread over worlds of every outcome.

    Args:
        samples: outcomes of worlds.

    Returns:
        The table `levels`, one row per scenario, outcome and scope.
    """
    frames = []
    for s, scenario in enumerate(samples.scenarios):
        values = np.compress(~np.isnan(samples.values[s]).any(axis=0), samples.values[s], axis=1)
        low, high = spread(values)
        frames.append(
            pd.DataFrame(
                {
                    "scenario": scenario,
                    "outcome": [series.outcome for series in samples.series],
                    "kind": [series.kind for series in samples.series],
                    "scope": [series.scope for series in samples.series],
                    "mean": values.mean(axis=1),
                    "low": low,
                    "high": high,
                    "worlds": values.shape[1],
                }
            )
        )
    return pd.concat(frames, ignore_index=True)
