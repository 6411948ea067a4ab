"""Scenarios with what the command line changes in them, every mistake of all of them at once."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from sim.errors import Address, InputError, Problem, nearest
from sim.evidence import Evidence
from sim.scenario import Scenario, load_scenario
from sim.scenario.period import absence

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def read_scenarios(
    names: Sequence[str],
    sets: Sequence[str],
    evidence: Evidence,
    replicates: int | None = None,
    seed: int | None = None,
) -> tuple[Scenario, ...]:
    """Read scenarios and change them.

    Args:
        names: names or files, in order.
        sets: overrides; `B:path=value` or `asian_nato:path=value` is for one of the scenarios, others are for all.
        evidence: what they are checked against, each in its edition.
        replicates: worlds, instead of what the scenarios say.
        seed: instead of what the scenarios say.

    Raises:
        InputError: with every problem of every scenario.
    """
    problems: list[Problem] = []
    own = _deal(names, sets, problems)
    found = []
    for name, changes in zip(names, own, strict=True):
        try:
            found.append(load_scenario(name, changes, evidence))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    told = {"replicates": replicates, "seed": seed}
    update = {key: value for key, value in told.items() if value is not None}
    warn_of_absent(found, evidence)
    return tuple(scenario.model_copy(update=update) for scenario in found)


def _deal(names: Sequence[str], sets: Sequence[str], problems: list[Problem]) -> list[list[str]]:
    """The overrides of each scenario, those for one of them without its name."""
    called = [Path(name).stem if name.endswith((".yaml", ".yml")) else name for name in names]
    dealt: list[list[str]] = [[] for _ in names]
    for text in sets:
        path, equals, value = text.partition("=")
        whom, colon, rest = path.rpartition(":")
        if not colon:
            for changes in dealt:
                changes.append(text)
            continue
        meant = [i for i, name in enumerate(called) if whom in (name, names[i])] or [
            i for i in range(len(names)) if whom == _LETTERS[i : i + 1]
        ]
        if not meant:
            sentence = f"'{whom}' is none of the scenarios"
            problems.append(Problem(Address(f"--set {text}"), "", sentence, nearest(whom, called)))
        for i in meant:
            dealt[i].append(f"{rest}{equals}{value}")
    return dealt


def country_code(text: str, evidence: Evidence, scenarios: Sequence[Scenario]) -> str:
    """The code of a country given by code or name; it must take part in every scenario.

    Raises:
        InputError: there is no such country, it was none in the scenarios' year, or it does not take part.
    """
    evidence = evidence.at(scenarios[0].edition) if scenarios else evidence
    codes = {country.name.casefold(): code for code, country in evidence.countries.items()}
    code = codes.get(text.casefold(), text.upper())
    where = Address("COUNTRY")
    if why := absence(evidence, code):
        raise InputError([Problem(where, "", why)])
    if code not in evidence.countries:
        close = nearest(text, [*evidence.countries, *(country.name for country in evidence.countries.values())])
        raise InputError([Problem(where, "", f"unknown country '{text}'", close)])
    absent = [scenario.name for scenario in scenarios if scenario.include and code not in scenario.include]
    if absent:
        sentence = f"{code} takes no part in {', '.join(absent)}; to let it in: --set add=[{code}]"
        raise InputError([Problem(where, "", sentence)])
    return code


def warn_of_absent(scenarios: Sequence[Scenario], evidence: Evidence) -> None:
    """Say which countries and institutions are named by a scenario in which they take no part or do not stand."""
    from sim.cli.voice import warn

    for scenario in scenarios:
        absent = scenario.absent(evidence.at(scenario.edition).countries)
        if absent:
            there = f"{', '.join(absent)} {'take' if len(absent) > 1 else 'takes'} no part"
            warn([f"{scenario.name}: {there}, so what it says of {'them' if len(absent) > 1 else 'it'} has no effect"])
        for name in scenario.bodies():
            if name in evidence.bodies and not evidence.bodies[name].stands(scenario.start):
                sentence = f"{name} does not stand in {scenario.start}, so what it says of it has no effect"
                warn([f"{scenario.name}: {sentence}"])


def results_folder(path: Path) -> Path:
    """The folder of all studies, found to be usable before anything is computed.

    Raises:
        InputError: it is a file, or cannot be written.
    """
    above = next(folder for folder in (path, *path.absolute().parents) if folder.exists())
    if not above.is_dir():
        raise InputError([Problem(Address(str(path)), "", f"cannot hold results: {above} is no folder")])
    if not os.access(above, os.W_OK | os.X_OK):
        raise InputError([Problem(Address(str(path)), "", f"cannot hold results: {above} cannot be written")])
    return path


def study_folder(study: Path, results: Path) -> Path:
    """The folder of a study.

    Args:
        study: its name, its folder, or the manifest in it.
        results: folder of all studies.
    """
    place = study if study.exists() else results / study
    return place.parent if place.name == "manifest.json" else place
