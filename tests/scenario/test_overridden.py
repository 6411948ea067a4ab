"""What `--set` changes is known to the scenario, with what stood there before."""

from __future__ import annotations

from typing import Any

import pytest

from sim.evidence import Evidence
from sim.scenario import load_scenario
from sim.scenario.model import Override
from sim.scenario.several import read_given, read_several


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("countries.JPN.hub_trust=0.3", "evidence", 0.3),
        ("countries.JPN.posture=hedge", "ally", "hedge"),
        ("parameters.deterrence_effect=4", "evidence", 4),
        ("postures.hedge.side=0.1", "evidence", 0.1),
        ("policies.pact.quorum=2", 3, 2),  # of the file, by its id
        ("policies.formal_pact.quorum=2", 3, 2),  # and by its type
        ("policies.pact.end=2040", None, 2040),  # nothing stands there
        ("horizon.end=2030", 2045, 2030),  # by default
        ("draws=central", "posterior", "central"),
        ("add=[BRN]", None, ["BRN"]),
    ],
)
def test_a_change_knows_what_stood_there(evidence: Evidence, text: str, before: Any, after: Any) -> None:
    path = text.partition("=")[0]
    if before == "evidence":
        group, *_, name = path.split(".")
        found = {
            "countries": evidence.countries["JPN"].parameters,
            "parameters": evidence.law,
            "postures": evidence.postures["hedge"].attributes,
        }
        before = found[group][name].value
    assert load_scenario("asian_nato", [text], evidence).overrides == (Override(path, before, after),)


def test_an_edition_is_asked_for_what_it_says_itself(evidence: Evidence) -> None:
    (change,) = load_scenario("history_1970", ["countries.JPN.hub_trust=0.3"], evidence).overrides
    assert change.before == evidence.at(1970).countries["JPN"].parameters["hub_trust"].value


def test_changes_of_one_scenario_are_its_own(evidence: Evidence) -> None:
    sets = ["countries.JPN.hub_trust=0.3", "B:policies.pact.quorum=2"]
    first, second = read_several(["status_quo", "asian_nato"], sets, evidence, replicates=5, seed=3)
    assert [change.path for change in first.overrides] == ["countries.JPN.hub_trust"]  # seed and worlds told elsewhere
    assert [change.path for change in second.overrides] == ["countries.JPN.hub_trust", "policies.pact.quorum"]


def test_what_is_changed_twice_is_told_from_first_to_last(evidence: Evidence) -> None:
    once = load_scenario("asian_nato", ["policies.pact.exit_price=0.1", "policies.pact.exit_price=0.2"], evidence)
    (change,) = once.overrides
    assert change.after == 0.2
    again = read_given(once, ["policies.pact.exit_price=0.3"], evidence)
    assert again.overrides == (change._replace(after=0.3),)


def test_how_a_scenario_came_about_does_not_make_it_another(evidence: Evidence) -> None:
    plain = load_scenario("asian_nato", (), evidence)
    assert load_scenario("asian_nato", ["policies.pact.quorum=3"], evidence) == plain
    assert load_scenario("asian_nato", ["policies.pact.quorum=2"], evidence) != plain
