"""`pactsim new` and `pactsim schema`: what somebody who writes scenarios needs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.options import Levers, Seeds
from sim.errors import OK, Address, InputError, Problem
from sim.results.disk import put

EXAMPLES = {
    "new": ("pactsim new my_idea.yaml", "pactsim new scenarios/bigger_pact.yaml --extends asian_nato"),
    "schema": (
        "pactsim schema -o scenario.schema.json",
        "and then, as the first line of a scenario, for editors that follow it:",
        "# yaml-language-server: $schema=scenario.schema.json",
        "pactsim schema --sweep -o sweep.schema.json",
    ),
}
_BASE = "extends: status_quo\n"


def new(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="File to write.", show_default=False)],
    extends: Annotated[str | None, typer.Option("--extends", metavar="NAME", help="Scenario to build on.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
    seeds: Seeds = None,
) -> int:
    """Write a commented starter scenario.

    The file passes `pactsim check` as it stands and holds, as comments, one
    example of every policy and of every kind of departure from the evidence.
    """
    from sim.evidence import load_evidence
    from sim.scenario import starter_text
    from sim.scenario.find import SUFFIXES

    target = file if file.suffix else file.with_suffix(SUFFIXES[0])
    if target.suffix not in SUFFIXES:
        raise _wrong(target, f"a scenario's file must end in {' or '.join(SUFFIXES)}")
    if target.exists() and (target.is_dir() or not force):
        raise _wrong(target, "is a folder" if target.is_dir() else "exists already; --force replaces it")
    if not target.parent.is_dir():
        raise _wrong(target, f"there is no folder '{target.parent}'")
    text = starter_text(target.stem, load_evidence(seeds))
    if extends is not None:
        _base(extends, target.parent)
        text = text.replace(_BASE, f"extends: {json.dumps(extends, ensure_ascii=False)}\n", 1)
    write(target, text)
    print(f"{target} is written; look it over, then: pactsim check {target}")
    return OK


def _base(name: str, near: Path) -> None:
    """Refuse to build on a scenario that is not there."""
    from sim.scenario.find import locate

    where = Address("--extends")
    try:
        path = locate(name, near, where)
    except InputError as error:
        raise InputError(Problem(where, "", problem.sentence, problem.nearest) for problem in error.problems) from None
    if not path.is_file():
        raise InputError([Problem(where, "", f"there is no file '{name}'")])


def schema(
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="File to write.")] = None,
    sweep: Annotated[bool, typer.Option("--sweep", help="Of sweep files instead.")] = False,
    levers: Levers = None,
    seeds: Seeds = None,
) -> int:
    """Write the JSON Schema of scenario or sweep files, for editors.

    With it an editor completes keys, shows what they mean and marks mistakes
    while one types. Without -o it goes to the terminal.
    """
    from sim.evidence import load_evidence
    from sim.scenario import load_levers, scenario_json_schema
    from sim.sweep.schema import sweep_json_schema

    load_levers(levers or ())
    made = (sweep_json_schema if sweep else scenario_json_schema)(load_evidence(seeds))
    text = json.dumps(made, indent=2, ensure_ascii=False)
    if output is None:
        print(text)
    else:
        write(output, f"{text}\n")
        print(f"{output} is written")
    return OK


def write(path: Path, text: str) -> None:
    """Write a text file, all of it or nothing; InputError when that is impossible."""
    try:
        put(path, text.encode())
    except OSError as error:
        raise _wrong(path, f"cannot be written ({error.strerror or error})") from None


def _wrong(path: Path, sentence: str) -> InputError:
    return InputError([Problem(Address(str(path)), "", sentence)])
