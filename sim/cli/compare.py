"""`pactsim compare`: scenarios over paired worlds, each against the first."""

from __future__ import annotations

from typing import Annotated

import typer

from sim.cli import complete
from sim.cli.options import (
    RESULTS,
    Engine,
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

EXAMPLES = {
    "compare": (
        "pactsim compare status_quo asian_nato",
        "pactsim compare status_quo asian_nato dialogue_first --replicates 100",
        "pactsim compare asian_nato asian_nato_with_tariffs \\",
        "    --set countries.JPN.hub_trust=0.4 --set B:policies.tariffs.change=25",
    )
}


def compare(
    scenarios: Annotated[
        list[str],
        typer.Argument(
            metavar="A B [C]...",
            help="Names or files of scenarios.",
            show_default=False,
            autocompletion=complete.scenarios,
        ),
    ],
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
    """Compare scenarios over paired worlds.

    World by world the scenarios share every random draw and every uncertain
    parameter, so that a difference is the work of the scenario. B, C ... are
    each compared with A, whose seed and number of worlds hold for all.

    --set changes all scenarios; written as B:path=value or name:path=value it
    changes one. Ends with a table here and a folder with tables, figures and a
    summary. Worlds finished before Ctrl-C are kept. All worlds count in the
    comparison; years are kept of the first 1,000, or as many as --keep says.
    """
    from sim.cli.drawing import studio
    from sim.cli.inputs import read_scenarios, results_folder
    from sim.cli.simulate import simulated
    from sim.evidence import load_evidence
    from sim.scenario import load_levers

    if len(scenarios) == 1:
        sentence = f"needs at least two scenarios; for one alone: pactsim run {scenarios[0]}"
        raise InputError([Problem(Address("compare"), "", sentence)])
    load_levers(levers or ())
    evidence = load_evidence(seeds)
    found = read_scenarios(scenarios, sets or (), evidence, replicates, seed)
    home = results_folder(results or RESULTS)

    with studio("compare", workers, figures=not no_figures) as figures:
        return simulated("compare", found, evidence, home, tables, workers, engine, keep, figures, machine=json)
