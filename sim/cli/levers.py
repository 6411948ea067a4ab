"""`pactsim levers`: the policies a scenario can pull."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.options import Levers, Seeds
from sim.errors import OK, Address, InputError, Problem, nearest

if TYPE_CHECKING:
    from rich.console import Console

    from sim.policy import Policy

EXAMPLES = {"levers": ("pactsim levers", "pactsim levers formal_pact", "pactsim levers --levers my_levers.py blockade")}
_FIRST = ("start", "end", "id")  # fields that every policy has, told last


def levers(
    type: Annotated[  # noqa: A002  the word users know from scenario files
        str | None, typer.Argument(metavar="TYPE", help="Type of policy.", show_default=False)
    ] = None,
    own: Levers = None,
    seeds: Seeds = None,
) -> int:
    """List the policies a scenario can pull, with fields and examples.

    Without TYPE a line for each; with it all fields, their ranges and units,
    an example to copy, and the claims of the essays that it answers to.

    Types of your own go into a Python file that is named with --levers wherever
    a scenario uses them; it is run only then. For example my_levers.py:

    \b
      from typing import ClassVar, Literal
      from pydantic import Field
      from sim.policy import Policy

    \b
      class Summit(Policy):
          "A summit that calms Beijing for a while."
          example: ClassVar[str] = "{type: summit, start: 2028, calm: 0.3}"
          type: Literal["summit"]
          calm: float = Field(ge=0, le=1, description="share of coercion")
          def apply(self, levers, grid):
              levers.coercion *= 1 - self.calm * grid.cover(self.span)
    """  # noqa: D301  a backslash keeps the lines that follow as they are
    from sim.cli.voice import paper
    from sim.policy import registry
    from sim.scenario import load_levers

    load_levers(own or ())
    known = registry()
    if type is None:
        _overview(paper(), known)
        return OK
    if type not in known:
        raise InputError([Problem(Address("levers"), "", f"there is no policy type '{type}'", nearest(type, known))])
    _one(paper(), type, known[type], seeds)
    return OK


def _overview(page: Console, known: Mapping[str, type[Policy]]) -> None:
    from rich.table import Table

    groups: dict[str, list[str]] = {}
    for name, kind in known.items():
        groups.setdefault(kind.group, []).append(name)
    width = max(map(len, known)) + 2
    for title, names in groups.items():
        page.print(title, style="bold")
        table = Table.grid(padding=(0, 2))
        table.add_column(no_wrap=True, min_width=width)
        for name in names:
            table.add_row(f"  {name}", _paragraphs(known[name])[0])
        page.print(table)
    page.print("\nFields, units, an example and the claims behind one: pactsim levers formal_pact")


def _one(page: Console, name: str, kind: type[Policy], seeds: Path | None) -> None:
    from textwrap import wrap

    from rich.table import Table
    from rich.text import Text

    page.print(Text(name, style="bold"))
    for paragraph in _paragraphs(kind):
        page.print(Text(paragraph))
    fields: Mapping[str, Mapping[str, Any]] = kind.model_json_schema()["properties"]
    own = [field for field in fields if field not in (*_FIRST, "type")]
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for title in ("Field", "Value", "Default", "Meaning"):
        table.add_column(title, no_wrap=title == "Field")
    for field in (*own, *_FIRST):
        info, entry = fields[field], kind.model_fields[field]
        default = "required" if entry.is_required() else _default(entry.get_default(call_default_factory=True))
        value = ", ".join(filter(None, (_value(info), str(info.get("unit", "")))))
        table.add_row(field, value, default, str(info.get("description", "")))
    page.print()
    page.print(table)
    page.print(Text("\nExample, an entry under `policies:`", style="bold"))
    example = kind.example.replace(": ", ":\0")  # a line ends after a comma
    for line in wrap(example, page.width, initial_indent="  - ", subsequent_indent="     "):
        page.print(Text(line.replace(":\0", ": ")))
    if kind.claims:
        page.print(Text("\nClaims it answers to", style="bold"))
        for line in _claims(kind.claims, seeds, page.width):
            page.print(Text(line))
        page.print(Text(f"In full: pactsim evidence {kind.claims[0]}"))


def _paragraphs(kind: type[Policy]) -> list[str]:
    """The docstring of a type, one line a paragraph."""
    return [" ".join(part.split()) for part in inspect.cleandoc(kind.__doc__ or "").split("\n\n")]


def _claims(ids: Sequence[str], seeds: Path | None, width: int) -> list[str]:
    """A line for each claim: its id, its document and as much of it as there is room for."""
    from textwrap import shorten

    from sim.evidence import load_evidence

    known = load_evidence(seeds).claims
    lines = []
    for name in ids:
        head = f"  {name}  "
        if name in known:
            head += f"{known[name].document}: "
        lines.append(head + (shorten(known[name].text, width - len(head), placeholder=" ...") if name in known else ""))
    return lines


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
