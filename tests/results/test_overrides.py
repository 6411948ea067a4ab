"""What was changed in a study's scenarios, as its manifest tells it."""

from __future__ import annotations

import json
from typing import Any

from sim.results.manifest import Manifest
from sim.results.overrides import changes

TRUST = {"path": "countries.JPN.hub_trust", "before": 0.48, "after": 0.3}
QUORUM = {"path": "policies.pact.quorum", "before": 3, "after": 2}
MORE = {"path": "add", "after": ["BRN", "KHM"]}


def test_changes_are_told_by_the_scenarios_they_are_in(small: Any) -> None:
    names = ("calm", "storm", "flood")
    own = {"calm": [TRUST], "storm": [TRUST, QUORUM], "flood": [TRUST, MORE]}
    made = small.manifest(names, overrides=own)
    assert changes(made) == [
        "Changed in all scenarios: countries.JPN.hub_trust 0.48 -> 0.3",
        "Changed in B (Storm): policies.pact.quorum 3 -> 2",
        "Changed in C (Flood): add = [BRN, KHM]",
    ]
    assert Manifest.model_validate(json.loads(made.to_json())) == made


def test_one_scenario_is_not_named(small: Any) -> None:
    made = small.manifest(("calm",), overrides={"calm": [TRUST, QUORUM]})
    assert changes(made, "`") == ["Changed: `countries.JPN.hub_trust` 0.48 -> 0.3, `policies.pact.quorum` 3 -> 2"]


def test_the_same_entry_that_was_different_before_is_told_apart(small: Any) -> None:
    made = small.manifest(overrides={"calm": [TRUST], "storm": [{**TRUST, "before": 0.6}]})
    assert changes(made) == [
        "Changed in A (Calm): countries.JPN.hub_trust 0.48 -> 0.3",
        "Changed in B (Storm): countries.JPN.hub_trust 0.6 -> 0.3",
    ]


def test_nothing_is_told_of_nothing(small: Any) -> None:
    assert changes(small.manifest()) == []


def test_scenarios_have_the_letters_of_the_command_line(small: Any) -> None:
    made = small.manifest(tuple(f"s{k}" for k in range(28)))
    assert [made.letter(f"s{k}") for k in (0, 1, 25, 26, 27)] == ["A", "B", "Z", "27", "28"]
