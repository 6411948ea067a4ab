"""`run`, `compare` and `explain` from Python: the same order, engine and analysis as those of the command line."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sim.api.comparison import Comparison
from sim.api.explanation import Explanation
from sim.api.inputs import Sets, bar, prepared
from sim.api.notes import tell
from sim.api.study import Study
from sim.errors import Address, InputError, Problem
from sim.results.manifest import Engine
from sim.scenario.several import Given, country_code

if TYPE_CHECKING:
    from sim.engine.country import Country
    from sim.engine.study import Kind, Order
    from sim.evidence import Evidence
    from sim.results.held import Held

S = TypeVar("S", bound=Study)


def run(
    scenario: Given,
    *,
    replicates: int | None = None,
    seed: int | None = None,
    sets: Sets = (),
    engine: Engine | None = None,
    workers: int | None = None,
    keep: int | None = None,
    country: type[Country] | None = None,
    levers: Sequence[str | Path] = (),
    seeds: str | Path | None = None,
    results: str | Path | None = None,
    progress: bool | None = None,
) -> Study:
    """Simulate one scenario.

    Args:
        scenario: its name, its file, a mapping of what a file would hold, or what `load_scenario` gave.
        replicates: worlds; else as the scenario says.
        seed: of all draws; else as the scenario says.
        sets: changes by path, as `{"countries.JPN.hub_trust": 0.4}` or `["countries.JPN.hub_trust=0.4"]`.
        engine: `ensemble` (compiled, the default) or `mesa` (readable); both give the same.
        workers: threads of `ensemble` or processes of `mesa`; by default one per core. A script whose worlds processes
            run calls this under `if __name__ == "__main__":`, for each process reads the script.
        keep: worlds kept year by year, the first ones; by default 1,000. All count in the outcomes.
        country: a subclass of `sim.Country` that decides in another way; the readable engine runs it.
        levers: Python files with policy types of your own, which are run.
        seeds: folder of the evidence; by default the one that comes with the program.
        results: folder of all studies, if the study is to be written as well.
        progress: whether to show a bar; by default when it takes long and somebody watches.

    Raises:
        InputError: with every mistake in what was given.
        RunFailed: every world failed, or a process ended before its time.

    Example:
        >>> import sim
        >>> study = sim.run("asian_nato", replicates=20, sets={"policies.pact.quorum": 2})
        >>> study.levels("pact_in_force.end")["worlds"].to_list()
        [20]
    """
    evidence, found = prepared([scenario], sets, levers, seeds, replicates, seed)
    order = _order("run", found, engine, workers, keep, country)
    return _finished(Study(_simulated(order, evidence, progress)), results)


def compare(
    *scenarios: Given,
    replicates: int | None = None,
    seed: int | None = None,
    sets: Sets = (),
    engine: Engine | None = None,
    workers: int | None = None,
    keep: int | None = None,
    country: type[Country] | None = None,
    levers: Sequence[str | Path] = (),
    seeds: str | Path | None = None,
    results: str | Path | None = None,
    progress: bool | None = None,
) -> Comparison:
    """Compare scenarios over paired worlds, each with the first.

    Args:
        scenarios: two or more, each as `run` takes one; seed and worlds of the first hold for all.
        replicates: worlds; else as the first scenario says.
        seed: of all draws; else as the first scenario says.
        sets: changes of all scenarios; a path written as `B:path` or `asian_nato:path` changes one of them.
        engine: `ensemble` (compiled, the default) or `mesa` (readable); both give the same.
        workers: threads of `ensemble` or processes of `mesa`; by default one per core. A script whose worlds processes
            run calls this under `if __name__ == "__main__":`, for each process reads the script.
        keep: worlds kept year by year, the first ones; by default 1,000. All count in the comparison.
        country: a subclass of `sim.Country` that decides in another way; the readable engine runs it.
        levers: Python files with policy types of your own, which are run.
        seeds: folder of the evidence; by default the one that comes with the program.
        results: folder of all studies, if the study is to be written as well.
        progress: whether to show a bar; by default when it takes long and somebody watches.

    Raises:
        InputError: with every mistake in what was given.
        RunFailed: every world failed, or a process ended before its time.

    Example:
        A difference, with its interval:

        >>> import sim
        >>> both = sim.compare("status_quo", "asian_nato", replicates=20)
        >>> both.difference("pact_members").value >= 0
        True

        A rule of one's own: allies that never sign anything.

        >>> class Wary(sim.Country):
        ...     def choose(self):
        ...         chosen = super().choose()
        ...         return self.declared if self.model.ladder[chosen].is_pact else chosen
        >>> wary = sim.compare("status_quo", "asian_nato", country=Wary, replicates=3)
        >>> float(wary.difference("pact_members"))
        0.0
    """
    if len(scenarios) < 2:
        raise InputError([Problem(Address("compare"), "", "needs at least two scenarios; for one alone: sim.run")])
    evidence, found = prepared(scenarios, sets, levers, seeds, replicates, seed)
    order = _order("compare", found, engine, workers, keep, country)
    return _finished(Comparison(_simulated(order, evidence, progress)), results)


def explain(
    scenario: Given,
    country: str,
    year: float | None = None,
    against: Given | None = None,
    *,
    worlds: int | None = None,
    seed: int | None = None,
    sets: Sets = (),
    levers: Sequence[str | Path] = (),
    seeds: str | Path | None = None,
    results: str | Path | None = None,
    progress: bool | None = None,
) -> Explanation:
    """Say why a country chooses as it does, and what would change that.

    Args:
        scenario: as `run` takes one.
        country: code or name.
        year: of the choice; by default the last.
        against: another scenario, to see what differs.
        worlds: how many to look at; by default 60.
        seed: of all draws; else as the scenario says.
        sets: changes, as of `compare`.
        levers: Python files with policy types of your own, which are run.
        seeds: folder of the evidence; by default the one that comes with the program.
        results: folder of all studies, if the study is to be written as well.
        progress: whether to show a bar; by default when it takes long and somebody watches.

    Raises:
        InputError: with every mistake in what was given.
        RunFailed: every world failed.

    Example:
        >>> import sim
        >>> why = sim.explain("status_quo", "Philippines", 2028, worlds=5)
        >>> bool(why.terms().loc["security", "ally"] > why.terms().loc["security", "hedge"])
        True
    """
    given = [scenario] if against is None else [scenario, against]
    evidence, found = prepared(given, sets, levers, seeds, worlds, seed)
    from sim.engine.study import Order
    from sim.engine.why import WORLDS

    code = country_code(country, evidence, found)
    order = Order("explain", found, Path(), country=code, year=year, worlds=WORLDS if worlds is None else worlds)
    return _finished(Explanation(_simulated(order, evidence, progress)), results)


def _order(
    kind: Kind, scenarios: Sequence[Any], engine: Engine | None, workers: int | None, keep: int | None, country: Any
) -> Order:
    """What is asked for, with the engine ready to run."""
    from sim.engine.country import Country
    from sim.engine.engines import ready
    from sim.engine.study import KEPT, Order

    problems = []
    if country is not None and not (isinstance(country, type) and issubclass(country, Country)):
        problems.append(Problem(Address("country"), "", "must be a subclass of sim.Country"))
    if country is not None and engine == "ensemble":
        said = "runs the law as it stands; a country of your own needs engine='mesa', or none named"
        problems.append(Problem(Address("engine"), "ensemble", said))
    if engine not in (None, "ensemble", "mesa"):
        problems.append(Problem(Address("engine"), "", f"there is no engine '{engine}'; ensemble or mesa"))
    for name, number in (("workers", workers), ("keep", keep)):
        if number is not None and number < 1:
            problems.append(Problem(Address(name), "", f"must be 1 or more, not {number}"))
    if problems:
        raise InputError(problems)
    used = "mesa" if country is not None else ready(engine, tell)
    kept = KEPT if keep is None else keep
    return Order(kind, tuple(scenarios), Path(), workers=workers, engine=used, keep=kept, agent=country)


def _simulated(order: Order, evidence: Evidence, progress: bool | None) -> Held:
    """The worlds of a study in memory; a table too large for that lies in a temporary file as long as the study."""
    from sim.engine.study import make, total
    from sim.results.held import Held

    aside = Path(tempfile.mkdtemp(prefix="pactsim-"))
    try:
        with bar(total(order), order.kind, progress) as meter:
            made = make(order, evidence, aside, meter.worlds)
        held = Held(made.manifest, made.tables, aside)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    weakref.finalize(held, shutil.rmtree, aside, ignore_errors=True)
    if made.failures:
        tell(f"{made.failures:,} worlds failed and are left out; the table 'failures' says why")
    if made.interrupted:
        tell(f"interrupted after {made.replicates:,} of {made.asked:,} worlds; these are in the study")
    return held


def _finished(study: S, results: str | Path | None) -> S:
    if results is not None:
        study.to_folder(results)
    return study
