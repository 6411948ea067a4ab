"""Finish a study: analysis tables, figures and summary from the tables of its run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.figures.catalogue import figures_of
from sim.results.advice import ADVICE_TABLES
from sim.results.coalitions import COALITION_TABLES
from sim.results.discoveries import DISCOVERY_TABLES
from sim.results.networks import NETWORK_TABLES
from sim.results.sweeps import shown
from sim.results.tipping import TIPPING_TABLES
from sim.results.trials import TRIAL_TABLES

if TYPE_CHECKING:
    from sim.figures.material import Material
    from sim.figures.studio import Studio
    from sim.results.store import Study

Progress = Callable[[str, int, int], None]
SUMMARY = "summary.md"
FIGURE_FOLDER = "figures"
_TOLD = (
    "choices", "flips", "scoreboard", "untested", "coefficients", *NETWORK_TABLES, *COALITION_TABLES, *TIPPING_TABLES,
    *TRIAL_TABLES, *ADVICE_TABLES, *DISCOVERY_TABLES,
)  # fmt: skip
"""Tables that figures and reports read as they were written."""

_EXPLAINING = ("terms",)
"""What the view of an explanation needs besides."""


def finish(study_dir: Path, progress: Progress | None = None, studio: Studio | None = None) -> list[Path]:
    """Compute the analysis tables, draw the figures and write the summary of a study.

    Args:
        study_dir: folder of a run, a comparison or an explanation.
        progress: told what is being done, how many parts are done and how many there are.
        studio: draws its figures, which may be none; without one, this process draws them all.

    Returns:
        The files written: analysis tables, figures, summary.

    Raises:
        InputError: when the folder holds no study, or its tables are broken.
    """
    import pyarrow as pa

    from sim.figures.studio import Studio
    from sim.report.summary import summary
    from sim.results.derived import ANALYSIS_TABLES
    from sim.results.store import add_tables, open_study, read_manifest

    if progress is not None:
        progress("analysis", 0, 1)
    study = open_study(study_dir)
    made = analysed(study)
    drawing = studio or Studio(figures_of(study.manifest.kind), workers=1)
    drawing.begin(made, study_dir / FIGURE_FOLDER)
    tables = {
        name: pa.Table.from_pandas(frame, preserve_index=False)
        for name, frame in made.tables.items()
        if name in ANALYSIS_TABLES
    }
    add_tables(study_dir, tables)
    drawn = drawing.finish(progress)
    path = study_dir / SUMMARY
    path.write_text(summary(made, drawn), encoding="utf-8")
    records = read_manifest(study_dir).tables
    return [*(study_dir / records[name].file for name in sorted(tables)), *drawn, path]


def finish_sweep(study_dir: Path, progress: Progress | None = None, *, figures: bool = True) -> None:
    """Draw the figures and write the summary of a sweep.

    Args:
        study_dir: its folder.
        progress: told what is being drawn.
        figures: whether to draw any.
    """
    from sim.report.sweep import page
    from sim.results.store import open_study

    drawn = plot(study_dir, progress, workers=1) if figures else []
    (study_dir / SUMMARY).write_text(page(analysed(open_study(study_dir)), drawn), encoding="utf-8")


def retell(study_dir: Path, *, figures: bool) -> None:
    """Draw the figures of a finished study and, where it is of a kind whose summary is written here, write that anew.

    Nothing is computed again: what is told is what its tables hold.

    Args:
        study_dir: its folder.
        figures: whether to draw any.

    Raises:
        InputError: when the folder holds no study, or its tables are broken.
    """
    from sim.figures.studio import Studio
    from sim.report.summary import summary
    from sim.report.sweep import page
    from sim.results.store import open_study

    made = stored(open_study(study_dir))
    kind = made.manifest.kind
    with Studio(figures_of(kind) if figures else (), workers=1) as studio:
        studio.begin(made, study_dir / FIGURE_FOLDER)
        drawn = studio.finish()
    if kind in ("run", "compare", "explain", "sweep"):
        text = page(made, drawn) if kind == "sweep" else summary(made, drawn)
        (study_dir / SUMMARY).write_text(text, encoding="utf-8")


def plot(
    study_dir: Path, progress: Progress | None = None, *, workers: int | None = None, names: Sequence[str] | None = None
) -> list[Path]:
    """Draw the figures of a study anew.

    Args:
        study_dir: its folder.
        progress: told what is being drawn.
        workers: processes that draw; by default one per core.
        names: of the figures; by default all that such a study may have.

    Returns:
        The figures written.

    Raises:
        InputError: when the folder holds no study, or its tables are broken.
        RunFailed: when the disk refuses.
    """
    from sim.figures.studio import Studio
    from sim.results.disk import disk
    from sim.results.store import open_study

    study = open_study(study_dir)
    with disk(study_dir, "figures"), Studio(names or figures_of(study.manifest.kind), workers) as studio:
        studio.begin(analysed(study), study_dir / FIGURE_FOLDER)
        return studio.finish(progress)


def material(study_dir: Path) -> Material:
    """Read a study and analyse it.

    Args:
        study_dir: its folder.

    Returns:
        What figures, summary and terminal table are made from.

    Raises:
        InputError: when the folder holds no study, or its tables are broken.
    """
    from sim.results.store import open_study

    return analysed(open_study(study_dir))


def stored(study: Study) -> Material:
    """A finished study as views see it, read from its tables without computing anything again.

    Args:
        study: of any kind.
    """
    from sim.figures.material import Material
    from sim.results.derived import ANALYSIS_TABLES

    wanted = (*ANALYSIS_TABLES, *_EXPLAINING, *_TOLD, *shown(study.manifest))
    return Material(study.manifest, {name: study.table(name) for name in dict.fromkeys(wanted) if study.has(name)})


def analysed(study: Study) -> Material:
    """A study with the tables of its analysis, computed now.

    Args:
        study: of any kind.

    Raises:
        InputError: when its tables are broken.
    """
    from sim.analysis.study import analyse
    from sim.figures.material import Material

    told = {name: study.table(name) for name in (*_TOLD, *shown(study.manifest)) if study.has(name)}
    simulated = study.has("countries") or study.has("terms")
    return Material(study.manifest, {**(analyse(study) if simulated else {}), **told})
