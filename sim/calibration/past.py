"""How probable what came after a past year is under other draws of the coefficients: worlds of that year run forward.

Worlds are told the events that are known (what the hub and others did), so that they are asked what a calibration can
learn from: what the spokes make of them. The same worlds, with the same luck, stand behind every draw.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.engine.calibrated import Calibrated
from sim.engine.ensemble.drive import Ensemble, Written, layout_in
from sim.engine.ensemble.layout import written
from sim.engine.ensemble.simulate import block
from sim.engine.record import COUNTRY_COLUMNS
from sim.engine.worlds import Factory
from sim.evidence import Evidence
from sim.history import History, observed
from sim.scenario.past import AHEAD, past

Floats = NDArray[np.float64]
Ids = NDArray[np.int64]
UNKNOWN = -1


@dataclass(frozen=True)
class Origin:
    """A past year to start from, and what was seen of its countries.

    Attributes:
        year: of the edition.
        countries: N codes.
        held: index of the posture at the origin, shape (N,).
        seen: index of the posture seen so many years ahead less one, shape (AHEAD, N); -1 where none is known.
        postures: how many there are.
        ensemble: its worlds, which draw from the ranges.
        told: what makes these worlds, besides the seeds: their scenario and their calibration.
    """

    year: int
    countries: tuple[str, ...]
    held: NDArray[np.int64]
    seen: NDArray[np.int64]
    postures: int
    ensemble: Ensemble
    told: Mapping[str, Any]

    @classmethod
    def of(cls, evidence: Evidence, history: History, year: int, calibrated: Calibrated, seed: int) -> Origin:
        """An edition of the evidence, with its own calibration.

        Args:
            evidence: the seeds of today.
            history: the record.
            year: of the edition.
            calibrated: exit ratio of the edition, and the curve of the pact.
            seed: of the calibration.
        """
        told = past(evidence, year, told=True).model_copy(update={"seed": seed, "draws": "prior"})
        then = evidence.at(year)
        factory = Factory(then, (told,), calibrated)
        countries, postures = factory.frames[0].grid.countries, tuple(evidence.postures)
        seen = np.full((AHEAD, len(countries)), UNKNOWN)
        for i, code in enumerate(countries):
            for ahead in range(1, AHEAD + 1):
                if year + ahead in history.years(code):
                    seen[ahead - 1, i] = postures.index(observed(history, code, year + ahead).posture)
        held = np.array([postures.index(then.countries[code].posture.value) for code in countries])
        made = {"scenario": told.resolved(), "ratio": calibrated.exit_ratio, "curve": calibrated.pact_curve}
        return cls(year, countries, held, seen, len(postures), Ensemble.of(factory), made)

    def chances(self, draws: Sequence[int], worlds: int, threads: int | None = None) -> Floats:
        """Probability of what was seen, by draw of the coefficients, year ahead and country; shape (S, AHEAD, N).

        A posture that no world shows is given half a world, so that nothing is impossible.

        Args:
            draws: ids of the worlds whose draws of the coefficients are tried, S of them.
            worlds: run for each draw.
            threads: by default one per core.
        """
        at = layout_in(self.ensemble.plans[0])
        held = block(at, "countries", np.arange(written(at)), at.steps)[1:, :, COUNTRY_COLUMNS.index("posture")]
        rows, expected = held.ravel(), self.seen.ravel()[:, None]

        def count(part: Written) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
            hits = (part.rows[:, rows, :] == expected).transpose(0, 2, 1).reshape(-1, len(rows))
            return hits[: len(part.ids)], part.sound

        ids, fitted = np.tile(np.arange(worlds), len(draws)), np.repeat(np.asarray(draws, np.int64), worlds)
        parts = list(self.ensemble.each(ids, 0, count, threads=threads, fitted=fitted))
        sound = np.concatenate([sound for _, sound in parts])
        hits = np.concatenate([hits for hits, _ in parts]) & sound[:, None]
        right = hits.reshape(len(draws), worlds, *self.seen.shape).sum(axis=1)
        asked = sound.reshape(len(draws), worlds).sum(axis=1)[:, None, None]
        return np.asarray((right + 0.5) / (asked + 0.5 * self.postures))
