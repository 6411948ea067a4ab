"""A study's folder: written aside and renamed, so that a reader sees all of it or nothing."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sim.errors import Address, InputError, Problem, nearest
from sim.results.aside import beside, clear, swap
from sim.results.disk import disk
from sim.results.manifest import Manifest, TableFormat

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

MANIFEST = "manifest.json"
UNFINISHED = "unfinished.json"
"""Stands in the folder of a study that is still being run, in place of its manifest."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")
_LONGEST = 120


def study_name(kind: str, scenarios: Sequence[str], fingerprint: str) -> str:
    """Name of a study's folder: kind, scenarios and the first eight digits of the inputs' fingerprint."""
    words = "-".join(re.sub(r"[^A-Za-z0-9._-]+", "_", word) for word in (kind, *scenarios))
    return f"{words[:_LONGEST]}-{fingerprint[:8]}"


def write_study(
    root: Path,
    study: str,
    manifest: Manifest,
    tables: Mapping[str, pa.Table | Path],
    format: TableFormat = "parquet",  # noqa: A002
    finish: Callable[[Path], object] | None = None,
    texts: Mapping[str, str] = MappingProxyType({}),
) -> Path:
    """Write a study below `root`, replacing one of the same name.

    Everything is written to a folder aside first; `finish` may add analysis, figures and summary to it; then it is
    renamed. When anything fails nothing is left behind and an older study of that name, or an unfinished one, stays as
    it was.

    Args:
        root: folder of all studies; made when it does not exist.
        study: name of the folder.
        manifest: of the study; its name, format and tables are filled in here.
        tables: of the run, by name; a path is a table written already, which is moved into the folder.
        format: of the tables, parquet or csv.
        finish: called with the folder aside before it is renamed.
        texts: pages by the name of their file.

    Returns:
        The study's folder.

    Raises:
        InputError: when `root` cannot be a folder, the study's name cannot be that of one, or something that is no
            study has it.
        RunFailed: when the disk refuses.
        TableError: when a table is not what the schema says.
    """
    from sim.results.files import write_tables

    if not nameable(study):
        raise _wrong(root, f"'{study[:_LONGEST]}' cannot name a folder")
    make_root(root)
    target = root / study
    if target.exists() and not any((target / name).is_file() for name in (MANIFEST, UNFINISHED)):
        raise _wrong(target, "exists and is not a study of pactsim, so it is not replaced")
    with disk(root, "the study"), beside(root, study) as aside:
        clear(root)
        aside.mkdir()
        records = write_tables(aside, tables, format)
        done = manifest.model_copy(update={"study": study, "format": format, "tables": records})
        _write_manifest(aside, done)
        for name, text in texts.items():
            (aside / name).write_text(text, encoding="utf-8")
        if finish is not None:
            finish(aside)
        swap(aside, target)
    return target


