"""Every scenario that ships is valid, says what it asks, and survives the way through a manifest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.evidence import Evidence
from sim.scenario import find_scenarios, list_scenarios, load_scenario, scenario_from_resolved

TWELVE = {"AUS", "IDN", "IND", "JPN", "KOR", "MYS", "NZL", "PHL", "SGP", "THA", "TWN", "VNM"}
FOLDER = Path(__file__).parents[2] / "scenarios"
SEVEN = {
    "status_quo",
    "whole_theatre",
    "asian_nato",
    "asian_nato_with_tariffs",
    "deepen_the_network",
    "us_retreat",
    "dialogue_first",
}


def test_the_scenarios_of_the_debate_ship() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} >= SEVEN
    assert set(find_scenarios()) >= SEVEN


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_shipped_scenario_is_valid_and_explains_itself(path: Path, evidence: Evidence) -> None:
    scenario = load_scenario(path, (), evidence)
    assert scenario.name == path.stem
    assert scenario.title != scenario.name
    assert len(scenario.description) > 20
    assert scenario_from_resolved(json.loads(json.dumps(scenario.resolved())), evidence) == scenario


def test_the_list_shows_a_title_for_each() -> None:
    for entry in list_scenarios():
        assert not entry.title.startswith("cannot be read"), entry


@pytest.mark.parametrize("name", sorted(SEVEN - {"whole_theatre"}))
def test_the_debate_is_about_twelve(name: str, evidence: Evidence) -> None:
    assert set(load_scenario(name, (), evidence).include) == TWELVE


def test_the_whole_theatre_is_every_country_of_the_evidence(evidence: Evidence) -> None:
    assert load_scenario("whole_theatre", (), evidence).include == tuple(evidence.countries)
    assert set(evidence.countries) - TWELVE == {"BRN", "KHM", "LAO", "MMR", "MNG", "PNG"}
