"""A sweep from plan to folder: what is missing is run, then everything is put together."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.engine.facts import facts
from sim.errors import Address, InputError, Problem, RunFailed
from sim.evidence import Evidence
from sim.evidence.reader import shorten
from sim.results.aside import beside, clear
from sim.results.manifest import Engine, Manifest, TableFormat
from sim.results.provenance import program_version, stamp
from sim.results.store import UNFINISHED, write_study
from sim.results.wording import counted, listed
from sim.scenario import loaded
from sim.sweep.gather import gather
from sim.sweep.load import read_sweep
from sim.sweep.plan import Plan, Sweep
from sim.sweep.run import Progress, run_units
from sim.sweep.store import Store, unfinished

if TYPE_CHECKING:
    from sim.sweep.cluster import Cluster


@dataclass(frozen=True)
class Job:
    """A sweep with the store it is run in.

    Attributes:
        sweep: what is run, in units of the size that the store has.
        store: new, or with some units done.
        notes: what the user should know.
    """

    sweep: Sweep
    store: Store
    notes: tuple[str, ...]


def begin(root: Path, sweep: Sweep) -> Job:
    """Find the unfinished store of a sweep, or set one up.

    Args:
        root: folder of all studies.
        sweep: what is to be run.

    Raises:
        InputError: something else has its name.
        RunFailed: the disk refuses.
    """
    clear(root)
    folder, notes = root / sweep.plan.study, []
    for other in unfinished(root):
        if other.plan.name == sweep.plan.name and other.folder != folder:
            changed = listed(other.plan.changes_to(sweep.plan))
            notes.append(f"{shorten(other.folder)} is an unfinished run with another state of {changed}; left alone")
    if not (folder / UNFINISHED).is_file():
        return Job(sweep, Store.begin(root, sweep), tuple(notes))
    store = Store.open(folder)
    _same(store, sweep.plan)
    notes.append(f"going on with the unfinished {shorten(folder)}")
    return Job(replace(sweep, plan=store.plan), store, tuple(notes))


def resume(folder: Path, evidence: Evidence, file: Path | None = None) -> Job:
    """An unfinished sweep, if nothing it rests on has changed.

    Args:
        folder: of the study.
        evidence: the seeds.
        file: of the sweep; by default the one it was read from, if that is still there.

    Raises:
        InputError: there is no unfinished sweep, or something has changed.
    """
    clear(folder.parent)
    store = Store.open(folder)
    before = store.plan
    missing = {name for own in before.levers for name in own.types} - {name for own in loaded() for name in own.types}
    if missing:
        files = " ".join(f"--levers {own.file}" for own in before.levers)
        said = f"needs the policy types {', '.join(sorted(missing))}; name their files: {files}"
        raise InputError([Problem(Address(shorten(folder)), "levers", said)])
    path = file or Path(before.file)
    if path.is_file():
        now = read_sweep(path, evidence, before.changes).plan
    else:
        now = before.model_copy(update={"version": program_version(), "seeds": evidence.fingerprint})
    _same(store, now)
    return Job(Sweep(before, store.points()), store, ())


def _same(store: Store, now: Plan) -> None:
    """Refuse to mix worlds of two states of anything.

    Raises:
        InputError: naming what has changed.
    """
    changed = store.plan.changes_to(now)
    if changed:
        said = (
            f"was begun with another state of {listed(changed)}; its worlds are not mixed with new ones. "
            "Put that back, or leave --resume out to begin anew"
        )
        raise InputError([Problem(Address(shorten(store.folder)), "", said)])


@dataclass(frozen=True)
class Done:
    """What came of a run.

    Attributes:
        path: the study's folder; unfinished when `finished` is False.
        finished: whether everything is done, or the user stopped it.
        units: how many units are done.
        failures: worlds that failed.
        seconds: wall time until the tables were ready.
    """

    path: Path
    finished: bool
    units: int
    failures: int
    seconds: float


def conduct(
    job: Job,
    evidence: Evidence,
    engine: Engine,
    *,
    workers: int | None = None,
    form: TableFormat = "parquet",
    command: Sequence[str] = (),
    progress: Progress | None = None,
    finish: Callable[[Path], object] | None = None,
    cluster: Cluster | None = None,
) -> Done:
    """Run what is missing and write the study in place of its store.

    Args:
        job: what is run, and where.
        evidence: the seeds.
        engine: which one runs the worlds.
        workers: threads or processes; by default one per core.
        form: of the tables.
        command: words of the command line.
        progress: told how many worlds were just done.
        finish: adds figures to the folder before it appears.
        cluster: runs the units in place of this machine's threads and processes.

    Raises:
        InputError: another process is at work on it, or a worker of the cluster is of another version.
        RunFailed: the disk refuses, the cluster fails, or every world failed.
    """
    began = time.perf_counter()
    store, plan = job.store, job.sweep.plan
    with store.held():
        finished = run_units(job.sweep, store, evidence, engine, workers, progress, cluster)
        if not finished:
            return Done(store.folder, False, len(store.done()), 0, time.perf_counter() - began)
        root = store.folder.parent
        try:
            with beside(root, "tables") as aside:
                gathered = gather(store, job.sweep.points, form, aside)
                if gathered.failures == plan.worlds:
                    raise RunFailed(f"all {counted(plan.worlds, 'world')} failed; the first: {gathered.first}")
                seconds = time.perf_counter() - began
                several = cluster.threads if cluster else workers or os.cpu_count()
                manifest = _manifest(plan, evidence, engine, several or 1, command, gathered.failures, seconds)
                path = write_study(root, plan.study, manifest, gathered.tables, form, finish)
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            raise RunFailed(f"{shorten(root)}: the tables could not be written: {why}; {store.onward}") from error
    return Done(path, True, plan.units, gathered.failures, seconds)


def _manifest(
    plan: Plan,
    evidence: Evidence,
    engine: Engine,
    workers: int,
    command: Sequence[str],
    failures: int,
    seconds: float,
) -> Manifest:
    first = next(iter(plan.bases.values()))
    told = plan.model_dump(
        mode="json", include={"name", "title", "question", "claims", "outcomes", "countries", "years"}
    )
    options: dict[str, Any] = {
        **told,
        "design": plan.design.model_dump(mode="json", exclude_none=True),
        "dimensions": [one.path for one in plan.dimensions],
        "points": plan.points,
    }
    return Manifest(
        study=plan.study,
        kind="sweep",
        **stamp(),
        wall_seconds=round(seconds, 3),
        command=tuple(command),
        scenarios=plan.bases,
        seed=plan.seed,
        replicates=plan.replicates,
        workers=workers,
        engine=engine,
        seeds_fingerprint=evidence.fingerprint,
        inputs_fingerprint=plan.fingerprint,
        failures=failures,
        levers=plan.levers,
        options=options,
        facts=facts(evidence.at(first.get("edition")), first["include"]),
    )
