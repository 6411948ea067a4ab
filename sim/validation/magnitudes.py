"""Magnitudes that were measured outside: trade under a duty, trust under one, sizes that essays name."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from sim.engine.worlds import Factory
from sim.evidence import ALL, Evidence
from sim.law import economy, trust
from sim.law.arithmetic import kept, logistic, logit
from sim.validation.findings import ESSAYS, Finding, Verdict, held_to, shown

ALLIES = ("AUS", "JPN", "KOR", "PHL", "THA")
NEEDED: Mapping[str, tuple[str, ...]] = {
    "targeted_imports": ("given.duty_before", "given.duty_after", f"values.{ALL}"),
    "australian_trust": ("given.trust", "given.duty", "values.AUS"),
}
"""What a target must hold: the situation that it was seen in, and the value."""
_POINTS = 100.0


class _Size(NamedTuple):
    """A figure with its range."""

    value: float
    low: float
    high: float

    def less(self, other: _Size) -> _Size:
        """The difference, with the widest range."""
        return _Size(self.value - other.value, self.low - other.high, self.high - other.low)


def _spread(values: Sequence[float]) -> _Size:
    low, high = np.quantile(values, [0.05, 0.95])
    return _Size(float(np.mean(values)), float(low), float(high))


def trade_findings(factory: Factory, replicates: int) -> Iterator[Finding]:
    """What a duty does to the goods it is laid on: within a year, as was seen, and in the long run."""
    seen = factory.evidence.targets["targeted_imports"]
    before, later = seen.given["duty_before"], seen.given["duty_after"]
    first, last = [], []
    for replicate in range(replicates):
        row = factory.row(replicate)
        elasticity, left = row["law.tariff_elasticity"], kept(row["law.tariff_adjustment"], 1.0)
        after = [economy.exports_to_hub(1.0, 1.0, 0.0, later - before, elasticity, x) for x in (left, 0.0)]
        first.append(_POINTS * (after[0] - 1.0))
        last.append(_POINTS * (after[1] - 1.0))
    note = (
        f"a duty of {before:g} raised to {later:g} per cent; the long-run elasticity rests on this study among "
        "others, the speed of adjustment does not"
    )
    test = "trade under a duty"
    yield held_to(
        test, "imports of the goods, within a year", "%", *_spread(first), seen.values[ALL], note=note,
        targets=(seen.id,),
    )  # fmt: skip
    yield shown(test, "imports of the goods, in the long run", "%", *_spread(last), note=note, targets=(seen.id,))


def trust_findings(factory: Factory, replicates: int) -> Iterator[Finding]:
    """What the duty of 2025 does to Australia's trust, from where it stood in 2024."""
    seen = factory.evidence.targets["australian_trust"]
    share, duty = seen.given["trust"] / _POINTS, seen.given["duty"]
    alone: list[float] = []
    both: list[float] = []
    for replicate in range(replicates):
        row = factory.row(replicate)
        falling, rising = (kept(row[f"law.{name}"], 1.0) for name in ("trust_loss", "trust_recovery"))
        start = logit(share)
        for lost, found in ((0.0, alone), (row["law.trust_internationalist"], both)):
            base = trust.baseline(start, -lost, row["law.trust_tariff"], duty, 0.0)
            found.append(_POINTS * (logistic(trust.next_trust(start, base, falling, rising, 0.0)) - share))
    for what, values in (("the duty alone", alone), ("the duty and the change of administration", both)):
        yield held_to(
            "trust in the year of the tariffs", f"Australia's trust, {what}", "points", *_spread(values),
            seen.values["AUS"], note="of the public; two of the ranges behind it were set knowing the survey",
            targets=(seen.id,),
        )  # fmt: skip


def figure_findings(evidence: Evidence) -> Iterator[Finding]:
    """Sizes that the essays name, against statistics of the seeds: their central value decides."""

    def size(code: str, name: str) -> _Size:
        figure = (evidence.countries.get(code) or evidence.powers[code]).parameters[name]
        return _Size(figure.value, figure.low, figure.high)

    rival, allies = size("CHN", "gdp"), [size(code, "gdp") for code in ALLIES]
    output = _Size(
        _POINTS * sum(one.value for one in allies) / rival.value,
        _POINTS * sum(one.low for one in allies) / rival.high,
        _POINTS * sum(one.high for one in allies) / rival.low,
    )
    to_hub, to_rival = "export_share_hub", "export_share_challenger"
    ages = size("IND", "median_age"), size("IDN", "median_age")
    for name, unit, found in (
        ("allied_output", "%", output),
        ("japan_exports", "points", size("JPN", to_rival).less(size("JPN", to_hub))),
        ("philippine_exports", "points", size("PHL", to_hub).less(size("PHL", to_rival))),
        ("young_partners", "years", _Size(*(max(both) for both in zip(*ages, strict=True)))),
    ):
        said = evidence.targets[name]
        verdict: Verdict = "met" if said.low < found.value < said.high else "missed"
        yield Finding(
            ESSAYS, said.title, unit, found.value, verdict, found.low, found.high, said.values.get(ALL, math.nan),
            said.low, said.high, note=said.note, targets=(name,),
        )  # fmt: skip
