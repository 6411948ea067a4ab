"""`pactsim check`: whether a scenario, a sweep or a file of levers is in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.options import Json, Levers, Seeds, Sets
from sim.cli.voice import answer
from sim.errors import BAD_INPUT, OK, Address, InputError, Problem

if TYPE_CHECKING:
    from sim.advice.space import Space
    from sim.evidence import Evidence
    from sim.scenario import Scenario
    from sim.sweep.plan import Plan

EXAMPLES = {
    "check": (
        "pactsim check asian_nato",
        "pactsim check my_idea.yaml --set countries.JPN.hub_trust=0.4",
        "pactsim check my_idea.yaml --levers my_levers.py",
        "pactsim check my_sweep.yaml",
    ),
}


def check(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="Name or file of a scenario, a sweep or levers.", show_default=False)
    ],
    sets: Sets = None,
    levers: Levers = None,
    json: Json = False,
    seeds: Seeds = None,
) -> int:
    """Check a scenario, sweep or levers file: every mistake at once.

    Reads the file, everything it extends and every --set, and checks all of it
    against the evidence. Exit code 0 when it is in order, 2 when it is not.

    A file with the key `design` or `base` is a sweep, one with `levers` alone a
    file of levers for `pactsim advise`, any other a scenario.
    """
    try:
        name, found, lines = _read(file, sets or (), levers or (), seeds)
    except InputError as error:
        if not json:
            raise
        answer({"ok": False, "problems": [_plain(problem) for problem in error.problems]})
        return BAD_INPUT
    if json:
        answer({"ok": True, name: found})
    else:
        print("\n".join(lines))
    return OK


Told = tuple[str, Any, list[str]]
"""What a file is, the same for a machine, and in lines for people."""


def _read(file: str, sets: Sequence[str], levers: Sequence[Path], seeds: Path | None) -> Told:
    """Read a file fast: what is read stays, so the collector of cycles has nothing to find meanwhile."""
    import gc

    collecting = gc.isenabled()
    gc.disable()
    try:
        from sim.evidence import load_evidence
        from sim.scenario import load_levers

        load_levers(levers)
        evidence = load_evidence(seeds)
        kind, path = _kind(file)
        if kind == "sweep":
            return _sweep(path, sets, evidence)
        if kind == "levers":
            return _levers(path, sets)
        return _scenario(file, sets, evidence)
    finally:
        if collecting:
            gc.enable()


def _kind(file: str) -> tuple[str, Path]:
    """What a name or a file is of, and the file; a scenario where that cannot be told."""
    from sim.evidence.reader import read_yaml
    from sim.scenario.find import find_scenarios, is_path
    from sim.sweep.find import find_sweeps

    path = Path(file)
    if not is_path(file):
        if file in find_scenarios():
            return "scenario", path
        if file in (sweeps := find_sweeps()):
            return "sweep", sweeps[file]
        from sim.advice.read import find_levers

        return ("levers", known[file]) if file in (known := find_levers()) else ("scenario", path)
    try:
        data = read_yaml(path, []).data
    except InputError:  # told when it is read as a scenario
        return "scenario", path
    keys = set(data) if isinstance(data, dict) else set()
    if keys & {"design", "base"} and "policies" not in keys:
        return "sweep", path
    return "levers" if "levers" in keys else "scenario", path


def _scenario(name: str, sets: Sequence[str], evidence: Evidence) -> Told:
    from sim.cli.inputs import warn_of_absent
    from sim.scenario import load_scenario

    found: Scenario = load_scenario(name, sets, evidence)
    warn_of_absent([found], evidence)
    of = f", evidence of {found.edition}" if found.edition else ""
    policies = ", ".join(policy.id or policy.type for policy in found.policies) or "none"
    return "scenario", found.resolved(), [
        f"{found.name} is in order: {found.title}",
        f"{found.replicates} worlds of {len(found.include)} countries, {found.start} to {found.end}{of}, "
        f"seed {found.seed}",
        f"policies: {policies}",
    ]  # fmt: skip


def _sweep(path: Path, sets: Sequence[str], evidence: Evidence) -> Told:
    from sim.results.wording import counted
    from sim.sweep.design import installed
    from sim.sweep.load import read_sweep
    from sim.sweep.plan import Changes

    plan: Plan = read_sweep(path, evidence, Changes(sets=tuple(sets)), need=installed).plan
    of = ", ".join(plan.bases)
    varied = {role: [one.path for one in plan.dimensions if one.role == role] for role in ("lever", "uncertainty")}
    return "sweep", plan.model_dump(mode="json"), [
        f"{plan.name} is in order: {plan.title}",
        f"{counted(plan.points, 'point')} ({plan.design.type}) of {counted(plan.replicates, 'world')} of {of}: "
        f"{counted(plan.worlds, 'world')}, seed {plan.seed}",
        _broken("levers", varied["lever"]),
        _broken("uncertainties", varied["uncertainty"]),
    ]  # fmt: skip


def _levers(path: Path, sets: Sequence[str]) -> Told:
    from sim.advice.read import read_space
    from sim.results.wording import counted

    if sets:
        raise InputError([Problem(Address("--set"), "", "changes a scenario; a file of levers has none")])
    space: Space = read_space(str(path))
    ranges = {lever.path: list(lever.values) or [lever.low, lever.high] for lever in space.levers}
    return "levers", {"title": space.title, "levers": ranges}, [
        f"{path.stem} is in order: {space.title}",
        _broken(counted(len(space.levers), "lever"), ranges),
    ]  # fmt: skip


def _broken(head: str, paths: Iterable[str]) -> str:
    """Paths under a head, in lines of 80 columns."""
    from textwrap import fill

    return fill(f"{head}: {', '.join(paths) or 'none'}", 80, subsequent_indent="  ", break_long_words=False)


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
