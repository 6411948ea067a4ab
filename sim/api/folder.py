"""A study written where the command line would put it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from sim.results.aside import beside
from sim.results.disk import disk
from sim.results.files import FOLDER, copied
from sim.results.held import Held
from sim.results.manifest import TableFormat
from sim.results.schema import RUN_TABLES
from sim.results.store import MANIFEST, Study, make_root, write_study

if TYPE_CHECKING:
    import pyarrow as pa

Made = dict[str, "pa.Table | Path"]


def write(store: Study, results: Path, *, figures: bool, form: TableFormat) -> Path:
    """Write a study.

    Args:
        store: in memory, or in a folder, the tables and pages of which are written as they are.
        results: folder of all studies.
        figures: whether to draw any.
        form: of the tables.

    Returns:
        The study's folder.

    Raises:
        InputError: the folder cannot hold it, or a table of it is broken.
        RunFailed: the disk refuses.
    """
    make_root(results)
    with disk(results, "the study"), beside(results, "written") as aside:
        aside.mkdir()
        if isinstance(store, Held):
            return _held(store, results, aside, figures=figures, form=form)
        return _again(store, results, aside, figures=figures, form=form)


def _held(store: Held, results: Path, aside: Path, *, figures: bool, form: TableFormat) -> Path:
    """Write a study in memory: the tables of its run, and what follows from them."""
    from sim.figures.catalogue import figures_of
    from sim.figures.studio import Studio
    from sim.report.study import finish

    manifest = store.manifest
    made: Made = {name: table for name, table in store.tables.items() if name in RUN_TABLES}
    made |= {name: copied(store.path, record, aside) for name, record in manifest.tables.items()}
    with Studio(figures_of(manifest.kind) if figures else (), workers=1) as studio:
        return write_study(results, manifest.study, manifest, made, form, lambda folder: finish(folder, None, studio))


def _again(store: Study, results: Path, aside: Path, *, figures: bool, form: TableFormat) -> Path:
    """Write a study from its folder: all its tables, figures drawn from them, and whatever else lies there."""
    from sim.report.study import FIGURE_FOLDER, retell

    def finish(folder: Path) -> None:
        for path in sorted(store.path.iterdir()):
            if path.name in (MANIFEST, FOLDER, FIGURE_FOLDER) or path.name.startswith("."):
                continue
            (shutil.copytree if path.is_dir() else shutil.copyfile)(path, folder / path.name)
        retell(folder, figures=figures)

    manifest = store.manifest
    made = {name: _table(store, name, form, aside) for name in store.names}
    return write_study(results, manifest.study, manifest, made, form, finish)


def _table(store: Study, name: str, form: TableFormat, aside: Path) -> pa.Table | Path:
    """A table of a study in a form; one in which worlds are looked up column by column stays as it is."""
    import pyarrow as pa

    from sim.export.plain import to_csv
    from sim.export.portions import Source
    from sim.results.ledger import NAME

    record = store.manifest.tables[name]
    if name == NAME or record.file.endswith(f".{form}"):
        return copied(store.path, record, aside)
    if form == "parquet":
        return pa.Table.from_pandas(store.table(name), preserve_index=False)
    to_csv(aside / f"{name}.csv", Source(store, name))
    return aside / f"{name}.csv"
