"""Conduct a study: run its worlds, put them into a result folder with a manifest that can repeat it."""

from __future__ import annotations

import os
import shlex
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sim.engine.calibrated import read_calibrated
from sim.engine.facts import facts
from sim.engine.lever_files import changed_levers, own_levers
from sim.engine.runner import Progress, run_worlds
from sim.engine.worlds import Factory
from sim.errors import Address, InputError, Problem, RunFailed
from sim.evidence import Evidence
from sim.results.describe import described
from sim.results.manifest import Engine, Manifest
from sim.results.outcomes import outcomes
from sim.results.provenance import program_version
from sim.results.store import write_study
from sim.scenario import Scenario

if TYPE_CHECKING:
    import pyarrow as pa

    from sim.results.ledger import Ledger

Kind = Literal["run", "compare", "explain"]
Finish = Callable[[Path], object]

_HELD = {
    "advise": "advice on levers",
    "claims": "verdicts on claims",
    "coalitions": "the memberships of a pact",
    "calibrate": "a calibration",
    "debate": "a debate",
    "sweep": "a sweep",
    "tipping": "tipping points",
    "validate": "a scorecard of the model",
}
"""What studies hold that are neither simulations nor about a network."""

KEPT = 1000
"""Worlds kept in full unless told otherwise."""


@dataclass(frozen=True)
class Order:
    """What is asked for.

    Attributes:
        kind: run, compare or explain.
        scenarios: the first one is what the others are compared with; its seed, replicates and draws hold for all.
        results: folder of all studies.
        format: of the tables.
        workers: processes or threads, or None for one per core.
        command: words of the command line, for the manifest.
        country, year, worlds: of an explanation; the year defaults to the last.
        engine: which one runs the worlds.
        keep: worlds kept in full; of the others only what they came to.
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
    if order.kind == "explain":
        return {"country": order.country, "year": order.year}
    return {"keep": min(order.keep, replicates)} if replicates > min(order.keep, KEPT) else {}


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


def conduct(order: Order, evidence: Evidence, progress: Progress | None = None, finish: Finish | None = None) -> Done:
    """Run a study and write its folder.

    Args:
        order: what is asked for.
        evidence: the seeds; the scenarios say of which year.
        progress: told how many replicates were just finished.
        finish: adds analysis, figures and summary to the folder before it appears.

    Raises:
        InputError: when country or year of an explanation are wrong, the base year is not calibrated, or a type of
            policy of the user's own fails.
        KeyboardInterrupt: when it is stopped before any world is finished.
        RunFailed: when every world failed.
    """
    began = time.perf_counter()
    check_alike(order.scenarios)
    evidence = evidence.at(order.scenarios[0].edition)
    factory = Factory(evidence, order.scenarios, read_calibrated(evidence)).settled()
    with ExitStack() as stack:
        ledger: Ledger | None = None
        if order.kind == "explain":
            from sim.engine.why import explain_tables, settle

            order = settle(order, evidence)
            harvest, extra = explain_tables(factory, order, progress)
        else:
            if total(order) > order.keep:
                ledger = stack.enter_context(_ledger(order, evidence))
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

        written: dict[str, pa.Table | Path] = {**tables(factory, harvest), **extra}
        if ledger is not None and harvest.finished > harvest.held:
            written["outcomes"] = ledger.finish()
        seconds = time.perf_counter() - began
        manifest = describe(order, evidence, count, len(harvest.failures), seconds)
        path = write_study(order.results, manifest.study, manifest, written, order.format, finish)
    return Done(path, harvest.finished, total(order), len(harvest.failures), harvest.interrupted, seconds)


@contextmanager
def _ledger(order: Order, evidence: Evidence) -> Iterator[Ledger]:
    """A ledger in a folder aside, which is removed in the end."""
    from sim.results.ledger import Ledger

    aside = order.results / f".partial-outcomes-{os.getpid()}"  # a name that is swept away should this process die
    try:
        with Ledger(aside / "outcomes.parquet", [s.name for s in order.scenarios], outcomes(evidence.postures)) as made:
            yield made
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def check_alike(scenarios: tuple[Scenario, ...]) -> None:
    """Scenarios of one study must differ in name and share edition, horizon, step and countries to be paired.

    Raises:
        InputError: they do not.
    """
    first, problems, seen = scenarios[0], [], set[str]()
    for s in scenarios:
        if s.name in seen:
            problems.append(Problem(Address(s.name), "name", "a study cannot hold two scenarios of the same name"))
        seen.add(s.name)
        if s.edition != first.edition:
            years = ["today" if one is None else str(one) for one in (s.edition, first.edition)]
            sentence = f"is about {years[0]}, but '{first.name}' about {years[1]}; worlds share one year's evidence"
            problems.append(Problem(Address(s.name), "edition", sentence))
            continue
        if (s.start, s.end, s.step) != (first.start, first.end, first.step):
            sentence = (
                f"runs {s.start}-{s.end} in steps of {s.step:g}, but '{first.name}' runs {first.start}-{first.end} "
                f"in steps of {first.step:g}; worlds can only be paired over the same steps"
            )
            problems.append(Problem(Address(s.name), "horizon", sentence))
        if set(s.include) != set(first.include):
            odd = ", ".join(sorted(set(s.include) ^ set(first.include)))
            sentence = (
                f"has other countries than '{first.name}' ({odd}); worlds can only be paired over the same countries: "
                "--set add=[...] or --set drop=[...] makes them so"
            )
            problems.append(Problem(Address(s.name), "include", sentence))
    if problems:
        raise InputError(problems)


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


def again(manifest: Manifest) -> str:
    """The command that does again what is no simulation: verdicts on claims, or what is said of a network."""
    if manifest.kind != "claims":
        return shlex.join(manifest.command)
    words = ["pactsim claims", *manifest.options.get("claims", ())]
    return " ".join([*words, f"--replicates {manifest.replicates}", f"--seed {manifest.seed}"])


def order_from_manifest(path: Path, evidence: Evidence, results: Path | None = None) -> tuple[Order, list[str]]:
    """The order that a manifest records, and warnings when something it rests on has changed.

    Args:
        path: `manifest.json` or the study's folder.
        evidence: the seeds of today.
        results: where to write; by default beside the study that is repeated.

    Raises:
        InputError: when there is no readable manifest, or a file of levers that it needs was not named.
    """
    from sim.results.store import MANIFEST, read_manifest
    from sim.scenario import scenario_from_resolved

    folder = path.parent if path.name == "manifest.json" else path
    manifest = read_manifest(folder)
    if manifest.kind not in ("run", "compare", "explain"):
        held = _HELD.get(manifest.kind, f"the {manifest.kind} of a network")
        said = f"holds {held}; repeat it with: {again(manifest)}"
        raise InputError([Problem(Address(str(folder)), "", said)])
    warnings = changed_levers(manifest, folder / MANIFEST)
    scenarios = tuple(scenario_from_resolved(m, evidence) for m in manifest.scenarios.values())
    order = Order(
        kind=manifest.kind,
        scenarios=scenarios,
        results=results or folder.parent,
        format=manifest.format,
        command=manifest.command,
        country=manifest.options.get("country"),
        year=manifest.options.get("year"),
        worlds=manifest.replicates,
        keep=manifest.options.get("keep", KEPT),
    )
    if manifest.version != program_version():
        warnings.append(f"the study was made by version {manifest.version}, this is {program_version()}")
    if manifest.seeds_fingerprint != evidence.fingerprint:
        warnings.append("the evidence has changed since the study was made; its tables will differ")
    return order, warnings
