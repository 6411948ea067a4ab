"""`pactsim validate`: the model against what is known outside it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.options import MOST_SEED, RESULTS, Engine, Json, NoFigures, Results, Seeds, Workers
from sim.errors import OK, need

if TYPE_CHECKING:
    from sim.validation.board import Scorecard

EXAMPLES = {"validate": ("pactsim validate", "pactsim validate --replicates 50 --json")}
WORLDS, SEED, MOST = 200, 2026, 20_000
NEEDED = {"sklearn": "scikit-learn", "scipy": "scipy"}
STYLES = {"ahead": "green", "met": "green", "behind": "red", "missed": "red"}
LOOK: dict[str, Any] = {"box": None, "padding": (0, 1, 0, 0), "pad_edge": False, "expand": True}
_OTHER, _VERDICT = 24, 9  # columns of 80


def validate(
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
    """Hold the model against what is known outside it.

    Naive rivals stand beside it wherever there are any.

    Past years: runs each edition of the evidence (1951, 1970 ...) ten years
    forward and scores the postures foreseen against the coded record. Rivals
    are persistence, the nearest power, the bigger customer and a logit on the
    same inputs.

    Forced choice: which side ASEAN's states would take, beside the surveys of
    their elites, with no input that rests on those surveys.

    Signs and magnitudes: what works of theory lead one to expect, and what was
    measured elsewhere. The essays' own figures are held against statistics.

    What was fitted is tested only in worlds that have not seen it; where a range
    was set knowing what it is held against, a note says so. What fails stays on
    the scorecard, which is left in a folder as text, tables and figure.
    """
    from sim.cli.conduct import engine_for
    from sim.cli.inputs import results_folder
    from sim.evidence import load_evidence

    need("validate", NEEDED, "validate")
    evidence = load_evidence(seeds)
    home = results_folder(results or RESULTS)
    began = time.perf_counter()
    used = engine_for(engine)
    from sim.cli.progress import Meter
    from sim.cli.simulate import command_line
    from sim.validation.run import validate as judge

    with Meter(1, "past years", silent=json) as meter:
        card = judge(evidence, replicates, seed, used, workers, meter.stage)

    def finish(folder: Path) -> None:
        if not no_figures:
            from sim.report.study import plot

            plot(folder, workers=1)

    folder = card.store(home, used, command_line(), time.perf_counter() - began, finish, workers)
    if json:
        from sim.cli.voice import answer

        tally = {"headline": card.headline(), "tally": card.tally()}
        answer({"path": str(folder), **tally, "scorecard": card.rows(), "rivals": card.rivals()})
        return OK
    _show(card, folder)
    return OK


def _show(card: Scorecard, folder: Path) -> None:
    from rich.table import Table
    from rich.text import Text

    from sim.cli.voice import paper
    from sim.evidence.reader import shorten
    from sim.results.wording import figure, wanted
    from sim.validation.board import PAGE
    from sim.validation.findings import ESSAYS

    page = paper()
    page.print(card.headline(), style="bold")
    for test in card.tests:
        own = [one for one in card.findings if one.test == test and one.verdict != "shown"]
        if not own:
            continue
        table = Table(title=f"\n{test[:1].upper()}{test[1:]}", title_justify="left", title_style="bold", **LOOK)
        table.add_column("Measure", ratio=1)
        table.add_column("Statistics" if test == ESSAYS else "Model", justify="right", no_wrap=True)
        table.add_column("Best rival" if own[0].best else "Seen or expected", justify="right", width=_OTHER)
        table.add_column("Verdict", no_wrap=True, width=_VERDICT)
        for one in own:
            best = f"{one.best[0]} {figure(one.best[1], one.unit)}" if one.best else ""
            value = f"{figure(one.model, one.unit)} {one.unit}".rstrip()
            held = best or wanted(one.seen, one.least, one.most, one.unit)
            table.add_row(one.measure, value, held, Text(one.verdict, style=STYLES.get(one.verdict, "dim")))
        page.print(table)
    page.print(f"\nScorecard: {shorten(folder)}", soft_wrap=True)
    for path in (folder / PAGE, *sorted((folder / "figures").glob("*.png")), folder / "tables" / "scorecard.parquet"):
        page.print(f"  {path.relative_to(folder)}", soft_wrap=True)
