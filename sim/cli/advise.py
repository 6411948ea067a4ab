"""`pactsim advise`: an actor's levers searched for what serves a goal at little cost, whatever the world is like."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.options import MOST_SEED, Engine, Json, NoFigures, Results, Scenario, Seeds, Sets, Tables, Workers
from sim.errors import INTERRUPTED, Address, InputError, Problem

if TYPE_CHECKING:
    from sim.advice.findings import Findings

EXAMPLES = {
    "advise": (
        'pactsim advise asian_nato --goal "higher flashpoint_deterrence.mean"',
        '  --cost "lower trade_loss" --levers us',
        'pactsim advise status_quo --goal "higher deterrence of JPN" --goal',
        '  "lower hazard" --cost "lower trade_loss of JPN" --levers japan',
    )
}
WORLDS, FRESH, TRIED, MEMBERS = 200, 1000, 400, 8
MOST_WORLDS, MOST_TRIED = 20_000, 20_000


def advise(
    scenario: Scenario,
    levers: Annotated[
        list[str] | None,
        typer.Option("--levers", metavar="FILE", help="Name or YAML file of ranges; Python files with own types too."),
    ] = None,
    goal: Annotated[
        list[str] | None,
        typer.Option("--goal", metavar="WANTED", help="As 'higher deterrence.mean', 'lower wars' (repeatable)."),
    ] = None,
    cost: Annotated[
        list[str] | None,
        typer.Option(
            "--cost", metavar="AVOIDED", help="As 'lower trade_loss', 'lower effort.mean of JPN' (repeatable)."
        ),
    ] = None,
    evaluations: Annotated[
        int, typer.Option("--evaluations", metavar="N", min=2, max=MOST_TRIED, help="Candidates tried at most.")
    ] = TRIED,
    replicates: Annotated[
        int, typer.Option("--replicates", metavar="N", min=2, max=MOST_WORLDS, help="Worlds of each candidate.")
    ] = WORLDS,
    verify: Annotated[
        int, typer.Option("--verify", metavar="N", min=2, max=MOST_WORLDS, help="Fresh worlds for the front.")
    ] = FRESH,
    members: Annotated[
        int, typer.Option("--front", metavar="N", min=1, max=8, help="Members of the front looked at closely.")
    ] = MEMBERS,
    sets: Sets = None,
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="S", min=0, max=MOST_SEED, help="Of all draws and of the search.")
    ] = None,
    results: Results = None,
    tables: Tables = None,
    workers: Workers = None,
    engine: Engine = None,
    no_figures: NoFigures = False,
    json: Json = False,
    seeds: Seeds = None,
) -> int:
    """Search an actor's levers for what serves a goal at little cost.

    A file of levers says what the actor can move, and how far: paths as after
    --set with {low: 0, high: 1, step: 0.25} or a list of values, and policies
    laid over the scenario so that there is something to move. Those in
    scenarios/levers/ go by their name. All other actors' levers stay as the
    scenario has them.

    Goals and costs are outcomes (their mean over the worlds), or numbers of the
    file of levers, with a direction. They are all treated alike: what is looked
    for is the front, the candidates that no other beats in everything. All
    settings are tried where they are few, else they are bred (NSGA-II, Deb and
    others 2002). Every candidate runs the same worlds.

    The best of many is partly lucky: members of the front are run again in
    worlds that the search has not seen, and judged by these. Regret is by how
    much a member falls short of the best one, in a world or in a third of the
    worlds by a disputed number; the member the largest shortfall of which is
    the smallest is least regretted.

    Others' rules are fixed: nobody in the model anticipates the levers or
    answers them otherwise than by its rule. Ctrl-C ends the search with what
    was found so far.
    """
    began = time.perf_counter()
    from sim.advice.candidates import Maker
    from sim.advice.findings import Question, advise
    from sim.advice.objectives import read_objectives
    from sim.advice.read import read_space
    from sim.advice.search import check_library
    from sim.advice.tables import advice_tables
    from sim.advice.words import heading, sentences
    from sim.advice.worlds import Ground
    from sim.cli.advice import advice
    from sim.cli.conduct import engine_for
    from sim.cli.inputs import results_folder, warn_of_absent
    from sim.cli.networks import settle
    from sim.cli.progress import Meter
    from sim.cli.voice import warn
    from sim.evidence import load_evidence
    from sim.results.outcomes import outcomes
    from sim.scenario import load_levers
    from sim.structure.study import Source

    ranges, own = _files(levers or [])
    load_levers(own)
    whole = load_evidence(seeds)
    space = read_space(ranges)
    maker = Maker.of(scenario, sets or (), space, whole, {} if seed is None else {"seed": seed})
    base = maker.baseline()
    evidence = whole.at(base.edition)
    units = {"countries": base.include, "flashpoints": tuple(evidence.flashpoints)}
    wanted = read_objectives(goal or [], cost or [], outcomes(evidence.postures), units, (base.start, base.end), space)
    maker.check()
    check_library(space, evaluations)
    warn_of_absent([base], whole)
    results_folder(results or Path("results"))
    ground = Ground(evidence, wanted, engine_for(engine), workers)
    question = Question(replicates, verify, evaluations, members, base.seed)
    total = int(min(evaluations, space.size) + 1) * replicates + (members + 1) * verify
    with Meter(total, "candidates", silent=json) as meter:
        found = advise(
            maker, ground, question, meter.worlds,
            lambda: warn(["interrupted: judging what was found (once more to drop it)"]),
        )  # fmt: skip
    said = sentences(found)
    options = _options(found, ranges)
    code = settle(
        "advise",
        Source((), {"levers": space.path}, base, whole, None, options),
        advice_tables(found),
        began,
        seed=base.seed,
        results=results,
        form=tables,
        figures=not no_figures,
        machine=json,
        worlds=replicates,
        failures=found.lost,
        engine=ground.engine,
        summary=(heading(found), *said),
        view=lambda: advice(found, said),
        data=lambda: _data(found, said, options),
    )
    if found.interrupted:
        warn([f"interrupted after {len(found.tried):,} of {evaluations:,} candidates; what these gave is stored"])
        return INTERRUPTED
    return code


def _files(levers: list[str]) -> tuple[str, list[str]]:
    """The file of ranges, and Python files of policy types of the user's own.

    Raises:
        InputError: there is no file of ranges, or more than one.
    """
    own = [name for name in levers if name.endswith(".py")]
    ranges = [name for name in levers if name not in own]
    if len(ranges) != 1:
        from sim.advice.read import find_levers

        said = f"needs one file of ranges, or one of these: {', '.join(find_levers())}"
        raise InputError([Problem(Address("--levers"), "", said)])
    return ranges[0], own


def _options(found: Findings, ranges: str) -> dict[str, Any]:
    """What decided the answer besides the scenario."""
    from importlib.metadata import version

    from sim.advice.search import LIBRARY, POPULATION

    question, space = found.question, found.maker.space
    bred = space.size > question.evaluations
    return {
        "levers": ranges,
        "ranges": {lever.path: list(lever.values) or [lever.low, lever.high] for lever in space.levers},
        "objectives": [one.text for one in found.objectives],
        "evaluations": len(found.tried) if found.interrupted else question.evaluations,
        "replicates": question.replicates,
        "verify": question.verify,
        "members": question.members,
        "search": f"NSGA-II of {LIBRARY} {version(LIBRARY)}, population {POPULATION}" if bred else "all settings",
    }


def _data(found: Findings, said: list[str], options: dict[str, Any]) -> dict[str, Any]:
    from sim.advice.findings import LETTERS
    from sim.advice.tables import front_rows, member_row, regret_rows
    from sim.results.advice import AS_IT_IS

    front = front_rows(found)
    names = [*LETTERS[: len(found.members)], AS_IT_IS]
    told = {
        name: [{k: v for k, v in row.items() if k != "member"} for row in front if row["member"] == name]
        for name in names
    }
    members = [member_row(found, k) for k in range(len(found.members))]
    return {
        **options,
        "interrupted": found.interrupted,
        "tried": len(found.tried),
        "refused": found.refused,
        "said": said,
        "choice": LETTERS[found.choice],
        "front": [{**member, "objectives": told[member["member"]]} for member in members],
        "as_it_is": told[AS_IT_IS],
        "regret": regret_rows(found),
    }
