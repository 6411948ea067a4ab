"""Draws of the coefficients tried against what was seen: a part at a time, kept on disk until all are done."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.calibration.past import UNKNOWN, Origin
from sim.calibration.sides import Sides, crew, logits, surveyed
from sim.engine.ensemble import cache
from sim.errors import RunFailed
from sim.evidence import Evidence, seeds
from sim.results.describe import fingerprint
from sim.results.processes import cores
from sim.results.provenance import source_fingerprint
from sim.validation.surveys import FIT

Floats = NDArray[np.float64]
PART = 64  # draws tried at a time: some seconds of work
OUTPUTS = ("calibration.yaml", "posterior.yaml")
"""Files of the seeds that a calibration writes."""

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Tried:
    """What came of every draw.

    Attributes:
        chances: by origin, probability of the posture seen by draw, year ahead and country; shape (S, AHEAD, N).
        known, stayed: by origin, where a posture was seen, and where it was that of the origin; shape (AHEAD, N).
        countries: by origin, N codes.
        worths: of the hub's side in the base year by draw and country asked, shape (S, n).
        asked: those n codes.
        shares: mean logit of the surveys fitted to, shape (n,).
        postures: how many there are.
    """

    chances: Mapping[int, Floats]
    known: Mapping[int, NDArray[np.bool_]]
    stayed: Mapping[int, NDArray[np.bool_]]
    countries: Mapping[int, tuple[str, ...]]
    worths: Floats
    asked: tuple[str, ...]
    shares: Floats
    postures: int

    @property
    def draws(self) -> int:
        """How many draws were tried, S."""
        return len(self.worths)


def key(evidence: Evidence, origins: Sequence[Origin], worlds: int, seed: int) -> str:
    """What the parts depend on, as a short name."""
    content = {
        "seeds": seeds.fingerprint(evidence.root, without=OUTPUTS),
        "program": source_fingerprint(),
        "engine": cache.fingerprint(),  # compiler and machine too
        "origins": [one.told for one in origins],
        "sides": Sides(evidence, seed).told,
        "worlds": worlds,
        "seed": seed,
    }
    return fingerprint(content)[:12]


def attempt(
    evidence: Evidence,
    origins: Sequence[Origin],
    folder: Path,
    draws: int,
    worlds: int,
    seed: int,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Tried:
    """Try draws 0 .. S - 1; parts that lie in the folder are taken as they are.

    Args:
        evidence: the seeds of today.
        origins: past years to fit to.
        folder: of the parts; removed by `forget` when nothing needs them any more.
        draws: how many, S.
        worlds: of each past year for each draw.
        seed: of all draws.
        workers: threads and processes; by default one per core.
        progress: told how many draws were just done, those found included.

    Raises:
        RunFailed: the disk refuses.
        KeyboardInterrupt: interrupted; the parts that are done stay.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with crew(evidence, seed, workers or cores()) as hands:
            parts = []
            for first in range(0, draws, PART):
                ids = range(first, min(first + PART, draws))
                path = folder / f"part-{first:07d}-{len(ids)}.npz"
                found = _read(path)
                if found is None:
                    found = {str(one.year): one.chances(ids, worlds, workers) for one in origins}
                    found["worths"] = hands.worths(ids)
                    _write(path, found)
                parts.append(found)
                if progress:
                    progress(len(ids))
    except OSError as error:
        raise RunFailed(f"{folder}: what was tried could not be kept: {error.strerror or error}") from error
    whole = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return Tried(
        {one.year: whole[str(one.year)] for one in origins},
        {one.year: one.seen != UNKNOWN for one in origins},
        {one.year: one.seen == one.held for one in origins},
        {one.year: one.countries for one in origins},
        whole["worths"],
        surveyed(evidence),
        logits(*(evidence.targets[name].values for name in FIT)),
        len(evidence.postures),
    )


def forget(folder: Path) -> None:
    """Remove the parts."""
    shutil.rmtree(folder, ignore_errors=True)


def _read(path: Path) -> dict[str, Floats] | None:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            return {name: stored[name] for name in stored.files}
    except (OSError, ValueError, EOFError, zipfile.BadZipFile):
        return None  # not there, or torn: done again


def _write(path: Path, content: Mapping[str, Floats]) -> None:
    aside = path.with_name(f".{path.name}-{os.getpid()}")
    with aside.open("wb") as file:
        np.savez(file, **content)  # type: ignore[arg-type]
    aside.replace(path)
