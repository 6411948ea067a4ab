"""`pactsim tipping`: the value of a lever or number at which a condition on the worlds begins or ceases to hold."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.options import (
    MOST_WORLDS,
    Engine,
    Json,
    Levers,
    NoFigures,
    Results,
    Scenario,
    Seed,
    Seeds,
    Sets,
    Tables,
    Workers,
)
from sim.errors import Address, InputError, Problem

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from sim.tipping.study import Findings

EXAMPLES = {
    "tipping": (
        'pactsim tipping asian_nato --until "P(pact_in_force) >= 0.1" \\',
        "    --vary policies.pact.preparedness",
        'pactsim tipping asian_nato_with_tariffs --until "MEAN(side.end.JPN) < 0.5" \\',
        "    --vary policies.tariffs.change=0:50 --vary countries.JPN.hub_trust",
        'pactsim tipping asian_nato --until "MEAN(CHANGE(hazard)) > 0" \\',
        "    --against status_quo --vary parameters.deterrence_effect",
    )
}
WORLDS = 1000
_POINTS, _LINES = 21, 7


def tipping(
    scenario: Scenario,
    until: Annotated[str, typer.Option("--until", metavar="CONDITION", help="What is to hold; see above.")],
    vary: Annotated[
        list[str],
        typer.Option(
            "--vary", metavar="PATH[=LOW:HIGH]", help="What is varied, as --set names it; twice for a frontier."
        ),
    ],
    against: Annotated[
        str | None, typer.Option("--against", metavar="SCENARIO", help="Scenario that CHANGE is reckoned from.")
    ] = None,
    replicates: Annotated[
        int, typer.Option("--replicates", metavar="N", min=2, max=MOST_WORLDS, help="Worlds at each value.")
    ] = WORLDS,
    points: Annotated[
        int, typer.Option("--points", metavar="N", min=2, max=1000, help="Values of the first number looked at first.")
    ] = _POINTS,
    lines: Annotated[
        int | None,
        typer.Option("--lines", metavar="N", min=2, max=100, help="Values of the second number. [default: 7]"),
    ] = None,
    sets: Sets = None,
    levers: Levers = None,
    seed: Seed = None,
    results: Results = None,
    tables: Tables = None,
    workers: Workers = None,
    engine: Engine = None,
    no_figures: NoFigures = False,
    json: Json = False,
    seeds: Seeds = None,
) -> int:
    """Find the value of a lever or number at which a condition tips.

    The same worlds, with the same chance, are run at evenly spaced values; then
    each place where the answer changes is narrowed down. All thresholds that the
    values show are told, each with an interval: the values around it at which
    the 90 % interval of the share or mean does not leave out the limit.

    \b
    CONDITION is one of
      P(NAME) >= 0.5            share of worlds in which something is so
      P(NAME > VALUE) >= 0.5    share of worlds in which a number is above
      MEAN(NAME) >= VALUE       mean of a number over worlds
    with >=, <=, > or <. NAME is an outcome as pact_in_force.end, hazard, or
    side.end.JPN of one country or flashpoint, up to a year as side.end@2035;
    P(pact_in_force) is at the end. CHANGE(NAME) is the difference from the same
    world of another scenario, --against. Shares may be written as 40 %.

    PATH is as after --set: countries.JPN.hub_trust, parameters.alienation, or
    policies.ID.FIELD, where ID may be the type of a policy that is the only one
    of it (pactsim levers TYPE). Its range is that of the evidence or the field,
    unless given as PATH=LOW:HIGH. A number of the evidence is set in --against
    too, a policy's field is not. pact_formation_prior and posture_change_rate,
    which act through the base year alone, are set before worlds are fitted to it.

    With a second --vary: the threshold of the first along the second.
    """  # noqa: D301  a backslash keeps the lines that follow as they are
    began = time.perf_counter()
    if lines is not None and len(vary) < 2:
        raise InputError([Problem(Address("--lines"), "", "is for a second --vary")])
    from sim.cli.conduct import engine_for
    from sim.cli.inputs import read_scenarios, results_folder
    from sim.cli.networks import settle
    from sim.cli.options import RESULTS
    from sim.cli.progress import Meter
    from sim.cli.voice import warn
    from sim.evidence import load_evidence
    from sim.results.wording import counted
    from sim.scenario import load_levers
    from sim.structure.study import Source
    from sim.tipping.response import Response
    from sim.tipping.study import ask, find
    from sim.tipping.tables import options, tipping_tables
    from sim.tipping.words import sentences

    load_levers(levers or ())
    evidence = load_evidence(seeds)
    names = [scenario, *([against] if against is not None else [])]
    read = read_scenarios(names, sets or (), evidence, replicates, seed)
    own = evidence.at(read[0].edition)
    question = ask(read[0], own, until, vary, read[1] if against is not None else None, points, lines or _LINES)
    if question.condition.note:
        warn([question.condition.note])
    results_folder(results or RESULTS)
    chosen = engine_for(engine)
    with Meter(replicates, f"running {read[0].name}"[:40], silent=json) as meter:
        found = find(
            Response(question, chosen, workers, lambda done, of: meter.stage(f"running {read[0].name}"[:40], done, of))
        )
    if found.failed:
        warn([f"{counted(found.failed, 'world')} failed and are left out; the first: {found.error}"])
    said = sentences(found)
    told = options(found)
    return settle(
        "tipping",
        Source((), {}, read[0], own, None, told),
        tipping_tables(found),
        began,
        seed=read[0].seed,
        results=results,
        form=tables,
        figures=not no_figures,
        machine=json,
        worlds=replicates,
        failures=found.failed,
        engine=chosen,
        summary=(heading(found), *said),
        view=lambda: _view(found, said),
        data=lambda: _data(found, said, told),
    )


def heading(found: Findings) -> str:
    """What was looked at, in a line."""
    question = found.question
    against = f" against {question.against.title}" if question.against is not None else ""
    return f"{question.scenario.title}{against}: {question.condition}, {question.scenario.replicates:,} worlds"


def _data(found: Findings, said: list[str], told: dict[str, Any]) -> dict[str, Any]:
    from sim.tipping.tables import response_rows, threshold_rows

    return {"said": said, **told, "thresholds": threshold_rows(found), "response": response_rows(found)}


def _view(found: Findings, said: list[str]) -> RenderableType:
    from textwrap import fill

    from rich.console import Group
    from rich.text import Text

    from sim.cli.voice import paper

    table = _frontier(found) if len(found.question.varied) > 1 else _response(found)
    lines = said if len(found.question.varied) == 1 else [said[0], said[-1]]
    width = paper().width  # wrapped here, for rich would part numbers from their signs
    texts = [Text(fill(line, width)) for line in lines]
    return Group(Text(fill(heading(found), width), style="bold"), Text(), *texts, table)


def _grid() -> Table:
    from rich import box
    from rich.table import Table

    return Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0))


def _response(found: Findings) -> RenderableType:
    """What the worlds say at the values looked at first, and where the condition holds."""
    from sim.analysis.crossings import grid

    condition, one = found.question.condition, found.question.varied[0]
    shown = set(grid(one.low, one.high, found.question.points, whole=one.whole))
    table = _grid()
    table.add_column(one.path, justify="right")
    table.add_column("share" if condition.over == "P" else "mean", justify="right", no_wrap=True)
    table.add_column("90 % interval", no_wrap=True)
    table.add_column("holds", no_wrap=True)
    for point in found.lines[0].points:
        if point.value in shown:
            value, low, high = (condition.told(end) for end in point.estimate[:3])
            sure = "" if point.decided else " (open)"
            table.add_row(one.told(point.value), value, f"{low} to {high}", ("yes" if point.holds else "no") + sure)
    return table


def _frontier(found: Findings) -> RenderableType:
    from sim.tipping.words import along

    one, other = found.question.varied
    table = _grid()
    table.add_column(other.path, justify="right")
    table.add_column(f"where it holds: {one.path}")
    for line in found.lines:
        table.add_row(other.told(line.second), along(one, line))
    return table
