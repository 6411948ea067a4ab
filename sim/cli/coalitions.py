"""`pactsim coalitions`: which memberships of a pact hold together, what each is worth to whom, and who matters."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.options import MOST_WORLDS, Engine, Json, Levers, NoFigures, Results, Scenario, Seed, Seeds, Sets, Tables
from sim.coalitions.accession import Accession
from sim.errors import Address, InputError, Problem, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from sim.coalitions.findings import Findings
    from sim.coalitions.stage import Stage

EXAMPLES = {
    "coalitions": (
        "pactsim coalitions asian_nato",
        "pactsim coalitions asian_nato --among AUS,JPN,KOR,NZL,PHL,TWN --in-force 3",
        "pactsim coalitions asian_nato --membership JPN,KOR,PHL --worlds 200",
    )
}
_SHOWN = 8  # memberships in the terminal
_ABOUT = 10  # seconds that it takes to compile what weighs them


def coalitions(
    scenario: Scenario,
    year: Annotated[
        float | None,
        typer.Option("--year", metavar="Y", help="Year looked at; else that of the offer, or the first."),
    ] = None,
    among: Annotated[
        str | None, typer.Option("--among", metavar="CODES", help="Candidates, as AUS,JPN,PHL; else those invited.")
    ] = None,
    membership: Annotated[
        str | None,
        typer.Option("--membership", metavar="CODES", help="Membership looked at closely; else that of all."),
    ] = None,
    in_force: Annotated[
        float | None,
        typer.Option("--in-force", metavar="YEARS", min=0, max=100, help="The pact stands since so many years."),
    ] = None,
    accession: Annotated[
        Accession, typer.Option("--accession", metavar="WHO", help="Joining: open, majority or unanimous.")
    ] = Accession.open,
    law_alone: Annotated[
        bool, typer.Option("--law-alone", help="Leave out calibrated constants, inertia and drift.")
    ] = False,
    world: Annotated[
        int | None, typer.Option("--world", metavar="N", min=0, max=MOST_WORLDS, help="World: its chance. [default: 0]")
    ] = None,
    worlds: Annotated[
        int | None,
        typer.Option("--worlds", metavar="R", min=2, max=MOST_WORLDS, help="So many worlds with drawn numbers."),
    ] = None,
    engine: Engine = None,
    sets: Sets = None,
    levers: Levers = None,
    seed: Seed = None,
    results: Results = None,
    tables: Tables = None,
    no_figures: NoFigures = False,
    json: Json = False,
    seeds: Seeds = None,
) -> int:
    """Find which memberships of a pact hold together, and why.

    Every set of candidates, up to 20, is weighed as the model weighs postures:
    members hold the pact, everybody else what it holds in that year without
    one; capabilities, ties, trust and the challenger's pressure are those of
    the year, crises are rated anew for each membership. One holds together
    (is stable) if nobody gains by leaving alone and nobody by joining alone
    (d'Aspremont and others 1983): a Nash equilibrium of signing.

    Joint: nor does any group gain by leaving together.

    Strong: nor by signing or leaving together (Aumann 1959).

    Core: no group would rather have a pact of its own, the others none, or be
    without (Chander and Tulkens 1997).

    Shapley: what a candidate adds to the gains of members, in money, on average
    over all orders of arrival. Pivotal: share of orders in which its arrival
    brings half of the most that a pact can be worth. The hub has no payoff in
    the model: what it gains or pays is not counted.

    One world with central numbers is looked at, without the year's drifting
    preferences and misjudgements; with --worlds many, with all their chance.

    The pact is to be signed, and what it costs to go there counts; outside
    costs nothing. With --in-force it has stood for so many years: its promise
    has been tested for so long, leaving has its price, and the treaty's
    minimum of members counts instead of its quorum.
    """
    began = time.perf_counter()
    if world is not None and worlds is not None:
        raise InputError([Problem(Address("--world"), "", "is for one world; leave out --worlds")])
    from sim.cli.conduct import engine_for
    from sim.cli.inputs import read_scenarios
    from sim.cli.networks import settle
    from sim.cli.progress import Meter
    from sim.cli.voice import warn
    from sim.coalitions.findings import Question, find
    from sim.coalitions.stage import SIGNING, set_up
    from sim.coalitions.tables import coalition_tables
    from sim.coalitions.words import sentences
    from sim.evidence import load_evidence
    from sim.results.wording import counted, listed
    from sim.scenario import load_levers
    from sim.structure.study import Source

    load_levers(levers or ())
    evidence = load_evidence(seeds)
    (read,) = read_scenarios([scenario], sets or (), evidence, None, seed)
    own = evidence.at(read.edition)
    stage = set_up(
        own, read, year, _codes(among), drawn=worlds is not None, stood=SIGNING if in_force is None else in_force
    )
    close = _number(stage, _codes(membership))
    ids = tuple(range(worlds)) if worlds is not None else (world or 0,)
    question = Question(ids, worlds is not None, law_alone, accession, close)
    chosen = engine_for(engine)
    _announce(chosen)
    with Meter(len(ids) << len(stage.candidates), "memberships", silent=json) as meter:
        found = find(stage, question, chosen, meter.worlds)
    if found.failed:
        few = [*map(str, found.failed[:5]), *(["others"] if len(found.failed) > 5 else [])]
        warn([f"{counted(len(found.failed), 'world')} failed and are left out: numbers {listed(few)}"])
    names = tuple(own.countries[code].name for code in stage.candidates)
    options = {
        "year": stage.year,
        "among": list(stage.candidates),
        "membership": list(stage.members(close)),
        "least": stage.treaty.least,
        "in_force": in_force,
        "accession": accession.value,
        "law_alone": law_alone,
        "commitment_now": stage.commitment,
        **({"worlds": worlds} if worlds is not None else {"world": ids[0]}),
    }
    said = sentences(found)
    return settle(
        "coalitions",
        Source(names, {}, stage.factory.scenarios[0], own, None, options),
        coalition_tables(found),
        began,
        seed=read.seed,
        results=results,
        form=tables,
        figures=not no_figures,
        machine=json,
        worlds=len(ids),
        failures=len(found.failed),
        engine=chosen,
        summary=(heading(found), *said),
        view=lambda: _view(found, said),
        data=lambda: _data(found, said, options),
    )


def _announce(engine: str) -> None:
    """Say that what weighs memberships is to be compiled, where it is."""
    from sim.cli.voice import warn

    if engine == "ensemble":
        from sim.engine.ensemble.membership_kernel import weighed

        if not weighed.kept():
            warn([f"compiling what weighs memberships, once per version: about {_ABOUT} s ..."])


def _codes(text: str | None) -> list[str] | None:
    """Codes in a text, between commas."""
    return None if text is None else [code.strip().upper() for code in text.split(",") if code.strip()]


def _number(stage: Stage, codes: Sequence[str] | None) -> int:
    """Number of the membership named; of all candidates when none is.

    Raises:
        InputError: one is no candidate.
    """
    if codes is None:
        return stage.number(stage.candidates)
    where = Address("--membership")
    wrong = [code for code in codes if code not in stage.candidates]
    if wrong:
        among = ", ".join(stage.candidates)
        said = f"is no candidate; these are {among}"
        raise InputError([Problem(where, "", f"{code} {said}", nearest(code, stage.candidates)) for code in wrong])
    if not codes:
        raise InputError([Problem(where, "", "names nobody")])
    return stage.number(tuple(dict.fromkeys(codes)))


def heading(found: Findings) -> str:
    """What was looked at, in a line."""
    stage, question = found.stage, found.question
    who = f"world {question.replicates[0]}, central numbers"
    if question.chance:
        who = f"{len(question.replicates):,} worlds"
    state = "at signing" if not stage.treaty.in_force else f"in force for {stage.treaty.stood:g} years"
    alone = ", law alone" if question.law_alone else ""
    return f"{stage.factory.scenarios[0].title}, {stage.year:g}, pact {state}, {who}{alone}"


def _ranked(found: Findings) -> list[int]:
    """Memberships in the order in which they are shown: those most often stable, the one looked at, and nobody."""
    from sim.coalitions.stability import numbers_of

    stable = [number for number in numbers_of(found.holds["stable"] > 0.0).tolist() if number]
    stable.sort(key=lambda number: -float(found.holds["stable"][number]))
    return list(dict.fromkeys([*stable[:_SHOWN], found.question.close, 0]))


def _data(found: Findings, said: list[str], options: dict[str, Any]) -> dict[str, Any]:
    from sim.coalitions.stability import numbers_of
    from sim.coalitions.tables import candidate_rows, commitment_rows, membership_row, reason_rows

    stable = numbers_of(found.holds["stable"] > 0.0).tolist()
    return {
        **options,
        "said": said,
        "stable": [membership_row(found, number) for number in stable],
        "looked_at": membership_row(found, found.question.close),
        "grand_core": found.grand,
        "candidates": candidate_rows(found),
        "reasons": reason_rows(found),
        "commitments": commitment_rows(found),
    }


def _view(found: Findings, said: list[str]) -> RenderableType:
    from rich.console import Group
    from rich.text import Text

    stage = found.stage
    offered = 1 << len(stage.candidates)
    looked = f"{offered:,} memberships of {len(stage.candidates)} candidates; a pact needs {stage.treaty.least}"
    note = (
        "Worth: of the members' gains over no pact, bn USD a year. Now: worth to a candidate in the membership looked "
        "at, over no pact; move: what it gains by leaving or joining it alone (% of GDP a year)."
    )
    return Group(
        Text(f"{heading(found)}\n{looked}\n", style="bold"),
        *(Text(line) for line in said),
        _memberships(found),
        _candidates(found),
        Text(note, style="dim"),
    )


def _memberships(found: Findings) -> RenderableType:
    from rich import box
    from rich.table import Table

    from sim.coalitions.findings import NOTIONS
    from sim.results.wording import percent, plain, signed

    many = len(found.question.replicates) > 1

    def told(share: float) -> str:
        return percent(share) if many else "yes" if share > 0.0 else "no"

    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    grid.add_column("members")
    for name in (*NOTIONS[2:], "worth", "crises"):
        grid.add_column(name, justify="right", no_wrap=True)
    for number in _ranked(found):
        shares = [told(float(found.holds[name][number])) for name in NOTIONS[2:]]
        members = ", ".join(found.stage.members(number)) or "nobody"
        worth, crises = signed(float(found.worth[number]), 1), plain(float(found.crises[number]))
        grid.add_row(members, *shares, worth, crises)
    return grid


def _candidates(found: Findings) -> RenderableType:
    from rich import box
    from rich.table import Table

    from sim.coalitions.tables import candidate_rows
    from sim.results.wording import percent, signed

    close = found.question.close
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for name in ("candidate", "holds", "now", "move", "Shapley", "pivotal"):
        grid.add_column(name, justify="left" if name in ("candidate", "holds") else "right", no_wrap=True)
    for k, row in enumerate(candidate_rows(found)):
        now, move = signed(float(found.payoffs[close, k])), signed(float(found.moves[close, k]))
        grid.add_row(row["name"], row["held"], now, move, signed(row["shapley"], 1), percent(row["pivotal"]))
    return grid
