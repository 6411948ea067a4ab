"""Arguments and options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.complete import scenarios

MOST_WORLDS = 1_000_000
MOST_SEED = 2**32 - 1
RESULTS = Path("results")


class Format(StrEnum):
    """How tables are stored."""

    parquet = "parquet"
    csv = "csv"


class Choice(StrEnum):
    """Engines by name."""

    ensemble = "ensemble"
    mesa = "mesa"


Scenario = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO", help="Name or file of a scenario.", show_default=False, autocompletion=scenarios
    ),
]
Sets = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help="Change an entry, as countries.JPN.hub_trust=0.4 (repeatable)."),
]
Levers = Annotated[
    list[Path] | None,
    typer.Option("--levers", metavar="FILE", help="Python file with policy types of your own; it is run (repeatable)."),
]
Replicates = Annotated[
    int | None,
    typer.Option("--replicates", metavar="N", min=1, max=MOST_WORLDS, help="Worlds; else as the scenario says."),
]
Seed = Annotated[
    int | None,
    typer.Option("--seed", metavar="S", min=0, max=MOST_SEED, help="Seed of all draws; else as the scenario says."),
]
Results = Annotated[
    Path | None, typer.Option("--results", metavar="DIR", help="Folder of all studies. [default: results]")
]
Tables = Annotated[
    Format | None, typer.Option("--format", metavar="FORMAT", help="Of the tables: parquet or csv. [default: parquet]")
]
Workers = Annotated[
    int | None, typer.Option("--workers", metavar="N", min=1, max=1024, help="Processes or threads; else one per core.")
]
Keep = Annotated[
    int | None,
    typer.Option(
        "--keep", metavar="N", min=1, max=MOST_WORLDS, help="Worlds kept year by year, the first ones. [default: 1000]"
    ),
]
Engine = Annotated[
    Choice | None,
    typer.Option(
        "--engine", metavar="NAME", help="ensemble (compiled, the default) or mesa (readable); both give the same."
    ),
]
NoFigures = Annotated[bool, typer.Option("--no-figures", help="Draw nothing; `pactsim plot` can do it later.")]
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON, without progress.")]
Seeds = Annotated[Path | None, typer.Option("--seeds", metavar="DIR", help="Folder of the evidence.")]
