"""A debate as a folder: the boxes of both claims, the map, and the page."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow as pa

from sim.claims.run import key_of
from sim.discovery.debate import KEPT, Debate
from sim.discovery.search import Answer, tables
from sim.discovery.study import PAGE, parts
from sim.discovery.words import READING
from sim.engine.facts import facts
from sim.figures.axis import called
from sim.results.describe import described
from sim.results.manifest import Engine, Manifest
from sim.results.store import write_study
from sim.results.wording import counted

UNDECIDED = "No drawn number goes with either claim beyond chance, so there is nothing to map."


def write(
    root: Path,
    debate: Debate,
    answers: Sequence[Answer],
    engine: Engine,
    command: Sequence[str],
    seconds: float,
    finish: Callable[[Path], object] | None = None,
) -> Path:
    """Write the folder of a debate; all of it appears at once, or nothing.

    Args:
        root: folder of all studies.
        debate: that was run.
        answers: the boxes of its claims.
        engine: that ran the worlds.
        command: words of the command line.
        seconds: wall time so far.
        finish: adds figures to the folder before it appears.

    Returns:
        The folder.
    """
    cells = debate.cells()
    made = tables(answers) if answers else {}
    made |= {"debate": pa.Table.from_pylist(cells)} if cells else {}
    manifest = _manifest(debate, engine, command, seconds)
    return write_study(root, manifest.study, manifest, made, finish=finish, texts={PAGE: page(debate, answers)})


def page(debate: Debate, answers: Sequence[Answer]) -> str:
    """The text of discovery.md."""
    first, second = debate.called
    lines = [f"# Where {first} is right, and where {second}", ""]
    for claim, trial in zip(debate.called, debate.trials, strict=True):
        lines += [f"- {claim}: *{trial.claim.text}* Tested as: {trial.question} {trial.because}"]
    several = counted(len(debate.replicates), "world")
    lines += [
        "",
        f"{several}, in which both experiments share chance and every drawn number. A claim is right in a world that "
        f"goes every way it leads one to expect. {' '.join(debate.sums())}",
        "",
    ]
    if not debate.kept:
        lines += [UNDECIDED, ""]
    else:
        lines += [
            f"Boxes are sought in the numbers that go with either claim beyond chance, {KEPT} at most.",
            "",
        ]
    for answer in answers:
        lines += [f"# {answer.condition}", "", *parts(answer)]
    return "\n".join([*lines, READING, ""])


def _manifest(debate: Debate, engine: Engine, command: Sequence[str], seconds: float) -> Manifest:
    told = {one.name: one.resolved() for one in debate.worlds.scenarios.values()}
    update = {"seed": debate.seed, "replicates": debate.worlds.replicates}
    arms = [arm for trial in debate.trials for arm in (trial.without, trial.with_) if arm is not None]
    content = {
        "claims": debate.ids,
        "scenarios": [key_of(arm.scenario) for arm in arms],
        "expect": [[one.model_dump(mode="json") for one in trial.expect] for trial in debate.trials],
        "seeds": debate.evidence.fingerprint,
        "mass": debate.mass,
        "most": debate.most,
        **update,
    }
    return described(
        "debate",
        content,
        seconds,
        words=debate.ids,
        command=tuple(command),
        scenarios={name: {**resolved, **update} for name, resolved in told.items()},
        seed=debate.seed,
        replicates=debate.worlds.replicates,
        workers=os.cpu_count() or 1,
        engine=engine,
        seeds_fingerprint=debate.evidence.fingerprint,
        failures=len(debate.worlds.failures),
        options={
            "claims": list(debate.ids),
            "called": list(debate.called),
            "says": debate.says,
            "mass": debate.mass,
            "boxes": debate.most,
            "axes": [called(debate.dimension(k)._asdict()) for k in debate.axes],
        },
        facts=facts(debate.evidence, arms[0].scenario.include),
    )
