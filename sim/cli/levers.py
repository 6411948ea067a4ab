"""`pactsim levers`: the policies a scenario can pull."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.errors import OK, Address, InputError, Problem, nearest

if TYPE_CHECKING:
    from rich.console import Console

    from sim.policy import Policy

EXAMPLES = {"levers": ("pactsim levers", "pactsim levers formal_pact")}
_FIRST = ("start", "end", "id")  # fields that every policy has, told once


def levers(
    type: Annotated[  # noqa: A002  the word users know from scenario files
        str | None, typer.Argument(metavar="TYPE", help="Type of policy.", show_default=False)
    ] = None,
) -> int:
    """List the policies a scenario can pull, with fields and examples.

    Without TYPE a line for each; with it all fields, their ranges, an example
    to copy, and the claims of the essays that the policy answers to.
    """
    from sim.cli.voice import paper
    from sim.policy import registry

    known = registry()
    if type is None:
        _overview(paper(), known)
        return OK
    if type not in known:
        raise InputError([Problem(Address("levers"), "", f"there is no policy type '{type}'", nearest(type, known))])
    _one(paper(), type, known[type])
    return OK


def _overview(page: Console, known: Mapping[str, type[Policy]]) -> None:
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True)
    table.add_column()
    for name, kind in known.items():
        table.add_row(name, inspect.cleandoc(kind.__doc__ or ""))
    page.print(table)
    page.print("\nFields and an example of one: pactsim levers formal_pact")


def _one(page: Console, name: str, kind: type[Policy]) -> None:
    from rich.table import Table
    from rich.text import Text

    page.print(Text(name, style="bold"))
    page.print(Text(inspect.cleandoc(kind.__doc__ or "")))
    fields: Mapping[str, Mapping[str, Any]] = kind.model_json_schema()["properties"]
    own = [field for field in fields if field not in (*_FIRST, "type")]
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for title in ("Field", "Value", "Default", "Meaning"):
        table.add_column(title, no_wrap=title == "Field")
    for field in (*own, *_FIRST):
        info, entry = fields[field], kind.model_fields[field]
        default = "required" if entry.is_required() else _default(entry.get_default(call_default_factory=True))
        table.add_row(field, _value(info), default, str(info.get("description", "")))
    page.print()
    page.print(table)
    page.print(Text("\nExample, an entry under `policies:`", style="bold"))
    page.print(Text(f"  - {kind.example}"))
    if kind.claims:
        page.print(Text("\nClaims it answers to", style="bold"))
        page.print(Text(f"  {', '.join(kind.claims)}   (pactsim evidence {kind.claims[0]})"))


def _default(value: Any) -> str:
    if value is None:
        return "none"
    return "none" if isinstance(value, (list, tuple, dict)) and not value else str(value)


def _value(info: Mapping[str, Any]) -> str:
    """What may be written, from the field's JSON schema."""
    if "anyOf" in info:
        return " or ".join(dict.fromkeys(_value(part) for part in info["anyOf"] if part.get("type") != "null"))
    if "enum" in info:
        return " or ".join(map(str, info["enum"]))
    kind = info.get("type")
    if kind == "array":
        return f"list of {_value(info['items'])}s"
    if kind == "object":
        return "mapping of names to numbers"
    if info.get("format") == "date":
        return "date"
    if kind in ("number", "integer"):
        low, high = info.get("minimum"), info.get("maximum")
        word = "whole number" if kind == "integer" else "number"
        return word if low is None or high is None else f"{low:g} to {high:g}"
    return "name" if kind == "string" else str(kind)
