"""What commands on networks, coalitions and tipping points share: where a network is from, folder, answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.options import MOST_WORLDS, RESULTS, Format
from sim.errors import OK, Address, InputError, Problem

if TYPE_CHECKING:
    import pyarrow as pa
    from rich.console import RenderableType

    from sim.results.manifest import Engine as Compute
    from sim.structure.relations import Relations
    from sim.structure.study import Kind, Source

MOST_SAMPLES = 1_000_000

FromScenario = Annotated[
    str | None, typer.Option("--scenario", metavar="SCENARIO", help="Take the model's own network, from a scenario.")
]
Year = Annotated[
    float | None, typer.Option("--year", metavar="Y", help="Year of the network; a scenario's last by default.")
]
World = Annotated[
    int, typer.Option("--world", metavar="N", min=0, max=MOST_WORLDS, help="World of the scenario: its chance.")
]
Samples = Annotated[
    int,
    typer.Option("--samples", metavar="N", min=1, max=MOST_SAMPLES, help="Random starts, with more than 20 actors."),
]


def from_files(command: str, scenario: str | None, needed: Mapping[str, Path | None], others: Sequence[str]) -> bool:
    """Whether the network is read from files.

    Args:
        command: name of the command.
        scenario: the one named instead of files.
        needed: files by what they are called in the help.
        others: options given that are for a scenario.

    Raises:
        InputError: both are given, or neither, or a file is missing, or an option is of no use.
    """
    given = [name for name, path in needed.items() if path is not None]
    if scenario is not None:
        if given:
            said = f"a scenario brings its own network; leave out {' and '.join(given)}"
            raise InputError([Problem(Address("--scenario"), "", said)])
        return False
    if len(given) < len(needed):
        said = f"needs {' and '.join(needed)}, or --scenario and the name of a scenario"
        raise InputError([Problem(Address(command), "", said)])
    if others:
        raise InputError([Problem(Address(name), "", "is for a scenario only") for name in others])
    return True


def of_model(
    scenario: str,
    year: float | None,
    world: int,
    sets: Sequence[str],
    levers: Sequence[Path],
    seed: int | None,
    seeds: Path | None,
    deep: float | None = None,
) -> tuple[Relations, Source, int]:
    """The model's own relations, where they come from, and the seed."""
    from sim.cli.inputs import read_scenarios
    from sim.evidence import load_evidence
    from sim.scenario import load_levers
    from sim.structure.relations import DEEP, relations
    from sim.structure.study import Source

    load_levers(levers)
    evidence = load_evidence(seeds)
    (found,) = read_scenarios([scenario], sets, evidence, None, seed)
    made = relations(evidence, found, year, world, DEEP if deep is None else deep)
    options = {"year": made.year, "world": world}
    return made, Source(made.names, {}, found, evidence, made.sides, options), found.seed


def settle(
    kind: Kind,
    source: Source,
    tables: Mapping[str, pa.Table],
    began: float,
    *,
    seed: int,
    results: Path | None,
    form: Format | None,
    figures: bool,
    machine: bool,
    worlds: int,
    failures: int,
    engine: Compute,
    summary: Sequence[str] = (),
    view: Callable[[], RenderableType],
    data: Callable[[], dict[str, Any]],
) -> int:
    """Write the folder and answer.

    Args:
        kind: what was looked for.
        source: where the network comes from.
        tables: by name.
        began: when the command began, as of `time.perf_counter`.
        seed: of what was drawn.
        results: folder of all studies.
        form: of the tables.
        figures: whether to draw.
        machine: answer in JSON.
        worlds: how many were looked at.
        failures: worlds that failed.
        engine: that ran them.
        summary: a heading and sentences that say what was found, for a page; none when it is empty.
        view: what people see.
        data: what a machine sees.
    """
    from sim.cli.conduct import closing
    from sim.cli.inputs import results_folder
    from sim.cli.progress import Meter
    from sim.cli.simulate import command_line
    from sim.cli.voice import answer, paper
    from sim.results.overrides import changes
    from sim.results.store import read_manifest
    from sim.structure.study import store

    def finish(folder: Path) -> None:
        if summary:
            heading, *said = summary
            head = [part for line in changes(read_manifest(folder), "`") for part in (f"{line}.", "")]
            text = "\n".join([f"# {heading}", "", *head, *(f"- {line}" for line in said), ""])
            (folder / "summary.md").write_text(text, encoding="utf-8")
        if figures:
            from sim.report.study import plot

            plot(folder, workers=1)

    with Meter(1, "tables and figure" if figures else "tables", silent=machine):
        folder = store(
            kind, source, tables, results_folder(results or RESULTS), time.perf_counter() - began,
            seed=seed, command=command_line(), form=(form or Format.parquet).value, worlds=worlds,
            failures=failures, engine=engine, finish=finish,
        )  # fmt: skip
    if machine:
        answer({"path": str(folder), **data()})
        return OK
    page = paper()
    page.print(view())
    made = read_manifest(folder)
    for line in changes(made):
        page.print(line)
    for line in closing(folder, made):
        page.print(line, soft_wrap=True)
    return OK


def where(source: Source) -> str:
    """The network in a line: its files, or its scenario, year and world."""
    if source.scenario is None:
        return ", ".join(path.name for path in source.files.values())
    year, world = source.options["year"], source.options["world"]
    return f"{source.scenario.title}, {year:g}, world {world}, central numbers"
