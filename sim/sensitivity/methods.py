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
from sim.results.sweeps import MORRIS_LEVELS
from sim.sensitivity.pawn import Sliced
from sim.sensitivity.sample import Floats, Sample

MATTERS = 0.05
"""Share of the variance, or of the largest index, below which a dimension is said not to matter (the level at which
Sarrazin, Pianosi and Wagener (2016), Environmental Modelling & Software 79, screen)."""

DECIDES: Mapping[str, str] = {"sobol": "total", "morris": "mu_star", "pawn": "median", "swing": "swing"}
"""The index of each method by which it is judged whether a dimension matters."""

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
        least: from which the index that decides counts, shape (D,).
        scale: by which the width of its interval is told.
        ends: what that index, at its smallest and at its largest, is held against it with, shape (D,) each.
    """

    indices: Mapping[str, Estimate]
    least: Floats
    scale: float
    ends: tuple[Floats, Floats]


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
    indices = {name: _around(made[own], made[f"{own}_conf"]) for name, own in names.items()}
    total = indices["total"]
    return Found(indices, np.full(len(sample.paths), MATTERS), 1.0, (total.low, total.high))


def morris(sample: Sample, inputs: Floats, values: Floats, whole: bool) -> Found:
    """Elementary effects over the whole range, in units of the outcome: mean size (mu*), mean (mu), spread (sigma)."""
    from SALib.analyze import morris as salib

    levels = sample.design.get("levels", MORRIS_LEVELS)
    with np.errstate(all="ignore"):
        made = salib.analyze(
            _problem(sample), inputs.reshape(-1, len(sample.paths)), values.ravel(),
            conf_level=LEVEL, num_levels=levels, seed=_seed(sample),
        )  # fmt: skip
    size = _around(made["mu_star"], made["mu_star_conf"])
    plain = {name: _bare(made[name]) for name in ("mu", "sigma")}
    return _relative({"mu_star": size, **plain}, size, (size.low, size.high))


def pawn(sample: Sample, inputs: Floats, values: Floats, whole: bool) -> Found:
    """Distances of distributions, beside those of inputs without any effect."""
    rng = np.random.default_rng(sample.study.manifest.seed)
    cut = Sliced.of(inputs.reshape(-1, len(sample.paths)), values.ravel())
    found, errors = cut.distances(), cut.errors(rng)
    indices = {
        name: _around(getattr(found, name), _Z * getattr(errors, name), least=0.0) for name in ("median", "maximum")
    }
    dummy = cut.dummy(rng)
    least = dummy.most.median
    # that an index is not above chance is no proof that nothing is there: it must be surely near to nothing as well
    beyond = indices["median"].high - dummy.usual.median - MATTERS + least
    high = np.where(found.maximum > dummy.most.maximum, np.inf, np.where(found.median < least, beyond, np.inf))
    return Found(indices, least, 1.0, (found.median, high))


METHODS: Mapping[str, Method] = {"sobol": sobol, "morris": morris, "pawn": pawn}
"""Those that look at samples, by name; swings are read from the effects of the sweep."""


def swings(sample: Sample, scenario: str, outcome: str, scope: str) -> Found:
    """Differences between the ends of each dimension while all others stay at the centre, from the table `effects`."""
    effects = sample.study.table("effects")
    own = effects[(effects["scenario"] == scenario) & (effects["outcome"] == outcome) & (effects["scope"] == scope)]
    told = own.set_index("number").reindex(range(1, len(sample.paths) + 1))
    value, low, high = (told[name].to_numpy(dtype=np.float64) for name in ("difference", "ci_low", "ci_high"))
    swing = Estimate(value, low, high)
    nearest = np.where((low <= 0) & (high >= 0), 0.0, np.fmin(np.abs(low), np.abs(high)))
    return _relative({"swing": swing}, swing, (nearest, np.fmax(np.abs(low), np.abs(high))))


def verdicts(found: Found) -> list[str]:
    """Whether each dimension matters: yes, no or unsure."""
    judged = zip(*found.ends, found.least, strict=True)
    return ["yes" if low >= least > 0 else "no" if high < least else "unsure" for low, high, least in judged]


def _relative(indices: Mapping[str, Estimate], size: Estimate, ends: tuple[Floats, Floats]) -> Found:
    """Indices in units of the outcome, judged beside the largest of them."""
    largest = float(np.nanmax(np.abs(size.value), initial=0.0))
    return Found(indices, np.full(size.value.shape, MATTERS * largest), largest or np.nan, ends)


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
