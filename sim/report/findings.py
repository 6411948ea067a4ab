"""The comparison as sentences and rows, shared by the summary and the terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from sim.figures.material import Material
from sim.results.outcomes import Outcome
from sim.results.wording import MINUS, change, interval, level, plain

TOTAL = "total"
NEGLIGIBLE = 0.005
"""% of GDP a year that rounds to nothing."""

_FARTHEST = 10.0
Verdict = Literal["better", "worse", "higher", "lower", "unclear"]

GROUPS: dict[str, tuple[str, ...]] = {
    "The pact": ("pact_in_force.ten_years", "pact_in_force.end", "members.end"),
    "Sides": ("hub_side.end", "challenger_side.end", "unaligned.end", "side.end", "polarisation.mean"),
    "War and peace": ("flashpoint_deterrence.mean", "deterrence.mean", "hazard.mean", "crises_minor.sum", "crises_serious.sum",
                      "wars.sum", "nuclear.end"),
    "Trust and cost": ("trust.mean", "trade_loss.mean", "effort.mean"),
}  # fmt: skip
"""Headline outcomes in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One outcome of one comparison.

    Attributes:
        outcome: what is measured.
        row: its row of the table `comparison`.
        verdict: what B does to it, when the 90 % interval of the mean difference leaves zero out; else unclear.
    """

    outcome: Outcome
    row: pd.Series
    verdict: Verdict

    @property
    def finer(self) -> int:
        """One more decimal when rounding would hide a difference that is beyond chance."""
        ends = [change(self.outcome, float(self.row[name])) for name in ("difference", "ci_low", "ci_high")]
        hidden = any(not end.strip(f"+{MINUS}0.") for end in ends)
        return int(self.verdict != "unclear" and hidden)

    @property
    def size(self) -> str:
        """The mean difference."""
        return change(self.outcome, float(self.row["difference"]), self.finer)

    @property
    def interval(self) -> str:
        """The 90 % interval of the mean difference."""
        return interval(self.outcome, float(self.row["ci_low"]), float(self.row["ci_high"]), self.finer)

    def sentence(self, drivers: str = "") -> str:
        """The finding in plain words, with what drives it when that is known."""
        before, after = level(self.outcome, float(self.row["level_a"])), level(self.outcome, float(self.row["level_b"]))
        points = " points" if self.outcome.display == "percent" else ""
        word = "higher" if self.outcome.better == "neither" else "better"
        text = (
            f"**{self.outcome.label}** ({self.outcome.unit}): {before} becomes {after}, a difference of {self.size}{points} "
            f"({self.interval}). Probability that it is {word}: {plain(float(self.row['p_better']))}."
        )
        return text + (f" Largest parts: {drivers}." if drivers else "")


def findings(material: Material, b: str) -> dict[str, list[Finding]]:
    """The headline outcomes of one comparison.

    Args:
        material: of the study.
        b: the scenario compared with the first.

    Returns:
        Findings by group; an outcome the study does not hold is left out.
    """
    frame = material.tables["comparison"]
    rows = frame[(frame["b"] == b) & (frame["kind"] == "all")].set_index("outcome")
    return {
        group: [
            Finding(material.outcomes[name], rows.loc[name], verdict(material.outcomes[name], rows.loc[name]))
            for name in names
            if name in rows.index
        ]
        for group, names in GROUPS.items()
    }


def drivers(material: Material, b: str, outcome: Outcome, most: int = 3) -> str:
    """The countries or flashpoints with the largest parts in a difference, by name; empty when none stands out."""
    frame = material.tables["contributions"]
    rows = frame[(frame["b"] == b) & (frame["outcome"] == outcome.name) & (frame["rank"] <= most)].sort_values("rank")
    names = {"country": material.manifest.country, "flashpoint": material.manifest.flashpoint}
    parts = [(names[row.kind](row.scope), change(outcome, float(row.difference), 1)) for row in rows.itertuples()]
    return ", ".join(f"{name} {size}" for name, size in parts if size.strip(f"+{MINUS}0."))


def verdict(outcome: Outcome, row: pd.Series) -> Verdict:
    """Whether B is better or worse, or higher or lower where neither is called better; unclear within chance."""
    up, down = bool(row["ci_low"] > 0), bool(row["ci_high"] < 0)
    if not up and not down:
        return "unclear"
    if outcome.better == "neither":
        return "higher" if up else "lower"
    return "better" if up == (outcome.better == "higher") else "worse"


@dataclass(frozen=True, slots=True)
class CountryRow:
    """One country in one comparison.

    Attributes:
        code: ISO code.
        observed: posture at the start, a dash when the facts do not say.
        modal: posture in most worlds at the end with its share, in each scenario of the pair.
        side: difference of its side at the end.
        member: share of worlds of B in which it is a member at the end.
    """

    code: str
    observed: str
    modal: tuple[tuple[str, float], tuple[str, float]]
    side: Finding
    member: float


def countries(material: Material, b: str) -> list[CountryRow]:
    """The countries of one comparison, most moved towards the hub first."""
    sides = material.compared("side.end", b, "country").sort_values("difference", ascending=False)
    members = material.level(b, "members.end", "country")["mean"]
    shares = material.tables["postures"]
    shares = shares[shares["year"] == material.years[-1]].set_index(["scenario", "country"])
    facts = material.manifest.facts.countries

    def modal(scenario: str, code: str) -> tuple[str, float]:
        rows = shares.loc[(scenario, code)]
        best = rows.iloc[int(rows["share"].to_numpy().argmax())]
        return str(best["posture"]), float(best["share"])

    outcome = material.outcomes["side.end"]
    return [
        CountryRow(
            str(code), facts[code].posture if code in facts else "\N{EM DASH}",
            (modal(material.scenarios[0], code), modal(b, code)), Finding(outcome, row, verdict(outcome, row)), float(members[code]),
        )
        for code, row in sides.iterrows()
    ]  # fmt: skip


def flip_sentence(rows: pd.DataFrame) -> str:
    """What would have to change for a choice to flip.

    Args:
        rows: of the table `choice_gaps` for one leading posture and one other.

    Returns:
        The size of the gap, and the terms that would close it alone if they were larger or smaller by a factor of at
        most ten, the nearest to happening first.
    """
    leading, other = rows["leading"].iloc[0], rows["other"].iloc[0]
    gap = float(rows.loc[rows["term"] == TOTAL, "mean"].iloc[0])
    if gap <= 0:
        return f"On average {other} is worth {plain(-gap)} % of GDP a year more; {leading} leads only in most worlds."
    terms = rows[(rows["term"] != TOTAL) & (rows["mean"].abs() >= NEGLIGIBLE) & rows["flip"].between(0, _FARTHEST)]
    terms = terms.iloc[(terms["flip"] - 1).abs().argsort(kind="stable")][:3]
    named = [f"{str(row.term).replace('_', ' ')} {_times(row.flip)}" for row in terms.itertuples()]
    text = f"It flips to {other} when something shifts the balance by {plain(gap)} % of GDP a year"
    return (
        f"{text}: for instance {', or '.join(named)}."
        if named
        else f"{text}; no single term would do it within ten times its size."
    )


def _times(factor: float) -> str:
    return "no longer counting" if plain(factor, 1) == "0.0" else f"{plain(factor, 1)} times its present size"
