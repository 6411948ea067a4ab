"""Draws of the coefficients that agree with what was seen: `seeds/posterior.yaml`, and which world has which of them.

A calibration draws the coefficients of many worlds from their ranges and keeps some of these worlds, each as often as
it agrees with the targets. What is stored are the ids of those kept: the draws are keyed, so that an id is a draw.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.draws.philox import uniforms
from sim.draws.ranges import Keys
from sim.draws.streams import RANGES, identity
from sim.errors import Address, InputError, Problem
from sim.evidence import Evidence
from sim.evidence.reader import shorten
from sim.world.table import Table

FILE = "posterior.yaml"
ALL = "all"
PICK = identity("posterior")
ENDS = ("low", "value", "high")
WAYS = "run `pactsim calibrate`, or draw from the ranges with `--set draws=prior`"


@dataclass(frozen=True)
class Posterior:
    """A sample of the coefficients.

    Attributes:
        seed: of the calibration.
        worlds: ids of its worlds that were kept, shape (n,); one that agrees well may stand there several times.
    """

    seed: int
    worlds: NDArray[np.int64]

    def of(self, own: Keys) -> Keys:
        """Worlds of the calibration whose coefficients some worlds of a study have, one drawn for each.

        Args:
            own: seed of the study, and the ids of its worlds; shape (R,).
        """
        u = uniforms((own.seed, RANGES), (own.ids, 0, PICK, 0))[..., 0]
        return Keys(self.seed, self.worlds[(u * len(self.worlds)).astype(np.int64)])


def learnt(evidence: Evidence) -> Posterior | None:
    """What a study of some seeds that was told to draw from the posterior draws from; None for the ranges.

    Today knows all that was seen. An edition knows what was seen by its year, so that no world has learnt from the
    years it runs, and draws from the ranges where that is nothing.

    Raises:
        InputError: as `read_posterior`, or the seeds hold none.
    """
    if evidence.posterior is None:
        raise InputError([Problem(Address(shorten(evidence.root / FILE)), "", f"there is no posterior; {WAYS}")])
    return read_posterior(evidence, known_by=evidence.year)


def read_posterior(evidence: Evidence, known_by: int | None = None) -> Posterior | None:
    """The sample that the seeds store, or None where they store none.

    Args:
        evidence: the seeds.
        known_by: leave out what was seen after that year; None where nothing was seen before. By default all counts.

    Raises:
        InputError: the file is not what `pactsim calibrate` writes, or was fitted to other ranges.
    """
    stored = evidence.posterior
    if stored is None:
        return None
    where = Address(shorten(evidence.root / FILE))
    try:
        _refuse_other_ranges(evidence, stored["coefficients"], where)
        samples: Mapping[str, str] = stored["samples"]
        years = [int(name) for name in samples if name != ALL]
        if known_by is not None and not any(year <= known_by for year in years):
            return None
        name = ALL if known_by is None else str(max(year for year in years if year <= known_by))
        worlds = np.array(samples[name].split(), dtype=np.int64)
        return Posterior(int(stored["seed"]), worlds)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        sentence = f"cannot be used ({type(error).__name__}: {error}); {WAYS}"
        raise InputError([Problem(where, "", sentence)]) from None


def _refuse_other_ranges(evidence: Evidence, stored: Mapping[str, Any], where: Address) -> None:
    table = Table.of(evidence.at(None))  # an edition may fix what is uncertain today
    figures = {name: table.figures[name] for name in table.coefficients}
    now = {name: (*(float(getattr(one, end)) for end in ENDS), one.draw) for name, one in figures.items()}
    then = {name: (*(float(x) for x in entry["prior"]), entry["draw"]) for name, entry in stored.items()}
    other = [name for name in {**now, **then} if now.get(name) != then.get(name)]
    if other:
        names = ", ".join(other[:3]) + (f" and {len(other) - 3} more" if len(other) > 3 else "")
        raise InputError([Problem(where, "coefficients", f"was fitted to other ranges of {names}; {WAYS}")])
