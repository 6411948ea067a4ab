"""`pactsim calibrate`: the base year fitted again and stored with the evidence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.options import MOST_WORLDS, Seeds, Workers
from sim.errors import OK, Address, InputError, Problem

if TYPE_CHECKING:
    from sim.calibration.fit import Fit

EXAMPLES = {"calibrate": ("pactsim calibrate", "pactsim calibrate --seeds my_seeds --replicates 100")}


def calibrate(
    replicates: Annotated[
        int, typer.Option("--replicates", metavar="N", min=1, max=MOST_WORLDS, help="Worlds for each measurement.")
    ] = 400,
    workers: Workers = None,
    seeds: Seeds = None,
) -> int:
    """Fit the base year again and store it with the evidence.

    Without a policy change the model must start at the observed postures and
    change them at about the observed rate; and the chance of a pact, when one
    is offered, is a prior. What the evidence does not explain of that is fitted
    here and written to calibration.yaml in the folder of the evidence, which
    `pactsim evidence` shows. Needed after a change of the evidence; takes some
    minutes.
    """
    from sim.cli.conduct import engine_for
    from sim.cli.voice import margin
    from sim.evidence import find_seeds, load_evidence
    from sim.scenario import load_scenario
    from sim.scenario.past import past

    root = find_seeds(seeds)
    _refuse_packaged(root)
    evidence = load_evidence(root)
    scenarios = [load_scenario(name, (), evidence) for name in ("status_quo", "asian_nato")]
    before = {year: past(evidence, year, told=False) for year in evidence.editions}

    from sim.calibration import fit
    from sim.calibration.write import write

    engine_for(None)
    page = margin()
    said: list[str] = []
    with page.status("measuring the rate of posture changes") as status:

        def say(line: str) -> None:
            said.append(line)
            print(line, flush=True)
            status.update(f"measuring, {len(said)} done")

        found = fit.calibrate(evidence, scenarios[0], scenarios[1], before, replicates, workers, say)
    try:
        path = write(found, root)
    except OSError as error:
        raise InputError([Problem(Address(str(root)), "", f"cannot be written ({error.strerror or error})")]) from None
    _report(found, path)
    return OK


def _refuse_packaged(root: Path) -> None:
    from sim.evidence.seeds import packaged

    if root.resolve() == packaged("seeds").resolve():
        sentence = "this is the copy inside the installed program; copy it and name the copy: --seeds DIR"
        raise InputError([Problem(Address(str(root)), "", sentence)])


def _report(found: Fit, path: Path) -> None:
    from sim.evidence.reader import shorten

    largest = sorted(
        ((code, posture, spread.value) for code, line in found.constants.items() for posture, spread in line.items()),
        key=lambda entry: -abs(entry[2]),
    )
    rate = f"{found.rate:.4f} changes per country and year"
    print(f"\n{shorten(path)} is written: exit ratio {found.exit_ratio:.3f}, {rate}.")
    print("Largest constants, % of GDP a year (what the model does not explain):")
    for code, posture, value in largest[:5]:
        print(f"  {code} {posture:<12} {value:+.2f}")
