"""`pactsim run`: one scenario, or a study repeated from its manifest."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from sim.cli.complete import scenarios
from sim.cli.options import (
    RESULTS,
    Engine,
    Format,
    Json,
    Keep,
    Levers,
    NoFigures,
    Replicates,
    Results,
    Seed,
    Seeds,
    Sets,
    Tables,
    Workers,
)
from sim.errors import Address, InputError, Problem

if TYPE_CHECKING:
    from sim.cli.options import Choice
    from sim.evidence import Evidence
    from sim.figures.studio import Studio
    from sim.scenario import Scenario

EXAMPLES = {
    "run": (
        "pactsim run us_retreat",
        "pactsim run asian_nato --set policies.pact.quorum=2 --replicates 50",
        "pactsim run my_idea.yaml --levers my_levers.py",
        "pactsim run --from results/run-us_retreat-1a2b3c4d/manifest.json",
    )
}


def run(
    scenario: Annotated[
        str | None,
        typer.Argument(
            metavar="SCENARIO", help="Name or file of a scenario.", show_default=False, autocompletion=scenarios
        ),
    ] = None,
    source: Annotated[
        Path | None, typer.Option("--from", metavar="MANIFEST", help="Repeat the study of this manifest.json.")
    ] = None,
    sets: Sets = None,
    levers: Levers = None,
    replicates: Replicates = None,
    seed: Seed = None,
    results: Results = None,
    tables: Tables = None,
    workers: Workers = None,
    engine: Engine = None,
    keep: Keep = None,
    no_figures: NoFigures = False,
    json: Json = False,
    seeds: Seeds = None,
) -> int:
    """Simulate one scenario, or repeat a study from its manifest.

    Ends with a folder that holds tables, figures and a summary in plain words.
    Worlds finished before Ctrl-C are kept. All worlds count in the outcomes;
    years are kept of the first 1,000, or as many as --keep says.

    With --from, any study (run, compare or explain) is done again as its
    manifest records it; the tables come out the same to the byte, and what
    could prevent that, another version or other evidence, is said.
    """
    from sim.evidence import load_evidence
    from sim.scenario import load_levers

    changed = [("--set", sets), ("--replicates", replicates), ("--seed", seed), ("--keep", keep)]
    _consistent(scenario, source, [name for name, value in changed if value is not None])
    load_levers(levers or ())
    evidence = load_evidence(seeds)
    if source is not None:
        return _again(source, evidence, results, tables, workers, engine, figures=not no_figures, machine=json)
    from sim.cli.drawing import studio
    from sim.cli.inputs import read_scenarios, results_folder

    found = read_scenarios([str(scenario)], sets or (), evidence, replicates, seed)
    home = results_folder(results or RESULTS)
    with studio("run", workers, figures=not no_figures) as figures:
        return simulated("run", found, evidence, home, tables, workers, engine, keep, figures, machine=json)


def simulated(
    kind: Literal["run", "compare"],
    scenarios: tuple[Scenario, ...],
    evidence: Evidence,
    home: Path,
    tables: Format | None,
    workers: int | None,
    engine: Choice | None,
    keep: int | None,
    figures: Studio,
    *,
    machine: bool,
) -> int:
    """Run the worlds of a study and show it; imported here is what the processes that draw need not wait for."""
    from sim.cli.conduct import carry_out, engine_for
    from sim.engine.study import KEPT, Order

    order = Order(
        kind,
        scenarios,
        home,
        (tables or Format.parquet).value,
        workers,
        command_line(),
        engine=engine_for(engine),
        keep=keep or KEPT,
    )
    view, data = views(kind)
    return carry_out(order, evidence, figures, machine=machine, view=view, data=data)[0]


def command_line() -> tuple[str, ...]:
    """Words of the command, for the manifest."""
    return ("pactsim", *sys.argv[1:])


def _consistent(scenario: str | None, source: Path | None, changed: list[str]) -> None:
    problems = []
    if source is None and scenario is None:
        problems.append(Problem(Address("run"), "", "needs a scenario, or --from and a manifest"))
    if source is not None and scenario is not None:
        problems.append(Problem(Address("--from"), "", f"repeats a whole study; leave out the scenario '{scenario}'"))
    if source is not None:
        problems += [Problem(Address(name), "", "would change the study that --from repeats") for name in changed]
    if problems:
        raise InputError(problems)


def _again(
    source: Path,
    evidence: Evidence,
    results: Path | None,
    tables: Format | None,
    workers: int | None,
    engine: Choice | None,
    *,
    figures: bool,
    machine: bool,
) -> int:
    from dataclasses import replace

    from sim.cli.conduct import carry_out, engine_for
    from sim.cli.drawing import studio
    from sim.cli.inputs import results_folder
    from sim.cli.voice import warn
    from sim.engine.repeat import order_from_manifest
    from sim.results.store import read_manifest

    if not source.exists():
        raise InputError([Problem(Address(str(source)), "", "there is no such file")])
    before = read_manifest(source.parent if source.name == "manifest.json" else source)
    order, warnings = order_from_manifest(source, evidence, results and results_folder(results))
    results_folder(order.results)
    warn(warnings)
    order = replace(order, workers=workers, format=tables.value if tables else order.format)
    if order.kind != "explain":  # an explanation follows each country, which only the readable engine does
        order = replace(order, engine=engine_for(engine))
    view, data = views(order.kind)
    with studio(order.kind, workers, figures=figures) as drawn:
        code, done = carry_out(order, evidence, drawn, machine=machine, view=view, data=data)
    after = read_manifest(done.path)
    if after.format == before.format and not done.interrupted:
        shared = sorted(before.tables.keys() & after.tables.keys())
        other = [name for name in shared if before.tables[name].sha256 != after.tables[name].sha256]
        said = f"not the same as in the manifest: {', '.join(other)}" if other else "are the same to the byte"
        warn([f"the {len(shared)} tables {said}" if not other else f"tables {said}"])
    return code


def views(kind: str) -> tuple[Any, Any]:
    """What people and machines see of a study of that kind."""
    if kind == "explain":
        from sim.report.why import as_data as explained
        from sim.report.why import view as explanation

        return explanation, explained
    from sim.report.table import as_data, view

    return view, as_data
