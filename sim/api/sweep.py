"""What a sweep found, and `run_sweep`: scenarios over a design of points."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.api.inputs import Sets, bar, texts
from sim.api.lookup import named, refuse
from sim.api.mapped import filed
from sim.api.notes import tell
from sim.api.study import Study
from sim.errors import RunFailed
from sim.results.manifest import Engine
from sim.results.measure import ALL
from sim.results.store import make_root, open_study

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import RenderableType

    from sim.evidence import Evidence
    from sim.sweep.study import Job


class Sweep(Study):
    """Worlds at many points of a design, and what moves them.

    `sim.run_sweep` makes one.

    Example:
        >>> import sim
        >>> design = {
        ...     "base": "status_quo",
        ...     "levers": {"countries.JPN.hub_trust": {"low": 0.3, "high": 0.6, "levels": 2}},
        ...     "design": {"type": "grid"},
        ...     "outcomes": ["trust.mean"],
        ... }
        >>> sim.run_sweep(design, replicates=5)
        <sim.Sweep sweep of status_quo: 2 points of 5 worlds, seed 2026>
    """

    def effects(self, outcome: str, of: str | None = None) -> pd.DataFrame:
        """How far each dimension moves an outcome.

        Args:
            outcome: name of an outcome, or as much of it as leaves one.
            of: code of a country that the sweep measures by itself; by default the whole region.

        Returns:
            A row per dimension, and per scenario where there are several: scenario, from, to, mean_from, mean_to,
            difference with its interval ci_low and ci_high, clear (beyond chance) and spread.

        Raises:
            InputError: the sweep did not measure that.

        Example:
            >>> import sim
            >>> made = sim.run_sweep("tariff_and_commitment", replicates=2)
            >>> made.effects("trust.mean").index.to_list()
            ['policies.tariffs.change', 'policies.commitment.change']
        """
        frame = self.table("effects")
        meant = self.material.outcomes[named(outcome, set(frame["outcome"]))]
        scopes = frame["scope"]
        frame = frame[(frame["outcome"] == meant.name) & (scopes == (of or ALL))]
        if frame.empty:
            raise refuse("part of the region", of or ALL, scopes)
        dimensions = self.table("dimensions").set_index("number")["path"]
        frame = frame.assign(path=frame["number"].map(dimensions)).set_index("path")
        found = frame.drop(columns=["number", "outcome", "scope"])
        found.attrs = {"outcome": meant.name, "label": meant.label, "unit": meant.unit}
        return found

    def _about(self) -> str:
        made = self.manifest
        points = f"{made.options['points']:,} points of {made.replicates:,} worlds"
        return f"sweep of {', '.join(self.scenarios)}: {points}, seed {made.seed}"

    def _view(self) -> RenderableType:
        from sim.report.sweep import view

        return view(self.material)

    def _repr_html_(self) -> str:
        from sim.api.display import as_html

        return as_html(self._view())


def run_sweep(
    sweep: str | Path | Mapping[str, Any],
    *,
    points: int | None = None,
    replicates: int | None = None,
    seed: int | None = None,
    sets: Sets = (),
    engine: Engine | None = None,
    workers: int | None = None,
    levers: Sequence[str | Path] = (),
    seeds: str | Path | None = None,
    results: str | Path | None = None,
    progress: bool | None = None,
) -> Sweep:
    """Run scenarios over a design of points.

    Work is stored in parts. Where `results` is given, the same call goes on with what was interrupted; else the parts
    lie in a temporary folder, which lives as long as the sweep.

    Args:
        sweep: name or file of a sweep, or a mapping of what a file would hold.
        points: of a sample, or its trajectories; else as the sweep says.
        replicates: worlds at each point; else as the sweep says.
        seed: of all draws and samples; else as the sweep says.
        sets: changes of the scenarios, as of `compare`.
        engine: `ensemble` (compiled, the default) or `mesa` (readable); both give the same.
        workers: threads of `ensemble` or processes of `mesa`; by default one per core. A script whose worlds processes
            run calls this under `if __name__ == "__main__":`, for each process reads the script.
        levers: Python files with policy types of your own, which are run.
        seeds: folder of the evidence; by default the one that comes with the program.
        results: folder of all studies, if the sweep is to be kept; a mapping is kept there as a file of its `name`,
            which replaces none of another content.
        progress: whether to show a bar; by default when it takes long and somebody watches.

    Raises:
        InputError: with every mistake in what was given.
        RunFailed: it was interrupted, every world failed, a process ended before its time, or the disk refuses.

    Example:
        >>> import sim
        >>> sim.run_sweep("tariff_and_commitment", replicates=2).tables[:3]
        ('dimensions', 'effects', 'points')
    """
    from sim.evidence import load_evidence
    from sim.scenario import load_levers

    load_levers([Path(file) for file in levers])
    evidence = load_evidence(None if seeds is None else Path(seeds))
    home = Path(tempfile.mkdtemp(prefix="pactsim-")) if results is None else Path(results)
    try:
        job, used = _job(sweep, home, evidence, texts(sets), points, replicates, seed, engine)
        folder = _conducted(job, used, evidence, workers, progress, kept=results is not None)
    except BaseException:
        if results is None:
            shutil.rmtree(home, ignore_errors=True)
        raise
    made = Sweep(open_study(folder))
    if results is None:
        weakref.finalize(made, shutil.rmtree, home, ignore_errors=True)
    return made


def _job(
    sweep: str | Path | Mapping[str, Any],
    home: Path,
    evidence: Evidence,
    sets: list[str],
    points: int | None,
    replicates: int | None,
    seed: int | None,
    engine: Engine | None,
) -> tuple[Job, Engine]:
    """What is to be run, and by which engine."""
    from sim.engine.engines import pick, ready
    from sim.sweep.design import installed
    from sim.sweep.find import locate_sweep
    from sim.sweep.load import read_sweep
    from sim.sweep.plan import Changes
    from sim.sweep.study import begin

    changes = Changes(sets=tuple(sets), points=points, replicates=replicates, seed=seed)
    with filed(sweep, home) if isinstance(sweep, Mapping) else nullcontext(locate_sweep(str(sweep))) as path:
        read = read_sweep(path, evidence, changes, pick(engine, lambda line: None), installed)
    make_root(home)
    job = begin(home, read)
    for note in job.notes:
        tell(note)
    return job, ready(engine, tell)


def _conducted(
    job: Job, engine: Engine, evidence: Evidence, workers: int | None, progress: bool | None, *, kept: bool
) -> Path:
    """Run a sweep to its end, and tell the study's folder."""
    from sim.report.study import finish_sweep
    from sim.sweep.study import conduct

    with bar(job.sweep.plan.worlds, "sweep", progress) as meter:

        def finish(folder: Path) -> None:
            finish_sweep(folder, meter.stage, figures=kept)

        done = conduct(job, evidence, engine, workers=workers, progress=meter.worlds, finish=finish)
    if not done.finished:
        onward = f"; {job.store.onward}" if kept else ""
        raise RunFailed(f"interrupted after {done.units:,} of {job.sweep.plan.units:,} units{onward}")
    if done.failures:
        tell(f"{done.failures:,} worlds failed and are left out; the table 'failed' says why")
    return done.path
