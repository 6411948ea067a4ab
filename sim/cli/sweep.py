"""`pactsim sweep`: a scenario over a design of points."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.complete import sweeps
from sim.cli.options import (
    MOST_SEED,
    RESULTS,
    Engine,
    Format,
    Json,
    Levers,
    NoFigures,
    Results,
    Seeds,
    Sets,
    Tables,
    Workers,
)  # fmt: skip
from sim.errors import INTERRUPTED, OK, Address, InputError, Problem, need

if TYPE_CHECKING:
    from sim.evidence import Evidence
    from sim.results.manifest import Engine as Compute
    from sim.sweep.cluster import Cluster
    from sim.sweep.plan import Changes
    from sim.sweep.study import Job

EXAMPLES = {
    "sweep": (
        "pactsim sweep tariff_and_commitment",
        "pactsim sweep my_sweep.yaml --set policies.pact.quorum=2 --replicates 50",
        "pactsim sweep coefficients --points 64",
        "pactsim sweep --resume results/sweep-coefficients-1a2b3c4d",
        "pactsim sweep coefficients --executor dask --scheduler tcp://10.0.0.1:8786",
    )
}


class Executor(StrEnum):
    """Who runs the units."""

    local = "local"
    dask = "dask"


def sweep(
    file: Annotated[
        str | None,
        typer.Argument(metavar="[FILE]", help="Name or file of a sweep.", show_default=False, autocompletion=sweeps),
    ] = None,
    resume: Annotated[
        Path | None, typer.Option("--resume", metavar="STUDY", help="Go on with an unfinished study: name or folder.")
    ] = None,
    sets: Sets = None,
    points: Annotated[
        int | None, typer.Option("--points", metavar="N", min=1, help="Points of a sample, or its trajectories.")
    ] = None,
    replicates: Annotated[
        int | None, typer.Option("--replicates", metavar="N", min=1, max=100_000, help="Worlds at each point.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="S", min=0, max=MOST_SEED, help="Seed of all draws and samples.")
    ] = None,
    levers: Levers = None,
    results: Results = None,
    tables: Tables = None,
    workers: Workers = None,
    executor: Annotated[
        Executor, typer.Option("--executor", metavar="NAME", help="Who runs it: local, this machine; or dask.")
    ] = Executor.local,
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", metavar="ADDRESS", help="Of a Dask cluster; else one is started here."),
    ] = None,
    engine: Engine = None,
    no_figures: NoFigures = False,
    json: Json = False,
    seeds: Seeds = None,
) -> int:
    """Run scenarios over a design of points, and find what moves them.

    A sweep file names scenarios, levers and uncertainties to vary, and how: a
    grid, one entry at a time, a Latin hypercube, Sobol' or Morris samples, or
    a table of your own. `pactsim scenarios` lists those that come with the
    program.

    Worlds of the same number share luck and drawn numbers at all points. A
    lever changes the scenario, as --set does. An uncertainty that is a number
    of the evidence is part of the base year, as a drawn number is.

    Work is kept in parts of about a second. What was done before Ctrl-C, a
    crash or a full disk is not done again: the same command, or --resume,
    goes on, and ends with the same tables to the byte. If scenario, evidence
    or program have changed since, --resume says so and mixes nothing.

    --executor dask runs the same parts on a Dask cluster, to the same bytes:
    the one at --scheduler, whose workers need the same version of pactsim and
    nothing else, or processes started here. A part whose worker is lost is
    tried again, up to three times in all. How to use a cluster, and what 10^9
    worlds cost: sim/sweep/CLUSTER.md.
    """
    from sim.cli.inputs import results_folder
    from sim.cli.simulate import command_line
    from sim.evidence import load_evidence
    from sim.scenario import load_levers

    home = results_folder(results or RESULTS)
    changed = [("--set", sets), ("--points", points), ("--replicates", replicates), ("--seed", seed)]
    _consistent(file, resume, [name for name, value in changed if value is not None])
    crew = _crew(executor, scheduler, workers)
    load_levers(levers or ())
    evidence = load_evidence(seeds)
    from sim.sweep.plan import Changes

    changes = Changes(sets=tuple(sets or ()), points=points, replicates=replicates, seed=seed)
    with crew as cluster:  # that nobody answers is told before anything is written
        job, used = _job(file, resume, changes, home, evidence, engine.value if engine else None)
        form = (tables or Format.parquet).value
        command = command_line() if resume is None else _anew(job)
        return _run(job, evidence, used, workers, cluster, form, command, figures=not no_figures, machine=json)


def _consistent(file: str | None, resume: Path | None, changed: list[str]) -> None:
    problems = []
    if file is None and resume is None:
        problems.append(Problem(Address("sweep"), "", "needs a sweep, or --resume and a study"))
    if resume is not None:
        problems += [
            Problem(Address(name), "", "would change the study that --resume goes on with") for name in changed
        ]
    if problems:
        raise InputError(problems)


def _crew(executor: Executor, scheduler: str | None, workers: int | None) -> AbstractContextManager[Cluster | None]:
    """The cluster to run on, not yet connected; nothing for this machine alone.

    Raises:
        InputError: the options do not go together, or a package is missing.
    """
    said = {}
    if scheduler is not None and executor == Executor.local:
        said["--scheduler"] = "goes with --executor dask"
    if scheduler is not None and workers is not None:
        said["--workers"] = "cannot be said of the cluster at --scheduler, which has those it has"
    if said:
        raise InputError([Problem(Address(option), "", sentence) for option, sentence in said.items()])
    if executor == Executor.dask:
        need("--executor dask", {"distributed": "distributed"}, "dask")
    if executor == Executor.local:
        return nullcontext()
    from sim.cli.voice import warn
    from sim.sweep.cluster import Cluster

    return Cluster(scheduler, workers, lambda line: warn([line]))


def _job(
    file: str | None, resume: Path | None, changes: Changes, home: Path, evidence: Evidence, engine: Any
) -> tuple[Job, Compute]:
    """What is to be run, where, and by which engine."""
    from sim.cli.conduct import engine_for
    from sim.cli.inputs import study_folder
    from sim.cli.options import Choice
    from sim.cli.voice import warn
    from sim.sweep.design import installed
    from sim.sweep.find import locate_sweep
    from sim.sweep.load import read_sweep
    from sim.sweep.study import begin
    from sim.sweep.study import resume as go_on

    path = None if file is None else locate_sweep(file)
    if resume is None:
        assert path is not None
        from sim.engine.engines import pick

        likely = pick(engine, lambda line: None)
        job = begin(home, read_sweep(path, evidence, changes, likely, installed))
    else:
        job = go_on(study_folder(resume, home), evidence, path)
    warn(job.notes)
    return job, engine_for(Choice(engine) if engine else None)


def _anew(job: Job) -> tuple[str, ...]:
    """Words of the command that a resumed sweep was begun with, which repeats it once it is finished."""
    from sim.evidence.reader import shorten
    from sim.sweep.find import find_sweeps

    plan = job.sweep.plan
    file = plan.name if str(find_sweeps().get(plan.name)) == plan.file else shorten(Path(plan.file))
    words = ["pactsim", "sweep", file, *(word for text in plan.changes.sets for word in ("--set", text))]
    numbers = {name: getattr(plan.changes, name) for name in ("points", "replicates", "seed")}
    words += [word for name, number in numbers.items() if number is not None for word in (f"--{name}", str(number))]
    words += [word for own in plan.levers for word in ("--levers", own.file)]
    home = job.store.folder.parent
    return (*words, *(("--results", str(home)) if home != RESULTS else ()))


def _run(
    job: Job,
    evidence: Evidence,
    engine: Compute,
    workers: int | None,
    cluster: Cluster | None,
    form: Any,
    command: tuple[str, ...],
    *,
    figures: bool,
    machine: bool,
) -> int:
    from sim.cli.effects import show, tell_machine
    from sim.cli.progress import Meter
    from sim.cli.voice import warn
    from sim.report.study import finish_sweep
    from sim.results.wording import counted
    from sim.sweep.study import conduct

    plan, began = job.sweep.plan, time.perf_counter()
    told = f"sweep {plan.name}"
    try:
        with Meter(plan.worlds, told[:40], silent=machine) as meter:

            def finish(folder: Path) -> None:
                finish_sweep(folder, meter.stage, figures=figures)

            done = conduct(
                job, evidence, engine,
                workers=workers, form=form, command=command, progress=meter.worlds, finish=finish,
                cluster=cluster,
            )  # fmt: skip
    except KeyboardInterrupt:
        warn([f"interrupted; {job.store.onward}"])
        return INTERRUPTED
    if not done.finished:
        units = f"{done.units:,} of {counted(plan.units, 'unit')}"
        warn([f"interrupted: {units} of {plan.name} are done and kept; {job.store.onward}"])
        return INTERRUPTED
    if done.failures:
        warn([f"{counted(done.failures, 'world')} failed and are left out; the table 'failed' says why"])
    seconds = time.perf_counter() - began
    if machine:
        tell_machine(done, seconds)
    else:
        show(done, seconds)
    return OK
