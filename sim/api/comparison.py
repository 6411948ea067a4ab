"""A study of several scenarios, each against the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.api.difference import Difference
from sim.api.lookup import meant
from sim.api.study import Study
from sim.errors import Address, InputError, Problem, nearest
from sim.report.findings import Finding

if TYPE_CHECKING:
    import pandas as pd


class Comparison(Study):
    """Scenarios over paired worlds: world by world they share every draw and every uncertain parameter.

    `sim.compare` makes one. In a notebook it shows the headline table.

    Example:
        >>> import sim
        >>> both = sim.compare("status_quo", "us_retreat", replicates=20)
        >>> print(both.difference("trust.mean"))
        Trust in the hub, probability: 0.4... under Status quo, 0.2... under US retreat, −0.1... (...)
        >>> both.difference("side.end", of="Japan").verdict
        'lower'
    """

    def difference(self, outcome: str, scenario: str | None = None, of: str | None = None) -> Difference:
        """By how much a scenario changes an outcome, against the first scenario.

        Args:
            outcome: name of an outcome as `sim.outcomes` lists it (`members.end`), or as much of it as leaves one
                (`hazard`).
            scenario: the one compared with the first; needed when there are several.
            of: a country or flashpoint, by code or name; by default the whole region.

        Raises:
            InputError: there is no such outcome, scenario, country or flashpoint.

        Example:
            >>> import sim
            >>> both = sim.compare("status_quo", "asian_nato", replicates=20)
            >>> members = both.difference("pact_members")
            >>> members.outcome.name, members.unit, members.level_a
            ('members.end', 'countries', 0.0)
        """
        b = self._other(scenario)
        found, kind, scope = meant(self.material, outcome, of)
        row = self.material.compared(found.name, b, kind)[scope]
        a, title = (self.material.title(name) for name in (self.scenarios[0], b))
        where = self.manifest.country(scope) if kind == "country" else self.manifest.flashpoint(scope)
        return Difference(found, a, title, where if of else scope, Finding(found, row))

    def differences(self, scenario: str | None = None) -> pd.DataFrame:
        """All outcomes of the region at once.

        Args:
            scenario: the one compared with the first; needed when there are several.

        Returns:
            A row per outcome; columns label, unit, level_a, level_b, value, low, high, p_better, verdict.

        Example:
            >>> import sim
            >>> both = sim.compare("status_quo", "us_retreat", replicates=20)
            >>> both.differences().loc["trust.mean", "verdict"]
            'worse'
        """
        import pandas as pd

        b = self._other(scenario)
        named = [name for name in self.material.outcomes if self.material.compared(name, b)]
        rows = [self.difference(name, b) for name in named]
        columns = ("label", "unit", "level_a", "level_b", "value", "low", "high", "p_better", "verdict")
        data = {column: [getattr(row, column) for row in rows] for column in columns}
        return pd.DataFrame(data, index=pd.Index(named, name="outcome"))

    def in_short(self, scenario: str | None = None) -> list[str]:
        """What a scenario changes, in a few sentences.

        Args:
            scenario: the one compared with the first; needed when there are several.

        Example:
            >>> import sim
            >>> sim.compare("status_quo", "us_retreat", replicates=20).in_short()[0]
            'No pact comes into force in any world.'
        """
        from sim.report.brief import in_short

        return in_short(self.material, self._other(scenario))

    def _other(self, scenario: str | None) -> str:
        first, *others = self.scenarios
        if scenario is None and len(others) == 1:
            return others[0]
        if scenario is None or scenario == first:
            said = f"name the scenario that is compared with {first}: {', '.join(others)}"
            raise InputError([Problem(Address("scenario"), "", said)])
        if scenario not in others:
            said = f"the study holds no scenario '{scenario}'"
            raise InputError([Problem(Address("scenario"), "", said, nearest(scenario, others))])
        return scenario

    def _repr_html_(self) -> str:
        from sim.api.display import comparison

        return "".join(comparison(self.material, b) for b in self.scenarios[1:])
