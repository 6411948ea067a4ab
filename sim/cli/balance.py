"""`pactsim balance`: how balanced a network of friends and rivals is, and the two camps nearest to it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.networks import FromScenario, Samples, World, Year
from sim.cli.options import Json, Levers, NoFigures, Results, Seed, Seeds, Sets, Tables

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sim.structure.balance import Balance
    from sim.structure.study import Source

EXAMPLES = {
    "balance": (
        "pactsim balance --scenario status_quo --year 2030",
        "pactsim balance ties.csv --year 1914",
    )
}


def balance(
    ties: Annotated[
        Path | None,
        typer.Argument(metavar="[TIES]", help="CSV file: a, b, sign, begin, end.", show_default=False),
    ] = None,
    scenario: FromScenario = None,
    year: Year = None,
    world: World = 0,
    least: Annotated[
        float | None,
        typer.Option(
            "--least", metavar="X", min=0, max=1, help="Depth less mistrust that makes friends. [default: 0.15]"
        ),
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
    """Find how balanced a network of friends and rivals is.

    Counts triads, three actors with ties between all of them: one is balanced
    when the product of its signs is positive (Heider 1946). Finds the two
    camps with fewest ties against them, positive between or negative within;
    their number is the frustration index (Harary 1959). It is exact unless a
    connected part has more than 20 actors; then it is an upper bound.

    TIES has a sign + or - and, where ties are dated, the first and the last
    year of each; an empty year is open.

    With --scenario the actors are hub, challenger and spokes of one world with
    central numbers. The poles are rivals; a spoke with a side is the friend of
    that pole and the rival of the other, one without is neither. Two spokes on
    opposite sides are rivals, fellow members of a pact in force friends; other
    two are friends when the depth of their tie less mistrust is --least or
    more, rivals when it is its opposite or less.
    """
    from sim.cli.networks import from_files, of_model, settle
    from sim.cli.progress import Meter
    from sim.structure.balance import balance as balanced
    from sim.structure.tables import balance_tables

    began = time.perf_counter()
    others = [name for name, given in (("--least", least is not None), ("--set", sets), ("--levers", levers)) if given]
    if from_files("balance", scenario, {"TIES": ties}, others):
        from sim.structure.files import in_force, read_ties
        from sim.structure.study import Source

        assert ties is not None
        names, signs = in_force(*read_ties(ties), year)
        source = Source(names, {"ties": ties}, options={} if year is None else {"year": year})
        strengths, drawn = None, seed or 0
    else:
        made, source, drawn = of_model(str(scenario), year, world, sets or (), levers or (), seed, seeds, least)
        names, signs, strengths = made.actors, made.signs, made.strengths
    with Meter(1 << (min(len(names), 20) - 1), "balance", silent=json) as meter:
        found = balanced(names, signs, samples, drawn, meter.worlds)
    if not found.exact:
        source = source.told(samples=samples)
    return settle(
        "balance",
        source,
        balance_tables(source, strengths, found),
        began,
        seed=drawn,
        results=results,
        form=tables,
        figures=not no_figures,
        machine=json,
        worlds=1,
        failures=0,
        engine="mesa",
        view=lambda: _view(source, found),
        data=lambda: _data(found),
    )


def _data(found: Balance) -> dict[str, Any]:
    unbalanced = [triad for triad in found.triads if not triad.balanced]
    return {
        "positive": found.positive,
        "negative": found.negative,
        "triads": len(found.triads),
        "unbalanced": [
            {"members": triad.members, "signs": triad.signs, "negative": triad.negative} for triad in unbalanced
        ],
        "frustration_index": found.index,
        "exact": found.exact,
        "divisions": found.camps,
        "camps": _camps(found),
        "against": [(found.actors[i], found.actors[j], int(found.signs[i, j])) for i, j in found.against],
    }


def _camps(found: Balance) -> list[list[list[str]]]:
    """Names in both camps of each connected part."""
    return [
        [
            [name for name, p, s in zip(found.actors, found.part, found.second, strict=True) if p == part and s == side]
            for side in (False, True)
        ]
        for part in range(1, int(found.part.max(initial=0)) + 1)
    ]


def _view(source: Source, found: Balance) -> RenderableType:
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    from sim.cli.networks import where
    from sim.results.wording import counted, percent

    total = found.positive + found.negative
    wrong = [triad for triad in found.triads if not triad.balanced]
    share = f" ({percent(len(wrong) / len(found.triads))})" if found.triads else ""
    bound = "" if found.exact else "at most "
    ways = counted(found.camps, "division has", "divisions have")
    grid = Table.grid(padding=(0, 2))
    grid.add_row("ties", f"{total}: {found.positive} positive, {found.negative} negative")
    grid.add_row("triads", f"{len(found.triads)}, of which {len(wrong)} unbalanced{share}")
    grid.add_row("frustration index", f"{bound}{found.index} of {counted(total, 'tie')}; {ways} as few against")
    for number, (one, two) in enumerate(_camps(found), 1):
        part = f", part {number}" if found.part.max() > 1 else ""
        grid.add_row(f"camp 1{part}", ", ".join(one))
        grid.add_row(f"camp 2{part}", ", ".join(two) or "nobody")
    alone = [name for name, part in zip(found.actors, found.part, strict=True) if not part]
    if alone:
        grid.add_row("without ties", ", ".join(alone))
    for i, j in found.against:
        said = "friends in different camps" if found.signs[i, j] > 0 else "rivals in one camp"
        grid.add_row("against", f"{found.actors[i]} and {found.actors[j]}, {said}")
    for triad in wrong[:10]:
        signs = "".join("+" if sign > 0 else "-" for sign in triad.signs)
        grid.add_row("unbalanced", f"{', '.join(triad.members)} ({signs})")
    note = "Signs of a triad: first-second, first-third, second-third."
    more = f" {len(wrong) - 10} more unbalanced triads in the table." if len(wrong) > 10 else ""
    return Group(Text(where(source), style="bold"), grid, Text(note + more, style="dim"))
