"""What a sensitivity analysis found, in words: what outcomes hang on, what not, and whether the sample was enough."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sim.figures.material import Material, Row, rows
from sim.results.measure import ALL
from sim.results.outcomes import Outcome
from sim.results.wording import PERCENT, counted, grouped, listed, percent, plain, signed
from sim.sensitivity.convergence import NARROW
from sim.sensitivity.methods import DECIDES

_NAMED = 3
"""Dimensions named in a sentence."""

_NOISY, _LUCK = 0.1, 0.5
"""Shares of chance from which it is said that more worlds at a point would help, and that all may be luck: points that
differ in one dimension alone may share it, and so seem to hang on that."""

SAMPLES: Mapping[str, tuple[str, str]] = {
    "sobol": ("base point", "base points"),
    "morris": ("trajectory", "trajectories"),
    "pawn": ("point", "points"),
    "swing": ("point", "points"),
}
"""What a sample of each method is called."""


@dataclass(frozen=True)
class Finding:
    """What one outcome of one scenario hangs on.

    Attributes:
        outcome: which one; scenario, scope: in which, and of what.
        told: row of the table `sufficiency`, of the method by which is judged.
        indices: rows of the table `indices` that decide, the largest first.
        worlds: at each point.
        design: type of the design.
    """

    outcome: Outcome
    scenario: str
    scope: str
    told: Row
    indices: Sequence[Row]
    worlds: int
    design: str

    @property
    def label(self) -> str:
        """Name of the outcome, with the country."""
        return self.outcome.label if self.scope == ALL else f"{self.outcome.label}, {self.scope}"

    @property
    def method(self) -> str:
        """By which is judged."""
        return str(self.told["method"])

    @cached_property
    def matter(self) -> list[Row]:
        """Rows of the dimensions that matter."""
        return [row for row in self.indices if row["matters"] == "yes"]

    @cached_property
    def idle(self) -> list[Row]:
        """Rows of those that do not."""
        return [row for row in self.indices if row["matters"] == "no"]

    def amount(self, row: Row, *, ends: bool = True) -> str:
        """An index with its interval."""
        if self.method == "sobol":
            value, low, high = (plain(100 * max(0.0, float(row[name])), 0) for name in ("value", "low", "high"))
            return _between(f"{value}{PERCENT}", low, high, ends=ends)
        if self.method == "pawn":
            return _between(*(plain(float(row[name])) for name in ("value", "low", "high")), ends=ends)
        factor = 100.0 if self.outcome.display == "percent" else 1.0
        tell = signed if self.method == "swing" else plain
        digits = self.outcome.decimals + 1
        told = [tell(factor * float(row[name]), digits) for name in ("value", "low", "high")]
        return _between(*told, ends=ends) + (" points" if self.outcome.display == "percent" else "")

    @property
    def hangs(self) -> str:
        """What the outcome hangs on, in a sentence."""
        if not self.indices:
            return "does not vary over the points" if not self.told["spread"] > 0 else "has too few points"
        named = [f"{row['dimension']} ({self.amount(row, ends=False)})" for row in self.matter[:_NAMED]]
        more = len(self.matter) - len(named)
        if more:
            named.append(f"{more} more")
        idle = f"{len(self.idle)} of {counted(len(self.indices), 'dimension')} do not matter"
        idle += ", as far as this sample tells" if self.enough == "no" else ""
        return f"hangs on {listed(named) if named else 'nothing that can be told'}; {idle}"

    @property
    def settled(self) -> str:
        """Whether the sample was enough, in a sentence."""
        if not self.indices:
            return ""
        half, needed = float(self.told["half"]), _rounded(float(self.told["needed"]), self.method)
        if self.method == "swing":
            had = f"{counted(self.worlds, 'world')} at each point"
            more = f"about {grouped(needed)} (--replicates) would be"
        else:
            had = counted(int(self.told["samples"]), *SAMPLES[self.method])
            more = f"about {grouped(needed)} would be" + ("" if self.design in ("grid", "table") else " (--points)")
        if math.isnan(half):
            return f"{had} do not tell how sure this is"
        wide = f"widest interval \N{PLUS-MINUS SIGN}{plain(half)}"
        if half <= NARROW:
            return f"{had} were enough: {wide}"
        if self.told["steady"]:
            return f"{had} were enough for the order, which half of them give as well; {wide}"
        return f"{had} were not enough ({wide}); {more}"

    @property
    def enough(self) -> str:
        """Whether the sample was enough, in a word."""
        if not self.indices:
            return ""
        return "yes" if self.told["half"] <= NARROW else "order" if self.told["steady"] else "no"

    @property
    def noise(self) -> str:
        """How much of the variance is chance, in a sentence."""
        share = float(self.told["chance"])
        if math.isnan(share):
            return "how much is chance cannot be told from one world at a point" if self.worlds == 1 else ""
        advice = ", so what it seems to hang on may be luck" if share >= _LUCK else ""
        advice += "; more worlds at each point would lower it" if share >= _NOISY else ""
        return f"{percent(share)} of the variance over points is chance{advice}"

    @property
    def sentence(self) -> str:
        """All of it."""
        told = f"{self.label} {self.hangs}"
        return ". ".join(part for part in (told, _capital(self.settled), _capital(self.noise)) if part) + "."


def findings(material: Material) -> list[Finding]:
    """What each outcome of each scenario hangs on, in the order of the sweep.

    Args:
        material: of an analysed sweep.
    """
    deciding: dict[tuple[str, str, str, str], list[Row]] = {}
    for row in rows(material.tables["indices"]):
        if row["index"] == DECIDES[row["method"]]:
            deciding.setdefault((row["scenario"], row["outcome"], row["scope"], row["method"]), []).append(row)
    found: dict[tuple[str, str, str], Finding] = {}
    made = material.manifest
    for row in rows(material.tables["sufficiency"]):
        key = row["scenario"], row["outcome"], row["scope"]
        if key in found and row["method"] == "pawn":
            continue  # the method of the design comes before the one that fits all
        own = sorted(deciding.get((*key, row["method"]), []), key=lambda one: (-abs(one["value"]), one["dimension"]))
        outcome, design = material.outcomes[row["outcome"]], str(made.options["design"]["type"])
        found[key] = Finding(outcome, row["scenario"], row["scope"], row, own, made.replicates, design)
    order = material.outcomes.order
    return [
        found[key]
        for key in sorted(found, key=lambda key: (material.scenarios.index(key[0]), order(key[1]), key[2] != ALL))
    ]


def idle(found: Sequence[Finding]) -> list[str]:
    """Paths of the dimensions that matter to no outcome, as far as can be told."""
    told = [finding for finding in found if finding.indices]
    if not told:
        return []
    left = [{str(row["dimension"]) for row in finding.idle} for finding in told]
    return sorted(set.intersection(*left))


def _rounded(needed: float, method: str) -> float:
    """How many samples would be enough, as exactly as it can be told; powers of two stay what they are."""
    return needed if method == "sobol" or not needed > 0 else float(f"{needed:.2g}")


def _between(value: str, low: str, high: str, *, ends: bool) -> str:
    return f"{value} ({low} to {high})" if ends else value


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
