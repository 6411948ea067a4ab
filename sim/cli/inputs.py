"""What commands are given: scenarios with what the command line changes in them, and the folder of all studies."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from sim.errors import Address, InputError, Problem, nearest
from sim.evidence import Evidence
from sim.scenario import Scenario
from sim.scenario.several import read_several, without_effect


def read_scenarios(
    names: Sequence[str],
    sets: Sequence[str],
    evidence: Evidence,
    replicates: int | None = None,
    seed: int | None = None,
) -> tuple[Scenario, ...]:
    """Read scenarios and change them, and say on stderr what in them has no effect.

    Args:
        names: names or files, in order.
        sets: overrides, as of `read_several`.
        evidence: what they are checked against, each in its edition.
        replicates: worlds, instead of what the scenarios say.
        seed: instead of what the scenarios say.

    Raises:
        InputError: with every problem of every scenario.
    """
    found = read_several(names, sets, evidence, replicates, seed)
    warn_of_absent(found, evidence)
    return found


def warn_of_absent(scenarios: Sequence[Scenario], evidence: Evidence) -> None:
    """Say which countries and institutions are named by a scenario in which they take no part or do not stand."""
    from sim.cli.voice import warn

    warn(without_effect(scenarios, evidence))


def results_folder(path: Path) -> Path:
    """The folder of all studies, found to be usable before anything is computed.

    Raises:
        InputError: it is a file, or cannot be written.
    """
    return usable(path, "results")


def usable(path: Path, what: str) -> Path:
    """A folder that files are to be put into, found to take them before anything is computed.

    Args:
        path: of the folder, which may not exist yet.
        what: it is to hold.

    Raises:
        InputError: it is a file, or cannot be written.
    """
    above = next(folder for folder in (path, *path.absolute().parents) if folder.exists())
    if not above.is_dir():
        raise InputError([Problem(Address(str(path)), "", f"cannot hold {what}: {above} is no folder")])
    if not os.access(above, os.W_OK | os.X_OK):
        raise InputError([Problem(Address(str(path)), "", f"cannot hold {what}: {above} cannot be written")])
    return path


def study_folder(study: Path, results: Path) -> Path:
    """The folder of a study.

    Args:
        study: its name, its folder, or the manifest in it.
        results: folder of all studies.

    Raises:
        InputError: there is none; with the nearest of those there are.
    """
    for place in (study, results / study):
        if place.exists():
            return place.parent if place.name == "manifest.json" else place
    known = [path.name for path in results.iterdir() if path.is_dir()] if results.is_dir() else []
    starting = sorted(name for name in known if name.startswith(study.name))
    close = starting[0] if starting else nearest(study.name, known)
    raise InputError([Problem(Address(str(study)), "", f"there is no such study, nor in {results}/", close)])
