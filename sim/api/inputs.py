"""What callers give, read and checked: scenarios, changes, evidence, and whether to show a bar."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.api.notes import tell
from sim.evidence import Evidence, load_evidence
from sim.scenario import Scenario, load_levers
from sim.scenario.several import Given, read_given, read_several, without_effect

if TYPE_CHECKING:
    from sim.report.progress import Bar

_SOON = 2.0
"""Seconds of work after which a bar appears unasked."""

Sets = Mapping[str, Any] | Sequence[str]
"""Changes of scenarios: values by path, or texts as `--set` takes them."""


def texts(sets: Sets) -> list[str]:
    """Changes as the texts that `--set` takes.

    Args:
        sets: values by path, or such texts.
    """
    if isinstance(sets, Mapping):
        return [f"{path}={json.dumps(value)}" for path, value in sets.items()]
    return [sets] if isinstance(sets, str) else list(sets)


def prepared(
    given: Sequence[Given],
    sets: Sets,
    levers: Sequence[str | Path],
    seeds: str | Path | None,
    replicates: int | None,
    seed: int | None,
) -> tuple[Evidence, tuple[Scenario, ...]]:
    """Evidence and scenarios of a study; what in them has no effect is told.

    Args:
        given: the scenarios.
        sets: changes of all or one of them.
        levers: Python files with policy types.
        seeds: folder of the evidence.
        replicates: worlds; else as the scenarios say.
        seed: of all draws; else as the scenarios say.

    Raises:
        InputError: with every mistake.
    """
    load_levers([Path(file) for file in levers])
    evidence = load_evidence(None if seeds is None else Path(seeds))
    found = read_several(given, texts(sets), evidence, replicates, seed)
    for line in without_effect(found, evidence):
        tell(line)
    return evidence, found


def load_scenario(
    scenario: Given,
    sets: Sets = (),
    *,
    name: str | None = None,
    title: str | None = None,
    seeds: str | Path | None = None,
) -> Scenario:
    """Read and check a scenario, changed or given another name.

    Args:
        scenario: its name, its file, or a mapping of what a file would hold.
        sets: changes by path, as `{"countries.JPN.hub_trust": 0.4}` or `["countries.JPN.hub_trust=0.4"]`.
        name: another name, so that a scenario can be compared with itself changed.
        title: another title; by default made from that name.
        seeds: folder of the evidence; by default the one that comes with the program.

    Raises:
        InputError: with every mistake in the scenario and the changes.

    Example:
        >>> import sim
        >>> wary = sim.load_scenario("asian_nato", {"countries.JPN.hub_trust": 0.3}, name="wary_japan")
        >>> wary.title, wary.countries["JPN"]
        ('Wary japan', {'hub_trust': 0.3})
        >>> sim.load_scenario({"extends": "status_quo", "horizon": {"end": 2030}}).end
        2030
    """
    read = read_given(scenario, texts(sets), load_evidence(None if seeds is None else Path(seeds)))
    called = title or (name and name.replace("_", " ")[:1].upper() + name.replace("_", " ")[1:])
    update = {"name": name, "title": called}
    return read.model_copy(update={key: value for key, value in update.items() if value})


def bar(total: int, what: str, progress: bool | None) -> Bar:
    """A bar on stderr or in a notebook.

    Args:
        total: worlds to do.
        what: what is being done.
        progress: whether it is shown; None for when it takes long and somebody watches.
    """
    from rich.console import Console

    from sim.report.progress import Bar

    page = Console(stderr=True)
    watched = page.is_terminal or page.is_jupyter
    silent = progress is False or (progress is None and not watched)
    return Bar(total, what, page, silent=silent, after=0.0 if progress else _SOON)
