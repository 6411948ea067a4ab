"""Export the tables of a study: files for one program, and the codebook."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

from sim.errors import Address, InputError, Problem, nearest
from sim.export import excel, plain, stata
from sim.export.codebook import COLUMNS, Variable, codebook, page
from sim.export.portions import Source
from sim.results.aside import beside
from sim.results.disk import disk
from sim.results.schema import known_tables
from sim.results.store import Study

Format = Literal["csv", "parquet", "stata", "excel"]
Progress = Callable[[str, int, int], None]

FORMATS: dict[Format, str] = {
    "csv": "A value that is missing is left empty; True and False are words.",
    "parquet": "A value that is missing is not a number; label, unit and definition stand in each field's metadata.",
    "stata": "A value that is missing or infinite is missing (.); true is 1 and false 0.",
    "excel": "A value that is missing or infinite is an empty cell; the first sheet is this codebook.",
}
"""What can be written, and how missing values are told there."""


def export(
    study: Study,
    folder: Path,
    form: Format = "csv",
    tables: Sequence[str] = (),
    progress: Progress | None = None,
) -> list[Path]:
    """Write the tables of a study for another program, with `codebook.csv` and `codebook.md`.

    The same study always gives the same bytes. Files of the same name are replaced when all of them are ready.

    Args:
        study: of any kind.
        folder: where to; made when it does not exist.
        form: csv, parquet, stata or excel.
        tables: names of those wanted; by default all that have rows.
        progress: told what is being written, how many tables are done and how many there are.

    Returns:
        The files written, the codebook last.

    Raises:
        InputError: there is no such format or table, a table is larger than the format can hold, the folder cannot be
            one, or a table of the study is broken.
        RunFailed: the disk refuses.
    """
    _check(study, folder, form, tables)
    wanted = tables or [name for name in study.names if study.rows(name)]
    sources = [Source(study, name) for name in wanted]
    if form == "excel":
        excel.check(sources)
    named = {}
    if form == "stata":
        for source in sources:
            stata.check(source)
        named = {source.name: stata.names(source.schema.names) for source in sources}
    variables = codebook(study, {source.name: source.schema for source in sources}, named)
    with disk(folder, "the tables"), beside(folder, "export") as aside:
        aside.mkdir(parents=True, exist_ok=True)
        names = _tables(study, aside, form, sources, variables, progress)
        with (aside / "codebook.csv").open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(COLUMNS)
            rows.writerows([getattr(one, column) for column in COLUMNS] for one in variables)
        (aside / "codebook.md").write_text(page(study, variables, FORMATS[form]), encoding="utf-8")
        return [(aside / name).replace(folder / name) for name in (*names, "codebook.csv", "codebook.md")]


def _tables(
    study: Study,
    aside: Path,
    form: Format,
    sources: Sequence[Source],
    variables: Sequence[Variable],
    progress: Progress | None,
) -> list[str]:
    """Write the tables, and tell the names of their files."""
    made = datetime.strptime(study.manifest.created, "%Y-%m-%dT%H:%M:%SZ")
    if form == "excel":
        name = f"{study.manifest.study}.xlsx"
        excel.write(aside / name, _told(sources, progress), variables, study.manifest.study, made)
        return [name]
    described = known_tables()

    def stata_file(path: Path, source: Source, own: Sequence[Variable]) -> None:
        stata.write(path, source, own, described[source.name].meaning, made)

    writers: dict[str, tuple[str, Callable[[Path, Source, Sequence[Variable]], None]]] = {
        "csv": ("csv", lambda path, source, own: plain.to_csv(path, source)),
        "parquet": ("parquet", plain.to_parquet),
        "stata": ("dta", stata_file),
    }
    ending, write = writers[form]
    for source in _told(sources, progress):
        write(aside / f"{source.name}.{ending}", source, [one for one in variables if one.table == source.name])
    return [f"{source.name}.{ending}" for source in sources]


def _told(sources: Sequence[Source], progress: Progress | None) -> Iterator[Source]:
    """The tables one after another, each told when it begins."""
    for place, source in enumerate(sources):
        if progress is not None:
            progress(f"writing {source.name}", place, len(sources))
        yield source


def _check(study: Study, folder: Path, form: str, tables: Sequence[str]) -> None:
    problems = []
    if form not in FORMATS:
        said = f"there is no format '{form}'; {', '.join(FORMATS)}"
        problems.append(Problem(Address("format"), "", said, nearest(form, FORMATS)))
    for name in tables:
        if name not in study.names:
            said = f"the study has no table '{name}'"
            problems.append(Problem(Address("tables"), "", said, nearest(name, study.names)))
    above = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not above.is_dir():
        problems.append(Problem(Address(str(folder)), "", f"cannot hold tables: {above} is no folder"))
    if problems:
        raise InputError(problems)
