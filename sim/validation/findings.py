"""What a test found: a figure of the model beside what was seen and beside naive rivals, and the verdict on it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

Verdict = Literal["ahead", "level", "behind", "met", "missed", "undecided", "shown"]
VERDICTS: Mapping[Verdict, str] = {
    "ahead": "better than every naive rival",
    "level": "as good as the best naive rival",
    "behind": "worse than a naive rival",
    "met": "agrees with what was seen or is expected",
    "missed": "does not agree with it",
    "undecided": "the interval holds both answers",
    "shown": "used in fitting, or shown for orientation; not a test",
}
Better = Literal["higher", "lower"]

ESSAYS = "figures of the essays"
"""The test whose figures are those of public statistics, so that what is met or missed is an essay, not the model."""


class Lead(NamedTuple):
    """How far the model is ahead of the best rival, in the unit of the figure; and the interval of that, 90 %."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Finding:
    """One figure of a test.

    Attributes:
        test: the test's name; measure: what the figure is; unit: of it.
        model: value; low, high: its interval, that of 90 % of the worlds unless the note says otherwise; not numbers
            where there is none.
        seen: what was observed, not a number where the measure is already a comparison with it.
        least, most: range that counts as agreement where words or a sign are all there is; infinite without an end.
        rivals: values of naive rivals by name.
        lead: over the best of them, where it was measured.
        verdict: see `VERDICTS`.
        note: what a reader has to know.
        targets: ids in `seeds/targets.yaml` that it rests on.
    """

    test: str
    measure: str
    unit: str
    model: float
    verdict: Verdict
    low: float = math.nan
    high: float = math.nan
    seen: float = math.nan
    least: float = -math.inf
    most: float = math.inf
    rivals: Mapping[str, float] | None = None
    note: str = ""
    targets: tuple[str, ...] = ()
    lead: Lead | None = None

    @property
    def best(self) -> tuple[str, float] | None:
        """The best rival, the first in the order they are given; they are put best first."""
        return next(iter(self.rivals.items())) if self.rivals else None


def against(
    test: str,
    measure: str,
    unit: str,
    model: float,
    rivals: Mapping[str, float],
    better: Better,
    *,
    note: str = "",
    targets: Iterable[str] = (),
) -> Finding:
    """A figure that naive rivals have too: ahead of all of them, level with the best, or behind it."""
    sign = 1.0 if better == "higher" else -1.0
    placed = dict(sorted(rivals.items(), key=lambda one: -sign * one[1]))
    best = next(iter(placed.values()))
    verdict: Verdict = "ahead" if sign * model > sign * best else "level" if model == best else "behind"
    return Finding(test, measure, unit, model, verdict, rivals=placed, note=note, targets=tuple(targets))


def held_to(
    test: str,
    measure: str,
    unit: str,
    model: float,
    low: float,
    high: float,
    seen: float,
    *,
    note: str = "",
    targets: Iterable[str] = (),
) -> Finding:
    """A figure that should be what was seen: met when the model's interval holds it."""
    verdict: Verdict = "met" if low <= seen <= high else "missed"
    return Finding(test, measure, unit, model, verdict, low, high, seen, note=note, targets=tuple(targets))


def expected(
    test: str,
    measure: str,
    unit: str,
    model: float,
    low: float,
    high: float,
    least: float,
    most: float,
    *,
    note: str = "",
) -> Finding:
    """A figure whose sign or range is all that is known: met or missed when its interval lies wholly in or out."""
    verdict: Verdict = "met" if least < low and high < most else "missed" if high < least or low > most else "undecided"
    return Finding(test, measure, unit, model, verdict, low, high, least=least, most=most, note=note)


def shown(
    test: str,
    measure: str,
    unit: str,
    model: float,
    low: float = math.nan,
    high: float = math.nan,
    seen: float = math.nan,
    *,
    note: str = "",
    targets: Iterable[str] = (),
) -> Finding:
    """A figure that is no test."""
    return Finding(test, measure, unit, model, "shown", low, high, seen, note=note, targets=tuple(targets))
