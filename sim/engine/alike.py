"""Scenarios of one study: what they must share for their worlds to be paired."""

from __future__ import annotations

from sim.errors import Address, InputError, Problem
from sim.scenario import Scenario


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
