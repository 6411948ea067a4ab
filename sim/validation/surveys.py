"""The forced choice against the surveys of ASEAN's elites, beside persistence and predictors of one variable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sim.evidence import Evidence
from sim.validation.against import Agreement, agreement, link
from sim.validation.findings import Finding, against, shown

TEST = "forced choice 2024"
FIT, HELD_OUT = ("forced_choice_2020", "forced_choice_2021"), "forced_choice_2024"
PREDICTORS = {
    "dispute with China": "dispute",
    "distance from China": "distance_challenger",
    "exports to China": "export_share_challenger",
    "exports to the United States": "export_share_hub",
    "democracy": "regime",
    "troops of the United States": "hub_troops",
}
"""Naive rivals: one number of a country each."""


def survey_findings(evidence: Evidence, worth: Mapping[str, float]) -> Iterator[Finding]:
    """Agreement with the survey held out, and with those that the link was fitted to.

    Every index, the model's and each rival's, is turned into shares by a line fitted to the surveys of 2020 and 2021.

    Args:
        evidence: the seeds.
        worth: of the hub's side over the challenger's by the law alone, by country.
    """
    earlier = [evidence.targets[name].values for name in FIT]
    seen = evidence.targets[HELD_OUT].values
    rivals = {"persistence (2021)": agreement(earlier[1], seen), "persistence (2020)": agreement(earlier[0], seen)}
    for name, field in PREDICTORS.items():
        own = {code: float(evidence.countries[code].parameters[field].value) for code in seen}
        rivals[name] = _linked(own, earlier, seen)
    model = _linked(worth, earlier, seen)
    cited = (*FIT, HELD_OUT)
    yield against(
        TEST, "rank correlation", "", model.rank, {name: one.rank for name, one in rivals.items()}, "higher",
        note="ten states; by the law alone, without calibrated constants", targets=cited,
    )  # fmt: skip
    yield against(
        TEST, "mean absolute error", "points", model.error, {name: one.error for name, one in rivals.items()}, "lower",
        note="the index is turned into shares by a line fitted to 2020 and 2021", targets=cited,
    )  # fmt: skip
    yield against(
        TEST, "sides right", f"of {model.of}", model.sides, {name: one.sides for name, one in rivals.items()},
        "higher", targets=cited,
    )  # fmt: skip
    for name, values in zip(FIT, earlier, strict=True):
        year = evidence.targets[name].year
        found = _linked(worth, earlier, values)
        yield shown(f"forced choice {year}", "rank correlation", "", found.rank, targets=(name,))
        yield shown(f"forced choice {year}", "mean absolute error", "points", found.error, targets=(name,))


def _linked(index: Mapping[str, float], earlier: list[Mapping[str, float]], seen: Mapping[str, float]) -> Agreement:
    line = link(index, *earlier)
    return agreement({code: line.share(index[code]) for code in seen}, seen)
