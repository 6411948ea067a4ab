"""The methods: indices of all dimensions from the values of one outcome at the points of a design.

Variance-based indices are those of SALib (Iwanaga, Usher and Herman 2022), first order after Saltelli et al. (2010),
total order after Jansen; elementary effects are SALib's too (Morris 1991; mu* after Campolongo et al. 2007).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from statistics import NormalDist
from typing import Any, NamedTuple

import numpy as np

from sim.analysis.statistics import LEVEL
from sim.sensitivity.pawn import Sliced
from sim.sensitivity.sample import Floats, Sample

MATTERS = 0.05
"""Share of the variance, or of the largest index, below which a dimension is said not to matter (the level at which
Sarrazin, Pianosi and Wagener (2016), Environmental Modelling & Software 79, screen)."""

DECIDES: Mapping[str, str] = {"sobol": "total", "morris": "mu_star", "pawn": "median", "swing": "swing"}
"""The index of each method by which it is judged whether a dimension matters."""

_MORRIS_LEVELS = 4
_Z = NormalDist().inv_cdf((1 + LEVEL) / 2)


class Estimate(NamedTuple):
    """An index of all dimensions with its interval, shape (D,) each; second indices are (D, D), above the diagonal."""

    value: Floats
    low: Floats
    high: Floats


class Found(NamedTuple):
    """What a method finds.

    Attributes:
        indices: by name.
        least: from which the index that decides counts.
        scale: by which the width of its interval is told.
    """

    indices: Mapping[str, Estimate]
    least: float
    scale: float


Method = Callable[[Sample, Floats, Floats, bool], Found]
"""Of a sample, inputs (N, T, D) and values (N, T) of its first samples, and whether all of it is looked at."""


def methods_of(sample: Sample) -> tuple[str, ...]:
    """Methods that a design allows, the one by which it is judged first."""
    return {"sobol": ("sobol", "pawn"), "morris": ("morris",), "one_at_a_time": ("swing",)}.get(sample.kind, ("pawn",))


def sobol(sample: Sample, inputs: Floats, values: Floats, whole: bool) -> Found:
    """Shares of the variance: by itself (first), with all others (total), and, of a whole sample, of pairs (second)."""
    from SALib.analyze import sobol as salib

    pairs = whole and bool(sample.design["second_order"])
    if not pairs and sample.design["second_order"]:
        several = len(sample.paths)
        values = values[:, [*range(several + 1), 2 * several + 1]]  # without the points that only pairs take
    with np.errstate(all="ignore"):  # a resample in which a rare outcome never happens has no variance
        made = salib.analyze(
            _problem(sample), values.ravel(), calc_second_order=pairs, conf_level=LEVEL, seed=_seed(sample)
        )
    names = {"first": "S1", "total": "ST"} | ({"second": "S2"} if pairs else {})
    return Found({name: _around(made[own], made[f"{own}_conf"]) for name, own in names.items()}, MATTERS, 1.0)


def morris(sample: Sample, inputs: Floats, values: Floats, whole: bool) -> Found:
    """Elementary effects over the whole range, in units of the outcome: mean size (mu*), mean (mu), spread (sigma)."""
    from SALib.analyze import morris as salib

    levels = sample.design.get("levels", _MORRIS_LEVELS)
    with np.errstate(all="ignore"):
        made = salib.analyze(
            _problem(sample), inputs.reshape(-1, len(sample.paths)), values.ravel(),
            conf_level=LEVEL, num_levels=levels, seed=_seed(sample),
        )  # fmt: skip
    size = _around(made["mu_star"], made["mu_star_conf"])
    plain = {name: _bare(made[name]) for name in ("mu", "sigma")}
    return _relative({"mu_star": size, **plain}, size)


def pawn(sample: Sample, inputs: Floats, values: Floats, whole: bool) -> Found:
    """Distances of distributions, beside those of inputs without any effect."""
    rng = np.random.default_rng(sample.study.manifest.seed)
    cut = Sliced.of(inputs.reshape(-1, len(sample.paths)), values.ravel())
    found, errors = cut.distances(), cut.errors(rng)
    indices = {
        name: _around(getattr(found, name), _Z * getattr(errors, name), least=0.0) for name in ("median", "maximum")
    }
    return Found(indices, cut.dummy(rng), 1.0)


METHODS: Mapping[str, Method] = {"sobol": sobol, "morris": morris, "pawn": pawn}
"""Those that look at samples, by name; swings are read from the effects of the sweep."""


def swings(sample: Sample, scenario: str, outcome: str, scope: str) -> Found:
    """Differences between the ends of each dimension while all others stay at the centre, from the table `effects`."""
    effects = sample.study.table("effects")
    own = effects[(effects["scenario"] == scenario) & (effects["outcome"] == outcome) & (effects["scope"] == scope)]
    told = own.set_index("number").reindex(range(1, len(sample.paths) + 1))
    value, low, high = (told[name].to_numpy(dtype=np.float64) for name in ("difference", "ci_low", "ci_high"))
    swing = Estimate(value, low, high)
    return _relative({"swing": swing}, swing)


def verdicts(found: Found, method: str) -> list[str]:
    """Whether each dimension matters: yes, no or unsure."""
    value, low, high = found.indices[DECIDES[method]]
    if method == "pawn":  # already a test against chance
        return ["yes" if one > found.least else "no" for one in value]
    if method == "swing":
        farthest = np.fmax(np.abs(low), np.abs(high))
        nearest = np.where((low <= 0) & (high >= 0), 0.0, np.fmin(np.abs(low), np.abs(high)))
        low, high = nearest, farthest
    return [
        "yes" if a >= found.least else "no" if b < found.least else "unsure" for a, b in zip(low, high, strict=True)
    ]


def _relative(indices: Mapping[str, Estimate], size: Estimate) -> Found:
    """Indices in units of the outcome, judged beside the largest of them."""
    largest = float(np.nanmax(np.abs(size.value), initial=0.0))
    return Found(indices, MATTERS * largest, largest or np.nan)


def _around(value: Any, half: Any, least: float = -np.inf) -> Estimate:
    middle, wide = np.asarray(value, dtype=np.float64), np.asarray(half, dtype=np.float64)
    return Estimate(middle, np.maximum(middle - wide, least), middle + wide)


def _bare(value: Any) -> Estimate:
    middle = np.asarray(value, dtype=np.float64)
    unknown = np.full(middle.shape, np.nan)
    return Estimate(middle, unknown, unknown)


def _problem(sample: Sample) -> dict[str, Any]:
    return {"num_vars": len(sample.paths), "names": list(sample.paths), "bounds": [[0.0, 1.0]] * len(sample.paths)}


def _seed(sample: Sample) -> int:
    return sample.study.manifest.seed + 1  # SALib takes zero for none
