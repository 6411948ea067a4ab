"""Files of users' own policy types: what a study records of them, and whether they are still the same."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sim.errors import Address, InputError, Problem
from sim.results.manifest import LeverRecord, Manifest
from sim.scenario import Scenario, loaded


def own_levers(scenarios: Iterable[Scenario]) -> tuple[LeverRecord, ...]:
    """Files of users' own policy types that some scenarios use."""
    used = {policy.type for scenario in scenarios for policy in scenario.policies}
    files = [own for own in loaded() if not used.isdisjoint(own.types)]
    return tuple(LeverRecord(file=own.file, sha256=own.sha256, types=own.types) for own in files)


def changed_levers(manifest: Manifest, path: Path) -> list[str]:
    """Warnings of files of levers that are not what they were; their code is run only when the user names it.

    Raises:
        InputError: when types that the study used are not known.
    """
    known = {name: own for own in loaded() for name in own.types}
    problems, warnings = [], []
    for before in manifest.levers:
        missing = [name for name in before.types if name not in known]
        if missing:
            sentence = (
                f"the study used '{before.file}', which defines {', '.join(missing)}; name it: --levers {before.file}"
            )
            problems.append(Problem(Address(str(path)), "levers", sentence))
        elif known[before.types[0]].sha256 != before.sha256:
            warnings.append(f"'{before.file}' has changed since the study was made; its tables may differ")
    if problems:
        raise InputError(problems)
    return warnings
