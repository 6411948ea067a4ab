"""`pactsim sensitivity`: what the outcomes of a sweep hang on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.complete import studies
from sim.cli.options import RESULTS, Json, NoFigures, Results
from sim.errors import OK

if TYPE_CHECKING:
    from sim.figures.material import Material
    from sim.sensitivity.findings import Finding

EXAMPLES = {
    "sensitivity": (
        "pactsim sensitivity sweep-coefficients-1a2b3c4d",
        "pactsim sensitivity results/sweep-coefficients-1a2b3c4d --outcome side.end",
    )
}
_TOLD = 3
"""Outcomes of a scenario at most of which all is told in sentences; the page tells it of all."""


def sensitivity(
    study: Annotated[
        Path,
        typer.Argument(
            metavar="STUDY",
            help="Finished study of a sweep: name or folder.",
            show_default=False,
            autocompletion=studies,
        ),
    ],
    outcome: Annotated[
        list[str] | None,
        typer.Option("--outcome", metavar="NAME", help="As side.end, or side.end.JPN (repeatable). [default: all]"),
    ] = None,
    base: Annotated[
        str | None, typer.Option("--base", metavar="SCENARIO", help="One scenario of the sweep. [default: all]")
    ] = None,
    results: Results = None,
    no_figures: NoFigures = False,
    json: Json = False,
) -> int:
    """Find what the outcomes of a sweep hang on, and what not.

    The design decides the method: Sobol' samples give first and total
    indices, Morris samples elementary effects, one entry at a time swings,
    and every other design PAWN, beside inputs without any effect. It says
    how much is chance within points, whether the sample was enough, or else
    how large it would have to be, and which entries do not matter ("idle").

    Tables, figures and sensitivity.md are added to the folder of the study.
    Nothing is run again. Sobol' and Morris need pip install 'pactsim[sweep]'.
    """
    from sim.cli.inputs import study_folder
    from sim.cli.progress import Meter
    from sim.sensitivity.study import analysed

    folder = study_folder(study, results or RESULTS)
    with Meter(1, "reading the study", silent=json) as meter:
        made = analysed(folder, outcome or (), base, meter.stage, figures=not no_figures)
    if json:
        _answer(made, folder)
    else:
        _show(made, folder)
    return OK


def _answer(made: Material, folder: Path) -> None:
    from sim.cli.voice import answer
    from sim.figures.material import rows
    from sim.sensitivity.findings import findings, idle

    found = findings(made)
    answer(
        {
            "path": str(folder),
            "outcomes": [{**finding.told, "sentence": finding.sentence} for finding in found],
            "indices": rows(made.tables["indices"]),
            "idle": idle(found),
        }
    )


def _show(made: Material, folder: Path) -> None:
    from sim.cli.voice import paper
    from sim.evidence.reader import shorten
    from sim.results.wording import bare
    from sim.sensitivity.findings import findings, idle
    from sim.sensitivity.page import headlines
    from sim.sensitivity.study import FIGURES, PAGE

    page, found = paper(), findings(made)
    page.print(made.manifest.options["title"], style="bold")
    for scenario in dict.fromkeys(finding.scenario for finding in found):
        own = [finding for finding in found if finding.scenario == scenario]
        page.print(_grid(made.title(scenario) if len(made.scenarios) > 1 else "", headlines(own)))
        for finding in own if len(own) <= _TOLD else ():
            page.print(f"{finding.sentence}\n")
    none = idle(found)
    if none:
        page.print(f"To no outcome do these matter: {', '.join(map(bare, none))}.\n")
    page.print(f"Study: {shorten(folder)}", soft_wrap=True)
    drawn = sorted((folder / "figures").glob("*.png"))
    figures = [path for name in FIGURES for path in drawn if path.stem.split("-")[0] == name]
    for path in (folder / PAGE, *figures, *sorted((folder / "tables").glob("indices.*"))):
        page.print(f"  {path.relative_to(folder)}", soft_wrap=True)


def _grid(title: str, own: list[Finding]) -> Any:
    """Each outcome with what matters most, how much is chance, and whether the sample was enough."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from sim.results.wording import bare, percent

    head = f"\n{title}" if title else None
    grid = Table(
        title=head, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True
    )
    grid.add_column("Outcome", max_width=18)
    grid.add_column("Most by", max_width=20)
    grid.add_column("Index (90 %)", max_width=14)
    grid.add_column("Idle", justify="right", no_wrap=True)
    grid.add_column("Chance", justify="right", no_wrap=True)
    grid.add_column("Enough", no_wrap=True)
    for finding in own:
        first = finding.indices[0] if finding.matter else None
        by = (
            (bare(first["dimension"]).replace("_", " "), finding.amount(first))
            if first
            else (Text("nothing", style="dim"), "")
        )
        some = f"{len(finding.idle)}/{len(finding.indices)}" if finding.indices else ""
        grid.add_row(finding.label, *by, some, percent(float(finding.told["chance"])), finding.enough)
    return grid
