"""`pactsim discover --debate`: two claims over the same worlds."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import OK, Address, InputError, Problem, nearest

if TYPE_CHECKING:
    from sim.claims.entries import Trial
    from sim.discovery.debate import Debate
    from sim.discovery.search import Answer
    from sim.evidence import Evidence

WORLDS, SEED = 1000, 2026


def hold(
    ids: tuple[str, str],
    home: Path,
    replicates: int | None,
    seed: int | None,
    *,
    mass: float,
    boxes: int,
    figures: bool,
    machine: bool,
) -> int:
    """Run two claims over the same worlds, and show where each is right.

    Args:
        ids: of the claims.
        home: folder of all studies.
        replicates: worlds of each scenario.
        seed: of all draws.
        mass: share of the worlds that a box holds at least.
        boxes: of each claim, at most.
        figures: whether to draw any.
        machine: whether to answer in JSON.
    """
    from sim.claims.run import wanted
    from sim.cli.conduct import engine_for
    from sim.cli.progress import Meter
    from sim.cli.simulate import command_line
    from sim.discovery.debate import debate
    from sim.discovery.record import write
    from sim.evidence import load_evidence
    from sim.report.study import plot

    evidence = load_evidence(None)
    trials = _trials(evidence, ids)
    engine, began = engine_for(None), time.perf_counter()
    number = replicates or WORLDS
    with Meter(len(wanted(trials)[0]) * number, " against ".join(ids), silent=machine) as meter:
        chosen = SEED if seed is None else seed
        held = debate(trials, evidence, number, chosen, engine, None, meter.worlds, mass=mass, most=boxes)
        meter.stage("boxes", 0, 1)
        answers = held.answers()

        def finish(folder: Path) -> None:
            if figures:
                plot(folder, workers=1)

        folder = write(home, held, answers, engine, command_line(), time.perf_counter() - began, finish)
    if machine:
        _answer(folder, held, answers)
    else:
        _show(folder, held, answers)
    return OK


def _trials(evidence: Evidence, ids: tuple[str, str]) -> tuple[Trial, Trial]:
    """The experiments on two claims.

    Raises:
        InputError: a claim is unknown or not tested, or both are the same.
    """
    from sim.claims.book import read_book

    book = read_book(evidence)
    names = [name.upper() for name in ids]
    at = Address("--debate")
    problems = [
        Problem(at, "", f"there is no claim '{given}'", nearest(name, book.trials))
        for given, name in zip(ids, names, strict=True)
        if name not in book.ids
    ]
    problems += [
        Problem(at, "", f"{name} is not tested: {book.passed[name].why}") for name in names if name in book.passed
    ]
    if not problems and names[0] == names[1]:
        problems.append(Problem(at, "", "needs two different claims"))
    if problems:
        raise InputError(problems)
    return book.trials[names[0]], book.trials[names[1]]


def _answer(folder: Path, held: Debate, answers: list[Answer]) -> None:
    from sim.cli.voice import answer as tell

    first, second = held.meets
    tell(
        {
            "path": str(folder),
            "claims": list(held.ids),
            "worlds": len(held.replicates),
            "first": int((first & ~second).sum()),
            "second": int((second & ~first).sum()),
            "both": int((first & second).sum()),
            "neither": int((~first & ~second).sum()),
            "no_difference": held.idle.sum(axis=1).tolist(),
            "numbers": [held.dimension(k).path for k in held.kept],
            "boxes": [row for one in answers for row in one.rows()["boxes"]],
        }
    )


def _show(folder: Path, held: Debate, answers: list[Answer]) -> None:
    from sim.cli.voice import paper
    from sim.discovery.record import UNDECIDED
    from sim.discovery.study import PAGE
    from sim.evidence.reader import shorten

    page = paper()
    page.print(f"{held.called[0]} against {held.called[1]}", style="bold")
    for text in held.sums():
        page.print(text)
    if not held.kept:
        page.print(f"\n{UNDECIDED}")
    for one in answers:
        for text in one.sentences or [f"{one.condition}: no box holds more densely than chance would."]:
            page.print(f"\n{text}")
    page.print(f"\nStudy: {shorten(folder)}", soft_wrap=True)
    for path in (folder / PAGE, *sorted((folder / "figures").glob("*.png")), *folder.glob("tables/debate.*")):
        page.print(f"  {path.relative_to(folder)}", soft_wrap=True)
