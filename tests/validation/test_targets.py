"""What is fitted is not tested: targets have one use, and verdicts rest on those that are for tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from sim.evidence import ALL, Evidence
from sim.scenario import Scenario
from sim.validation import surveys
from sim.validation.against import agreement, line, link, log_odds, rank_correlation, share
from sim.validation.board import Scorecard
from sim.validation.findings import ESSAYS, Finding
from sim.validation.hindcast import PAST
from sim.validation.magnitudes import figure_findings
from sim.validation.run import TARGETS
from sim.validation.surveys import FIT, HELD_OUT, PREDICTORS, blind, survey_findings

Read = Callable[..., Scenario]


def with_values(evidence: Evidence, name: str, values: dict[str, float]) -> Evidence:
    """The same evidence with other values of a target."""
    changed = replace(evidence)
    vars(changed)["targets"] = {**evidence.targets, name: replace(evidence.targets[name], values=values)}
    return changed


def test_every_target_has_one_use(evidence: Evidence) -> None:
    assert {target.use for target in evidence.targets.values()} == {"fit", "test"}
    figures = [
        (code, value, target.unit, target.year, target.use)
        for target in evidence.targets.values()
        for code, value in target.values.items()
    ]
    fitted = {figure[:-1] for figure in figures if figure[-1] == "fit"}
    assert not fitted & {figure[:-1] for figure in figures if figure[-1] == "test"}
    assert {evidence.targets[name].use for name in FIT} == {"fit"}
    assert evidence.targets[HELD_OUT].use == "test"


def test_a_verdict_rests_on_targets_for_tests(card: Scorecard) -> None:
    """Beside it may stand a survey that the link is fitted to; nothing here starts before the years that are fitted."""
    targets = card.evidence.targets
    for one in card.findings:
        assert set(one.targets) <= set(targets)
        held = [name for name in one.targets if name not in FIT]
        if one.verdict != "shown":
            assert all(targets[name].use == "test" for name in held), one.measure
            assert held or one.test == "signs of theory", one.measure
    used = {name for one in card.findings for name in one.targets}
    assert PAST not in used
    assert {name for name, target in targets.items() if target.use == "test"} <= used  # nothing is promised in vain
    assert set(TARGETS) <= set(targets)


def test_shares_agree_by_hand() -> None:
    found = agreement({"A": 60.0, "B": 30.0, "C": 55.0, "D": 10.0}, {"A": 70.0, "B": 40.0, "C": 45.0})
    assert found == (pytest.approx(0.5 + 0.5), pytest.approx(10.0), 2, 3)
    assert rank_correlation([1, 1, 1], [1, 2, 3]) == 0.0


def test_a_line_through_two_points_gives_them_back() -> None:
    found = link({"A": 0.0, "B": 2.0}, {"A": 50.0, "B": 80.0})
    assert found.intercept == pytest.approx(0.0, abs=1e-12)
    assert found.slope == pytest.approx(np.log(4) / 2)
    assert found.share(2.0) == pytest.approx(80.0)
    assert found.share(1.0) == pytest.approx(100 * 2 / 3)
    assert share(log_odds(np.array([12.0, 80.0]))) == pytest.approx([12.0, 80.0])


def test_lines_of_several_indices_by_hand() -> None:
    seen = np.array([-1.0, 0.0, 0.5, 2.0])
    index = np.array([3.0 + 2.0 * seen, -seen, np.ones(4)])
    intercept, slope = line(index, seen, least=0.0)
    assert intercept == pytest.approx([-1.5, seen.mean(), seen.mean()])
    assert slope == pytest.approx([0.5, 0.0, 0.0])
    assert line(index[1], seen)[1] == pytest.approx(-1.0)
    noisy = np.array([0.0, 1.0, 2.0, 5.0])
    assert line(noisy, seen) == pytest.approx(np.polyfit(noisy, seen, 1)[::-1])


def test_the_survey_held_out_changes_no_line(evidence: Evidence, monkeypatch: pytest.MonkeyPatch) -> None:
    fitted: list[object] = []

    def listen(*parts: object) -> object:
        fitted.append(line := link(*parts))  # type: ignore[arg-type]
        return line

    monkeypatch.setattr(surveys, "link", listen)
    worth = {code: float(k) for k, code in enumerate(evidence.targets[HELD_OUT].values)}
    first = list(survey_findings(evidence, worth, worth))
    lines = list(fitted)
    fitted.clear()
    turned = {code: 100.0 - value for code, value in evidence.targets[HELD_OUT].values.items()}
    second = list(survey_findings(with_values(evidence, HELD_OUT, turned), worth, worth))
    assert fitted == lines
    assert len(lines) == len(PREDICTORS) + 2 + len(FIT)
    assert first[0].model == pytest.approx(-second[0].model)
    assert [one.model for one in first[-4:]] == [one.model for one in second[-4:]]


def test_a_perfect_index_wins(evidence: Evidence) -> None:
    seen = evidence.targets[HELD_OUT].values
    worth = {code: float(np.log(value / (100 - value))) for code, value in seen.items()}
    nothing = dict.fromkeys(seen, 0.0) | {"BRN": 1.0}
    found = {one.measure: one for one in survey_findings(evidence, worth, nothing) if one.test == surveys.TEST}
    assert found["rank correlation"].verdict == "ahead"
    assert found["rank correlation"].model == pytest.approx(1.0)
    assert found["rank correlation, with figures that rest on the surveys"].verdict == "shown"
    assert {name for one in found.values() for name in one.rivals or {}} == {
        "persistence (2020)", "persistence (2021)", *PREDICTORS,
    }  # fmt: skip


def test_blind_worlds_rest_on_no_survey(evidence: Evidence, read_scenario: Read) -> None:
    """Whatever a survey says, a figure judged from it does not reach the worlds that are held against it."""
    cited = {source for name in (*FIT, HELD_OUT) for source in evidence.targets[name].source}
    resting = {
        (code, name): figure
        for code, country in evidence.countries.items()
        for name, figure in country.parameters.items()
        if cited & set(figure.source)
    }
    sets = dict(one.removeprefix("countries.").split("=") for one in blind(evidence))
    assert set(sets) == {f"{code}.{name}" for code, name in resting}
    assert {name for _, name in resting} <= {"hub_trust", "challenger_unfavourable"}
    code, name = next(iter(resting))
    country = evidence.countries[code]
    moved = replace(country, parameters={**country.parameters, name: replace(resting[code, name], value=0.99)})
    assert blind(replace(evidence, countries={**evidence.countries, code: moved})) == blind(evidence)
    own = read_scenario("whole_theatre", *blind(evidence)).resolved()["countries"]
    assert own["LAO"]["hub_trust"] == float(sets["LAO.hub_trust"])


def test_an_essay_is_met_or_missed_by_the_central_statistic(evidence: Evidence) -> None:
    found = {one.targets[0]: one for one in figure_findings(evidence)}
    verdicts = {name: one.verdict for name, one in found.items()}
    assert verdicts == {
        "allied_output": "met", "japan_exports": "missed", "philippine_exports": "missed", "young_partners": "missed",
    }  # fmt: skip
    gdp = [evidence.countries[code].parameters["gdp"].value for code in ("AUS", "JPN", "KOR", "PHL", "THA")]
    assert found["allied_output"].model == pytest.approx(
        100 * sum(gdp) / evidence.challenger.parameters["gdp"].value, abs=1e-9
    )
    assert (found["allied_output"].seen, found["allied_output"].least, found["allied_output"].most) == (50, 45, 55)
    assert all(one.test == ESSAYS and one.low <= one.model <= one.high for one in found.values())


def test_notes_tell_the_statistics_that_the_seeds_have(evidence: Evidence) -> None:
    for one in figure_findings(evidence):
        assert f"{abs(one.model):.1f}" in one.note, one.measure
        assert all(claim in evidence.claims for claim in _claims(one))


def _claims(one: Finding) -> list[str]:
    return [word.strip("();,.") for word in one.note.split() if word.startswith("(C")]


def test_essays_are_cited_for_their_own_figures(evidence: Evidence) -> None:
    for name in ("allied_output", "japan_exports", "philippine_exports", "young_partners"):
        target = evidence.targets[name]
        assert set(target.source) <= set(evidence.documents), name
        assert target.values.get(ALL, target.low) >= target.low
