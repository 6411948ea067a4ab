"""A study from order to folder, as the terminal shows it: progress, answer, and where everything lies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.progress import Meter
from sim.cli.voice import answer, paper, warn
from sim.engine.study import Done, Order, conduct, total
from sim.errors import INTERRUPTED, OK
from sim.evidence import Evidence
from sim.results.manifest import Engine, Manifest
from sim.results.overrides import changes
from sim.results.wording import counted

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sim.cli.options import Choice
    from sim.figures.material import Material
    from sim.figures.studio import Studio

View = Callable[["Material"], "RenderableType"]
Data = Callable[["Material"], dict[str, Any]]

_BEST: dict[str, tuple[tuple[str, str], ...]] = {  # kind: files worth opening first, as a pattern and what they are
    "compare": (
        ("summary.md", "what it says, in plain words"),
        ("figures/sides*.png", "where each country ends up"),
        ("tables/comparison.*", "every outcome, with intervals"),
    ),
    "run": (
        ("summary.md", "what it says, in plain words"),
        ("figures/postures*.png", "postures of all countries over time"),
        ("tables/countries.*", "every country, year and world"),
    ),
    "explain": (
        ("summary.md", "what it says, in plain words"),
        ("figures/choice*.png", "the choice as a waterfall"),
        ("tables/choice_terms.*", "every term of every posture"),
    ),
    "sweep": (
        ("summary.md", "what it says, in plain words"),
        ("figures/effects*.png", "how far each dimension moves each outcome"),
        ("tables/summary.*", "every outcome at every point"),
    ),
    "tipping": (
        ("summary.md", "what it says, in plain words"),
        ("figures/tipping*.png", "the response, and where it tips"),
        ("tables/thresholds.*", "every threshold, with its interval"),
    ),
    "coalitions": (
        ("summary.md", "what it says, in plain words"),
        ("figures/coalitions*.png", "which memberships hold, and who matters"),
        ("tables/memberships.*", "every membership that makes a pact"),
    ),
    "advise": (
        ("summary.md", "what it says, in plain words"),
        ("figures/advice*.png", "what is wanted against what it costs"),
        ("tables/front.*", "every member of the front, with intervals"),
    ),
    "landscape": (
        ("figures/landscape*.png", "energy of every division"),
        ("tables/minima.*", "every local minimum"),
        ("tables/landscape.*", "every division into two camps"),
    ),
    "balance": (
        ("figures/balance*.png", "friends and rivals in two camps"),
        ("tables/triads.*", "every three with ties between all of them"),
    ),
    "stability": (
        ("figures/stability*.png", "alliances, and who could be attacked"),
        ("tables/attacks.*", "the strongest attack on each"),
        ("tables/changes.*", "alliances whose making or ending upsets it"),
    ),
}


def carry_out(
    order: Order, evidence: Evidence, studio: Studio, *, machine: bool, view: View, data: Data
) -> tuple[int, Done]:
    """Conduct a study and show what came of it.

    Args:
        order: what is asked for.
        evidence: the seeds.
        studio: draws its figures, if any.
        machine: answer in JSON and without progress.
        view: what people see.
        data: what a machine sees.

    Returns:
        The exit code, and what was done.
    """
    from sim.figures.studio import Studio
    from sim.report.study import finish as report
    from sim.report.study import stored
    from sim.results.store import open_study

    what = f"simulating {' and '.join(scenario.name for scenario in order.scenarios)}"
    with Meter(total(order), what[:40], silent=machine) as meter:

        def finish(folder: Path) -> None:
            if meter.done < meter.total:
                warn([f"interrupted: storing {counted(meter.done, 'world')} (once more to drop them)"])
            report(folder, meter.stage, studio if meter.done >= meter.total else Studio(()))

        done = conduct(order, evidence, meter.worlds, finish)
    material = stored(open_study(done.path))
    if machine:
        account = {
            "path": str(done.path),
            "asked": done.asked,
            "interrupted": done.interrupted,
            "seconds": done.seconds,
        }
        answer({**account, **data(material)})
    else:
        page = paper()
        page.print(view(material))
        for line in changes(material.manifest):
            page.print(line)
        for line in closing(done.path, material.manifest):
            page.print(line, soft_wrap=True)
    if done.failures:
        warn([f"{counted(done.failures, 'world')} failed and are left out; the table 'failures' says why"])
    if done.interrupted:
        warn([f"interrupted after {done.replicates:,} of {counted(done.asked, 'world')}; these are stored and usable"])
    return INTERRUPTED if done.interrupted else OK, done


def engine_for(choice: Choice | None) -> Engine:
    """The engine to run worlds with, compiled now if it has to be.

    Args:
        choice: the engine asked for; None for the fastest there is.

    Raises:
        InputError: when it cannot be used here.
    """
    from sim.engine.engines import ready

    return ready(choice.value if choice else None, lambda line: warn([line]))


def closing(folder: Path, manifest: Manifest) -> list[str]:
    """Where the study lies, what to open first, and how to repeat it with the files of levers it needs."""
    from sim.engine.repeat import SIMULATED, again
    from sim.evidence.reader import shorten

    home = shorten(folder)
    lines = [f"\nStudy: {home}"]
    files = [(next(iter(sorted(folder.glob(pattern))), None), meaning) for pattern, meaning in _BEST[manifest.kind]]
    found = [(path.relative_to(folder).as_posix(), meaning) for path, meaning in files if path]
    width = max((len(name) for name, _ in found), default=0)
    lines += [f"  {name:<{width}}  {meaning}" for name, meaning in found]
    if not any(folder.glob("figures/*")):
        lines.append(f"Figures: pactsim plot {home}")
    own = "".join(f" --levers {file.file}" for file in manifest.levers)
    simulated = manifest.kind in SIMULATED
    lines.append(f"Again: {f'pactsim run --from {home}/manifest.json{own}' if simulated else again(manifest)}")
    return lines
