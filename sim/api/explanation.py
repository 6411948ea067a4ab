"""Why a country chooses as it does, as frames and as a notebook shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.api.lookup import refuse
from sim.api.study import Study

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import RenderableType


class Explanation(Study):
    """The terms of a country's choice in one year, the chances that follow, and what would change it.

    `sim.explain` makes one. Everything weighed is in per cent of GDP a year.

    Example:
        >>> import sim
        >>> why = sim.explain("asian_nato", "Japan", 2030, against="status_quo", worlds=5)
        >>> why
        <sim.Explanation explain of asian_nato, status_quo: 5 worlds, seed 2026>
        >>> why.terms().loc["security"].idxmax()
        'pact'
    """

    def terms(self, scenario: str | None = None) -> pd.DataFrame:
        """What each term is worth under each posture open to the country.

        Args:
            scenario: by default the first.

        Returns:
            A row per term and a column per posture, lowest posture first: means over worlds, % of GDP a year.

        Example:
            >>> import sim
            >>> why = sim.explain("asian_nato", "JPN", 2030, worlds=5)
            >>> list(why.terms().columns)
            ['accommodate', 'hedge', 'network', 'ally', 'pact']
        """
        name = self._one(scenario)
        frame = self.material.tables["choice_terms"]
        frame = frame[frame["scenario"] == name]
        found = frame.pivot(index="term", columns="posture", values="mean").reindex(frame["term"].drop_duplicates())
        found = found[[posture for posture in self.material.ladder if posture in found]]
        found.columns.name = found.index.name = None
        found.attrs = {"scenario": name, "unit": "% of GDP a year"}
        return found

    def chances(self, scenario: str | None = None) -> pd.Series[float]:
        """Chance of each posture at a decision window, mean over worlds; a posture that is closed counts as zero.

        Args:
            scenario: by default the first.

        Example:
            >>> import sim
            >>> round(float(sim.explain("asian_nato", "JPN", 2030, worlds=5).chances().sum()), 6)
            1.0
        """
        from sim.report.why import chances

        return chances(self.material, self._one(scenario))

    def flips(self, scenario: str | None = None) -> pd.DataFrame:
        """What would have to be different for another posture to become the best.

        Args:
            scenario: by default the first.

        Returns:
            A row per thing that is turned; columns meaning, unit, now, posture (best now), needed (not a number when
            no setting tried would do it) and rival.

        Example:
            >>> import sim
            >>> sim.explain("asian_nato", "JPN", 2030, worlds=5).flips().loc["trust", "meaning"]
            'trust in the hub'
        """
        frame = self.material.tables["flips"]
        frame = frame[frame["scenario"] == self._one(scenario)].set_index("knob")
        return frame[["meaning", "unit", "now", "posture", "needed", "rival"]]

    def _one(self, scenario: str | None) -> str:
        if scenario is not None and scenario not in self.scenarios:
            raise refuse("scenario", scenario, self.scenarios)
        return scenario or self.scenarios[0]

    def _view(self) -> RenderableType:
        from sim.report.why import view

        return view(self.material)

    def _repr_html_(self) -> str:
        from sim.api.display import as_html

        return as_html(self._view())
