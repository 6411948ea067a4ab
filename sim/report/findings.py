"""The comparison as sentences and rows, shared by the summary and the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sim.figures.material import Material, Row, rows
from sim.results.outcomes import Outcome
from sim.results.wording import MINUS, NOTHING, change, interval, level, plain

Verdict = Literal["better", "worse", "higher", "lower", "unclear"]

TOTAL = "total"
NEGLIGIBLE = 0.005
"""% of GDP a year that rounds to nothing."""

_FARTHEST = 10.0
_NAMED = 3

GROUPS: dict[str, tuple[str, ...]] = {
    "The pact": ("pact_in_force.ten_years", "pact_in_force.end", "members.end"),
    "Sides": ("hub_side.end", "challenger_side.end", "unaligned.end", "side.end", "polarisation.mean"),
    "War and peace": ("flashpoint_deterrence.mean", "deterrence.mean", "hazard.mean", "crises_minor.sum",
                      "crises_serious.sum", "wars.sum", "nuclear.end"),
    "Trust and cost": ("trust.mean", "trade_loss.mean", "effort.mean"),
}  # fmt: skip
"""Headline outcomes in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One outcome of one comparison.

    Attributes:
        outcome: what is measured.
        row: its row of the table `comparison`.
    """

    outcome: Outcome
    row: Row

    @property
    def verdict(self) -> Verdict:
        """What B does to it: unclear when the 90 % interval of the mean difference holds zero."""
        up, down = self.row["ci_low"] > 0, self.row["ci_high"] < 0
        if not up and not down:
            return "unclear"
        if self.outcome.better == "neither":
            return "higher" if up else "lower"
        return "better" if up == (self.outcome.better == "higher") else "worse"

    @property
    def finer(self) -> int:
        """One more decimal when rounding would hide a difference that is beyond chance."""
        ends = [change(self.outcome, self.row[name]) for name in ("difference", "ci_low", "ci_high")]
        return int(self.verdict != "unclear" and any(vanishes(end) for end in ends))

    @property
    def size(self) -> str:
        """The mean difference."""
        return change(self.outcome, self.row["difference"], self.finer)

    @property
    def interval(self) -> str:
        """The 90 % interval of the mean difference."""
        return interval(self.outcome, self.row["ci_low"], self.row["ci_high"], self.finer)

    def sentence(self, drivers: str = "") -> str:
        """The finding in plain words, with what drives it when that is known."""
        before, after = level(self.outcome, self.row["level_a"]), level(self.outcome, self.row["level_b"])
        points = " points" if self.outcome.display == "percent" else ""
        word = "higher" if self.outcome.better == "neither" else "better"
        text = (
            f"**{self.outcome.label}** ({self.outcome.unit}): {before} becomes {after}, a difference of "
            f"{self.size}{points} ({self.interval}). Probability that it is {word}: {plain(self.row['p_better'])}."
        )
        return text + (f" Largest parts: {drivers}." if drivers else "")


def vanishes(text: str) -> bool:
    """Whether a number as written has rounded to zero."""
    return not text.strip(f"+{MINUS}0.")


def findings(material: Material, b: str) -> dict[str, list[Finding]]:
    """The headline outcomes of one comparison.

    Args:
        material: of the study.
        b: the scenario compared with the first.

    Returns:
        Findings by group; an outcome the study does not hold is left out.
    """
    told: dict[str, list[Finding]] = {}
    for group, names in GROUPS.items():
        found = {name: material.compared(name, b) for name in names}
        told[group] = [Finding(material.outcomes[name], scopes["all"]) for name, scopes in found.items() if scopes]
    return told


def drivers(material: Material, b: str, outcome: Outcome) -> str:
    """The countries or flashpoints with the largest parts in a difference, by name; empty when none stands out."""
    frame = material.tables["contributions"]
    frame = frame[(frame["b"] == b) & (frame["outcome"] == outcome.name) & (frame["rank"] <= _NAMED)]
    names = {"country": material.manifest.country, "flashpoint": material.manifest.flashpoint}
    parts = [
        (names[row["kind"]](row["scope"]), change(outcome, row["difference"], 1))
        for row in rows(frame.sort_values("rank"))
    ]
    return ", ".join(f"{name} {size}" for name, size in parts if not vanishes(size))


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
    sides = material.compared("side.end", b, "country")
    members = material.level(b, "members.end", "country")
    facts = material.manifest.facts.countries
    frame = material.tables["postures"]
    best: dict[tuple[str, str], tuple[str, float]] = {}
    ends = rows(frame[frame["year"] == material.years[-1]])
    for row in sorted(ends, key=lambda row: material.ladder.index(row["posture"])):  # of equals the first on the ladder
        place = row["scenario"], row["country"]
        if place not in best or row["share"] > best[place][1]:
            best[place] = row["posture"], row["share"]
    return [
        CountryRow(
            code=code,
            observed=facts[code].posture if code in facts else NOTHING,
            modal=(best[material.scenarios[0], code], best[b, code]),
            side=Finding(material.outcomes["side.end"], sides[code]),
            member=members[code]["mean"],
        )
        for code in sorted(sides, key=lambda code: (-sides[code]["difference"], code))
    ]


def flip_sentence(gaps: Sequence[Row]) -> str:
    """What would have to change for a choice to flip.

    Args:
        gaps: rows of the table `choice_gaps` for one leading posture and one other.

    Returns:
        The size of the gap, and the terms that would close it alone if they were larger or smaller by a factor of at
        most ten, the nearest to happening first.
    """
    leading, other = gaps[0]["leading"], gaps[0]["other"]
    gap = next(row["mean"] for row in gaps if row["term"] == TOTAL)
    if gap <= 0:
        return f"On average {other} is worth {plain(-gap)} % of GDP a year more; {leading} leads only in most worlds."
    terms = [
        row for row in gaps if row["term"] != TOTAL and abs(row["mean"]) >= NEGLIGIBLE and 0 <= row["flip"] <= _FARTHEST
    ]
    nearest = sorted(terms, key=lambda row: abs(row["flip"] - 1))[:_NAMED]
    named = [f"{row['term'].replace('_', ' ')} {_times(row['flip'])}" for row in nearest]
    text = f"It flips to {other} when something shifts the balance by {plain(gap)} % of GDP a year"
    if not named:
        return f"{text}; no single term would do it within ten times its size."
    return f"{text}: for instance {', or '.join(named)}."


def _times(factor: float) -> str:
    times = plain(factor, 1)
    return "no longer counting" if vanishes(times) else f"{times} times its present size"
