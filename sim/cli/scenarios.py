"""`pactsim scenarios` and `pactsim check`: what can be run, and whether a file is in order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.options import Json, Scenario, Seeds, Sets
from sim.cli.voice import answer
from sim.errors import BAD_INPUT, OK, InputError, Problem

if TYPE_CHECKING:
    from sim.scenario import Scenario as ScenarioRead

EXAMPLES = {
    "scenarios": ("pactsim scenarios", "pactsim scenarios --json"),
    "check": (
        "pactsim check asian_nato",
        "pactsim check my_idea.yaml --set countries.JPN.hub_trust=0.4",
    ),
}


def scenarios(json: Json = False) -> int:
    """List the scenarios that can be named.

    Names are looked up in the folder `scenarios` of the current folder, then
    among those that come with the program. A file anywhere is named by its path.
    """
    from dataclasses import asdict

    from sim.evidence.reader import shorten
    from sim.scenario import list_scenarios

    entries = list_scenarios()
    if json:
        answer([{**asdict(entry), "path": shorten(entry.path)} for entry in entries])
        return OK
    from itertools import groupby

    from rich.table import Table

    from sim.cli.voice import paper

    page = paper()
    for folder, group in groupby(
        sorted(entries, key=lambda e: (shorten(e.path.parent), e.name)), lambda e: e.path.parent
    ):
        page.print(f"{shorten(folder)}/", style="bold")
        table = Table.grid(padding=(0, 2))
        for entry in group:
            table.add_row(f"  {entry.name}", entry.summary or entry.title)
        page.print(table)
    return OK


def check(scenario: Scenario, sets: Sets = None, json: Json = False, seeds: Seeds = None) -> int:
    """Check a scenario and report every mistake with its place.

    Reads the file, everything it extends and every --set, and checks all of it
    against the evidence. Exit code 0 when it is in order, 2 when it is not.
    """
    try:
        found = _read(scenario, sets or (), seeds)
    except InputError as error:
        if not json:
            raise
        answer({"ok": False, "problems": [_plain(problem) for problem in error.problems]})
        return BAD_INPUT
    if json:
        answer({"ok": True, "scenario": found.resolved()})
        return OK
    policies = ", ".join(policy.id or policy.type for policy in found.policies) or "none"
    print(f"{found.name} is in order: {found.title}")
    print(
        f"{found.replicates} worlds of {len(found.include)} countries, {found.start} to {found.end}, seed {found.seed}"
    )
    print(f"policies: {policies}")
    return OK


def _read(scenario: str, sets: Sequence[str], seeds: Path | None) -> ScenarioRead:
    """Read a scenario fast: what is read stays, so the collector of cycles has nothing to find meanwhile."""
    import gc

    collecting = gc.isenabled()
    gc.disable()
    try:
        from sim.cli.inputs import warn_of_absent
        from sim.evidence import load_evidence
        from sim.scenario import load_scenario

        evidence = load_evidence(seeds)
        found = load_scenario(scenario, sets, evidence)
        warn_of_absent([found], evidence)
        return found
    finally:
        if collecting:
            gc.enable()


def _plain(problem: Problem) -> dict[str, str | int | None]:
    place = problem.address
    return {
        "file": place.file,
        "line": place.line or None,
        "column": place.column or None,
        "path": problem.path,
        "sentence": problem.sentence,
        "nearest": problem.nearest,
    }
