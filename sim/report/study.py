"""Finish a study: analysis tables, figures and summary from the tables of its run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.figures.material import Material

Progress = Callable[[str, int, int], None]
SUMMARY = "summary.md"
FIGURE_FOLDER = "figures"


def finish(study_dir: Path, progress: Progress | None = None, *, figures: bool = True) -> list[Path]:
    """Compute the analysis tables, draw the figures and write the summary of a study.

    Args:
        study_dir: folder of a run, a comparison or an explanation.
        progress: told what is being done, how many parts are done and how many there are.
        figures: whether to draw.

    Returns:
        The files written: analysis tables, figures, summary.

    Raises:
        InputError: when the folder holds no study, or its tables are broken.
    """
    import pyarrow as pa

    from sim.report.summary import summary
    from sim.results.derived import ANALYSIS_TABLES
    from sim.results.store import add_tables, read_manifest

    if progress is not None:
        progress("analysis", 0, 1)
    made = material(study_dir)
    tables = {
        name: pa.Table.from_pandas(frame, preserve_index=False)
        for name, frame in made.tables.items()
        if name in ANALYSIS_TABLES
    }
    add_tables(study_dir, tables)
    drawn = plot(study_dir, progress, made) if figures else []
    path = study_dir / SUMMARY
    path.write_text(summary(made, drawn), encoding="utf-8")
    records = read_manifest(study_dir).tables
    return [*(study_dir / records[name].file for name in sorted(tables)), *drawn, path]


def plot(study_dir: Path, progress: Progress | None = None, made: Material | None = None) -> list[Path]:
    """Draw the figures of a study anew.

    Args:
        study_dir: its folder.
        progress: told what is being drawn.
        made: manifest and analysis, when they are at hand; computed otherwise.

    Returns:
        The figures written.

    Raises:
        InputError: when the folder holds no study, or its tables are broken.
    """
    from sim.figures.catalogue import draw_all

    return draw_all(made or material(study_dir), study_dir / FIGURE_FOLDER, progress)


def material(study_dir: Path) -> Material:
    """Read a study and analyse it.

    Args:
        study_dir: its folder.

    Returns:
        What figures, summary and terminal table are made from.

    Raises:
        InputError: when the folder holds no study, or its tables are broken.
    """
    from sim.analysis.study import analyse
    from sim.figures.material import Material
    from sim.results.store import open_study

    study = open_study(study_dir)
    told = {name: study.table(name) for name in ("choices", "flips") if study.has(name)}
    return Material(study.manifest, {**analyse(study), **told})
