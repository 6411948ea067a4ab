"""`pactsim discover`: under which conditions a sweep ends in the way that is asked about."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.complete import studies
from sim.cli.options import MOST_SEED, RESULTS, Json, NoFigures, Results
from sim.discovery.boxes import BOXES, MASS
from sim.errors import OK, Address, InputError, Problem, need

if TYPE_CHECKING:
    from sim.discovery.search import Answer

NEEDED = {"sklearn": "scikit-learn"}
EXAMPLES = {
    "discover": (
        'pactsim discover sweep-retreat_and_pact-c3e92184 --where "hub_side > 82 %"',
        'pactsim discover STUDY --where "hazard > 1 and CHANGE(side.end) <= 0" \\',
        "    --worlds",
        "pactsim discover --debate C047 C043",
    )
}


def discover(
    study: Annotated[
        Path | None,
        typer.Argument(
            metavar="[STUDY]", help="Name or folder of a sweep.", show_default=False, autocompletion=studies
        ),
    ] = None,
    where: Annotated[str | None, typer.Option("--where", metavar="CONDITION", help="What to look for.")] = None,
    debate: Annotated[
        tuple[str, str] | None, typer.Option("--debate", metavar="ID ID", help="Two claims instead of a sweep.")
    ] = None,
    replicates: Annotated[
        int | None, typer.Option("--replicates", metavar="N", min=60, max=20_000, help="Worlds of a debate.")
    ] = None,
    worlds: Annotated[bool, typer.Option("--worlds", help="Let each world be a case, not each point's mean.")] = False,
    mass: Annotated[
        float, typer.Option("--mass", metavar="SHARE", min=0.005, max=0.5, help="Share of cases in a box at least.")
    ] = MASS,
    boxes: Annotated[int, typer.Option("--boxes", metavar="N", min=1, max=9, help="Boxes at most.")] = BOXES,
    seed: Annotated[
        int | None,
        typer.Option(
            "--seed", metavar="S", min=0, max=MOST_SEED, help="Of tests, else the sweep's; of a debate's draws."
        ),
    ] = None,
    results: Results = None,
    no_figures: NoFigures = False,
    json: Json = False,
) -> int:
    """Find where, among what a sweep varies, something happens.

    CONDITION is OUTCOME < NUMBER, with <, <=, > or >=, several joined by
    'and'. OUTCOME.JPN is that of a country, CHANGE(OUTCOME) the difference
    from the first scenario of the sweep. Shares may be written as 40 %.

    Boxes are found by the patient rule induction method (PRIM): limits on a
    few dimensions within which cases of interest are dense. Each is told in a
    sentence, with how many of such cases it covers, what chance explains, and
    how often a draw of the cases gives the same. A classification tree gives a
    second opinion. Tables, figures and discovery.md are added to the study, in
    place of those of a discovery before.

    --debate runs the experiments on two claims over the same worlds (1000
    unless told), and finds in which of them each is right: boxes, and a map
    over the two drawn numbers that decide most, in a folder of its own.
    """
    if debate is not None:
        if study is not None or where is not None:
            raise InputError([Problem(Address("--debate"), "", "takes neither a study nor --where")])
        if worlds:
            raise InputError([Problem(Address("--worlds"), "", "is for a sweep; the cases of a debate are its worlds")])
        need("discover", NEEDED, "discover")
        from sim.cli.debate import hold

        home, figures = results or RESULTS, not no_figures
        return hold(debate, home, replicates, seed, mass=mass, boxes=boxes, figures=figures, machine=json)
    if replicates is not None:
        raise InputError([Problem(Address("--replicates"), "", "goes with --debate; a sweep has its own worlds")])
    if study is None or where is None:
        missing = [name for name, value in (("a study", study), ("--where and a condition", where)) if value is None]
        raise InputError([Problem(Address("discover"), "", f"needs {' and '.join(missing)}")])
    need("discover", NEEDED, "discover")
    from sim.cli.inputs import study_folder, usable
    from sim.cli.progress import Meter
    from sim.discovery.study import discover as seek
    from sim.discovery.study import store
    from sim.figures.catalogue import DISCOVERED
    from sim.report.study import plot

    folder = usable(study_folder(study, results or RESULTS), "a discovery")
    began = time.perf_counter()
    with Meter(1, "boxes", silent=json) as meter:
        meter.stage("boxes", 0, 2)
        answer = seek(folder, where, worlds=worlds, mass=mass, most=boxes, seed=seed)
        store(folder, answer)
        _clear(folder)
        drawn = [] if no_figures else plot(folder, meter.stage, workers=1, names=DISCOVERED)
    if json:
        _answer(folder, answer, time.perf_counter() - began)
    else:
        _show(folder, answer, drawn)
    return OK


def _clear(folder: Path) -> None:
    """Take away the figures of a discovery before."""
    from sim.figures.catalogue import DISCOVERED

    for name in DISCOVERED:
        for path in (folder / "figures").glob(f"{name}*.*"):
            path.unlink()


def _answer(folder: Path, answer: Answer, seconds: float) -> None:
    from sim.cli.voice import answer as tell
    from sim.results.discoveries import BETWEEN

    told = answer.rows()
    limits = [{**one, "words": one["words"].split(BETWEEN) if one["words"] else []} for one in told["limits"]]
    own = [[limit for limit in limits if limit["box"] == box["box"]] for box in told["boxes"]]
    number = len(answer.space.cases)
    tell(
        {
            "path": str(folder),
            "condition": answer.question,
            "cases": number,
            "of_interest": answer.total,
            "left_out": answer.space.left_out,
            "seconds": seconds,
            "boxes": [{**box, "limits": within} for box, within in zip(told["boxes"], own, strict=True)],
            "tree": {"right": answer.tree.right, "plain": answer.tree.plain, "leaves": told["tree"]},
        }
    )


def _show(folder: Path, answer: Answer, drawn: list[Path]) -> None:
    from sim.cli.voice import paper
    from sim.discovery.study import PAGE
    from sim.discovery.words import NOTHING, tree_words
    from sim.evidence.reader import shorten
    from sim.results.wording import counted, percent

    page, told, number = paper(), answer.space, len(answer.space.cases)
    page.print(f"Where {answer.condition}", style="bold")
    page.print(f"{answer.total:,} of {counted(number, told.noun)} ({percent(answer.total / number)})\n")
    for k, text in enumerate(answer.sentences, start=1):
        page.print(f"Box {k}. {text}\n")
    if not answer.boxes:
        page.print(f"{NOTHING}\n")
    else:
        page.print(_grid(answer))
    page.print(tree_words(answer.tree.leaves, answer.tree.right, answer.tree.plain, told.noun, answer.total))
    page.print(f"\nStudy: {shorten(folder)}", soft_wrap=True)
    for path in (folder / PAGE, *(one for one in drawn if one.suffix == ".png"), *folder.glob("tables/boxes.*")):
        page.print(f"  {path.relative_to(folder)}", soft_wrap=True)


def _grid(answer: Answer) -> object:
    """The limits of the boxes, with how sure each is."""
    from rich import box
    from rich.table import Table

    from sim.discovery.words import limit_words
    from sim.results.wording import percent

    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    grid.add_column("Box", justify="right")
    grid.add_column("Limit", max_width=44)
    grid.add_column("Quasi-p", justify="right")
    grid.add_column("Again", justify="right")
    for k, found in enumerate(answer.boxes, start=1):
        for d, limit in found.box.limits.items():
            words = limit_words(answer.space.dimensions[d], limit)
            grid.add_row(str(k), words, f"{found.p[d]:.1g}", percent(float(found.again[d])))
    return grid
