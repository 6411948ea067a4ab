"""All entries of one kind of evidence, each in a line; of institutions, which of them a scenario can change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console

    from sim.evidence import Evidence

Record = dict[str, Any]

_BODIES = "Bodies of security work: the policy `institution` changes those that stand"
_OTHERS = "Others: treaties of the hub (policy `treaty_offer`), forums and markets"


def listed(evidence: Evidence, kind: str, names: Sequence[str]) -> list[Record]:
    """Entries of a kind, each with its `id` and a `title` that may be empty.

    Args:
        evidence: the seeds.
        kind: one of `Dossier.groups`.
        names: ids of its entries.
    """
    held: Mapping[str, tuple[Mapping[str, Any], str]] = {
        "countries": (evidence.countries, "name"),
        "powers": (evidence.powers, "name"),
        "parameters": (evidence.definitions, "meaning"),
        "coefficients": (evidence.law, "meaning"),
        "postures": (evidence.postures, "meaning"),
        "flashpoints": (evidence.flashpoints, "name"),
        "institutions": (evidence.institutions, "name"),
        "documents": (evidence.documents, "title"),
        "claims": (evidence.claims, "text"),
        "sources": (evidence.sources, "title"),
        "units": (evidence.units, "meaning"),
    }
    entries, title = held.get(kind, ({}, ""))
    more: Callable[[str], Record] = (lambda name: _institution(evidence, name)) if kind == "institutions" else _nothing
    return [{"id": name, "title": getattr(entries.get(name), title, ""), **more(name)} for name in names]


def _institution(evidence: Evidence, name: str) -> Record:
    """What a list tells of an institution beside its name; `body` is whether a scenario may change it."""
    found = evidence.institutions[name]
    return {
        "type": found.kind, "year": found.year, "ended": found.ended, "duty": found.duty,
        "depth": found.depth.value if found.depth else None,
        "spokes": [code for code in found.members if code in evidence.countries], "body": name in evidence.bodies,
    }  # fmt: skip


def _nothing(_: str) -> Record:
    return {}


def show_list(page: Console, kind: str, entries: Sequence[Record]) -> None:
    """Print the entries of a kind."""
    if kind != "institutions":
        page.print(Text(f"{len(entries)} {kind}", style="bold"))
        page.print(_rows((entry["id"], entry["title"]) for entry in entries))
        return
    bodies = [entry for entry in entries if entry["body"]]
    page.print(Text(_BODIES, style="bold"))
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for title in ("  id", "kind", "since", "depth", "duty", "spokes"):
        table.add_column(title, no_wrap=title != "spokes")
    for entry in bodies:
        since = f"{entry['year']}-{entry['ended']}" if entry["ended"] else str(entry["year"])
        depth = "" if entry["depth"] is None else f"{entry['depth']:g}"
        duty = "yes" if entry["duty"] else "no"
        table.add_row(f"  {entry['id']}", entry["type"], since, depth, duty, ", ".join(entry["spokes"]))
    page.print(table)
    page.print(Text(f"\n{_OTHERS}", style="bold"))
    page.print(_rows((entry["id"], entry["title"]) for entry in entries if not entry["body"]))


def _rows(lines: Iterable[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column()
    for name, title in lines:
        table.add_row(f"  {name}", Text(title))
    return table
