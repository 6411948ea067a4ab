"""What the user of the dashboard has set up: two scenarios, what was changed in them, and both as YAML."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from sim.errors import Address, InputError, Problem
from sim.evidence import Evidence
from sim.results.disk import put
from sim.scenario import Scenario, load_scenario
from sim.scenario.find import SUFFIXES, is_path, locate
from sim.scenario.load import scenario_from_mapping

Entry = Mapping[str, Any]
"""A policy as plain data."""

WORLDS = (50, 100, 200, 400, 1000)
"""Numbers of paired worlds to choose from."""

CHANGED = "changed"
LARGEST = 1_000_000
"""Bytes of a file that is loaded, at most."""

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}")


@dataclass(frozen=True)
class Side:
    """One of the two scenarios.

    Attributes:
        base: name or file of the scenario that it builds on.
        policies: all of its policies where any was changed; None where they are those of the base.
    """

    base: str
    policies: tuple[Entry, ...] | None = None


@dataclass(frozen=True)
class Situation:
    """Everything that decides what is shown.

    Attributes:
        sides: the scenario compared with, and the other.
        numbers: by path (`countries.JPN.hub_trust`), what was set in both.
        replicates: paired worlds.
    """

    sides: tuple[Side, Side]
    numbers: Mapping[str, float] = field(default_factory=dict)
    replicates: int = 200

    def with_side(self, which: int, side: Side) -> Situation:
        """The same with another scenario on one side."""
        first, second = self.sides
        return replace(self, sides=(side, second) if which == 0 else (first, side))

    def with_number(self, path: str, value: float | None) -> Situation:
        """The same with a number set, or as the scenarios have it for None."""
        others = {name: number for name, number in self.numbers.items() if name != path}
        return replace(self, numbers=others if value is None else {**others, path: value})


def base_of(side: Side, evidence: Evidence) -> Scenario:
    """The scenario that a side builds on; raises InputError as `load_scenario` does."""
    return load_scenario(side.base, evidence=evidence)


def policies_of(side: Side, evidence: Evidence) -> tuple[Entry, ...]:
    """The policies of a side as plain data."""
    if side.policies is not None:
        return side.policies
    return tuple(base_of(side, evidence).resolved()["policies"])


def document(side: Side, numbers: Mapping[str, float], evidence: Evidence) -> dict[str, Any]:
    """A side as the mapping that a scenario file would hold.

    Args:
        side: to write.
        numbers: set in both sides.
        evidence: in which the base is looked up.
    """
    base = base_of(side, evidence)
    before = {str(entry["id"]): entry for entry in base.resolved()["policies"]}
    own = [*before.values()] if side.policies is None else side.policies
    moved = [dict(entry) for entry in own if before.get(str(entry["id"])) != entry]
    kept = {str(entry["id"]) for entry in own}
    moved += [{"id": name, "remove": True} for name in before if name not in kept]
    told: dict[str, Any] = {"extends": side.base}
    title = base.title or base.name
    told["title"] = f"{title} ({CHANGED})" if (moved or numbers) and not title.endswith(f"({CHANGED})") else title
    for path, value in numbers.items():
        section, *names = path.split(".")
        place = told.setdefault(section, {})
        for name in names[:-1]:
            place = place.setdefault(name, {})
        place[names[-1]] = value
    if moved:
        told["policies"] = moved
    return told


def scenarios(situation: Situation, evidence: Evidence) -> tuple[Scenario, Scenario]:
    """Both sides as scenarios, under names of their own.

    Raises:
        InputError: with every problem of a side.
    """
    first, second = (
        _scenario(side, situation.numbers, f"{locate(side.base).stem}-{letter}", evidence)
        for letter, side in zip("ab", situation.sides, strict=True)
    )
    return first, second


def _scenario(side: Side, numbers: Mapping[str, float], name: str, evidence: Evidence) -> Scenario:
    """A side as a scenario of some name; InputError with every problem."""
    told = document(side, numbers, evidence)
    return scenario_from_mapping(told | {"name": name, "extends": str(locate(side.base).resolve())}, (), evidence)


def text_of(side: Side, numbers: Mapping[str, float], evidence: Evidence, folder: Path) -> str:
    """A side as the text of a scenario file in some folder."""
    told = document(side, numbers, evidence)
    if is_path(side.base):
        told["extends"] = f"./{Path(os.path.relpath(side.base, folder)).as_posix()}"
    return yaml.safe_dump(told, sort_keys=False, allow_unicode=True, width=110)


def save(side: Side, numbers: Mapping[str, float], name: str, folder: Path, evidence: Evidence) -> Path:
    """Write a side as a scenario file.

    Args:
        side: to write.
        numbers: set in both sides.
        name: of the file, with or without its ending.
        folder: in which it goes; made where it is missing.
        evidence: against which it is checked.

    Returns:
        The file.

    Raises:
        InputError: the name cannot be that of a file here, one is there already, the scenario has a problem, which is
            told, or the disk refuses.
    """
    path = _target(name, folder)
    if path.exists():
        raise InputError([Problem(Address(str(path)), "", "exists already; choose another name")])
    _scenario(side, numbers, path.stem, evidence)  # told of the scenario, for there is no file yet
    _take_in(path, text_of(side, numbers, evidence, folder).encode(), evidence)
    return path


def load(name: str, content: bytes, folder: Path, evidence: Evidence) -> Path:
    """Take a scenario file in, if it is in order.

    Args:
        name: of the file on the user's machine.
        content: of it.
        folder: in which it goes.
        evidence: against which it is checked.

    Returns:
        The file, which can be a base.

    Raises:
        InputError: with every problem of the file, as `pactsim check` tells them.
    """
    if len(content) > LARGEST:
        raise InputError([Problem(Address(name), "", f"is larger than {LARGEST:,} bytes")])
    path = _target(name, folder)
    stem, number = path.stem, 1
    while path.exists() and path.read_bytes() != content:
        number += 1
        path = path.with_name(f"{stem}-{number}{path.suffix}")
    _take_in(path, content, evidence)
    return path


def _target(name: str, folder: Path) -> Path:
    stem = name.strip()
    if not stem.endswith(SUFFIXES):
        stem += SUFFIXES[0]
    if not _NAME.fullmatch(stem):
        said = "is no name for a scenario here; use letters, digits, '-' and '_', and no folder"
        raise InputError([Problem(Address(name[:80]), "", said)])
    return folder.resolve() / stem


def _take_in(path: Path, content: bytes, evidence: Evidence) -> None:
    """Write a scenario file, which stays if it is in order or was there before; InputError with every problem."""
    before = path.exists()
    _write(path, content)
    try:
        load_scenario(path, evidence=evidence)
    except InputError:
        if not before:
            path.unlink()
        raise


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path, content)
    except OSError as error:
        raise InputError([Problem(Address(str(path)), "", f"cannot be written ({error.strerror})")]) from error


def problems_of(error: InputError) -> Sequence[str]:
    """What is wrong, a line each, as `pactsim check` tells it."""
    return [str(problem) for problem in error.problems]
