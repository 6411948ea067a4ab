"""`pactsim stability`: whether a network of alliances is stable against war, and what upsets it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
import typer

from sim.cli.networks import FromScenario, World, Year
from sim.cli.options import Json, Levers, NoFigures, Results, Seed, Seeds, Sets, Tables
from sim.errors import Address, InputError, Problem

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sim.structure.stability import Verdict
    from sim.structure.study import Source

EXAMPLES = {
    "stability": (
        "pactsim stability --scenario asian_nato --year 2035",
        "pactsim stability --scenario status_quo --gamma 3",
        "pactsim stability actors.csv alliances.csv --year 1914",
        "pactsim stability actors.csv alliances.csv --trade worths.csv",
    )
}
_SHOWN = 12


def stability(
    actors: Annotated[
        Path | None, typer.Argument(metavar="[ACTORS]", help="CSV file: actor, strength.", show_default=False)
    ] = None,
    alliances: Annotated[
        Path | None, typer.Argument(metavar="[ALLIANCES]", help="CSV file: a, b, begin, end.", show_default=False)
    ] = None,
    scenario: FromScenario = None,
    year: Year = None,
    world: World = 0,
    gamma: Annotated[
        float,
        typer.Option("--gamma", metavar="X", help="Strength of attackers to defenders above which an attack succeeds."),
    ] = 1.0,
    trade: Annotated[
        Path | None,
        typer.Option("--trade", metavar="FILE", help="CSV file: a, b, worth; ACTORS then has a column spoils."),
    ] = None,
    sets: Sets = None,
    levers: Levers = None,
    seed: Seed = None,
    results: Results = None,
    tables: Tables = None,
    no_figures: NoFigures = False,
    json: Json = False,
    seeds: Seeds = None,
) -> int:
    """Find whether a network of alliances is stable against war.

    War stability after Jackson and Nei (2015). A country is vulnerable if some
    other, with allies of its own, is more than --gamma times as strong as it
    and those of its allies that do not join the attack. A network is stable if

    S1: no country is vulnerable;

    S2: no further alliance would make a country vulnerable;

    S3: nobody gains by ending an alliance: without it both would be vulnerable,
    for an alliance costs something.

    Without trade no network with an alliance is stable, of three countries or
    more: their theorem. So the answer is no; what is of use is who is
    vulnerable, and which alliances upset the network or protect nobody.

    With --trade an alliance is worth something to both a year (trade less its
    cost), which attackers of an ally lose, and spoils of the target are shared
    among them; all must gain. Nobody ends an alliance of worth, and two for
    whom one would have worth make it.

    With --scenario the network is that of one world with central numbers: hub,
    challenger and spokes with their capabilities of that year (the hub's: what
    it commits to the theatre), allied by a treaty posture, a pact in force or a
    body that carries a duty. Distance and trust play no part here.
    """
    from sim.cli.networks import from_files, of_model, settle
    from sim.structure.stability import Network, Trade, judge
    from sim.structure.tables import attack_rows, change_rows, stability_tables

    began = time.perf_counter()
    if not 0.0 < gamma < np.inf:
        raise InputError([Problem(Address("--gamma"), "", f"must be above 0, not {gamma:g}")])
    others = [name for name, given in (("--set", sets), ("--levers", levers), ("--seed", seed)) if given]
    worths = None
    if from_files("stability", scenario, {"ACTORS": actors, "ALLIANCES": alliances}, others):
        from sim.structure.files import in_force, read_actors, read_ties, read_worths
        from sim.structure.study import Source

        assert actors is not None
        assert alliances is not None
        read = read_actors(actors, spoils=trade is not None)
        names, signs = in_force(*read_ties(alliances, signed=False), year, read.names)
        strengths, allied, drawn = read.strengths, signs > 0, 0
        files = {"actors": actors, "alliances": alliances, **({"trade": trade} if trade else {})}
        source = Source(names, files, options={} if year is None else {"year": year})
        if trade is not None and read.spoils is not None:
            worths = Trade(read_worths(trade, names), read.spoils)
    else:
        if trade is not None:
            raise InputError([Problem(Address("--trade"), "", "is for networks from files only")])
        made, source, drawn = of_model(str(scenario), year, world, sets or (), levers or (), seed, seeds)
        names, strengths, allied = made.actors, made.strengths, made.allied
    network = Network(strengths, allied, gamma, worths)
    verdict = judge(network)
    source = source.told(gamma=gamma)
    attacks, changes = attack_rows(names, network, verdict), change_rows(names, verdict)
    return settle(
        "stability",
        source,
        stability_tables(source, names, network, verdict),
        began,
        seed=drawn,
        results=results,
        form=tables,
        figures=not no_figures,
        machine=json,
        worlds=1,
        failures=0,
        engine="mesa",
        view=lambda: _view(source, names, verdict, attacks, changes),
        data=lambda: _data(names, network.allied.sum() // 2, verdict, attacks, changes),
    )


def _data(
    names: tuple[str, ...], alliances: Any, verdict: Verdict, attacks: list[Any], changes: list[Any]
) -> dict[str, Any]:
    return {
        "stable": verdict.stable,
        "alliances": int(alliances),
        "vulnerable": [names[i] for i in verdict.vulnerable],
        "attacks": attacks,
        "changes": changes,
    }


def _view(
    source: Source, names: tuple[str, ...], verdict: Verdict, attacks: list[Any], changes: list[Any]
) -> RenderableType:
    from rich import box
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    from sim.cli.networks import where
    from sim.results.wording import counted

    made = [change for change in changes if change["change"] == "make"]
    ended = [change for change in changes if change["change"] == "end"]
    told = {
        "S1": (verdict.vulnerable, f"{counted(len(verdict.vulnerable), 'country', 'countries')} vulnerable"),
        "S2": (made, f"{counted(len(made), 'further alliance')} would upset it"),
        "S3": (ended, f"{counted(len(ended), 'alliance')} somebody gains by ending"),
    }
    lines: list[RenderableType] = [
        Text(where(source), style="bold"),
        Text(f"{'stable' if verdict.stable else 'not stable'} against war (gamma {source.options['gamma']:g})"),
        *(Text(f"  {name}  {'fails' if wrong else 'holds'}: {said}") for name, (wrong, said) in told.items()),
    ]
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for name in ("target", "ratio", "led by", "with", "by no ally: ratio", "led by"):
        grid.add_column(name, justify="right" if "ratio" in name else "left", no_wrap=name != "with")
    strongest = {row["target"]: row for row in reversed(attacks)}
    outside = {row["target"]: row for row in reversed(attacks) if not row["allied"]}
    for target in list(dict.fromkeys(row["target"] for row in attacks))[:_SHOWN]:
        row, other = strongest[target], outside.get(target)
        others = [who for who in row["coalition"].split(", ") if who != row["leader"]]
        also = (_ratio(other["ratio"]), other["leader"]) if other else ("", "")
        style = "" if row["succeeds"] else "dim"
        grid.add_row(target, _ratio(row["ratio"]), row["leader"], ", ".join(others) or "nobody", *also, style=style)
    lines.append(grid)
    for row in changes[:_SHOWN]:
        who = ", ".join(filter(None, (row["victims"] and f"vulnerable then: {row['victims']}",
                                      row["gainers"] and f"gain: {row['gainers']}")))  # fmt: skip
        lines.append(Text(f"{row['change']} {row['first']}-{row['second']}: {who}"))
    note = "Ratio: strength of the attackers to that of those who defend, in the strongest attack on each."
    more = " The rest is in the tables." if max(len(strongest), len(changes)) > _SHOWN else ""
    return Group(*lines, Text(note + more, style="dim"))


def _ratio(value: float) -> str:
    return f"{value:,.2f}" if value < np.inf else "no defence"
