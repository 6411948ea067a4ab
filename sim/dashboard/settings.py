"""What a dashboard was started with; set once, before its pages are served."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sim.engine.calibrated import Calibrated, read_calibrated
from sim.evidence import Evidence, load_evidence
from sim.results.manifest import Engine


@dataclass(frozen=True)
class Settings:
    """What holds for every page.

    Attributes:
        scenarios: names or files of the two shown first.
        folder: the only one that is written into.
        evidence: the seeds; engine: which one runs paired worlds.
    """

    scenarios: tuple[str, str]
    folder: Path
    evidence: Evidence
    engine: Engine


_current: list[Settings] = []


@cache
def calibrated(evidence_root: Path, year: int | None) -> Calibrated:
    """Calibration of the seeds in a folder, as of today or a past year."""
    return read_calibrated(load_evidence(evidence_root, year))


def begin(settings: Settings) -> None:
    """Say what is served from now on."""
    _current[:] = [settings]


def current() -> Settings:
    """What is served; RuntimeError before `begin`."""
    if not _current:
        raise RuntimeError("no dashboard was started")
    return _current[0]
