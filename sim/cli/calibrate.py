"""`pactsim calibrate`: base year and coefficients fitted again and stored with the evidence."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.options import MOST_SEED, MOST_WORLDS, RESULTS, NoFigures, Results, Seeds, Workers
from sim.errors import INTERRUPTED, OK, Address, InputError, Problem, need

if TYPE_CHECKING:
    from sim.calibration.account import Account

EXAMPLES = {"calibrate": ("pactsim calibrate", "pactsim calibrate --seeds my_seeds --draws 1024")}
NEEDED = {"arviz_stats": "arviz-stats", "scipy": "scipy"}
LEAST, MOST = 64, 1_000_000


def calibrate(
    replicates: Annotated[
        int, typer.Option("--replicates", metavar="N", min=1, max=MOST_WORLDS, help="Worlds for each measurement.")
    ] = 400,
    draws: Annotated[
        int, typer.Option("--draws", metavar="N", min=LEAST, max=MOST, help="Draws of all coefficients to try.")
    ] = 4096,
    worlds: Annotated[
        int,
        typer.Option("--worlds", metavar="N", min=1, max=MOST_WORLDS, help="Worlds of a past year for each draw."),
    ] = 200,
    seed: Annotated[int, typer.Option("--seed", metavar="S", min=0, max=MOST_SEED, help="Seed of all draws.")] = 2026,
    results: Results = None,
    workers: Workers = None,
    no_figures: NoFigures = False,
    seeds: Seeds = None,
) -> int:
    """Fit base year and coefficients again and store them.

    Without a policy change the model must start at the observed postures and
    change them at about the observed rate; and the chance of a pact, when one
    is offered, is a prior. What the evidence does not explain of that is fitted
    and written to calibration.yaml in the folder of the evidence.

    Coefficients are drawn from their ranges many times, and each draw is tried:
    how probable does it make the postures that followed 1951 and 1970, and the
    surveys of ASEAN's elites of 2020 and 2021? Those that agree are written to
    posterior.yaml; worlds draw their coefficients from them. An account of what
    was learnt, and what not, is left in a folder.

    Needed after a change of the evidence; takes some minutes. Interrupted, it goes
    on where it stopped when it is called again.
    """
    from sim.cli.conduct import engine_for
    from sim.cli.inputs import results_folder
    from sim.evidence import find_seeds, load_evidence
    from sim.scenario import load_scenario
    from sim.scenario.past import past

    need("calibrate", NEEDED, "calibrate")
    root = find_seeds(seeds)
    _refuse_packaged(root)
    home = results_folder(results or RESULTS)
    evidence = load_evidence(root)
    quo, offer = (load_scenario(name, (), evidence) for name in ("status_quo", "asian_nato"))
    before = {year: past(evidence, year, told=False) for year in evidence.editions}
    began = time.perf_counter()

    from dataclasses import replace

    from sim.calibration.account import Account
    from sim.calibration.fit import Bench, fit_after, fit_before
    from sim.calibration.learnt import fitted_years, learn
    from sim.calibration.tried import forget
    from sim.calibration.write import write
    from sim.cli.progress import Meter
    from sim.cli.simulate import command_line
    from sim.cli.voice import warn

    fitted_years(evidence)
    used = engine_for(None)
    bench = Bench(evidence, replicates, workers)
    ranges = fit_before(bench, quo, offer, before, _say)
    with Meter(draws, "draws tried") as meter:
        try:
            learnt, parts = learn(evidence, ranges, draws, worlds, seed, home, workers, meter.worlds)
        except KeyboardInterrupt:
            warn([f"interrupted: {meter.done} of {draws} draws are kept; the same command goes on from there"])
            return INTERRUPTED
    print(f"{draws} draws of the coefficients tried", flush=True)
    known = {year: learnt.known_by(year) for year in before}
    fit = fit_after(replace(bench, posterior=learnt.posterior), ranges, quo, offer, before, known, _say)
    account = Account(fit, learnt, evidence, quo)

    def finish(folder: Path) -> None:
        if not no_figures:
            from sim.report.study import plot

            plot(folder, workers=1)

    folder = account.store(home, used, command_line(), time.perf_counter() - began, finish, workers)
    try:
        paths = write(fit, learnt, root)
    except OSError as error:
        raise InputError([Problem(Address(str(root)), "", f"cannot be written ({error.strerror or error})")]) from None
    forget(parts)
    _report(account, paths, folder)
    return OK


def _say(line: str) -> None:
    print(line, flush=True)


def _refuse_packaged(root: Path) -> None:
    from sim.evidence.seeds import packaged

    if root.resolve() == packaged("seeds").resolve():
        sentence = "this is the copy inside the installed program; copy it and name the copy: --seeds DIR"
        raise InputError([Problem(Address(str(root)), "", sentence)])


def _report(account: Account, paths: tuple[Path, Path], folder: Path) -> None:
    from sim.calibration.crossed import UNITS
    from sim.calibration.page import PAGE, means
    from sim.cli.voice import paper
    from sim.evidence.reader import shorten

    page, fit = paper(), account.fit
    first, second = map(shorten, paths)
    rate = f"{fit.rate:.4f} changes per country and year"
    page.print(f"\n{first} is written: exit ratio {fit.exit_ratio:.3f}, {rate}.", highlight=False)
    page.print("Largest constants, % of GDP a year (what the model does not explain):")
    for row in account.constants()[:5]:
        page.print(f"  {row['country']} {row['posture']:<12} {row['value']:+.2f}", highlight=False)
    page.print(f"\n{second} is written. {account.headline()}", highlight=False)
    page.print("What moved most, standard deviations of the draws from the range:")
    for name in account.told[:8]:
        page.print(f"  {name:<40} {account.learnt.lessons[name].shift:+.2f}", highlight=False)
    page.print("Left out of the fit and foreseen by the rest (less is better):")
    for one in means(account):
        scores = f"{one.fitted:.3g} fitted, {one.prior:.3g} from the ranges, {one.naive:.3g} naive"
        said = f"{scores} ({UNITS[one.measure]}, {one.cases} cases)"
        page.print(f"  each {one.kind}, {one.measure}:\n    {said}", highlight=False)
    page.print(f"\nAccount: {shorten(folder / PAGE)}", soft_wrap=True, highlight=False)
