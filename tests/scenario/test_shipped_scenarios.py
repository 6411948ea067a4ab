"""Every scenario that ships is valid, says what it asks and on which claims it rests, and runs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from sim.engine.harvest import Batch
from sim.engine.processes import run_replicate
from sim.engine.worlds import Factory
from sim.evidence import Evidence
from sim.policy.levers import Levers
from sim.scenario import find_scenarios, list_scenarios, load_scenario, scenario_from_resolved
from sim.world.build import frame

TWELVE = {"AUS", "IDN", "IND", "JPN", "KOR", "MYS", "NZL", "PHL", "SGP", "THA", "TWN", "VNM"}
FOLDER = Path(__file__).parents[2] / "scenarios"
SHIPPED = sorted(FOLDER.glob("*.yaml"))
HISTORY = [path for path in SHIPPED if path.stem.startswith("history_")]
TODAY = [path for path in SHIPPED if path not in HISTORY]
each = pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
SITUATIONS = {
    *("status_quo", "asian_nato", "asian_nato_with_tariffs", "asian_nato_members_exempt", "pact_after_deepening"),
    *("pact_with_korea", "pact_with_india", "pact_with_taiwan", "encirclement", "deepen_the_network"),
    *("dialogue_first", "dialogue_only", "camp_david_lapses", "aukus_with_japan", "submarines_withheld"),
    *(
        "us_retreat",
        "hub_exit",
        "spokes_ally_among_themselves",
        "ukraine_abandoned",
        "grand_bargain",
        "america_first_for_good",
    ),
    *("internationalist_return", "alternating_administrations", "burden_demands", "taiwan_clarity", "taiwan_ambiguity"),
    *("tariffs_struck_down", "cptpp_return", "korea_turns", "philippines_turns", "japan_bases_out", "thailand_drifts"),
    *("chinese_coercion", "chinese_wooing", "china_slows", "china_surges"),
}


def test_the_situations_of_the_debate_ship() -> None:
    assert {path.stem for path in SHIPPED} >= SITUATIONS
    assert set(find_scenarios()) >= SITUATIONS


@each
def test_a_shipped_scenario_is_valid_and_explains_itself(path: Path, evidence: Evidence) -> None:
    scenario = load_scenario(path, (), evidence)
    assert scenario.name == path.stem
    assert scenario.title != scenario.name
    assert len(scenario.description) > 20
    assert scenario_from_resolved(json.loads(json.dumps(scenario.resolved())), evidence) == scenario


@each
def test_its_first_line_names_the_claims_behind_it(path: Path, evidence: Evidence) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert re.fullmatch(r"# Claims: C\d{3}(, C\d{3})*", first)
    named = re.findall(r"C\d{3}", first)
    assert len(set(named)) == len(named)
    assert set(named) <= set(evidence.claims)


def test_each_pulls_levers_as_no_other_does(evidence: Evidence) -> None:
    read = {path.stem: load_scenario(path, (), evidence) for path in SHIPPED}
    levers = {name: frame(evidence.at(scenario.edition), scenario).levers for name, scenario in read.items()}
    pairs = [(a, b) for a in levers for b in levers if a < b and _alike(levers[a], levers[b])]
    assert pairs == []


def _alike(one: Levers, other: Levers) -> bool:
    arrays = [part.name for part in fields(Levers) if part.name != "pact"]
    return one.pact == other.pact and all(np.array_equal(getattr(one, name), getattr(other, name)) for name in arrays)


@pytest.mark.parametrize("together", [TODAY, *([path] for path in HISTORY)], ids=lambda paths: paths[0].stem)
def test_each_runs_a_world(factory: Callable[..., Factory], together: list[Path]) -> None:
    made = factory(*(path.stem for path in together))
    done = run_replicate(made, 0)
    assert isinstance(done, Batch), [failure.error for failure in done if not isinstance(done, Batch)]


def test_the_list_shows_a_title_a_line_and_a_heading_for_each() -> None:
    for entry in list_scenarios():
        assert not entry.title.startswith("cannot be read"), entry
        assert 0 < len(entry.summary) <= 80, entry
        assert entry.group, entry


@pytest.mark.parametrize("name", sorted({path.stem for path in TODAY} - {"whole_theatre"}))
def test_the_debate_is_about_twelve(name: str, evidence: Evidence) -> None:
    assert set(load_scenario(name, (), evidence).include) == TWELVE


def test_the_whole_theatre_is_every_country_of_the_evidence(evidence: Evidence) -> None:
    assert load_scenario("whole_theatre", (), evidence).include == tuple(evidence.countries)
    assert set(evidence.countries) - TWELVE == {"BRN", "KHM", "LAO", "MMR", "MNG", "PNG"}