def add_tables(
    folder: Path,
    tables: Mapping[str, pa.Table],
    *,
    instead_of: Iterable[str] = (),
    texts: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Write further tables into a study's folder and record them in its manifest.

    They are written aside first and renamed: when anything fails the study stays as it was.

    Args:
        folder: of the study.
        tables: by name; one that is there already is replaced.
        instead_of: names of tables that go, unless they are among those written.
        texts: pages by the name of their file.

    Raises:
        InputError: when the folder holds no readable study.
        RunFailed: when the disk refuses.
        TableError: when a table is not what the schema says.
    """
    from sim.results.files import FOLDER, write_tables

    manifest = read_manifest(folder)
    gone = {name: record for name, record in manifest.tables.items() if name in {*instead_of} - {*tables}}
    aside = folder / f".{FOLDER}-{os.getpid()}"
    try:
        with disk(folder, "tables"):
            records = write_tables(aside, tables, manifest.format)
            kept = {name: record for name, record in manifest.tables.items() if name not in gone}
            _write_manifest(aside, manifest.model_copy(update={"tables": {**kept, **records}}))
            for name, text in texts.items():
                (aside / name).write_text(text, encoding="utf-8")
            (folder / FOLDER).mkdir(exist_ok=True)
            for name in (*(record.file for record in records.values()), *texts, MANIFEST):
                (aside / name).replace(folder / name)
            for record in gone.values():
                (folder / record.file).unlink(missing_ok=True)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


class Study:
    """A study as read: its manifest now, each table when it is asked for.

    Attributes:
        path: the study's folder.
        manifest: what its manifest.json says.
    """

    def __init__(self, path: Path, manifest: Manifest) -> None:
        self.path = path
        self.manifest = manifest
        self._frames: dict[str, pd.DataFrame] = {}

    @property
    def scenarios(self) -> tuple[str, ...]:
        """Names of the scenarios, the one others are compared with first."""
        return self.manifest.names

    @property
    def names(self) -> tuple[str, ...]:
        """Names of its tables, in alphabetical order."""
        return tuple(sorted(self.manifest.tables))

    def rows(self, name: str) -> int:
        """Rows of a table that it has."""
        return self.manifest.tables[name].rows

    def has(self, name: str) -> bool:
        """Whether the manifest records a table of that name."""
        return name in self.manifest.tables

    def table(self, name: str) -> pd.DataFrame:
        """A table as a frame; InputError when the study has none of that name or its file is broken."""
        from sim.results.files import read_table

        if name not in self._frames:
            if not self.has(name):
                sentence = f"the study has no table '{name}'"
                close = nearest(name, self.manifest.tables)
                raise InputError([Problem(Address(str(self.path / MANIFEST)), "tables", sentence, close)])
            self._frames[name] = read_table(self.path, name, self.manifest.tables[name])
        return self._frames[name]


def open_study(path: Path) -> Study:
    """Open a study.

    Args:
        path: its folder, or the manifest.json in it.

    Returns:
        The study; its tables are read when asked for.

    Raises:
        InputError: when there is no folder, no manifest, or the manifest is broken.
    """
    folder = path.parent if path.name == MANIFEST else path
    if not folder.is_dir():
        raise _wrong(folder, "is not a folder")
    return Study(folder, read_manifest(folder))


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a study's folder; InputError with every offence when it is missing or broken."""
    from pydantic import ValidationError

    path = folder / MANIFEST
    try:
        content: Any = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if (folder / UNFINISHED).is_file():
            said = f"holds an unfinished study; go on with: pactsim sweep --resume {folder}"
            raise _wrong(folder, said) from None
        raise _wrong(folder, f"holds no {MANIFEST}, so it is not a result folder of pactsim") from None
    except OSError as error:
        raise _wrong(path, f"cannot be read: {error.strerror or error}") from None
    except json.JSONDecodeError as error:
        raise InputError(
            [Problem(Address(str(path), error.lineno, error.colno), "", f"not JSON: {error.msg}")]
        ) from None
    except (UnicodeDecodeError, RecursionError):
        raise _wrong(path, "is not JSON text") from None
    try:
        return Manifest.model_validate(content)
    except ValidationError as error:
        problems = [
            Problem(Address(str(path)), ".".join(map(str, entry["loc"])), entry["msg"]) for entry in error.errors()
        ]
        raise InputError(problems) from None


def nameable(name: str) -> bool:
    """Whether a study, or a file beside studies, may have that name."""
    return _NAME.fullmatch(name) is not None


def make_root(root: Path) -> None:
    """Make the folder of all studies where it is missing; InputError when it cannot be a folder."""
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _wrong(root, f"cannot hold results: {error.strerror or error}") from None


def _write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest beside the old one and rename it."""
    fresh = folder / f".{MANIFEST}-{os.getpid()}"
    fresh.write_text(manifest.to_json(), encoding="utf-8")
    fresh.replace(folder / MANIFEST)


def _wrong(path: Path, sentence: str) -> InputError:
    return InputError([Problem(Address(str(path)), "", sentence)])
