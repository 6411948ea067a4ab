"""`pactsim claims`: what the worlds say of the essays' claims."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.options import MOST_SEED, RESULTS, Engine, Json, NoFigures, Results, Seeds, Workers
from sim.errors import OK, Address, InputError, Problem, nearest

if TYPE_CHECKING:
    from sim.claims.board import Board
    from sim.claims.book import Book
    from sim.claims.entries import Passed, Trial
    from sim.evidence import Evidence
    from sim.results.manifest import Engine as Compute

EXAMPLES = {
    "claims": (
        "pactsim claims                      all experiments, about half a minute",
        "pactsim claims C011 --why           one claim in full, and how to repeat it",
        "pactsim claims C015 --why           why a claim is not tested",
        "pactsim claims --author walt        the claims of one author",
        "pactsim claims --author theory      what works of theory lead one to expect",
    )
}
WORLDS = 1000
SEED = 2026
MOST = 20_000  # worlds: all uncertain numbers of all of them are held


def claims(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="ID", help="Claims or theories; all by default.", show_default=False)
    ] = None,
    author: Annotated[
        str | None, typer.Option("--author", metavar="NAME", help="Claims of one author, or theory.")
    ] = None,
    why: Annotated[bool, typer.Option("--why", help="Each claim in full: experiment, results, reasons.")] = False,
    replicates: Annotated[
        int, typer.Option("--replicates", metavar="N", min=2, max=MOST, help="Worlds of each scenario.")
    ] = WORLDS,
    seed: Annotated[int, typer.Option("--seed", metavar="S", min=0, max=MOST_SEED, help="Seed of all draws.")] = SEED,
    results: Results = None,
    workers: Workers = None,
    engine: Engine = None,
    no_figures: NoFigures = False,
    json: Json = False,
    seeds: Seeds = None,
) -> int:
    """Test the essays' claims: each as an experiment, with a verdict.

    What a claim leads one to expect was stated before any run, in
    scenarios/claims/. Two scenarios share chance and every uncertain number
    world by world; means have 95 % intervals. The verdict is computed:

    supported: every interval lies wholly where it is expected.

    contradicted: some interval lies wholly on the other side.

    depends: where a drawn number is low the answer is the opposite of where it
    is high (outer thirds of the worlds, intervals widened for all the numbers
    looked at; from 60 worlds on).

    undecided: an interval holds the edge, so that the effect cannot be told
    from none.

    T01 and on are no claims: they ask what works of theory lead one to expect.

    Ends with a folder that holds the scoreboard as text, table and figure.
    """
    from sim.claims.book import read_book
    from sim.cli.inputs import results_folder
    from sim.evidence import load_evidence

    evidence = load_evidence(seeds)
    book = read_book(evidence)
    chosen = choose(evidence, book, ids or [], author)
    trials = [book.trials[name] for name in chosen if name in book.trials]
    passed = [book.passed[name] for name in chosen if name in book.passed]
    if not trials:
        return _reasons(passed, evidence, machine=json)
    home = results_folder(results or RESULTS)
    began = time.perf_counter()
    from sim.cli.conduct import engine_for

    used = engine_for(engine)
    board = _judged(trials, passed, evidence, replicates, seed, used, workers, silent=json)
    from sim.cli.simulate import command_line

    def finish(folder: Path) -> None:
        if not no_figures:
            from sim.report.study import plot

            plot(folder, workers=1)

    folder = board.store(home, used, command_line(), time.perf_counter() - began, finish, workers)
    if json:
        from sim.cli.voice import answer

        answer({"path": str(folder), "tally": board.tally(), "claims": board.rows(), "untested": board.reasons()})
        return OK
    _show(board, book, folder, why=why, named=bool(ids))
    return OK


def choose(evidence: Evidence, book: Book, ids: Sequence[str], author: str | None) -> list[str]:
    """Ids of the claims and theories meant, in the order of the evidence.

    Raises:
        InputError: an id or an author is unknown, or none of the claims is by that author.
    """
    from sim.claims.board import author as called
    from sim.claims.entries import THEORY

    problems = []
    wanted = [name.upper() for name in ids]
    for given, name in zip(ids, wanted, strict=True):
        if name not in book.ids:
            close = nearest(name, book.ids)
            problems.append(Problem(Address("claims"), "", f"there is no claim '{given}'", close))
    documents = [*evidence.documents, THEORY]
    if author is not None:
        names = {document: f"{document} {called(evidence, document)}".casefold() for document in documents}
        documents = [document for document, name in names.items() if author.casefold() in name]
        if not documents or not author:
            close = nearest(author, [word for name in names.values() for word in name.replace(",", "").split()])
            problems.append(Problem(Address("--author"), "", f"no author is called '{author}'", close))
    if problems:
        raise InputError(problems)
    found = [name for name in book.ids if (not wanted or name in wanted) and book.document(name) in documents]
    if not found:
        raise InputError([Problem(Address("--author"), "", f"none of these claims is by '{author}'")])
    return found


def _judged(
    trials: Sequence[Trial],
    passed: Sequence[Passed],
    evidence: Evidence,
    replicates: int,
    seed: int,
    engine: Compute,
    workers: int | None,
    *,
    silent: bool,
) -> Board:
    from sim.claims.board import Board
    from sim.claims.judge import answers
    from sim.claims.run import run_trials, wanted
    from sim.cli.progress import Meter
    from sim.cli.voice import warn
    from sim.results.wording import counted

    many = len(wanted(trials)[0])
    told = f"{counted(len(trials), 'experiment')}, {counted(many, 'scenario')}"
    with Meter(many * replicates, told, silent=silent) as meter:
        worlds = run_trials(trials, evidence, replicates, seed, engine, workers, meter.worlds)
        meter.stage("verdicts", 0, 1)
        board = Board(answers(trials, worlds), passed, worlds, evidence, seed)
    if worlds.failures:
        warn(
            [f"{counted(len(worlds.failures), 'world')} failed and are left out; the first: {worlds.failures[0].error}"]
        )
    return board


def _reasons(passed: Sequence[Passed], evidence: Evidence, *, machine: bool) -> int:
    """Claims of which none is tested: why not."""
    from sim.cli.voice import answer, paper

    if machine:
        keys = ("claim", "document", "reason", "why")
        answer(
            {
                "untested": [
                    dict(zip(keys, (p.claim.id, p.claim.document, p.reason, p.why), strict=True)) for p in passed
                ]
            }
        )
        return OK
    from sim.cli.verdicts import untested

    page = paper()
    for index, one in enumerate(passed):
        if index:
            page.print()
        untested(page, one, evidence)
    return OK


def _show(board: Board, book: Book, folder: Path, *, why: bool, named: bool) -> None:
    from sim.cli.verdicts import claim_page, scoreboard, untested
    from sim.cli.voice import paper
    from sim.evidence.reader import shorten

    page = paper()
    if why:
        pages = {answer.trial.claim.id: answer for answer in board.answers}
        for index, name in enumerate(sorted([*pages, *(one.claim.id for one in board.passed)])):
            if index:
                page.print()
            if name in pages:
                claim_page(page, board, pages[name])
            else:
                untested(page, book.passed[name], board.evidence)
    else:
        scoreboard(page, board, named=named)
    home = shorten(folder)
    page.print(f"\nVerdicts: {home}", soft_wrap=True)
    figures = sorted((folder / "figures").glob("*.png"), key=lambda path: (len(path.name), path.name))
    for path in (folder / "scoreboard.md", *figures, folder / "tables" / "scoreboard.parquet"):
        page.print(f"  {path.relative_to(folder)}", soft_wrap=True)
