"""One answer of a comparison: by how much an outcome differs, how surely, and where it was measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.report.findings import Finding, Verdict
from sim.results.outcomes import Outcome
from sim.results.wording import level


@dataclass(frozen=True, eq=False)
class Difference:
    """The mean over paired worlds of an outcome under one scenario less the same under another.

    Shares are fractions of one: 0.16 is 16 percentage points.

    Attributes:
        outcome: what is measured, with its label and unit.
        a: title of the scenario compared with.
        b: title of the other.
        of: the country or flashpoint meant; `all` for the region.
        finding: the row of the table `comparison` behind it.

    Example:
        >>> import sim
        >>> both = sim.compare("status_quo", "tariffs_rise", replicates=20)
        >>> lost = both.difference("trade_loss")
        >>> lost.low < float(lost) < lost.high
        True
        >>> lost.unit, lost.clear
        ('% of GDP a year', True)
    """

    outcome: Outcome
    a: str
    b: str
    of: str
    finding: Finding

    def _number(self, column: str) -> float:
        return float(self.finding.row[column])

    @property
    def value(self) -> float:
        """The mean difference, also `float(difference)`."""
        return self._number("difference")

    @property
    def low(self) -> float:
        """Lower end of the 90 % interval of the mean difference."""
        return self._number("ci_low")

    @property
    def high(self) -> float:
        """Upper end of the 90 % interval of the mean difference."""
        return self._number("ci_high")

    @property
    def level_a(self) -> float:
        """Mean under the scenario compared with."""
        return self._number("level_a")

    @property
    def level_b(self) -> float:
        """Mean under the other scenario."""
        return self._number("level_b")

    @property
    def p_better(self) -> float:
        """Share of worlds in which the other scenario is better, ties counted half; higher, for a neutral outcome."""
        return self._number("p_better")

    @property
    def worlds(self) -> int:
        """Paired worlds behind it."""
        return int(self.finding.row["worlds"])

    @property
    def label(self) -> str:
        """What is measured, in words."""
        return self.outcome.label

    @property
    def unit(self) -> str:
        """Unit of value, levels and interval, in words."""
        return self.outcome.unit

    @property
    def verdict(self) -> Verdict:
        """`better`, `worse`, `higher` or `lower`; `unclear` when the interval holds zero."""
        return self.finding.verdict

    @property
    def clear(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.verdict != "unclear"

    def __float__(self) -> float:
        return self.value

    def __str__(self) -> str:
        where = "" if self.of == "all" else f" of {self.of}"
        before, after = (level(self.outcome, value) for value in (self.level_a, self.level_b))
        points = " points" if self.outcome.display == "percent" else ""
        size = f"{self.finding.size}{points} ({self.finding.interval})"
        return f"{self.label}{where}, {self.unit}: {before} under {self.a}, {after} under {self.b}, {size}"

    def __repr__(self) -> str:
        return f"<sim.Difference {self}>"

    def _repr_html_(self) -> str:
        from sim.api.display import sentence

        return sentence(str(self), self.verdict)

    def as_dict(self) -> dict[str, Any]:
        """The same as plain data.

        Example:
            >>> import sim
            >>> both = sim.compare("status_quo", "tariffs_rise", replicates=20)
            >>> both.difference("effort.mean").as_dict()["unit"]
            '% of GDP'
        """
        numbers = ("value", "low", "high", "level_a", "level_b", "p_better", "worlds")
        told = {"outcome": self.outcome.name, "label": self.label, "unit": self.unit, "of": self.of}
        return {**told, "a": self.a, "b": self.b, **{name: getattr(self, name) for name in numbers}}
