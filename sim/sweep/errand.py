"""What a worker of a cluster does: it makes a study ready once, then runs the units of it that it is sent.

A study travels whole: its plan, its points, the evidence, the user's own policy types. So a worker needs no file of the
user's, only the same program; one of another version would give other bytes, and refuses.
"""

from __future__ import annotations

import gc
import hashlib
import json
import pickle
import shutil
import tempfile
import weakref
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from distributed import get_worker

from sim.errors import Address, InputError, Problem
from sim.evidence import Evidence, load_evidence
from sim.evidence.reader import shorten
from sim.evidence.seeds import fingerprint
from sim.results.manifest import Engine
from sim.results.provenance import package_versions, program_version, source_fingerprint
from sim.scenario import loaded, take_levers
from sim.sweep.plan import Plan, Points, Sweep
from sim.sweep.units import Workshop

PACKAGES = ("numba", "numpy", "pyarrow")
"""Packages whose version may show in the bytes of a part."""

KEPT = 2
"""Studies that stay ready in a worker, the latest ones."""


class Refused(Exception):  # noqa: N818 - reads as what happened
    """A worker would give other bytes.

    Attributes:
        worker: its address.
        why: in words.
    """

    def __init__(self, worker: str, why: str) -> None:
        super().__init__(worker, why)
        self.worker, self.why = worker, why


@dataclass(frozen=True)
class Study:
    """All that decides the parts of a sweep.

    Attributes:
        plan, points: the sweep.
        engine: which one runs its worlds.
        year: of the evidence; None for today.
        seeds: files of the evidence by their path in its folder.
        levers: files of policy types by the names the user gave them.
    """

    plan: Plan
    points: Points
    engine: Engine
    year: int | None
    seeds: Mapping[str, bytes]
    levers: Mapping[str, bytes]

    @classmethod
    def of(cls, sweep: Sweep, evidence: Evidence, engine: Engine) -> Study:
        """Collect what a worker needs.

        Args:
            sweep: what is run.
            evidence: of the scenarios' year.
            engine: which one runs the worlds.

        Raises:
            InputError: a file has changed since it was read.
        """
        root = evidence.root
        levers = {one.file: Path(one.file).read_bytes() for one in loaded()}
        changed = [one.file for one in loaded() if digest(levers[one.file]) != one.sha256]
        changed += [shorten(root)] if fingerprint(root) != sweep.plan.seeds else []
        if changed:
            raise InputError([Problem(Address(name), "", "has changed since it was read") for name in changed])
        seeds = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.yaml")}
        return cls(sweep.plan, sweep.points, engine, evidence.year, seeds, levers)

    def packed(self) -> bytes:
        """The study as bytes, behind a line that any version of the program can read."""
        return json.dumps(badge()).encode() + b"\n" + zlib.compress(pickle.dumps(self), 1)


def badge() -> dict[str, str]:
    """What must be the same for two processes to give the same bytes, with names for people."""
    return {"pactsim": program_version(), "source of pactsim": source_fingerprint()[:12], **package_versions(PACKAGES)}


def part(study: bytes, name: str, unit: int) -> bytes:
    """The part of a unit, on a worker.

    Args:
        study: packed.
        name: of the study, by which it stays ready.
        unit: its number, from 0.

    Raises:
        Refused: this worker would give other bytes.
    """
    with _lock:
        shop = _shops.get(name) or _ready(study)
        _shops[name] = shop
        while len(_shops) > KEPT:
            del _shops[next(iter(_shops))]
    return shop.part(unit)


_shops: dict[str, Workshop] = {}
_lock = Lock()


def _ready(packed: bytes) -> Workshop:
    """A study made ready in this process."""
    worker = get_worker()
    head, _, body = bytes(packed).partition(b"\n")
    asked, here = json.loads(head), badge()
    other = [name for name in asked if asked[name] != here.get(name)]
    if other:
        told = "; ".join(f"{name} {here.get(name, 'missing')}, here {asked[name]}" for name in other)
        raise Refused(worker.address, f"this worker has {told}: install the same there")
    study: Study = pickle.loads(zlib.decompress(body))
    _take(study.levers, worker.address)
    folder = Path(tempfile.mkdtemp(prefix="pactsim-seeds-", dir=worker.local_directory))
    for name, content in study.seeds.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    shop = Workshop(study.plan, study.points, load_evidence(folder, study.year), study.engine)
    weakref.finalize(shop, shutil.rmtree, folder, ignore_errors=True)
    return shop


def _take(levers: Mapping[str, bytes], worker: str) -> None:
    """Make the user's policy types known, where those of an earlier study are not in the way."""
    held = {one.file: one.sha256 for one in loaded()}
    try:
        if any(held.get(name) not in (None, digest(content)) for name, content in levers.items()):
            raise Refused(worker, "holds other policy types from an earlier study; restart it")
        take_levers(levers)
    except InputError as error:
        raise Refused(worker, f"cannot take the policy types: {error.problems[0]}; restart it") from None


def digest(content: bytes) -> str:
    """SHA-256, as a name for a packed study."""
    return hashlib.sha256(content).hexdigest()


def dask_setup(worker: Any) -> None:
    """What a worker of a cluster of one's own does first."""
    gc.set_threshold(100_000, 20, 20)
