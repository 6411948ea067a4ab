"""The scenarios of a study, however each is given, with what is changed in all or one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from string import ascii_uppercase
from typing import Any

from sim.errors import Address, InputError, Problem, nearest
from sim.evidence import Evidence
from sim.scenario.load import changed, load_scenario, scenario_from_mapping
from sim.scenario.model import Scenario
from sim.scenario.overridden import noted
from sim.scenario.period import absence
from sim.scenario.tree import of_data

Given = str | Path | Mapping[str, Any] | Scenario
"""A scenario by name or file, as a mapping of what a file would hold, or as read before."""


def read_given(given: Given, sets: Sequence[str], evidence: Evidence) -> Scenario:
    """One scenario, with overrides.

    Args:
        given: the scenario.
        sets: overrides as `countries.JPN.hub_trust=0.4`, applied in order.
        evidence: what it is checked against, in its edition.

    Raises:
        InputError: with every problem of the scenario and the overrides.
    """
    if isinstance(given, Scenario):
        return _further(given, sets, evidence) if sets else given
    if isinstance(given, Mapping):
        return scenario_from_mapping(given, sets, evidence)
    return load_scenario(given, sets, evidence)


def _further(given: Scenario, sets: Sequence[str], evidence: Evidence) -> Scenario:
    """A scenario read before, with what was changed in it then and now."""
    resolved = given.resolved()
    made = changed(resolved, sets, evidence).model_copy(update={"overrides": given.overrides})
    return noted(made, of_data(resolved, Address(given.name)), sets, evidence)


def read_several(
    given: Sequence[Given],
    sets: Sequence[str],
    evidence: Evidence,
    replicates: int | None = None,
    seed: int | None = None,
) -> tuple[Scenario, ...]:
    """The scenarios of a study, with overrides.

    Args:
        given: the scenarios, in order.
        sets: overrides; `B:path=value` or `asian_nato:path=value` is for one of the scenarios, others are for all.
        evidence: what they are checked against, each in its edition.
        replicates: worlds, instead of what the scenarios say.
        seed: instead of what the scenarios say.

    Raises:
        InputError: with every problem of every scenario.
    """
    told = {"replicates": replicates, "seed": seed}
    numbers = [f"{name}={number}" for name, number in told.items() if number is not None]
    problems: list[Problem] = []
    found = []
    for one, changes in zip(given, _deal(given, [*sets, *numbers], problems), strict=True):
        try:
            found.append(read_given(one, changes, evidence))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return tuple(found)


def _called(given: Given) -> str:
    """What a scenario is called by those who change it."""
    if isinstance(given, Scenario):
        return given.name
    if isinstance(given, Mapping):
        return str(given.get("name", ""))
    return Path(given).stem if str(given).endswith((".yaml", ".yml")) else str(given)


def _deal(given: Sequence[Given], sets: Sequence[str], problems: list[Problem]) -> list[list[str]]:
    """The overrides of each scenario, those for one of them without its name."""
    called = [_called(one) for one in given]
    dealt: list[list[str]] = [[] for _ in given]
    for text in sets:
        path, equals, value = text.partition("=")
        whom, colon, rest = path.rpartition(":")
        if not colon:
            for changes in dealt:
                changes.append(text)
            continue
        meant = [i for i, name in enumerate(called) if whom == name or whom == given[i]] or [
            i for i in range(len(given)) if whom == ascii_uppercase[i : i + 1]
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


def without_effect(scenarios: Sequence[Scenario], evidence: Evidence) -> Iterator[str]:
    """Sentences on countries and institutions that a scenario names, though they take no part or do not stand."""
    for scenario in scenarios:
        absent = scenario.absent(evidence.at(scenario.edition).countries)
        if absent:
            there = f"{', '.join(absent)} {'take' if len(absent) > 1 else 'takes'} no part"
            yield f"{scenario.name}: {there}, so what it says of {'them' if len(absent) > 1 else 'it'} has no effect"
        for name in scenario.bodies():
            if name in evidence.bodies and not evidence.bodies[name].stands(scenario.start):
                sentence = f"{name} does not stand in {scenario.start}, so what it says of it has no effect"
                yield f"{scenario.name}: {sentence}"
