"""Where sweep files lie: a path, or a name looked up in the folder `sweeps` beside the scenarios."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sim.errors import Address, InputError, Problem, nearest
from sim.evidence.reader import read_yaml
from sim.scenario.find import LONGEST, find_files, is_path

FOLDER = "sweeps"


class SweepEntry(NamedTuple):
    """A sweep as a list shows it: its name, its title or why it cannot be read, its question, its file."""

    name: str
    title: str
    question: str
    path: Path


def find_sweeps() -> dict[str, Path]:
    """Every sweep that can be named, in alphabetical order, with its file."""
    return find_files(FOLDER)


def locate_sweep(name: str) -> Path:
    """The file of a sweep, by name or path.

    Raises:
        InputError: there is none.
    """
    if len(name) <= LONGEST and "\0" not in name:
        if is_path(name):
            return Path(name)
        known = find_sweeps()
        if name in known:
            return known[name]
        raise InputError([Problem(Address(name), "", "no sweep has this name", nearest(name, known))])
    raise InputError([Problem(Address(name[:40]), "", "is no name or path of a sweep")])


def list_sweeps() -> tuple[SweepEntry, ...]:
    """Every sweep that can be named with its question; a broken file is listed as such."""
    return tuple(_entry(name, path) for name, path in find_sweeps().items())


def _entry(name: str, path: Path) -> SweepEntry:
    try:
        data = read_yaml(path).data
    except InputError as error:
        return SweepEntry(name, f"cannot be read: {error.problems[0]}", "", path)
    head = data if isinstance(data, dict) else {}
    return SweepEntry(name, str(head.get("title") or name), str(head.get("question") or ""), path)
