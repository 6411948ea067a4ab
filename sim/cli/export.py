"""`pactsim export`: the tables of a study for other programs, with a codebook."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.complete import studies
from sim.cli.options import RESULTS, Json, Results
from sim.errors import OK

EXAMPLES = {
    "export": (
        "pactsim export compare-status_quo-asian_nato-1a2b3c4d --format stata",
        "pactsim export results/run-us_retreat-1a2b3c4d -o for_excel \\",
        "    --format excel --table levels --table countries",
    )
}


class ExportFormat(StrEnum):
    """For which program."""

    csv = "csv"
    parquet = "parquet"
    stata = "stata"
    excel = "excel"


def export(
    study: Annotated[
        Path,
        typer.Argument(metavar="STUDY", help="Name or folder of a study.", show_default=False, autocompletion=studies),
    ],
    form: Annotated[
        ExportFormat, typer.Option("--format", metavar="FORMAT", help="csv, parquet, stata or excel.")
    ] = ExportFormat.csv,
    folder: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="Where to; else STUDY-FORMAT, here.")
    ] = None,
    tables: Annotated[
        list[str] | None, typer.Option("--table", metavar="NAME", help="A table wanted; else all (repeatable).")
    ] = None,
    results: Results = None,
    json: Json = False,
) -> int:
    """Write a study's tables for other programs, with a codebook.

    codebook.csv and codebook.md say of every variable of every table what it
    is: label, unit, definition, type, range, and whether it may be missing.

    CSV and Parquet (labels in the metadata of its fields) hold any study.
    Stata files (version 14 and later) carry the labels; names are cut to 32
    letters, digits and underscores, and the codebook tells which is which.
    Excel gets one workbook, a sheet per table, the codebook first (needs
    pip install 'pactsim[excel]'); a table beyond 1,048,575 rows is refused.

    The same study always gives the same bytes.
    """
    from sim.cli.inputs import study_folder, usable
    from sim.cli.progress import Meter
    from sim.evidence.reader import shorten
    from sim.export.write import export as write
    from sim.results.store import open_study

    found = open_study(study_folder(study, results or RESULTS))
    target = usable(folder or Path(f"{found.manifest.study}-{form.value}"), "tables")
    with Meter(1, "reading the study", silent=json) as meter:
        written = write(found, target, form.value, tables or (), meter.stage)
    if json:
        from sim.cli.voice import answer

        answer({"folder": str(target), "files": [path.name for path in written]})
        return OK
    for path in written:
        print(shorten(path))
    return OK
