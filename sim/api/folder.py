"""A study written where the command line would put it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from sim.results.held import Held
from sim.results.manifest import TableFormat
from sim.results.schema import RUN_TABLES
from sim.results.store import Study, write_study

if TYPE_CHECKING:
    import pyarrow as pa


def write(store: Study, results: Path, *, figures: bool, form: TableFormat) -> Path:
    """Write a study.

    Args:
        store: in memory, or in a folder, which is copied.
        results: folder of all studies.
        figures: whether to draw any.
        form: of the tables.

    Returns:
        The study's folder.

    Raises:
        InputError: the folder cannot hold it.
        RunFailed: the disk refuses.
    """
    if not isinstance(store, Held):
        return _copied(store, results)
    from sim.figures.catalogue import figures_of
    from sim.figures.studio import Studio
    from sim.report.study import finish

    made: dict[str, pa.Table | Path] = {name: table for name, table in store.tables.items() if name in RUN_TABLES}
    aside = results / f".partial-outcomes-{os.getpid()}"  # a name that is swept away should this process die
    try:
        for name, record in store.manifest.tables.items():
            aside.mkdir(parents=True, exist_ok=True)
            made[name] = shutil.copyfile(store.path / record.file, aside / record.file)
        with Studio(figures_of(store.manifest.kind) if figures else (), workers=1) as studio:
            return write_study(
                results, store.manifest.study, store.manifest, made, form, lambda folder: finish(folder, None, studio)
            )
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _copied(store: Study, results: Path) -> Path:
    target = results / store.manifest.study
    if not target.exists() or not target.samefile(store.path):
        shutil.copytree(store.path, target, dirs_exist_ok=True)
    return target
