"""Magnitudes that were measured outside: trade under a duty, trust under one, sizes that essays name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from sim.engine.worlds import Factory
from sim.evidence import ALL, Evidence
from sim.law import economy, trust
from sim.law.arithmetic import kept, logistic, logit
from sim.validation.findings import Finding, held_to

ALLIES = ("AUS", "JPN", "KOR", "PHL", "THA")
TRUST_BEFORE = 0.56  # Australians who trusted the United States in 2024, Lowy Institute Poll
DUTY = 10.0  # points laid on Australian goods in 2025
DUTY_BEFORE, DUTY_AFTER = 2.6, 16.6  # per cent, Fajgelbaum et al.
_POINTS = 100.0


def _spread(values: Sequence[float]) -> tuple[float, float, float]:
    low, high = np.quantile(values, [0.05, 0.95])
    return float(np.mean(values)), float(low), float(high)


def trade_findings(factory: Factory, replicates: int) -> Iterator[Finding]:
    """What a duty does to the goods it is laid on, within a year and in the long run."""
    seen = factory.evidence.targets["targeted_imports"]
    first, last = [], []
    for replicate in range(replicates):
        row = factory.row(replicate)
        elasticity, left = row["law.tariff_elasticity"], kept(row["law.tariff_adjustment"], 1.0)
        after = [economy.exports_to_hub(1.0, 1.0, 0.0, DUTY_AFTER - DUTY_BEFORE, elasticity, x) for x in (left, 0.0)]
        first.append(_POINTS * (after[0] - 1.0))
        last.append(_POINTS * (after[1] - 1.0))
    for when, values in (("within a year", first), ("in the long run", last)):
        yield held_to(
            "trade under a duty", f"imports of the goods, {when}", "%", *_spread(values), seen.values[ALL],
            note=f"a duty of {DUTY_BEFORE} raised to {DUTY_AFTER} per cent; the elasticity's range holds the study",
            targets=(seen.id,),
        )  # fmt: skip


def trust_findings(factory: Factory, replicates: int) -> Iterator[Finding]:
    """What the duty of 2025 does to Australia's trust, from where it stood in 2024."""
    seen = factory.evidence.targets["australian_trust"]
    alone: list[float] = []
    both: list[float] = []
    for replicate in range(replicates):
        row = factory.row(replicate)
        falling, rising = (kept(row[f"law.{name}"], 1.0) for name in ("trust_loss", "trust_recovery"))
        start = logit(TRUST_BEFORE)
        for lost, found in ((0.0, alone), (row["law.trust_internationalist"], both)):
            base = trust.baseline(start, -lost, row["law.trust_tariff"], DUTY, 0.0)
            found.append(_POINTS * (logistic(trust.next_trust(start, base, falling, rising, 0.0)) - TRUST_BEFORE))
    for what, values in (("the duty alone", alone), ("the duty and the change of administration", both)):
        yield held_to(
            "trust in the year of the tariffs", f"Australia's trust, {what}", "points", *_spread(values),
            seen.values["AUS"], note="of the public; two of the ranges behind it were set knowing the survey",
            targets=(seen.id,),
        )  # fmt: skip


def figure_findings(evidence: Evidence) -> Iterator[Finding]:
    """Sizes that the essays name, from the seeds."""
    spokes, targets = evidence.countries, evidence.targets

    def own(code: str, name: str) -> tuple[float, float, float]:
        figure = (spokes.get(code) or evidence.challenger).parameters[name]
        return figure.value, figure.low, figure.high

    output = [own(code, "gdp") for code in ALLIES]
    rival = evidence.challenger.parameters["gdp"]
    total = [sum(one[k] for one in output) for k in range(3)]
    yield held_to(
        "figures of the essays", "GDP of the five treaty allies over China's", "%", _POINTS * total[0] / rival.value,
        _POINTS * total[1] / rival.high, _POINTS * total[2] / rival.low, targets["allied_output"].values[ALL],
        note="The Economist: about half", targets=("allied_output",),
    )  # fmt: skip
    for name, code, more, less in (
        ("japan_exports", "JPN", "export_share_challenger", "export_share_hub"),
        ("philippine_exports", "PHL", "export_share_hub", "export_share_challenger"),
    ):
        a, b, target = own(code, more), own(code, less), targets[name]
        yield held_to(
            "figures of the essays", target.title.split(",")[0], "points", a[0] - b[0], a[1] - b[2], a[2] - b[1],
            target.values[code], note=target.note, targets=(name,),
        )  # fmt: skip
    ages = [own(code, "median_age") for code in ("IDN", "IND")]
    oldest = [max(one[k] for one in ages) for k in range(3)]
    target = targets["young_partners"]
    yield held_to(
        "figures of the essays", "median age of India and Indonesia, the higher", "years", oldest[0], oldest[1],
        oldest[2], target.values[ALL], note=target.note, targets=(target.id,),
    )  # fmt: skip
