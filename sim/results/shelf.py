"""The studies in a folder: what each is, how far it has come, and what it takes on the disk."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from sim.errors import InputError
from sim.results.aside import alive
from sim.results.manifest import Manifest
from sim.results.overrides import changes
from sim.results.store import MANIFEST, UNFINISHED, read_manifest

RUNNING = "running"
"""File of an unfinished study that holds the number of the process at work on it."""

State = Literal["finished", "unfinished", "broken"]


@dataclass(frozen=True)
class Entry:
    """A study as a list shows it.

    Attributes:
        study: name of its folder.
        kind: what command made it; empty where that cannot be read.
        scenarios: their names.
        worlds: how many there are, or are to be, in all.
        state: finished, unfinished or broken.
        about: parts done of an unfinished one, or what is broken.
        size: bytes on the disk.
        date: of its making, UTC, ISO 8601.
        settings: what it was made with.
        changed: what was changed in the files of its scenarios, in lines.
    """

    study: str
    kind: str
    scenarios: tuple[str, ...]
    worlds: int
    state: State
    about: str
    size: int
    date: str
    settings: Mapping[str, Any]
    changed: tuple[str, ...] = ()


def studies(root: Path) -> tuple[Entry, ...]:
    """The studies in a folder, the newest first; folders that hold none are passed over.

    Args:
        root: folder of all studies; without any when it does not exist.
    """
    folders = (
        [path for path in root.iterdir() if path.is_dir() and not path.name.startswith(".")] if root.is_dir() else []
    )
    found = [entry for folder in folders if (entry := _entry(folder)) is not None]
    return tuple(sorted(found, key=lambda one: (one.date, one.study), reverse=True))


def _entry(folder: Path) -> Entry | None:
    if (folder / MANIFEST).is_file():
        return _finished(folder)
    return _unfinished(folder) if (folder / UNFINISHED).is_file() else None


def _finished(folder: Path) -> Entry:
    try:
        made = read_manifest(folder)
    except InputError as error:
        first = error.problems[0]
        return _broken(folder, MANIFEST, f"{MANIFEST}: {first.sentence}" if first.path == "" else str(first))
    gone = [record.file for record in made.tables.values() if not (folder / record.file).is_file()]
    settings = {"seed": made.seed, "replicates": made.replicates, "engine": made.engine, "format": made.format}
    return Entry(
        folder.name,
        made.kind,
        made.names,
        _worlds(made),
        "broken" if gone else "finished",
        f"{gone[0]} is missing" if gone else "",
        size(folder),
        made.created,
        {**settings, "version": made.version, "options": made.options},
        tuple(changes(made)),
    )


def _worlds(made: Manifest) -> int:
    """Worlds of a study; of a sweep those at all points."""
    return max(len(made.scenarios), 1) * made.replicates * int(made.options.get("points", 1))


def _unfinished(folder: Path) -> Entry:
    path = folder / UNFINISHED
    try:
        plan = json.loads(path.read_text(encoding="utf-8"))
        names, unit = tuple(plan["bases"]), int(plan["unit"])
        worlds = len(names) * int(plan["points"]) * int(plan["replicates"])
        settings = {key: plan[key] for key in ("seed", "replicates", "points", "design", "version")}
    except (OSError, ValueError, KeyError, TypeError):
        return _broken(folder, UNFINISHED, f"{UNFINISHED} cannot be read")
    parts = sum(1 for part in (folder / "parts").glob("[0-9]*.parquet"))
    about = f"{parts:,} of {-(-worlds // unit):,} parts{', running' if at_work(folder) else ''}"
    return Entry(folder.name, "sweep", names, worlds, "unfinished", about, size(folder), _date(path), settings)


def at_work(folder: Path) -> int | None:
    """Number of the process that runs an unfinished study; None where none does."""
    try:
        process = int((folder / RUNNING).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return process if alive(process) else None


def _broken(folder: Path, file: str, about: str) -> Entry:
    return Entry(folder.name, "", (), 0, "broken", about, size(folder), _date(folder / file), {})


def _date(path: Path) -> str:
    """When a file was written."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def size(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
