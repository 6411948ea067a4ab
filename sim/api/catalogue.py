"""What there is to ask for: scenarios, levers, outcomes, and what the evidence says under a name."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def scenarios() -> pd.DataFrame:
    """The scenarios that can be named.

    Returns:
        A row per scenario; columns title, group, extends, summary and path.

    Example:
        >>> import sim
        >>> sim.scenarios().loc["asian_nato", "extends"]
        'status_quo'
    """
    from sim.scenario import list_scenarios

    columns = ("title", "group", "extends", "summary", "path")
    rows = {entry.name: [getattr(entry, name) for name in columns] for entry in list_scenarios()}
    return _frame("name", rows, columns)


def levers() -> pd.DataFrame:
    """The types of policy that a scenario can pull.

    Returns:
        A row per type; columns group, does, example (an entry under `policies:`) and claims (of the essays that it
        answers to).

    Example:
        >>> import sim
        >>> sim.levers().loc["tariff", "example"]
        '{type: tariff, start: 2027, end: 2030, change: 15, exempt: {pact: 1.0}}'
    """
    from sim.policy import registry

    rows = {
        name: [kind.group, inspect.cleandoc(kind.__doc__ or "").partition("\n\n")[0], kind.example, kind.claims]
        for name, kind in registry().items()
    }
    return _frame("type", rows, ("group", "does", "example", "claims"))


def outcomes() -> pd.DataFrame:
    """What is measured of each world.

    Returns:
        A row per outcome; columns label, unit, better (the direction called better), headline (whether it belongs in
        the short table) and definition.

    Example:
        >>> import sim
        >>> sim.outcomes().loc["members.end", ["label", "unit"]].to_list()
        ['Members of the pact, end', 'countries']
    """
    from sim.evidence import load_evidence
    from sim.results.define import definition
    from sim.results.outcomes import outcomes as table

    rows = {
        name: [one.label, one.unit, one.better, one.headline, definition(one)]
        for name, one in table(load_evidence().postures).items()
    }
    return _frame("outcome", rows, ("label", "unit", "better", "headline", "definition"))


def find_evidence(name: str, *, edition: int | None = None, seeds: str | Path | None = None) -> list[dict[str, Any]]:
    """Everything the evidence says under a name, as `pactsim evidence NAME --json` tells it.

    Args:
        name: of a country, power, parameter, coefficient, mechanism, posture, flashpoint, institution, document, claim,
            source or unit; `JPN.hub_trust` for one figure, `JPN-KOR` for a pair.
        edition: a past year instead of today.
        seeds: folder of the evidence; by default the one that comes with the program.

    Returns:
        Records, each with its `kind` and `id`; several when the name has several meanings.

    Raises:
        InputError: nothing has the name.

    Example:
        >>> import sim
        >>> figure = sim.find_evidence("JPN.hub_trust")[0]
        >>> figure["low"] < figure["value"] < figure["high"], figure["unit"], figure["source"][0]["id"]
        (True, 'probability', 'asahi-2025')
    """
    from sim.evidence import load_evidence
    from sim.reference.dossier import Dossier

    return Dossier(load_evidence(None if seeds is None else Path(seeds), edition)).find(name)


def _frame(key: str, rows: dict[str, list[Any]], columns: tuple[str, ...]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(list(rows.values()), index=pd.Index(list(rows), name=key), columns=list(columns))
