"""The codebook of a study: each variable of each table with label, unit, definition, type, range and missing values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from sim.results.define import UNIT_WORDS, definition
from sim.results.ledger import part
from sim.results.outcomes import Outcome, Outcomes, outcomes
from sim.results.schema import Column, Table, known_tables
from sim.results.store import Study

if TYPE_CHECKING:
    import pyarrow as pa

LONGEST = 80
"""Characters of a label, as many as Stata takes."""

_TYPES = {"text": "text", "flag": "true or false", "integer": "integer", "number": "number", "year": "year"}


@dataclass(frozen=True, slots=True)
class Variable:
    """One column of one table.

    Attributes:
        table: the table.
        variable: name in the study.
        name: name in the files exported, which differs where a program allows fewer letters.
        label: what it is, in a line of at most 80 characters.
        unit: in words.
        definition: the same in full, and what a row of the table is.
        type: text, true or false, integer, number or year.
        low, high: smallest and largest value allowed; empty where nothing limits it.
        missing: whether a value may be absent.
        key: whether it is one of those that tell rows apart.
    """

    table: str
    variable: str
    name: str
    label: str
    unit: str
    definition: str
    type: str
    low: str
    high: str
    missing: str
    key: str


COLUMNS = tuple(field.name for field in fields(Variable))


def codebook(study: Study, schemas: Mapping[str, pa.Schema], named: Mapping[str, Mapping[str, str]]) -> list[Variable]:
    """The variables of some tables.

    Args:
        study: that they are of.
        schemas: of the tables exported, by name.
        named: what their variables are called in the files, where that differs: by table and variable.
    """
    table = outcomes(posture.name for posture in study.manifest.facts.postures)
    dimensions = _dimensions(study)
    found = []
    for name, schema in schemas.items():
        described = known_tables()[name]
        fixed = {column.name: column for column in described.columns}
        for field in schema:
            own = fixed.get(field.name)
            told = _fixed(own) if own else _free(described, field.name, table, dimensions)
            column = own or described.rest
            assert column is not None  # a table holds what the schema describes, or it could not be read
            kind = ("text" if str(field.type) in ("string", "large_string") else "number") if own is None else own.kind
            label, unit, meaning = told
            found.append(
                Variable(
                    name,
                    field.name,
                    named.get(name, {}).get(field.name, field.name),
                    shortened(label),
                    unit,
                    f"{meaning}; a row is {described.meaning}",
                    _TYPES[kind],
                    "" if column.low is None else f"{column.low:g}",
                    "" if column.high is None else f"{column.high:g}",
                    "may be missing" if column.missing else "never missing",
                    "yes" if field.name in described.key else "no",
                )
            )
    return found


def shortened(text: str) -> str:
    """A text of at most 80 characters, cut between words."""
    if len(text) <= LONGEST:
        return text
    return f"{text[: LONGEST - 4].rsplit(' ', 1)[0]} ..."


def _fixed(column: Column) -> tuple[str, str, str]:
    return column.meaning, UNIT_WORDS[column.unit], column.meaning


def _free(table: Table, name: str, known: Outcomes, dimensions: Mapping[str, tuple[str, str]]) -> tuple[str, str, str]:
    """Label, unit and definition of a column that is named after what it holds."""
    if name in dimensions:
        meaning, unit = dimensions[name]
        return f"{name}: {meaning}" if meaning else name, unit.replace("_", " "), f"value of {name}, {meaning}"
    whole = name.removeprefix(part(""))
    outcome, scope = _outcome(whole, known)
    assert table.rest is not None
    if outcome is None:
        return f"{name}: {table.rest.meaning}", UNIT_WORDS[table.rest.unit], table.rest.meaning
    said = f"{outcome.label}{f', {scope}' if scope else ''}"
    if whole != name:
        return f"{said}: part of the scope", outcome.unit, f"the scope's part of: {definition(outcome)}"
    return said, outcome.unit, definition(outcome)


def _outcome(name: str, known: Outcomes) -> tuple[Outcome | None, str]:
    """The outcome a column holds, and the country it is of, if of one."""
    if name in known:
        return known[name], ""
    head, _, last = name.rpartition(".")
    return (known[head], last) if head in known else (None, "")


def _dimensions(study: Study) -> dict[str, tuple[str, str]]:
    """Meaning and unit of each dimension of a sweep, by path."""
    if not study.has("dimensions"):
        return {}
    frame = study.table("dimensions")
    return {
        path: (meaning, unit)
        for path, meaning, unit in zip(frame["path"], frame["meaning"], frame["unit"], strict=True)
    }


def page(study: Study, variables: Sequence[Variable], written: str) -> str:
    """The codebook as a page of Markdown.

    Args:
        study: that it is of.
        variables: of all tables, table by table.
        written: how missing values and truth are written in the files.
    """
    made = study.manifest
    worlds = f"{made.replicates:,} worlds of each scenario, seed {made.seed}"
    lines = [f"# Codebook of {made.study}", "", f"Made by pactsim {made.version}: {worlds}. {written}", ""]
    described = known_tables()
    for name in dict.fromkeys(one.table for one in variables):
        lines += [f"## {name}", "", f"A row is {described[name].meaning}. Key: {', '.join(described[name].key)}.", ""]
        head = ("variable", "label", "unit", "type", "range", "missing")
        lines += _table(head, (_row(one) for one in variables if one.table == name))
    if any(one.unit == UNIT_WORDS["outcome"] for one in variables):
        known = outcomes(posture.name for posture in made.facts.postures)
        lines += ["## Outcomes", "", "What the variable `outcome` names, and the unit of the numbers in its rows.", ""]
        body = ((one.name, one.label, one.unit, one.better, definition(one)) for one in known.values())
        lines += _table(("outcome", "label", "unit", "better", "definition"), body)
    return "\n".join(lines).rstrip() + "\n"


def _row(one: Variable) -> tuple[str, ...]:
    called = f"`{one.variable}`" + (f" (`{one.name}` in the file)" if one.name != one.variable else "")
    span = " to ".join((one.low or "...", one.high or "...")) if one.low or one.high else ""
    return called, one.label, one.unit, one.type, span, one.missing


def _table(head: Sequence[str], body: Iterable[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    return [*lines, *(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in body), ""]
