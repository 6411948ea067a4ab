"""`pactsim scenarios` and `pactsim check`: what can be run, and whether a file is in order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.options import Json, Levers, Scenario, Seeds, Sets
from sim.cli.voice import answer
from sim.errors import BAD_INPUT, OK, InputError, Problem

if TYPE_CHECKING:
    from rich.console import Console

    from sim.scenario import Scenario as ScenarioRead
    from sim.scenario import ScenarioEntry

EXAMPLES = {
    "scenarios": ("pactsim scenarios", "pactsim scenarios --json"),
    "check": (
        "pactsim check asian_nato",
        "pactsim check my_idea.yaml --set countries.JPN.hub_trust=0.4",
        "pactsim check my_idea.yaml --levers my_levers.py",
    ),
}


def scenarios(json: Json = False) -> int:
    """List the scenarios that can be named.

    Names are looked up in the folder `scenarios` of the current folder, then
    among those that come with the program. A file anywhere is named by its path.
    Sweeps, which run scenarios over many points, are listed after them.
    """
    from dataclasses import asdict

    from sim.evidence.reader import shorten
    from sim.scenario import list_scenarios

    entries = list_scenarios()
    if json:
        answer([{**asdict(entry), "path": shorten(entry.path)} for entry in entries])
        return OK
    from rich.table import Table

    from sim.cli.voice import paper

    page = paper()
    width = max((len(entry.name) for entry in entries), default=0) + 4
    for folder in sorted({entry.path.parent for entry in entries}, key=shorten):
        page.print(f"{shorten(folder)}/", style="bold")
        for group, inside in _grouped([entry for entry in entries if entry.path.parent == folder]):
            if group:
                page.print(f"  {group}", style="bold")
            table = Table.grid(padding=(0, 2))
            table.add_column(no_wrap=True, min_width=width)
            for entry in inside:
                table.add_row(f"    {entry.name}", entry.summary or entry.title)
            page.print(table)
    _sweeps(page, width)
    return OK


def _sweeps(page: Console, width: int) -> None:
    """Sweeps that can be named, apart from the scenarios that they start from."""
    from rich.table import Table

    from sim.evidence.reader import shorten
    from sim.sweep.find import list_sweeps

    entries = list_sweeps()
    for folder in sorted({entry.path.parent for entry in entries}, key=shorten):
        page.print(f"\n{shorten(folder)}/ (pactsim sweep NAME)", style="bold")
        table = Table.grid(padding=(0, 2))
        table.add_column(no_wrap=True, min_width=width)
        for entry in entries:
            if entry.path.parent == folder:
                table.add_row(f"    {entry.name}", entry.question or entry.title)
        page.print(table)


def _grouped(entries: Sequence[ScenarioEntry]) -> list[tuple[str, list[ScenarioEntry]]]:
    """Scenarios under their headings: those without one, then what others build on, then the rest by heading."""
    groups: dict[str, list[ScenarioEntry]] = {}
    for entry in entries:
        groups.setdefault(entry.group, []).append(entry)

    def founds(group: str) -> bool:
        """Whether scenarios of other headings build on one that builds on nothing itself."""
        roots = {entry.name for entry in groups[group] if not entry.extends}
        return any(entry.extends in roots for entry in entries if entry.group != group)

    return sorted(groups.items(), key=lambda item: (item[0] != "", not founds(item[0]), item[0]))


def check(scenario: Scenario, sets: Sets = None, levers: Levers = None, json: Json = False, seeds: Seeds = None) -> int:
    """Check a scenario and report every mistake with its place.

    Reads the file, everything it extends and every --set, and checks all of it
    against the evidence. Exit code 0 when it is in order, 2 when it is not.
    """
    try:
        found = _read(scenario, sets or (), levers or (), seeds)
    except InputError as error:
        if not json:
            raise
        answer({"ok": False, "problems": [_plain(problem) for problem in error.problems]})
        return BAD_INPUT
    if json:
        answer({"ok": True, "scenario": found.resolved()})
        return OK
    of = f", evidence of {found.edition}" if found.edition else ""
    policies = ", ".join(policy.id or policy.type for policy in found.policies) or "none"
    print(f"{found.name} is in order: {found.title}")
    years = f"{found.start} to {found.end}{of}"
    print(f"{found.replicates} worlds of {len(found.include)} countries, {years}, seed {found.seed}")
    print(f"policies: {policies}")
    return OK


def _read(scenario: str, sets: Sequence[str], levers: Sequence[Path], seeds: Path | None) -> ScenarioRead:
    """Read a scenario fast: what is read stays, so the collector of cycles has nothing to find meanwhile."""
    import gc

    collecting = gc.isenabled()
    gc.disable()
    try:
        from sim.cli.inputs import warn_of_absent
        from sim.evidence import load_evidence
        from sim.scenario import load_levers, load_scenario

        load_levers(levers)
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
