"""The forced choice against the surveys of ASEAN's elites, beside persistence and predictors of one variable.

Trust in the hub and opinion of the challenger of several states were judged from these very surveys, for want of polls
of the public. What is tested are therefore worlds in which no figure of a country rests on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean

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


def unlike(evidence: Evidence, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Surveys, of those there, that did not ask in the countries of the first; with what is wrong in words."""
    asked = {name: set(evidence.targets[name].values) for name in names if name in evidence.targets}
    first = next(iter(asked), "")
    for name, codes in asked.items():
        if other := sorted(codes ^ asked[first]):
            yield (
                name,
                f"'{name}' and '{first}' must have values of the same countries, and differ in {', '.join(other)}",
            )


def blind(evidence: Evidence) -> tuple[str, ...]:
    """Changes of a scenario, as of `--set`, after which no figure of a country rests on the surveys.

    Each figure that cites one of them becomes the mean of the same figure of all countries whose own does not.
    """
    surveys = {source for name in (*FIT, HELD_OUT) for source in evidence.targets[name].source}
    sets = []
    for name in evidence.definitions:
        figures = {code: country.parameters[name] for code, country in evidence.countries.items()}
        other = [one.value for one in figures.values() if not surveys & set(one.source)]
        resting = [code for code, one in figures.items() if surveys & set(one.source)]
        sets += [f"countries.{code}.{name}={fmean(other):.4f}" for code in resting]
    return tuple(sets)


def survey_findings(evidence: Evidence, worth: Mapping[str, float], told: Mapping[str, float]) -> Iterator[Finding]:
    """Agreement with the survey held out, and with those that the link was fitted to.

    Every index, the model's and each rival's, is turned into shares by a line fitted to the surveys of 2020 and 2021.

    Args:
        evidence: the seeds.
        worth: of the hub's side over the challenger's by the law alone, by country, in worlds that are `blind`.
        told: the same with every figure of the seeds, those that rest on the surveys among them.
    """
    earlier = [evidence.targets[name].values for name in FIT]
    seen = evidence.targets[HELD_OUT].values
    rivals = {"persistence (2021)": agreement(earlier[1], seen), "persistence (2020)": agreement(earlier[0], seen)}
    for name, field in PREDICTORS.items():
        own = {code: float(evidence.countries[code].parameters[field].value) for code in seen}
        rivals[name] = _linked(own, earlier, seen)
    model, informed = _linked(worth, earlier, seen), _linked(told, earlier, seen)
    note = (
        "ten states, by the law alone, without calibrated constants; figures that rest on the surveys are replaced by "
        "the mean of all others; shares by a line fitted to 2020 and 2021"
    )
    cited = (*FIT, HELD_OUT)
    for measure, unit, part, better in (
        ("rank correlation", "", "rank", "higher"),
        ("mean absolute error", "points", "error", "lower"),
        ("sides right", f"of {model.of}", "sides", "higher"),
    ):
        others = {name: float(getattr(one, part)) for name, one in rivals.items()}
        value = float(getattr(model, part))
        yield against(TEST, measure, unit, value, others, better, note=note, targets=cited)  # type: ignore[arg-type]
        full = float(getattr(informed, part))
        yield shown(TEST, f"{measure}, with figures that rest on the surveys", unit, full, targets=cited)
    for name, values in zip(FIT, earlier, strict=True):
        year = evidence.targets[name].year
        found = _linked(worth, earlier, values)
        yield shown(f"forced choice {year}", "rank correlation", "", found.rank, targets=(name,))
        yield shown(f"forced choice {year}", "mean absolute error", "points", found.error, targets=(name,))


def _linked(index: Mapping[str, float], earlier: list[Mapping[str, float]], seen: Mapping[str, float]) -> Agreement:
    line = link(index, *earlier)
    return agreement({code: line.share(index[code]) for code in seen}, seen)
