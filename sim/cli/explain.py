"""`pactsim explain`: why a country chooses as it does, and what would change that."""

from __future__ import annotations

from typing import Annotated

import typer

from sim.cli.complete import countries, scenarios
from sim.cli.options import (
    MOST_WORLDS,
    RESULTS,
    Format,
    Json,
    Levers,
    NoFigures,
    Results,
    Scenario,
    Seed,
    Seeds,
    Sets,
    Tables,
)

EXAMPLES = {
    "explain": (
        "pactsim explain asian_nato JPN --year 2030",
        "pactsim explain asian_nato JPN --against asian_nato_with_tariffs",
        "pactsim explain asian_nato all --year 2035 --worlds 20",
    )
}


def explain(
    scenario: Scenario,
    country: Annotated[
        str,
        typer.Argument(
            metavar="COUNTRY", help="Code or name of a country, or all.", show_default=False, autocompletion=countries
        ),
    ],
    year: Annotated[
        float | None, typer.Option("--year", metavar="Y", help="Year of the choice; else the last.")
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(
            "--against", metavar="SCENARIO", help="Show the difference to this scenario.", autocompletion=scenarios
        ),
    ] = None,
    worlds: Annotated[
        int, typer.Option("--worlds", metavar="N", min=1, max=MOST_WORLDS, help="Worlds to look at.")
    ] = 60,
    sets: Sets = None,
    levers: Levers = None,
    seed: Seed = None,
    results: Results = None,
    tables: Tables = None,
    no_figures: NoFigures = False,
    json: Json = False,
    seeds: Seeds = None,
) -> int:
    """Say why a country chooses as it does, and what would change it.

    Shows each term of each posture open to the country in that year, in per
    cent of GDP a year, mean and spread over worlds; the chance of choosing it;
    what would have to be different for another posture to become the best; and
    the difference to another scenario. The folder holds a waterfall figure.
    With `all` it explains every country, in a line each; the folder says more.
    """
    from sim.cli.inputs import read_scenarios, results_folder
    from sim.engine.why import ALL
    from sim.evidence import load_evidence
    from sim.scenario import load_levers
    from sim.scenario.several import country_code

    load_levers(levers or ())
    evidence = load_evidence(seeds)
    names = [scenario] if against is None else [scenario, against]
    found = read_scenarios(names, sets or (), evidence, None, seed)
    code = ALL if country == ALL else country_code(country, evidence, found)
    home = results_folder(results or RESULTS)

    from sim.cli.conduct import carry_out
    from sim.cli.drawing import studio
    from sim.cli.simulate import command_line, views
    from sim.engine.study import Order

    order = Order("explain", found, home, (tables or Format.parquet).value, None, command_line(), code, year, worlds)
    view, data = views("explain")
    with studio("explain", None, figures=not no_figures) as figures:
        return carry_out(order, evidence, figures, machine=json, view=view, data=data)[0]
