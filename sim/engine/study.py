"""Conduct a study: run its worlds, put them into a result folder with a manifest that can repeat it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sim.engine.alike import check_alike
from sim.engine.behaviour import identity
from sim.engine.calibrated import read_calibrated
from sim.engine.facts import facts
from sim.engine.lever_files import own_levers
from sim.engine.runner import Progress, run_worlds
from sim.engine.worlds import Factory
from sim.errors import RunFailed
from sim.evidence import Evidence
from sim.results.aside import beside
from sim.results.describe import described
from sim.results.manifest import Engine, Manifest
from sim.results.outcomes import outcomes
from sim.results.overrides import recorded
from sim.results.store import write_study
from sim.scenario import Scenario

if TYPE_CHECKING:
    import pyarrow as pa

    from sim.engine.country import Country
    from sim.results.ledger import Ledger

Kind = Literal["run", "compare", "explain"]
Finish = Callable[[Path], object]

KEPT = 1000
"""Worlds kept in full unless told otherwise."""


@dataclass(frozen=True)
class Order:
    """What is asked for.

    Attributes:
        kind: run, compare or explain.
        scenarios: the first one is what the others are compared with; its seed, replicates and draws hold for all.
        results: folder of all studies, where one is written.
        format: of the tables.
        workers: processes or threads, or None for one per core.
        command: words of the command line, for the manifest.
        country, year, worlds: of an explanation; the year defaults to the last.
        engine: which one runs the worlds.
        keep: worlds kept in full; of the others only what they came to.
        agent: how spokes decide, other than by the law; only the readable engine can ask it.
    """

    kind: Kind
    scenarios: tuple[Scenario, ...]
    results: Path
    format: Literal["parquet", "csv"] = "parquet"
    workers: int | None = None
    command: tuple[str, ...] = ()
    country: str | None = None
    year: float | None = None
    worlds: int | None = None
    engine: Engine = "mesa"
    keep: int = KEPT
    agent: type[Country] | None = None


@dataclass(frozen=True)
class Made:
    """Worlds that were run, not written anywhere yet.

    Attributes:
        manifest: that can repeat them.
        tables: of the run, by name; a path is a table too large to be held, written aside.
        replicates, asked, failures, interrupted, seconds: as in `Done`.
    """

    manifest: Manifest
    tables: Mapping[str, pa.Table | Path]
    replicates: int
    asked: int
    failures: int
    interrupted: bool
    seconds: float


@dataclass(frozen=True)
class Done:
    """What came of it.

    Attributes:
        path: the study's folder.
        replicates: worlds finished in every scenario; asked: worlds asked for; failures: worlds that failed.
        interrupted: whether the user stopped it; the folder then holds the worlds before the first unfinished one.
        seconds: wall time until the tables were ready.
    """

    path: Path
    replicates: int
    asked: int
    failures: int
    interrupted: bool
    seconds: float


def total(order: Order) -> int:
    """Replicates that the order asks for."""
    return order.worlds or order.scenarios[0].replicates


def options(order: Order, replicates: int) -> dict[str, Any]:
    """What decides the tables besides the scenarios, in a study of that many worlds."""
    own: dict[str, Any] = {} if order.agent is None else {"agent": identity(order.agent)}
    if order.kind == "explain":
        return {"country": order.country, "year": order.year, **own}
    return {"keep": min(order.keep, replicates), **own} if replicates > min(order.keep, KEPT) else own


def content(order: Order, evidence: Evidence, replicates: int) -> dict[str, Any]:
    """What decides the tables besides kind and version: scenarios, seeds, number of worlds, options, levers."""
    decides: dict[str, Any] = {
        "scenarios": [{k: v for k, v in s.resolved().items() if k != "replicates"} for s in order.scenarios],
        "seeds": evidence.fingerprint,
        "replicates": replicates,
        "options": options(order, replicates),
    }
    if files := own_levers(order.scenarios):
        decides["levers"] = [own.sha256 for own in files]
    return decides


def conduct(
    order: Order,
    evidence: Evidence,
    progress: Progress | None = None,
    finish: Finish | None = None,
    *,
    whole: bool = False,
) -> Done:
    """Run a study and write its folder.

    Args:
        order: what is asked for.
        evidence: the seeds; the scenarios say of which year.
        progress: told how many replicates were just finished.
        finish: adds analysis, figures and summary to the folder before it appears.
        whole: whether what an interrupt leaves is of no use, so that nothing is written then.

    Raises:
        InputError, RunFailed: as in `make`.
        KeyboardInterrupt: as in `make`, and after any interrupt of what is wanted whole.
    """
    with beside(order.results, "outcomes") as aside:
        made = make(order, evidence, aside, progress)
        if whole and made.interrupted:
            raise KeyboardInterrupt
        path = write_study(order.results, made.manifest.study, made.manifest, made.tables, order.format, finish)
    return Done(path, made.replicates, made.asked, made.failures, made.interrupted, made.seconds)


def make(order: Order, evidence: Evidence, aside: Path, progress: Progress | None = None) -> Made:
    """Run the worlds of a study.

    Args:
        order: what is asked for.
        evidence: the seeds; the scenarios say of which year.
        aside: folder for a table too large to be held; made when there is one.
        progress: told how many replicates were just finished.

    Raises:
        InputError: when country or year of an explanation are wrong, the base year is not calibrated, or a type of
            policy of the user's own fails.
        KeyboardInterrupt: when it is stopped before any world is finished.
        RunFailed: when every world failed.
    """
    began = time.perf_counter()
    check_alike(order.scenarios)
    evidence = evidence.at(order.scenarios[0].edition)
    factory = Factory(evidence, order.scenarios, read_calibrated(evidence), order.agent).settled()
    with ExitStack() as stack:
        ledger: Ledger | None = None
        if order.kind == "explain":
            from sim.engine.why import explain_tables, settle

            order = settle(order, evidence)
            harvest, extra = explain_tables(factory, order, progress)
        else:
            if total(order) > order.keep:
                ledger = stack.enter_context(_ledger(order, evidence, aside))
            asked = range(total(order))
            harvest = run_worlds(
                factory, asked, order.workers, progress, engine=order.engine, keep=order.keep, ledger=ledger
            )
            extra = {}
        count = harvest.ended
        if count == 0:
            raise KeyboardInterrupt
        if not harvest.finished:
            raise RunFailed(f"all {count} worlds failed; the first: {harvest.failures[0].error}")
        from sim.engine.tables import tables

        held: dict[str, pa.Table | Path] = {**tables(factory, harvest), **extra}
        if ledger is not None and harvest.finished > harvest.held:
            held["outcomes"] = ledger.finish()
        failed, seconds = len(harvest.failures), time.perf_counter() - began
        manifest = describe(order, evidence, count, failed, seconds)
    return Made(manifest, held, harvest.finished, total(order), failed, harvest.interrupted, seconds)


def _ledger(order: Order, evidence: Evidence, aside: Path) -> Ledger:
    """A ledger in a folder aside."""
    from sim.results.ledger import Ledger

    return Ledger(aside / "outcomes.parquet", [s.name for s in order.scenarios], outcomes(evidence.postures))


def describe(order: Order, evidence: Evidence, replicates: int, failures: int, seconds: float) -> Manifest:
    """The manifest of a study."""
    first = order.scenarios[0]
    names = [s.name for s in order.scenarios]
    return described(
        order.kind,
        content(order, evidence, replicates),
        seconds,
        words=[*names, order.country] if order.country else names,
        command=order.command,
        scenarios={s.name: s.resolved() for s in order.scenarios},
        overrides=recorded(order.scenarios),
        seed=first.seed,
        replicates=replicates,
        workers=order.workers or os.cpu_count() or 1,
        engine=order.engine,
        seeds_fingerprint=evidence.fingerprint,
        failures=failures,
        levers=own_levers(order.scenarios),
        options=options(order, replicates),
        facts=facts(evidence, first.include),
        format=order.format,
    )
