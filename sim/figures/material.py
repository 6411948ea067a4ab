"""What figures and reports are made from: the manifest of a study and its analysis tables."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from sim.results.manifest import Manifest
from sim.results.outcomes import Outcomes, outcomes
from sim.results.wording import MINUS, change, counted, cut

LONGEST = 36
"""Characters of a scenario's title in figures and tables."""

Row = Mapping[str, Any]
"""A row of a table, by column."""


@dataclass(frozen=True)
class Material:
    """A study as figures and reports see it.

    Attributes:
        manifest: of the study.
        tables: analysis tables by name.
    """

    manifest: Manifest
    tables: Mapping[str, pd.DataFrame]

    @property
    def scenarios(self) -> tuple[str, ...]:
        """Names of the scenarios, the one others are compared with first."""
        return self.manifest.names

    @cached_property
    def outcomes(self) -> Outcomes:
        """The table of outcomes, with those of the study's ladder."""
        return outcomes(self.ladder)

    @cached_property
    def sides(self) -> Mapping[str, float]:
        """Side of each posture, lowest first; empty when the facts do not give them."""
        return {posture.name: posture.side for posture in self.manifest.facts.postures}

    @cached_property
    def ladder(self) -> tuple[str, ...]:
        """Postures, lowest first: as the facts or, without them, as the tables order them."""
        if self.sides:
            return tuple(self.sides)
        for name in ("postures", "choice_postures"):
            if name in self.tables:
                return tuple(self.tables[name]["posture"].drop_duplicates())
        return ()

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """Codes of the countries in the tables, in alphabetical order."""
        return tuple(sorted(self.tables["postures"]["country"].unique())) if "postures" in self.tables else ()

    @cached_property
    def years(self) -> tuple[float, ...]:
        """Years of the tables."""
        return tuple(sorted(self.tables["postures"]["year"].unique())) if "postures" in self.tables else ()

    @cached_property
    def worlds(self) -> int:
        """Worlds behind the tables: those finished in all scenarios compared."""
        for name in ("comparison", "levels", "choice_gaps"):
            if name in self.tables:
                return int(self.tables[name]["worlds"].min())
        return self.manifest.replicates

    @cached_property
    def partly(self) -> str:
        """What rests on some of the worlds only, in a line; empty when all are held in full."""
        held = int(self.tables["paths"]["worlds"].min()) if "paths" in self.tables else self.worlds
        return f"Bands and paths: first {held:,} of {counted(self.worlds, 'world')}." if held < self.worlds else ""

    def title(self, scenario: str) -> str:
        """What a reader calls a scenario, cut where it is too long to stand beside others."""
        return cut(self.manifest.title(scenario), LONGEST)

    def headlines(self, found: Collection[str]) -> list[str]:
        """Outcomes of some that belong in the short table, in its order; where none does, all over the whole run."""
        names = [name for name in self.outcomes if name in found]
        return [name for name in names if self.outcomes[name].headline] or names

    def compared(self, outcome: str, b: str, kind: str = "all") -> Mapping[str, Row]:
        """Rows of the comparison of one outcome of scenario `b`, by scope; none when the study does not hold it."""
        return self._compared.get((outcome, b, kind), {})

    def moved(self, outcome: str, b: str) -> Mapping[str, Row]:
        """Countries in which scenario `b` differs beyond chance, and by more than nothing as differences are told."""
        told = self.outcomes[outcome]
        return {
            code: row
            for code, row in self.compared(outcome, b, "country").items()
            if (row["ci_low"] > 0 or row["ci_high"] < 0) and change(told, row["difference"]).strip(f"+{MINUS}0.")
        }

    def level(self, scenario: str, outcome: str, kind: str = "all") -> Mapping[str, Row]:
        """Rows of the levels of one outcome of one scenario, by scope; none when the study does not hold it."""
        return self._levels.get((outcome, scenario, kind), {})

    def groups(self, outcome: str, b: str, split: str) -> list[Row]:
        """The difference of one overall outcome of scenario `b` in the groups of a split, in their order."""
        return self._groups.get((outcome, b, split), [])

    def path(self, scenario: str, quantity: str) -> pd.DataFrame:
        """Rows of a quantity's path in one scenario, by year and scope."""
        frame = self.tables["paths"]
        return frame[(frame["quantity"] == quantity) & (frame["scenario"] == scenario)]

    @cached_property
    def _compared(self) -> Mapping[tuple[str, str, str], Mapping[str, Row]]:
        return _split(self.tables["comparison"], "b")

    @cached_property
    def _levels(self) -> Mapping[tuple[str, str, str], Mapping[str, Row]]:
        return _split(self.tables["levels"], "scenario")

    @cached_property
    def _groups(self) -> Mapping[tuple[str, str, str], list[Row]]:
        found: dict[tuple[str, str, str], list[Row]] = {}
        frame = self.tables.get("conditional", pd.DataFrame())
        for row in rows(frame):
            if row["kind"] == "all":
                found.setdefault((row["outcome"], row["b"], row["split"]), []).append(row)
        return {key: sorted(groups, key=lambda row: str(row["group"])) for key, groups in found.items()}

    def source(self) -> str:
        """The line under a figure: how many worlds, which seed, which program and inputs."""
        made = self.manifest
        worlds = counted(self.worlds, "world")
        several = len(self.scenarios) > 1
        draws = f"{worlds} of each scenario with the same draws" if several else worlds
        return " ".join(filter(None, (f"{draws}, seed {made.seed}.", self.partly, stamp(made))))


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of a frame as plain mappings of plain values, by column."""
    names = [str(name) for name in frame.columns]
    columns = [frame[name].tolist() for name in names]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _split(frame: pd.DataFrame, scenario: str) -> dict[tuple[str, str, str], dict[str, Row]]:
    """Rows by scope, for each outcome, scenario and kind."""
    found: dict[tuple[str, str, str], dict[str, Row]] = {}
    for row in rows(frame):
        found.setdefault((row["outcome"], row[scenario], row["kind"]), {})[row["scope"]] = row
    return found


def stamp(manifest: Manifest) -> str:
    """Program, commit and inputs of a study in one line."""
    commit = f", commit {manifest.commit[:10]}" if manifest.commit else ""
    return f"pactsim {manifest.version}{commit}, inputs {manifest.inputs_fingerprint[:8]}"


def whole(year: float) -> str:
    """A year as written: `2030`, or `2030.5` where steps are shorter."""
    return f"{year:g}" if year % 1 else str(int(year))
