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

_MEASURES = {
    "sobol": ("Total share", "share of the variance over points that goes with the entry, alone and with others"),
    "morris": ("Mean change", "mean size of the change over the whole range of the entry, in the unit of the outcome"),
    "pawn": ("PAWN distance", "how far the distribution of the outcome moves with the entry, 0 to 1"),
    "swing": ("Difference", "between the ends of the entry, all others at the centre, in the unit of the outcome"),
}
"""What each method measures: head of a column, and what it is."""

_PATH = 28  # columns that most paths of entries take


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
    from sim.cli.inputs import study_folder, usable
    from sim.cli.progress import Meter
    from sim.sensitivity.study import analysed

    folder = usable(study_folder(study, results or RESULTS), "an analysis")
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
    from sim.sensitivity.findings import findings, idle
    from sim.sensitivity.page import headlines
    from sim.sensitivity.study import FIGURES, PAGE

    page, found = paper(), findings(made)
    page.print(made.manifest.options["title"], style="bold")
    for scenario in dict.fromkeys(finding.scenario for finding in found):
        own = [finding for finding in found if finding.scenario == scenario]
        page.print()
        page.print(_grid(made.title(scenario) if len(made.scenarios) > 1 else "", headlines(own)))
        for finding in own if len(own) <= _TOLD else ():
            page.print(f"{finding.sentence}\n")
    page.print()
    for line in _legend(found):
        page.print(line, style="dim")
    none = idle(found)
    if none:
        page.print(f"\nTo no outcome do these matter: {', '.join(none)}.")
    page.print(f"\nStudy: {shorten(folder)}", soft_wrap=True)
    drawn = sorted((folder / "figures").glob("*.png"))
    figures = [path for name in FIGURES for path in drawn if path.stem.split("-")[0] == name]
    for path in (folder / PAGE, *figures, *sorted((folder / "tables").glob("indices.*"))):
        page.print(f"  {path.relative_to(folder)}", soft_wrap=True)


def _grid(title: str, own: list[Finding]) -> Any:
    """Each outcome with what matters most, how much is chance, and whether the sample was enough."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from sim.results.wording import PERCENT, percent

    grid = Table(
        title=title or None, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, show_edge=False, padding=0
    )
    grid.add_column("Outcome", max_width=16)
    grid.add_column("Most by", min_width=_PATH, max_width=_PATH, overflow="fold")
    grid.add_column(f"{_MEASURES[own[0].method][0]}\n(90{PERCENT})", max_width=13)
    grid.add_column("Idle", justify="right", no_wrap=True)
    grid.add_column("Chance", justify="right", no_wrap=True)
    grid.add_column("Enough", no_wrap=True)
    for finding in own:
        first = finding.indices[0] if finding.matter else None
        by = (first["dimension"], finding.amount(first)) if first else (Text("nothing", style="dim"), "")
        some = f"{len(finding.idle)}/{len(finding.indices)}" if finding.indices else ""
        grid.add_row(_label(finding), *by, some, percent(float(finding.told["chance"])), finding.enough)
    return grid


def _label(finding: Finding) -> str:
    """An outcome, with its unit where amounts are told in it without naming it."""
    told = finding.method in ("morris", "swing") and finding.outcome.display != "percent"
    return f"{finding.label}, {finding.outcome.unit}" if told else finding.label


def _legend(found: list[Finding]) -> list[str]:
    """What the columns are."""
    from sim.results.wording import percent, plain
    from sim.sensitivity.convergence import NARROW

    methods = dict.fromkeys(finding.method for finding in found)
    scaled = not {"sobol", "pawn"} & {*methods}
    narrow = f"{percent(NARROW)} of the largest" if scaled else plain(NARROW)
    return [
        *(f"{head}: {meaning}." for head, meaning in (_MEASURES[method] for method in methods)),
        "Idle: entries that do not matter, of all. Chance: share of the variance over points that is luck. Enough: "
        f"whether the sample was; yes: every interval within \N{PLUS-MINUS SIGN}{narrow}; order: for the order of "
        "entries alone.",
    ]
