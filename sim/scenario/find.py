"""Where scenarios lie: a path, or a name looked up in the current folder, the checkout and the package."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from sim.errors import Address, InputError, Problem, nearest
from sim.evidence.reader import read_yaml
from sim.evidence.seeds import checkout, packaged

SUFFIXES = (".yaml", ".yml")
LONGEST = 240  # characters of a name or path; file systems refuse some more


@dataclass(frozen=True, slots=True)
class ScenarioEntry:
    """A scenario as a list shows it.

    Attributes:
        name: what commands call it.
        title: its own words in one line; says so when the file cannot be read.
        summary: the first sentence of its description, or an empty text.
        group: the heading under which lists show it, or an empty text.
        extends: the scenario it builds on, or an empty text.
        path: its file.
    """

    name: str
    title: str
    summary: str
    group: str
    extends: str
    path: Path


def scenario_folders() -> tuple[Path, ...]:
    """Folders searched for a name, the first that has it wins."""
    above = checkout()
    folders = [Path.cwd() / "scenarios", *([above / "scenarios"] if above else []), packaged("scenarios")]
    return tuple(dict.fromkeys(folder for folder in folders if folder.is_dir()))


def find_files(kind: str = "") -> dict[str, Path]:
    """Every file that can be named, in alphabetical order: scenarios, or those in a folder of another kind beside them.

    Args:
        kind: name of the folder.
    """
    found: dict[str, Path] = {}
    for folder in scenario_folders():
        for path in sorted((folder / kind).glob("*")):
            if path.suffix in SUFFIXES and path.is_file():
                found.setdefault(path.stem, path)
    return dict(sorted(found.items()))


def find_scenarios() -> dict[str, Path]:
    """Every scenario that can be named, in alphabetical order, with its file."""
    return find_files()


def list_scenarios() -> tuple[ScenarioEntry, ...]:
    """Every scenario that can be named with its title; a broken file is listed as such."""
    return tuple(_entry(name, path) for name, path in find_scenarios().items())


def is_path(name: str) -> bool:
    """Whether a text means a file rather than the name of a scenario."""
    return name.endswith(SUFFIXES) or "/" in name or "\\" in name


def locate(name: str, near: Path | None = None, address: Address | None = None) -> Path:
    """The file of a scenario.

    Args:
        name: a name, or a path relative to `near` (to the current folder by default).
        near: folder of the scenario that extends this one; searched first.
        address: where the name was written, for the error.

    Raises:
        InputError: no known scenario has the name.
    """
    if len(name) > LONGEST or "\0" in name:
        said = "is no name or path of a scenario"
        raise InputError([Problem(address or Address(name[:40]), "" if address is None else "extends", said)])
    if is_path(name):
        return (near or Path()) / name
    for path in [near / f"{name}{suffix}" for suffix in SUFFIXES] if near else []:
        if path.is_file():
            return path
    known = find_scenarios()
    if name in known:
        return known[name]
    where = "" if address is None else "extends"
    sentence = "no scenario has this name" if address is None else f"no scenario is called '{name}'"
    raise InputError([Problem(address or Address(name), where, sentence, nearest(name, known))])


def _entry(name: str, path: Path) -> ScenarioEntry:
    try:
        data = read_yaml(path).data
    except InputError as error:
        return ScenarioEntry(name, f"cannot be read: {error.problems[0]}", "", "", "", path)
    head = data if isinstance(data, dict) else {}
    summary = re.split(r"(?<=[.!?])\s", str(head.get("description") or "").strip(), maxsplit=1)[0]
    title, group, extends = (str(head.get(key) or "") for key in ("title", "group", "extends"))
    return ScenarioEntry(name, title or name, summary, group, extends, path)
