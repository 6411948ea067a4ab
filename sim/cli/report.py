"""`pactsim report`: studies as one page to hand over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.options import MOST_WORLDS, RESULTS, Json, Levers, Results, Seeds
from sim.errors import OK, Address, InputError, Problem

if TYPE_CHECKING:
    from sim.cli.progress import Meter
    from sim.evidence import Evidence
    from sim.handout.chapters import Chapter
    from sim.results.manifest import Manifest

EXAMPLES = {
    "report": (
        "pactsim report compare-status_quo-asian_nato-1a2b3c4d -o report.html",
        "pactsim report compare-a-b-1a2b3c4d claims-1a2b3c4d -o all.html",
    )
}
WORLDS = 40
"""Worlds in which countries explain their choices."""

_SIMULATED = ("run", "compare")


def report(
    studies: Annotated[
        list[Path], typer.Argument(metavar="STUDY...", help="Finished studies: names or folders.", show_default=False)
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The page.")] = Path("report.html"),
    worlds: Annotated[
        int, typer.Option("--worlds", metavar="N", min=1, max=MOST_WORLDS, help="Worlds of the explanations.")
    ] = WORLDS,
    no_explain: Annotated[
        bool, typer.Option("--no-explain", help="Leave out why countries choose as they do.")
    ] = False,
    results: Results = None,
    levers: Levers = None,
    json: Json = False,
    seeds: Seeds = None,
) -> int:
    """Make one page of studies, to hand over or to print.

    The page is a single file of HTML that needs no network: the question, what was compared, the
    results with intervals, maps, timelines, a section on each country with the
    reasons for its choice, what the answer hangs on, the numbers it rests on
    with their sources, what is not explained, and how to do it again. Figures
    say their values where one points, taps or tabs to, and a table stands
    behind each. The same studies give the same bytes.

    The choices of all countries in a comparison or a run are explained once,
    in a study of its own beside it, as by `pactsim explain SCENARIO all`.
    """
    from sim.cli.inputs import study_folder
    from sim.evidence import load_evidence
    from sim.scenario import load_levers

    load_levers(levers or ())
    folders = [study_folder(study, results or RESULTS) for study in studies]
    _writable(output)
    evidence = load_evidence(seeds)

    from sim.cli.progress import Meter
    from sim.results.disk import put
    from sim.results.store import read_manifest

    manifests = [read_manifest(folder) for folder in folders]
    used = _evidence(manifests, evidence)
    with Meter(1, "reading the studies", silent=json) as meter:
        chapters = list(_chapters(folders, manifests, evidence, used, worlds, meter, explains=not no_explain))
        meter.stage("drawing", 0, 1)
        from sim.handout.document import document

        page = document(chapters)
    try:
        put(output, page.encode())
    except OSError as error:
        raise InputError([Problem(Address(str(output)), "", f"cannot be written: {error.strerror}")]) from None
    size = len(page.encode())
    if json:
        from sim.cli.voice import answer

        answer({"path": str(output), "bytes": size, "studies": [made.study for made in manifests]})
    else:
        print(f"{output} ({size / 1e6:.1f} MB)")
    return OK


def _writable(output: Path) -> None:
    from sim.cli.inputs import usable

    if output.is_dir():
        raise InputError([Problem(Address(str(output)), "", "is a folder; name a file, as report.html")])
    if not output.absolute().parent.is_dir():
        raise InputError([Problem(Address(str(output)), "", f"there is no folder '{output.parent}'")])
    usable(output.absolute().parent, "the report")


def _evidence(manifests: Sequence[Manifest], evidence: Evidence) -> list[Evidence | None]:
    """The evidence that each study was made with, as of its year; None, and said, where it is another one now."""
    from sim.cli.voice import warn

    used: list[Evidence | None] = []
    for made in manifests:
        if made.seeds_fingerprint in ("", evidence.fingerprint):
            editions = {scenario.get("edition") for scenario in made.scenarios.values()}
            used.append(evidence.at(editions.pop() if len(editions) == 1 else None))
        else:
            said = "so the page does not show it (name it with --seeds)"
            warn([f"the evidence has changed since {made.study} was made, {said}"])
            used.append(None)
    return used


def _chapters(
    folders: Sequence[Path],
    manifests: Sequence[Manifest],
    evidence: Evidence,
    used: Sequence[Evidence | None],
    worlds: int,
    meter: Meter,
    *,
    explains: bool,
) -> Iterator[Chapter]:
    """Studies with the explanations that belong to them."""
    from sim.handout.chapters import Chapter
    from sim.report.study import material

    for folder, made, own in zip(folders, manifests, used, strict=True):
        why = None
        if explains and made.kind in _SIMULATED:
            found = _explained(folder, made, evidence, worlds, meter)
            why = None if found is None else material(found)
        yield Chapter(folder, material(folder), why, own)


def _explained(folder: Path, made: Manifest, evidence: Evidence, worlds: int, meter: Meter) -> Path | None:
    """A study that explains every country in the scenarios of another one, made where there is none yet.

    Returns:
        Its folder; None, and said why, where choices cannot be explained.

    Raises:
        KeyboardInterrupt: when it is interrupted; then nothing is written.
    """
    from dataclasses import replace

    from sim.cli.voice import warn
    from sim.engine.repeat import order_from_manifest
    from sim.engine.study import conduct, describe
    from sim.engine.why import ALL, settle
    from sim.figures.studio import Studio
    from sim.report.study import finish
    from sim.results.store import MANIFEST, read_manifest
    from sim.results.wording import counted

    if "agent" in made.options:
        own = made.options["agent"]["name"]
        warn([f"the spokes of {made.study} decide as the class {own} says, so choices are not explained"])
        return None
    order, warnings = order_from_manifest(folder, evidence)
    if warnings:
        warn([*warnings, "so choices are not explained"])
        return None
    order = replace(order, kind="explain", country=ALL, worlds=worlds, command=("pactsim", "report", made.study))
    order = replace(order, engine="mesa")  # which keeps every term of a choice
    then = evidence.at(order.scenarios[0].edition)
    name = describe(settle(order, then), then, worlds, 0, 0.0).study
    path = order.results / name
    if not (path / MANIFEST).is_file():
        meter.stage(f"explaining {len(order.scenarios[0].include)} countries", 0, worlds)
        path = conduct(order, evidence, meter.worlds, lambda place: finish(place, None, Studio(())), whole=True).path
    if failures := read_manifest(path).failures:
        left = "is left out" if failures == 1 else "are left out"
        warn([f"{counted(failures, 'world')} of {path.name} failed and {left}; its table 'failures' says why"])
    return path
