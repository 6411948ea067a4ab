"""`pactsim scenarios`: what can be run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.cli.options import Json
from sim.cli.voice import answer
from sim.errors import OK

if TYPE_CHECKING:
    from rich.console import Console

    from sim.scenario import ScenarioEntry

EXAMPLES = {"scenarios": ("pactsim scenarios", "pactsim scenarios --json")}


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
