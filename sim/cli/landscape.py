"""`pactsim landscape`: which two camps the strengths and propensities of actors drive at."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.networks import FromScenario, Samples, World, Year
from sim.cli.options import Json, Levers, NoFigures, Results, Seed, Seeds, Sets, Tables
from sim.errors import Address, InputError, Problem, nearest

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sim.structure.landscape import Landscape
    from sim.structure.study import Source

EXAMPLES = {
    "landscape": (
        "pactsim landscape --scenario asian_nato --year 2035",
        "pactsim landscape actors.csv propensities.csv",
        "pactsim landscape actors.csv propensities.csv --neutral 3 --hold USA",
    )
}
_SHOWN = 8  # minima in the terminal


def landscape(
    actors: Annotated[
        Path | None, typer.Argument(metavar="[ACTORS]", help="CSV file: actor, strength.", show_default=False)
    ] = None,
    propensities: Annotated[
        Path | None,
        typer.Argument(
            metavar="[PROPENSITIES]", help="CSV file: a square table with the actors' names.", show_default=False
        ),
    ] = None,
    scenario: FromScenario = None,
    year: Year = None,
    world: World = 0,
    neutral: Annotated[
        float, typer.Option("--neutral", metavar="X", help="Propensity that means neither for nor against.")
    ] = 0.0,
    hold: Annotated[
        str | None, typer.Option("--hold", metavar="ACTOR", help="Hold an actor in camp 1: its move does not count.")
    ] = None,
    samples: Samples = 10_000,
    sets: Sets = None,
    levers: Levers = None,
    seed: Seed = None,
    results: Results = None,
    tables: Tables = None,
    no_figures: NoFigures = False,
    json: Json = False,
    seeds: Seeds = None,
) -> int:
    """Find the two camps that strengths and propensities drive at.

    The landscape theory of Axelrod and Bennett (1993): each division into two
    camps has an energy, the sum over all pairs that are apart, counted in both
    directions, of strength times strength times propensity to work together.
    In a local minimum nobody lowers it by changing camp alone. All divisions
    of up to 20 actors are looked at; of more a sample, which may miss minima.

    PROPENSITIES names all actors in its first row and first column, each pair
    once or twice; above the neutral value two would rather work together.

    With --scenario the actors are hub, challenger and spokes of one world with
    central numbers: strengths are capabilities of that year (the hub's: what
    it commits to the theatre), propensities likeness of regime less historical
    mistrust, -1 to 1, as affinity is in the model. Threats, treaties and ties
    play no part here: what differs from the sides taken is due to them.
    """
    from sim.cli.networks import from_files, of_model, settle
    from sim.structure.landscape import EXACT, explore, weigh

    began = time.perf_counter()
    others = [name for name, given in (("--year", year is not None), ("--set", sets), ("--levers", levers)) if given]
    if from_files("landscape", scenario, {"ACTORS": actors, "PROPENSITIES": propensities}, others):
        from sim.structure.files import read_actors, read_propensities
        from sim.structure.study import Source

        assert actors is not None
        assert propensities is not None
        read = read_actors(actors)
        names, strengths, drawn = read.names, read.strengths, seed or 0
        table = read_propensities(propensities, names, neutral)
        source = Source(names, {"actors": actors, "propensities": propensities}, options={"neutral": neutral})
    else:
        made, source, drawn = of_model(str(scenario), year, world, sets or (), levers or (), seed, seeds)
        names, strengths, table = made.actors, made.strengths, made.propensities
    if hold is not None and hold not in names:
        raise InputError([Problem(Address("--hold"), "", f"there is no actor '{hold}'", nearest(hold, names))])
    from sim.cli.progress import Meter
    from sim.structure.tables import landscape_tables, minima_rows

    many = len(names) > EXACT
    source = source.told(**({"hold": hold} if hold else {}), **({"samples": samples} if many else {}))
    with Meter(samples if many else 1 << (len(names) - 1), "landscape", silent=json) as meter:
        land = explore(names, weigh(strengths, table), hold, samples, drawn, meter.worlds)
    rows = minima_rows(land, source.sides)
    return settle(
        "landscape",
        source,
        landscape_tables(source, strengths, table, land),
        began,
        seed=drawn,
        results=results,
        form=tables,
        figures=not no_figures,
        machine=json,
        worlds=1,
        failures=0,
        engine="mesa",
        view=lambda: _view(source, land, rows),
        data=lambda: _data(land, rows),
    )


def _data(land: Landscape, rows: list[dict[str, Any]]) -> dict[str, Any]:
    frustrations = [dict(zip(land.actors, found.frustrations.tolist(), strict=True)) for found in land.minima]
    return {
        "configurations": len(land.energies),
        "exact": land.exact,
        "minima": [{**row, "frustrations": own} for row, own in zip(rows, frustrations, strict=True)],
    }


def _view(source: Source, land: Landscape, rows: list[dict[str, Any]]) -> RenderableType:
    from rich import box
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    from sim.cli.networks import where
    from sim.results.wording import counted, grouped, percent

    minima = counted(len(land.minima), "local minimum", "local minima")
    looked = counted(len(land.energies), "division")
    found = f"{looked} into two camps, {minima}" if land.exact else f"{looked} sampled, {minima} found from them"
    told = source.sides is not None
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for name in ("energy", "basin", *(("agrees",) if told else ())):
        grid.add_column(name, justify="right", no_wrap=True)
    grid.add_column("camp 1")
    grid.add_column("camp 2")
    for row in rows[:_SHOWN]:
        own = [percent(row["agreement"])] if told else []
        grid.add_row(grouped(row["energy"]), percent(row["basin"]), *own, row["camp_1"], row["camp_2"] or "nobody")
    left = f" {counted(len(rows) - _SHOWN, 'minimum', 'minima')} more in the table." if len(rows) > _SHOWN else ""
    agrees = " Agrees: share of those with a side in the model that are in its camp." if told else ""
    note = f"Basin: share of divisions from which steepest descent ends there.{agrees}{left}"
    sample = "" if land.exact else " A sample may miss minima, also the lowest."
    return Group(Text(f"{where(source)}\n{found}", style="bold"), grid, Text(note + sample, style="dim"))
